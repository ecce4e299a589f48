"""Which points of a list are repeated at each member, method or site, and which are asked once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from advisor_app.domain.content import Node, read_content
from advisor_app.domain.standard import SEVERITIES, Requirement, Standard, load_standard
from advisor_app.domain.standard_file import PLACES
from advisor_app.paths import resource

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.domain.groups import PartKind
    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-group-rules/1"
ANY: Final = "*"
_PARTS: Final = ("member", "site", "method")
_RULE: Final = ("parts", "standard", "list", "always", "repeated", "central", "told")


@dataclass(frozen=True, slots=True)
class GroupRule:
    """How one list is shared between a group and its parts.

    Attributes:
        standard: the group's list; ``*`` for any.
        list_id: the list of the parts; the same one where it is empty.
        always: the list is of groups only.
        severities, places, codes: what a point must be of to be repeated; empty asks nothing.
        shares: the group answers only what is not repeated; else its own list whole.
        told: what the parts answer, in a sentence.
    """

    parts: PartKind
    standard: str
    list_id: str
    always: bool
    severities: tuple[str, ...]
    places: tuple[str, ...]
    codes: tuple[str, ...]
    shares: bool
    told: Text

    def repeats(self, point: Requirement) -> bool:
        """Whether each part answers this point for itself."""
        return (
            (not self.severities or point.severity in self.severities)
            and (not self.places or point.place in self.places)
            and (not self.codes or any(_is_under(point.code, code) for code in self.codes))
        )


@dataclass(frozen=True, slots=True)
class GroupRules:
    """All rules, in their order."""

    version: str
    rules: tuple[GroupRule, ...]

    def of(self, standard: Standard) -> tuple[GroupRule, ...]:
        """The ways in which this list can be shared."""
        named = [rule for rule in self.rules if rule.standard == standard.id]
        if not any(rule.always for rule in named):
            named += [rule for rule in self.rules if rule.standard == ANY]
        return tuple(rule for rule in named if not _leaves_nothing(rule, standard))

    def part_list(self, rule: GroupRule, standard: Standard) -> Standard:
        """The list of a part: the repeated points alone."""
        return _subset(standard, rule.repeats, f"{rule.parts}-{self.version}", rule.told)

    def central_list(self, rule: GroupRule, standard: Standard) -> Standard:
        """The list of the group itself."""
        if not rule.shares:
            return standard
        version = f"{rule.parts}-central-{self.version}"
        return _subset(standard, lambda point: not rule.repeats(point), version, rule.told)


@cache
def shipped_group_rules() -> GroupRules:
    """The rules that come with the program."""
    return load_group_rules(resource("parameters", "groups-1.0.json"))


def load_group_rules(source: Path | str) -> GroupRules:
    """The rules in a file or text.

    Raises:
        BadContent: naming the file and the field.
    """
    fields = read_content(source, FORMAT).table(("format", "id", "version", "provenance", "rules"))
    fields["id"].string()
    fields["provenance"].text()
    rules = tuple(_rule(node) for node in fields["rules"].array(least=1))
    return GroupRules(fields["version"].string(), rules)


def _rule(node: Node) -> GroupRule:
    fields = node.table(_RULE)
    repeated = fields["repeated"].table((), ("severities", "places", "codes"))

    def chosen(name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        nodes = repeated[name].array(least=1) if name in repeated else []
        return tuple(one.choice(allowed) if allowed else one.string() for one in nodes)

    return GroupRule(
        parts=cast("PartKind", fields["parts"].choice(_PARTS)),
        standard=fields["standard"].string(),
        list_id=str(fields["list"].value),
        always=fields["always"].flag(),
        severities=chosen("severities", SEVERITIES),
        places=chosen("places", PLACES),
        codes=chosen("codes", ()),
        shares=fields["central"].choice(("whole", "rest")) == "rest",
        told=fields["told"].text(),
    )


def _leaves_nothing(rule: GroupRule, standard: Standard) -> bool:
    repeated = [rule.repeats(point) for point in standard.requirements]
    return rule.shares and (all(repeated) or not any(repeated))


def _is_under(code: str, prefix: str) -> bool:
    return code == prefix or code.startswith(f"{prefix}.")


def _subset(
    standard: Standard, takes: Callable[[Requirement], bool], version: str, told: Text
) -> Standard:
    """Some points of a list as a list with its own digest, so that an assessment can keep it."""
    body: dict[str, Any] = json.loads(standard.body)
    kept = {point.code for point in standard.requirements if takes(point)}
    sections = {point.section for point in standard.requirements if point.code in kept}
    roles = {
        role: [code for code in codes if code in kept] for role, codes in body["roles"].items()
    }
    body |= {
        "version": f"{standard.version}+{version}",
        "requirements": [one for one in body["requirements"] if one["code"] in kept],
        "sections": [one for one in body["sections"] if one["key"] in sections],
        "roles": {role: codes for role, codes in roles.items() if codes},
        "note": {lang: f"{told.in_(lang)} {text}" for lang, text in body["note"].items()},
    }
    return load_standard(json.dumps(body, ensure_ascii=False))
