"""One commitment: what will be done, who answers for it, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import Card
from ui.widgets.date import DateEdit
from ui.widgets.field import Field

if TYPE_CHECKING:
    from datetime import date

_MOST_LETTERS = 160
_MOST_NAME = 60


class PromiseRow(Card):
    """Three fields of one commitment.

    Signals:
        changed: one of them was left with something else in it.
    """

    changed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Compromiso {n}").format(n=number), parent)
        self.what = QLineEdit()
        self.what.setMaxLength(_MOST_LETTERS)
        self.who = QLineEdit()
        self.who.setMaxLength(_MOST_NAME)
        self.due = DateEdit()
        self.what_field = Field(_("Qué se hará"), self.what)
        self.who_field = Field(_("Quién responde"), self.who)
        self.due_field = Field(_("Para cuándo"), self.due)
        for field in (self.what_field, self.who_field, self.due_field):
            name = f"{field.label.text()}, {self.heading.text().lower()}"  # there are three rows
            for editor in {field.editor, field.input}:
                editor.setAccessibleName(name)
        row = QHBoxLayout()
        row.setSpacing(theme.look().space(24))
        row.addWidget(self.who_field, 3)
        row.addWidget(self.due_field, 2)
        self.add(self.what_field)
        self.body.addLayout(row)
        self.what.textEdited.connect(self._own)
        self.what.editingFinished.connect(self.changed)
        self.who.editingFinished.connect(self.changed)
        self.due.changed.connect(self._dated)

    def show_promise(self, what: str, who: str, due_on: date | None) -> None:
        """What was agreed so far."""
        self.what.setText(what)
        self.who.setText(who)
        self.due.set_value(due_on)
        self.what_field.set_hint("")
        self._check()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        is_dated = self.due.value() is not None or bool(self.due.problem())
        return not (self.what.text().strip() or self.who.text().strip() or is_dated)

    @staticmethod
    def fitted(what: str) -> str:
        """As much of a text as the row takes."""
        return what[:_MOST_LETTERS]

    def suggest(self, what: str, who: str, due_on: date | None, origin: str) -> None:
        """A proposal, which says that it is one until somebody changes what it says."""
        self.show_promise(self.fitted(what), who[:_MOST_NAME], due_on)
        self.what.setCursorPosition(0)
        self.what_field.set_hint(origin)

    def settle(self) -> None:
        """Take what is typed, as if the fields were left."""
        self.due.settle()

    def _own(self, _text: str) -> None:
        self.what_field.set_hint("")

    def _dated(self) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        self.due_field.set_error(self.due.problem())
