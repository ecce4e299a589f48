"""Signing a document: what is signed, who signs it, and what becomes of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.domain.document import DIAGNOSIS
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.domain.signature import LOCKING, Method
from advisor_app.i18n import _, language
from advisor_app.services.photos import photo_from
from ui.dialogs.pad_sheet import PadSheet
from ui.forms.given_signature import GivenSignature
from ui.forms.row import Row
from ui.forms.signature_form import SignatureForm
from ui.models.signing_page import SigningPage, read_page
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Column
from ui.widgets.signing_head import SigningHead
from ui.widgets.signing_places import SigningPlaces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from advisor_app.domain.signature import Party, Signature, Stroke
    from advisor_app.services.changes import Changes
    from ui.context import Context
    from ui.models.signing_page import Place


class SigningScreen(Screen):
    """The lines to sign on at the left, the one chosen at the right."""

    route: ClassVar[str] = "sign"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._subject = ("", DIAGNOSIS)
        self._page: SigningPage | None = None
        self._forms: dict[str, SignatureForm | GivenSignature] = {}
        self._willing: set[Party] = set()
        self._shown = ""
        self.sheet: PadSheet | None = None
        self.head = SigningHead()
        self.head.pages_wanted.connect(self._show_pages)
        self.head.corrected.connect(self._correct)
        self.places = SigningPlaces()
        self.places.chosen.connect(self._choose)
        self.column = Column(self)
        room = QWidget()
        self._room = QVBoxLayout(room)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.state = Banner("")
        left = QWidget()
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(self.column.body.spacing())
        beside.addWidget(self.places)
        beside.addWidget(self.state)
        self._parts = (self.head, Row([left, room], narrowest=400, stretch=(2, 3)))
        for part in self._parts:
            part.hide()
            self.column.add(part)
        self.column.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.column)
        for number, method in enumerate(Method, start=1):
            self._on_key(str(number), partial(self._choose_method, method))
        self._on_key("Ctrl+Return", self._go_on)

    def title(self) -> str:
        if self._page is None:
            return _("Firmar")
        return _("{firm} · firmar").format(firm=self._page.to_sign.firm_name)

    def help_text(self) -> str:
        return _(
            "A la izquierda están las líneas del documento; a la derecha, quién firma y cómo. Las "
            "teclas 1 a 5 eligen la forma y Ctrl+Enter sigue.\n\n"
            "En pantalla se firma con lápiz, dedo o ratón; quien firma ve solo su frase y el "
            "recuadro. Esc vuelve sin perder el trazo.\n\n"
            "Desde la primera firma el documento queda bloqueado. Si algo está mal, «Corregir» "
            "hace una versión nueva que nombra a la anterior y dice por qué.\n\n"
            "Una firma equivocada se retira con un motivo mientras nadie firme después y el "
            "documento no se haya entregado; queda en la historia."
        )

    def open(self, *, kind: str = DIAGNOSIS, subject_id: str = "") -> None:
        if self._subject != (subject_id, kind):
            self._forget()
        self._subject = (subject_id, kind)
        self._read()

    def first_focus(self) -> QWidget:
        return self.places.first_focus()

    def unsaved(self) -> bool:
        forms = [one for one in self._forms.values() if isinstance(one, SignatureForm)]
        return any(one.is_begun for one in forms)

    def on_changes(self, changes: Changes) -> None:
        if self._page is not None and self._page.to_sign.firm_id in changes.firm_ids:
            self._read()

    # Showing

    def _read(self) -> None:
        session, subject = self.context.session, self._subject
        if session is not None and subject[0]:
            self.context.tasks.run(
                partial(read_page, session, *subject),
                partial(self._show, subject),
                self._refused,
            )

    def _show(self, subject: tuple[str, str], page: SigningPage) -> None:
        if subject != self._subject:
            return
        before = self._page
        if before is not None and before.to_sign.issued.id != page.to_sign.issued.id:
            self._forget()
        is_new = self._page is None
        self._page = page
        for part in self._parts:
            part.show()
        self.head.show_page(page)
        self.state.show_text(*page.state)
        places = page.places(self._willing)
        self._drop_forms({place.key for place in places})
        for form in self._forms.values():
            if isinstance(form, SignatureForm):
                form.show_consent(page)
        self.places.show_places(places)
        self.title_changed.emit()
        if is_new:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: AdvisorError) -> None:
        self.context.explain(error, self._read)

    def _choose(self, place: Place) -> None:
        if place.key not in self._forms:
            self._add_form(place)
        self._shown = place.key
        for key, form in self._forms.items():
            form.setVisible(key == place.key)

    def _add_form(self, place: Place) -> None:
        form: SignatureForm | GivenSignature
        if place.is_open or place.given is None:
            form = self._open_form(place)
        else:
            form = GivenSignature(place.given)
            form.withdrawn.connect(partial(self._withdraw, place.key))
            form.reconsidered.connect(partial(self._let_sign, place.party))
        self._forms[place.key] = form
        self._room.addWidget(form)

    def _open_form(self, place: Place) -> SignatureForm:
        form, key = SignatureForm(place.party), place.key
        if self._page is not None:
            form.show_page(self._page)
        form.pad_wanted.connect(partial(self._hand_over, key))
        form.finished.connect(partial(self._keep, key))
        form.consent_wanted.connect(self._ask_consent)
        form.drop.chosen.connect(partial(self._take_photo, key))
        return form

    def _drop_forms(self, kept: Collection[str]) -> None:
        for key in [key for key in self._forms if key not in kept]:
            form = self._forms.pop(key)
            self._room.removeWidget(form)
            form.hide()
            form.deleteLater()

    def _forget(self) -> None:
        self._page = None
        self._willing.clear()
        for part in self._parts:
            part.hide()
        self._drop_forms(set())
        self.places.forget()

    def _open(self, key: str) -> SignatureForm | None:
        """The form of a line that is still open."""
        form = self._forms.get(key)
        return form if isinstance(form, SignatureForm) else None

    # Acting

    def _on_key(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _choose_method(self, method: Method) -> None:
        if form := self._open(self._shown):
            form.choose(method)

    def _go_on(self) -> None:
        if form := self._open(self._shown):
            form.go_on()

    def _hand_over(self, key: str) -> None:
        """Show only the sentence and the pad to who signs."""
        form, page = self._open(key), self._page
        if form is None or page is None:
            return
        signing = form.signing()
        signer = signing.signer
        sentence = _("Yo, {name}, {number}, firmo: {document}, versión {version}.").format(
            name=signer.name,
            number=f"{signer.document_type} {signer.document_number}".strip(),
            document=page.title,
            version=page.to_sign.issued.version,
        )
        statement = _("{statement} Huella del contenido: {hash}").format(
            statement=page.to_sign.parties[signing.party].in_(language()),
            hash=page.to_sign.short_hash,
        )
        self.sheet = PadSheet(sentence, statement, form.strokes, self)
        self.sheet.signed.connect(partial(self._keep_drawn, key))
        self.sheet.finished.connect(partial(self._take_back, key))
        self.sheet.open()

    def _take_back(self, key: str, _result: int) -> None:
        """The laptop comes back: what was drawn stays, signed or not."""
        form = self._open(key)
        if self.sheet is not None and form is not None:
            form.show_strokes(self.sheet.pad.strokes)
        self.sheet = None

    def _keep_drawn(self, key: str, strokes: tuple[Stroke, ...]) -> None:
        if form := self._open(key):
            form.show_strokes(strokes)
            self._keep(key)

    def _keep(self, key: str) -> None:
        form, page = self._open(key), self._page
        if form is None or page is None:
            return
        sign = self.context.open_session.signatures.sign
        self.context.tasks.run(
            partial(sign, page.to_sign.issued.id, form.signing()),
            partial(self._kept, key),
            partial(self._not_kept, key),
        )

    def _kept(self, key: str, signature: Signature) -> None:
        if self.sheet is not None:
            self.sheet.accept()
        self._drop_forms(self._forms.keys() - {key})
        self.places.move_on()
        locks = signature.method in LOCKING
        self.context.say(_("Guardado: documento bloqueado") if locks else _("Queda pendiente"))
        self._read()

    def _not_kept(self, key: str, error: AdvisorError) -> None:
        problems = error.problems if isinstance(error, InvalidRecord) else {}
        if self.sheet is not None:
            self.sheet.refuse(" ".join(problems.values()) or str(error))
            return
        form = self._open(key)
        if form is not None and problems:
            form.show_problems(problems)
        if not problems or "party" in problems:
            self.context.explain(error)
            self._read()

    def _take_photo(self, key: str, path: Path) -> None:
        def show(photo: bytes) -> None:
            if form := self._open(key):
                form.show_photo(photo)

        def refuse(error: AdvisorError) -> None:
            if form := self._open(key):
                form.show_problems({"photo": str(error)})

        self.context.tasks.run_long(lambda: photo_from(path), show, refuse)

    def _withdraw(self, key: str, reason: str) -> None:
        form = self._forms.get(key)
        if not isinstance(form, GivenSignature):
            return
        signatures, shown = self.context.open_session.signatures, form.signature.id

        def refuse(error: AdvisorError) -> None:
            if isinstance(error, InvalidRecord):
                form.show_problem(" ".join(error.problems.values()))
            else:
                self.context.explain(error)

        self.context.tasks.run(lambda: signatures.withdraw(shown, reason), self._withdrawn, refuse)

    def _let_sign(self, party: Party) -> None:
        """Who refused signs after all; the refusal stays on the page."""
        if self._page is not None:
            self._willing.add(party)
            self.places.move_on()
            self.places.show_places(self._page.places(self._willing))

    def _withdrawn(self, _nothing: object) -> None:
        self.context.say(_("Firma retirada; queda en la historia."))
        self._read()

    def _correct(self, reason: str) -> None:
        documents, (subject_id, kind) = self.context.open_session.documents, self._subject

        def refuse(error: AdvisorError) -> None:
            if isinstance(error, InvalidRecord):
                self.head.show_problem(error.problems.get("reason", ""))
            else:
                self.context.explain(error)

        self.context.tasks.run(
            lambda: documents.correct(subject_id, reason, kind), self._corrected, refuse
        )

    def _corrected(self, _issued: object) -> None:
        self.head.reason.set_value("")
        self.head.show_problem("")
        self.context.say(_("Versión nueva lista para firmar."))
        self._read()

    def _ask_consent(self) -> None:
        if self._page is not None:
            self.context.go("consent", firm_id=self._page.to_sign.firm_id)

    def _show_pages(self) -> None:
        subject_id, kind = self._subject
        self.context.go("report", kind=kind, subject_id=subject_id)
