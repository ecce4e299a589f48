"""What other lists propose, beside the points of this one: seen, accepted by a key, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.gap import GapAnswer, State
from tests.builders import consent, make_firm, make_session
from tests.disks import disk, fill
from tests.ui.hands import expose
from ui.dialogs.question import Question
from ui.models.headed_rows import KEY, ROW
from ui.screens.gap import GapScreen

POINT = "9.2.1"
NEXT = "9.2.2"


@pytest.fixture
def firm(session):
    made = make_firm(session)
    consent(session, made)
    return made


@pytest.fixture
def nature(session, firm):
    quality = session.gaps.start(firm.id, "iso_9001_2015")
    session.gaps.answer(quality.id, GapAnswer(POINT, State.COMPLIES, note="Programa firmado"))
    session.gaps.answer(quality.id, GapAnswer(NEXT, State.PARTIAL))
    return session.gaps.start(firm.id, "iso_14001")


@pytest.fixture
def screen(window, tasks, nature):
    window.go("gap", assessment_id=nature.id, item=POINT)
    tasks.wait_idle()
    return window.screen_shown


@pytest.fixture
def press(qtbot, screen, tasks):
    def pressed(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(screen.list, key, modifier)
        tasks.wait_idle()

    return pressed


def quality_of(session, firm):
    """The list that is under way already."""
    return session.gaps.start(firm.id, "iso_9001_2015")


def states(session, gap):
    return dict(session.gaps.get(gap.id).states)


def row_of(screen, code):
    return screen.model.place_of(code).data(ROW)


def test_a_proposal_is_seen_and_is_no_answer(screen, session, nature):
    assert row_of(screen, POINT).proposed == "Propuesto: cumple"
    assert row_of(screen, POINT).mark == ""
    spoken = screen.model.place_of(POINT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Propuesto: cumple" in spoken
    card = screen.proposals.card
    assert card.isVisible()
    assert card.sources.text().startswith("ISO 9001:2015, 9.2.1 (")
    assert card.sources.text().endswith("cumple. Programa firmado")
    assert states(session, nature) == {}


def test_a_key_accepts_leads_on_and_is_taken_back(screen, press, session, nature):
    after = screen.model.next_after(POINT)
    press("A")
    assert states(session, nature) == {POINT: State.COMPLIES}
    assert screen.list.currentIndex().data(KEY) == after
    assert row_of(screen, POINT).proposed == ""
    press("Z", Qt.KeyboardModifier.ControlModifier)
    assert states(session, nature) == {}
    assert screen.list.currentIndex().data(KEY) == POINT
    assert screen.proposals.card.isVisible()


def test_a_point_without_a_proposal_says_so(screen, press, session, nature, window):
    screen.list.setCurrentIndex(screen.model.place_of(screen.model.next_after("")))
    assert not screen.proposals.card.isVisible()
    press("A")
    assert "no tiene propuesta" in window.bar.state.text()
    assert states(session, nature) == {}


def test_a_chapter_is_accepted_after_a_question_and_taken_back_at_once(
    screen, session, nature, tasks, qtbot
):
    qtbot.mouseClick(screen.proposals.card.all_button, Qt.MouseButton.LeftButton)
    question = screen.findChild(Question)
    assert states(session, nature) == {}
    qtbot.mouseClick(question.yes_button, Qt.MouseButton.LeftButton)
    tasks.wait_idle()
    assert states(session, nature) == {POINT: State.COMPLIES, NEXT: State.PARTIAL}
    assert screen.focusWidget() is screen.list
    qtbot.mouseClick(screen.undo_button, Qt.MouseButton.LeftButton)
    tasks.wait_idle()
    assert states(session, nature) == {}


def test_the_filter_shows_only_what_is_proposed(screen, nature):
    screen.filter.set_value("proposed")
    screen._refresh()
    rows = [screen.model.index(n, 0).data(ROW) for n in range(screen.model.rowCount())]
    assert [row.key for row in rows if row.key] == [POINT, NEXT]


def test_an_answer_given_elsewhere_meanwhile_appears_as_a_proposal(
    screen, session, firm, qtbot, tasks
):
    quality = session.gaps.start(firm.id, "iso_9001_2015")
    session.gaps.answer(quality.id, GapAnswer(POINT, State.FAILS))
    qtbot.waitUntil(lambda: row_of(screen, POINT).proposed == "Propuesto: no cumple")


def test_what_is_proposed_otherwise_by_now_is_shown_and_not_accepted(
    screen, session, nature, firm, qtbot, tasks, window
):
    session.gaps.answer(quality_of(session, firm).id, GapAnswer(POINT, State.FAILS))
    qtbot.keyClick(screen.list, "A")  # the window has not heard of it yet
    tasks.wait_idle()
    assert states(session, nature) == {}
    assert screen.list.currentIndex().data(KEY) == POINT
    qtbot.waitUntil(lambda: row_of(screen, POINT).proposed == "Propuesto: no cumple")
    assert "véalo otra vez" in window.bar.state.text()
    assert not screen.undo_button.isEnabled()


def test_a_list_closed_meanwhile_accepts_nothing_and_says_so(screen, press, session, nature):
    session.gaps.close(nature.id)
    press("A")
    assert "ya está cerrada" in screen.trouble.text.text()
    assert states(session, nature) == {}
    assert not screen.proposals.card.isVisible()
    assert not screen.unsaved()


def test_what_changes_while_a_chapter_is_asked_for_waits_and_the_rest_is_accepted(
    screen, session, nature, firm, tasks, qtbot
):
    qtbot.mouseClick(screen.proposals.card.all_button, Qt.MouseButton.LeftButton)
    session.gaps.answer(quality_of(session, firm).id, GapAnswer(POINT, State.FAILS))
    qtbot.waitUntil(lambda: row_of(screen, POINT).proposed == "Propuesto: no cumple")
    screen.findChild(Question).yes_button.click()
    tasks.wait_idle()
    assert states(session, nature) == {NEXT: State.PARTIAL}
    assert screen.list.currentIndex().data(KEY) == POINT


def test_proposals_without_room_wait_on_the_screen_and_are_accepted_once_there_is(
    qtbot, context, tasks, navigator, tmp_path
):
    with disk(tmp_path / "small", 8) as place:
        session = context.session = make_session(place / "workspace")
        firm = make_firm(session)
        consent(session, firm)
        quality = session.gaps.start(firm.id, "iso_9001_2015")
        for one in quality.standard.requirements:
            session.gaps.answer(quality.id, GapAnswer(one.code, State.COMPLIES))
        nature = session.gaps.start(firm.id, "iso_14001")
        screen = GapScreen(context)
        expose(qtbot, screen)
        screen.open(assessment_id=nature.id)
        tasks.wait_idle()
        waiting = list(screen.proposals.states)
        screen.list.setCurrentIndex(screen.model.place_of(waiting[0]))
        ballast = fill(place)
        while not screen.trouble.isVisible():  # the journal may still have some room
            screen.list.setCurrentIndex(screen.model.place_of(waiting.pop(0)))
            qtbot.keyClick(screen.list, "A")
            tasks.wait_idle()
        assert "El disco está lleno" in screen.trouble.text.text()
        before = states(session, nature)
        ballast.unlink()
        navigator.retry()
        tasks.wait_idle()
        assert len(states(session, nature)) == len(before) + 1
        assert not screen.trouble.isVisible()
        context.session = None
        session.close()


def test_a_closed_list_proposes_nothing(screen, session, nature, tasks, window):
    session.gaps.close(nature.id)
    window.go("gap", assessment_id=nature.id, item=POINT)
    tasks.wait_idle()
    assert not screen.proposals.card.isVisible()
    assert row_of(screen, POINT).proposed == ""
