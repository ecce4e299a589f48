"""Reading content files so that every error names the file and the place in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from advisor_app.domain.errors import BadContent
from advisor_app.domain.text import Text
from advisor_app.i18n import _

KEY: Final = re.compile(r"[a-z][a-z0-9_]*")


def canonical_json(data: object) -> str:
    """The same text for the same data, whatever the order of the keys."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest_of(data: object) -> str:
    """SHA-256 of the canonical JSON: the identity of a content file."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def reject_constant(name: str) -> NoReturn:
    """JSON knows no NaN and no infinity, though Python would read them."""
    raise ValueError(name)


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose keys occur once.

    Raises:
        ValueError: a key is written twice, so that one of its values would be lost.
    """
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(key)
        found[key] = value
    return found


@dataclass(frozen=True, slots=True)
class Node:
    """A value inside a content file, with its place for error messages."""

    value: Any
    file: str
    place: str = ""

    def fail(self, reason: str, field: str = "") -> NoReturn:
        """Refuse the file.

        Raises:
            BadContent: always.
        """
        place = f"{self.place} {field}".strip()
        message = _("El archivo {file} tiene un error en «{place}»: {reason}.")
        raise BadContent(
            message.format(file=self.file, place=place or "·", reason=reason),
            file=self.file,
            place=place,
        )

    def at(self, place: str) -> Node:
        """The same value under a name that its author knows, such as an item's code."""
        return Node(self.value, self.file, place)

    def table(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Node]:
        """The fields of an object: all required ones, and no unknown one."""
        fields = self.mapping()
        needed = tuple(required)
        for key in needed:
            if key not in fields:
                self.fail(_("falta este dato"), key)
        for key in fields:
            if key not in needed and key not in tuple(optional):
                self.fail(_("no se conoce este dato"), key)
        return fields

    def mapping(self) -> dict[str, Node]:
        """The fields of an object whose keys are free."""
        if not isinstance(self.value, dict):
            self.fail(_("debe ser un objeto con nombres y valores"))
        fields = cast("dict[str, Any]", self.value)
        return {
            key: Node(value, self.file, f"{self.place} {key}".strip())
            for key, value in fields.items()
        }

    def array(self, *, least: int = 0, exactly: int | None = None) -> list[Node]:
        """The values of a list."""
        if not isinstance(self.value, list):
            self.fail(_("debe ser una lista"))
        values = cast("list[Any]", self.value)
        if exactly is not None and len(values) != exactly:
            self.fail(_("debe tener {n} valores").format(n=exactly))
        if len(values) < least:
            self.fail(_("debe tener al menos {n} valores").format(n=least))
        return [
            Node(value, self.file, f"{self.place}[{position}]")
            for position, value in enumerate(values, 1)
        ]

    def text(self) -> Text:
        """Words in both languages."""
        fields = self.table(("es", "en"))
        return Text(fields["es"].string(), fields["en"].string())

    def texts(self) -> tuple[Text, ...]:
        return tuple(node.text() for node in self.array())

    def string(self, pattern: re.Pattern[str] | None = None) -> str:
        """Words that are not blank."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.fail(_("falta el texto"))
        if pattern is not None and not pattern.fullmatch(self.value):
            self.fail(_("«{text}» no tiene la forma esperada").format(text=self.value))
        return self.value

    def refuse_twins(self, keys: Iterable[str]) -> None:
        """Refuse a file in which one of these keys occurs twice."""
        for key, count in Counter(keys).items():
            if count > 1:
                self.at("").fail(_("el código está repetido"), key)

    def strings(self) -> tuple[str, ...]:
        return tuple(node.string() for node in self.array())

    def choice(self, allowed: Sequence[str]) -> str:
        """One of a few words."""
        if self.value not in allowed:
            self.fail(_("debe ser uno de: {allowed}").format(allowed=", ".join(allowed)))
        return cast("str", self.value)

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.fail(_("debe ser true o false"))
        return self.value

    def integer(self, least: int, most: int | None = None) -> int:
        """A whole number within its limits."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int):
            self.fail(_("debe ser un número entero"))
        if value < least or (most is not None and value > most):
            self.fail(_("el número {n} está fuera de sus límites").format(n=value))
        return value

    def decimal(self) -> Decimal:
        """A figure written as text, so that no binary fraction slips in."""
        try:
            value = Decimal(self.string())
        except InvalidOperation:
            self.fail(_("debe ser un número decimal entre comillas"))
        if not value.is_finite() or value < 0:
            self.fail(_("debe ser un número decimal entre comillas"))
        return value


def read_content(source: Path | str, format_name: str) -> Node:
    """The root of a content file (a path, or the text itself) of the expected format.

    Raises:
        BadContent: the file cannot be read, is no JSON or is of another format.
    """
    if isinstance(source, Path):
        file, read = source.name, _reader(source)
    else:
        file, read = "texto", lambda: source
    nowhere = Node(None, file)
    try:
        data = json.loads(read(), parse_constant=reject_constant, object_pairs_hook=unique_keys)
    except OSError:
        nowhere.fail(_("no se puede leer el archivo"))
    except json.JSONDecodeError as error:
        nowhere.fail(_("no es un JSON válido (línea {line})").format(line=error.lineno))
    except (ValueError, RecursionError) as error:
        nowhere.fail(_("no es un JSON válido ({detail})").format(detail=error))
    root = Node(data, file)
    if "format" not in root.mapping() or root.value["format"] != format_name:
        root.fail(_("se esperaba «{name}»").format(name=format_name), "format")
    return root


def _reader(path: Path) -> Callable[[], str]:
    return lambda: path.read_text(encoding="utf-8")
