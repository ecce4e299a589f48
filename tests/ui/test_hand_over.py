"""The ways out of the report without a printer, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.delivery import Channel, DeliveryState
from tests.builders import answer_everything, make_draft
from tests.disks import disk, fill, read_only
from tests.ui.hands import expose
from ui import networks, sticks
from ui.dialogs.hand_over import LATER, PICTURE, STICK, TELEPHONE, HandOverSheet
from ui.dialogs.later import LaterSheet
from ui.dialogs.stick import StickSheet
from ui.screens.report import ReportScreen
from ui.sticks import Stick, is_removable


@pytest.fixture
def draft(session):
    made = make_draft(session)[1]
    answer_everything(session, made)
    return made


@pytest.fixture
def screen(qtbot, context, tasks, draft):
    made = ReportScreen(context)
    expose(qtbot, made)
    made.open(assessment_id=draft.id)
    tasks.wait_idle(30)
    return made


@pytest.fixture
def inserted(monkeypatch):
    """The sticks that are in."""
    found = []
    monkeypatch.setattr(sticks, "sticks", lambda: list(found))
    return found


@pytest.fixture
def stick(tmp_path, inserted):
    with disk(tmp_path / "stick") as place:
        inserted.append(Stick(place, "KINGSTON", 4 * 2**20))
        yield place


def dialog(qtbot, kind):
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def press(qtbot, button):
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def take(qtbot, screen, tasks, way):
    """Open the ways and take one."""
    press(qtbot, screen.hand_button)
    press(qtbot, dialog(qtbot, HandOverSheet).rows[way])
    tasks.wait_idle(30)


def delivered(session, draft):
    (issued,) = session.documents.of(draft.id)
    return session.deliveries.of_document(issued.id)


def test_four_ways_are_offered_and_escape_takes_none(screen, qtbot, session, draft):
    press(qtbot, screen.hand_button)
    sheet = dialog(qtbot, HandOverSheet)
    assert list(sheet.rows) == [TELEPHONE, STICK, PICTURE, LATER]
    assert sheet.rows[TELEPHONE].hasFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert session.documents.of(draft.id) == []


def test_the_report_is_issued_before_it_goes_to_a_telephone(
    screen, qtbot, tasks, session, draft, navigator
):
    take(qtbot, screen, tasks, TELEPHONE)
    ((route, params),) = navigator.visited
    (issued,) = session.documents.of(draft.id)
    assert route == "telephone"
    assert (params["errand"].document_id, params["errand"].lang) == (issued.id, "es")


def test_a_saved_pdf_is_noted(screen, qtbot, tasks, session, draft, tmp_path):
    screen.save_pdf()
    files = dialog(qtbot, QFileDialog)
    files.fileSelected.emit(str(tmp_path / "informe.pdf"))
    files.reject()
    tasks.wait_idle(30)
    (made,) = delivered(session, draft)
    assert (made.channel, made.lang) == (Channel.FILE, "es")
    assert made.proof.size == (tmp_path / "informe.pdf").stat().st_size


def test_the_first_page_as_a_picture_is_noted(screen, qtbot, tasks, session, draft, tmp_path):
    take(qtbot, screen, tasks, PICTURE)
    files = dialog(qtbot, QFileDialog)
    files.fileSelected.emit(str(tmp_path / "hoja.png"))
    files.reject()
    tasks.wait_idle(30)
    (made,) = delivered(session, draft)
    assert (made.channel, made.proof.pages) == (Channel.PICTURE, 1)
    assert (tmp_path / "hoja.png").read_bytes().startswith(b"\x89PNG")


# --- A stick -----------------------------------------------------------------------------------


def test_a_stick_gets_the_pdf_and_may_be_pulled_then(screen, qtbot, tasks, session, draft, stick):
    take(qtbot, screen, tasks, STICK)
    sheet = dialog(qtbot, StickSheet)
    assert sheet.rows[0].hasFocus()
    assert sheet.rows[0].accessibleName() == "KINGSTON, 4 MB libres"
    qtbot.keyClick(sheet.rows[0], Qt.Key.Key_Space)
    tasks.wait_idle(30)
    assert "Ya puede retirar la memoria" in sheet.outcome.text.text()
    (file,) = stick.iterdir()
    assert file.name in sheet.outcome.advice.text()
    assert file.read_bytes().startswith(b"%PDF")
    (made,) = delivered(session, draft)
    assert (made.channel, made.state) == (Channel.USB, DeliveryState.HANDED)
    assert sheet.close_button.hasFocus()
    sheet.reject()


def test_a_full_stick_is_told_and_tried_again(screen, qtbot, tasks, session, draft, stick):
    ballast = fill(stick, leaving=10_000)
    take(qtbot, screen, tasks, STICK)
    sheet = dialog(qtbot, StickSheet)
    press(qtbot, sheet.rows[0])
    tasks.wait_idle(30)
    assert "está llena" in sheet.outcome.text.text()
    assert delivered(session, draft) == []
    ballast.unlink()
    assert sheet.again_button.hasFocus()
    qtbot.keyClick(sheet.again_button, Qt.Key.Key_Space)
    tasks.wait_idle(30)
    assert "Copiado y comprobado" in sheet.outcome.text.text()
    sheet.reject()


def test_a_locked_stick_is_told(screen, qtbot, tasks, stick):
    take(qtbot, screen, tasks, STICK)
    sheet = dialog(qtbot, StickSheet)
    with read_only(stick):
        press(qtbot, sheet.rows[0])
        tasks.wait_idle(30)
    assert "protegida" in sheet.outcome.text.text()
    assert "completo en este equipo" in sheet.outcome.advice.text()
    sheet.reject()


def test_a_stick_pulled_before_the_copy_is_told(screen, qtbot, tasks, inserted, tmp_path):
    inserted.append(Stick(tmp_path / "gone", "KINGSTON", 1))
    take(qtbot, screen, tasks, STICK)
    sheet = dialog(qtbot, StickSheet)
    press(qtbot, sheet.rows[0])
    tasks.wait_idle(30)
    assert "se retiró antes de terminar" in sheet.outcome.text.text()
    inserted.clear()
    press(qtbot, sheet.look_button)
    assert sheet.rows == []
    assert "No hay ninguna memoria USB" in sheet.words.text()
    assert not sheet.outcome.isVisible()
    sheet.reject()


def test_a_stick_that_is_not_listed_is_found_by_its_folder(
    screen, qtbot, tasks, inserted, tmp_path
):
    take(qtbot, screen, tasks, STICK)
    sheet = dialog(qtbot, StickSheet)
    assert sheet.look_button.hasFocus()
    press(qtbot, sheet.other_button)
    files = dialog(qtbot, QFileDialog)
    files.fileSelected.emit(str(tmp_path / "informe.pdf"))
    files.reject()
    tasks.wait_idle(30)
    assert (tmp_path / "informe.pdf").exists()
    sheet.reject()


@pytest.mark.parametrize(
    ("root", "platform", "removable"),
    [
        ("/media/lucia/KINGSTON", "linux", True),
        ("/run/media/lucia/KINGSTON", "linux", True),
        ("/", "linux", False),
        ("/home", "linux", False),
        ("/Volumes/KINGSTON", "darwin", True),
        ("/System/Volumes/Data", "darwin", False),
    ],
)
def test_a_stick_is_known_by_where_the_system_puts_it(root, platform, removable):
    assert is_removable(root, platform) is removable


def test_the_real_disks_can_be_asked(qapp):
    assert all(Path(one.root).is_dir() for one in sticks.sticks())


def test_the_real_networks_can_be_asked(qapp):
    from ipaddress import ip_address

    found = [ip_address(one.address) for one in networks.networks()]
    assert all(one.is_private and not one.is_loopback for one in found)


# --- Later -------------------------------------------------------------------------------------


def test_the_next_visit_needs_nobody_s_permission(screen, qtbot, tasks, session, navigator):
    take(qtbot, screen, tasks, LATER)
    sheet = dialog(qtbot, LaterSheet)
    press(qtbot, sheet.keep_button)
    assert "Elija cómo" in sheet.way_field.error
    press(qtbot, sheet.way.buttons[Channel.PAPER_BY_HAND])
    press(qtbot, sheet.keep_button)
    tasks.wait_idle(30)
    assert [row.delivery.channel for row in session.deliveries.waiting()] == [Channel.PAPER_BY_HAND]
    assert navigator.said[-1] == "Queda en «Por entregar»"


def test_without_the_permission_it_says_why_not_and_leads_to_the_question(
    screen, qtbot, tasks, session, draft, navigator
):
    take(qtbot, screen, tasks, LATER)
    sheet = dialog(qtbot, LaterSheet)
    press(qtbot, sheet.way.buttons[Channel.WHATSAPP])
    assert "Falta preguntar" in sheet.obstacle.text()
    press(qtbot, sheet.keep_button)
    assert sheet.isVisible()
    press(qtbot, sheet.ask_button)
    assert navigator.visited[-1] == ("consent", {"firm_id": draft.firm_id})
    assert session.deliveries.waiting() == []


def test_with_the_permission_it_waits_for_the_contact(screen, qtbot, tasks, session, draft):
    (owner,) = session.people.of_firm(draft.firm_id)
    owner = replace(owner, email="jose@ejemplo.org")
    session.consents.give(draft.firm_id, owner, {ConsentKind.SIGNATURE: True}, "spoken")
    take(qtbot, screen, tasks, LATER)
    sheet = dialog(qtbot, LaterSheet)
    assert sheet.person.value() == owner.id
    press(qtbot, sheet.way.buttons[Channel.WHATSAPP])
    assert "no tiene teléfono" in sheet.obstacle.text()
    assert not sheet.ask_button.isVisible()
    press(qtbot, sheet.way.buttons[Channel.EMAIL])
    assert not sheet.obstacle.isVisible()
    press(qtbot, sheet.keep_button)
    tasks.wait_idle(30)
    (row,) = session.deliveries.waiting()
    assert (row.delivery.channel, row.receiver) == (Channel.EMAIL, "José Peña")
