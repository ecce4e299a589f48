"""The parameters' file format: ``advisor-parameters/1``, JSON checked field by field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from advisor_app.domain.answers import Evidence
from advisor_app.domain.content import Node, canonical_json, digest_of, read_content
from advisor_app.domain.parameters import (
    AlertRule,
    CapRule,
    CertificationRule,
    Confidence,
    Rounding,
    RoutingRules,
    ScoringParameters,
    Targets,
)
from advisor_app.i18n import _

FORMAT: Final = "advisor-parameters/1"
TOP_LEVEL: Final = 5
_ROOT: Final = (
    "format", "id", "version", "provenance", "instrument", "rounding", "evidence",
    "coverage_minimum", "completeness_minimum", "confidence", "caps", "routing", "targets",
)  # fmt: skip
# What each cap rule is told; its meaning is in docs/rules.md, "Caps".
_CAPS: Final = {
    "T1": ("below", "limit"),
    "T2": ("below", "limit"),
    "T3": ("item_level", "limit"),
    "T4": ("base_from", "dimensions", "below", "limit"),
    "T5": ("base_from", "below", "limit"),
    "T6": ("form", "limit"),
    "T7": ("base_from", "dimensions", "below", "limit"),
}
_FORMS: Final = ("short", "full")


def parse_parameters(source: Path | str) -> ScoringParameters:
    """The parameters in a file or text; BadContent names what is wrong where."""
    root = read_content(source, FORMAT)
    fields = root.table(_ROOT)
    evidence = fields["evidence"].table(("graded_from", "caps"))
    return ScoringParameters(
        digest=digest_of(root.value),
        id=fields["id"].string(),
        version=fields["version"].string(),
        provenance=fields["provenance"].text(),
        instrument=fields["instrument"].string(),
        rounding=_rounding(fields["rounding"]),
        graded_from=evidence["graded_from"].integer(1, TOP_LEVEL),
        evidence_caps=_evidence_caps(evidence["caps"]),
        coverage_minimum=fields["coverage_minimum"].decimal(),
        completeness_minimum=fields["completeness_minimum"].decimal(),
        confidence=_confidence(fields["confidence"]),
        caps=_caps(fields["caps"]),
        routing=_routing(fields["routing"]),
        targets=_targets(fields["targets"]),
        body=canonical_json(root.value),
    )


def _rounding(node: Node) -> Rounding:
    names = ("score", "index", "coverage", "completeness", "confidence")
    fields = node.table(names)
    return Rounding(**{name: fields[name].integer(0, 4) for name in names})


def _evidence_caps(node: Node) -> Mapping[Evidence, int]:
    grades = [str(grade) for grade in Evidence]
    fields = node.table(grades)
    caps = {grade: fields[grade].integer(1, TOP_LEVEL) for grade in Evidence}
    if list(caps.values()) != sorted(caps.values()) or caps[Evidence.VERIFIED] != TOP_LEVEL:
        node.fail(_("una evidencia mayor no puede sustentar menos"))
    return MappingProxyType(caps)


def _confidence(node: Node) -> Confidence:
    names = ("ungraded", "declared", "observed", "verified", "high_from", "medium_from")
    fields = node.table(names)
    return Confidence(**{name: fields[name].decimal() for name in names})


def _caps(node: Node) -> tuple[CapRule, ...]:
    return tuple(_cap(rule, fields) for rule, fields in node.table(_CAPS).items())


def _cap(rule: str, node: Node) -> CapRule:
    fields = node.table(_CAPS[rule])
    return CapRule(
        rule=rule,
        limit=fields["limit"].integer(1, TOP_LEVEL),
        below=fields["below"].decimal() if "below" in fields else None,
        base_from=fields["base_from"].integer(1, TOP_LEVEL) if "base_from" in fields else 1,
        dimensions=fields["dimensions"].strings() if "dimensions" in fields else (),
        item_level=fields["item_level"].integer(1, TOP_LEVEL) if "item_level" in fields else None,
        form=fields["form"].choice(_FORMS) if "form" in fields else None,
    )


def _routing(node: Node) -> RoutingRules:
    fields = node.table(("RT1", "RT2", "RT3", "RT4", "RT5"))
    alert = fields["RT1"].table(("items", "item_level"))
    assistance = fields["RT4"].table(("score", "level"))
    leveling = fields["RT5"].table(("score_from", "score_below"))
    return RoutingRules(
        alert=AlertRule(alert["items"].strings(), alert["item_level"].integer(1, TOP_LEVEL)),
        certification=(_certification("RT2", fields["RT2"]), _certification("RT3", fields["RT3"])),
        assistance_score=assistance["score"].decimal(),
        assistance_level=assistance["level"].integer(1, TOP_LEVEL),
        leveling_from=leveling["score_from"].decimal(),
        leveling_below=leveling["score_below"].decimal(),
    )


def _certification(rule: str, node: Node) -> CertificationRule:
    fields = node.table(
        ("form", "score", "level", "core_minimum", "items", "confidence", "readiness", "blocking")
    )
    items = {code: level.integer(1, TOP_LEVEL) for code, level in fields["items"].mapping().items()}
    level = fields["level"]
    return CertificationRule(
        rule=rule,
        form=fields["form"].choice(_FORMS),
        score=fields["score"].decimal(),
        level=None if level.value is None else level.integer(1, TOP_LEVEL),
        core_minimum=fields["core_minimum"].decimal(),
        items=MappingProxyType(items),
        confidence=fields["confidence"].decimal(),
        readiness=fields["readiness"].decimal(),
        blocking=fields["blocking"].integer(0),
    )


def _targets(node: Node) -> Targets:
    names = ("step", "important", "other", "top", "decisive_evidence")
    fields = node.table(names)
    return Targets(**{name: fields[name].integer(1) for name in names})
