"""The screen of the second copy: place, state, making, reading back, trouble."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.builders import make_firm
from tests.disks import disk, fill
from tests.ui.hands import expose
from ui.screens.second_copy import SecondCopyScreen


@pytest.fixture
def screen(qtbot, context, session):
    context.copies.start(session)
    qtbot.waitUntil(lambda: context.copies.state is not None)
    made = SecondCopyScreen(context)
    expose(qtbot, made)
    made.open()
    return made


def copied(qtbot, screen, stick):
    """A place is chosen and has its first copy."""
    keeper = screen.context.copies
    keeper.choose(stick, pytest.fail)
    qtbot.waitUntil(lambda: not keeper.work and keeper.state.made_at is not None)
    qtbot.waitUntil(lambda: len(keeper.copies) == 1)


def test_without_a_place_there_is_one_thing_to_do(screen):
    assert screen.place_button.text() == "Elegir el lugar…"
    assert screen.place_button.property("role") == "primary"
    assert not screen.copy_button.isVisible()
    assert screen.heading.text() == "Solo en este equipo"
    assert "se pierde todo" in screen.detail.text()
    assert screen.first_focus() is screen.place_button


def test_a_folder_is_chosen_in_a_dialog_and_gets_a_copy(qtbot, screen, stick):
    screen.place_button.click()
    dialog = screen.findChild(QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.fileSelected.emit(str(stick))
    dialog.reject()
    qtbot.waitUntil(lambda: screen.heading.text() == "Este trabajo existe dos veces")
    assert str(stick) in screen.detail.text()
    qtbot.waitUntil(screen.copies.isVisible)
    assert screen.copies_list.text().startswith("Hoy, ")
    assert screen.place_button.text() == "Cambiar de lugar…"


def test_the_workspace_s_own_folder_is_refused_with_a_reason(
    qtbot, screen, session, tasks, navigator
):
    screen.context.copies.choose(session.folder, screen.context.explain)
    tasks.wait_idle()
    assert "carpeta del trabajo mismo" in navigator.errors[0].message
    assert screen.place_button.text() == "Elegir el lugar…"


def test_reading_back_says_that_all_is_well(qtbot, screen, stick):
    copied(qtbot, screen, stick)
    screen.check_button.click()
    qtbot.waitUntil(screen.report.isVisible)
    assert "está bien: 1 copia" in screen.report.text.text()


def test_reading_back_finds_damage_and_the_next_copy_mends_it(qtbot, screen, stick):
    copied(qtbot, screen, stick)
    (data,) = stick.glob("*/*/data/*/*")
    data.write_bytes(data.read_bytes()[:-1] + b"?")
    screen.check_button.click()
    qtbot.waitUntil(screen.report.isVisible)
    assert "tiene daños" in screen.report.text.text()
    qtbot.waitUntil(lambda: "Solo en este equipo" in screen.heading.text())
    screen.copy_button.click()
    qtbot.waitUntil(lambda: screen.heading.text() == "Este trabajo existe dos veces")
    assert not screen.report.isVisible()


def test_a_full_stick_is_told_and_tried_again(qtbot, context, session, tmp_path):
    with disk(tmp_path / "disk", megabytes=5) as small:
        context.copies.start(session)
        qtbot.waitUntil(lambda: context.copies.state is not None)
        screen = SecondCopyScreen(context)
        expose(qtbot, screen)
        screen.open()
        ballast = fill(small, leaving=1_000_000)
        context.copies.choose(small, pytest.fail)
        qtbot.waitUntil(screen.trouble.isVisible)
        assert "no cabe" in screen.trouble.text.text()
        assert "Su trabajo está completo" in screen.trouble.advice.text()
        assert screen.heading.text() == "La copia no se hizo"
        ballast.unlink()
        screen.retry_button.click()
        qtbot.waitUntil(lambda: screen.heading.text() == "Este trabajo existe dos veces")
        assert not screen.trouble.isVisible()
        context.copies.close()


def test_without_its_stick_it_says_what_will_happen_and_offers_another_place(
    qtbot, screen, stick, session
):
    copied(qtbot, screen, stick)
    screen.copy_button.setFocus()
    stick.rename(stick.with_name("pocket"))
    make_firm(session)
    screen.context.copies.look()
    qtbot.waitUntil(lambda: "la copia se hará sola" in screen.detail.text())
    assert not screen.copy_button.isEnabled()
    assert screen.place_button.hasFocus(), "the keyboard is not left on a dead button"


def test_while_it_copies_there_is_a_way_to_stop(qtbot, screen, stick):
    copied(qtbot, screen, stick)
    keeper = screen.context.copies
    screen.copy_button.setFocus()
    keeper.work, keeper.percent = "copying", 40
    keeper.changed.emit()
    assert screen.heading.text() == "Copiando… 40 %"
    assert screen.progress.value() == 40
    assert screen.cancel_button.hasFocus()
    assert "seguir trabajando" in screen.going_on.text()
    keeper.work = ""
    keeper.changed.emit()
    assert screen.copy_button.hasFocus()


def test_the_light_in_the_bar_says_it_and_leads_there(qtbot, window, stick):
    keeper, light = window.context.copies, window.bar.light
    assert not light.isVisible(), "invented firms need no second copy"
    keeper.choose(stick, pytest.fail)
    qtbot.waitUntil(lambda: light.text() == "Este trabajo existe dos veces")
    assert light.isVisible()
    assert light.accessibleName() == "Este trabajo existe dos veces"
    make_firm(window.context.session)
    qtbot.waitUntil(lambda: light.text().startswith("Solo en este equipo desde hoy"))
    light.click()
    assert window.screen_shown.route == "second_copy"


def test_locking_ends_the_light_and_what_goes_on(qtbot, closed_window, tasks, stick):
    from advisor_app.services import entry
    from tests.ui.conftest import PASSPHRASE

    window = closed_window
    window.entered(entry.unlock(window.context.folder, PASSPHRASE))
    keeper = window.context.copies
    qtbot.waitUntil(lambda: keeper.light == "never")
    keeper.choose(stick, pytest.fail)
    qtbot.waitUntil(lambda: keeper.work == "copying" or keeper.light == "twice")
    window.lock()
    tasks.wait_idle()
    assert window.bar is None
    assert keeper.light == ""
    window.entered(entry.unlock(window.context.folder, PASSPHRASE))
    qtbot.waitUntil(lambda: keeper.light == "twice")
