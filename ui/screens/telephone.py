"""A document for the telephone beside the laptop: join the network, open the page, take it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.hand_over import Offer, Progress, Stage
from advisor_app.i18n import _, language
from ui import networks
from ui.report_paper import reprint
from ui.screens.base import Screen
from ui.widgets.basic import Column, button
from ui.widgets.foot import Foot
from ui.widgets.network_step import NetworkStep
from ui.widgets.page_step import PageStep

if TYPE_CHECKING:
    from advisor_app.domain.delivery import Errand
    from advisor_app.services.session import Session
    from advisor_app.services.telephone import HandOver
    from ui.context import Context
    from ui.report_paper import Paper

_LOOK_MS: Final = 200
_DONE: Final = frozenset({Stage.DELIVERED, Stage.CONFIRMED})

Rows = tuple[tuple[bool, ...], ...]


class TelephoneScreen(Screen):
    """Two steps with a code each; leaving it closes the page."""

    route: ClassVar[str] = "telephone"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._errand: Errand | None = None
        self._paper: Paper | None = None
        self._offer: Offer | None = None
        self._hand_over: HandOver | None = None
        self._told: Progress | None = None
        self.network_step = NetworkStep()
        self.page_step = PageStep()
        self.back_button = button(_("Volver a la red"), clicked=self.show_network)
        self.again_button = button(_("Ofrecer otra vez"), clicked=self.offer_page)
        self.main_button = button(_("Seguir"), "primary", clicked=self._go_on)
        self.network_step.changed.connect(self._draw_network_code)
        self.page_step.network_chosen.connect(self._offer_at)
        self.page_step.look_again.connect(self.offer_page)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._look)
        self.steps = QStackedWidget()
        for step in (self.network_step, self.page_step):
            column = Column()
            column.add(step)
            column.end()
            self.steps.addWidget(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.steps, 1)
        self.foot = Foot((self.back_button, self.again_button), self.main_button)
        whole.addWidget(self.foot)
        self._settle()

    def title(self) -> str:
        if self._paper is None:
            return _("Al teléfono")
        return _("{firm} · al teléfono").format(firm=self._paper.firm_name)

    def help_text(self) -> str:
        return _(
            "El documento pasa directo de este equipo al teléfono, sin internet. Los dos tienen "
            "que estar en la misma red: la zona Wi-Fi de este equipo o la del teléfono.\n\n"
            "Primero el teléfono entra a la red con el primer código; el nombre y la contraseña "
            "no se guardan. Si ya está en la red, siga al segundo paso.\n\n"
            "Luego lee el segundo código, guarda el documento y toca «Ya lo tengo». Queda anotado "
            "qué se entregó, a qué hora y a qué clase de teléfono.\n\n"
            "La página tiene una dirección secreta, sirve una sola vez, y se cierra al salir de "
            "esta pantalla, al bloquear o a los diez minutos."
        )

    def open(self, *, errand: Errand) -> None:
        if errand != self._errand:
            self._paper = self._offer = None
        self._errand = errand
        self.show_network()
        work = partial(reprint, self.context.open_session, errand)
        self.context.tasks.run_long(work, self._prepared)

    def first_focus(self) -> QWidget:
        return self.network_step.name

    def leave(self) -> bool:
        self._stop()
        return True

    # The steps

    def show_network(self) -> None:
        """Back to the network; the page closes."""
        self._stop()
        self.steps.setCurrentIndex(0)
        self._settle()
        self.network_step.name.setFocus()

    def offer_page(self) -> None:
        """Look which networks there are, and offer the page in the likeliest."""
        self._stop()
        self.steps.setCurrentIndex(1)
        found = networks.networks()
        self.page_step.show_networks(found)
        self._settle()
        if found:
            self._offer_at(found[0].address)

    def _go_on(self) -> None:
        if self.steps.currentIndex() == 0:
            self.offer_page()
        else:
            self.context.back()

    def _settle(self) -> None:
        """The buttons that the present step needs."""
        first = self.steps.currentIndex() == 0
        self.back_button.setVisible(not first)
        self.again_button.hide()
        self.main_button.setText(_("Seguir") if first else _("Terminar"))
        self.main_button.setEnabled(not first or self._offer is not None)

    # The codes

    def _draw_network_code(self, code: str) -> None:
        if code:
            self.context.tasks.run(partial(_rows, code), partial(self._show_network_code, code))

    def _show_network_code(self, code: str, rows: Rows) -> None:
        self.network_step.show_code(code, rows)

    def _prepared(self, paper: Paper) -> None:
        from ui.first_page import first_page

        if paper.errand != self._errand:
            return
        self._paper = paper
        self.title_changed.emit()
        session = self.context.open_session
        picture, pages = first_page(paper.pdf, self)

        def work() -> Offer:
            from ui.printing import png

            return _offer(session, paper, png(picture), pages)

        self.context.tasks.run_long(work, self._ready)

    def _ready(self, offer: Offer) -> None:
        self._offer = offer
        self._settle()

    def _offer_at(self, address: str) -> None:
        offer, errand, session = self._offer, self._errand, self.context.open_session
        if offer is None or errand is None:
            return
        self.page_step.show_state(_("Abriendo la página…"))

        def work() -> tuple[HandOver, Rows]:
            made = session.telephone.offer(errand, offer, address)
            return made, _rows(made.url)

        self.context.tasks.run(work, self._offered)

    def _offered(self, opened: tuple[HandOver, Rows]) -> None:
        self._hand_over, rows = opened
        self._told = None
        self.page_step.show_address(self._hand_over.url, rows)
        self._look()
        self._watch.start()
        self.main_button.setFocus()

    def _stop(self) -> None:
        self._watch.stop()
        session = self.context.session
        if self._hand_over is not None and session is not None:
            self.context.tasks.run(session.telephone.close, _nothing)
        self._hand_over = None

    # What happens on the telephone

    def _look(self) -> None:
        """Say how far it is; the page itself lives in a thread of its own."""
        hand_over = self._hand_over
        if hand_over is None or hand_over.progress == self._told:
            return
        self._told = progress = hand_over.progress
        local = formats.local(hand_over.at, clock.offset_minutes())
        words, percent = _state(progress, formats.clock_time(local, language()))
        self.page_step.show_state(words, percent, done=progress.stage in _DONE)
        if hand_over.error is not None:
            self.context.explain(hand_over.error)
        self._follow(progress)

    def _follow(self, progress: Progress) -> None:
        if progress.stage in (Stage.CONFIRMED, Stage.EXPIRED):
            self._watch.stop()
            self.page_step.show_end()
        if progress.stage is Stage.EXPIRED:
            self.again_button.show()
            self.again_button.setFocus()
        if progress.file and self._errand is not None:
            # what waited for this is done: another telephone is another delivery
            self._errand = replace(self._errand, waiting_id=None)


def _state(progress: Progress, time: str) -> tuple[str, int | None]:
    if progress.stage is Stage.DOWNLOADING:
        words = _("Descargando… {percent} %").format(percent=progress.percent)
        return words, progress.percent
    words = {
        Stage.WAITING: _("Esperando el teléfono…"),
        Stage.OPENED: _("El teléfono abrió la página"),
        Stage.DELIVERED: _("Entregado a las {time}"),
        Stage.CONFIRMED: _("Entregado y confirmado a las {time}"),
        Stage.EXPIRED: _("Pasaron diez minutos y la página se cerró"),
    }[progress.stage]
    return words.format(time=time), None


def _rows(text: str) -> Rows:
    from advisor_app.services.telephone import qr_modules

    return qr_modules(text)


def _offer(session: Session, paper: Paper, picture: bytes, pages: int) -> Offer:
    sent = paper.sent
    name = session.deliveries.name_of(sent.document_id)
    return Offer(
        name.title(sent.lang),
        name.firm_name,
        name.number,
        sent.lang,
        paper.file_name,
        paper.pdf,
        picture,
        pages,
    )


def _nothing(_result: object) -> None:
    """Nobody waits for this one."""
