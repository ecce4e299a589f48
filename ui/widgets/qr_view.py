"""A QR code on the screen, large enough for a telephone at arm's length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from advisor_app.design import LIGHT
from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_SIDE: Final = 340
_QUIET: Final = 4  # the white modules around a code that readers count on


class QrPanel(QWidget):
    """A code, and beneath it what to do with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.qr = QrView()
        self.hint = label("", "soft")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.hint.setFixedWidth(self.qr.width())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(8))
        column.addWidget(self.qr)
        column.addWidget(self.hint)
        column.addStretch(1)

    def show_code(self, rows: Sequence[Sequence[bool]], name: str, otherwise: str = "") -> None:
        """A code and its name, or what is said while there is none."""
        self.qr.show_code(rows, name if rows else "")
        self.hint.setText(_("Léalo con la cámara del teléfono.") if rows else otherwise)


class QrView(QWidget):
    """Dark on white in every theme: telephones read nothing else in the sun."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[bool]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = theme.look().space(_SIDE)
        return QSize(side, side)

    def show_code(self, rows: Sequence[Sequence[bool]], name: str) -> None:
        """Another code, and what a screen reader calls it."""
        self._rows = rows
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.raised))
        painter.drawRect(self.rect())
        if not self._rows:
            return
        # whole pixels, so that every module is as wide as the next
        count = len(self._rows) + 2 * _QUIET
        module = max(1, min(self.width(), self.height()) // count)
        left = (self.width() - module * len(self._rows)) // 2
        top = (self.height() - module * len(self._rows)) // 2
        painter.setBrush(QColor(LIGHT.ink))
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.drawRect(QRectF(left + x * module, top + y * module, module, module))
