"""A filled-in sheet as JSON: what ``advisor-cli score`` reads and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, cast

from advisor_app.domain.answers import Answer, AnswerState, Evidence, not_verified
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.instrument import (
    Form,
    Instrument,
    Profile,
    shipped_instrument,
    validate_profile,
)
from advisor_app.domain.maturity import DimensionResult, score
from advisor_app.domain.parameters import ScoringParameters, shipped_parameters
from advisor_app.domain.routing import Gap, route
from advisor_app.domain.sheet import a_flag, an_object, answered, fail, shown
from advisor_app.i18n import _

_FORMS: Final = ("full", "short")
_FULL_READINESS: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Everything that decides a result."""

    form: Form
    profile: Profile
    answers: Mapping[str, Answer]
    gap: Gap | None
    commitment: bool


def score_text(text: str) -> object:
    """The result of one sheet, or the list of results of a list of sheets.

    Raises:
        AdvisorError: one sentence that says what is wrong where; nothing was scored.
    """
    instrument, parameters = shipped_instrument(), shipped_parameters()
    return answered(
        text, lambda data: score_sheet(read_sheet(data, instrument), instrument, parameters)
    )


def read_sheet(data: object, instrument: Instrument) -> ScoreSheet:
    """A sheet from its JSON value, checked in every field.

    Raises:
        AdvisorError: the first thing that is wrong.
    """
    fields = an_object(data, _("la hoja"))
    form = fields.get("form")
    if form not in _FORMS:
        fail(_("«form» debe ser full o short, y es {value}.").format(value=shown(form)))
    return ScoreSheet(
        form=form,
        profile=_profile(fields.get("profile"), instrument),
        answers=_answers(fields.get("answers"), instrument),
        gap=_gap(fields.get("gap")),
        commitment=a_flag(fields.get("commitment"), "commitment"),
    )


def score_sheet(
    sheet: ScoreSheet, instrument: Instrument, parameters: ScoringParameters
) -> dict[str, object]:
    """The result as JSON values; decimals are text so that nobody rounds them."""
    result = score(instrument, parameters, sheet.profile, sheet.form, sheet.answers)
    routing = route(result, parameters, sheet.gap, sheet.commitment)
    return {
        "dims": {entry.dimension.code: _dimension(entry) for entry in result.dimensions},
        "S": _text(result.S),
        "P": _text(result.P),
        "level_base": result.level_base,
        "level": result.level,
        "caps": [[cap.rule, cap.what, cap.limit] for cap in result.caps],
        "critical_open": list(result.critical_open),
        "critical_unverified": list(result.critical_unverified),
        "completeness": _text(result.completeness),
        "confidence": _text(result.confidence),
        "evidence_discounts": result.evidence_discounts,
        "preliminary": result.preliminary,
        "line": str(routing.line),
        "rule": routing.rule,
        "certification_candidate": routing.certification_candidate,
    }


def _profile(data: object, instrument: Instrument) -> Profile:
    fields = an_object(data, "profile")
    sector, cond = fields.get("sector"), fields.get("cond", {})
    conditions = {
        key: a_flag(value, f"cond.{key}") for key, value in an_object(cond, "cond").items()
    }
    if not isinstance(sector, str):
        fail(_("«profile.sector» debe ser un texto, y es {value}.").format(value=shown(sector)))
    profile = Profile(sector, conditions)
    try:
        validate_profile(instrument, profile)
    except InvalidRecord as error:
        fail(next(iter(error.problems.values())))
    return profile


def _answers(data: object, instrument: Instrument) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for code, value in an_object(data, "answers").items():
        if not instrument.has_item(code):
            fail(_("No existe la pregunta {code}.").format(code=shown(code)))
        answers[code] = _answer(code, value, instrument)
    return answers


def _answer(code: str, value: object, instrument: Instrument) -> Answer:
    if value is None:
        return not_verified(code)
    if value == "na":
        if not instrument.item(code).na_allowed:
            fail(_("La pregunta {code} no admite «no aplica».").format(code=code))
        return Answer(code, AnswerState.NA)
    fields = an_object(value, code)
    for name in fields:
        if name not in ("level", "evidence"):
            fail(_("{code}: no se conoce «{name}».").format(code=code, name=name))
    level, grade = fields.get("level"), fields.get("evidence")
    top = len(instrument.scale)
    if isinstance(level, bool) or not isinstance(level, int) or not 1 <= level <= top:
        message = _("{code}: el nivel debe ser un entero de 1 a {top}, y es {value}.")
        fail(message.format(code=code, top=top, value=shown(level)))
    return Answer(code, AnswerState.RATED, level, _evidence(code, level, grade))


def _evidence(code: str, level: int, grade: object) -> Evidence | None:
    known = ", ".join(Evidence)
    if grade is None:
        if level >= shipped_parameters().graded_from:
            message = _("{code}: desde el nivel {level} falta «evidence» ({known}).")
            fail(message.format(code=code, level=level, known=known))
        return None
    if grade not in list(Evidence):
        message = _("{code}: «evidence» debe ser {known}, y es {value}.")
        fail(message.format(code=code, known=known, value=shown(grade)))
    return Evidence(cast("str", grade))


def _gap(data: object) -> Gap | None:
    if data is None:
        return None
    fields = an_object(data, "gap")
    readiness, blocking = fields.get("readiness"), fields.get("blocking")
    try:
        figure = Decimal(cast("str", readiness)) if _is_figure(readiness) else Decimal(-1)
    except InvalidOperation:
        figure = Decimal(-1)
    if not figure.is_finite() or not 0 <= figure <= _FULL_READINESS:
        message = _("«gap.readiness» debe ser un número de 0 a 100, y es {value}.")
        fail(message.format(value=shown(readiness)))
    if isinstance(blocking, bool) or not isinstance(blocking, int) or blocking < 0:
        message = _("«gap.blocking» debe ser un entero desde 0, y es {value}.")
        fail(message.format(value=shown(blocking)))
    return Gap(figure, blocking)


def _is_figure(value: object) -> bool:
    return isinstance(value, str | int | Decimal) and not isinstance(value, bool)


def _dimension(entry: DimensionResult) -> str | None:
    if entry.state == "not_applicable":
        return None
    return "insufficient" if entry.score is None else str(entry.score)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
