"""A signature that stands: what was left, by whom, and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.domain.signature import Method
from advisor_app.i18n import _
from ui import theme
from ui.models.signing_page import given_words
from ui.widgets.basic import Card, button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.ink import InkView
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from advisor_app.domain.signature import Signature


class GivenSignature(QWidget):
    """Shows one signature; withdrawing asks for the reason first.

    Signals:
        withdrawn: the reason, when the user takes the signature back.
        reconsidered: who refused wants to sign after all.
    """

    withdrawn = Signal(str)
    reconsidered = Signal()

    def __init__(self, signature: Signature, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signature = signature
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(16))
        card = Card(signature.signer.name or _("Sin nombre"))
        self.ink = InkView()
        self.ink.show_ink(signature.strokes, _("Firma de {name}").format(name=card.heading.text()))
        card.add(self.ink)
        card.add(label(given_words(signature), "soft"))
        for line in _details(signature):
            card.add(label(line))
        self.withdraw_button = button(
            _("Retirar esta firma"), "quiet", icon="undo", clicked=self._ask
        )
        self.sign_button = button(
            _("Quiere firmar ahora"), icon="edit", clicked=self.reconsidered.emit
        )
        self.sign_button.setVisible(signature.method is Method.REFUSED)
        card.add(FlowButtons([self.sign_button, self.withdraw_button]))
        self.reason = NoteEdit(lines=2)
        self.reason_field = Field(_("Por qué se retira"), self.reason, _("En pocas palabras"))
        self.confirm_button = button(_("Retirar"), "danger", clicked=self._confirm)
        self.keep_button = button(_("Dejarla"), clicked=self._leave)
        self._asking = [self.reason_field, FlowButtons([self.confirm_button, self.keep_button])]
        card.add(self._asking[0])
        card.add(self._asking[1])
        column.addWidget(card)
        self._show_asking(asks=False)

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the reason."""
        self.reason_field.set_error(text)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._show_asking(asks=True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._show_asking(asks=False)
        self.withdraw_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        self.withdrawn.emit(self.reason.value())

    def _show_asking(self, *, asks: bool) -> None:
        self.withdraw_button.setVisible(not asks)
        for part in self._asking:
            part.setVisible(asks)


def _details(signature: Signature) -> list[str]:
    signer = signature.signer
    lines = [f"{signer.document_type} {signer.document_number}".strip()]
    if signature.method is Method.REFUSED:
        lines.append(_("Motivo: {reason}").format(reason=signature.reason))
    lines += [_("Testigo: {name}").format(name=one.name) for one in signature.witnesses]
    return [line for line in lines if line]
