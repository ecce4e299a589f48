"""The laptop in the owner's hands: one sentence, one pad, and a way back that loses nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from advisor_app.domain.signature import Method, Party
from tests.ui.drawing import draw_by_mouse, draw_by_pen
from tests.ui.gates import (
    LEAST_TARGET,
    about,
    button_is_clipped,
    controls,
    is_tab_stop,
    label_is_clipped,
    name_of,
    tab_walk,
)
from tests.ui.signing import Signing
from ui import settings as choices
from ui.widgets.signature_pad import SHAPE


@pytest.fixture
def advisor(qtbot, window, tasks, session) -> Signing:
    made = Signing(qtbot, window, tasks, session)
    made.open()
    made.names()
    return made


def test_who_signs_sees_only_the_sentence_and_the_pad(advisor):
    sheet = advisor.hand_over()
    assert sheet.geometry() == advisor.window.geometry()
    assert sheet.sentence.text() == (
        f"Yo, José Peña, 34567890, firmo: Informe de diagnóstico {advisor.document.number}, "
        "versión 1."
    )
    assert "Me explicaron este documento" in sheet.statement.text()
    assert "Huella del contenido" in sheet.statement.text()
    assert sheet.sentence.font().pixelSize() >= 14 * 96 / 72


def test_esc_gives_the_laptop_back_and_the_ink_stays(advisor):
    advisor.hand_over()
    draw_by_mouse(advisor.sheet.pad)
    drawn = advisor.sheet.pad.strokes
    QTest.keyClick(advisor.sheet.pad, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert advisor.form.ink.isVisible()
    assert advisor.screen.unsaved()
    advisor.hand_over()
    assert advisor.sheet.pad.strokes == drawn
    advisor.sheet.sign_button.click()
    advisor.wait()
    assert advisor.methods() == [(Party.FIRM, Method.DRAWN)]


def test_a_pen_s_pressure_reaches_the_record(advisor):
    advisor.hand_over()
    draw_by_pen(advisor.sheet.pad, [0.2 + 0.02 * step for step in range(30)])
    advisor.sheet.sign_button.click()
    advisor.wait()
    (kept,) = advisor.stored()
    assert [point.pressure for point in kept.strokes[0]][::29] == [0.2, 0.78]


@pytest.mark.parametrize(("steps", "told"), [(0, "Falta la firma"), (3, "muy corto")])
def test_a_dot_or_nothing_is_no_signature(advisor, steps, told):
    advisor.hand_over()
    if steps:
        draw_by_mouse(advisor.sheet.pad, steps)
    advisor.sheet.sign_button.click()
    advisor.wait()
    assert told in advisor.sheet.problem.text()
    assert advisor.sheet.problem.isVisible()
    assert advisor.stored() == []
    draw_by_mouse(advisor.sheet.pad)
    assert not advisor.sheet.problem.isVisible()


def test_strokes_are_taken_back_with_buttons_and_keys(advisor):
    sheet = advisor.hand_over()
    assert not sheet.undo_button.isEnabled()
    draw_by_mouse(sheet.pad)
    draw_by_mouse(sheet.pad)
    sheet.undo_button.click()
    assert len(sheet.pad.strokes) == 1
    QTest.keyClick(sheet.pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sheet.pad.strokes == ()


def test_a_second_tap_signs_no_second_time(advisor):
    advisor.hand_over()
    draw_by_mouse(advisor.sheet.pad)
    button = advisor.sheet.sign_button
    button.click()
    button.click()
    advisor.wait()
    assert len(advisor.stored()) == 1


@pytest.mark.parametrize(
    ("size", "colours"), [(100, "light"), (150, "sun"), (200, "sun"), (200, "dark")]
)
def test_the_pad_passes_the_gates_of_every_screen(advisor, settings, size, colours):
    settings.set(choices.TEXT_PERCENT, size)
    settings.set(choices.THEME, colours)
    advisor.open()
    advisor.names()
    sheet = advisor.hand_over()
    draw_by_mouse(sheet.pad)
    advisor.wait()

    def shown(kind: type) -> list[QWidget]:
        return [one for one in sheet.findChildren(kind) if one.isVisible()]

    assert not [about(one) for one in controls(sheet) if not name_of(one)]
    clipped = [about(one) for one in shown(QLabel) if label_is_clipped(one) and one != sheet.pad]
    clipped += [about(one) for one in shown(QPushButton) if button_is_clipped(one)]
    assert not clipped
    small = [one for one in shown(QPushButton) if min(one.width(), one.height()) < LEAST_TARGET]
    assert not [about(one) for one in small]
    expected = {one for one in controls(sheet) if is_tab_stop(one)}
    assert set(tab_walk(len(expected) + 3)) == expected
    assert sheet.rect().contains(sheet.pad.geometry())
    assert sheet.pad.height() * 1.0 / SHAPE > 480  # a name fits on it
