"""The line at the top: where I am, whether all is saved, what waits to be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from advisor_app.i18n import _, ngettext
from ui import theme
from ui.widgets.basic import button, label
from ui.widgets.icons import IconLabel
from ui.widgets.light import copy_light, exchange_light

if TYPE_CHECKING:
    from ui.context import Context

_SAY_MS: Final = 6000
_PATIENCE_MS: Final = 300  # a save that takes less is not worth a word


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader speak a text."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Elided(QLabel):
    """One line that gives way with an ellipsis; the whole text stays in its tip."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def say(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def whole(self) -> str:
        """The text without ellipsis."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._whole)
        return super().sizeHint().expandedTo(QSize(wide + 1, 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class TopBar(QFrame):
    """Where I am · what was just said or that all is saved · what waits.

    Attributes:
        menu: folds and unfolds the rail.
        back: leads to the screen before.
        light: tells whether this work exists twice, and leads to the second copy.
        office: tells whether the office has it, and leads to the exchange.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        space = theme.look().space
        row = QHBoxLayout(self)
        row.setContentsMargins(space(8), space(4), space(16), space(4))
        row.setSpacing(space(8))
        self.menu = button("", "quiet", icon="menu")
        self.menu.setAccessibleName(_("Mostrar u ocultar el menú"))
        self.menu.setToolTip(_("Mostrar u ocultar el menú"))
        self.back = button("", "quiet", icon="back")
        self.back.setAccessibleName(_("Volver"))
        self.back.setToolTip(_("Volver (Esc)"))
        self.title = Elided("heading")
        self.demo = label(_("Demostración"), "badge", wrap=False)
        self.demo.setToolTip(_("Empresas inventadas: nada aquí es real"))
        self.demo.setProperty("tone", "info")
        self.mark = IconLabel("done", "accent", 18)
        self.state = Elided("soft")
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.waiting = label("", "soft", wrap=False)
        self.light = copy_light(context.copies, self)
        self.office = exchange_light(context.exchange, self)
        self._exchange = context.exchange
        for widget in (self.menu, self.back):
            row.addWidget(widget)
        row.addWidget(self.title, 5)
        row.addWidget(self.demo)
        row.addWidget(self.state, 2)
        row.addWidget(self.mark)
        row.addWidget(self.waiting)
        row.addWidget(self.office)
        row.addWidget(self.light)
        self._busy = False
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.timeout.connect(self._show_state)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._show_state)
        self.show_waiting(0)
        self._show_state()

    def say(self, text: str) -> None:
        """A quiet word, gone after some seconds; a screen reader speaks it."""
        self.state.say(text)
        self.mark.hide()
        self._said.start(_SAY_MS)
        announce(self, text)

    def show_busy(self, busy: bool) -> None:
        """Say that something is being saved, if it takes long enough to be seen."""
        self._busy = busy
        if busy:
            self._slow.start(_PATIENCE_MS)
        else:
            self._slow.stop()
            if not self._said.isActive():
                self._show_state()

    def show_waiting(self, count: int) -> None:
        """How many changes wait to be sent, where no office is there to take them yet."""
        self.waiting.setVisible(count > 0 and not self._exchange.light)
        self.waiting.setText(
            ngettext("{n} cambio por enviar", "{n} cambios por enviar", count).format(n=count)
        )

    def _show_state(self) -> None:
        saving = self._busy and not self._slow.isActive()
        if self._said.isActive():
            return
        self.state.say(_("Guardando…") if saving else _("Guardado"))
        self.mark.setVisible(not saving)
