"""What is signed: its name, version and fingerprint, and what it would take to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.models.signing_page import party_name
from ui.widgets.basic import Card, button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from ui.models.signing_page import SigningPage


class SigningHead(QWidget):
    """Above the lines to sign on.

    Signals:
        pages_wanted: show the pages as they are printed.
        corrected: the reason of a new version.
    """

    pages_wanted = Signal()
    corrected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(12))
        self.name = label("", "title")
        self.mark = label("", "soft")
        self.pages_button = button(
            _("Leer las páginas"), icon="eye", clicked=self.pages_wanted.emit
        )
        self.withdrawn = label("", "caption")
        self.reason = NoteEdit(lines=2)
        self.reason_field = Field(_("Qué se corrige"), self.reason, _("En pocas palabras"))
        self.correct_button = button(
            _("Corregir: versión nueva"), icon="edit", clicked=self._correct
        )
        self.correction = Card(_("Los datos cambiaron después de firmar"))
        self.correction.add(
            label(
                _(
                    "Este documento sigue diciendo lo que se firmó. Para que diga lo de ahora, "
                    "haga una versión nueva: nombra a esta, dice el motivo y se firma otra vez."
                )
            )
        )
        self.correction.add(self.reason_field)
        self.correction.add(FlowButtons([self.correct_button]))
        words = QVBoxLayout()
        words.setSpacing(theme.look().space(4))
        words.addWidget(self.name)
        words.addWidget(self.mark)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self.pages_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.withdrawn)
        column.addWidget(self.correction)
        self.correction.hide()
        self.withdrawn.hide()

    def show_page(self, page: SigningPage) -> None:
        """Tell of another state of the document."""
        self.name.setText(page.title)
        self.mark.setText(page.mark)
        lines = [
            _("Retirada: {party}, {name}. Motivo: {reason}").format(
                party=party_name(one.party), name=one.name or _("sin nombre"), reason=one.reason
            )
            for one in page.withdrawn
        ]
        self.withdrawn.setText("\n".join(lines))
        self.withdrawn.setVisible(bool(lines))
        self.correction.setVisible(page.waits_for_correction)

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the reason."""
        self.reason_field.set_error(text)
        if text:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _correct(self) -> None:
        self.corrected.emit(self.reason.value())
