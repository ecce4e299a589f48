"""Gap assessments: a firm against a list of requirements, every answer durable at once."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from advisor_app.domain import clock, ids
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.firm import Firm
from advisor_app.domain.gap import GapAnswer, GapResult, State, assess, validate_gap_answer
from advisor_app.domain.gap_parameters import PREREQUISITES, shipped_gap_parameters
from advisor_app.domain.groups import Scope
from advisor_app.domain.packages import circumstances, shipped_packages
from advisor_app.domain.schemes import Prerequisites, Verdict, verdict
from advisor_app.domain.scope_text import scope_text
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services import contents, plan_rows, scope_rows
from advisor_app.services.assessments import GAP, MATURITY
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import Closed, ConsentNeeded, DamagedContent, NotFound
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.domain.gap_parameters import GapParameters
    from advisor_app.domain.packages import Proposal
    from advisor_app.domain.standard import Standard
    from advisor_app.store.workspace import Workspace

__all__ = ["GapView", "Gaps", "Scope"]


@dataclass(frozen=True)
class GapView:
    """An assessment with its list, its answers and what is known beside them.

    Attributes:
        together: for a part that shares a list with its group, the list whole and what the group
            answered of it; its scheme decides on both.
    """

    id: str
    firm_id: str
    firm_name: str
    standard: Standard
    parameters: GapParameters
    answers: Mapping[str, GapAnswer]
    prerequisites: Prerequisites
    scope: Scope
    group_id: str | None
    current_item: str | None
    status: Literal["draft", "closed"]
    visit_id: str | None
    created_at: datetime
    closed_at: datetime | None = None
    together: tuple[Standard, Mapping[str, State]] | None = None
    states: Mapping[str, State] = field(init=False)

    def __post_init__(self) -> None:
        states = {code: answer.state for code, answer in self.answers.items()}
        object.__setattr__(self, "states", states)

    @property
    def is_open(self) -> bool:
        """Whether answers can still change."""
        return self.status == "draft"

    @cached_property
    def result(self) -> GapResult:
        """Readiness, coverage and what blocks."""
        return assess(self.standard, self.parameters, self.states)

    @cached_property
    def verdict(self) -> Verdict:
        """What the scheme would decide."""
        result = self.result
        if self.together is not None:
            whole, beside = self.together
            result = assess(whole, self.parameters, {**beside, **self.states})
        return verdict(result, self.parameters, self.prerequisites)


class Gaps(Service):
    """Starts gap assessments, keeps their answers, and tells what they come to."""

    def __init__(self, workspace: Workspace, announcer: Announcer) -> None:
        super().__init__(workspace, announcer)
        self._known: dict[str, tuple[str, Standard]] = {}

    def get(self, assessment_id: str) -> GapView:
        """One assessment with its answers.

        Raises:
            NotFound: there is none with this id.
        """
        return self._read(lambda c: _view(c, assessment_id))

    def of_firm(self, firm_id: str) -> list[GapView]:
        """The firm's gap assessments that can be read, the latest first."""
        t = tables.assessment

        def question(c: sa.Connection) -> list[GapView]:
            where = (t.c.firm_id == firm_id, t.c.kind == GAP)
            found: list[GapView] = []
            for row in records.many(c, t, where, ("-created_at", "-id")):
                with contextlib.suppress(DamagedContent):  # told when it is opened by itself
                    found.append(_view(c, row["id"]))
            return found

        return self._read(question)

    def parts_of(self, group_id: str) -> list[GapView]:
        """The members, sites or methods assessed under a group, in the order they were added."""
        t = tables.assessment

        def question(c: sa.Connection) -> list[GapView]:
            rows = records.many(c, t, (t.c.group_id == group_id,), ("created_at", "id"))
            return [_view(c, row["id"]) for row in rows]

        return self._read(question)

    def start(
        self,
        firm_id: str,
        standard: str | Standard,
        visit_id: str | None = None,
        *,
        scope: Scope | None = None,
        group_id: str | None = None,
    ) -> GapView:
        """The firm's open assessment of this list and scope where it stood, or a new one.

        Raises:
            ConsentNeeded: the firm has not given the first authorization.
            InvalidRecord: a member or a site without a name.
        """
        wanted = self.newest(standard) if isinstance(standard, str) else standard
        scope = scope or Scope()
        if scope.kind in ("member", "site", "method") and not (scope.name + scope.code).strip():
            raise InvalidRecord(
                _("Falta el nombre de lo que se evalúa."), {"name": _("Escriba el nombre.")}
            )
        for view in self.of_firm(firm_id):
            same = (view.standard.id, view.scope.kind, view.scope.identity, view.group_id)
            if view.is_open and same == (wanted.id, scope.kind, scope.identity, group_id):
                return view
        assessment_id, parameters = ids.new_id(), shipped_gap_parameters()
        row = {
            "id": assessment_id,
            "firm_id": firm_id,
            "kind": GAP,
            "instrument_digest": wanted.digest,
            "parameters_digest": parameters.digest,
            "prerequisites": {},
            "scope": scope_text(scope),
            "group_id": group_id,
            "status": "draft",
            "advisor_id": self._workspace.actor,
            "started_visit_id": visit_id,
        }

        def work(c: sa.Connection) -> None:
            _require_consent(c, firm_id)
            contents.keep(c, standard=wanted, gap_parameters=parameters)
            records.save(c, tables.assessment, row)

        self._write(work, Changes.of(firm_id, ("assessment", assessment_id)))
        return self.get(assessment_id)

    def newest(self, id: str) -> Standard:  # noqa: A002 - as in latest_standard
        """The list that a new assessment of this id begins with."""
        return self._read(lambda c: contents.latest_standard(c, id))

    def answer(
        self,
        assessment_id: str,
        answer: GapAnswer,
        visit_id: str | None = None,
        next_item: str | None = None,
    ) -> None:
        """Keep an answer; when this returns it survives a power cut.

        Raises:
            InvalidRecord: the answer breaks the requirement's rules; nothing was stored.
            ConsentNeeded: the firm has taken its authorization back; nothing was stored.
            Closed: the assessment was closed.
        """
        self.answer_all(assessment_id, (answer,), visit_id, next_item)

    def answer_all(
        self,
        assessment_id: str,
        answers: Iterable[GapAnswer],
        visit_id: str | None = None,
        next_item: str | None = None,
    ) -> None:
        """Keep many answers at once, all or none; raises as ``answer`` does."""
        firm_id, standard = self._know(assessment_id)
        rows: list[dict[str, object]] = []
        for one in answers:
            if not standard.has(one.item):
                raise NotFound.record()
            validate_gap_answer(standard.requirement(one.item), one)
            rows.append(answer_row(firm_id, assessment_id, one, visit_id, self._workspace.actor))

        def work(c: sa.Connection) -> None:
            _require_consent(c, firm_id)
            for row in rows:
                records.save(c, tables.answer, row)
            if next_item is not None:
                _touch(c, assessment_id, current_item=next_item)

        self._write(work, Changes.of(firm_id, *(("answer", str(row["id"])) for row in rows)))

    def clear(self, assessment_id: str, item: str) -> None:
        """Take an answer back, as if the point had not been seen."""
        firm_id, _standard = self._know(assessment_id)
        answer = ids.answer_id(assessment_id, item)

        def work(c: sa.Connection) -> None:
            if records.one(c, tables.answer, answer) is not None:
                records.save(c, tables.answer, {"id": answer, "_deleted": True})

        self._write(work, Changes.of(firm_id, ("answer", answer)))

    def set_current(self, assessment_id: str, item: str) -> None:
        """Remember where the assessment stands."""
        self._set(assessment_id, current_item=item)

    def set_prerequisites(self, assessment_id: str, known: Prerequisites) -> None:
        """Keep what is known beside the list."""
        told = {name: v for name in PREREQUISITES if (v := getattr(known, name)) is not None}
        self._set(assessment_id, prerequisites=scope_rows.prerequisites_row(told))

    def close(self, assessment_id: str) -> GapView:
        """Close the assessment; from then on nothing of it changes, whatever the firm becomes.

        The firm's open diagnosis takes its readiness, if it is of the firm's target standard.
        """
        view = self.get(assessment_id)
        known = scope_rows.prerequisites_row(asdict(view.prerequisites))
        last: dict[str, object] = {"status": "closed", "closed_at": clock.now()}
        if view.together is not None:
            states = sorted((code, state.value) for code, state in view.together[1].items())
            last["scope"] = scope_text(replace(view.scope, answered=tuple(states)))
        self._set(assessment_id, prerequisites=known, **last)
        self.forget(assessment_id)
        self.feed_routing(view.firm_id)
        return self.get(assessment_id)

    def feed_routing(self, firm_id: str) -> None:
        """Give the firm's open diagnosis the readiness against its target standard."""
        target = self.target(firm_id)
        if target is None or target.result.readiness is None or target.result.preliminary:
            return
        if target.scope.whole:
            return  # only what was asked once: the sites or methods have the rest
        t, result = tables.assessment, target.result

        def work(c: sa.Connection) -> None:
            where = (t.c.firm_id == firm_id, t.c.kind == MATURITY, t.c.status == "draft")
            for row in records.many(c, t, where):
                _touch(
                    c,
                    row["id"],
                    gap_readiness=result.readiness,
                    gap_blocking=len(result.blocking),
                )

        self._write(work, Changes.of(firm_id, ("assessment", firm_id)))

    def target(self, firm_id: str) -> GapView | None:
        """The latest assessment of the whole firm against the first of its target standards."""
        row = self._read(lambda c: records.one(c, tables.firm, firm_id))
        wanted = json.loads(row["target_standards"] or "[]") if row else []
        views = [view for view in self.of_firm(firm_id) if view.scope.kind in ("firm", "group")]
        for standard_id in wanted:
            for view in views:
                if view.standard.id == standard_id:
                    return view
        return None

    def proposals(self, firm_id: str) -> tuple[Proposal, ...]:
        """The lists that suit the firm's sector and market, each with its reason."""
        row = self._read(lambda c: records.one(c, tables.firm, firm_id))
        if row is None:
            raise NotFound.record()
        firm = records.value_of(Firm, row)
        return shipped_packages().proposals(firm.sector, firm.target_market, circumstances(firm))

    def forget(self, assessment_id: str) -> None:
        """Read an assessment anew before its next answer: its list may be another one."""
        self._known.pop(assessment_id, None)

    # --- inside ------------------------------------------------------------------------------

    def _know(self, assessment_id: str) -> tuple[str, Standard]:
        """What stays the same while a draft is answered; read once.

        Raises:
            Closed: it is no draft any more.
        """
        if assessment_id not in self._known:
            view = self.get(assessment_id)
            if not view.is_open:
                raise Closed.gap()
            self._known[assessment_id] = (view.firm_id, view.standard)
        return self._known[assessment_id]

    def _set(self, assessment_id: str, **values: object) -> None:
        firm_id, _standard = self._know(assessment_id)
        self._write(
            lambda c: _touch(c, assessment_id, **values),
            Changes.of(firm_id, ("assessment", assessment_id)),
        )


def _view(c: sa.Connection, assessment_id: str) -> GapView:
    row = records.one(c, tables.assessment, assessment_id)
    if row is None or row["kind"] != GAP:
        raise NotFound.record()
    t = tables.answer
    answers = records.many(c, t, (t.c.assessment_id == assessment_id,), ("answered_at", "id"))
    firm = records.one(c, tables.firm, row["firm_id"])
    standard = contents.standard(c, row["instrument_digest"])
    closed, scope = row["closed_at"], scope_rows.scope_in(c, row)
    told = scope_rows.told(c, row, scope) | plan_rows.acted_on(c, row, standard)
    return GapView(
        id=assessment_id,
        firm_id=row["firm_id"],
        firm_name=firm["legal_name"] if firm else "",
        standard=standard,
        parameters=contents.gap_parameters(c, row["parameters_digest"]),
        answers={r["item"]: answer_of(r) for r in answers if standard.has(r["item"])},
        prerequisites=scope_rows.prerequisites_of(told, firm),
        scope=scope,
        group_id=row["group_id"],
        current_item=row["current_item"],
        status=row["status"],
        visit_id=row["started_visit_id"],
        created_at=datetime.fromisoformat(row["created_at"]),
        closed_at=datetime.fromisoformat(closed) if closed else None,
        together=scope_rows.together(c, row, scope),
    )


def answer_row(
    firm_id: str,
    assessment_id: str,
    answer: GapAnswer,
    visit_id: str | None,
    advisor_id: str | None,
) -> dict[str, object]:
    """An answer given now, as it is kept."""
    return {
        **records.row_of(answer),
        "id": ids.answer_id(assessment_id, answer.item),
        "firm_id": firm_id,
        "assessment_id": assessment_id,
        "visit_id": visit_id,
        "advisor_id": advisor_id,
        "answered_at": clock.now(),
        "_deleted": False,
    }


def answer_of(row: Mapping[str, Any]) -> GapAnswer:
    """An answer as it was kept."""
    return GapAnswer(row["item"], State(row["state"]), row["na_reason"] or "", row["note"] or "")


def _require_consent(c: sa.Connection, firm_id: str) -> None:
    if not consent_state(c, firm_id).data:
        raise ConsentNeeded.for_data()


def _touch(c: sa.Connection, assessment_id: str, **values: object) -> None:
    records.save(c, tables.assessment, {"id": assessment_id, **values})
