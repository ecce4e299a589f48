"""The choices of the window: they count at once, stay, and hold nothing personal."""

from __future__ import annotations

import json

import pytest

from advisor_app.domain.call import Call
from tests.ui.hands import expose
from ui import settings as choices
from ui.screens.settings import SettingsScreen
from ui.settings import WindowSettings


@pytest.fixture
def screen(qtbot, context, session):
    made = SettingsScreen(context)
    expose(qtbot, made)
    made.open()
    return made


def test_a_choice_counts_at_once_and_is_still_there_next_time(screen, settings, tmp_path):
    screen.colours.buttons["sun"].click()
    screen.text_size.buttons["150"].click()
    assert (settings.theme, settings.text_percent) == ("sun", 150)
    again = WindowSettings(tmp_path / "settings.json")
    assert (again.theme, again.text_percent) == ("sun", 150)


def test_the_present_choices_are_shown(screen):
    assert screen.language.value() == "es"
    assert screen.colours.value() == "light"
    assert screen.text_size.value() == "100"


def test_originals_are_kept_once_somebody_asks_for_them(screen, settings):
    assert screen.photos.value() == "small"
    screen.photos.buttons["both"].click()
    assert settings.get(choices.KEEP_ORIGINALS) is True
    screen.open()
    assert screen.photos.value() == "both"


def test_another_language_speaks_in_the_whole_window(window, settings):
    from advisor_app import i18n

    settings.changed.connect(lambda key: i18n.set_language(settings.language))
    window.go("settings")
    window.screen_shown.language.buttons["en"].click()
    assert window.screen_shown.route == "settings"
    assert window.screen_shown.language.value() == "en"


def test_a_damaged_or_foreign_file_is_read_as_no_choice(tmp_path, qapp):
    file = tmp_path / "settings.json"
    for content in ("{", "[]", '{"theme": "neon", "text_percent": true, "nit": "1"}'):
        file.write_text(content)
        read = WindowSettings(file)
        assert (read.theme, read.text_percent) == ("light", 100)


def test_only_known_keys_are_ever_written(tmp_path, qapp):
    file = tmp_path / "deep" / "settings.json"
    WindowSettings(file).set(choices.THEME, "dark")
    assert set(json.loads(file.read_text())) <= {one.key for one in choices.SETTINGS}


def test_a_value_that_is_no_choice_is_refused(tmp_path, qapp):
    with pytest.raises(ValueError, match="text_percent"):
        WindowSettings(tmp_path / "s.json").set(choices.TEXT_PERCENT, 300)


def test_moving_to_a_workspace_takes_its_choices_and_brings_ours(tmp_path, qapp):
    before = WindowSettings(tmp_path / "computer.json")
    before.set(choices.LANGUAGE, "en")
    (tmp_path / "workspace.json").write_text('{"theme": "dark"}')
    before.move_to(tmp_path / "workspace.json")
    assert (before.language, before.theme) == ("en", "dark")
    assert json.loads((tmp_path / "workspace.json").read_text())["language"] == "en"


def test_a_disk_that_takes_nothing_does_not_stop_a_choice(tmp_path, qapp):
    (tmp_path / "file").write_text("")
    read = WindowSettings(tmp_path / "file" / "settings.json")
    read.set(choices.THEME, "dark")
    assert read.theme == "dark"


def test_the_licences_can_be_read(window, qtbot):
    from ui.dialogs.about import AboutSheet

    window.go("settings")
    window.screen_shown.about.click()
    sheet = window.findChild(AboutSheet)
    qtbot.waitUntil(sheet.isVisible)
    assert "SIL OPEN FONT LICENSE" in sheet.licence.toPlainText().upper()
    sheet.accept()


def test_the_open_call_is_kept_as_its_fields_are_left(screen, tasks, session):
    card = screen.call
    tasks.wait_idle()
    card.name.setText("Calidad para crecer 2027")
    card.name.editingFinished.emit()
    tasks.wait_idle()
    assert session.calls.last() is None
    card.address.setText("ejemplo.co")
    card.address.editingFinished.emit()
    tasks.wait_idle()
    assert "https://" in card.fields["address"].error
    card.address.setText("https://ejemplo.co/calidad")
    card.address.editingFinished.emit()
    tasks.wait_idle()
    assert not card.fields["address"].error
    assert session.calls.last().address == "https://ejemplo.co/calidad"


def test_a_last_day_that_is_none_is_said_and_nothing_changes(screen, tasks, session):
    session.calls.save(Call("Abierta", "https://ejemplo.co"))
    screen.call.read()
    tasks.wait_idle()
    screen.call.closes_on.line.setText("31/02/2027")
    screen.call.name.editingFinished.emit()
    tasks.wait_idle()
    assert screen.call.fields["closes_on"].error
    assert session.calls.last() == Call("Abierta", "https://ejemplo.co")
