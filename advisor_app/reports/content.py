"""What a diagnosis report says, complete in itself: printed from this alone, years later too.

Everything is kept in both languages where it has one, so that the fingerprint names what was said
and not the language or the file it was printed in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from advisor_app.domain.charts import Axis
from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.canonical import LATER
from advisor_app.reports.issued import Content, FirmPart, ReplacedPart
from advisor_app.reports.photo_content import PhotoPart  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.plan_content import PlanPart  # noqa: TC001 - as above
from advisor_app.reports.standard_part import StandardPart  # noqa: TC001 - as above

FORMAT = "diagnosis/1"
DimensionState = Literal["scored", "not_applicable", "insufficient"]


@dataclass(frozen=True, slots=True)
class SessionPart:
    """One visit: when, where and with whom, by role and never by name."""

    started_at: datetime
    ended_at: datetime | None
    offset_minutes: int
    hours: Decimal | None
    place: str
    modality: Text
    people: tuple[tuple[Text, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StepPart:
    """One step of the ladder."""

    number: int
    name: Text
    idea: Text


@dataclass(frozen=True, slots=True)
class StrengthPart:
    """Something the firm does well; ``solid`` from level 3 up."""

    item: str
    dimension: Text
    today: Text
    solid: bool


@dataclass(frozen=True, slots=True)
class GapPart:
    """Something to improve: what it costs, or the next step of a good practice."""

    item: str
    dimension: Text
    question: Text
    today: Text
    follows: Text
    missing: bool
    action: Text


@dataclass(frozen=True, slots=True)
class DimensionPart:
    """One dimension: its score, the best of it and what is missing."""

    code: str
    name: Text
    core: bool
    state: DimensionState
    score: Decimal | None
    level: int | None
    coverage: Decimal
    well: Text | None
    well_solid: bool
    missing: Text | None

    @property
    def axis(self) -> Axis:
        """Its place in the radar."""
        return Axis(self.code, self.name, self.state, self.score)


@dataclass(frozen=True, slots=True)
class ResultPart:
    """The figures of the result."""

    form: Literal["short", "full"]
    score: Decimal | None
    index: Decimal | None
    level: int | None
    level_base: int | None
    completeness: Decimal
    confidence: Decimal | None
    preliminary: bool
    on_the_way: bool
    sentence: Text
    confidence_sentence: Text
    caps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class OverridePart:
    """A line chosen by a person, beside the computed one."""

    line: Text
    reason: str
    author: str
    on: date


@dataclass(frozen=True, slots=True)
class LinePart:
    """The service line, why, and what would change it: in brief, and answer by answer."""

    name: Text
    reasons: tuple[Text, ...]
    in_brief: tuple[Text, ...]
    changes: tuple[Text, ...]
    conditions: tuple[Text, ...]
    override: OverridePart | None = None

    @property
    def shown(self) -> Text:
        """The line that holds."""
        return self.override.line if self.override else self.name


@dataclass(frozen=True, slots=True)
class CostPart:
    """What poor quality costs in a month; an amount that is not known is None."""

    lines: tuple[tuple[Text, Decimal | None, Text], ...]
    total: Decimal | None
    share_of_sales: Decimal | None
    estimated_share: Decimal | None


@dataclass(frozen=True, slots=True)
class CommitmentPart:
    """Something that somebody promises to do by a day."""

    what: str
    who: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """A piece of evidence that could change the result."""

    item: str
    question: Text
    examples: tuple[Text, ...]
    changes: Text


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """One answer: what was said, what the evidence bears, and how it was seen."""

    item: str
    dimension: str
    question: Text
    critical: bool
    state: Literal["rated", "na", "not_verified"]
    said: int | None
    counted: int | None
    today: Text | None
    evidence: Text | None
    na_reason: str
    note: str
    role: Text | None


@dataclass(frozen=True, slots=True)
class CallPart:
    """An open call of the programme and where to apply."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """How the answers were seen."""

    declared: int = 0
    observed: int = 0
    verified: int = 0
    not_applicable: int = 0
    not_verified: int = 0


@dataclass(frozen=True, slots=True)
class RulesPart:
    """The instrument and the parameters: names to print, digests to be sure."""

    instrument: str
    instrument_digest: str
    parameters: str
    parameters_digest: str


@dataclass(frozen=True, slots=True)
class DiagnosisContent(Content):
    """The whole report.

    Attributes:
        number: as it was issued; empty for a draft.
        rules: what it was made with, for whoever recomputes it.
        pictures: the photos that back its answers.
    """

    firm: FirmPart
    advisor: str
    result: ResultPart
    scale: tuple[StepPart, ...]
    line: LinePart
    rules: RulesPart
    issued_at: datetime
    issued_at_offset: int
    number: str = ""
    version: int = 1
    sessions: tuple[SessionPart, ...] = ()
    strengths: tuple[StrengthPart, ...] = ()
    gaps: tuple[GapPart, ...] = ()
    dimensions: tuple[DimensionPart, ...] = ()
    counts: EvidenceCounts = field(default_factory=EvidenceCounts)
    cost: CostPart | None = None
    commitments: tuple[CommitmentPart, ...] = ()
    evidence: tuple[EvidencePart, ...] = ()
    answers: tuple[AnswerPart, ...] = ()
    next_visit_on: date | None = None
    call: CallPart | None = None
    format: str = FORMAT
    replaces: ReplacedPart | None = field(default=None, metadata=LATER)
    standards: tuple[StandardPart, ...] = field(default=(), metadata=LATER)
    plan: PlanPart | None = field(default=None, metadata=LATER)
    pictures: tuple[PhotoPart, ...] = field(default=(), metadata=LATER)

    @property
    def preliminary(self) -> bool:
        return self.result.preliminary
