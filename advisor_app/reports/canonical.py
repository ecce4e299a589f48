"""Values as canonical JSON and back: one text for equal values, exact decimals and dates."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from advisor_app.domain.errors import BadContent
from advisor_app.i18n import _

T = TypeVar("T")

LATER: Final = {"later": True}
"""Metadata of a field that came after documents were issued without it.

While it holds its default it is left out, so that those keep their text and their fingerprint.
"""

_AS_THEY_ARE: Final = frozenset({str, int, bool, NoneType})
_NEVER: Final = object()
_PLAIN: Final[dict[Any, Callable[[Any], Any]]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def encode(value: object) -> str:
    """The canonical text of a value: keys sorted, no blanks, moments in UTC."""
    return json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def decode(kind: type[T], text: str) -> T:
    """A value of a frozen dataclass back from its canonical text.

    Raises:
        BadContent: the text is no JSON, or not of this kind.
    """
    try:
        return cast("T", _value(kind, json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation) as error:
        raise BadContent(
            _("El contenido guardado del documento no se puede leer."),
            file=kind.__name__,
            place=str(error),
        ) from error


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON has no closer type
    if type(value) in _AS_THEY_ARE:  # nearly all; asked first because there are thousands
        return value
    if is_dataclass(value) and not isinstance(value, type):
        parts = [(name, getattr(value, name), usual) for name, usual in _names(type(value))]
        return {name: _plain(part) for name, part, usual in parts if part != usual}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in cast("tuple[object, ...]", value)]
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


@cache
def _names(kind: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401 - any dataclass
    """Its fields, each with the value at which it is left out."""
    return tuple((f.name, f.default if _is_later(f) else _NEVER) for f in fields(kind))


def _value(kind: Any, raw: Any) -> Any:  # noqa: ANN401 - JSON has no closer type
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        needed = {field.name for field in fields(kind) if not _is_later(field)}
        known = {field.name for field in fields(kind)}
        if not isinstance(raw, dict) or not needed <= set(cast("dict[str, Any]", raw)) <= known:
            raise ValueError(f"fields of {kind}")
        return cast("Any", kind)(**{name: _value(hints[name], raw[name]) for name in raw})
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = next(arg for arg in get_args(kind) if arg is not NoneType)
        return None if raw is None else _value(inner, raw)
    if origin is tuple:
        return _sequence(get_args(kind), raw)
    if origin is Literal:
        if raw not in get_args(kind):
            raise ValueError(f"{raw!r} is none of {get_args(kind)}")
        return raw
    if kind in _PLAIN:
        return _PLAIN[kind](raw)
    if not isinstance(raw, kind):
        raise ValueError(f"{raw!r} is no {kind}")
    return raw


def _is_later(field: Field[Any]) -> bool:
    if not field.metadata.get("later"):
        return False
    if field.default is MISSING:
        raise TypeError(f"{field.name} came later and needs a default")
    return True


def _sequence(kinds: tuple[Any, ...], raw: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], part) for part in raw)
    return tuple(_value(kind, part) for kind, part in zip(kinds, raw, strict=True))
