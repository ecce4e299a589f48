"""The exchange in the real window, with the real store and a real office on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from advisor_app.server import access, identity
from tests.builders import answer_everything, make_draft, make_firm, make_session
from tests.server.offices import PASSWORD, Served, _quick_passwords
from tests.ui import hands
from ui import exchange_keeper
from ui.models import exchange_words as words
from ui.screens.exchange import ExchangeScreen

__all__ = ["_quick_passwords"]


@pytest.fixture
def office(tmp_path) -> Iterator[Served]:
    made = Served(f"sqlite:///{tmp_path / 'office.db'}", tmp_path / "files")
    for login in ("ana", "luis"):
        made.person(login)
    yield made
    made.close()


@pytest.fixture
def screen(window, tasks) -> ExchangeScreen:
    window.go("exchange")
    tasks.wait_idle()
    return window.screen_shown


@pytest.fixture
def keeper(window):
    return window.context.exchange


def fill_in(screen, office, code):
    screen.form.address.setText(office.url)
    screen.form.login.setText("ana")
    screen.form.password.line.setText(PASSWORD)
    screen.form.code.setText(code)


def words_in(widget) -> str:
    """Everything that its labels say."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def join(qtbot, screen, office):
    fill_in(screen, office, office.code("ana"))
    screen.form.button.click()
    keeper = screen.context.exchange
    qtbot.waitUntil(lambda: keeper.outcome is not None and not keeper.working)
    qtbot.waitUntil(lambda: keeper.state.waiting == 0)


def test_a_laptop_without_an_office_shows_the_form_and_no_light(window, screen):
    assert screen.form.isVisible()
    assert not screen.run_button.isVisible()
    assert not window.bar.office.isVisible()
    assert screen.first_focus() is screen.form.address


def test_joining_by_keyboard_sends_what_waits(qtbot, window, screen, session, office):
    make_firm(session)
    hands.type_text(qtbot, screen.form.address, office.url)
    for field, text in (
        (screen.form.login, "ana"),
        (screen.form.password.line, PASSWORD),
        (screen.form.code, office.code("ana")),
    ):
        field.setFocus()
        hands.type_text(qtbot, field, text)
    qtbot.keyClick(screen.form.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.context.exchange.light == "done")
    assert screen.heading.text() == "Todo está en la oficina"
    assert "Persona ana · asesoría · Oficina de prueba" in screen.detail.text()
    assert "Último intercambio completo: hoy" in screen.detail.text()
    qtbot.waitUntil(lambda: not screen.form.isVisible())
    assert window.bar.office.text() == "En la oficina"
    assert screen.last_text.text().startswith("Sali")
    assert not screen.waiting.isVisible()


def test_secrets_are_forgotten_once_they_were_sent_or_left(qtbot, window, screen, office):
    fill_in(screen, office, "x")
    window.go("today")
    assert (screen.form.password.text(), screen.form.code.text()) == ("", "")
    window.go("exchange")
    join(qtbot, screen, office)
    assert (screen.form.password.text(), screen.form.code.text()) == ("", "")


def test_what_is_missing_is_marked_and_nothing_is_asked(screen):
    screen.form.address.setText("https://oficina.invalid")
    screen.form.button.click()
    assert [one.error for one in screen.form.fields] == ["", *["Falta este dato."] * 3]
    assert not screen.context.exchange.working


def test_a_wrong_code_is_said_and_what_was_typed_stays(qtbot, screen, office):
    fill_in(screen, office, "0000-0000-0000")
    screen.form.button.click()
    qtbot.waitUntil(screen.form.trouble.isVisible)
    assert "no aceptó" in screen.form.trouble.text.text()
    assert screen.form.address.text() == office.url
    assert screen.form.button.isEnabled()


def test_an_unsafe_address_is_refused_before_anything_is_sent(qtbot, screen, office):
    fill_in(screen, office, "x")
    screen.form.address.setText("http://oficina.ejemplo.co")
    screen.form.button.click()
    qtbot.waitUntil(screen.form.trouble.isVisible)
    assert "https://" in screen.form.trouble.advice.text()


def test_what_is_written_lights_the_bar_and_goes_by_itself(
    qtbot, window, screen, keeper, session, office, monkeypatch
):
    join(qtbot, screen, office)
    make_firm(session)
    qtbot.waitUntil(lambda: keeper.light == "waiting")
    assert window.bar.office.text() == "1 por enviar"
    qtbot.waitUntil(lambda: screen.heading.text() == "Falta 1 registro por enviar")
    qtbot.waitUntil(screen.waiting.isVisible)
    monkeypatch.setattr(exchange_keeper, "QUIET_MS", 50)
    make_firm(session)
    qtbot.waitUntil(lambda: keeper.light == "done", timeout=10_000)
    qtbot.waitUntil(lambda: not screen.waiting.isVisible())


def test_what_came_is_on_the_screen_that_is_open(qtbot, window, screen, keeper, office, tmp_path):
    from advisor_app.services.exchanges import Joining

    other = make_session(tmp_path / "luis", "Luis")
    firm = make_firm(other, legal_name="Trapiche El Molino")
    other.exchange.join(Joining(office.url, "luis", PASSWORD, office.code("luis")))
    other.exchange.run()
    other.close()
    join(qtbot, screen, office)
    window.go("firms")
    with office.base.writing() as c:
        access.give(c, identity.find_person(c, "ana").id, firm.id, "test")
    keeper.run_now()
    qtbot.waitUntil(lambda: not keeper.working)
    qtbot.waitUntil(lambda: window.screen_shown.table.rowCount() == 1)


def test_an_office_that_is_away_is_no_alarm_and_nothing_is_lost(
    qtbot, window, screen, keeper, session, office
):
    join(qtbot, screen, office)
    office.close()
    make_firm(session)
    qtbot.waitUntil(lambda: keeper.light == "waiting")
    screen.run_button.click()
    qtbot.waitUntil(lambda: not keeper.working)
    assert "La oficina no responde. No se perdió nada." in screen.detail.text()
    assert not screen.trouble.isVisible()
    assert keeper.light == "waiting"
    assert keeper._next.remainingTime() > exchange_keeper.EVERY_MS // 2


def test_a_laptop_that_was_locked_out_is_told_what_to_do(
    qtbot, window, screen, keeper, session, office
):
    from advisor_app.schema.office import device

    join(qtbot, screen, office)
    with office.base.writing() as c:
        identity.revoke(c, c.execute(device.select()).one().id)
    make_firm(session)
    screen.run_button.click()
    qtbot.waitUntil(screen.trouble.isVisible)
    assert "sigue aquí" in screen.trouble.advice.text()
    assert window.bar.office.text() == "Sin enviar"


def test_pausing_keeps_it_quiet_until_somebody_goes_on(
    qtbot, screen, keeper, session, office, monkeypatch
):
    join(qtbot, screen, office)
    monkeypatch.setattr(exchange_keeper, "QUIET_MS", 20)
    keeper.pause()
    make_firm(session)
    qtbot.waitUntil(lambda: keeper.state.waiting > 0)
    with qtbot.waitSignal(keeper.changed, timeout=300, raising=False):
        pass
    assert (keeper.light, keeper.working) == ("paused", False)
    assert screen.run_button.text() == "Continuar"
    screen.run_button.click()
    qtbot.waitUntil(lambda: keeper.light == "done")


def test_what_the_office_did_not_take_is_shown_with_what_to_do(
    qtbot, window, screen, keeper, session, office
):
    firm = make_firm(session)
    join(qtbot, screen, office)
    with office.base.writing() as c:
        access.take_away(c, identity.find_person(c, "ana").id, firm.id)
    from dataclasses import replace

    session.firms.save(replace(firm, trade_name="El Roble"))
    qtbot.waitUntil(lambda: keeper.state.waiting > 0)
    window.go("today")
    keeper.run_now()
    qtbot.waitUntil(lambda: keeper.state.aside == 1 and not keeper.working)
    assert keeper.light == "look"
    window.go("exchange")
    qtbot.waitUntil(screen.aside.isVisible)
    told = words_in(screen.aside)
    assert "Panadería Ñandú" in told
    assert "hable con la coordinación" in told
    qtbot.waitUntil(lambda: keeper.state.aside == 0)


def test_the_log_is_copied_and_names_nobody(qtbot, screen, session, office):
    visit, view = make_draft(session)
    answer_everything(session, view, visit_id=visit.id)
    join(qtbot, screen, office)
    qtbot.waitUntil(lambda: "done" in screen.log.text())
    screen._copy_log()
    copied = QGuiApplication.clipboard().text()
    assert "sent=" in copied
    assert "Ñandú" not in copied


def test_leaving_asks_first_and_keeps_the_work(qtbot, screen, keeper, session, office):
    make_firm(session)
    join(qtbot, screen, office)
    screen.ask_to_leave()
    from ui.dialogs.question import Question

    screen.findChild(Question).yes_button.click()
    qtbot.waitUntil(screen.form.isVisible)
    assert keeper.light == ""
    assert len(session.firms.list()) == 1


def test_sizes_and_times_are_said_as_people_say_them():
    from advisor_app.services.exchange_progress import Step

    assert words.size(45_400) == "45\N{NO-BREAK SPACE}kB"
    step = Step(sent=120, of=600, came=3, up=45_000, down=1_500_000, seconds=65)
    assert words.progress(step) == (
        "Enviados 120 de 600 · recibidos 3 · 45\N{NO-BREAK SPACE}kB de subida, "
        "1,5\N{NO-BREAK SPACE}MB de bajada · faltan unos 2 min"
    )


def test_the_receipt_of_a_visit_is_proved_by_the_office_and_saved(
    qtbot, screen, session, office, tasks, tmp_path
):
    from ui.dialogs.receipt import ReceiptSheet

    make_draft(session)
    join(qtbot, screen, office)
    qtbot.waitUntil(lambda: "completa en la oficina" in words_in(screen.receipts))
    screen._receipt_rows[0].click()
    qtbot.waitUntil(lambda: screen.findChild(ReceiptSheet) is not None)
    sheet = screen.findChild(ReceiptSheet)
    assert "visit " in sheet.text.toPlainText()
    sheet.prove_button.click()
    qtbot.waitUntil(lambda: sheet.said.text.text().startswith("La oficina lo tiene todo"))
    sheet.save(tmp_path)
    tasks.wait_idle()
    (saved,) = tmp_path.glob("recibo-*.txt")
    assert saved.read_text("utf-8") == sheet.text.toPlainText()
    sheet.reject()


def test_a_row_opens_its_own_visit_where_another_one_read_the_same(
    qtbot, screen, session, office, monkeypatch
):
    make_draft(session)
    join(qtbot, screen, office)
    qtbot.waitUntil(lambda: "completa en la oficina" in words_in(screen.receipts))
    (shown,) = session.exchange.receipts()
    opened = []
    monkeypatch.setattr(screen, "open_receipt", lambda visit_id, *_: opened.append(visit_id))
    screen._show_receipts([replace(shown, visit_id="another")])
    screen._receipt_rows[0].click()
    assert opened == ["another"]


def test_without_room_the_receipt_is_not_saved_and_this_is_said(
    qtbot, screen, session, office, tasks
):
    from pathlib import Path

    from ui.dialogs.receipt import ReceiptSheet

    visit, _view = make_draft(session)
    join(qtbot, screen, office)
    screen.open_receipt(visit.id)
    qtbot.waitUntil(lambda: screen.findChild(ReceiptSheet) is not None)
    sheet = screen.findChild(ReceiptSheet)
    sheet.save(Path("/proc/nowhere"))
    tasks.wait_idle()
    assert "No se pudo guardar" in sheet.said.text.text()
    sheet.reject()
