"""A lock, by hand or by the clock, at the worst moments: nothing falls over, nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from advisor_app.domain import clock
from tests.journeys.prepared import WORDS, Prepared, prepare
from ui.forms.identity import IdentityGroup

if TYPE_CHECKING:
    from tests.journeys.conftest import Starter
    from ui.advisor import FieldAdvisor

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "workspace")


@pytest.fixture
def advisor(start: Starter, prepared: Prepared) -> FieldAdvisor:
    made = start()
    made.unlocks(WORDS)
    return made


def lock(advisor: FieldAdvisor) -> None:
    advisor.press(Qt.Key.Key_L, CONTROL)


def unlock(advisor: FieldAdvisor) -> None:
    door: Any = advisor.arrive("unlock")
    advisor.reach(door.passphrase.line)
    advisor.type(WORDS)
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: advisor.window.context.session is not None, "the open workspace")
    advisor.rest()


def test_while_a_report_is_made(advisor: FieldAdvisor, prepared: Prepared) -> None:
    for _time in range(3):
        advisor.window.go("report", assessment_id=prepared.assessment_id)
        lock(advisor)
        unlock(advisor)
    report: Any = advisor.arrive("report")
    advisor.wait(report.save_button.isEnabled, "the preview")


def test_while_a_file_dialog_is_open(
    advisor: FieldAdvisor, prepared: Prepared, tmp_path: Path
) -> None:
    advisor.window.go("report", assessment_id=prepared.assessment_id)
    report: Any = advisor.arrive("report")
    advisor.wait(report.save_button.isEnabled, "the preview")
    report.save_pdf()
    advisor.wait(lambda: QApplication.activeModalWidget() is not None, "the file dialog")
    advisor.window.lock()
    advisor.arrive("unlock")
    assert QApplication.activeModalWidget() is None
    unlock(advisor)
    assert advisor.saves_report(prepared.assessment_id, tmp_path / "r.pdf").exists()


def test_while_a_note_is_written(advisor: FieldAdvisor, prepared: Prepared) -> None:
    advisor.window.go("interview", assessment_id=prepared.assessment_id)
    screen: Any = advisor.arrive("interview")
    advisor.type("2a")
    advisor.type("Una nota a med")
    advisor.window.lock()
    unlock(advisor)
    assert advisor.screen is screen
    assert screen.view.bar.sentence.text() == "Una nota a med"
    advisor.reach(screen.view.bar.sentence)
    advisor.press(Qt.Key.Key_End)
    advisor.type("ias")
    advisor.press(Qt.Key.Key_Return)
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: screen.flow.item.code != "D1.1", "the next question")
    session = advisor.window.context.open_session
    kept = session.assessments.get(prepared.assessment_id).answers["D1.1"]
    assert (kept.level, kept.note) == (2, "Una nota a medias")


def test_right_after_a_key(advisor: FieldAdvisor, prepared: Prepared) -> None:
    advisor.window.go("interview", assessment_id=prepared.assessment_id)
    screen: Any = advisor.arrive("interview")
    code = screen.flow.item.code
    advisor.type("2")
    advisor.window.lock()
    unlock(advisor)
    assert advisor.screen.route == "interview"
    advisor.rest()
    now: Any = advisor.screen
    assert now.flow.draft.level == 2
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: now.flow.item.code != code, "the next question")


def test_right_after_enter(advisor: FieldAdvisor, prepared: Prepared) -> None:
    advisor.window.go("interview", assessment_id=prepared.assessment_id)
    advisor.arrive("interview")
    advisor.type("2")
    advisor.press(Qt.Key.Key_Return)
    advisor.window.lock()
    unlock(advisor)
    session = advisor.window.context.open_session
    view = session.assessments.get(prepared.assessment_id)
    assert {code: answer.level for code, answer in view.answers.items()} == {"D1.1": 2}
    now: Any = advisor.arrive("interview")
    assert now.flow.item.code == view.current_item != "D1.1"
    assert not now.view.trouble.isVisible()


def test_while_a_firm_is_registered(advisor: FieldAdvisor) -> None:
    advisor.window.go("firm_form")
    form: Any = advisor.arrive("firm_form")
    who = form.groups.part(IdentityGroup)
    advisor.write(who.legal_name, "Quesos de Puracé")
    advisor.reach(who.nit)
    advisor.type("9990001")
    advisor.window.lock()
    unlock(advisor)
    assert advisor.screen is form
    assert who.legal_name.text() == "Quesos de Puracé"
    assert who.nit.text() == "9.990.001-7"


def test_a_clock_that_jumps_back_does_not_keep_it_open_nor_a_jump_ahead_lose_anything(
    advisor: FieldAdvisor, prepared: Prepared
) -> None:
    advisor.window.go("interview", assessment_id=prepared.assessment_id)
    advisor.arrive("interview")
    idle = advisor.application.idle
    assert idle is not None
    clock.use(clock.FixedClock(clock.now() - timedelta(days=365)))
    idle.look()
    assert advisor.window.context.session is not None
    advisor.type("2")
    clock.use(clock.FixedClock(clock.now() + timedelta(days=800)))
    advisor.wait(lambda: advisor.application.tasks.idle, "the writing")
    idle.look()
    unlock(advisor)
    now: Any = advisor.arrive("interview")
    assert now.flow.draft.level == 2


def test_closing_the_window_while_a_report_is_made_ends_cleanly(
    advisor: FieldAdvisor, prepared: Prepared, start: Starter
) -> None:
    advisor.window.go("report", assessment_id=prepared.assessment_id)
    advisor.window.close()
    assert not advisor.window.isVisible()
    again = start()
    again.unlocks(WORDS)
    assert again.window.context.open_session.verify() == []
