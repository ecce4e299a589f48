"""The bottom of the interview: how it was seen, photo, note, does not apply, not seen, next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import label
from ui.widgets.evidence_bar import EvidenceBar
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from advisor_app.domain.answers import Evidence

_MOST_LETTERS = 500


class AnswerBar(QStackedWidget):
    """The buttons of an answer; while a sentence is asked for, its field in their place.

    Signals:
        written: the sentence typed, when it is confirmed.
        dropped: the sentence was given up.
    """

    written = Signal(str)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = EvidenceBar()
        self.photo = KeyButton("F", _("Foto"))
        self.note = KeyButton("A", _("Nota"))
        self.not_applicable = KeyButton("N", _("No aplica"))
        self.not_seen = KeyButton("S", _("Sin ver"))
        self.next = KeyButton("Enter", _("Siguiente"), primary=True)
        for one in (self.photo, self.note, self.not_applicable, self.not_seen):
            one.setCheckable(True)
        self._buttons = QWidget()
        self._grid = QGridLayout(self._buttons)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._others = QWidget()
        row = QHBoxLayout(self._others)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look().space(6))
        row.addStretch(1)
        for one in (self.photo, self.note, self.not_applicable, self.not_seen, self.next):
            row.addWidget(one)
        self.sentence = _Sentence()
        self.sentence.setMaxLength(_MOST_LETTERS)
        self.sentence.given_up.connect(self.dropped)
        self.accept = KeyButton("Enter", _("Listo"), primary=True)
        self.accept.clicked.connect(self.confirm)
        self.give_up = KeyButton("Esc", _("Cancelar"))
        self.give_up.clicked.connect(self.dropped)
        self.addWidget(self._buttons)
        self.addWidget(self._writing())
        self._two_lines: bool | None = None
        self._arrange()

    @property
    def is_writing(self) -> bool:
        """Whether a sentence is being asked for."""
        return self.currentIndex() == 1

    @property
    def has_loose_sentence(self) -> bool:
        """Whether something was typed that nobody confirmed or gave up yet."""
        return self.is_writing and self.sentence.isModified()

    def show_evidence(self, grade: Evidence | None, *, asked: bool) -> None:
        """The grade chosen; where it has a line of its own, only while it is asked."""
        self.evidence.show_grade(grade, asked=asked)
        self._fit()

    def ask_sentence(self, name: str, text: str) -> None:
        """Ask for a sentence in place of the buttons."""
        self.prompt.setText(name)
        self.sentence.setAccessibleName(name)
        self.sentence.setText(text)
        self.setCurrentIndex(1)
        self.sentence.setFocus()
        self.sentence.selectAll()

    def show_buttons(self) -> None:
        """Back to the buttons."""
        self.setCurrentIndex(0)

    def confirm(self) -> None:
        """Hand over what was typed."""
        self.written.emit(self.sentence.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._two_lines = None
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        widest = max(self.evidence.sizeHint().width(), self._others.sizeHint().width())
        return QSize(widest, self.sizeHint().height())

    def sizeHint(self) -> QSize:
        look = theme.look()
        lines = 2 if self._two_lines and not self.evidence.isHidden() else 1
        height = lines * look.target + (lines - 1) * look.space(6)
        return QSize(look.content_width, height)

    def _writing(self) -> QWidget:
        page = QWidget()
        self.prompt = label("", "name", wrap=False)
        self.prompt.setBuddy(self.sentence)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look().space(8))
        row.addWidget(self.prompt)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.give_up)
        row.addWidget(self.accept)
        return page

    def _arrange(self) -> None:
        gap = theme.look().space(6)
        needed = self.evidence.sizeHint().width() + self._others.sizeHint().width() + 2 * gap
        two_lines = needed > self.width()
        if two_lines == self._two_lines:
            return
        self._two_lines = two_lines
        self._grid.setSpacing(gap)
        left = Qt.AlignmentFlag.AlignLeft
        for one in (self.evidence, self._others):
            self._grid.removeWidget(one)
        self._grid.addWidget(self.evidence, 0, 0, left)
        self._grid.addWidget(self._others, 1 if two_lines else 0, 0 if two_lines else 1)
        self._grid.setColumnStretch(1, 0 if two_lines else 1)
        self._grid.setColumnStretch(0, 1 if two_lines else 0)
        self.evidence.keep_place(keep=not two_lines)
        self._fit()

    def _fit(self) -> None:
        height = self.sizeHint().height()
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)


class _Sentence(QLineEdit):
    """A line that is given up with Esc, whatever else Esc does in the window.

    Signals:
        given_up: Esc was pressed.
    """

    given_up = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


def _is_escape(event: QEvent) -> bool:
    return getattr(event, "key", lambda: None)() == Qt.Key.Key_Escape
