"""A filled-in list of requirements as JSON: what ``advisor-cli gap`` reads and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, cast

from advisor_app.domain.gap import GapResult, State, assess
from advisor_app.domain.gap_parameters import (
    PREREQUISITES,
    GapParameters,
    shipped_gap_parameters,
)
from advisor_app.domain.schemes import Prerequisites, Verdict, verdict
from advisor_app.domain.sheet import a_flag, an_object, answered, fail, shown
from advisor_app.domain.standard import Standard, shipped_ids, shipped_standard
from advisor_app.i18n import _

_MONTHS: Final = ("months_of_records", "performance_months")
_ACTIONS: Final = ("dated_actions", "closed_actions")
_FIELDS: Final = ("standard", "answers", "prerequisites", "workers", "risk_class")
_MOST_WORKERS: Final = 1_000_000
_RISK_CLASSES: Final = 5
_NO_LISTS: Final[Mapping[str, Standard]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class GapSheet:
    """Everything that decides a result and its verdict."""

    standard: Standard
    answers: Mapping[str, State]
    beside: Prerequisites


def gap_text(text: str, own: Mapping[str, Standard] = _NO_LISTS) -> object:
    """The result of one sheet, or of each sheet of a list; own lists go before the program's.

    Raises:
        AdvisorError: one sentence that says what is wrong where; nothing was computed.
    """
    parameters = shipped_gap_parameters()
    return answered(text, lambda data: gap_sheet(read_gap_sheet(data, own), parameters))


def read_gap_sheet(data: object, own: Mapping[str, Standard] = _NO_LISTS) -> GapSheet:
    """A sheet from its JSON value, checked in every field.

    Raises:
        AdvisorError: the first thing that is wrong.
    """
    fields = an_object(data, _("la hoja"))
    for name in fields:
        if name not in _FIELDS:
            fail(_("No se conoce «{name}» en la hoja.").format(name=shown(name)))
    key = fields.get("standard")
    if not isinstance(key, str) or key not in (*own, *shipped_ids()):
        fail(_("No hay una lista con el nombre {name}.").format(name=shown(key)))
    standard = own.get(key) or shipped_standard(key)
    return GapSheet(
        standard=standard,
        answers=_answers(fields.get("answers"), standard),
        beside=_beside(
            fields.get("prerequisites") or {},
            standard,
            workers=_whole(fields.get("workers"), "workers", 0, _MOST_WORKERS),
            risk_class=_whole(fields.get("risk_class"), "risk_class", 1, _RISK_CLASSES),
        ),
    )


def gap_sheet(sheet: GapSheet, parameters: GapParameters) -> dict[str, object]:
    """The result as JSON values; decimals are text so that nobody rounds them."""
    result = assess(sheet.standard, parameters, sheet.answers)
    decided = verdict(result, parameters, sheet.beside)
    return {
        "standard": sheet.standard.id,
        "readiness": _text(result),
        "coverage": None if result.coverage is None else str(result.coverage),
        "preliminary": result.preliminary,
        "blocking": len(result.blocking),
        "blocking_codes": list(result.blocking),
        "effort_days": result.effort_days,
        "scheme": {"key": decided.scheme, "pass": decided.passes, **_figures(decided)},
        "na_not_admitted": list(result.na_not_admitted),
    }


def _figures(decided: Verdict) -> dict[str, object]:
    checks = [
        {"key": check.key, "holds": check.holds, "actual": check.actual, "limit": check.limit,
         "codes": list(check.codes)}
        for check in decided.checks
    ]  # fmt: skip
    return {**decided.figures, "checks": checks}


def _text(result: GapResult) -> str | None:
    return None if result.readiness is None else str(result.readiness)


def _answers(data: object, standard: Standard) -> dict[str, State]:
    answers: dict[str, State] = {}
    for code, value in an_object(data, "answers").items():
        if not standard.has(code):
            fail(_("No existe el requisito {code} en esta lista.").format(code=shown(code)))
        if value is None:
            continue
        if value not in list(State):
            message = _("{code}: la respuesta debe ser C, P, N, NA o null, y es {value}.")
            fail(message.format(code=code, value=shown(value)))
        answers[code] = State(cast("str", value))
    return answers


def _beside(
    data: object, standard: Standard, *, workers: int | None, risk_class: int | None
) -> Prerequisites:
    told: dict[str, Any] = {}
    for name, value in an_object(data, "prerequisites").items():
        if name not in PREREQUISITES:
            fail(_("No se conoce «{name}» en «prerequisites».").format(name=shown(name)))
        if value is not None:
            told[name] = _prerequisite(name, value, standard)
    return Prerequisites(**told, workers=workers, risk_class=risk_class)


def _prerequisite(name: str, value: object, standard: Standard) -> object:
    if name in _MONTHS:
        return _whole(value, name, 0, 1200)
    if name in _ACTIONS:
        return _codes(name, value, standard)
    if isinstance(value, str):  # a date: it was done
        try:
            return bool(date.fromisoformat(value))
        except ValueError:
            message = _("«{name}» debe ser true, false o una fecha, y es {value}.")
            fail(message.format(name=name, value=shown(value)))
    return a_flag(value, name)


def _codes(name: str, value: object, standard: Standard) -> frozenset[str]:
    if not isinstance(value, list):
        message = _("«{name}» debe ser una lista de requisitos, y es {value}.")
        fail(message.format(name=name, value=shown(value)))
    for code in cast("list[object]", value):
        if not isinstance(code, str) or not standard.has(code):
            fail(_("No existe el requisito {code} en esta lista.").format(code=shown(code)))
    return frozenset(cast("list[str]", value))


def _whole(value: object, name: str, least: int, most: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        message = _("«{name}» debe ser un entero de {least} a {most}, y es {value}.")
        fail(message.format(name=name, least=least, most=most, value=shown(value)))
    return value
