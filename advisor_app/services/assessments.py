"""Maturity diagnoses: every answer durable at once, every result explained by its rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from advisor_app.domain import clock, ids
from advisor_app.domain.answers import Answer, validate_answer
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.instrument import Form, Instrument, Profile, shipped_instrument
from advisor_app.domain.parameters import shipped_parameters
from advisor_app.domain.quality_cost import QuickCost
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services import contents
from advisor_app.services.assessment_view import (
    AssessmentView,
    Commitment,
    ResultView,
    read_view,
    result_of,
)
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import Closed, ConsentNeeded, NotFound
from advisor_app.services.review_rows import note_closed
from advisor_app.store import records

if TYPE_CHECKING:
    from advisor_app.domain.routing import Gap, ServiceLine
    from advisor_app.store.workspace import Workspace

MIN_OVERRIDE_REASON = 20
MATURITY = "maturity"
GAP = "gap"


class Assessments(Service):
    """Starts diagnoses, keeps their answers, and computes their results."""

    def __init__(self, workspace: Workspace, announcer: Announcer) -> None:
        super().__init__(workspace, announcer)
        self._known: dict[str, _Known] = {}

    # --- reading -----------------------------------------------------------------------------

    def get(self, assessment_id: str) -> AssessmentView:
        """One diagnosis with its answers.

        Raises:
            NotFound: there is none with this id.
        """
        return self._read(lambda c: read_view(c, assessment_id))

    def of_firm(self, firm_id: str) -> list[AssessmentView]:
        """The firm's diagnoses, the latest first."""

        def question(c: sa.Connection) -> list[AssessmentView]:
            t = tables.assessment
            where = (t.c.firm_id == firm_id, t.c.kind == MATURITY)
            rows = records.many(c, t, where, ("-created_at", "-id"))
            return [read_view(c, row["id"]) for row in rows]

        return self._read(question)

    def result(self, assessment_id: str) -> ResultView:
        """Score, level, line, what would change it, and the cost of poor quality."""
        return result_of(self.get(assessment_id), self.cost(assessment_id))

    # --- starting ----------------------------------------------------------------------------

    def open_or_start(
        self,
        firm_id: str,
        visit_id: str | None,
        form: Form = "short",
        instrument: Instrument | None = None,
    ) -> AssessmentView:
        """The firm's draft where it stood, or a new diagnosis by the instrument in use or another.

        Raises:
            ConsentNeeded: the firm has not given the first authorization.
            InvalidRecord: the firm has no sector yet, which decides what applies.
        """
        earlier = self.of_firm(firm_id)
        draft = next((view for view in earlier if view.is_open), None)
        if draft is not None:
            return draft
        assessment_id = ids.new_id()
        instrument, parameters = instrument or shipped_instrument(), shipped_parameters()

        def work(c: sa.Connection) -> None:
            _require_consent(c, firm_id)
            firm = records.one(c, tables.firm, firm_id)
            if firm is None:
                raise NotFound.record()
            if not firm["sector"]:
                raise InvalidRecord(
                    _("Falta el sector de la empresa."),
                    {"sector": _("Elija el sector: decide qué preguntas aplican.")},
                )
            contents.keep(c, instrument=instrument, parameters=parameters)
            records.save(
                c,
                tables.assessment,
                {
                    "id": assessment_id,
                    "firm_id": firm_id,
                    "kind": MATURITY,
                    "instrument_digest": instrument.digest,
                    "parameters_digest": parameters.digest,
                    "form": form,
                    "sector": firm["sector"],
                    "conditions": firm["conditions"] or "{}",
                    "commitment": firm["market_commitment"] or 0,
                    "status": "draft",
                    "advisor_id": self._workspace.actor,
                    "started_visit_id": visit_id,
                    "created_at": clock.after(earlier[0].created_at if earlier else None),
                },
            )

        self._write(work, Changes.of(firm_id, ("assessment", assessment_id)))
        return self.get(assessment_id)

    # --- answering ---------------------------------------------------------------------------

    def answer(
        self,
        assessment_id: str,
        answer: Answer,
        visit_id: str | None = None,
        next_item: str | None = None,
    ) -> None:
        """Keep an answer; when this returns it survives a power cut.

        Raises:
            InvalidRecord: the answer breaks the item's rules; nothing was stored.
            ConsentNeeded: the firm has taken its authorization back; nothing was stored.
            Closed: the diagnosis was closed.
        """
        known = self._know(assessment_id)
        row = self._answer_row(known, assessment_id, answer, visit_id)

        def work(c: sa.Connection) -> None:
            _require_consent(c, known.firm_id)
            records.save(c, tables.answer, row)
            if next_item is not None:
                _touch(c, assessment_id, current_item=next_item)

        self._write(work, Changes.of(known.firm_id, ("answer", str(row["id"]))))

    def answer_all(
        self, assessment_id: str, answers: Iterable[Answer], visit_id: str | None = None
    ) -> None:
        """Keep many answers at once, all or none (a form filled on paper).

        Raises:
            InvalidRecord: one of them breaks its item's rules; nothing was stored.
            Closed: the diagnosis was closed.
        """
        known = self._know(assessment_id)
        rows = [self._answer_row(known, assessment_id, a, visit_id) for a in answers]

        def work(c: sa.Connection) -> None:
            _require_consent(c, known.firm_id)
            for row in rows:
                records.save(c, tables.answer, row)

        touched = [("answer", str(row["id"])) for row in rows]
        self._write(work, Changes.of(known.firm_id, *touched))

    def _answer_row(
        self, known: _Known, assessment_id: str, answer: Answer, visit_id: str | None
    ) -> dict[str, object]:
        validate_answer(known.instrument.item(answer.item), answer)
        return {
            **records.row_of(answer),
            "id": ids.answer_id(assessment_id, answer.item),
            "firm_id": known.firm_id,
            "assessment_id": assessment_id,
            "visit_id": visit_id,
            "advisor_id": self._workspace.actor,
            "answered_at": clock.now(),
            "_deleted": False,
        }

    def clear(self, assessment_id: str, item: str) -> None:
        """Take an answer back, as if it had not been given."""
        known = self._know(assessment_id)
        answer = ids.answer_id(assessment_id, item)

        def work(c: sa.Connection) -> None:
            if records.one(c, tables.answer, answer) is not None:
                records.save(c, tables.answer, {"id": answer, "_deleted": True})
            _touch(c, assessment_id, current_item=item)

        self._write(work, Changes.of(known.firm_id, ("answer", answer)))

    def set_current(self, assessment_id: str, item: str) -> None:
        """Remember where the interview stands."""
        self._set(assessment_id, current_item=item)

    def extend_to_full(self, assessment_id: str) -> AssessmentView:
        """Go on from the core questions to all of them; nothing is asked twice."""
        self._set(assessment_id, form="full")
        return self.get(assessment_id)

    def preview_profile(self, assessment_id: str, profile: Profile) -> tuple[str, ...]:
        """The answered items that would stop counting with this profile."""
        view = self.get(assessment_id)
        stays = {item.code for item in view.instrument.applicable(profile, view.form)}
        now = {item.code for item in view.instrument.applicable(view.profile, view.form)}
        return tuple(code for code in view.answers if code in now and code not in stays)

    def set_profile(self, assessment_id: str, profile: Profile) -> tuple[str, ...]:
        """Change sector or conditions; answers that no longer apply are kept, not scored.

        Returns:
            the codes of the answered items that stopped counting.
        """
        hidden = self.preview_profile(assessment_id, profile)
        self._set(assessment_id, sector=profile.sector, conditions=dict(profile.conditions))
        return hidden

    # --- result ------------------------------------------------------------------------------

    def set_commitment(self, assessment_id: str, has_order: bool) -> None:
        """Whether a documented market commitment (order, letter, tender) exists."""
        self._set(assessment_id, commitment=has_order)

    def set_gap(self, assessment_id: str, gap: Gap | None) -> None:
        """The readiness against the target standard, as routing needs it."""
        self._set(
            assessment_id,
            gap_readiness=None if gap is None else gap.readiness,
            gap_blocking=None if gap is None else gap.blocking,
        )

    def override_line(self, assessment_id: str, line: ServiceLine, reason: str) -> None:
        """Choose another line by hand; rule RT7 asks for a reason of 20 characters.

        Raises:
            InvalidRecord: the reason is too short.
        """
        if len(reason.strip()) < MIN_OVERRIDE_REASON:
            raise InvalidRecord(
                _("Falta la razón del cambio de línea."),
                {"reason": _("Escriba la razón con al menos 20 letras; queda en el informe.")},
            )
        self._set(
            assessment_id,
            line_override=line,
            override_reason=reason.strip(),
            override_by=self._workspace.actor,
            override_at=clock.now(),
        )

    def clear_override(self, assessment_id: str) -> None:
        """Go back to the computed line."""
        self._set(
            assessment_id,
            line_override=None,
            override_reason=None,
            override_by=None,
            override_at=None,
        )

    def cost(self, assessment_id: str) -> QuickCost | None:
        """The five-number estimate, if it was taken."""
        cost_id = ids.answer_id(assessment_id, "quality_cost")
        row = self._read(lambda c: records.one(c, tables.quality_cost, cost_id))
        return QuickCost.from_figures(json.loads(row["figures"])) if row else None

    def set_cost(self, assessment_id: str, cost: QuickCost) -> None:
        """Keep the five-number estimate."""
        known = self._know(assessment_id)
        row = {
            "id": ids.answer_id(assessment_id, "quality_cost"),
            "firm_id": known.firm_id,
            "assessment_id": assessment_id,
            "figures": cost.to_figures(),
        }
        self._write(
            lambda c: records.save(c, tables.quality_cost, row),
            Changes.of(known.firm_id, ("quality_cost", str(row["id"]))),
        )

    def commitments(self, assessment_id: str) -> list[Commitment]:
        """What the firm promised, in the order of page 1."""
        t = tables.commitment
        where = (t.c.assessment_id == assessment_id,)
        rows = self._read(lambda c: records.many(c, t, where, ("position",)))
        return [records.value_of(Commitment, row) for row in rows]

    def set_commitments(self, assessment_id: str, commitments: list[Commitment]) -> None:
        """Keep the promises; empty ones are dropped."""
        known = self._know(assessment_id)
        kept = [one for one in commitments if one.what.strip()]

        def work(c: sa.Connection) -> None:
            for position in range(max(len(kept), 3)):
                row_id = ids.answer_id(assessment_id, f"commitment/{position}")
                if position < len(kept):
                    values = {
                        **records.row_of(kept[position]),
                        "id": row_id,
                        "firm_id": known.firm_id,
                        "assessment_id": assessment_id,
                        "position": position,
                        "_deleted": False,
                    }
                    records.save(c, tables.commitment, values)
                elif records.one(c, tables.commitment, row_id) is not None:
                    records.save(c, tables.commitment, {"id": row_id, "_deleted": True})

        self._write(work, Changes.of(known.firm_id, ("commitment", assessment_id)))

    def close(self, assessment_id: str) -> ResultView:
        """Close the diagnosis; from then on nothing of it changes."""
        outcome = self.result(assessment_id)
        known = self._know(assessment_id)
        level = None if outcome.result.preliminary else outcome.result.level
        came_to = {"status": "closed", "level": level, "line": outcome.routing.line}

        def work(c: sa.Connection) -> None:
            _touch(c, assessment_id, closed_at=clock.now(), **came_to)
            note_closed(c, assessment_id)

        touched = (("assessment", assessment_id), ("review", ""))
        self._write(work, Changes.of(known.firm_id, *touched))
        self._known.pop(assessment_id, None)
        return self.result(assessment_id)

    # --- inside ------------------------------------------------------------------------------

    def _know(self, assessment_id: str) -> _Known:
        """What stays the same while a draft is answered; read once.

        Raises:
            Closed: it is no draft any more.
        """
        known = self._known.get(assessment_id)
        if known is None:
            view = self.get(assessment_id)
            if not view.is_open:
                raise Closed.assessment()
            known = _Known(view.firm_id, view.instrument)
            self._known[assessment_id] = known
        return known

    def _set(self, assessment_id: str, **values: object) -> None:
        known = self._know(assessment_id)
        self._write(
            lambda c: _touch(c, assessment_id, **values),
            Changes.of(known.firm_id, ("assessment", assessment_id)),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    firm_id: str
    instrument: Instrument


def of_visit(c: sa.Connection, visit_id: str, kind: str = MATURITY) -> list[str]:
    """The assessments of a kind that began in a visit or were answered there."""
    a, t = tables.answer, tables.assessment
    answered = sa.select(a.c.assessment_id).where(a.c.visit_id == visit_id)
    began = sa.select(t.c.id).where(t.c.started_visit_id == visit_id)
    wanted = sa.select(t.c.id).where(
        t.c.id.in_(answered.union(began)), t.c.kind == kind, t.c["_deleted"] == 0
    )
    return list(c.execute(wanted.order_by(t.c.id)).scalars())


def _require_consent(c: sa.Connection, firm_id: str) -> None:
    if not consent_state(c, firm_id).data:
        raise ConsentNeeded.for_data()


def _touch(c: sa.Connection, assessment_id: str, **values: object) -> None:
    records.save(c, tables.assessment, {"id": assessment_id, **values})
