"""Where the interview is, and the question as it is spoken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import label
from ui.widgets.top_bar import Elided

_WRAP = int(Qt.TextFlag.TextWordWrap)
_BAR = 120


class PlaceBar(QWidget):
    """Dimension, place in it, and total progress."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.look().space
        self.dimension = Elided("heading")
        self.dimension.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.place = label("", "soft", wrap=False)
        self.total = label("", "soft", wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(space(_BAR))
        self.bar.setAccessibleName(_("Avance de la entrevista"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(8))
        for widget in (self.dimension, self.place):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.total)
        row.addWidget(self.bar)

    def show_place(self, dimension: str, place: str, done: int, total: int) -> None:
        """Say where the interview is."""
        self.dimension.say(dimension)
        self.place.setText(place)
        self.total.setText(_("{done} de {total}").format(done=done, total=total))
        self.bar.setMaximum(total)
        self.bar.setValue(done)


class QuestionPanel(QWidget):
    """The spoken question, large, and the full one beneath, in a room that keeps its height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask = label()
        self.question = label("", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(4))
        column.addWidget(self.ask)
        column.addWidget(self.question)
        column.addStretch(1)
        self._every: tuple[tuple[str, str], ...] = ()
        self._measured: object = None

    def reserve(self, every: Sequence[tuple[str, str]]) -> None:
        """Keep room for the longest of these pairs of spoken and full question."""
        if tuple(every) != self._every:
            self._every = tuple(every)
            self._measured = None
            self._measure()

    def show_question(self, ask: str, question: str) -> None:
        """Another question."""
        self.ask.setText(ask)
        self.question.setText(question)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().content_width, self.minimumHeight())

    def _measure(self) -> None:
        look = theme.look()
        if self._measured == (self.width(), look):
            return
        self._measured = (self.width(), look)
        self.ask.setFont(_spoken(look))
        large = QFontMetrics(_spoken(look))
        soft = QFontMetrics(look.font(look.type.body))
        room = QRect(0, 0, self.width(), 10_000)
        tallest = max(
            (
                large.boundingRect(room, _WRAP, ask).height()
                + soft.boundingRect(room, _WRAP, question).height()
                for ask, question in self._every
            ),
            default=0,
        )
        self.setFixedHeight(tallest + look.space(4) + 8)


def _spoken(look: theme.Look) -> QFont:
    """The type of what is read aloud: it grows half as fast as the rest, to leave room."""
    return look.font(look.type.question * (100 + look.percent) / (2 * look.percent))
