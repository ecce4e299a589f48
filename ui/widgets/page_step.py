"""Second step to the telephone: it opens the page by a code, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import Banner, button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.field import Field
from ui.widgets.icons import IconLabel
from ui.widgets.qr_view import QrPanel
from ui.widgets.top_bar import announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.networks import Network


class PageStep(QWidget):
    """The address as code and as text, the network it goes through, and what happens there.

    Signals:
        network_chosen: the laptop's address to offer the page at.
        look_again: there was no network to choose from.
    """

    network_chosen = Signal(str)
    look_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.look().space
        self.network = ChoiceList()
        self.network_field = Field(_("Por qué red"), self.network)
        self.network.chosen.connect(self._choose)
        self.look_button = button(_("Buscar la red de nuevo"), clicked=self.look_again.emit)
        self.nothing = Banner(
            _("Este equipo no está en ninguna red."),
            _("Encienda la zona Wi-Fi, o conéctelo a la del teléfono, y busque de nuevo."),
            kind="attention",
            actions=[self.look_button],
        )
        self.address = label("", "heading")
        self.typing = label(_("O escriba esta dirección en el navegador del teléfono:"))
        self.state = label("", "heading")
        self.mark = IconLabel("done", "accent", 24)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance de la descarga"))
        self.notes = label(
            _(
                "Si el teléfono avisa que la red no tiene internet, elija seguir conectado. Si "
                "este equipo pregunta si permite la conexión, permítala. La página sirve una "
                "sola vez y se cierra a los diez minutos."
            ),
            "soft",
        )
        self.panel = QrPanel()
        now = QHBoxLayout()
        now.setSpacing(space(8))
        now.addWidget(self.mark)
        now.addWidget(self.state, 1)
        words = QVBoxLayout()
        words.setSpacing(space(12))
        words.addWidget(label(_("2 de 2 · El teléfono abre la página"), "title"))
        words.addWidget(self.nothing)
        words.addLayout(now)
        for widget in (
            self.progress,
            self.network_field,
            self.typing,
            self.address,
            self.notes,
        ):
            words.addWidget(widget)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(32))
        row.addLayout(words, 1)
        row.addWidget(self.panel)
        self.show_networks(())

    def show_networks(self, found: Sequence[Network]) -> None:
        """The networks there are; choosing one is only asked where there are several."""
        self.network.clear()
        for one in found:
            self.network.addItem(f"{one.name} · {one.address}", one.address)
        self.network_field.setVisible(len(found) > 1)
        self.nothing.setVisible(not found)
        if not found:
            self.show_address("", ())
            self.show_state("")

    def show_address(self, url: str, rows: Sequence[Sequence[bool]]) -> None:
        """Where the page is, or nothing while it is nowhere."""
        self.address.setText(_in_lines(url))
        self.panel.show_code(rows, _("Código con la dirección de la página"))
        for widget in (self.address, self.typing, self.notes, self.panel):
            widget.setVisible(bool(url))

    def show_end(self) -> None:
        """The page is closed: nothing to choose or to read any more."""
        self.show_address("", ())
        self.network_field.hide()

    def show_state(self, words: str, percent: int | None = None, *, done: bool = False) -> None:
        """How far it is; a screen reader speaks it when it is another step."""
        self.mark.setVisible(done)
        before = self.state.text()
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.progress.setVisible(percent is not None)
        self.progress.setValue(percent or 0)
        if words and words != before and percent is None:
            announce(self, words)

    def _choose(self, address: object) -> None:
        self.network_chosen.emit(str(address))


def _in_lines(url: str) -> str:
    """An address in pieces that can be typed from the screen without losing the place."""
    base, slash, secret = url.rpartition("/")
    half = len(secret) // 2
    return f"{base}{slash}\n{secret[:half]}\n{secret[half:]}" if secret else ""
