"""Sheets of a group: why somebody is not visited, and the data of one part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from advisor_app.domain.groups import SHORTEST_REASON
from advisor_app.i18n import _
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import button, label
from ui.widgets.field import Field
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.groups import Part, PartKind


class ReasonSheet(Sheet):
    """Asks for a reason that stays in the report. Use ``open()``.

    Signals:
        given: the reason.
    """

    given = Signal(str)

    def __init__(self, title: str, detail: str, yes: str, parent: QWidget) -> None:
        super().__init__(title, parent, width=600, height=420)
        self.column.add(label(detail, "answer"))
        self.reason = NoteEdit()
        self.reason_field = Field(
            _("Razón"), self.reason, _("Al menos 10 letras. Sale en el informe.")
        )
        self.column.add(self.reason_field)
        self.column.end()
        self.cancel_button = self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.save_button = self.add_button(button(yes, "primary", clicked=self._save))
        self.reason.setFocus()

    def _save(self) -> None:
        reason = self.reason.value()
        if len(reason.strip()) < SHORTEST_REASON:
            self.reason_field.set_error(_("Escriba la razón con al menos 10 letras."))
            self.reason.setFocus()
            return
        self.accept()
        self.given.emit(reason)


class PartSheet(Sheet):
    """The data of a member, a site or a method, to be corrected. Use ``open()``.

    Signals:
        corrected: its code, and what was changed by field; not emitted where nothing was.
    """

    corrected = Signal(str, dict)

    def __init__(self, part: Part, kind: PartKind, parent: QWidget) -> None:
        title = _("Corregir {code}").format(code=part.code)
        super().__init__(title, parent, width=600, height=480)
        self._part = part
        self.name = QLineEdit(part.name)
        self.name_field = Field(_("Nombre"), self.name)
        self.place, self.size_edit = QLineEdit(part.place), QLineEdit(_written(part))
        self.place_field = Field(_("Vereda o lugar"), self.place)
        self.size_field = Field(_("Hectáreas"), self.size_edit)
        self.analyte, self.matrix = QLineEdit(part.analyte), QLineEdit(part.matrix)
        self.analyte_field = Field(_("Analito"), self.analyte)
        self.matrix_field = Field(_("Matriz"), self.matrix)
        fields = {
            "member": (self.name_field, self.place_field, self.size_field),
            "site": (self.name_field, self.place_field),
            "method": (self.name_field, self.analyte_field, self.matrix_field),
        }[kind]
        for field in fields:
            self.column.add(field)
        unused = {self.place_field, self.size_field, self.analyte_field, self.matrix_field}
        for field in unused.difference(fields):
            field.setParent(self)
            field.hide()
        self.column.end()
        self.cancel_button = self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.save_button = self.add_button(button(_("Guardar"), "primary", clicked=self._save))
        self.name.setFocus()

    def _save(self) -> None:
        from advisor_app.domain.group_lines import hectares

        name, size = _clean(self.name), hectares(self.size_edit.text())
        self.name_field.set_error(None if name else _("Escriba el nombre."))
        self.size_field.set_error(
            _("Las hectáreas van en cifras, como 2,5.") if size is None else None
        )
        if not name or size is None:
            return
        self.accept()
        told = {
            "name": name,
            "place": _clean(self.place),
            "size": size or None,
            "analyte": _clean(self.analyte),
            "matrix": _clean(self.matrix),
        }
        changes = {name: v for name, v in told.items() if v != getattr(self._part, name)}
        if changes:
            self.corrected.emit(self._part.code, changes)


def _clean(edit: QLineEdit) -> str:
    return " ".join(edit.text().split())


def _written(part: Part) -> str:
    return "" if part.size is None else str(part.size).replace(".", ",")
