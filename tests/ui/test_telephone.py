"""The screen beside the telephone: two codes, each step told, and nothing left open behind it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from advisor_app.domain import clock
from advisor_app.domain.delivery import Channel, DeliveryState, Errand
from advisor_app.domain.hand_over import Stage
from advisor_app.handover import server
from advisor_app.services.telephone import qr_modules
from tests.builders import answer_everything, make_draft
from tests.handover.telephones import ANDROID, LOOPBACK, ask, connect
from tests.ui.hands import expose, type_text
from ui import networks
from ui.networks import Network
from ui.screens.telephone import TelephoneScreen
from ui.widgets.qr_view import QrView

WIFI = Network("Wi-Fi", LOOPBACK)


@pytest.fixture
def errand(session):
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    return Errand(session.documents.issue(draft.id).id, "es")


@pytest.fixture
def nearby(monkeypatch):
    """The networks this laptop is in; never a real one."""
    found = [WIFI]
    monkeypatch.setattr(networks, "networks", lambda: list(found))
    return found


@pytest.fixture
def screen(qtbot, context, tasks, errand, nearby):
    made = TelephoneScreen(context)
    expose(qtbot, made)
    made.open(errand=errand)
    tasks.wait_idle(30)
    yield made
    made.leave()
    tasks.wait_idle(30)


@pytest.fixture
def offered(screen, tasks):
    """The second step, with the page open."""
    screen.offer_page()
    tasks.wait_idle(30)
    return screen


def url_of(screen):
    return screen.page_step.address.text().replace("\n", "")


def take(screen, path="", method="GET"):
    return ask(url_of(screen) + path, method=method, User_Agent=ANDROID)


def pdf_path(session, errand):
    number = session.deliveries.name_of(errand.document_id).number
    return f"/panaderia-nandu-{number}-v1-es.pdf"


def serving():
    return "handover" in {one.name for one in threading.enumerate()}


def drawn(view: QrView, count: int) -> list[list[bool]]:
    """The modules of a code as they can be seen, from the middle of each."""
    image = view.grab().toImage()
    side = view.width() // (count + 8)
    first = (view.width() - side * count) // 2 + side // 2
    places = [first + number * side for number in range(count)]
    return [[image.pixelColor(x, y).lightness() < 128 for x in places] for y in places]


def test_the_first_code_joins_the_network_that_was_typed(screen, tasks, qtbot):
    step = screen.network_step
    assert step.name.hasFocus()
    type_text(qtbot, step.name, "Portátil de Lucía")
    qtbot.keyClick(step.name, Qt.Key.Key_Tab)
    type_text(qtbot, step.password, "café del huila")
    tasks.wait_idle(30)
    rows = qr_modules("WIFI:T:WPA;S:Portátil de Lucía;P:café del huila;;")
    assert drawn(step.panel.qr, len(rows)) == [list(row) for row in rows]
    assert step.panel.qr.accessibleName() == "Código para entrar a la red"


def test_a_password_too_short_for_wi_fi_gives_no_code(screen, tasks, qtbot):
    step = screen.network_step
    type_text(qtbot, step.name, "Portátil")
    type_text(qtbot, step.password, "corta")
    tasks.wait_idle(30)
    assert step.code() == ""
    assert "al menos 8" in step.password_field.error
    assert step.panel.qr.accessibleName() == ""


def test_an_open_network_is_warned_of(screen, qtbot):
    type_text(qtbot, screen.network_step.name, "Abierta")
    assert "cualquiera que esté cerca" in screen.network_step.password_field.message.text()
    assert screen.network_step.code() == "WIFI:T:nopass;S:Abierta;;"


def test_nothing_is_served_before_the_second_step(screen, qtbot, tasks):
    assert not serving()
    screen.main_button.setFocus()
    qtbot.keyClick(screen.main_button, Qt.Key.Key_Space)
    tasks.wait_idle(30)
    assert serving()
    assert take(screen).status == 200


def test_the_second_code_is_the_address_that_is_written_beside_it(offered):
    rows = qr_modules(url_of(offered))
    assert drawn(offered.page_step.panel.qr, len(rows)) == [list(row) for row in rows]
    assert offered.page_step.state.text() == "Esperando el teléfono…"


def test_each_step_of_the_telephone_is_told_and_the_proof_is_kept(offered, qtbot, session, errand):
    state = offered.page_step.state
    take(offered)
    qtbot.waitUntil(lambda: state.text() == "El teléfono abrió la página")
    take(offered, pdf_path(session, errand))
    qtbot.waitUntil(lambda: state.text().startswith("Entregado a las"))
    assert offered.page_step.mark.isVisible()
    take(offered, "/tengo", "POST")
    qtbot.waitUntil(lambda: state.text().startswith("Entregado y confirmado a las"))
    assert not offered.page_step.panel.isVisible()
    (made,) = session.deliveries.of_document(errand.document_id)
    assert (made.channel, made.state) == (Channel.TELEPHONE, DeliveryState.CONFIRMED)
    assert (made.proof.device, made.proof.pages) == ("Android", offered._offer.pages)


def test_a_download_shows_how_far_it_is(offered, qtbot):
    from advisor_app.domain.hand_over import Progress

    offered._hand_over.progress = Progress(Stage.DOWNLOADING, 40)
    qtbot.waitUntil(lambda: offered.page_step.state.text() == "Descargando… 40 %")
    assert offered.page_step.progress.value() == 40
    assert offered.page_step.progress.isVisible()


def test_the_time_is_that_of_the_laptop(offered, qtbot, session, errand):
    clock.use(clock.FixedClock(datetime(2026, 11, 20, 15, 42, tzinfo=UTC)))
    take(offered, pdf_path(session, errand))
    qtbot.waitUntil(offered.page_step.mark.isVisible)
    assert offered.page_step.state.text().replace("\xa0", " ") == "Entregado a las 10:42 a. m."


def test_leaving_closes_the_page(offered, tasks):
    url = url_of(offered)
    assert offered.leave()
    tasks.wait_idle(30)
    assert not serving()
    with pytest.raises(ConnectionRefusedError):
        connect(url)


def test_going_back_to_the_network_closes_the_page(offered, tasks, qtbot):
    offered.back_button.setFocus()
    qtbot.keyClick(offered.back_button, Qt.Key.Key_Space)
    tasks.wait_idle(30)
    assert not serving()
    assert offered.network_step.name.hasFocus()


def test_finishing_goes_back_to_where_one_came_from(offered, qtbot, navigator):
    assert offered.main_button.hasFocus()
    qtbot.keyClick(offered.main_button, Qt.Key.Key_Space)
    assert navigator.backs == 1


def test_without_a_network_it_says_so_and_looks_again(screen, tasks, qtbot, nearby):
    nearby.clear()
    screen.offer_page()
    assert screen.page_step.nothing.isVisible()
    assert not screen.page_step.panel.isVisible()
    nearby.append(WIFI)
    screen.page_step.look_button.setFocus()
    qtbot.keyClick(screen.page_step.look_button, Qt.Key.Key_Space)
    tasks.wait_idle(30)
    assert not screen.page_step.nothing.isVisible()
    assert take(screen).status == 200


def test_among_several_networks_the_user_chooses(screen, tasks, qtbot, nearby):
    nearby.append(Network("Cable", "127.0.0.2"))
    screen.offer_page()
    tasks.wait_idle(30)
    step, first = screen.page_step, url_of(screen)
    assert step.network_field.isVisible()
    assert f"//{LOOPBACK}:" in first
    step.network.setFocus()
    qtbot.keyClick(step.network, Qt.Key.Key_Down)
    tasks.wait_idle(30)
    assert "//127.0.0.2:" in url_of(screen)
    with pytest.raises(ConnectionRefusedError):
        connect(first)


def test_one_network_alone_is_not_asked_about(offered):
    assert not offered.page_step.network_field.isVisible()


def test_a_network_that_is_gone_is_told(screen, tasks, navigator, nearby):
    nearby[0] = Network("Wi-Fi", "192.168.213.77")
    screen.offer_page()
    tasks.wait_idle(30)
    assert "No se pudo abrir la página" in navigator.errors[-1].message


def test_after_its_time_the_page_can_be_offered_again(screen, tasks, qtbot, monkeypatch):
    monkeypatch.setattr(server.OneTimePage.__init__, "__kwdefaults__", {
        **server.OneTimePage.__init__.__kwdefaults__, "lifetime": 0.05,
    })  # fmt: skip
    screen.offer_page()
    tasks.wait_idle(30)
    qtbot.waitUntil(screen.again_button.isVisible)
    assert "diez minutos" in screen.page_step.state.text()
    assert screen.again_button.hasFocus()
    monkeypatch.undo()
    monkeypatch.setattr(networks, "networks", lambda: [WIFI])
    qtbot.keyClick(screen.again_button, Qt.Key.Key_Space)
    tasks.wait_idle(30)
    assert take(screen).status == 200


def test_a_proof_that_could_not_be_kept_is_told(
    offered, session, errand, qtbot, monkeypatch, navigator
):
    from advisor_app.domain.errors import AdvisorError

    def full(*_args, **_more):
        raise AdvisorError("No hay espacio")

    monkeypatch.setattr(session.deliveries, "hand", full)
    take(offered, pdf_path(session, errand))
    qtbot.waitUntil(lambda: bool(navigator.errors))
    assert navigator.errors[0].message == "No hay espacio"


def test_a_second_telephone_is_a_second_delivery(offered, tasks, qtbot, session, errand):
    take(offered, pdf_path(session, errand))
    qtbot.waitUntil(offered.page_step.mark.isVisible)
    offered.show_network()
    offered.offer_page()
    tasks.wait_idle(30)
    take(offered, pdf_path(session, errand))
    qtbot.waitUntil(offered.page_step.mark.isVisible)
    assert len(session.deliveries.of_document(errand.document_id)) == 2


def test_locking_the_workspace_closes_the_page(
    qtbot, closed_window, tasks, monkeypatch, nearby
):  # the real window, behind a real passphrase
    from tests.ui.conftest import PASSPHRASE

    window = closed_window
    window.go("unlock")
    shown = window.screen_shown
    type_text(qtbot, shown.passphrase.line, PASSPHRASE)
    qtbot.keyClick(shown.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.context.session is not None)
    session = window.context.open_session
    _visit, draft = make_draft(session)
    issued = session.documents.issue(draft.id)
    window.go("telephone", errand=Errand(issued.id, "es"))
    tasks.wait_idle(30)
    screen = window.screen_shown
    screen.offer_page()
    tasks.wait_idle(30)
    url = url_of(screen)
    assert ask(url).status == 200
    window.lock()
    tasks.wait_idle(30)
    assert not serving()
    with pytest.raises(ConnectionRefusedError):
        connect(url)
    assert QApplication.activeModalWidget() is None
