"""What waits to be handed over: done with by keyboard, taken back, and proved afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.delivery import Channel, DeliveryState, Proof
from tests.builders import make_draft, rated
from tests.ui.hands import expose, type_text
from ui.dialogs.hand_over import FILE, STICK, TELEPHONE, HandOverSheet
from ui.dialogs.print_sheet import PrintSheet
from ui.dialogs.stick import StickSheet
from ui.dialogs.waiting_ends import GiveUpSheet, SentSheet
from ui.screens.pending import PendingScreen


class News(QObject):
    """Tells the screen of changes as the window does: in its own thread."""

    heard = Signal(object)


@pytest.fixture
def draft(session):
    return make_draft(session)[1]


@pytest.fixture
def waiting(session, draft):
    issued = session.documents.issue(draft.id)
    return session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "es")


@pytest.fixture
def screen(qtbot, context, tasks, session):
    made = PendingScreen(context)
    news = News()
    news.heard.connect(made.on_changes, Qt.ConnectionType.QueuedConnection)
    stop = session.subscribe(news.heard.emit)
    expose(qtbot, made)
    made.open()
    tasks.wait_idle()
    yield made
    stop()


def dialog(qtbot, kind):
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def press(qtbot, button):
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def states(session, waiting):
    return [one.state for one in session.deliveries.of_document(waiting.document_id)]


def texts(widget):
    from PySide6.QtWidgets import QLabel

    return " | ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_it_tells_when_nothing_waits(screen):
    assert screen.empty.isVisible()
    assert screen.cards == []


def test_what_waits_is_named_with_its_way_and_since_when(waiting, screen, session):
    (card,) = screen.cards
    said = texts(card)
    number = session.deliveries.name_of(waiting.document_id).number
    assert "Panadería Ñandú" in said
    assert f"Informe de diagnóstico {number}, versión 1" in said
    assert "En la próxima visita, en papel · desde el" in said
    assert card.hand_over_button.hasFocus()
    assert not screen.empty.isVisible()


def test_it_was_sent_by_other_means(waiting, screen, qtbot, tasks, session):
    press(qtbot, screen.cards[0].sent_button)
    sheet = dialog(qtbot, SentSheet)
    assert sheet.way.buttons[Channel.PAPER_BY_HAND].hasFocus()
    qtbot.keyClick(sheet.way.buttons[Channel.PAPER_BY_HAND], Qt.Key.Key_Left)
    press(qtbot, sheet.keep_button)
    tasks.wait_idle()
    assert screen.cards == []
    (made,) = session.deliveries.of_document(waiting.document_id)
    assert (made.channel, made.state) == (Channel.EMAIL, DeliveryState.HANDED)
    assert made.proof.sent_on is not None
    assert "Entregado" in texts(screen.ended)


def test_a_day_that_can_t_be_is_told_beside_it(waiting, screen, qtbot, tasks, session):
    press(qtbot, screen.cards[0].sent_button)
    sheet = dialog(qtbot, SentSheet)
    for typed, said in (("1/1/2020", "anterior"), ("31/12/2099", "futuro"), ("x", "no existe")):
        sheet.day.line.selectAll()
        type_text(qtbot, sheet.day.line, typed)
        press(qtbot, sheet.keep_button)
        tasks.wait_idle()
        assert said in sheet.day_field.error
    sheet.day.line.clear()
    press(qtbot, sheet.keep_button)
    assert "Escriba el día" in sheet.day_field.error
    sheet.reject()
    assert states(session, waiting) == [DeliveryState.WAITING]


def test_giving_up_asks_why_and_can_be_undone(waiting, screen, qtbot, tasks, session):
    press(qtbot, screen.cards[0].give_up_button)
    sheet = dialog(qtbot, GiveUpSheet)
    press(qtbot, sheet.keep_button)
    assert "por qué" in sheet.reason_field.error
    type_text(qtbot, sheet.reason, "Cerró la empresa")
    press(qtbot, sheet.keep_button)
    tasks.wait_idle()
    assert "Cerró la empresa" in texts(screen.ended)
    screen.activateWindow()  # the system does it by itself
    qtbot.waitUntil(screen.undo_button.hasFocus)
    qtbot.keyClick(screen.undo_button, Qt.Key.Key_Space)
    tasks.wait_idle()
    assert session.deliveries.of_document(waiting.document_id) == [waiting]
    assert len(screen.cards) == 1
    assert not screen.undone.isVisible()


def test_handing_it_over_now_goes_to_the_telephone(waiting, screen, qtbot, navigator):
    press(qtbot, screen.cards[0].hand_over_button)
    sheet = dialog(qtbot, HandOverSheet)
    assert sheet.rows[TELEPHONE].hasFocus()
    qtbot.keyClick(sheet.rows[TELEPHONE], Qt.Key.Key_Space)
    assert navigator.visited == [("telephone", {"errand": waiting.errand})]


def test_a_stick_takes_it_from_the_queue(waiting, screen, qtbot, tasks, session, tmp_path):
    press(qtbot, screen.cards[0].hand_over_button)
    press(qtbot, dialog(qtbot, HandOverSheet).rows[STICK])
    tasks.wait_idle(30)
    sheet = dialog(qtbot, StickSheet)
    sheet.copy_to(tmp_path)
    tasks.wait_idle(30)
    sheet.reject()
    assert states(session, waiting) == [DeliveryState.HANDED]
    assert screen.cards == []
    assert "Memoria USB" in texts(screen.ended)


def test_a_saved_file_is_not_sent_yet(waiting, screen, qtbot, tasks, session, tmp_path):
    press(qtbot, screen.cards[0].hand_over_button)
    press(qtbot, dialog(qtbot, HandOverSheet).rows[FILE])
    tasks.wait_idle(30)
    files = dialog(qtbot, QFileDialog)
    files.fileSelected.emit(str(tmp_path / "informe.pdf"))
    files.reject()
    tasks.wait_idle(30)
    assert (tmp_path / "informe.pdf").read_bytes().startswith(b"%PDF")
    assert states(session, waiting) == [DeliveryState.WAITING, DeliveryState.HANDED]
    assert len(screen.cards) == 1


def test_a_printer_is_a_way_too(waiting, screen, qtbot, tasks):
    press(qtbot, screen.cards[0].hand_over_button)
    press(qtbot, dialog(qtbot, HandOverSheet).rows["print"])
    tasks.wait_idle(30)
    dialog(qtbot, PrintSheet).reject()


def test_a_permission_that_was_taken_back_is_told(session, draft, qtbot, context, tasks):
    issued = session.documents.issue(draft.id)
    (owner,) = session.people.of_firm(draft.firm_id)
    owner = replace(owner, phone="3001234567")
    session.consents.give(draft.firm_id, owner, {ConsentKind.SIGNATURE: True}, "spoken")
    session.deliveries.queue(issued.id, Channel.WHATSAPP, "es", owner.id)
    session.consents.give(draft.firm_id, owner, {ConsentKind.SIGNATURE: False}, "spoken")
    screen = PendingScreen(context)
    expose(qtbot, screen)
    screen.open()
    tasks.wait_idle()
    assert "no aceptó recibir" in screen.cards[0].obstacle.text()
    assert "WhatsApp · para José Peña" in texts(screen.cards[0])


def test_a_newer_version_is_told(waiting, screen, session, draft, qtbot):
    assert not screen.cards[0].outdated.isVisible()
    session.assessments.answer(draft.id, rated("D1.1", 2))
    session.documents.issue(draft.id)

    def is_told():
        return screen.cards[0].outdated.isVisible()

    qtbot.waitUntil(is_told)


def test_what_was_confirmed_is_shown_as_such(waiting, screen, session, qtbot):
    handed = session.deliveries.hand(waiting.errand, Channel.TELEPHONE, Proof(device="iPhone"))
    session.deliveries.confirm(handed.id)
    qtbot.waitUntil(lambda: "Recibido y confirmado" in texts(screen.ended))
    assert "Al teléfono" in texts(screen.ended)
