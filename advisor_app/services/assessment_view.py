"""A diagnosis as it is read: its content, its answers, its place, and what they come to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import sqlalchemy as sa

from advisor_app.domain.answers import Answer, AnswerState, Evidence
from advisor_app.domain.instrument import Form, Instrument, Profile
from advisor_app.domain.maturity import MaturityResult, score
from advisor_app.domain.routing import Gap, Routing, ServiceLine, route
from advisor_app.domain.what_if import (
    NextLine,
    PendingEvidence,
    decisive_evidence,
    fewest_changes,
)
from advisor_app.schema import tables
from advisor_app.services import contents
from advisor_app.services.errors import NotFound
from advisor_app.store import records

if TYPE_CHECKING:
    from advisor_app.domain.parameters import ScoringParameters
    from advisor_app.domain.quality_cost import QuickCost

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Override:
    """A line chosen by a person; the computed one is kept beside it."""

    line: ServiceLine
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something that somebody of the firm promises to do by a day."""

    what: str
    who: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """A diagnosis as it stands: its content, its answers and where the interview is."""

    id: str
    firm_id: str
    firm_name: str
    form: Form
    profile: Profile
    instrument: Instrument
    parameters: ScoringParameters
    answers: Mapping[str, Answer]
    current_item: str | None
    status: Literal["draft", "closed"]
    visit_id: str | None
    commitment: bool
    gap: Gap | None
    override: Override | None
    created_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether answers can still change."""
        return self.status == "draft"


@dataclass(frozen=True, slots=True)
class ResultView:
    """What the answers give, with everything needed to explain it."""

    assessment: AssessmentView
    result: MaturityResult
    routing: Routing
    next_line: NextLine | None
    evidence: tuple[PendingEvidence, ...]
    override: Override | None
    cost: QuickCost | None

    @property
    def line(self) -> ServiceLine:
        """The line that holds: the person's where there is one, else the computed one."""
        return self.override.line if self.override else self.routing.line


def result_of(view: AssessmentView, cost: QuickCost | None = None) -> ResultView:
    """The result of a diagnosis, computed from its own instrument and parameters."""
    result = score(view.instrument, view.parameters, view.profile, view.form, view.answers)
    inputs: tuple[MaturityResult, ScoringParameters, Gap | None, bool] = (
        result, view.parameters, view.gap, view.commitment,
    )  # fmt: skip
    return ResultView(
        assessment=view,
        result=result,
        routing=route(*inputs),
        next_line=fewest_changes(*inputs),
        evidence=decisive_evidence(*inputs),
        override=view.override,
        cost=cost,
    )


def read_view(c: sa.Connection, assessment_id: str) -> AssessmentView:
    """A diagnosis as it lies in the base, with the content it was made with.

    Raises:
        NotFound: there is none with this id.
    """
    row = records.one(c, tables.assessment, assessment_id)
    if row is None:
        raise NotFound.record()
    t = tables.answer
    answers = records.many(c, t, (t.c.assessment_id == assessment_id,), ("answered_at", "id"))
    firm = records.one(c, tables.firm, row["firm_id"])
    return AssessmentView(
        id=assessment_id,
        firm_id=row["firm_id"],
        firm_name=firm["legal_name"] if firm else "",
        form=row["form"],
        profile=Profile(row["sector"], json.loads(row["conditions"] or "{}")),
        instrument=contents.instrument(c, row["instrument_digest"]),
        parameters=contents.parameters(c, row["parameters_digest"]),
        answers={r["item"]: _answer(r) for r in answers},
        current_item=row["current_item"],
        status=row["status"],
        visit_id=row["started_visit_id"],
        commitment=bool(row["commitment"]),
        gap=_gap(row),
        override=_override(c, row),
        created_at=datetime.fromisoformat(row["created_at"]),
        closed_at=_maybe(datetime.fromisoformat, row["closed_at"]),
    )


def _answer(row: Mapping[str, Any]) -> Answer:
    return Answer(
        item=row["item"],
        state=AnswerState(row["state"]),
        level=row["level"],
        evidence=_maybe(Evidence, row["evidence"]),
        na_reason=row["na_reason"] or "",
        checks=tuple(bool(tick) for tick in json.loads(row["checks"] or "[]")),
        note=row["note"] or "",
        role=row["role"] or "",
    )


def _gap(row: Mapping[str, Any]) -> Gap | None:
    if row["gap_readiness"] is None:
        return None
    return Gap(Decimal(row["gap_readiness"]), row["gap_blocking"] or 0)


def _override(c: sa.Connection, row: Mapping[str, Any]) -> Override | None:
    if not row["line_override"]:
        return None
    who = c.execute(
        sa.select(tables.advisor.c.name).where(tables.advisor.c.id == row["override_by"])
    ).scalar()
    at = datetime.fromisoformat(row["override_at"])
    return Override(ServiceLine(row["line_override"]), row["override_reason"], who or "", at)


def _maybe(kind: Callable[[Any], V], raw: object) -> V | None:
    return None if raw is None else kind(raw)
