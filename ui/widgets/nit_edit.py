"""A field for a NIT that works out the check digit while the number is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from advisor_app import formats
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.nit import Nit, check_digit, parse_nit
from advisor_app.i18n import _
from ui.widgets.assistance import is_filled_in

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_SEPARATORS: Final = str.maketrans("", "", ". \u00a0\u2009,")
SHORTEST: Final = 6
LONGEST: Final = 10


def live_digit(text: str) -> str | None:
    """The check digit of what is typed so far, once there is enough to have one."""
    base = text.translate(_SEPARATORS).split("-")[0]
    if base.isascii() and base.isdigit() and SHORTEST <= len(base) <= LONGEST:
        return check_digit(base)
    return None


def shown_number(nit: Nit) -> str:
    """``999.000.101-0``; without a check digit ``52.004.118``; a passport as it is."""
    if not nit.base.isdigit():
        return nit.base
    grouped = formats.nit(nit.base, nit.check_digit)
    return grouped if nit.check_digit else grouped.removesuffix("-")


class NitEdit(QLineEdit):
    """Takes ``999000101``, ``999.000.101`` or ``999.000.101-0``; shows the digit it gives.

    Other identifications are written here too: they have a check digit only where one was typed.

    Signals:
        committed: the user left the field, or pressed Enter, after changing it.
    """

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self._kind = "nit"
        self.digit = QLabel(self)
        self.digit.setProperty("role", "soft")
        self.digit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.digit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setMaxLength(24)
        self.textChanged.connect(self._show_digit)
        self.textChanged.connect(self._hear)
        self.editingFinished.connect(self._settle)

    def value(self) -> Nit | None:
        """The NIT written, None when the field is empty.

        Raises:
            InvalidRecord: it is no NIT, or its check digit is another.
        """
        text = self.text().strip()
        if not text:
            return None
        bare = text.translate(_SEPARATORS).upper()
        if self._kind == "passport" or (self._kind != "nit" and bare.isdigit()):
            return Nit(bare, "")
        return parse_nit(text)

    def set_value(self, nit: Nit | None) -> None:
        """Show a number the way people write it."""
        self._told = shown_number(nit) if nit else ""
        self.setText(self._told)

    def set_kind(self, id_type: str) -> None:
        """Take another kind of identification from now on."""
        self._kind = id_type
        self._show_digit(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_digit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place_digit()

    def _show_digit(self, text: str) -> None:
        digit = live_digit(text) if self._kind == "nit" else None
        shown = "" if digit is None else _("dígito {digit}").format(digit=digit)
        self.digit.setText(shown)
        self.setAccessibleDescription(shown)
        self._place_digit()

    def _place_digit(self) -> None:
        width = self.digit.sizeHint().width() if self.digit.text() else 0
        self.setTextMargins(0, 0, width + 12 if width else 0, 0)
        self.digit.setGeometry(self.width() - width - 12, 0, width, self.height())

    def _hear(self, _text: str) -> None:
        if is_filled_in(self):
            self._settle()

    def _settle(self) -> None:
        if self.text() == self._told:
            return
        try:
            nit = self.value()
        except InvalidRecord:
            nit = None  # what was typed stays, for the form to show beside it what is wrong
        if nit is not None and self.text() != (shown := shown_number(nit)):
            self.selectAll()
            self.insert(shown)  # unlike setText, Ctrl+Z still brings the old one back
        self._told = self.text()
        self.committed.emit()
