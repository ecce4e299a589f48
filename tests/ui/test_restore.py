"""A workspace brought back from a copy at the door: by passphrase, by code, or not at all."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from advisor_app import i18n
from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace
from tests.builders import make_firm
from tests.ui import gates
from tests.ui.conftest import CHEAP, PASSPHRASE
from tests.ui.hands import expose, type_text
from ui import settings as choices
from ui.screens.restore import RestoreScreen


@pytest.fixture
def code(tmp_path, stick):
    """The recovery code of a workspace that has a copy on the stick."""
    workspace, code = Workspace.create(tmp_path / "old", PASSPHRASE, cost=CHEAP)
    session = Session(workspace)
    session.introduce("Lucía Arboleda")
    make_firm(session)
    session.copies.choose(stick)
    session.copies.make()
    session.close()
    return code


@pytest.fixture
def screen(qtbot, context):
    made = RestoreScreen(context)
    expose(qtbot, made, 1366, 768)
    made.open()
    return made


def listed(screen, tasks, stick):
    screen.look_into(stick)
    tasks.wait_idle()


def firms(navigator):
    (session,) = navigator.sessions
    names = [firm.name for firm in session.firms.list()]
    session.close()
    return names


def test_the_copies_of_a_stick_are_listed_by_moment_size_and_version(screen, tasks, stick, code):
    listed(screen, tasks, stick)
    (row,) = screen.rows
    assert row.name.text().startswith("Hoy, ")
    assert "MB" in row.detail.text()
    assert "versión" in row.detail.text()
    assert row.aside.text() == "Completa"
    assert row.hasFocus()


def test_the_passphrase_of_the_old_laptop_opens_it(qtbot, screen, tasks, stick, code, navigator):
    listed(screen, tasks, stick)
    qtbot.keyClick(screen.rows[0], Qt.Key.Key_Space)
    assert screen.passphrase.line.hasFocus()
    type_text(qtbot, screen.passphrase.line, PASSPHRASE)
    qtbot.keyClick(screen.passphrase.line, Qt.Key.Key_Return)
    tasks.wait_idle()
    assert firms(navigator) == ["Panadería Ñandú"]
    assert screen.passphrase.text() == ""


def test_the_recovery_code_opens_it_with_a_new_passphrase_and_a_new_code(
    qtbot, screen, tasks, stick, code, navigator
):
    listed(screen, tasks, stick)
    screen.rows[0].click()
    screen.kind.buttons["code"].click()
    type_text(qtbot, screen.code_line, code.lower())
    for line in (screen.new_passphrase.first.line, screen.new_passphrase.second.line):
        type_text(qtbot, line, "mula café tejado río")
    screen.restore_button.click()
    tasks.wait_idle()
    assert screen.code.isVisible()
    assert screen.code.groups != code.split("-")
    screen.code.written.click()
    type_text(qtbot, screen.code.typed, screen.code.groups[screen.code.asked])
    screen.code.check.click()
    assert firms(navigator) == ["Panadería Ñandú"]


@pytest.mark.parametrize("harm", ["passphrase", "code", "slip", "empty"])
def test_what_opens_nothing_is_said_beside_its_field(
    qtbot, screen, tasks, stick, code, context, harm
):
    listed(screen, tasks, stick)
    screen.rows[0].click()
    field = screen.passphrase_field
    if harm == "passphrase":
        type_text(qtbot, screen.passphrase.line, "otra cosa del todo")
    elif harm != "empty":
        field = screen.code_field
        screen.kind.buttons["code"].click()
        other = "00000-00000" if harm == "slip" else f"{code[:-1]}{'A' if code[-1] != 'A' else 'B'}"
        type_text(qtbot, screen.code_line, other)
        for line in (screen.new_passphrase.first.line, screen.new_passphrase.second.line):
            type_text(qtbot, line, "mula café tejado río")
    screen.restore_button.click()
    tasks.wait_idle()
    assert field.error
    assert screen.secret.isVisible()
    assert not context.folder.exists()


def test_a_damaged_and_a_newer_copy_are_listed_but_can_t_be_chosen(screen, tasks, stick, code):
    (whole,) = stick.glob("*/*/copies/*.copy")
    raw = whole.read_bytes()
    whole.with_name("000002.copy").write_bytes(raw[:-5])
    whole.with_name("000003.copy").write_bytes(raw.replace(b'"format":1', b'"format":7', 1))
    listed(screen, tasks, stick)
    states = {row.aside.text(): row.isEnabled() for row in screen.rows}
    assert states == {"Completa": True, "Dañada": False, "Versión más nueva": False}


def test_a_copy_that_lacks_a_piece_is_told_and_changes_nothing(
    qtbot, screen, tasks, stick, code, context
):
    (data,) = stick.glob("*/*/data/*/*")
    data.unlink()
    listed(screen, tasks, stick)
    screen.rows[0].click()
    type_text(qtbot, screen.passphrase.line, PASSPHRASE)
    screen.restore_button.click()
    tasks.wait_idle()
    assert "dañada o le falta una parte" in screen.trouble.text.text()
    assert "No se cambió nada" in screen.trouble.advice.text()
    assert Workspace.inspect(context.folder) == "absent"


def test_a_restore_can_be_cancelled(qtbot, screen, tasks, stick, code, context, monkeypatch):
    from advisor_app.services import restoring

    listed(screen, tasks, stick)
    screen.rows[0].click()
    type_text(qtbot, screen.passphrase.line, PASSPHRASE)
    real = restoring.restore

    def slowly(copy, folder, secret, tell, stopped):
        moment = threading.Event()
        while not stopped():
            moment.wait(0.01)
        real(copy, folder, secret, tell, stopped)

    monkeypatch.setattr(restoring, "restore", slowly)
    screen.restore_button.click()
    assert screen.way.isVisible()
    assert screen.cancel_button.hasFocus()
    screen.cancel_button.click()
    tasks.wait_idle()
    assert screen.secret.isVisible()
    assert "Se detuvo" in screen.trouble.text.text()
    assert Workspace.inspect(context.folder) == "absent"


def test_a_folder_without_copies_and_one_that_is_gone(screen, tasks, tmp_path):
    listed(screen, tasks, tmp_path)
    assert screen.found.text() == "En esa carpeta no hay copias de Advisor."
    listed(screen, tasks, tmp_path / "gone")
    assert "no se puede leer" in screen.trouble.text.text()


def test_another_copy_can_be_chosen_after_all(screen, tasks, stick, code):
    listed(screen, tasks, stick)
    screen.rows[0].click()
    screen.other_button.click()
    assert screen.choice.isVisible()
    assert screen.rows[0].hasFocus()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_each_step_passes_the_gates_in_the_largest_type_of_most(
    qtbot, settings, context, tasks, stick, code, lang
):
    i18n.set_language(lang)
    settings.set(choices.THEME, "sun")
    settings.set(choices.TEXT_PERCENT, 150)
    screen = RestoreScreen(context)
    expose(qtbot, screen, 1366, 768)
    screen.open()
    judge(screen)
    listed(screen, tasks, stick)
    judge(screen)
    screen.rows[0].click()
    judge(screen)
    screen.kind.buttons["code"].click()
    judge(screen)


def judge(screen):
    QCoreApplication.processEvents()
    assert not [gates.about(one) for one in gates.controls(screen) if not gates.name_of(one)]
    labels = [one for one in screen.findChildren(QLabel) if one.isVisible()]
    assert not [gates.about(one) for one in labels if gates.label_is_clipped(one)]
    buttons = [one for one in screen.findChildren(QAbstractButton) if one.isVisible()]
    assert not [gates.about(one) for one in buttons if gates.button_is_clipped(one)]
    small = [one for one in buttons if gates.is_target(one) and one.height() < gates.LEAST_TARGET]
    assert not [gates.about(one) for one in small]


def test_the_first_day_leads_here(window, tasks):
    window.lock()
    from ui.screens.first_start import FirstStartScreen

    first = FirstStartScreen(window.context)
    first.restore_button.click()
    assert window.screen_shown.route == "restore"
    first.deleteLater()
