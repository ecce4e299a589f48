"""Every figure of a result with the rules and answers it came from, ready to be unfolded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import explain
from advisor_app.domain.answers import AnswerState
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advisor_app.domain.maturity import Cap, DimensionResult, ItemResult, MaturityResult
    from advisor_app.services.assessment_view import ResultView


@dataclass(frozen=True, slots=True)
class Figure:
    """A name, what it is worth, and what is behind it."""

    name: str
    value: str = ""
    parts: tuple[Figure, ...] = ()


def figures_of(view: ResultView) -> tuple[Figure, ...]:
    """Level, score, completeness, confidence and line, each down to the answers."""
    result = view.result
    return (
        _level(result),
        _score(result),
        _completeness(result),
        _confidence(view),
        _line(view),
    )


def _level(result: MaturityResult) -> Figure:
    lang = language()
    shown = _("sin dato")
    if result.level is not None:
        shown = f"{result.level}, {explain.level_name(result.level, lang)}"
    base = Figure(
        _("Nivel que dan los puntos: 1,50 ya es 2; 2,50 ya es 3; 3,50 ya es 4; 4,50 ya es 5"),
        str(result.level_base or _("sin dato")),
    )
    sentences = explain.cap_sentences(result, lang)
    caps = tuple(
        Figure(sentence, _("tope {n}").format(n=cap.limit), _behind_cap(cap, result))
        for cap, sentence in zip(result.caps, sentences, strict=True)
    )
    return Figure(_("Nivel"), shown, (base, *caps))


def _behind_cap(cap: Cap, result: MaturityResult) -> tuple[Figure, ...]:
    """The answers that set a cap off."""
    if cap.rule == "T6":
        return ()
    named = cap.what.partition("<")[0].split("/")
    items = [_item(entry) for entry in result.items if entry.item.code in named]
    if items:
        return tuple(items)
    return tuple(
        _dimension(entry)
        for entry in result.dimensions
        if entry.score is not None
        and (entry.dimension.code in named or named == ["dim"])
        and cap.below is not None
        and entry.score < cap.below
    )


def _score(result: MaturityResult) -> Figure:
    lang = language()
    if result.S is None:
        return Figure(_("Puntaje"), _("sin dato"))
    index = Figure(
        _("Índice de madurez: lo que va del puntaje 1 al 5, de 0 a 100"),
        formats.number(result.P or Decimal(0), lang, 1),
    )
    parts = tuple(_dimension(entry) for entry in result.dimensions)
    return Figure(
        _("Puntaje: promedio de las dimensiones según su peso"),
        formats.number(result.S, lang, 2),
        (*parts, index),
    )


def _dimension(entry: DimensionResult) -> Figure:
    lang = language()
    name = _("{code} {name} · peso {weight}").format(
        code=entry.dimension.code,
        name=entry.dimension.name.in_(lang),
        weight=entry.dimension.weight,
    )
    value = explain.dimension_state_name(entry, lang)
    if entry.score is not None:
        value = formats.number(entry.score, lang, 2)
    return Figure(name, value, tuple(_item(item) for item in entry.items))


def _item(entry: ItemResult) -> Figure:
    item = entry.item
    name = _("{code} {question} · peso {weight}").format(
        code=item.code, question=item.question.in_(language()), weight=item.weight
    )
    return Figure(name, _said(entry))


def _said(entry: ItemResult) -> str:
    answer = entry.answer
    if answer is None:
        return _("sin respuesta")
    if answer.state is AnswerState.NA:
        return _("no aplica: {reason}").format(reason=answer.na_reason)
    if answer.state is AnswerState.NOT_VERIFIED:
        return _("sin ver")
    if entry.discounted:
        return explain.discount_sentence(entry, language())
    if answer.level is not None and answer.level > 2 and answer.evidence is not None:
        how = explain.evidence_name(answer.evidence, language()).lower()
        return _("nivel {n}, {how}").format(n=answer.level, how=how)
    return _("nivel {n}").format(n=answer.level)


def _completeness(result: MaturityResult) -> Figure:
    unseen = tuple(
        Figure(
            _("{code} {name}").format(
                code=entry.dimension.code, name=entry.dimension.name.in_(language())
            ),
            formats.percent(entry.coverage * 100, language(), 0),
            tuple(_item(item) for item in entry.items if item.unverified),
        )
        for entry in result.dimensions
        if entry.state != "not_applicable"
    )
    return Figure(
        _("Completo: lo visto frente a lo que aplica"),
        formats.percent(result.completeness, language(), 0),
        unseen,
    )


def _confidence(view: ResultView) -> Figure:
    result, parameters, lang = view.result, view.assessment.parameters, language()
    if result.confidence is None:
        return Figure(_("Confianza"), _("sin dato"))

    def trusts(items: Iterable[ItemResult]) -> tuple[Figure, ...]:
        return tuple(
            Figure(
                f"{one.item.code} {_said(one)}",
                formats.number(parameters.trust(one.answer.level, one.answer.evidence), lang, 2),
            )
            for one in items
            if one.counts and one.answer is not None and one.answer.level is not None
        )

    parts = tuple(
        Figure(f"{e.dimension.code} {e.dimension.name.in_(lang)}", "", trusts(e.items))
        for e in result.dimensions
        if e.state == "scored"
    )
    return Figure(
        _("Confianza: 1 si se admite nivel 1 o 2 o se verificó, menos si solo se vio o se dijo"),
        formats.number(result.confidence, lang, 2),
        parts,
    )


def _line(view: ResultView) -> Figure:
    lang = language()
    sentences = explain.rule_sentences(view.routing, lang)
    met, missing = _("se cumple"), _("no se cumple")
    rules = tuple(
        Figure(
            sentence,
            "",
            tuple(
                Figure(explain.condition_text(one, lang), met if one.met else missing)
                for one in check.conditions
            ),
        )
        for check, sentence in zip(view.routing.checks, sentences, strict=True)
    )
    return Figure(
        _("Línea: se miran las reglas en orden y decide la primera que se cumple"),
        explain.line_name(view.routing.line, lang),
        rules,
    )
