"""A group of fields of a record that is filled in together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.forms.bindings import Binding, readable
from ui.widgets.basic import Card, label

if TYPE_CHECKING:
    from collections.abc import Mapping

B = TypeVar("B", bound=Binding)


class Group(QWidget):
    """A card of fields that hands each change over as soon as its field is left.

    Signals:
        edited: field names and their new values.
        unreadable: a field holds something that can't be a value and says so.
    """

    edited = Signal(object)
    unreadable = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bindings: list[Binding] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(16))
        self._column = column

    @classmethod
    def tab_name(cls) -> str:
        """The words on the group's tab."""
        raise NotImplementedError

    def card(self, title: str, hint: str = "") -> Card:
        """One more card, with what it is for."""
        made = Card(title)
        made.body.setSpacing(theme.look().space(16))
        if hint:
            head = QVBoxLayout()
            head.setSpacing(theme.look().space(2))
            head.addWidget(made.heading)
            head.addWidget(label(hint, "soft"))
            made.body.insertLayout(0, head)
        self._column.addWidget(made)
        return made

    def bind(self, binding: B) -> B:
        """Take a field into the group."""
        self.bindings.append(binding)
        binding.edited.connect(self.edited)
        binding.unreadable.connect(self.unreadable)
        return binding

    def show_record(self, record: object) -> None:
        """Show what a record holds."""
        for binding in self.bindings:
            binding.show(record)
        self.follow(record)

    def refresh(self, record: object) -> None:
        """Show what a change made of the other fields; what is being typed is left alone."""
        for binding in self.bindings:
            if binding.is_at_rest:
                binding.show(record)
        self.follow(record)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it."""
        for binding in self.bindings:
            binding.show_problem(problems)

    def follow(self, record: object) -> None:
        """Show what follows from the record: a size, a division, more fields."""

    def first(self) -> QWidget:
        """Where the keyboard starts: the first field that is wrong, else the first."""
        wrong = [binding for binding in self.bindings if binding.field.error]
        shown = [binding for binding in self.bindings if not binding.field.isHidden()]
        chosen = (wrong or shown)[:1]
        return chosen[0].field.input if chosen else self

    @property
    def is_readable(self) -> bool:
        """Whether every field says something that can be a value."""
        return readable(self.bindings)
