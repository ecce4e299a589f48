"""Diagnoses: answers kept at once, two rounds, results that recompute, reasons for a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor_app.domain.answers import Answer, AnswerState
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.instrument import Profile
from advisor_app.domain.quality_cost import QuickCost
from advisor_app.domain.routing import Gap, ServiceLine
from advisor_app.services.assessment_view import Commitment
from advisor_app.services.changes import Changes
from advisor_app.services.errors import Closed, ConsentNeeded
from advisor_app.services.session import Session
from tests.builders import answer_everything, consent, make_draft, make_firm, rated


def test_no_diagnosis_starts_before_the_consent(session: Session) -> None:
    firm = make_firm(session)
    with pytest.raises(ConsentNeeded):
        session.assessments.open_or_start(firm.id, None)
    assert session.assessments.of_firm(firm.id) == []


def test_no_diagnosis_starts_without_a_sector(session: Session) -> None:
    firm = make_firm(session, sector="")
    consent(session, firm)
    with pytest.raises(InvalidRecord) as caught:
        session.assessments.open_or_start(firm.id, None)
    assert "sector" in caught.value.problems


def test_an_answer_reads_back_as_it_was_given(session: Session) -> None:
    visit, draft = make_draft(session)
    given = rated("D1.1", 4, "verified", checks=(True, True, False), note="Está", role="owner")
    session.assessments.answer(draft.id, given, visit.id, next_item="D1.3")
    again = session.assessments.get(draft.id)
    assert again.answers == {"D1.1": given}
    assert again.current_item == "D1.3"


def test_a_firm_has_one_draft_and_it_goes_on_in_the_next_visit(session: Session) -> None:
    visit, draft = make_draft(session)
    session.assessments.answer(draft.id, rated("D1.1", 2), visit.id, next_item="D1.3")
    second = session.visits.start(visit.firm_id)
    again = session.assessments.open_or_start(visit.firm_id, second.id)
    assert (again.id, again.current_item) == (draft.id, "D1.3")


def test_a_cleared_answer_is_gone_and_can_be_given_again(session: Session) -> None:
    _visit, draft = make_draft(session)
    session.assessments.answer(draft.id, rated("D1.1", 2))
    session.assessments.clear(draft.id, "D1.1")
    assert session.assessments.get(draft.id).answers == {}
    session.assessments.answer(draft.id, rated("D1.1", 3))
    assert session.assessments.get(draft.id).answers["D1.1"].level == 3


def test_a_wrong_answer_is_refused_and_changes_nothing(session: Session) -> None:
    _visit, draft = make_draft(session)
    session.assessments.answer(draft.id, rated("D1.1", 2))
    for wrong in (rated("D1.1", 6), Answer("D1.1", AnswerState.NA, na_reason="porque no")):
        with pytest.raises(InvalidRecord):
            session.assessments.answer(draft.id, wrong)
    assert session.assessments.get(draft.id).answers["D1.1"].level == 2


def test_many_answers_are_kept_all_or_none(session: Session) -> None:
    _visit, draft = make_draft(session)
    with pytest.raises(InvalidRecord):
        session.assessments.answer_all(draft.id, [rated("D1.1", 2), rated("D1.3", 9)])
    assert session.assessments.get(draft.id).answers == {}


def test_the_second_round_keeps_the_first(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    full = session.assessments.extend_to_full(draft.id)
    assert full.form == "full"
    core = {i.code for i in full.instrument.applicable(full.profile, "short")}
    assert set(full.answers) == core


def test_the_short_form_gives_a_valid_result_at_once(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft, level=3)
    outcome = session.assessments.result(draft.id)
    assert (str(outcome.result.S), outcome.result.level) == ("3.00", 3)
    assert not outcome.result.preliminary


def test_a_condition_that_hides_answers_keeps_them_out_of_the_score(session: Session) -> None:
    _visit, draft = make_draft(session, form="full")
    session.assessments.set_profile(draft.id, Profile(draft.profile.sector, {"outsources": True}))
    session.assessments.answer(draft.id, rated("D3.7", 2))
    without = Profile(draft.profile.sector, {"outsources": False})
    assert session.assessments.preview_profile(draft.id, without) == ("D3.7",)
    assert session.assessments.set_profile(draft.id, without) == ("D3.7",)
    view = session.assessments.get(draft.id)
    assert view.answers["D3.7"].level == 2
    result = session.assessments.result(draft.id).result
    shown = [i.item.code for d in result.dimensions for i in d.items]
    assert "D3.7" not in shown


def test_the_gap_of_the_target_standard_flows_into_the_line(session: Session) -> None:
    _visit, draft = make_draft(session, form="full")
    answer_everything(session, draft, level=4, grade="verified")
    assert session.assessments.result(draft.id).routing.certification_candidate
    session.assessments.set_gap(draft.id, Gap(Decimal("90.0"), 0))
    assert session.assessments.result(draft.id).line is ServiceLine.CERTIFICATION


def test_a_manual_line_needs_a_reason_and_keeps_the_computed_one(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft, level=1, grade="declared")
    with pytest.raises(InvalidRecord):
        session.assessments.override_line(draft.id, ServiceLine.TECHNICAL_ASSISTANCE, "porque sí")
    session.assessments.override_line(
        draft.id, ServiceLine.TECHNICAL_ASSISTANCE, "Tiene un pedido firmado para diciembre"
    )
    outcome = session.assessments.result(draft.id)
    assert outcome.line is ServiceLine.TECHNICAL_ASSISTANCE
    assert outcome.routing.line is ServiceLine.TRAINING
    assert outcome.override is not None
    assert outcome.override.author == "Lucía Arboleda"
    session.assessments.clear_override(draft.id)
    assert session.assessments.result(draft.id).override is None


def test_cost_and_commitments_read_back(session: Session) -> None:
    _visit, draft = make_draft(session)
    cost = QuickCost(monthly_sales=Decimal(1000), returns_value=Decimal(50))
    session.assessments.set_cost(draft.id, cost)
    assert session.assessments.cost(draft.id) == cost
    promises = [Commitment("Medir", "Rosa", date(2026, 12, 1)), Commitment("Anotar")]
    session.assessments.set_commitments(draft.id, [*promises, Commitment(" ")])
    assert session.assessments.commitments(draft.id) == promises
    session.assessments.set_commitments(draft.id, promises[1:])
    assert session.assessments.commitments(draft.id) == promises[1:]


def test_a_closed_diagnosis_never_changes(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    closed = session.assessments.close(draft.id)
    assert closed.assessment.status == "closed"
    with pytest.raises(Closed):
        session.assessments.answer(draft.id, rated("D1.1", 1))
    assert session.firms.list()[0].level == 3


def test_a_new_diagnosis_can_follow_a_closed_one(session: Session) -> None:
    visit, draft = make_draft(session)
    session.assessments.close(draft.id)
    again = session.assessments.open_or_start(visit.firm_id, visit.id)
    assert again.id != draft.id
    assert again.answers == {}


def test_everyone_hears_what_was_touched(session: Session) -> None:
    _visit, draft = make_draft(session)
    heard: list[Changes] = []
    stop = session.subscribe(heard.append)
    session.assessments.answer(draft.id, rated("D1.1", 2))
    stop()
    session.assessments.answer(draft.id, rated("D1.1", 3))
    assert [c.touches("answer") for c in heard] == [True]
    assert heard[0].firm_ids == {draft.firm_id}


def test_an_old_diagnosis_recomputes_from_its_own_content(session: Session) -> None:
    """The instrument of the base is read back when the program ships another one."""
    from advisor_app.services import contents

    _visit, draft = make_draft(session)
    with session._workspace.read() as c:
        stored = contents._kept(c, draft.instrument.digest, contents._parsed_instrument)
    assert stored == draft.instrument
    assert stored.items == draft.instrument.items


def test_the_market_commitment_comes_from_the_firm(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    session.firms.save(replace(firm, market_commitment=True))
    draft = session.assessments.open_or_start(firm.id, None)
    assert draft.commitment
    session.assessments.set_commitment(draft.id, False)
    assert not session.assessments.get(draft.id).commitment
