"""What other lists propose, beside the points of this one: seen, accepted by a key, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.gap import GapAnswer, State
from tests.builders import consent, make_firm
from ui.dialogs.question import Question
from ui.models.requirement_list import CODE, ROW

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
    assert screen.list.currentIndex().data(CODE) == after
    assert row_of(screen, POINT).proposed == ""
    press("Z", Qt.KeyboardModifier.ControlModifier)
    assert states(session, nature) == {}
    assert screen.list.currentIndex().data(CODE) == POINT
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
    assert [row.requirement.code for row in rows if not row.is_heading] == [POINT, NEXT]


def test_an_answer_given_elsewhere_meanwhile_appears_as_a_proposal(
    screen, session, firm, qtbot, tasks
):
    quality = session.gaps.start(firm.id, "iso_9001_2015")
    session.gaps.answer(quality.id, GapAnswer(POINT, State.FAILS))
    qtbot.waitUntil(lambda: row_of(screen, POINT).proposed == "Propuesto: no cumple")


def test_a_closed_list_proposes_nothing(screen, session, nature, tasks, window):
    session.gaps.close(nature.id)
    window.go("gap", assessment_id=nature.id, item=POINT)
    tasks.wait_idle()
    assert not screen.proposals.card.isVisible()
    assert row_of(screen, POINT).proposed == ""
