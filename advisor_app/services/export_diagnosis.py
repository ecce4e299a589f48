"""A diagnosis as tables: what it comes to, its dimensions, and every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain import clock, explain
from advisor_app.domain.answers import AnswerState
from advisor_app.formats import local
from advisor_app.i18n import catalog
from advisor_app.services.export_gap import facts
from advisor_app.spreadsheet.writer import Figure, Heading, Sheet

if TYPE_CHECKING:
    from advisor_app.domain.maturity import ItemResult
    from advisor_app.services.assessment_view import ResultView
    from advisor_app.spreadsheet.writer import Value


def diagnosis_sheets(view: ResultView, lang: str) -> list[Sheet]:
    """The sheets of a workbook, in a language."""
    return [_summary(view, lang), _dimensions(view, lang), _answers(view, lang)]


def _summary(view: ResultView, lang: str) -> Sheet:
    _, made, result = catalog(lang).text, view.assessment, view.result
    sectors = {sector.key: sector.name for sector in made.instrument.sectors}
    rows: list[tuple[str, Value]] = [
        (_("Empresa"), made.firm_name),
        (_("Sector"), sectors[made.profile.sector].in_(lang)),
        (_("Instrumento"), f"{made.instrument.id} {made.instrument.version}"),
        (_("Empezó"), local(made.created_at, clock.offset_minutes()).date()),
    ]
    if made.closed_at:
        rows.append((_("Se cerró"), local(made.closed_at, clock.offset_minutes()).date()))
    rows.append((_("Escalón"), explain.place_sentence(result, lang)))
    if result.S is not None:
        rows.append((_("Puntaje"), Figure(result.S, "decimal")))
    rows.append((_("Completo"), Figure(result.completeness, "percent")))
    rows.append((_("Seguridad del resultado"), explain.confidence_sentence(result, lang)))
    rows += [(_("Alerta"), sentence) for sentence in explain.alert_sentences(result, lang)]
    rows += [(_("Tope"), sentence) for sentence in explain.cap_sentences(result, lang)]
    rows.append((_("Línea de servicio"), explain.line_name(view.line, lang)))
    if view.override:
        rows.append((_("Línea calculada"), explain.line_name(view.routing.line, lang)))
        rows.append((_("Razón del cambio"), view.override.reason))
    if view.cost is not None and view.cost.total is not None:
        rows.append((_("Costo de la mala calidad"), explain.cost_sentence(view.cost, lang)))
    return facts(rows, lang)


def _dimensions(view: ResultView, lang: str) -> Sheet:
    _ = catalog(lang).text
    rows: list[list[Value]] = [
        [
            one.dimension.code,
            one.dimension.name.in_(lang),
            one.score,
            explain.dimension_state_name(one, lang),
            one.coverage * 100,
        ]
        for one in view.result.dimensions
    ]
    headings = [
        Heading(_("Código"), 10),
        Heading(_("Dimensión"), 50),
        Heading(_("Puntaje"), 12, "decimal"),
        Heading(_("Estado"), 24),
        Heading(_("Visto"), 12, "percent"),
    ]
    return Sheet(_("Dimensiones"), headings, rows)


def _answers(view: ResultView, lang: str) -> Sheet:
    _ = catalog(lang).text
    headings = [
        Heading(_("Código"), 10),
        Heading(_("Dimensión"), 24),
        Heading(_("Pregunta"), 48),
        Heading(_("Crítica"), 9),
        Heading(_("Estado"), 14),
        Heading(_("Nivel dicho"), 9, "number"),
        Heading(_("Lo que se ve"), 44),
        Heading(_("Cómo se supo"), 14),
        Heading(_("Nivel que se sostiene"), 12, "number"),
        Heading(_("Nota o razón"), 40),
        Heading(_("Primer paso"), 40),
    ]
    rows = [
        _answer(entry, dimension.dimension.name.in_(lang), view, lang)
        for dimension in view.result.dimensions
        for entry in dimension.items
    ]
    return Sheet(_("Respuestas"), headings, rows)


def _answer(entry: ItemResult, dimension: str, view: ResultView, lang: str) -> list[Value]:
    _, item, answer = catalog(lang).text, entry.item, entry.answer
    states = {
        AnswerState.RATED: _("Respondida"),
        AnswerState.NA: _("No aplica"),
        AnswerState.NOT_VERIFIED: _("Sin ver"),
    }
    level = answer.level if answer else None
    return [
        item.code,
        dimension,
        item.question.in_(lang),
        _("sí") if item.is_critical(view.assessment.profile.sector) else "",
        states[answer.state] if answer else _("Sin ver"),
        level,
        item.levels[level - 1].in_(lang) if level else "",
        explain.evidence_name(answer.evidence, lang) if answer and answer.evidence else "",
        entry.substantiated,
        "\n".join(filter(None, (answer.na_reason, answer.note))) if answer else "",
        item.action.in_(lang),
    ]
