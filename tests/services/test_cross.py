"""One answer proposes itself in the firm's other lists, and is taken over only when accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.firm import Firm
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.services.errors import Closed, ConsentNeeded
from advisor_app.services.evidence import Link
from advisor_app.services.gaps import GapView, Scope
from advisor_app.services.session import Session
from advisor_app.store.errors import DiskFull
from tests.builders import consent, make_firm, make_session
from tests.disks import disk, fill
from tests.pictures import paper

POINT = "9.2.1"
NEXT = "9.2.2"


@pytest.fixture
def firm(session: Session) -> Firm:
    made = make_firm(session)
    consent(session, made)
    return made


@pytest.fixture
def quality(session: Session, firm: Firm) -> GapView:
    return session.gaps.start(firm.id, "iso_9001_2015")


@pytest.fixture
def nature(session: Session, firm: Firm) -> GapView:
    return session.gaps.start(firm.id, "iso_14001")


def say(session: Session, gap: GapView, state: State, code: str = POINT) -> None:
    session.gaps.answer(gap.id, GapAnswer(code, state, "No aplica aquí hoy", "Falta el acta"))


def answers(session: Session, gap: GapView) -> dict[str, GapAnswer]:
    return dict(session.gaps.get(gap.id).answers)


def shown_now(session: Session, gap: GapView, *codes: str) -> dict[str, State]:
    """What a list is proposed at these points, or at every point."""
    found = session.cross.proposed(gap.id)
    return {code: one.state for code, one in found.items() if not codes or code in codes}


def test_an_answer_proposes_itself_and_is_none_until_accepted(session, quality, nature):
    say(session, quality, State.PARTIAL)
    found = session.cross.proposed(nature.id)[POINT]
    assert found.state is State.PARTIAL
    assert [(one.list_id, one.code) for one in found.sources] == [("iso_9001_2015", POINT)]
    assert found.sources[0].note == "Falta el acta"
    assert answers(session, nature) == {}


def test_what_was_accepted_says_where_it_comes_from(session, quality, nature):
    say(session, quality, State.PARTIAL)
    session.cross.accept(nature.id, {POINT: State.PARTIAL})
    kept = answers(session, nature)[POINT]
    assert kept.state is State.PARTIAL
    assert kept.note.startswith("Propuesto por ISO 9001:2015 9.2.1, visto el ")
    assert POINT not in session.cross.proposed(nature.id)


def test_the_same_evidence_backs_both_until_it_is_undone(session, quality, nature):
    say(session, quality, State.COMPLIES)
    piece = session.evidence.add(paper(), Link(quality.id, POINT))
    accepted = session.cross.accept(nature.id, {POINT: State.COMPLIES})
    links = session.evidence.get(piece.id).links
    assert set(links) == {Link(quality.id, POINT), Link(nature.id, POINT)}
    session.cross.undo(accepted)
    assert answers(session, nature) == {}
    assert session.evidence.get(piece.id).links == (Link(quality.id, POINT),)
    assert session.cross.proposed(nature.id)[POINT].state is State.COMPLIES


def test_evidence_that_was_linked_by_hand_stays_when_it_is_undone(session, quality, nature):
    say(session, quality, State.COMPLIES)
    piece = session.evidence.add(paper(), Link(quality.id, POINT))
    session.evidence.link(piece.id, Link(nature.id, POINT))
    session.cross.undo(session.cross.accept(nature.id, {POINT: State.COMPLIES}))
    assert Link(nature.id, POINT) in session.evidence.get(piece.id).links


def test_an_answer_given_by_hand_is_never_written_over(session, quality, nature):
    say(session, quality, State.COMPLIES)
    say(session, nature, State.FAILS)
    assert session.cross.proposed(nature.id).keys().isdisjoint({POINT})
    assert session.cross.accept(nature.id, {POINT: State.COMPLIES}).answers == ()
    assert answers(session, nature)[POINT].state is State.FAILS


def test_undoing_leaves_what_was_changed_since(session, quality, nature):
    say(session, quality, State.COMPLIES)
    say(session, quality, State.COMPLIES, NEXT)
    piece = session.evidence.add(paper(), Link(quality.id, POINT))
    accepted = session.cross.accept(nature.id, shown_now(session, nature))
    assert [one.item for one in accepted.answers] == [POINT, NEXT]
    say(session, nature, State.FAILS)
    session.cross.undo(accepted)
    assert {code: one.state for code, one in answers(session, nature).items()} == {
        POINT: State.FAILS
    }
    assert Link(nature.id, POINT) in session.evidence.get(piece.id).links


def test_what_was_set_aside_elsewhere_proposes_nothing(session, firm, quality, nature):
    free = [one.code for one in quality.standard.requirements if one.na_allowed]
    for code in free:
        say(session, quality, State.NOT_APPLICABLE, code)
    assert session.cross.proposed(nature.id) == {}


def test_another_firm_and_one_site_propose_nothing(session, firm, nature):
    other = make_firm(session, legal_name="Otra", nit="", nit_dv="")
    consent(session, other)
    say(session, session.gaps.start(other.id, "iso_9001_2015"), State.COMPLIES)
    site = session.gaps.start(firm.id, "iso_9001_2015", scope=Scope("site", name="Planta 2"))
    say(session, site, State.COMPLIES)
    assert session.cross.proposed(nature.id) == {}


def test_the_later_assessment_of_a_list_decides(session, firm, quality, nature):
    say(session, quality, State.COMPLIES)
    session.gaps.close(quality.id)
    say(session, session.gaps.start(firm.id, "iso_9001_2015"), State.FAILS)
    found = session.cross.proposed(nature.id)[POINT]
    assert (found.state, len(found.sources)) == (State.FAILS, 1)


@pytest.mark.parametrize("change", [State.FAILS, None])
def test_nothing_is_accepted_that_was_not_shown(session, quality, nature, change):
    say(session, quality, State.COMPLIES)
    say(session, quality, State.PARTIAL, NEXT)
    shown = shown_now(session, nature)
    if change is None:
        session.gaps.clear(quality.id, POINT)
    else:
        say(session, quality, change)
    accepted = session.cross.accept(nature.id, shown)
    assert [one.item for one in accepted.answers] == [NEXT]
    assert answers(session, nature).keys() == {NEXT}


def backed(session: Session, gap: GapView) -> set[str]:
    """The points of a list that a piece of evidence backs."""
    pieces = session.evidence.of_assessment(gap.id)
    return {item for one in pieces for item in one.items_of(gap.id)}


def accept_for_ever(session: Session, gap: GapView, shown: dict[str, State]) -> None:
    """Accept and take back until the disk takes no more: its journal may still have some room."""
    while True:
        accepted = session.cross.accept(gap.id, shown)
        assert backed(session, gap) == answers(session, gap).keys()
        session.cross.undo(accepted)


def test_on_a_full_disk_proposals_are_accepted_with_their_evidence_or_not_at_all(tmp_path):
    with disk(tmp_path / "small", megabytes=8) as place:
        session = make_session(place / "workspace")
        try:
            firm = make_firm(session)
            consent(session, firm)
            quality, nature = (
                session.gaps.start(firm.id, one) for one in ("iso_9001_2015", "iso_14001")
            )
            first = quality.standard.requirements[0].code
            piece = session.evidence.add(paper(), Link(quality.id, first))
            for one in quality.standard.requirements:
                say(session, quality, State.COMPLIES, one.code)
                session.evidence.link(piece.id, Link(quality.id, one.code))
            shown = shown_now(session, nature)
            ballast = fill(place)
            with pytest.raises(DiskFull):
                accept_for_ever(session, nature, shown)
            assert backed(session, nature) == answers(session, nature).keys()
            ballast.unlink()
            session.cross.accept(nature.id, shown_now(session, nature))
            assert backed(session, nature) == answers(session, nature).keys() == shown.keys()
        finally:
            session.close()


def test_nothing_is_accepted_where_answers_are_not_taken(session, firm, quality, nature):
    say(session, quality, State.COMPLIES)
    signer = replace(session.people.new(firm.id), name="José Peña", role="owner")
    session.consents.give(firm.id, signer, {ConsentKind.DATA: False}, "spoken")
    with pytest.raises(ConsentNeeded):
        session.cross.accept(nature.id, {POINT: State.COMPLIES})
    session.consents.give(firm.id, signer, {ConsentKind.DATA: True}, "spoken")
    accepted = session.cross.accept(nature.id, {POINT: State.COMPLIES})
    session.gaps.close(nature.id)
    with pytest.raises(Closed):
        session.cross.accept(nature.id, {NEXT: State.COMPLIES})
    with pytest.raises(Closed):
        session.cross.undo(accepted)
