"""A filled-in sheet as JSON: what ``advisor-cli score`` reads and what it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn, cast

from advisor_app.domain.answers import Answer, AnswerState, Evidence, not_verified
from advisor_app.domain.content import reject_constant, unique_keys
from advisor_app.domain.errors import AdvisorError, InvalidRecord
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
    data = _parsed(text)
    instrument, parameters = shipped_instrument(), shipped_parameters()
    if not isinstance(data, list):
        return score_sheet(read_sheet(data, instrument), instrument, parameters)
    results: list[object] = []
    for number, entry in enumerate(cast("list[Any]", data), 1):
        try:
            results.append(score_sheet(read_sheet(entry, instrument), instrument, parameters))
        except AdvisorError as error:
            place = _("Hoja {n}: {message}").format(n=number, message=error.message)
            raise AdvisorError(place, advice=error.advice) from error
    return results


def read_sheet(data: object, instrument: Instrument) -> ScoreSheet:
    """A sheet from its JSON value, checked in every field.

    Raises:
        AdvisorError: the first thing that is wrong.
    """
    fields = _object(data, _("la hoja"))
    form = fields.get("form")
    if form not in _FORMS:
        _fail(_("«form» debe ser full o short, y es {value}.").format(value=_shown(form)))
    return ScoreSheet(
        form=form,
        profile=_profile(fields.get("profile"), instrument),
        answers=_answers(fields.get("answers"), instrument),
        gap=_gap(fields.get("gap")),
        commitment=_flag(fields.get("commitment"), "commitment"),
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


def _parsed(text: str) -> object:
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=reject_constant,
            object_pairs_hook=unique_keys,
        )
    except json.JSONDecodeError as error:
        message = _("No es un JSON válido: línea {line}, columna {column}.")
        _fail(message.format(line=error.lineno, column=error.colno))
    except RecursionError:
        _fail(_("No es un JSON válido: tiene demasiados niveles."))
    except ValueError as error:
        _fail(_("No es un JSON válido: {detail}.").format(detail=_shown(str(error))))


def _profile(data: object, instrument: Instrument) -> Profile:
    fields = _object(data, "profile")
    sector, cond = fields.get("sector"), fields.get("cond", {})
    conditions = {key: _flag(value, f"cond.{key}") for key, value in _object(cond, "cond").items()}
    if not isinstance(sector, str):
        _fail(_("«profile.sector» debe ser un texto, y es {value}.").format(value=_shown(sector)))
    profile = Profile(sector, conditions)
    try:
        validate_profile(instrument, profile)
    except InvalidRecord as error:
        _fail(next(iter(error.problems.values())))
    return profile


def _answers(data: object, instrument: Instrument) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for code, value in _object(data, "answers").items():
        if not instrument.has_item(code):
            _fail(_("No existe la pregunta {code}.").format(code=_shown(code)))
        answers[code] = _answer(code, value, instrument)
    return answers


def _answer(code: str, value: object, instrument: Instrument) -> Answer:
    if value is None:
        return not_verified(code)
    if value == "na":
        if not instrument.item(code).na_allowed:
            _fail(_("La pregunta {code} no admite «no aplica».").format(code=code))
        return Answer(code, AnswerState.NA)
    fields = _object(value, code)
    for name in fields:
        if name not in ("level", "evidence"):
            _fail(_("{code}: no se conoce «{name}».").format(code=code, name=name))
    level, grade = fields.get("level"), fields.get("evidence")
    top = len(instrument.scale)
    if isinstance(level, bool) or not isinstance(level, int) or not 1 <= level <= top:
        message = _("{code}: el nivel debe ser un entero de 1 a {top}, y es {value}.")
        _fail(message.format(code=code, top=top, value=_shown(level)))
    return Answer(code, AnswerState.RATED, level, _evidence(code, level, grade))


def _evidence(code: str, level: int, grade: object) -> Evidence | None:
    known = ", ".join(Evidence)
    if grade is None:
        if level >= shipped_parameters().graded_from:
            message = _("{code}: desde el nivel {level} falta «evidence» ({known}).")
            _fail(message.format(code=code, level=level, known=known))
        return None
    if grade not in list(Evidence):
        message = _("{code}: «evidence» debe ser {known}, y es {value}.")
        _fail(message.format(code=code, known=known, value=_shown(grade)))
    return Evidence(cast("str", grade))


def _gap(data: object) -> Gap | None:
    if data is None:
        return None
    fields = _object(data, "gap")
    readiness, blocking = fields.get("readiness"), fields.get("blocking")
    try:
        figure = Decimal(cast("str", readiness)) if _is_figure(readiness) else Decimal(-1)
    except InvalidOperation:
        figure = Decimal(-1)
    if not figure.is_finite() or not 0 <= figure <= _FULL_READINESS:
        message = _("«gap.readiness» debe ser un número de 0 a 100, y es {value}.")
        _fail(message.format(value=_shown(readiness)))
    if isinstance(blocking, bool) or not isinstance(blocking, int) or blocking < 0:
        message = _("«gap.blocking» debe ser un entero desde 0, y es {value}.")
        _fail(message.format(value=_shown(blocking)))
    return Gap(figure, blocking)


def _is_figure(value: object) -> bool:
    return isinstance(value, str | int | Decimal) and not isinstance(value, bool)


def _flag(value: object, name: str) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        message = _("«{name}» debe ser true o false, y es {value}.")
        _fail(message.format(name=name, value=_shown(value)))
    return value


def _object(data: object, name: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        message = _("«{name}» debe ser un objeto JSON, y es {value}.")
        _fail(message.format(name=name, value=_shown(data)))
    return cast("dict[str, Any]", data)


def _dimension(entry: DimensionResult) -> str | None:
    if entry.state == "not_applicable":
        return None
    return "insufficient" if entry.score is None else str(entry.score)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _shown(value: object) -> str:
    """A value short enough for one line of an error."""
    text = " ".join(json.dumps(value, ensure_ascii=False, default=str).split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _fail(message: str) -> NoReturn:
    raise AdvisorError(message)
