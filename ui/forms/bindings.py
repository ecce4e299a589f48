"""What ties a field of a form to the fields of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.nit import Nit
from advisor_app.i18n import _
from ui.widgets.assistance import is_filled_in
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.ciiu_edit import CiiuEdit
from ui.widgets.date import DateEdit
from ui.widgets.money import NumberEdit
from ui.widgets.municipality_edit import MunicipalityEdit
from ui.widgets.nit_edit import NitEdit
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from ui.widgets.field import Field

YES: Final = "yes"
NO: Final = "no"


class Binding(QObject):
    """Shows values of a record in a field and hands over what the user makes of them.

    Signals:
        edited: a mapping of field names to new values; what can't be read is not handed over.
        unreadable: what is written can't be a value; the field says why.
    """

    edited = Signal(object)
    unreadable = Signal()

    def __init__(self, field: Field, *names: str) -> None:
        super().__init__(field)
        self.field = field
        self.names = names
        self.is_readable = True

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is being typed here, and nothing waits for a correction."""
        editor = self.field.input
        typing = isinstance(editor, QLineEdit) and editor.hasFocus() and editor.isModified()
        noting = isinstance(editor, NoteEdit) and editor.hasFocus()
        return self.is_readable and not self.field.error and not typing and not noting

    def show(self, record: object) -> None:
        """Show what the record holds."""
        self.is_readable = True
        self.field.set_error(None)
        self._write([getattr(record, name) for name in self.names])

    def show_problem(self, problems: Mapping[str, str]) -> None:
        """Say beside the field what is wrong with its values, or that nothing is any more."""
        found = next((problems[name] for name in self.names if name in problems), None)
        if found is not None or self.is_readable:
            self.field.set_error(found)

    def commit(self) -> None:
        """Take what the user wrote."""
        try:
            values = self._read()
        except InvalidRecord as error:
            self.is_readable = False
            self.field.set_error(next(iter(error.problems.values()), error.message))
            self.unreadable.emit()
            return
        if not self.is_readable:
            self.is_readable = True
            self.field.set_error(None)
        self.edited.emit(dict(zip(self.names, values, strict=True)))

    def _write(self, values: Sequence[Any]) -> None:
        raise NotImplementedError

    def _read(self) -> tuple[Any, ...]:
        """The values for ``names``.

        Raises:
            InvalidRecord: what is written can't be one.
        """
        raise NotImplementedError


class TextBinding(Binding):
    """A line of text."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        editor = field.editor
        assert isinstance(editor, QLineEdit)  # noqa: S101 - the form's own doing
        self._line = editor
        self._told = ""
        editor.editingFinished.connect(self._settle)
        editor.textChanged.connect(self._hear)

    def _hear(self, _text: str) -> None:
        if is_filled_in(self._line):
            self._settle()

    def _settle(self) -> None:
        if self._line.text().strip() != self._told:
            self._told = self._line.text().strip()
            self.commit()

    def _write(self, values: Sequence[Any]) -> None:
        self._told = values[0] or ""
        if self._line.text() != self._told:  # setText forgets what Ctrl+Z could bring back
            self._line.setText(self._told)

    def _read(self) -> tuple[Any, ...]:
        return (self._line.text().strip(),)


class ListBinding(TextBinding):
    """Several words in one line, separated by commas."""

    def __init__(self, field: Field, name: str, *, upper: bool = False) -> None:
        super().__init__(field, name)
        self._upper = upper

    def _write(self, values: Sequence[Any]) -> None:
        super()._write([", ".join(values[0] or ())])

    def _read(self) -> tuple[Any, ...]:
        (text,) = super()._read()
        parts = [part.strip() for part in text.split(",")]
        return (tuple(part.upper() if self._upper else part for part in parts if part),)


class NoteBinding(Binding):
    """A text of several lines."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        editor = field.editor
        assert isinstance(editor, NoteEdit)  # noqa: S101 - the form's own doing
        self._note = editor
        editor.committed.connect(self.commit)

    def _write(self, values: Sequence[Any]) -> None:
        if self._note.value() != (values[0] or ""):
            self._note.set_value(values[0] or "")

    def _read(self) -> tuple[Any, ...]:
        return (self._note.value(),)


class ChoiceBinding(Binding):
    """One of several keys; none chosen is an empty text."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        editor = field.editor
        assert isinstance(editor, ChoiceGroup | ChoiceList)  # noqa: S101 - the form's own doing
        self._choice = editor
        editor.chosen.connect(self.commit)

    def _write(self, values: Sequence[Any]) -> None:
        self._choice.set_value(values[0] or None)

    def _read(self) -> tuple[Any, ...]:
        return (self._choice.value() or "",)


class YesNoBinding(ChoiceBinding):
    """A question answered with yes or no; None while it was not asked."""

    def _write(self, values: Sequence[Any]) -> None:
        self._choice.set_value({True: YES, False: NO}.get(values[0]))

    def _read(self) -> tuple[Any, ...]:
        return ({YES: True, NO: False}.get(self._choice.value() or ""),)


class FigureBinding(Binding):
    """A figure; ``whole`` for counts and years."""

    def __init__(self, field: Field, name: str, *, whole: bool = True) -> None:
        super().__init__(field, name)
        editor = field.editor
        assert isinstance(editor, NumberEdit)  # noqa: S101 - the form's own doing
        self._figure = editor
        self._whole = whole
        editor.changed.connect(self.commit)
        editor.editingFinished.connect(self._check)

    def _check(self) -> None:
        if self._figure.problem() or not self.is_readable:
            self.commit()

    def _write(self, values: Sequence[Any]) -> None:
        if self._figure.value() != values[0] or self._figure.problem():
            self._figure.set_value(values[0])

    def _read(self) -> tuple[Any, ...]:
        if problem := self._figure.problem():
            raise InvalidRecord(problem, {self.names[0]: problem})
        value: Decimal | None = self._figure.value()
        return (int(value) if value is not None and self._whole else value,)


class DateBinding(Binding):
    """A day."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        editor = field.editor
        assert isinstance(editor, DateEdit)  # noqa: S101 - the form's own doing
        self._date = editor
        editor.changed.connect(self.commit)
        editor.line.editingFinished.connect(self._check)

    def _check(self) -> None:
        if self._date.problem() or not self.is_readable:
            self.commit()

    def _write(self, values: Sequence[Any]) -> None:
        self._date.set_value(values[0])

    def _read(self) -> tuple[Any, ...]:
        if problem := self._date.problem():
            raise InvalidRecord(problem, {self.names[0]: problem})
        return (self._date.value(),)


class PlaceBinding(Binding):
    """A municipality by its code."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        editor = field.editor
        assert isinstance(editor, MunicipalityEdit)  # noqa: S101 - the form's own doing
        self._place = editor
        editor.committed.connect(self.commit)

    def _write(self, values: Sequence[Any]) -> None:
        if values[0] != self._shown():
            self._place.set_value(values[0])

    def _shown(self) -> str | None:
        try:
            return self._place.value() or ""
        except InvalidRecord:
            return None

    def _read(self) -> tuple[Any, ...]:
        return (self._place.value() or "",)


class CiiuBinding(Binding):
    """The code of an activity."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        editor = field.editor
        assert isinstance(editor, CiiuEdit)  # noqa: S101 - the form's own doing
        self._ciiu = editor
        editor.committed.connect(self.commit)

    def _write(self, values: Sequence[Any]) -> None:
        if self._ciiu.text().strip() != (values[0] or ""):
            self._ciiu.set_value(values[0] or "")

    def _read(self) -> tuple[Any, ...]:
        activity = self._ciiu.value()
        return (activity.code if activity else "",)


class NitBinding(Binding):
    """A NIT and its check digit, two fields of the record."""

    def __init__(self, field: Field, base: str, digit: str) -> None:
        super().__init__(field, base, digit)
        editor = field.editor
        assert isinstance(editor, NitEdit)  # noqa: S101 - the form's own doing
        self._nit = editor
        editor.committed.connect(self.commit)

    def _write(self, values: Sequence[Any]) -> None:
        if self._shown() != (values[0] or "", values[1] or ""):
            self._nit.set_value(Nit(values[0], values[1]) if values[0] else None)

    def _shown(self) -> tuple[str, str] | None:
        try:
            return self._pair()
        except InvalidRecord:
            return None

    def _pair(self) -> tuple[str, str]:
        nit = self._nit.value()
        return (nit.base, nit.check_digit) if nit else ("", "")

    def _read(self) -> tuple[Any, ...]:
        return self._pair()


def yes_no(name: str = "") -> ChoiceGroup:
    """The two answers to a question."""
    return ChoiceGroup([(YES, _("Sí")), (NO, _("No"))], name)


def readable(bindings: Iterable[Binding]) -> bool:
    """Whether every field says something that can be a value."""
    return all(binding.is_readable for binding in bindings)
