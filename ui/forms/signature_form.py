"""How one party signs: who, in which way, and what that way asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.domain.signature import SIGNED, Method, Party, Signer, Signing, signing_problems
from advisor_app.i18n import _
from ui import theme
from ui.forms.person_fields import PersonFields
from ui.forms.witnesses import Witnesses
from ui.models.signing_page import advisor_person, method_names
from ui.widgets.basic import Banner, Card, button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.ink import InkView
from ui.widgets.note_edit import NoteEdit
from ui.widgets.photo_drop import PhotoDrop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.signature import Stroke
    from ui.models.signing_page import SigningPage

_WITH_PHOTO: Final = (Method.PHOTO, Method.FINGERPRINT)
_WITH_WITNESS: Final = (Method.FINGERPRINT, Method.REFUSED)


class SignatureForm(QWidget):
    """Keeps what was typed, drawn or chosen until it is stored.

    Signals:
        pad_wanted: who signs is known; the pad may be handed over.
        finished: everything is there; ``signing()`` tells it.
        consent_wanted: the firm is to be asked first.
    """

    pad_wanted = Signal()
    finished = Signal()
    consent_wanted = Signal()

    def __init__(self, party: Party, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._party = party
        self._may_name = self._may_draw = True
        self.strokes: tuple[Stroke, ...] = ()
        self._photo = b""
        self.person = PersonFields(_("Quién firma"))
        self.method = ChoiceGroup(method_names(), _("Cómo firma"))
        self.method.set_value(Method.DRAWN)
        self.method.chosen.connect(self._follow)
        self.ask = Banner(
            "", kind="attention",
            actions=[button(_("Pedir la autorización"), clicked=self.consent_wanted.emit)],
        )  # fmt: skip
        self.words = label("", "soft")
        self.ink = InkView()
        self.drop = PhotoDrop()
        self.photo_field = Field(_("Foto"), self.drop)
        self.reason = NoteEdit(lines=2)
        self.reason_field = Field(_("Por qué no firma"), self.reason, _("En pocas palabras"))
        self.witnesses = Witnesses()
        self.pad_button = button(
            _("Firmar en pantalla"), "primary", icon="edit", clicked=self._want_pad
        )
        self.keep_button = button(_("Guardar"), "primary", icon="done", clicked=self._want_kept)
        self._lay_out()
        self._follow()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(16))
        card = Card(_("Cómo firma"))
        for part in (
            self.method, self.ask, self.words, self.ink, self.photo_field, self.reason_field,
            self.witnesses, FlowButtons([self.pad_button, self.keep_button]),
        ):  # fmt: skip
            card.add(part)
        column.addWidget(self.person)
        column.addWidget(card)

    def show_page(self, page: SigningPage) -> None:
        """Offer the people, and the ways that the firm agreed to."""
        is_advisor = self._party is Party.ADVISOR
        if is_advisor:
            self.person.offer([], advisor_person(page.advisor))
        else:
            self.person.offer(page.candidates(self._party), page.new_person)
        self.person.role_field.setVisible(not is_advisor)
        self.show_consent(page)

    def show_consent(self, page: SigningPage) -> None:
        """The ways that the firm agrees to by now; what was typed stays."""
        is_advisor = self._party is Party.ADVISOR
        self._may_name = is_advisor or bool(page.consent.data)
        self._may_draw = is_advisor or (self._may_name and bool(page.consent.signature))
        self.person.setVisible(self._may_name)
        for method in SIGNED:
            self.method.buttons[method].setEnabled(self._may_name)
        if not self._may_name and self.chosen in SIGNED:
            self.method.set_value(Method.LATER)
        self._follow()

    @property
    def chosen(self) -> Method:
        """The way to sign."""
        return Method(self.method.value() or Method.LATER)

    @property
    def is_begun(self) -> bool:
        """Whether something would be lost with it."""
        typed = [self.reason.value(), *(one.name for one in self.witnesses.value())]
        return bool(self.strokes or self._photo or any(typed))

    def choose(self, method: Method) -> None:
        """Take another way, as its key does."""
        made = self.method.buttons[method]
        if made.isEnabled():
            self.method.set_value(method)
            made.setFocus(Qt.FocusReason.TabFocusReason)
            self._follow()

    def go_on(self) -> None:
        """Do what the main button does."""
        (self.pad_button if self.pad_button.isVisible() else self.keep_button).click()

    def signing(self) -> Signing:
        """What is to be kept."""
        person, method = self.person.person(), self.chosen
        signer = Signer(person.name, person.document_type, person.document_number, person.role)
        made = Signing(
            self._party,
            method,
            signer,
            person_id=person.id or None,
            strokes=self.strokes if method is Method.DRAWN else (),
            photo=self._photo if method in _WITH_PHOTO else b"",
            reason=self.reason.value() if method is Method.REFUSED else "",
            witnesses=self.witnesses.value() if method in _WITH_WITNESS else (),
        )
        if self._may_name:
            return made
        return replace(made, signer=Signer(""), person_id=None, witnesses=())

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """What was drawn so far."""
        self.strokes = strokes
        self._follow()

    def show_photo(self, photo: bytes) -> None:
        """The photo as it will be kept."""
        self._photo = photo
        self.drop.show_photo(photo)
        self.photo_field.set_error(None)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is missing where it is missing, and go there."""
        self.person.show_problems(problems)
        fields = {
            "name": self.person.name_field,
            "document_number": self.person.number_field,
            "photo": self.photo_field,
            "reason": self.reason_field,
            "witness": self.witnesses.first,
        }
        for name in ("photo", "reason", "witness"):
            fields[name].set_error(problems.get(name))
        wrong = [field for name, field in fields.items() if problems.get(name)]
        if wrong:
            wrong[0].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _want_pad(self) -> None:
        problems = signing_problems(self.signing())
        problems.pop("strokes", None)
        self.show_problems(problems)
        if not problems:
            self.pad_wanted.emit()

    def _want_kept(self) -> None:
        problems = signing_problems(self.signing())
        self.show_problems(problems)
        if not problems:
            self.finished.emit()

    def _follow(self) -> None:
        method = self.chosen
        draws = method is Method.DRAWN
        self.ask.setVisible(not self._may_name or (draws and not self._may_draw))
        self.ask.show_text(*self._asked(), kind="attention")
        self.words.setText(_explained(method))
        self.words.setVisible(not draws or self._may_draw)
        self.ink.show_ink(self.strokes if draws else (), _("Lo que se ha dibujado"))
        self.photo_field.setVisible(method in _WITH_PHOTO)
        self.reason_field.setVisible(method is Method.REFUSED)
        self.witnesses.setVisible(method in _WITH_WITNESS and self._may_name)
        self.pad_button.setVisible(draws and self._may_draw)
        self.keep_button.setVisible(not draws)

    def _asked(self) -> tuple[str, str]:
        if not self._may_name:
            return (
                _("Falta la autorización de datos: no se guarda el nombre de nadie."),
                _("Puede registrar que no quiere firmar, o que firma después."),
            )
        return (
            _("La empresa no ha aceptado firmar en pantalla."),
            _("Pregúntele, o use papel y foto."),
        )


def _explained(method: Method) -> str:
    return {
        Method.DRAWN: _("Entregue el equipo: quien firma ve qué firma y un recuadro grande."),
        Method.PHOTO: _(
            "Imprima el documento, que lo firmen a mano, y tome una foto de esa página: recta, "
            "completa y con luz."
        ),
        Method.FINGERPRINT: _(
            "Se pone la huella en el papel, sobre la línea de la firma, ante un testigo; después "
            "se toma la foto de esa página."
        ),
        Method.REFUSED: _(
            "Se guarda el motivo y, si los hay, hasta dos testigos. El documento queda bloqueado."
        ),
        Method.LATER: _(
            "Queda pendiente y aparece en Hoy. Hasta que alguien firme, el documento todavía "
            "puede cambiar."
        ),
    }[method]
