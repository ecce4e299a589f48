"""Help and the bundle for support: found from everywhere, read before, saved or refused clearly."""

from __future__ import annotations

import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel

from advisor_app import i18n
from tests.ui.gates import (
    LEAST_TARGET,
    about,
    button_is_clipped,
    controls,
    label_is_clipped,
    name_of,
)
from tests.ui.hands import type_text
from ui import settings as choices
from ui.dialogs.about import AboutSheet
from ui.dialogs.command_palette import CommandPalette
from ui.dialogs.error import ErrorSheet
from ui.dialogs.help import HelpSheet
from ui.dialogs.support import SupportSheet

SHEETS = {"help": HelpSheet, "keys": HelpSheet, "support": SupportSheet, "about": AboutSheet}


def opened(window, kind):
    (sheet,) = window.findChildren(kind)
    return sheet


@pytest.fixture
def sheet(window, tasks):
    window.act("support")
    made = opened(window, SupportSheet)
    assert not made.save_button.isEnabled()
    tasks.wait_idle()
    yield made
    made.reject()


def save(sheet, tasks, path):
    sheet.save_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    tasks.wait_idle()


def test_all_of_it_is_read_before_it_is_saved(sheet, window, tasks, tmp_path):
    shown = sheet.preview.toPlainText()
    assert '"text_percent": 100' in shown
    assert '"width": 1366' in shown
    assert '"sound": true' in shown
    save(sheet, tasks, tmp_path / "b.zip")
    assert sheet.outcome.text.text() == "Guardado: b.zip"
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        for name in packed.namelist():
            assert packed.read(name).decode() in shown + "\n"


def test_a_place_that_takes_nothing_is_told_and_another_may_be_chosen(sheet, tasks, tmp_path):
    save(sheet, tasks, tmp_path / "gone" / "b.zip")
    assert "la carpeta ya no está" in sheet.outcome.text.text()
    assert "Elija otra carpeta" in sheet.outcome.advice.text()
    save(sheet, tasks, tmp_path / "b.zip")
    assert sheet.outcome.text.text() == "Guardado: b.zip"
    assert (tmp_path / "b.zip").exists()


def test_the_keyboard_stands_on_the_button_that_saves_once_it_can(sheet, qtbot):
    qtbot.waitUntil(sheet.save_button.hasFocus)


def test_closing_it_while_it_is_gathered_leaves_nothing(window, tasks, qtbot):
    window.act("support")
    opened(window, SupportSheet).reject()
    tasks.wait_idle()
    qtbot.waitUntil(lambda: not window.findChildren(SupportSheet))


def test_the_help_of_a_screen_leads_to_the_bundle_and_to_the_licences(window, tasks, qtbot):
    for name, kind in (("support", SupportSheet), ("about", AboutSheet)):
        window.act("help")
        getattr(opened(window, HelpSheet), name).click()
        qtbot.waitUntil(opened(window, kind).isVisible)
        tasks.wait_idle()
        opened(window, kind).reject()
        qtbot.waitUntil(lambda: not window.findChildren(HelpSheet))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("ayuda de esta", HelpSheet),
        ("teclas", HelpSheet),
        ("soporte", SupportSheet),
        ("version", AboutSheet),
    ],
)
def test_the_search_finds_every_help(window, tasks, qtbot, typed, kind):
    window.act("search")
    palette = opened(window, CommandPalette)
    type_text(qtbot, palette.box, typed)
    tasks.wait_idle()
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)))
    tasks.wait_idle()
    opened(window, kind).reject()


def test_help_and_bundle_are_there_before_anything_is_open(closed_window, tasks, qtbot):
    closed_window.go("unlock")
    closed_window.screen_shown.ask.click()
    opened(closed_window, HelpSheet).support.click()
    sheet = opened(closed_window, SupportSheet)
    tasks.wait_idle()
    assert '"state": "locked"' in sheet.preview.toPlainText()
    sheet.reject()


def test_a_word_at_the_top_goes_away_with_esc_and_does_what_it_offers(window, qtbot):
    done = []
    window.tell(
        "La última vez el programa se cerró.", "Todo está.", [("Ver", lambda: done.append(1))]
    )
    assert window.banner.advice.text() == "Todo está."
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.banner is None
    window.tell("La última vez el programa se cerró.", "", [("Ver", lambda: done.append(1))])
    next(one for one in window.banner.findChildren(QAbstractButton) if one.text() == "Ver").click()
    assert (done, window.banner) == ([1], None)


def test_the_sheet_of_an_error_offers_the_bundle_with_its_trace(window, tasks):
    window.show_failure("ValueError\n  ui/x.py:1 f", None)
    opened(window, ErrorSheet).support.click()
    tasks.wait_idle()
    sheet = opened(window, SupportSheet)
    assert '"ValueError"' in sheet.preview.toPlainText()
    sheet.reject()


@pytest.mark.parametrize(("lang", "size"), [("es", 100), ("es", 150), ("en", 150)])
@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_passes_the_gates_of_a_screen(window, settings, tasks, name, lang, size):
    i18n.set_language(lang)
    settings.set(choices.TEXT_PERCENT, size)
    settings.set(choices.THEME, "sun")
    window.act(name)
    sheet = opened(window, SHEETS[name])
    tasks.wait_idle()
    QApplication.processEvents()
    texts = [one for one in sheet.findChildren(QLabel) if one.isVisible()]
    buttons = [one for one in sheet.findChildren(QAbstractButton) if one.isVisible()]
    assert not [about(one) for one in texts if label_is_clipped(one)]
    assert not [about(one) for one in buttons if button_is_clipped(one)]
    assert not [about(one) for one in buttons if min(one.height(), one.width()) < LEAST_TARGET]
    assert not [about(one) for one in controls(sheet) if not name_of(one)]
    assert sheet.width() <= window.width()
    sheet.reject()
