"""Another passphrase and a fresh recovery code, from the settings."""

from __future__ import annotations

import pytest

from advisor_app.services import entry
from tests.ui.conftest import PASSPHRASE
from tests.ui.hands import type_text
from ui.dialogs.secrets import ChangePassphrase, NewCode

NEW = "mula café tejado río"


@pytest.fixture
def window(closed_window, tasks):
    closed_window.entered(entry.unlock(closed_window.context.folder, PASSPHRASE))
    tasks.wait_idle()
    closed_window.go("settings")
    tasks.wait_idle()
    return closed_window


def opened(qtbot, window, button, kind):
    button.click()
    sheet = window.findChild(kind)
    qtbot.waitUntil(sheet.isVisible)
    return sheet


def fill(qtbot, sheet, present, new=NEW, again=NEW):
    type_text(qtbot, sheet.present.line, present)
    type_text(qtbot, sheet.new.first.line, new)
    type_text(qtbot, sheet.new.second.line, again)
    sheet.change()


def test_another_passphrase_opens_the_workspace_from_now_on(qtbot, window, tasks):
    sheet = opened(qtbot, window, window.screen_shown.change_passphrase, ChangePassphrase)
    fill(qtbot, sheet, PASSPHRASE)
    tasks.wait_idle()
    assert window.bar.state.whole() == "Contraseña cambiada"
    folder = window.context.folder
    window.lock()
    tasks.wait_idle()
    with pytest.raises(Exception, match="contraseña"):
        entry.unlock(folder, PASSPHRASE)
    entry.unlock(folder, NEW).close()


@pytest.mark.parametrize(
    ("present", "new", "again", "field"),
    [
        ("otra cosa del todo", NEW, NEW, "present_field"),
        ("", NEW, NEW, "present_field"),
        (PASSPHRASE, "corta", "corta", "new.first_field"),
        (PASSPHRASE, NEW, NEW + "x", "new.second_field"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(qtbot, window, tasks, present, new, again, field):
    sheet = opened(qtbot, window, window.screen_shown.change_passphrase, ChangePassphrase)
    fill(qtbot, sheet, present, new, again)
    tasks.wait_idle()
    owner, _dot, name = field.rpartition(".")
    assert getattr(getattr(sheet, owner) if owner else sheet, name).error
    assert sheet.isVisible()
    sheet.reject()


def test_guessing_has_to_wait_and_says_how_long(qtbot, window, tasks):
    sheet = opened(qtbot, window, window.screen_shown.change_passphrase, ChangePassphrase)
    for _guess in range(4):
        sheet.present.clear()
        sheet.new.clear()
        fill(qtbot, sheet, "no es esta de verdad")
        tasks.wait_idle()
    assert "hay que esperar" in sheet.trouble.text.text()
    sheet.reject()


def test_a_new_code_must_be_proved_and_is_not_lost_by_a_slip(qtbot, window, tasks):
    sheet = opened(qtbot, window, window.screen_shown.new_code, NewCode)
    type_text(qtbot, sheet.present.line, PASSPHRASE)
    sheet.make()
    tasks.wait_idle()
    assert sheet.code.isVisible()
    sheet.reject()
    assert sheet.isVisible()
    assert "no se volverá a mostrar" in sheet.trouble.text.text()
    code = "-".join(sheet.code.groups)
    sheet.code.written.click()
    type_text(qtbot, sheet.code.typed, sheet.code.groups[sheet.code.asked])
    with qtbot.waitSignal(sheet.accepted):
        sheet.code.check.click()
    folder = window.context.folder
    window.lock()
    tasks.wait_idle()
    entry.recover(folder, code, NEW)[0].close()


def test_a_wrong_passphrase_makes_no_code(qtbot, window, tasks):
    sheet = opened(qtbot, window, window.screen_shown.new_code, NewCode)
    type_text(qtbot, sheet.present.line, "no es esta de verdad")
    sheet.make()
    tasks.wait_idle()
    assert sheet.present_field.error
    assert not sheet.code.isVisible()
    sheet.reject()


def test_the_demo_has_nothing_to_change(session, context, qtbot):
    from ui.screens.settings import SettingsScreen

    screen = SettingsScreen(context)
    assert screen.copies.parent() is not None
    assert screen.change_passphrase.parent() is None
    screen.change_passphrase.deleteLater()
    screen.new_code.deleteLater()
    screen.deleteLater()
