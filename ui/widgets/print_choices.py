"""What is to come out and how: documents or pages, printer, copies, grey, sheets, sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import MOST_COPIES, Printer, Wish, parse_pages
from advisor_app.i18n import _
from ui import settings as choices
from ui import theme
from ui.forms.row import Row
from ui.models import print_words as words
from ui.widgets.basic import label
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.count_edit import CountEdit
from ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.settings import WindowSettings


@dataclass(frozen=True, slots=True)
class Part:
    """One of the documents that can be printed together."""

    name: str
    page_count: int


class PrintChoices(QWidget):
    """The questions of the print sheet; grey, pages on a sheet and sides are remembered.

    Of one document its pages can be chosen; of several, which of them.

    Signals:
        changed: something else is wished; how much paper it takes, in words.
    """

    changed = Signal(str)

    def __init__(
        self, settings: WindowSettings, parts: Sequence[Part], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._parts = parts
        self._printers: dict[str, Printer] = {}
        self.printer = ChoiceList()
        self.printer_field = Field(_("Impresora"), self.printer)
        self.copies = CountEdit(MOST_COPIES)
        self.copies_field = Field(_("Copias"), self.copies)
        self.wanted_pages = QLineEdit()
        self.wanted_pages.setPlaceholderText(_("todas"))
        hint = _("De 1 a {count}. Por ejemplo 1 o 2-4,6; vacío, todas.")
        self.pages_field = Field(
            _("Páginas"), self.wanted_pages, hint.format(count=parts[0].page_count)
        )
        self.ticks = [QCheckBox(words.part_line(one.name, one.page_count)) for one in parts]
        self.grey = ChoiceGroup([("colour", _("En color")), ("grey", _("En grises"))])
        self.per_sheet = ChoiceGroup([("1", _("Una")), ("2", _("Dos"))])
        self.sides = ChoiceGroup([("1", _("Por una cara")), ("2", _("Por las dos caras"))])
        self.sides_field = Field(_("Hojas"), self.sides)
        self.documents_note = label()
        self.documents_note.hide()
        self._lay_out()
        self._recall()
        self.printer.currentIndexChanged.connect(self._follow_printer)
        self.copies.changed.connect(self._follow)
        self.wanted_pages.textChanged.connect(self._follow)
        for group in (self.grey, self.per_sheet, self.sides):
            group.chosen.connect(self._follow)
        for tick in self.ticks:
            tick.setChecked(True)
            tick.toggled.connect(self._follow)

    def show_printers(self, printers: Sequence[Printer], chosen: str = "") -> None:
        """Offer these; the one that is named, else the first, is chosen."""
        self._printers = {one.name: one for one in printers}
        self.printer.clear()
        for one in printers:
            self.printer.addItem(words.printer_line(one), one.name)
        self.printer.set_value(chosen if chosen in self._printers else printers[0].name)
        self._follow_printer()

    def chosen_parts(self) -> list[int]:
        """The places of the documents that are ticked."""
        return [place for place, tick in enumerate(self.ticks) if tick.isChecked()]

    def wish(self) -> Wish | None:
        """What is wished; None, and a word beside the field, where that is not clear."""
        printer = self._printers.get(self.printer.value() or "")
        pages = self._pages()
        self.copies_field.set_error(self.copies.problem())
        if printer is None or pages is None or self.copies.problem():
            return None
        return Wish(
            printer,
            self.copies.value(),
            pages,
            grey=self.grey.value() == "grey",
            per_sheet=int(self.per_sheet.value() or 1),
            two_sided=printer.two_sided and self.sides.value() == "2",
        )

    def remember(self) -> None:
        """Begin with the same choices the next time."""
        self._settings.set(choices.PRINT_GREY, self.grey.value() == "grey")
        self._settings.set(choices.PRINT_PER_SHEET, int(self.per_sheet.value() or 1))
        self._settings.set(choices.PRINT_TWO_SIDED, self.sides.value() == "2")

    def go_to_problem(self) -> None:
        """Put the keyboard where something has to be put right."""
        where = self.ticks[0] if self._is_batch else self.wanted_pages
        (self.copies if self.copies.problem() else where).setFocus()

    @property
    def _is_batch(self) -> bool:
        return len(self._parts) > 1

    def _pages(self) -> tuple[int, ...] | None:
        """The pages of the one document; None where it is not clear what is wished."""
        if self._is_batch:
            lacks = _("Marque al menos un documento.") if not self.chosen_parts() else ""
            theme.set_role(self.documents_note, "error" if lacks else "caption")
            self.documents_note.setText(lacks)
            self.documents_note.setVisible(bool(lacks))
            return None if lacks else ()
        try:
            pages = parse_pages(self.wanted_pages.text(), self._parts[0].page_count)
        except AdvisorError as error:
            self.pages_field.set_error(error.message)
            return None
        self.pages_field.set_error(None)
        return pages

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(16))
        column.addWidget(self.printer_field)
        if self._is_batch:
            column.addWidget(self._documents())
        beside = QWidget() if self._is_batch else self.pages_field
        column.addWidget(Row([self.copies_field, beside]))
        column.addWidget(
            Row([Field(_("Color"), self.grey), Field(_("Páginas en cada hoja"), self.per_sheet)])
        )
        column.addWidget(self.sides_field)

    def _documents(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(4))
        column.addWidget(label(_("Documentos"), "name"))
        column.addWidget(Row(self.ticks))
        column.addWidget(self.documents_note)
        return made

    def _recall(self) -> None:
        get = self._settings.get
        self.grey.set_value("grey" if get(choices.PRINT_GREY) else "colour")
        self.per_sheet.set_value(str(get(choices.PRINT_PER_SHEET)))
        self.sides.set_value("2" if get(choices.PRINT_TWO_SIDED) else "1")

    def _follow_printer(self, _row: int = 0) -> None:
        printer = self._printers.get(self.printer.value() or "")
        if printer is None:
            return
        said = words.condition_sentence(printer.condition)
        advice = words.condition_advice(printer.condition)
        self.printer_field.set_hint(f"{said} {advice}" if said else "")
        self.sides_field.setVisible(printer.two_sided)
        self._follow()

    def _follow(self, _change: object = None) -> None:
        wish = self.wish()
        counts = [self._parts[place].page_count for place in self.chosen_parts()]
        self.changed.emit(words.sheets_line(wish, counts) if wish else "")
