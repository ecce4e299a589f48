"""The instrument's file format: ``advisor-instrument/1``, JSON checked field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, cast

from advisor_app.domain.content import KEY, Node, canonical_json, digest_of, read_content
from advisor_app.domain.instrument import (
    Condition,
    Dimension,
    Instrument,
    Item,
    Level,
    Sector,
)
from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-instrument/1"
LEVELS: Final = 5
MOST_CHECKS: Final = 6
_CODE: Final = re.compile(r"[A-Z][0-9]{1,2}")
_ITEM_CODE: Final = re.compile(r"[A-Z][0-9]{1,2}\.[0-9]{1,2}")
_ROOT: Final = (
    "format", "id", "version", "name", "scale", "sectors", "groups", "conditions", "dimensions",
)  # fmt: skip
_DIMENSION: Final = ("code", "key", "name", "purpose", "weight", "core", "items")
_ITEM: Final = (
    "code", "key", "weight", "critical", "critical_sectors", "short_form", "na_allowed",
    "applies", "reference", "question", "ask", "levels", "checks", "consequence", "evidence",
    "action", "effort", "quick_win",
)  # fmt: skip


def parse_instrument(source: Path | str) -> Instrument:
    """The instrument in a file or text; BadContent names what is wrong where."""
    root = read_content(source, FORMAT)
    fields = root.table(_ROOT)
    sectors = _sectors(fields["sectors"])
    sector_keys = [sector.key for sector in sectors]
    conditions = _conditions(fields["conditions"])
    vocabulary = _Vocabulary(sector_keys, [condition.key for condition in conditions])
    groups = vocabulary.groups(fields["groups"])
    dimensions = _dimensions(fields["dimensions"], vocabulary)
    return Instrument(
        digest=digest_of(root.value),
        id=fields["id"].string(),
        version=fields["version"].string(),
        name=fields["name"].text(),
        scale=_scale(fields["scale"]),
        sectors=sectors,
        groups=MappingProxyType(groups),
        conditions=conditions,
        dimensions=dimensions,
        body=canonical_json(root.value),
    )


class _Vocabulary:
    """The words that may say to whom an item applies."""

    def __init__(self, sectors: list[str], conditions: list[str]) -> None:
        self.sectors = sectors
        self._conditions = conditions
        self._groups: dict[str, tuple[str, ...]] = {}

    def groups(self, node: Node) -> dict[str, tuple[str, ...]]:
        """Groups of sectors, conditions and other groups."""
        found = node.mapping()
        self._groups = {key: members.strings() for key, members in found.items()}
        for key, members in found.items():
            if key in self.sectors or key == "all" or not KEY.fullmatch(key):
                members.fail(_("el nombre del grupo ya se usa o no es válido"))
            self.terms(members)
        _refuse_circles(node, self._groups, _("el grupo se contiene a sí mismo"))
        return self._groups

    def terms(self, node: Node, *, every: bool = False) -> tuple[str, ...]:
        """Terms joined by OR, each one known."""
        for term in node.array(least=1):
            if not self._knows(term.string()) and not (every and term.value == "all"):
                term.fail(_("no se conoce «{key}»").format(key=term.value))
        return node.strings()

    def _knows(self, word: str) -> bool:
        if word.startswith("?"):
            return word[1:] in self._conditions
        return word in self.sectors or word in self._groups


def _scale(node: Node) -> tuple[Level, ...]:
    levels: list[Level] = []
    for number, step in enumerate(node.array(exactly=LEVELS), 1):
        fields = step.table(("number", "key", "name", "idea"))
        fields["number"].integer(number, number)
        key, name = fields["key"].string(KEY), fields["name"].text()
        levels.append(Level(number, key, name, fields["idea"].text()))
    return tuple(levels)


def _sectors(node: Node) -> tuple[Sector, ...]:
    sectors: list[Sector] = []
    for entry in node.array(least=1):
        fields = entry.table(("key", "name"))
        sectors.append(Sector(fields["key"].string(KEY), fields["name"].text()))
    node.refuse_twins(sector.key for sector in sectors)
    return tuple(sectors)


def _conditions(node: Node) -> tuple[Condition, ...]:
    conditions: list[Condition] = []
    for entry in node.array():
        fields = entry.table(("key", "question", "default", "requires"))
        conditions.append(
            Condition(
                fields["key"].string(KEY),
                fields["question"].text(),
                fields["default"].flag(),
                fields["requires"].strings(),
            )
        )
    keys = [condition.key for condition in conditions]
    node.refuse_twins(keys)
    for condition in conditions:
        for other in condition.requires:
            if other not in keys:
                node.fail(_("no se conoce «{key}»").format(key=other), condition.key)
    needs = {condition.key: condition.requires for condition in conditions}
    _refuse_circles(node, needs, _("la condición depende de sí misma"))
    return tuple(conditions)


def _dimensions(node: Node, vocabulary: _Vocabulary) -> tuple[Dimension, ...]:
    dimensions = tuple(_dimension(entry, vocabulary) for entry in node.array(least=1))
    node.refuse_twins(dimension.code for dimension in dimensions)
    node.refuse_twins(dimension.key for dimension in dimensions)
    items = [item for dimension in dimensions for item in dimension.items]
    node.refuse_twins(item.code for item in items)
    node.refuse_twins(item.key for item in items)
    return dimensions


def _dimension(node: Node, vocabulary: _Vocabulary) -> Dimension:
    code = _code(node, _CODE)
    fields = node.at(code).table(_DIMENSION)
    return Dimension(
        code=code,
        key=fields["key"].string(KEY),
        name=fields["name"].text(),
        purpose=fields["purpose"].text(),
        weight=fields["weight"].integer(1),
        core=fields["core"].flag(),
        items=tuple(_item(entry, code, vocabulary) for entry in fields["items"].array(least=1)),
    )


def _item(node: Node, dimension: str, vocabulary: _Vocabulary) -> Item:
    code = _code(node, _ITEM_CODE)
    if code.partition(".")[0] != dimension:
        node.fail(_("el código no es de la dimensión {code}").format(code=dimension), code)
    fields = node.at(code).table(_ITEM, ("confidential_alert",))
    alert = fields.get("confidential_alert")
    return Item(
        code=code,
        key=fields["key"].string(KEY),
        dimension=dimension,
        weight=fields["weight"].integer(1),
        critical=fields["critical"].flag(),
        critical_sectors=_known_sectors(fields["critical_sectors"], vocabulary),
        short_form=fields["short_form"].flag(),
        na_allowed=fields["na_allowed"].flag(),
        applies=vocabulary.terms(fields["applies"], every=True),
        reference=fields["reference"].string(),
        question=fields["question"].text(),
        ask=fields["ask"].text(),
        levels=tuple(level.text() for level in fields["levels"].array(exactly=LEVELS)),
        checks=_checks(fields["checks"]),
        consequence=fields["consequence"].text(),
        evidence=fields["evidence"].texts(),
        action=fields["action"].text(),
        effort=cast("Literal['S', 'M', 'L']", fields["effort"].choice(("S", "M", "L"))),
        quick_win=fields["quick_win"].flag(),
        confidential_alert=None if alert is None else alert.text(),
    )


def _code(node: Node, pattern: re.Pattern[str]) -> str:
    """The code by which later errors name this place."""
    fields = node.mapping()
    if "code" not in fields:
        node.fail(_("falta este dato"), "code")
    return fields["code"].string(pattern)


def _known_sectors(node: Node, vocabulary: _Vocabulary) -> frozenset[str]:
    for entry in node.array():
        if entry.string() not in vocabulary.sectors:
            entry.fail(_("no se conoce «{key}»").format(key=entry.value))
    return frozenset(node.strings())


def _checks(node: Node) -> tuple[Text, ...]:
    checks = node.texts()
    if len(checks) > MOST_CHECKS:
        node.fail(_("debe tener {n} valores o menos").format(n=MOST_CHECKS))
    return checks


def _refuse_circles(node: Node, needs: Mapping[str, tuple[str, ...]], reason: str) -> None:
    sound: set[str] = set()  # so that each way is gone once, however often ways meet

    def visit(key: str, path: tuple[str, ...]) -> None:
        if key in path:
            node.fail(reason, " → ".join((*path, key)))
        if key in sound:
            return
        for other in needs.get(key, ()):
            visit(other, (*path, key))
        sound.add(key)

    for key in needs:
        visit(key, ())
