"""Every threshold of scoring and routing, read from a versioned file and never from code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app.domain.answers import Evidence
from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimals of each figure; what is shown is what is compared."""

    score: int
    index: int
    coverage: int
    completeness: int
    confidence: int


@dataclass(frozen=True, slots=True)
class Confidence:
    """How far each kind of evidence is trusted, and the bands of the mean."""

    ungraded: Decimal
    declared: Decimal
    observed: Decimal
    verified: Decimal
    high_from: Decimal
    medium_from: Decimal


@dataclass(frozen=True, slots=True)
class CapRule:
    """A rule that limits the level; unused conditions are None or empty."""

    rule: str
    limit: int
    below: Decimal | None = None
    base_from: int = 1
    dimensions: tuple[str, ...] = ()
    item_level: int | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class AlertRule:
    """RT1: items that mean a legal or safety alert at this level or under it."""

    items: tuple[str, ...]
    item_level: int


@dataclass(frozen=True, slots=True)
class CertificationRule:
    """RT2 or RT3: what a firm needs for the certification line."""

    rule: str
    form: str
    score: Decimal
    level: int | None
    core_minimum: Decimal
    items: Mapping[str, int] = field(hash=False)
    confidence: Decimal
    readiness: Decimal
    blocking: int


@dataclass(frozen=True, slots=True)
class RoutingRules:
    """The limits of the service lines."""

    alert: AlertRule
    certification: tuple[CertificationRule, ...]
    assistance_score: Decimal
    assistance_level: int
    leveling_from: Decimal
    leveling_below: Decimal


@dataclass(frozen=True, slots=True)
class Targets:
    """How far one improvement is supposed to go (what-if questions)."""

    step: int
    important: int
    other: int
    top: int
    decisive_evidence: int


@dataclass(frozen=True, slots=True)
class ScoringParameters:
    """A whole parameter file; two with the same digest are the same."""

    digest: str
    id: str = field(compare=False)
    version: str = field(compare=False)
    provenance: Text = field(compare=False)
    instrument: str = field(compare=False)
    rounding: Rounding = field(compare=False)
    graded_from: int = field(compare=False)
    evidence_caps: Mapping[Evidence, int] = field(compare=False)
    coverage_minimum: Decimal = field(compare=False)
    completeness_minimum: Decimal = field(compare=False)
    confidence: Confidence = field(compare=False)
    caps: tuple[CapRule, ...] = field(compare=False)
    routing: RoutingRules = field(compare=False)
    targets: Targets = field(compare=False)
    body: str = field(compare=False, repr=False)

    def substantiated(self, level: int, evidence: Evidence | None) -> int:
        """The level that the evidence bears; a level said without evidence is only declared."""
        if level < self.graded_from:
            return level
        return min(level, self.evidence_caps[evidence or Evidence.DECLARED])

    def trust(self, level: int, evidence: Evidence | None) -> Decimal:
        """How far an answer is trusted: an admitted low level needs no proof."""
        if level < self.graded_from:
            return self.confidence.ungraded
        match evidence:
            case Evidence.VERIFIED:
                return self.confidence.verified
            case Evidence.OBSERVED:
                return self.confidence.observed
            case _:
                return self.confidence.declared

    def evidence_for(self, level: int) -> Evidence:
        """The least evidence that bears a level."""
        if level < self.graded_from:
            return Evidence.DECLARED
        return next(grade for grade in Evidence if self.evidence_caps[grade] >= level)


def load_parameters(source: Path | str) -> ScoringParameters:
    """Parameters from their file, or from the text of one.

    Raises:
        BadContent: naming the file and the field.
    """
    from advisor_app.domain.parameters_file import parse_parameters

    return parse_parameters(source)


@cache
def shipped_parameters(id: str = "maturity", version: str = "1.1") -> ScoringParameters:  # noqa: A002 - the caller's word
    """The parameters that come with the program, loaded once."""
    return load_parameters(resource("parameters", f"{id}-{version}.json"))
