"""Formats as files, ``advisor-format/1``: what docs/rules.md says of them, checked when read.

A part is an object with ``part`` (one of ``PARTS``) and, in exactly one of them, ``grow``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import KEY, Node, read_content
from advisor_app.domain.format import (
    Chart,
    Checks,
    Column,
    Example,
    Format,
    Grid,
    Labels,
    Line,
    Lines,
    Prose,
    Signatures,
)
from advisor_app.domain.text import Text
from advisor_app.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.domain.format import Known, Part

FORMAT: Final = "advisor-format/1"
KNOWN: Final[tuple[Known, ...]] = ("products", "responsible", "date")
BLANKS: Final = ("{firm}", "{product}")
"""What a text may leave open for the firm."""

_CODE: Final = re.compile(r"F-\d\d")
_ITEM: Final = re.compile(r"D\d+\.\d+")
_VERSION: Final = re.compile(r"\d+\.\d+")
_BLANK: Final = re.compile(r"\{[^}]*\}?|\}")
_FIELDS: Final = (
    "format", "key", "version", "code", "topics", "items", "sectors", "title", "purpose", "steps",
    "parts",
)  # fmt: skip
_FEWEST_STEPS: Final = 3
_MOST: Final = 40  # of anything that a page repeats
_YES_NO: Final = (Text("Sí", "Yes"), Text("No", "No"))


def parse_format(source: Path | str) -> Format:
    """A format from its file or text.

    Raises:
        BadContent: naming the file and the place in it.
    """
    root = read_content(source, FORMAT)
    fields = root.table(_FIELDS)
    parts = fields["parts"].array(least=1)
    return Format(
        fields["key"].string(KEY),
        fields["version"].string(_VERSION),
        fields["code"].string(_CODE),
        _keys(fields["topics"], least=1),
        tuple(one.string(_ITEM) for one in fields["items"].array()),
        _keys(fields["sectors"]),
        _text(fields["title"]),
        _text(fields["purpose"]),
        tuple(_text(node) for node in fields["steps"].array(least=_FEWEST_STEPS)),
        tuple(_part(node) for node in parts),
        _grows(fields["parts"], parts),
    )


def _keys(node: Node, *, least: int = 0) -> tuple[str, ...]:
    return tuple(one.string(KEY) for one in node.array(least=least))


def _text(node: Node) -> Text:
    """Words in both languages that leave only known things open for the firm."""
    text = node.text()
    for words in (text.es, text.en):
        for blank in _BLANK.findall(words):
            if blank not in BLANKS:
                node.fail(_("no se conoce «{key}»").format(key=blank))
    return text


def _maybe(fields: dict[str, Node], key: str) -> Text | None:
    return _text(fields[key]) if key in fields else None


def _cells(node: Node, count: int) -> tuple[Text | None, ...]:
    """The cells of a row; ``null`` is left to be written by hand."""
    return tuple(None if one.value is None else _text(one) for one in node.array(exactly=count))


def _grows(node: Node, parts: list[Node]) -> int:
    found = [place for place, one in enumerate(parts) if "grow" in one.mapping()]
    if len(found) != 1:
        node.fail(_("una sola parte debe llevar «grow»"))
    if not parts[found[0]].mapping()["grow"].flag():
        node.fail(_("una sola parte debe llevar «grow»"))
    return found[0]


def _part(node: Node) -> Part:
    fields = node.mapping()
    if "part" not in fields:
        node.fail(_("falta este dato"), "part")
    return PARTS[fields["part"].choice(tuple(PARTS))](node)


def _own(node: Node, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Node]:
    return node.table(("part", *required), ("grow", *optional))


def _line(node: Node) -> Line:
    fields = node.table(("name",), ("share", "known"))
    known: Known = ""
    if "known" in fields:
        chosen = fields["known"].choice(KNOWN)
        known = next(one for one in KNOWN if one == chosen)
    share = fields["share"].integer(1, 9) if "share" in fields else 1
    return Line(_text(fields["name"]), share, known)


def _lines(node: Node) -> Lines:
    fields = _own(node, ("rows",), ("title",))
    rows = [
        tuple(_line(one) for one in row.array(least=1)) for row in fields["rows"].array(least=1)
    ]
    return Lines(_maybe(fields, "title"), tuple(rows))


def _grid(node: Node) -> Grid:
    fields = _own(node, ("columns", "rows"), ("title", "examples", "written", "tall"))
    columns: list[Column] = []
    for one in fields["columns"].array(least=2):
        column = one.table(("title", "share"))
        columns.append(Column(_text(column["title"]), column["share"].integer(1, 20)))
    examples: list[Example] = []
    for one in fields["examples"].array() if "examples" in fields else ():
        example = one.table(("sectors", "cells"))
        cells = _cells(example["cells"], len(columns))
        examples.append(Example(_keys(example["sectors"]), cells))
    written = fields["written"].array() if "written" in fields else []
    return Grid(
        _maybe(fields, "title"),
        tuple(columns),
        tuple(examples),
        tuple(_cells(one, len(columns)) for one in written),
        fields["rows"].integer(0, _MOST),
        fields["tall"].integer(8, 80) if "tall" in fields else 0,
    )


def _checks(node: Node) -> Checks:
    fields = _own(node, ("items",), ("title", "answers", "note"))
    answers = _YES_NO
    if "answers" in fields:
        answers = tuple(_text(one) for one in fields["answers"].array(least=1))
    items = tuple(_text(one) for one in fields["items"].array(least=1))
    return Checks(_maybe(fields, "title"), items, answers, _maybe(fields, "note"))


def _prose(node: Node) -> Prose:
    fields = _own(node, ("lines",), ("title", "text", "large"))
    is_large = fields["large"].flag() if "large" in fields else False
    lines = fields["lines"].integer(0, _MOST)
    return Prose(_maybe(fields, "title"), _maybe(fields, "text"), lines, is_large)


def _chart(node: Node) -> Chart:
    fields = _own(node, ("title", "columns", "bands", "rows"))
    return Chart(
        _text(fields["title"]),
        tuple(_text(one) for one in fields["columns"].array(least=2)),
        fields["bands"].integer(2, _MOST),
        tuple(_text(one) for one in fields["rows"].array(least=1)),
    )


def _labels(node: Node) -> Labels:
    fields = _own(node, ("title", "count", "lines"))
    lines: list[tuple[Text, Text]] = []
    for one in fields["lines"].array(least=1):
        line = one.table(("name", "example"))
        lines.append((_text(line["name"]), _text(line["example"])))
    return Labels(_text(fields["title"]), fields["count"].integer(2, _MOST), tuple(lines))


def _signatures(node: Node) -> Signatures:
    fields = _own(node, ("lines",))
    return Signatures(tuple(_line(one) for one in fields["lines"].array(least=1)))


PARTS: Final[dict[str, Callable[[Node], Part]]] = {
    "lines": _lines,
    "table": _grid,
    "checks": _checks,
    "text": _prose,
    "chart": _chart,
    "labels": _labels,
    "signatures": _signatures,
}
