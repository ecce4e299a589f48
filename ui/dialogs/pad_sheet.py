"""The laptop in the hands of who signs: one sentence, one large pad, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from advisor_app.domain.ink import ink_problem
from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import button, label
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.top_bar import announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.signature import Stroke


class PadSheet(QDialog):
    """Covers the window, so that nobody reads of others; Esc goes back and keeps the ink.

    Signals:
        signed: the strokes, when who signs has finished.
    """

    signed = Signal(object)

    def __init__(
        self, sentence: str, statement: str, strokes: Sequence[Stroke], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Para firmar"))
        self.setModal(True)
        self.sentence = label(sentence, "question")
        self.statement = label(statement, "answer")
        self.pad = SignaturePad()
        self.pad.set_strokes(strokes)
        self.problem = label("", "error")
        self.problem.hide()
        self.back_button = button(_("Volver"), icon="back", clicked=self.reject)
        self.undo_button = button(_("Deshacer trazo"), icon="undo", clicked=self.pad.undo)
        self.clear_button = button(_("Borrar"), icon="delete", clicked=self.pad.clear)
        self.sign_button = button(_("Firmar"), "primary", icon="done", clicked=self._sign)
        self.pad.changed.connect(self._follow)
        self._lay_out()
        self._follow()
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.pad.undo)
        self.setGeometry(parent.window().geometry())

    def refuse(self, text: str) -> None:
        """Say why the signature was not kept; the ink stays."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.sign_button.setEnabled(True)
        announce(self.problem, text)

    def _lay_out(self) -> None:
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(32), space(24), space(32), space(20))
        column.setSpacing(space(12))
        foot = QHBoxLayout()
        foot.setSpacing(space(8))
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        for one in (self.undo_button, self.clear_button, self.sign_button):
            foot.addWidget(one)
        column.addWidget(self.sentence)
        column.addWidget(self.statement)
        column.addWidget(self.pad, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)

    def _follow(self) -> None:
        drawn = bool(self.pad.strokes)
        self.undo_button.setEnabled(drawn)
        self.clear_button.setEnabled(drawn)
        self.problem.hide()

    def _sign(self) -> None:
        problem = ink_problem(self.pad.strokes)
        if problem:
            self.refuse(problem)
            return
        self.sign_button.setEnabled(False)  # one signature, however often it is tapped
        self.signed.emit(self.pad.strokes)
