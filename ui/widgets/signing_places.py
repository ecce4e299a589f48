"""The lines of a document to sign on, with who signed and who is missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from advisor_app.domain import document
from advisor_app.domain.signature import Method
from advisor_app.i18n import _, language
from ui.models.signing_page import given_words, party_name
from ui.widgets.basic import Card
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.services.signature_rows import Pending
    from ui.models.signing_page import Place


class SigningPlaces(Card):
    """One row a line; the chosen one is marked.

    Signals:
        chosen: the line that the user looks at.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Firmas"), parent)
        self._group = QButtonGroup(self)
        self._key = ""
        self.rows: dict[str, RowButton] = {}
        self.body.addStretch(1)

    def show_places(self, places: Sequence[Place]) -> None:
        """Other lines; the one chosen stays chosen while it is there, else the first to sign."""
        held = any(row.hasFocus() for row in self.rows.values())
        self._clear()
        for number, place in enumerate(places):
            row = _row(place)
            row.setCheckable(True)
            row.clicked.connect(partial(self._take, place))
            self._group.addButton(row)
            self.body.insertWidget(number + 1, row)
            self.rows[place.key] = row
            row.show()
        kept = [place for place in places if place.key == self._key]
        missing = [place for place in places if place.given is None]
        if places:
            self._take((kept or missing or list(places))[0])
        if held:
            self.first_focus().setFocus()

    def move_on(self) -> None:
        """Something was kept: the next line to sign is chosen when the lines are shown again."""
        self._key = ""

    def forget(self) -> None:
        """Another document comes."""
        self._key = ""
        self._clear()

    def first_focus(self) -> QWidget:
        """The row of the line chosen."""
        return self.rows.get(self._key, self)

    def _take(self, place: Place) -> None:
        self._key = place.key
        self.rows[place.key].setChecked(True)
        self.chosen.emit(place)

    def _clear(self) -> None:
        for row in self.rows.values():
            self._group.removeButton(row)
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}


def unsigned_row(waiting: Pending, name: str = "") -> RowButton:
    """A document that somebody promised to sign, headed by the firm or by itself."""
    title = f"{document.NAMES[waiting.kind].in_(language())} {waiting.number}"
    who = waiting.who or party_name(waiting.party)
    detail = " · ".join((title, who)) if name else who
    return RowButton(name or title, detail, _("Pendiente"), icon="edit", tone="attention")


def _row(place: Place) -> RowButton:
    given = place.given
    name = party_name(place.party)
    if given is None:
        return RowButton(name, _("Por firmar"), _("Falta"), icon="edit", tone="attention")
    detail = given.signer.name or given_words(given)
    if given.method is Method.LATER:
        return RowButton(name, detail, _("Pendiente"), icon="clock", tone="attention")
    if given.method is Method.REFUSED:
        return RowButton(name, detail, _("No firmó"), icon="note", tone="info")
    return RowButton(name, detail, _("Firmado"), icon="done", tone="accent")
