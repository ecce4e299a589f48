"""A gap assessment as tables: what it comes to, its chapters, and every point with its answer.

A workbook is passed on without a trace: the members of a group, who agreed to nothing themselves,
stand in it by their codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import clock, explain_gap, explain_group
from advisor_app.i18n import catalog
from advisor_app.spreadsheet.writer import Figure, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.groups import PartKind
    from advisor_app.domain.standard import Requirement
    from advisor_app.services.gaps import GapView
    from advisor_app.services.group_view import Group, PartRow
    from advisor_app.spreadsheet.writer import Value


def gap_sheets(view: GapView, lang: str, group: Group | None = None) -> list[Sheet]:
    """The sheets of a workbook, in a language; of a group, with one of its parts."""
    sheets = [_summary(view, lang, group), _chapters(view, lang), _points(view, lang)]
    if group is not None:
        sheets.insert(1, _parts(group, lang))
    return sheets


def facts(rows: Sequence[Sequence[Value]], lang: str) -> Sheet:
    """A sheet of names and values."""
    _ = catalog(lang).text
    return Sheet(
        _("Resumen"), [Heading(_("Dato"), 34), Heading(_("Valor"), 90)], rows, has_filter=False
    )


def _summary(view: GapView, lang: str, group: Group | None) -> Sheet:
    _, standard, result = catalog(lang).text, view.standard, view.result
    rows: list[tuple[str, Value]] = [
        (_("Empresa"), view.firm_name),
        (_("Lista"), standard.name.in_(lang)),
        (_("Edición"), standard.edition.in_(lang)),
        (_("Versión de la lista"), standard.version),
        (_("Se evaluó"), _looked_at(view, lang)),
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
    if group is not None and (kind := group.view.scope.parts):
        said = explain_group.sentences(group.result, kind, lang)
        rows += [(_("Conjunto") if not place else "", line) for place, line in enumerate(said)]
    rows.append((_("Aviso"), explain_gap.disclaimer(lang)))
    return facts(rows, lang)


def _looked_at(view: GapView, lang: str) -> str:
    """The part by its name, a member by the code, a group by what it answers itself."""
    _, scope = catalog(lang).text, view.scope
    if scope.kind == "member":
        return _("Miembro {code}").format(code=scope.code)
    if scope.parts is not None:
        is_managed = scope.parts == "member"
        return _("la gestión del grupo") if is_managed else _("lo que se contesta una sola vez")
    return scope.name or _("toda la empresa")


def _parts(group: Group, lang: str) -> Sheet:
    """Every member, site or method with its place in the sample and what its list came to."""
    _, kind = catalog(lang).text, group.view.scope.parts or "member"
    named = {
        "member": [],
        "site": [Heading(_("Sede"), 34), Heading(_("Lugar"), 24)],
        "method": [
            Heading(_("Método"), 34), Heading(_("Analito"), 24), Heading(_("Matriz"), 24),
        ],
    }[kind]  # fmt: skip
    drawn = [Heading(_("Puesto del sorteo"), 12, "number"), Heading(_("En lugar de"), 12)]
    headings = [
        Heading(_("Código"), 10),
        *named,
        *(drawn if kind == "member" else []),
        Heading(_("Se visita"), 10),
        Heading(_("Resultado"), 24),
        Heading(_("Preparación"), 14, "percent"),
        Heading(_("Visto"), 12, "percent"),
        Heading(_("Bloquean"), 12, "number"),
    ]
    visited = {row.part.code for row in group.to_visit}
    rows = [
        [
            row.part.code,
            *_facts(row, kind),
            _("sí") if row.part.code in visited else "",
            *_result(row, lang, is_visited=row.part.code in visited),
        ]
        for row in group.rows
    ]
    return Sheet(explain_group.NAMES[kind].in_(lang), headings, rows)


def _facts(row: PartRow, kind: PartKind) -> list[Value]:
    """What stands of a part beside its code."""
    part, chosen = row.part, row.chosen
    if kind == "member":
        return [chosen.rank, chosen.stands_for] if chosen else [None, ""]
    return [part.name, part.place] if kind == "site" else [part.name, part.analyte, part.matrix]


def _result(row: PartRow, lang: str, *, is_visited: bool) -> list[Value]:
    """What a part's list came to; nothing where there is none and none is wanted."""
    begun = row.view is not None
    state = explain_group.state_word(row.judged, lang, begun=begun)
    if not begun:
        return [state if is_visited else "", None, None, None]
    result = row.judged.result
    return [state, result.readiness, result.coverage, len(result.blocking)]


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
