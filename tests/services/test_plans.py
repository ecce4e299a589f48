"""Improvement plans: proposed from the assessments, kept durably, taken back, fed to verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from advisor_app.domain import clock
from advisor_app.domain.actions import Action, Plan
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.firm import Firm
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.plan import Status
from advisor_app.domain.quality_cost import QuickCost
from advisor_app.domain.standard import shipped_standard
from advisor_app.domain.topics import shipped_topics
from advisor_app.services.errors import ConsentNeeded, NotFound
from advisor_app.services.evidence import Link
from advisor_app.services.gaps import GapView
from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace
from tests.builders import (
    agree_to_photos,
    answer_everything,
    consent,
    make_draft,
    make_firm,
    make_session,
    rated,
)
from tests.pictures import paper, photo

LIST = "codex_haccp"


def firm_with(session: Session, **fields: Any) -> Firm:
    firm = make_firm(session)
    consent(session, firm)
    if fields:
        session.firms.save(replace(firm, **fields))
    return firm


def gap_of(session: Session, firm: Firm, failing: int, standard: str = LIST) -> GapView:
    """An assessment whose first points fail and whose others comply."""
    gap = session.gaps.start(firm.id, standard)
    for number, one in enumerate(gap.standard.requirements):
        state = State.FAILS if number < failing else State.COMPLIES
        session.gaps.answer(gap.id, GapAnswer(one.code, state))
    return session.gaps.get(gap.id)


def first(plan: Plan) -> Action:
    return plan.actions[0]


def test_a_firm_without_assessments_has_an_empty_plan(session: Session) -> None:
    firm = make_firm(session)
    assert session.plans.of_firm(firm.id).actions == ()
    with pytest.raises(NotFound):
        session.plans.of_firm("nobody")


def test_what_fails_is_proposed_in_either_language_and_what_was_not_seen_is_not(
    session: Session,
) -> None:
    firm = firm_with(session)
    gap = session.gaps.start(firm.id, LIST)
    one, other = gap.standard.requirements[:2]
    session.gaps.answer(gap.id, GapAnswer(one.code, State.FAILS))
    session.gaps.answer(gap.id, GapAnswer(other.code, State.COMPLIES))
    (action,) = session.plans.of_firm(firm.id, "es").actions
    assert action.title == one.action.es
    assert one.code in action.expected_result
    assert [ref.item for ref in action.findings] == [one.code]
    assert first(session.plans.of_firm(firm.id, "en")).title == one.action.en


def test_the_diagnosis_and_its_cost_bring_actions_with_targets(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft, 2)
    session.assessments.set_cost(draft.id, QuickCost(returns_value=Decimal(900_000)))
    plan = session.plans.of_firm(draft.firm_id)
    every = (*plan.actions, *plan.waiting)
    refs = {ref.item: ref for one in every for ref in one.findings}
    assert refs["D5.1"].target == 3
    assert "returns" in refs
    core = next(one for one in every if any(ref.item == "D5.1" for ref in one.findings))
    assert core.impact >= 4
    hidden = {item.code for item in draft.instrument.items if item.confidential_alert}
    assert not hidden & refs.keys()


def test_what_several_lists_and_the_diagnosis_find_on_a_topic_is_one_action(
    session: Session,
) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft, 4)
    session.assessments.answer(draft.id, rated("D10.2", 1))
    for standard, code in (("iso_9001_2015", "10.2.1"), ("iso_14001", "10.2"), (LIST, "G10")):
        gap = session.gaps.start(draft.firm_id, standard)
        session.gaps.answer(gap.id, GapAnswer(code, State.FAILS))
    for lang in ("es", "en"):
        plan = session.plans.of_firm(draft.firm_id, lang)
        every = (*plan.actions, *plan.waiting)
        (action,) = (one for one in every if one.action_key == "corrective_action")
        assert {ref.item for ref in action.findings} == {"D10.2", "10.2.1", "10.2"}
        topic = shipped_topics().topic("corrective_action")
        assert action.title == topic.action.in_(lang)
        assert action.expected_result == topic.expected.in_(lang)
        (pests,) = (one for one in every if one.action_key == "pest_control")
        point = shipped_standard(LIST).requirement("G10")
        assert pests.title == point.action.in_(lang)


def test_the_law_comes_before_the_target_standard(session: Session) -> None:
    firm = firm_with(session, target_standards=(LIST,))
    gap_of(session, firm, 3)
    gap_of(session, firm, 2, "eu_food")
    blocks = [one.blocks for one in session.plans.of_firm(firm.id).carried]
    assert blocks[0] == "law"
    assert blocks == sorted(blocks, key=["law", "standard", ""].index)


def test_an_edit_is_durable_and_can_be_taken_back(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 2)
    action = first(session.plans.of_firm(firm.id))
    before = session.plans.edit(
        firm.id, action.id, {"responsible": "Ana Ñúñez", "cost": 1_000_000, "advance": 20}
    )
    told = session.plans.of_firm(firm.id).action(action.id)
    assert (told.responsible, told.cost, told.advance, told.kept) == (
        "Ana Ñúñez",
        1_000_000,
        20,
        True,
    )
    session.plans.undo(before)
    assert session.plans.of_firm(firm.id).action(action.id) == action


def test_taking_back_leaves_what_was_told_since(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 2)
    action = first(session.plans.of_firm(firm.id))
    before = session.plans.edit(firm.id, action.id, {"responsible": "Ana", "advance": 20})
    session.plans.edit(firm.id, action.id, {"responsible": "Luis", "cost": 500})
    assert not session.plans.undo(before)
    now = session.plans.of_firm(firm.id).action(action.id)
    assert (now.responsible, now.advance, now.cost) == ("Luis", action.advance, 500)
    assert (now.kept, now.starts_on, now.due_on) == (True, action.starts_on, action.due_on)


def test_taking_terms_back_leaves_what_was_told_since(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 1)
    before = session.plans.set_terms(firm.id, 30, "Icontec")
    session.plans.set_terms(firm.id, 30, "Bureau")
    session.plans.keep(firm.id, first(session.plans.of_firm(firm.id)).id)
    assert not session.plans.undo(before)
    terms = session.plans.of_firm(firm.id).terms
    assert (terms.hours, terms.certifier) == (None, "Bureau")
    assert terms.parameters


def test_an_edit_survives_the_end_of_the_program(tmp_path: Path) -> None:
    session = make_session(tmp_path / "w")
    firm = firm_with(session)
    gap_of(session, firm, 1)
    action = first(session.plans.of_firm(firm.id))
    session.plans.edit(firm.id, action.id, {"responsible": "Ana"})
    session.plans.set_terms(firm.id, 30, "Icontec")
    session.close()
    again = Session(Workspace.open(tmp_path / "w", ""))
    plan = again.plans.of_firm(firm.id)
    assert first(plan).responsible == "Ana"
    assert (plan.terms.hours, plan.terms.certifier) == (30, "Icontec")
    assert plan.terms.parameters
    again.close()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"due_on": date(2020, 1, 1)}, "due_on"),
        ({"cost": -1}, "cost"),
        ({"cost": 10, "eligible_cost": 11}, "eligible_cost"),
        ({"advance": 101}, "advance"),
        ({"effort": 6}, "effort"),
        ({"impact": 1}, "impact_reason"),
        ({"impact": 1, "impact_reason": "porque sí"}, "impact_reason"),
    ],
)
def test_values_that_break_a_rule_change_nothing(
    session: Session, values: dict[str, object], field: str
) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 1)
    before = session.plans.of_firm(firm.id)
    with pytest.raises(InvalidRecord) as caught:
        session.plans.edit(firm.id, first(before).id, values)
    assert field in caught.value.problems
    assert session.plans.of_firm(firm.id) == before


def test_impact_changes_with_a_reason_and_goes_back_without_one(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 1)
    action = first(session.plans.of_firm(firm.id))
    session.plans.edit(firm.id, action.id, {"impact": 1, "impact_reason": "El cliente no lo pide"})
    assert session.plans.of_firm(firm.id).action(action.id).impact == 1
    session.plans.edit(firm.id, action.id, {"impact": None, "impact_reason": None})
    assert session.plans.of_firm(firm.id).action(action.id).impact == action.impact


def test_a_kept_action_stays_when_its_finding_is_closed(session: Session) -> None:
    firm = firm_with(session)
    gap = gap_of(session, firm, 2)
    kept, other = session.plans.of_firm(firm.id).actions
    session.plans.keep(firm.id, kept.id)
    for one in gap.standard.requirements[:2]:
        session.gaps.answer(gap.id, GapAnswer(one.code, State.COMPLIES))
    plan = session.plans.of_firm(firm.id)
    assert [one.id for one in plan.actions] == [kept.id]
    assert [one.closed for one in first(plan).findings] == [True]
    assert first(plan).title == kept.title
    assert not plan.has(other.id)


def test_dates_of_a_kept_action_stand_still(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 2)
    kept, loose = session.plans.of_firm(firm.id).actions
    session.plans.keep(firm.id, kept.id)
    clock.use(clock.FixedClock(clock.now() + timedelta(days=10)))
    plan = session.plans.of_firm(firm.id)
    assert plan.action(kept.id).due_on == kept.due_on
    assert plan.action(loose.id).due_on == loose.due_on + timedelta(days=10)


def test_an_action_of_ones_own_is_added_moved_removed_and_each_taken_back(
    session: Session,
) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 3)
    own, added = session.plans.add(firm.id, "  Pintar la bodega ")
    assert session.plans.of_firm(firm.id).action(own).title == "Pintar la bodega"
    moved = session.plans.move(firm.id, own, 0)
    assert first(session.plans.of_firm(firm.id)).id == own
    session.plans.undo(moved)
    assert first(session.plans.of_firm(firm.id)).id != own
    removed = session.plans.remove(firm.id, own)
    assert not session.plans.of_firm(firm.id).has(own)
    session.plans.undo(removed)
    assert session.plans.of_firm(firm.id).has(own)
    session.plans.undo(added)
    assert not session.plans.of_firm(firm.id).has(own)
    with pytest.raises(InvalidRecord):
        session.plans.add(firm.id, "  ")


def test_a_removed_proposal_stays_away_until_it_is_taken_back(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 2)
    gone = first(session.plans.of_firm(firm.id))
    before = session.plans.remove(firm.id, gone.id)
    assert gone.title not in [one.title for one in session.plans.of_firm(firm.id).actions]
    session.plans.undo(before)
    assert session.plans.of_firm(firm.id).action(gone.id) == gone


def test_what_waits_takes_the_place_of_what_was_done(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 20)
    plan = session.plans.of_firm(firm.id)
    assert (len(plan.carried), len(plan.waiting)) == (12, 7)
    session.plans.edit(firm.id, first(plan).id, {"status": Status.DONE})
    after = session.plans.of_firm(firm.id)
    assert (len(after.carried), len(after.waiting)) == (12, 6)
    assert after.carried[-1].id == plan.waiting[0].id
    assert after.ended[0].advance == 100


def test_who_verified_and_when_is_noted_and_forgotten_with_the_state(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 1)
    action = first(session.plans.of_firm(firm.id))
    session.plans.edit(firm.id, action.id, {"status": Status.VERIFIED})
    told = first(session.plans.of_firm(firm.id))
    assert (told.verified_by, told.verified_on) == ("Lucía Arboleda", clock.today())
    session.plans.edit(firm.id, action.id, {"status": Status.IN_PROGRESS})
    assert first(session.plans.of_firm(firm.id)).verified_by == ""


def test_an_empty_list_of_what_comes_before_is_told_too(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 60, "iso_9001_2015")
    plan = session.plans.of_firm(firm.id)
    every = (*plan.actions, *plan.waiting)
    action = next(one for one in every if one.after)
    before = session.plans.edit(firm.id, action.id, {"after": ()})
    told = session.plans.of_firm(firm.id).action(action.id)
    assert (told.after, told.by_hand) == ((), {"after"})
    assert session.plans.undo(before)
    assert session.plans.of_firm(firm.id).action(action.id).after == action.after


def test_a_circle_is_refused_however_long_it_is(session: Session) -> None:
    firm = firm_with(session)
    gap_of(session, firm, 3)
    one, two, three = session.plans.of_firm(firm.id).actions[:3]
    session.plans.edit(firm.id, two.id, {"after": (one.name,)})
    session.plans.edit(firm.id, three.id, {"after": (two.name,)})
    for later in (one, two, three):
        with pytest.raises(InvalidRecord) as refused:
            session.plans.edit(firm.id, one.id, {"after": (later.name,)})
        assert "after" in refused.value.problems
    assert session.plans.of_firm(firm.id).action(one.id).after == one.after


def test_a_closing_file_is_kept_whatever_it_backed_is_taken_away(session: Session) -> None:
    firm = make_firm(session)
    agree_to_photos(session, firm)
    gap = gap_of(session, firm, 1)
    action = first(session.plans.of_firm(firm.id))
    link = Link(gap.id, gap.standard.requirements[0].code)
    piece = session.evidence.add(photo(), link)
    assert session.evidence.keep(photo(), firm.id).id == piece.id  # the same file is one
    session.plans.edit(firm.id, action.id, {"closing_attachment_id": piece.id})
    session.evidence.remove(piece.id)
    plan = session.plans.of_firm(firm.id)
    assert session.plans.proofs(plan)[piece.id].is_picture
    assert session.evidence.picture(piece.id)


def test_without_leave_for_photos_only_a_paper_is_kept(session: Session) -> None:
    firm = firm_with(session)
    with pytest.raises(ConsentNeeded):
        session.evidence.keep(photo(), firm.id)
    assert not session.evidence.keep(paper(), firm.id).is_picture


def check(session: Session, gap: GapView, key: str) -> tuple[bool | None, str]:
    checks = session.gaps.get(gap.id).verdict.checks
    found = next(one for one in checks if one.key == key)
    return found.holds, found.actual


def minor(gap: GapView) -> str:
    return next(one.code for one in gap.standard.requirements if one.severity == "m")


@pytest.mark.parametrize(
    ("standard", "key", "status"),
    [
        ("globalgap_option2_qms", "dated_actions", Status.PENDING),
        ("bap_farm_3_1", "closed_actions", Status.DONE),
    ],
)
def test_a_verdict_knows_the_actions_of_its_minors(
    session: Session, standard: str, key: str, status: Status
) -> None:
    firm = firm_with(session)
    gap = session.gaps.start(firm.id, standard)
    for one in gap.standard.requirements:
        state = State.FAILS if one.code == minor(gap) else State.COMPLIES
        session.gaps.answer(gap.id, GapAnswer(one.code, state))
    assert check(session, gap, key) == (False, "0")
    action = first(session.plans.of_firm(firm.id))
    session.plans.edit(firm.id, action.id, {"status": status})
    assert check(session, gap, key) == (True, "1")


def test_nothing_is_kept_after_the_authorization_was_taken_back(session: Session) -> None:
    firm = make_firm(session)
    with pytest.raises(ConsentNeeded):
        session.plans.add(firm.id, "Pintar")
    assert session.plans.of_firm(firm.id).actions == ()


def test_the_hours_and_the_certifier_are_told_and_taken_back(session: Session) -> None:
    firm = firm_with(session)
    session.plans.set_terms(firm.id, 30, "Icontec")
    told = session.plans.set_terms(firm.id, 10, "Otra")
    assert session.plans.of_firm(firm.id).terms.hours == 10
    session.plans.undo(told)
    terms = session.plans.of_firm(firm.id).terms
    assert (terms.hours, terms.certifier) == (30, "Icontec")


def test_hours_below_nothing_are_refused(session: Session) -> None:
    firm = firm_with(session)
    with pytest.raises(InvalidRecord):
        session.plans.set_terms(firm.id, -1, "")
