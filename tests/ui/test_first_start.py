"""The first day: a name, a passphrase, a code copied by hand."""

from __future__ import annotations

import pytest

from tests.ui.hands import expose, type_text
from ui.passphrase import Strength, strength
from ui.screens.first_start import FirstStartScreen

GOOD = "mula café tejado río"


@pytest.fixture
def screen(qtbot, context):
    made = FirstStartScreen(context)
    expose(qtbot, made, 1366, 768)
    return made


def fill(qtbot, screen, *, passphrase=GOOD, again=GOOD):
    type_text(qtbot, screen.name, "Lucía Arboleda")
    type_text(qtbot, screen.passphrase.first.line, passphrase)
    type_text(qtbot, screen.passphrase.second.line, again)


def asked_group(screen):
    assert f"grupo {screen.code.asked + 1} de los 5" in screen.code.field.label.text()
    return screen.code.groups[screen.code.asked]


def test_a_workspace_is_made_and_entered_once_the_code_is_proved(screen, qtbot, tasks, navigator):
    fill(qtbot, screen)
    screen.create_button.click()
    tasks.wait_idle()
    assert len(screen.code.code.text().splitlines()) == 5
    assert not screen.name.isVisible()
    screen.code.written.click()
    assert not screen.code.code.isVisible()
    type_text(qtbot, screen.code.typed, asked_group(screen).lower())
    screen.code.check.click()
    session = navigator.sessions[0]
    assert session.advisor.name == "Lucía Arboleda"
    session.close()


def test_a_group_typed_wrong_asks_again_and_the_code_can_be_seen_again(screen, qtbot, tasks):
    fill(qtbot, screen)
    screen.create_button.click()
    tasks.wait_idle()
    screen.code.written.click()
    type_text(qtbot, screen.code.typed, "XXXXXX")
    screen.code.check.click()
    assert "No coincide" in screen.code.field.error
    screen.code.again.click()
    assert screen.code.code.isVisible()
    screen.leave()
    assert screen.leave()


def test_leaving_without_the_code_warns_once(screen, qtbot, tasks):
    fill(qtbot, screen)
    screen.create_button.click()
    tasks.wait_idle()
    assert not screen.leave()
    assert "no se volverá a mostrar" in screen.trouble.text.text()
    assert screen.leave()


@pytest.mark.parametrize(
    ("passphrase", "again", "words"),
    [
        ("", "", "Escriba una contraseña"),
        ("corta", "corta", "Muy corta"),
        ("contraseña1", "contraseña1", "Débil"),
        (GOOD, "mula café tejado", "no son iguales"),
    ],
)
def test_a_passphrase_that_will_not_do_says_why(screen, qtbot, passphrase, again, words):
    fill(qtbot, screen, passphrase=passphrase, again=again)
    screen.create_button.click()
    fields = (screen.passphrase.first_field, screen.passphrase.second_field)
    assert any(words in field.error for field in fields)
    assert screen.create_button.isEnabled()


def test_without_a_name_nothing_is_made(screen, qtbot, context):
    screen.create_button.click()
    assert screen.name_field.error
    assert not context.folder.exists()


def test_a_folder_that_will_not_do_is_explained(screen, qtbot, tasks, context):
    context.folder.write_text("a file, no folder")
    fill(qtbot, screen)
    screen.create_button.click()
    tasks.wait_idle()
    qtbot.waitUntil(screen.trouble.isVisible)
    assert screen.create_button.isEnabled()
    assert screen.name.text() == "Lucía Arboleda"


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Strength.EMPTY),
        ("abc", Strength.SHORT),
        ("aaaaaaaaaaaaaaa", Strength.WEAK),
        ("colombia2026", Strength.WEAK),
        ("lluvia tejado", Strength.GOOD),
        ("mula café tejado río", Strength.STRONG),
        ("Xk7#pQ9!vR2$mT5&", Strength.STRONG),
    ],
)
def test_strength_follows_length_variety_and_habit(passphrase, expected):
    assert strength(passphrase) is expected
