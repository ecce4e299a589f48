"""The format of a list of requirements: ``advisor-standard/1``, JSON checked field by field."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from advisor_app.domain.content import KEY, Node, canonical_json, digest_of, read_content
from advisor_app.domain.gap_parameters import PREREQUISITES, ROLES, SCHEMES
from advisor_app.domain.standard import SEVERITIES, Effort, Requirement, Section, Severity, Standard
from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-standard/1"
EFFORTS: Final = ("S", "M", "L")
PLACES: Final = (
    "office", "reception", "production", "field", "storage", "laboratory", "outside", "system",
    "people",
)  # fmt: skip
"""Where a point is seen: the walk through a firm goes in this order."""
GROUPS: Final = (7, 21, 60)
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+\-/]{0,15}")
_ROOT: Final = (
    "format", "id", "version", "family", "name", "edition", "valid_from", "valid_to", "transition",
    "scheme", "sectors", "markets", "source", "note", "rule", "timeline", "confirm", "sections",
    "prerequisites", "roles", "requirements",
)  # fmt: skip
_REQUIREMENT: Final = (
    "code", "title", "severity", "section", "confirm", "looks_at", "evidence", "action", "effort",
    "na_allowed", "place",
)  # fmt: skip


def parse_standard(source: Path | str) -> Standard:
    """The list in a file or text; BadContent names what is wrong where."""
    root = read_content(source, FORMAT)
    fields = root.table(_ROOT)
    sections = _sections(fields["sections"])
    requirements = _requirements(fields["requirements"], [one.key for one in sections])
    codes = {one.code for one in requirements}
    return Standard(
        digest=digest_of(root.value),
        id=fields["id"].string(KEY),
        version=fields["version"].string(),
        family=fields["family"].string(KEY),
        name=fields["name"].text(),
        edition=fields["edition"].text(),
        valid_from=_day(fields["valid_from"]),
        valid_to=_day(fields["valid_to"]),
        transition=_perhaps(fields["transition"]),
        scheme=fields["scheme"].choice(SCHEMES),
        sectors=fields["sectors"].strings(),
        markets=_perhaps(fields["markets"]),
        source=fields["source"].text(),
        note=fields["note"].text(),
        rule=_perhaps(fields["rule"]),
        timeline=fields["timeline"].text(),
        confirm=fields["confirm"].flag(),
        sections=sections,
        requirements=requirements,
        prerequisites=tuple(node.choice(PREREQUISITES) for node in fields["prerequisites"].array()),
        roles=MappingProxyType(_roles(fields["roles"], codes)),
        body=canonical_json(root.value),
    )


def _sections(node: Node) -> tuple[Section, ...]:
    sections: list[Section] = []
    for entry in node.array(least=1):
        fields = entry.table(("key", "title"))
        sections.append(Section(fields["key"].string(), fields["title"].text()))
    node.refuse_twins(section.key for section in sections)
    return tuple(sections)


def _requirements(node: Node, sections: list[str]) -> tuple[Requirement, ...]:
    found = tuple(_requirement(entry, sections) for entry in node.array(least=1))
    node.refuse_twins(one.code for one in found)
    return found


def _requirement(node: Node, sections: list[str]) -> Requirement:
    known = node.mapping()
    if "code" not in known:
        node.fail(_("falta este dato"), "code")
    code = known["code"].string(CODE)
    fields = node.at(code).table(_REQUIREMENT, ("points", "groups"))
    points, groups = fields.get("points"), fields.get("groups")
    evidence = fields["evidence"]
    evidence.array(least=1)
    return Requirement(
        code=code,
        title=fields["title"].text(),
        severity=cast("Severity", fields["severity"].choice(SEVERITIES)),
        section=fields["section"].choice(sections),
        confirm=fields["confirm"].flag(),
        looks_at=fields["looks_at"].text(),
        evidence=evidence.texts(),
        action=fields["action"].text(),
        effort=cast("Effort", fields["effort"].choice(EFFORTS)),
        na_allowed=fields["na_allowed"].flag(),
        place=fields["place"].choice(PLACES),
        points=None if points is None else points.decimal(),
        groups=() if groups is None else _groups(groups),
    )


def _groups(node: Node) -> tuple[int, ...]:
    found = tuple(entry.integer(1) for entry in node.array(least=1))
    if any(group not in GROUPS for group in found):
        node.fail(_("debe ser uno de: {allowed}").format(allowed=", ".join(map(str, GROUPS))))
    return found


def _roles(node: Node, codes: set[str]) -> dict[str, tuple[str, ...]]:
    roles: dict[str, tuple[str, ...]] = {}
    for role, entries in node.mapping().items():
        if role not in ROLES:
            entries.fail(_("no se conoce este dato"))
        for entry in entries.array(least=1):
            if entry.string() not in codes:
                entry.fail(_("no se conoce «{key}»").format(key=entry.value))
        roles[role] = entries.strings()
    return roles


def _day(node: Node) -> date | None:
    if node.value is None:
        return None
    try:
        return date.fromisoformat(node.string())
    except ValueError:
        node.fail(_("debe ser una fecha como 2026-11-25"))


def _perhaps(node: Node) -> Text | None:
    return None if node.value is None else node.text()
