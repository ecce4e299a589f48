"""A scope as the text that is kept with its assessment, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from advisor_app.domain.groups import Absence, Draw, Part, Scope

T = TypeVar("T")
_INSIDE: dict[str, type] = {"register": Part, "draws": Draw, "absences": Absence}


def scope_text(scope: Scope) -> str:
    """The scope as JSON, without what says nothing; a member's name is not written."""
    return json.dumps(_plain(scope), ensure_ascii=False, sort_keys=True)


def scope_of(text: str | None) -> Scope:
    """The scope in a text; what a later version added is left aside."""
    return _value(Scope, json.loads(text or "{}"))


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON has no closer type
    if is_dataclass(value):
        found = {
            field.name: getattr(value, field.name)
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
        if found.get("person_id"):
            found.pop("name", None)
        return {name: _plain(part) for name, part in found.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in cast("tuple[object, ...]", value)]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _value(kind: type[T], raw: Mapping[str, Any]) -> T:
    known = {field.name for field in fields(cast("Any", kind))}
    return kind(**{name: _field(name, part) for name, part in raw.items() if name in known})


def _field(name: str, raw: Any) -> Any:  # noqa: ANN401 - JSON has no closer type
    if name in _INSIDE:
        return tuple(_value(_INSIDE[name], part) for part in raw)
    if name == "answered":
        return tuple((code, state) for code, state in raw)
    if name in ("on", "drawn_on"):
        return date.fromisoformat(raw)
    if name == "size":
        return None if raw is None else Decimal(raw)
    return tuple(raw) if name == "codes" else raw
