"""Beginning the next edition takes nothing from the plan before its points are answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor_app.domain.actions import Action
from advisor_app.domain.firm import Firm
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.services.gaps import GapView
from advisor_app.services.session import Session
from tests.builders import answer_list, consent, make_firm
from tests.spreadsheet import panela

OLDER, NEWER = "iso_9001_2015", "iso_9001_2026"


@pytest.fixture
def firm(session: Session) -> Firm:
    made = make_firm(session)
    consent(session, made)
    return made


def begun(session: Session, firm: Firm, *failing: str) -> GapView:
    """The old edition with these points open, and the new one without an answer."""
    answer_list(session, session.gaps.start(firm.id, OLDER), *failing)
    return session.groups.begin(firm.id, NEWER)


def refs(session: Session, firm: Firm) -> set[tuple[str, str]]:
    actions = session.plans.of_firm(firm.id).actions
    return {(ref.list_name, ref.item) for one in actions for ref in one.findings if not ref.closed}


def say(session: Session, view: GapView, state: State, *codes: str) -> None:
    for code in codes:
        session.gaps.answer(view.id, GapAnswer(code, state))


def test_beginning_the_new_edition_leaves_the_plan_as_it_was(session: Session, firm: Firm) -> None:
    answer_list(session, session.gaps.start(firm.id, OLDER), "5.1.1", "9.2.1")
    before = refs(session, firm)
    assert len(before) == 2
    session.groups.begin(firm.id, NEWER)
    assert refs(session, firm) == before


def test_a_point_answered_in_the_new_edition_counts_from_there(
    session: Session, firm: Firm
) -> None:
    new = begun(session, firm, "5.1.1", "9.2.1")
    say(session, new, State.COMPLIES, "9.2.1")
    assert refs(session, firm) == {("ISO 9001:2015", "5.1.1")}
    say(session, new, State.PARTIAL, "5.1.1")
    assert refs(session, firm) == {("ISO 9001:2026", "5.1.1")}


def test_a_split_point_stays_until_both_of_its_parts_are_answered(
    session: Session, firm: Firm
) -> None:
    new = begun(session, firm, "8.2.3")
    say(session, new, State.COMPLIES, "8.2.3.1")
    assert refs(session, firm) == {("ISO 9001:2015", "8.2.3")}
    say(session, new, State.COMPLIES, "8.2.3.2")
    assert refs(session, firm) == set()


def one_action(session: Session, firm: Firm) -> Action:
    (action,) = session.plans.of_firm(firm.id).actions
    return action


def test_an_agreed_action_of_a_moved_point_closes_where_the_point_went(
    session: Session, firm: Firm
) -> None:
    new = begun(session, firm, "10.3")
    session.plans.edit(firm.id, one_action(session, firm).id, {"responsible": "Rosa"})
    assert [ref.item for ref in one_action(session, firm).findings if not ref.closed] == ["10.3"]
    say(session, new, State.COMPLIES, "10.1")
    assert [ref.closed for ref in one_action(session, firm).findings] == [True]


def test_what_the_new_edition_no_longer_has_stays_until_enough_of_it_was_seen(
    session: Session, firm: Firm, tmp_path: Path
) -> None:
    answer_list(session, session.gaps.start(firm.id, OLDER), "9.2.1")
    book = panela.workbook()
    book["Lista"].append(["Familia", "iso_9001"])
    book.save(tmp_path / "own.xlsx")
    session.lists.install(tmp_path / "own.xlsx")
    own = session.gaps.start(firm.id, "panela_propia")
    say(session, own, State.COMPLIES, "C.1")
    assert refs(session, firm) == {("ISO 9001:2015", "9.2.1")}
    answer_list(session, own)
    assert refs(session, firm) == set()
