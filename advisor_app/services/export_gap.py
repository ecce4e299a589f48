"""A gap assessment as tables: what it comes to, its chapters, and every point with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import clock, explain_gap
from advisor_app.i18n import catalog
from advisor_app.spreadsheet.writer import Figure, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.standard import Requirement
    from advisor_app.services.gaps import GapView
    from advisor_app.spreadsheet.writer import Value


def gap_sheets(view: GapView, lang: str) -> list[Sheet]:
    """The sheets of a workbook, in a language."""
    return [_summary(view, lang), _chapters(view, lang), _points(view, lang)]


def facts(rows: Sequence[Sequence[Value]], lang: str) -> Sheet:
    """A sheet of names and values."""
    _ = catalog(lang).text
    return Sheet(
        _("Resumen"), [Heading(_("Dato"), 34), Heading(_("Valor"), 90)], rows, has_filter=False
    )


def _summary(view: GapView, lang: str) -> Sheet:
    _, standard, result = catalog(lang).text, view.standard, view.result
    rows: list[tuple[str, Value]] = [
        (_("Empresa"), view.firm_name),
        (_("Lista"), standard.name.in_(lang)),
        (_("Edición"), standard.edition.in_(lang)),
        (_("Versión de la lista"), standard.version),
        (_("Se evaluó"), view.scope.name or _("toda la empresa")),
        (_("Empezó"), formats.local(view.created_at, clock.offset_minutes()).date()),
    ]
    if view.closed_at:
        closed = formats.local(view.closed_at, clock.offset_minutes()).date()
        rows.append((_("Se cerró"), closed))
    if result.readiness is not None and result.coverage is not None:
        rows.append((_("Preparación"), Figure(result.readiness, "percent")))
        rows.append((_("Visto"), Figure(result.coverage, "percent")))
    if result.preliminary:
        rows.append((_("Preliminar"), _("Falta ver parte de la lista.")))
    rows.append((_("Puntos que bloquean"), Figure(len(result.blocking), "number")))
    rows.append((_("Días para cerrar lo abierto"), Figure(result.effort_days, "number")))
    rows.append((_("Regla"), explain_gap.verdict_sentence(view.verdict, lang)))
    words = {True: _("Se cumple"), False: _("No se cumple"), None: _("Falta saberlo")}
    rows += [
        (words[check.holds], explain_gap.check_sentence(check, lang))
        for check in view.verdict.checks
    ]
    rows += [("", line) for line in explain_gap.figure_lines(view.verdict, lang)]
    rows.append((_("Aviso"), explain_gap.disclaimer(lang)))
    return facts(rows, lang)


def _chapters(view: GapView, lang: str) -> Sheet:
    _ = catalog(lang).text
    titles = {section.key: section.title.in_(lang) for section in view.standard.sections}
    rows = [
        [titles[one.section], one.applicable, one.seen, one.blocking, one.readiness]
        for one in view.result.sections
    ]
    return Sheet(
        _("Capítulos"),
        [
            Heading(_("Capítulo"), 60),
            Heading(_("Aplican"), 12, "number"),
            Heading(_("Vistos"), 12, "number"),
            Heading(_("Bloquean"), 12, "number"),
            Heading(_("Preparación"), 14, "percent"),
        ],
        rows,
    )


def _points(view: GapView, lang: str) -> Sheet:
    _ = catalog(lang).text
    headings = [
        Heading(_("Número"), 10),
        Heading(_("Capítulo"), 24),
        Heading(_("Requisito"), 48),
        Heading(_("Gravedad"), 14),
        Heading(_("Respuesta"), 14),
        Heading(_("Bloquea"), 10),
        Heading(_("Nota o razón"), 40),
        Heading(_("Qué mira el auditor"), 40),
        Heading(_("Qué puede mostrar"), 36),
        Heading(_("Primer paso"), 40),
        Heading(_("Días"), 8, "number"),
        Heading(_("Lugar"), 24),
    ]
    sections = {section.key: section.title.in_(lang) for section in view.standard.sections}
    rows = [_point(view, one, sections[one.section], lang) for one in view.standard.requirements]
    return Sheet(_("Requisitos"), headings, rows)


def _point(view: GapView, one: Requirement, section: str, lang: str) -> list[Value]:
    _, answer = catalog(lang).text, view.answers.get(one.code)
    state = explain_gap.STATES[answer.state] if answer else explain_gap.UNSEEN
    said = "\n".join(filter(None, (answer.na_reason, answer.note))) if answer else ""
    return [
        one.code,
        section,
        one.title.in_(lang),
        explain_gap.SEVERITY_NAMES[one.severity].in_(lang),
        state.in_(lang),
        _("sí") if one.code in view.result.blocking else "",
        said,
        one.looks_at.in_(lang),
        "\n".join(piece.in_(lang) for piece in one.evidence),
        one.action.in_(lang),
        view.parameters.effort_days[one.effort],
        explain_gap.PLACE_NAMES[one.place].in_(lang),
    ]
