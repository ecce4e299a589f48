"""The result of a gap: the rule condition by condition, what is asked beside it, and closing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from advisor_app.domain.gap import GapAnswer, State
from tests.builders import consent, make_firm
from tests.ui.hands import expose, type_text
from ui.dialogs.question import Question
from ui.screens.gap_result import GapResultScreen
from ui.widgets.row_button import RowButton

LIST = "iso_9001_2026"


@pytest.fixture
def gap(session):
    firm = make_firm(session)
    consent(session, firm)
    return session.gaps.start(firm.id, LIST)


@pytest.fixture
def screen(qtbot, context, session):
    made = GapResultScreen(context)
    expose(qtbot, made)
    return made


@pytest.fixture
def opens(screen, gap, tasks):
    def opened():
        screen.open(assessment_id=gap.id)
        tasks.wait_idle()

    return opened


def comply(session, gap, *but):
    for one in gap.standard.requirements:
        state = State.FAILS if one.code in but else State.COMPLIES
        session.gaps.answer(gap.id, GapAnswer(one.code, state))


def texts(screen):
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]


def test_a_list_hardly_seen_is_called_preliminary(screen, opens, session, gap):
    session.gaps.answer(gap.id, GapAnswer(gap.standard.requirements[0].code, State.COMPLIES))
    opens()
    assert any(text.startswith("Resultado preliminar") for text in texts(screen))


def test_what_is_asked_beside_the_list_changes_the_verdict(
    screen, opens, session, gap, qtbot, tasks
):
    comply(session, gap)
    opens()
    assert any(text.startswith("Falta saberlo") for text in texts(screen))
    months = screen.asked["months_of_records"].editor
    months.setFocus()
    type_text(qtbot, months, "4")
    qtbot.keyClick(months, Qt.Key.Key_Tab)
    tasks.wait_idle()
    known = session.gaps.get(gap.id)
    assert known.prerequisites.months_of_records == 4
    assert known.verdict.passes is True
    assert not any(text.startswith("Falta saberlo") for text in texts(screen))


def test_the_sample_that_is_asked_for_is_named_and_decides(screen, session, gap, tasks):
    spa = session.gaps.start(gap.firm_id, "iso_17679_wellness_spa")
    comply(session, spa)
    screen.open(assessment_id=spa.id)
    tasks.wait_idle()
    field = screen.asked["own_sample"]
    assert "diez expedientes de clientes" in field.message.text()
    assert session.gaps.get(spa.id).verdict.passes is None
    field.editor.chosen.emit("yes")
    tasks.wait_idle()
    assert session.gaps.get(spa.id).verdict.passes is True


def test_a_point_that_blocks_leads_to_its_place_in_the_list(screen, opens, session, gap, navigator):
    major = next(one.code for one in gap.standard.requirements if one.severity == "M")
    comply(session, gap, major)
    opens()
    row = next(
        one for one in screen.findChildren(RowButton) if one.accessibleName().startswith(major)
    )
    row.click()
    assert navigator.visited == [("gap", {"assessment_id": gap.id, "item": major})]


def test_closing_is_asked_first_and_then_nothing_changes(screen, opens, session, gap, qtbot, tasks):
    comply(session, gap)
    opens()
    screen.close_button.click()
    question = screen.findChild(Question)
    question.reject()
    tasks.wait_idle()
    assert session.gaps.get(gap.id).is_open
    screen.close_button.click()
    screen.findChildren(Question)[-1].accept()
    tasks.wait_idle()
    assert not session.gaps.get(gap.id).is_open
    assert not screen.close_button.isVisible()
    assert not screen.asked["months_of_records"].editor.isEnabled()


@pytest.mark.parametrize("way", ["button", "key"])
def test_its_report_opens_by_button_and_by_key(screen, opens, gap, qtbot, navigator, way):
    opens()
    if way == "button":
        screen.report_button.click()
    else:
        qtbot.keyClick(screen, Qt.Key.Key_I)
    assert navigator.visited == [("report", {"kind": "gap", "subject_id": gap.id})]


def test_the_edition_and_its_transition_are_told(screen, opens):
    opens()
    assert any("2015" in text and "transición" in text for text in texts(screen))
