"""Improvement plans: proposed from what was found, told over by hand, every edit durable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from advisor_app.domain import clock, ids
from advisor_app.domain.actions import Action, Plan, Terms, validate_edit
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.plan import Status
from advisor_app.domain.plan_findings import Rules
from advisor_app.domain.plan_making import Sources, moved, plan_of
from advisor_app.domain.plan_needs import refuse_circle
from advisor_app.domain.plan_parameters import shipped_plan_parameters
from advisor_app.i18n import _, language
from advisor_app.schema import tables
from advisor_app.services import contents, evidence_rows, plan_rows
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import ConsentNeeded, NotFound
from advisor_app.services.plan_rows import Before
from advisor_app.services.plan_sources import found_at
from advisor_app.store import records

if TYPE_CHECKING:
    from datetime import date

    import sqlalchemy as sa

    from advisor_app.domain.plan_parameters import PlanParameters
    from advisor_app.services.assessments import Assessments
    from advisor_app.services.evidence_rows import Piece
    from advisor_app.services.gaps import Gaps
    from advisor_app.services.office import Calls
    from advisor_app.store.workspace import Workspace

__all__ = ["Before", "Plans", "Sight"]


@dataclass(frozen=True, slots=True)
class Sight:
    """What a plan looks at."""

    assessments: Assessments
    gaps: Gaps
    calls: Calls


class Plans(Service):
    """Reads a firm's plan and keeps what is told of it.

    An edit gives back how the rows were, for ``undo``.
    """

    def __init__(
        self,
        workspace: Workspace,
        announcer: Announcer,
        sight: Sight,
        advisor_name: Callable[[], str],
    ) -> None:
        super().__init__(workspace, announcer)
        self._sight = sight
        self._advisor_name = advisor_name

    def of_firm(self, firm_id: str, lang: str | None = None, on: date | None = None) -> Plan:
        """The firm's plan in its order, in a language or that of the window.

        Proposals without dates of their own begin on a day, or today.

        Raises:
            NotFound: there is no such firm.
        """
        firm, kept, terms, parameters = self._read(lambda c: _rows(c, firm_id))
        rules = Rules(parameters, on or clock.today(), lang or language())
        targets = tuple(json.loads(firm["target_standards"] or "[]"))
        found = found_at(self._sight.assessments, self._sight.gaps, firm_id, targets, rules)
        call = self._sight.calls.open()
        return plan_of(Sources(firm_id, kept, found.findings, found.refresh, terms, call), rules)

    def proofs(self, plan: Plan) -> dict[str, Piece]:
        """The files that show that actions are closed, by id."""
        every = (*plan.actions, *plan.waiting)
        ids_ = [one.closing_attachment_id for one in every if one.closing_attachment_id]
        return self._read(lambda c: evidence_rows.among(c, ids_)) if ids_ else {}

    def keep(self, firm_id: str, *action_ids: str) -> Before:
        """Choose proposals: from then on they stay, with the dates they have."""
        plan = self.of_firm(firm_id)
        return self._store(plan, {each: {} for each in action_ids})

    def edit(self, firm_id: str, action_id: str, values: Mapping[str, Any]) -> Before:
        """Tell fields of an action by hand; a blank one follows the rules again.

        Raises:
            InvalidRecord: a value breaks its rule; nothing was stored.
            ConsentNeeded: the firm has taken its authorization back; nothing was stored.
        """
        plan = self.of_firm(firm_id)
        action = _known(plan, action_id)
        told = {name: None if value == "" else value for name, value in values.items()}
        validate_edit(action, told)
        refuse_circle(plan, action, told.get("after") or ())
        return self._store(plan, {action_id: self._completed(action, told)})

    def move(self, firm_id: str, action_id: str, place: int) -> Before:
        """Put an open action at a place of the order, the waiting ones included."""
        plan = self.of_firm(firm_id)
        _known(plan, action_id)
        places = moved(plan, action_id, place)
        return self._store(plan, {each: {"position": at} for each, at in places.items()})

    def add(self, firm_id: str, title: str) -> tuple[str, Before]:
        """An action of the firm's own: its id, and the way back.

        Raises:
            InvalidRecord: nothing was written.
        """
        if not title.strip():
            raise InvalidRecord(
                _("Escriba qué se va a hacer."), {"title": _("Escriba qué se va a hacer.")}
            )
        new, today = ids.new_id(), clock.today()
        days = shipped_plan_parameters().due_days["S"]
        values = {
            "title": title.strip(),
            "status": Status.PENDING,
            "starts_on": today,
            "due_on": today + timedelta(days=days),
        }
        return new, self._write_rows(firm_id, {new: values}, lambda _c, _id: {"action_key": ""})

    def remove(self, firm_id: str, action_id: str) -> Before:
        """Take an action out of the plan, with what it was for."""
        plan = self.of_firm(firm_id)
        _known(plan, action_id)
        return self._store(plan, {action_id: {"_deleted": True}})

    def set_terms(self, firm_id: str, hours: int | None, certifier: str) -> Before:
        """Tell the contracted hours and who would certify the firm.

        Raises:
            InvalidRecord: hours below nothing.
        """
        if hours is not None and hours < 0:
            problem = _("Las horas no pueden ser negativas.")
            raise InvalidRecord(problem, {"hours": problem})

        def work(c: sa.Connection) -> Before:
            terms = plan_rows.terms_of(c, firm_id)
            told = replace(terms, hours=hours, certifier=certifier.strip())
            plan_rows.keep_terms(c, firm_id, told)
            return Before(firm_id, terms=(terms, told))

        return self._write(work, Changes.of(firm_id, ("action", firm_id)))

    def undo(self, before: Before) -> bool:
        """Put the rows back as they were; what somebody changed since then stays.

        Whether all of it was put back.
        """
        firm_id = before.firm_id

        def work(c: sa.Connection) -> bool:
            rows = zip(before.rows, before.left, strict=True)
            whole = [plan_rows.put_back(c, was, left) for was, left in rows]
            if before.terms is not None:
                whole.append(plan_rows.put_terms_back(c, firm_id, *before.terms))
            return all(whole)

        return self._write(work, Changes.of(firm_id, ("action", firm_id)))

    # --- inside ------------------------------------------------------------------------------

    def _completed(self, action: Action, told: dict[str, Any]) -> dict[str, Any]:
        """What follows from a state: what is verified always says by whom and when."""
        status = told.get("status", action.status) or Status.PENDING
        by, on = told.get("verified_by"), told.get("verified_on")
        if status is not Status.VERIFIED:
            return told | {"verified_by": None, "verified_on": None} if "status" in told else told
        if action.status is not Status.VERIFIED or "verified_by" in told:
            told = told | {"verified_by": by or self._advisor_name()}
        if action.status is not Status.VERIFIED or "verified_on" in told:
            told = told | {"verified_on": on or clock.today()}
        return told

    def _store(self, plan: Plan, rows: Mapping[str, Mapping[str, Any]]) -> Before:
        """Write what was told, and with it that the action was chosen and what it is for."""

        def beside(c: sa.Connection, action_id: str) -> dict[str, Any]:
            action = plan.action(action_id)
            plan_rows.link(c, plan.firm_id, action_id, action.findings)
            if action.kept:
                return {}
            return {
                "action_key": action.action_key,
                "status": None if rows[action_id].get("_deleted") else Status.PENDING,
                "starts_on": action.starts_on,
                "due_on": action.due_on,
            }

        return self._write_rows(plan.firm_id, rows, beside)

    def _write_rows(
        self,
        firm_id: str,
        rows: Mapping[str, Mapping[str, Any]],
        beside: Callable[[sa.Connection, str], Mapping[str, Any]],
    ) -> Before:
        def work(c: sa.Connection) -> Before:
            if not consent_state(c, firm_id).data:
                raise ConsentNeeded.for_data()
            before = tuple(plan_rows.row_before(c, each) for each in rows)
            for each, values in rows.items():
                _ensure(c, firm_id, each, self._workspace.actor)
                row = {"_deleted": False, **beside(c, each), **values}
                records.save(c, tables.action, {"id": each, **row})
            _begin(c, firm_id)
            return Before(firm_id, before, tuple(plan_rows.row_before(c, each) for each in rows))

        touched = [("action", each) for each in rows]
        return self._write(work, Changes.of(firm_id, *touched))


def _rows(
    c: sa.Connection, firm_id: str
) -> tuple[records.Row, list[plan_rows.Kept], Terms, PlanParameters]:
    firm = records.one(c, tables.firm, firm_id)
    if firm is None:
        raise NotFound.record()
    terms = plan_rows.terms_of(c, firm_id)
    parameters = (
        contents.plan_parameters(c, terms.parameters)
        if terms.parameters
        else shipped_plan_parameters()
    )
    return firm, plan_rows.kept_actions(c, firm_id), terms, parameters


def _known(plan: Plan, action_id: str) -> Action:
    if not plan.has(action_id):
        raise NotFound.record()
    return plan.action(action_id)


def _ensure(c: sa.Connection, firm_id: str, action_id: str, advisor_id: str | None) -> None:
    """A row to link findings to, before anything is told of it."""
    if plan_rows.is_new(c, action_id):
        row = {"id": action_id, "firm_id": firm_id, "advisor_id": advisor_id}
        records.save(c, tables.action, row)


def _begin(c: sa.Connection, firm_id: str) -> None:
    """Keep the rules that the plan is begun with, so that it recomputes."""
    terms = plan_rows.terms_of(c, firm_id)
    if not terms.parameters:
        parameters = shipped_plan_parameters()
        contents.keep(c, plan_parameters=parameters)
        plan_rows.keep_terms(c, firm_id, replace(terms, parameters=parameters.digest))
