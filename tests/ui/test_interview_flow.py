"""The course of an interview, without a window."""

from __future__ import annotations

import pytest

from advisor_app.domain.answers import AnswerState, Evidence, not_applicable, rated
from advisor_app.domain.instrument import Profile, shipped_instrument
from ui.interview_flow import InterviewFlow, Lack, Mark

PROFILE = Profile("agroindustry_food", {"has_employees": True})


def flow(answers=(), current=None, form="short", role="owner"):
    instrument = shipped_instrument()
    items = instrument.applicable(PROFILE, form)
    return InterviewFlow(instrument, items, {a.item: a for a in answers}, current, role)


def keep(interview):
    answer = interview.unsaved
    assert answer is not None
    interview.kept(answer)
    return answer


def answer_and_go_on(interview, level=2):
    interview.choose(level)
    if interview.draft.asks_evidence:
        interview.grade(Evidence.OBSERVED)
    target = interview.following
    keep(interview)
    if target is not None:
        interview.go(target)
    return target


def codes(interview):
    return [item.code for item in interview.items]


def test_a_new_interview_starts_at_the_first_item():
    assert flow().item.code == "D1.1"
    assert flow().done == 0
    assert flow().total == len(shipped_instrument().applicable(PROFILE, "short"))


def test_a_draft_reopens_at_the_item_where_it_stood():
    assert flow([rated("D1.1", 2)], current="D3.2").item.code == "D3.2"


def test_a_draft_whose_item_no_longer_applies_reopens_at_the_first_one_pending():
    assert flow([rated("D1.1", 2)], current="D99.1").item.code == "D1.3"


def test_an_item_without_answer_does_not_let_the_interview_go_on():
    assert flow().lack is Lack.ANSWER


def test_levels_one_and_two_need_no_evidence_and_are_kept_as_declared():
    interview = flow()
    interview.choose(2)
    assert interview.lack is None
    assert not interview.grade(Evidence.VERIFIED)
    assert keep(interview).evidence is Evidence.DECLARED


def test_level_three_asks_how_it_was_seen():
    interview = flow()
    interview.choose(3)
    assert interview.lack is Lack.EVIDENCE
    assert interview.grade(Evidence.VERIFIED)
    assert interview.lack is None
    assert keep(interview).evidence is Evidence.VERIFIED


def test_a_level_without_grade_counts_as_declared_the_most_cautious():
    interview = flow()
    interview.choose(4)
    assert keep(interview).evidence is Evidence.DECLARED


def test_ticks_are_kept_only_from_level_three_up():
    interview = flow()
    interview.choose(3)
    interview.tick(1, True)
    assert keep(interview).checks == (False, True, False)
    interview.choose(2)
    assert keep(interview).checks == ()


def test_what_was_kept_is_not_written_again():
    interview = flow([rated("D1.1", 2, Evidence.DECLARED)], current="D1.1")
    assert interview.unsaved is None
    interview.choose(2)
    answer = interview.unsaved
    assert answer is not None
    assert answer.role == "owner"


def test_not_applicable_keeps_its_reason_and_not_seen_drops_the_level():
    interview = flow()
    interview.choose(4)
    interview.not_applicable("  No tiene proveedores de servicio ")
    assert keep(interview).na_reason == "No tiene proveedores de servicio"
    interview.not_seen()
    answer = keep(interview)
    assert answer.state is AnswerState.NOT_VERIFIED
    assert (answer.level, answer.evidence, answer.na_reason) == (None, None, "")


def test_the_role_stays_from_item_to_item_until_someone_else_answers():
    interview = flow()
    answer_and_go_on(interview)
    interview.hear("production")
    answer_and_go_on(interview)
    answer_and_go_on(interview)
    assert [a.role for a in interview.answers.values()] == ["owner", "production", "production"]


def test_an_old_answer_shows_who_gave_it_and_a_new_one_who_gives_it():
    interview = flow([rated("D1.1", 2)], current="D1.1", role="manager")
    assert interview.unsaved is None
    interview.choose(3)
    assert keep(interview).role == "manager"


def test_enter_passes_over_what_was_answered_before():
    interview = flow([rated("D1.3", 2)])
    assert answer_and_go_on(interview) == codes(interview)[2]


def test_looking_back_at_an_answer_goes_on_to_the_next_in_order():
    interview = flow()
    for _ in range(3):
        answer_and_go_on(interview)
    interview.go(codes(interview)[0])
    assert interview.following == codes(interview)[1]


def test_what_was_left_for_later_comes_back_at_the_end():
    interview = flow()
    skipped = codes(interview)[0]
    interview.go(codes(interview)[1])
    while (target := answer_and_go_on(interview)) != skipped:
        assert target is not None
    assert interview.pending == (skipped,)
    assert answer_and_go_on(interview) is None
    assert interview.done == interview.total


def test_the_second_round_asks_only_what_the_first_did_not():
    first = flow()
    while answer_and_go_on(first) is not None:
        pass
    second = flow(first.answers.values(), form="full")
    asked = [second.item.code]
    while (target := answer_and_go_on(second)) is not None:
        asked.append(target)
    assert set(asked).isdisjoint(first.answers)
    assert second.done == second.total


def test_the_place_within_the_dimension_is_counted_among_what_is_asked():
    interview = flow(form="full", current="D3.3")
    assert interview.dimension.code == "D3"
    assert interview.place_in_dimension[0] == 3


def test_the_rail_counts_every_kind_of_answer():
    interview = flow(
        [rated("D1.1", 2), not_applicable("D1.3", "no hay nadie más aquí")], current="D1.1"
    )
    first = interview.progress[0]
    assert first.marks[:2] == (Mark.RATED, Mark.NOT_APPLICABLE)
    assert first.done == 2
    assert first.is_current
    assert interview.progress[1].done == 0


def test_a_dimension_opens_at_its_first_pending_item():
    interview = flow([rated("D1.1", 2)])
    assert interview.entry_of("D1") == "D1.3"
    assert flow([rated("D1.1", 2), rated("D1.3", 2)]).entry_of("D1") == "D1.1"


def test_undo_on_the_same_item_takes_back_what_was_just_said():
    interview = flow()
    interview.choose(4)
    step = interview.undo()
    assert step is not None
    interview.undone(step)
    assert interview.draft.state is None
    assert interview.undo() is None


def test_undo_after_moving_on_returns_to_the_item_as_it_was():
    interview = flow([rated("D1.1", 2)], current="D1.1")
    answer_and_go_on(interview, level=4)
    step = interview.undo()
    assert step is not None
    assert (step.item, step.answer) == ("D1.1", rated("D1.1", 2))
    interview.undone(step)
    assert interview.item.code == "D1.1"
    assert interview.draft.level == 2


def test_undo_of_a_first_answer_leaves_the_item_unanswered():
    interview = flow()
    answer_and_go_on(interview)
    step = interview.undo()
    assert step is not None
    interview.undone(step)
    assert interview.item.code == "D1.1"
    assert interview.done == 0
    assert interview.undo() is None


def test_several_slips_are_undone_one_by_one_backwards():
    interview = flow()
    places = [interview.item.code]
    places += [answer_and_go_on(interview) for _ in range(3)]
    back = []
    while (step := interview.undo()) is not None:
        interview.undone(step)
        back.append(step.item)
    assert back == places[2::-1]


def test_an_answer_kept_while_still_on_the_item_can_be_undone_there():
    interview = flow()
    interview.choose(2)
    keep(interview)
    step = interview.undo()
    assert step is not None
    assert (step.item, step.answer) == ("D1.1", None)


def test_the_last_answer_of_all_can_be_undone_from_the_pause_after_it():
    interview = flow()
    while answer_and_go_on(interview) is not None:
        last = interview.item.code
    interview.rest()
    step = interview.undo()
    assert step is not None
    assert step.item == interview.item.code == last


@pytest.mark.parametrize("place", [0, -1])
def test_before_the_first_and_after_the_last_there_is_nothing(place):
    interview = flow()
    interview.go(codes(interview)[place])
    before, after = interview.neighbours
    assert (before if place == 0 else after) is None


def test_a_note_without_an_answer_is_known_to_be_loose():
    interview = flow()
    interview.annotate("Lo explica la hija, que lleva las cuentas")
    assert interview.has_loose_note
    interview.not_seen()
    assert not interview.has_loose_note
    assert keep(interview).note == "Lo explica la hija, que lleva las cuentas"
