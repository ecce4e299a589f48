"""A forgotten passphrase and the code on paper."""

from __future__ import annotations

import pytest

from advisor_app.services import entry
from advisor_app.store.workspace import Workspace
from tests.ui.conftest import CHEAP, PASSPHRASE
from tests.ui.hands import expose, type_text
from ui.context import Context
from ui.screens.recover import RecoverScreen

NEW = "otras palabras del monte"


@pytest.fixture
def code(tmp_path):
    workspace, made = Workspace.create(tmp_path / "workspace", PASSPHRASE, cost=CHEAP)
    workspace.close()
    return made


@pytest.fixture
def screen(qtbot, context: Context, code):
    made = RecoverScreen(context)
    expose(qtbot, made, 1366, 768)
    return made


def recover(qtbot, screen, tasks, typed):
    type_text(qtbot, screen.typed, typed)
    type_text(qtbot, screen.passphrase.first.line, NEW)
    type_text(qtbot, screen.passphrase.second.line, NEW)
    screen.recover_button.click()
    tasks.wait_idle()


def test_the_code_sets_a_new_passphrase_and_gives_a_new_code(
    screen, code, qtbot, tasks, navigator, context
):
    recover(qtbot, screen, tasks, code.lower().replace("-", " "))
    assert screen.code.groups != code.split("-")
    screen.code.written.click()
    type_text(qtbot, screen.code.typed, screen.code.groups[screen.code.asked])
    screen.code.check.click()
    navigator.sessions[0].close()
    entry.unlock(context.folder, NEW).close()


def test_a_slip_in_the_code_names_its_group(screen, code, qtbot, tasks):
    groups = code.split("-")
    groups[2] = groups[2][1] + groups[2][0] + groups[2][2:]
    if groups[2] == code.split("-")[2]:
        groups[2] = ("Z" if groups[2][0] != "Z" else "Y") + groups[2][1:]
    recover(qtbot, screen, tasks, "-".join(groups))
    assert "grupo 3" in screen.code_field.error
    assert screen.recover_button.isEnabled()


def test_without_a_code_it_asks_for_it(screen):
    screen.recover_button.click()
    assert screen.code_field.error
