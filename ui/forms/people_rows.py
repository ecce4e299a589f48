"""Who sits at the table: quick rows of a role and, if the firm agreed, a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from advisor_app.domain.visit import ROLES
from advisor_app.i18n import _, language
from ui import theme
from ui.widgets.basic import button
from ui.widgets.choice import ChoiceList
from ui.widgets.icons import set_icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.services.people import Person


class PersonRow(QWidget):
    """One person at the table.

    Signals:
        removed: the user took this row away.
        completed: Enter in a name that is not empty.
    """

    removed = Signal(object)
    completed = Signal(object)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look().space(8))
        lang = language()
        self.person_id: str | None = None
        self.role = ChoiceList([(key, name.in_(lang)) for key, name in ROLES.items()])
        self.role.setAccessibleDescription(_("Papel de la persona {n}").format(n=number))
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Nombre"))
        self.name.setAccessibleName(_("Nombre de la persona {n}").format(n=number))
        self.remove = QPushButton()
        self.remove.setProperty("role", "quiet")
        self.remove.setAccessibleName(_("Quitar la persona {n}").format(n=number))
        self.remove.setToolTip(_("Quitar"))
        set_icon(self.remove, "close", "soft_ink")
        self.remove.clicked.connect(self._tell_removed)
        self.name.returnPressed.connect(self._tell_completed)
        self.name.textEdited.connect(self._forget_identity)
        row.addWidget(self.role, 2)
        row.addWidget(self.name, 3)
        row.addWidget(self.remove)

    def _tell_removed(self) -> None:
        self.removed.emit(self)

    def _tell_completed(self) -> None:
        if self.name.text().strip():
            self.completed.emit(self)

    def _forget_identity(self) -> None:
        self.person_id = None  # another name is another person


class PeopleRows(QWidget):
    """Rows to add quickly: Enter in the last name starts the next one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        self._rows_column = QVBoxLayout()
        self._rows_column.setSpacing(space(8))
        self.rows: list[PersonRow] = []
        self._names_allowed = True
        self.add_button = button(_("Agregar persona"), icon="plus", clicked=self.add_person)
        column.addLayout(self._rows_column)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def offer(self, people: Sequence[Person], *, names_allowed: bool) -> None:
        """Start with the representative where there is one, else with the owner."""
        self._names_allowed = names_allowed
        for row in list(self.rows):
            self._drop(row)
        ranked = sorted(people, key=lambda person: person.role != "legal_representative")
        first = self._new_row()
        if ranked and names_allowed:
            first.person_id = ranked[0].id
            first.name.setText(ranked[0].name)
            if ranked[0].role in ROLES:
                first.role.set_value(ranked[0].role)
        else:
            first.role.set_value("owner")

    def allow_names(self, *, allowed: bool) -> None:
        """Whether names may be written down: not before the first authorization."""
        self._names_allowed = allowed
        for row in self.rows:
            row.name.setVisible(allowed)

    def add_person(self) -> None:
        """One more row, ready to type in."""
        self._new_row().role.setFocus(Qt.FocusReason.TabFocusReason)

    def participants(self) -> list[tuple[str, str, str | None]]:
        """Role, name and, for somebody known, the identity of each."""
        return [
            (row.role.value() or "other", row.name.text().strip(), row.person_id)
            for row in self.rows
        ]

    def _new_row(self) -> PersonRow:
        row = PersonRow(len(self.rows) + 1, self)
        row.role.set_value("worker")
        row.name.setVisible(self._names_allowed)
        row.removed.connect(self._removed)
        row.completed.connect(self._completed)
        self._rows_column.addWidget(row)
        self.rows.append(row)
        return row

    def _removed(self, row: PersonRow) -> None:
        self._drop(row)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _completed(self, row: PersonRow) -> None:
        if self.rows and row is self.rows[-1]:
            self.add_person()

    def _drop(self, row: PersonRow) -> None:
        self.rows.remove(row)
        self._rows_column.removeWidget(row)
        row.hide()
        row.deleteLater()
