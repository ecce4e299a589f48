"""How a document is to come out: printer, copies, pages, grey, pages on a sheet, sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import MOST_COPIES, Printer, Wish, parse_pages
from advisor_app.i18n import _
from ui import settings as choices
from ui import theme
from ui.forms.row import Row
from ui.models import print_words as words
from ui.widgets.basic import label
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.settings import WindowSettings


class PrintChoices(QWidget):
    """The questions of the print sheet; grey, pages on a sheet and sides are remembered.

    Signals:
        changed: something else is wished.
    """

    changed = Signal()

    def __init__(
        self, settings: WindowSettings, page_count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._page_count = page_count
        self._printers: dict[str, Printer] = {}
        self.printer = ChoiceList()
        self.printer_field = Field(_("Impresora"), self.printer)
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.wanted_pages = QLineEdit()
        self.wanted_pages.setPlaceholderText(_("todas"))
        self.pages_field = Field(
            _("Páginas"),
            self.wanted_pages,
            _("De 1 a {count}. Por ejemplo 1 o 2-4,6; vacío, todas.").format(count=page_count),
        )
        self.grey = ChoiceGroup([("colour", _("En color")), ("grey", _("En grises"))])
        self.per_sheet = ChoiceGroup([("1", _("Una")), ("2", _("Dos"))])
        self.sides = ChoiceGroup([("1", _("Por una cara")), ("2", _("Por las dos caras"))])
        self.sides_field = Field(_("Hojas"), self.sides)
        self.paper = label("", "soft")
        self._lay_out()
        self._recall()
        self.printer.currentIndexChanged.connect(self._follow_printer)
        self.copies.valueChanged.connect(self._follow)
        self.wanted_pages.textChanged.connect(self._follow)
        for group in (self.grey, self.per_sheet, self.sides):
            group.chosen.connect(self._follow)

    def show_printers(self, printers: Sequence[Printer], chosen: str = "") -> None:
        """Offer these; the one that is named, else the first, is chosen."""
        self._printers = {one.name: one for one in printers}
        self.printer.clear()
        for one in printers:
            self.printer.addItem(words.printer_line(one), one.name)
        self.printer.set_value(chosen if chosen in self._printers else printers[0].name)
        self._follow_printer()

    def wish(self) -> Wish | None:
        """What is wished; None, and a word beside the field, where that is not clear."""
        printer = self._printers.get(self.printer.value() or "")
        try:
            pages = parse_pages(self.wanted_pages.text(), self._page_count)
        except AdvisorError as error:
            self.pages_field.set_error(error.message)
            return None
        self.pages_field.set_error(None)
        if printer is None:
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

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(16))
        column.addWidget(self.printer_field)
        column.addWidget(Row([Field(_("Copias"), self.copies), self.pages_field]))
        column.addWidget(
            Row([Field(_("Color"), self.grey), Field(_("Páginas en cada hoja"), self.per_sheet)])
        )
        column.addWidget(self.sides_field)
        column.addWidget(self.paper)

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
        self.paper.setText(words.sheets_line(wish, self._page_count) if wish else "")
        self.changed.emit()
