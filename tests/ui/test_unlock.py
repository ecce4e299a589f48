"""The passphrase that opens the workspace, from the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import PASSPHRASE
from tests.ui.hands import type_text


@pytest.fixture
def screen(closed_window):
    closed_window.go("unlock")
    return closed_window.screen_shown


def test_the_passphrase_and_enter_open_the_workspace(closed_window, screen, qtbot, tasks):
    assert screen.passphrase.line.hasFocus()
    type_text(qtbot, screen.passphrase.line, PASSPHRASE)
    qtbot.keyClick(screen.passphrase.line, Qt.Key.Key_Return)
    tasks.wait_idle()
    assert closed_window.screen_shown.route == "today"
    assert closed_window.rail.isVisible()


def test_a_wrong_passphrase_is_told_beside_the_field_and_can_be_typed_over(screen, qtbot, tasks):
    type_text(qtbot, screen.passphrase.line, "otra cosa")
    screen.open_button.click()
    tasks.wait_idle()
    assert "contraseña" in screen.field.error
    assert screen.passphrase.line.selectedText()
    assert screen.open_button.isEnabled()


def test_no_passphrase_asks_for_one(screen):
    screen.open_button.click()
    assert screen.field.error == "Escriba su contraseña."


def test_after_many_wrong_ones_the_wait_counts_down(screen, qtbot, tasks):
    for _attempt in range(8):
        if not screen.open_button.isEnabled():
            break
        screen.passphrase.line.setText("otra cosa")
        screen.open_button.click()
        tasks.wait_idle()
    assert not screen.open_button.isEnabled()
    assert "segundo" in screen.field.error
    qtbot.waitUntil(screen.open_button.isEnabled, timeout=20_000)
    assert not screen.field.error


def test_a_workspace_open_elsewhere_is_refused_with_what_to_do(screen, folder, tasks, qtbot):
    from advisor_app.services import entry

    other = entry.unlock(folder, PASSPHRASE)
    screen.passphrase.line.setText(PASSPHRASE)
    screen.open_button.click()
    tasks.wait_idle()
    other.close()
    qtbot.waitUntil(screen.trouble.isVisible)
    assert "otra ventana" in screen.trouble.text.text()


def test_the_letters_can_be_shown(screen, qtbot):
    from PySide6.QtWidgets import QLineEdit

    screen.passphrase.reveal.click()
    assert screen.passphrase.line.echoMode() == QLineEdit.EchoMode.Normal
    screen.passphrase.clear()
    assert screen.passphrase.line.echoMode() == QLineEdit.EchoMode.Password


def test_the_language_can_be_changed_at_the_door(closed_window, screen):
    screen.language.click()
    assert closed_window.context.settings.language == "en"


def test_who_forgot_the_passphrase_is_led_to_the_code(closed_window, screen):
    screen.forgotten.click()
    assert closed_window.screen_shown.route == "recover"
    closed_window.back()
    assert closed_window.screen_shown.route == "unlock"
