"""The window: going, coming back, searching, locking, explaining; nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout

from advisor_app.domain.errors import AdvisorError
from tests.builders import make_firm
from tests.ui.conftest import PASSPHRASE
from tests.ui.hands import type_text
from ui import screens
from ui import settings as choices
from ui.dialogs.command_palette import CommandPalette
from ui.dialogs.help import HelpSheet
from ui.screens.base import Screen


class NoteScreen(Screen):
    """A screen with a line that is stored by nobody."""

    route = "firm"

    def __init__(self, context, parent=None):
        super().__init__(context, parent)
        self.opened = []
        self.heard = []
        self.stays = False
        self.line = QLineEdit()
        self.line.setAccessibleName("Nota")
        column = QVBoxLayout(self)
        column.addWidget(QLabel("Nota"))
        column.addWidget(self.line)

    def title(self):
        return f"Nota {self.opened[-1] if self.opened else ''}".strip()

    def open(self, firm_id=None):
        self.opened.append(firm_id)

    def first_focus(self):
        return self.line

    def leave(self):
        return not self.stays

    def unsaved(self):
        return bool(self.line.text())

    def on_changes(self, changes):
        self.heard.append(changes)


@pytest.fixture(autouse=True)
def _note_screen(monkeypatch):
    monkeypatch.setitem(screens.REGISTRY, "firm", f"{__name__}:NoteScreen")


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    target = window.focusWidget() or window
    qtbot.keyClick(target, key, modifier)


def test_a_screen_is_shown_by_its_route_and_takes_the_keyboard(window):
    window.go("firm", firm_id="7")
    shown = window.screen_shown
    assert shown.opened == ["7"]
    assert shown.line.hasFocus()
    assert window.bar.title.whole() == "Nota 7"
    assert window.windowTitle() == "Nota 7 · Advisor"


def test_esc_comes_back_to_where_one_was(window, qtbot):
    window.go("settings")
    window.go("firm", firm_id="7")
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.screen_shown.route == "settings"
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.screen_shown.route == "today"
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.screen_shown.route == "today"


def test_a_screen_can_keep_the_user(window, qtbot):
    window.go("firm", firm_id="7")
    window.screen_shown.stays = True
    press(qtbot, window, Qt.Key.Key_Escape)
    window.go("today")
    assert window.screen_shown.route == "firm"
    assert not window.close()


def test_what_was_written_reaches_the_screen_shown(window, session, qtbot):
    window.go("firm", firm_id="7")
    make_firm(session)
    qtbot.waitUntil(lambda: bool(window.screen_shown.heard))
    assert window.screen_shown.heard[0].touches("firm")


def test_an_error_is_explained_above_the_screen_and_can_be_tried_again(window):
    tried = []
    window.explain(
        AdvisorError("No se pudo copiar.", advice="Conéctela de nuevo."), lambda: tried.append(1)
    )
    assert window.banner.text.text() == "No se pudo copiar."
    assert window.banner.advice.text() == "Conéctela de nuevo."
    window.banner.findChildren(QPushButton)[0].click()
    assert tried == [1]
    assert window.banner is None


def test_an_error_that_nobody_took_is_explained_too(window, tasks):
    def work():
        raise AdvisorError("El disco está lleno.")

    tasks.run(work, lambda _: None)
    tasks.wait_idle()
    assert window.banner.text.text() == "El disco está lleno."


def test_a_quiet_word_gives_way_to_saved(window, qtbot):
    window.say("Empresa registrada")
    assert window.bar.state.whole() == "Empresa registrada"
    window.bar._said.setInterval(1)
    window.bar._said.start()
    qtbot.waitUntil(lambda: window.bar.state.whole() == "Guardado")


def test_what_waits_to_be_sent_is_counted(window):
    window.show_waiting(14)
    assert window.bar.waiting.text() == "14 cambios por enviar"
    window.show_waiting(0)
    assert not window.bar.waiting.isVisible()


def test_ctrl_k_finds_a_firm_by_its_place_without_accents(window, session, qtbot, tasks):
    make_firm(session, legal_name="Café La Palma", divipola="05001")
    make_firm(session, legal_name="Quesos del Páramo", divipola="19256")
    tasks.wait_idle()
    press(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    tasks.wait_idle()
    type_text(qtbot, palette.box, "medellin")
    assert palette.found.item(0).text().startswith("Café La Palma")
    assert "Café La Palma" in palette.box.accessibleDescription()
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert window.screen_shown.route == "firm"


def test_the_palette_finds_screens_and_actions_and_says_when_nothing_fits(window, qtbot, tasks):
    press(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    tasks.wait_idle()
    qtbot.keyClick(palette.box, Qt.Key.Key_Down)
    qtbot.keyClick(palette.box, Qt.Key.Key_PageDown)
    type_text(qtbot, palette.box, "xyz")
    assert "Nada coincide" in palette.found.item(0).text()
    palette.box.clear()
    type_text(qtbot, palette.box, "inglés")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert window.screen_shown.route == "settings"


def test_f1_explains_the_screen(window, qtbot):
    press(qtbot, window, Qt.Key.Key_F1)
    sheet = window.findChild(HelpSheet)
    words = [one.text() for one in sheet.findChildren(QLabel)]
    assert any("Aquí empieza el día" in one for one in words)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(HelpSheet) is None)


def test_the_rail_leads_to_the_main_screens_and_folds(window, settings):
    window.rail.buttons["settings"].click()
    assert window.screen_shown.route == "settings"
    assert window.rail.buttons["settings"].accessibleDescription() == "Aquí está"
    wide = window.rail.width()
    window.bar.menu.click()
    assert window.rail.width() < wide
    assert settings.get(choices.RAIL_FOLDED) is True
    assert window.rail.buttons["today"].accessibleName() == "Hoy"


def test_the_demo_says_so_and_never_locks(window):
    assert window.bar.demo.isVisible()
    window.lock()
    assert window.screen_shown.route == "today"
    assert "lock" not in window.rail.buttons


def test_without_a_workspace_only_the_door_is_open(closed_window):
    closed_window.go("unlock")
    closed_window.go("today")
    closed_window.act("search")
    assert closed_window.screen_shown.route == "unlock"
    assert closed_window.rail is None


def enter(window, tasks, qtbot):
    type_text(qtbot, window.screen_shown.passphrase.line, PASSPHRASE)
    window.screen_shown.open_button.click()
    tasks.wait_idle()


@pytest.fixture
def own_window(closed_window, tasks, qtbot):
    """The window in a workspace that was opened with its passphrase."""
    closed_window.go("unlock")
    enter(closed_window, tasks, qtbot)
    return closed_window


def test_locking_closes_the_workspace_and_unlocking_returns(own_window, tasks, qtbot):
    own_window.go("firm", firm_id="7")
    own_window.act("lock")
    assert own_window.context.session is None
    assert own_window.screen_shown.route == "unlock"
    assert "Todo está guardado" in own_window.screen_shown.why.text()
    enter(own_window, tasks, qtbot)
    assert own_window.screen_shown.route == "firm"
    assert own_window.screen_shown.opened == ["7"]
    own_window.back()
    assert own_window.screen_shown.route == "today"


def test_what_was_typed_and_not_stored_survives_the_lock(own_window, tasks, qtbot):
    own_window.go("firm", firm_id="7")
    type_text(qtbot, own_window.screen_shown.line, "ñandú")
    own_window.lock()
    assert not own_window.findChildren(NoteScreen)[0].isVisible()
    enter(own_window, tasks, qtbot)
    assert own_window.screen_shown.line.text() == "ñandú"
    assert own_window.screen_shown.opened == ["7"]


def test_a_lock_closes_open_dialogs(own_window, qtbot):
    own_window.act("help")
    own_window.lock()
    qtbot.waitUntil(lambda: own_window.findChild(HelpSheet) is None)


def test_larger_text_builds_the_screens_anew_where_one_is(window, settings):
    window.go("settings")
    before = window.screen_shown
    settings.set(choices.TEXT_PERCENT, 150)
    assert window.screen_shown is not before
    assert window.screen_shown.route == "settings"
    assert window.screen_shown.text_size.value() == "150"


def test_the_sun_theme_measures_anew_and_the_dark_one_only_dresses(window, settings):
    window.go("settings")
    indoors = window.screen_shown
    settings.set(choices.THEME, "dark")
    assert window.screen_shown is indoors
    settings.set(choices.THEME, "sun")
    assert window.screen_shown is not indoors


def test_an_unforeseen_error_is_shown_once(window, qtbot):
    from ui.dialogs.error import ErrorSheet

    window.show_failure("ValueError\n  ui/x.py:1 f", None)
    window.show_failure("ValueError\n  ui/x.py:1 f", None)
    sheets = window.findChildren(ErrorSheet)
    assert len(sheets) == 1
    assert "ui/x.py:1" in sheets[0].trace.text()
    sheets[0].accept()


def test_a_route_in_the_history_is_returned_to_not_repeated():
    from ui.history import History, Place

    history = History()
    assert history.back() is None
    for route in ("today", "firms", "firm", "interview", "missing", "interview"):
        history.go(Place(route))
    assert history.current == Place("interview")
    assert history.before == Place("firm")
    assert history.back() == Place("firm")
