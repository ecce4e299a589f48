"""Workbooks of our own: formatted, the same bytes for the same content, and nothing to execute."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal

from advisor_app.design import LIGHT

Style = Literal["text", "number", "decimal", "percent", "money", "date"]
_FORMATS: Final[dict[Style, str]] = {
    "text": "@",
    "number": "#,##0",
    "decimal": "#,##0.00",
    "percent": '0.0" %"',
    "money": '"$" #,##0',
    "date": "yyyy-mm-dd",
}
_LONGEST: Final = 32_767
_ALWAYS: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no zones; no real moment
_VALIDATED: Final = 1_200


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that is shown in a way of its own, not in that of its column."""

    value: int | Decimal
    style: Style


Value = str | int | Decimal | date | Figure | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet.

    Attributes:
        width: in characters.
        choices: what a drop-down offers; or a range of another sheet, such as ``=List!$A$2:$A$9``.
    """

    title: str
    width: int = 16
    style: Style = "text"
    choices: Sequence[str] | str = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its headings.

    Attributes:
        choices: by row and column from 0 below the heading, for single cells.
    """

    name: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]]
    has_filter: bool = True
    choices: Mapping[tuple[int, int], Sequence[str]] = field(
        default_factory=dict[tuple[int, int], Sequence[str]]
    )


def write_book(title: str, sheets: Sequence[Sheet], author: str = "Advisor") -> bytes:
    """A workbook as the bytes of its file; what looks like a formula is written as text."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {
        "in_memory": True,  # nothing of a firm in a temporary file
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(made, options)
    book.set_properties({"title": title, "author": author, "created": _ALWAYS})
    styles = _Styles(book)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    book.close()
    return made.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter comes without types
        common = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 11}
        self.head = book.add_format(
            {**common, "bold": True, "font_color": "#FFFFFF", "bg_color": LIGHT.accent, "border": 1,
             "border_color": LIGHT.line}
        )  # fmt: skip
        self.cell = {
            style: book.add_format(
                {**common, "num_format": shown, "bottom": 1, "bottom_color": LIGHT.line}
            )
            for style, shown in _FORMATS.items()
        }
        self.column = {
            style: book.add_format({**common, "num_format": shown})
            for style, shown in _FORMATS.items()
        }


def _write_sheet(page: Any, sheet: Sheet, styles: _Styles) -> None:  # noqa: ANN401 - as above
    page.freeze_panes(1, 0)
    for position, heading in enumerate(sheet.headings):
        page.set_column(position, position, heading.width, styles.column[heading.style])
        page.write_string(0, position, heading.title, styles.head)
        if heading.choices:
            _validate(page, (1, position, _VALIDATED, position), heading.choices, heading.hint)
    for number, row in enumerate(sheet.rows):
        for position, value in enumerate(row):
            style = styles.cell[sheet.headings[position].style]
            _write(page, (number + 1, position), value, style, styles)
    for (row, column), choices in sheet.choices.items():
        _validate(page, (row + 1, column, row + 1, column), choices, "")
    if sheet.has_filter and sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
    page.set_landscape()
    page.set_paper(1)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(
    page: Any,  # noqa: ANN401 - as above
    at: tuple[int, int],
    value: Value,
    style: object,
    styles: _Styles,
) -> None:
    if value is None or value == "":
        page.write_blank(*at, None, style)
    elif isinstance(value, Figure):
        page.write_number(*at, value.value, styles.cell[value.style])
    elif isinstance(value, str):
        page.write_string(*at, _writable(value), style)
    elif isinstance(value, date):
        page.write_datetime(*at, datetime(value.year, value.month, value.day), styles.cell["date"])  # noqa: DTZ001 - a day
    else:
        page.write_number(*at, value, style)


def _writable(text: str) -> str:
    """Without what XML can't hold, and no longer than a cell."""
    kept = "".join(
        char for char in text if char in "\n\t" or (ord(char) >= 32 and not _is_hole(ord(char)))
    )
    return kept[:_LONGEST]


def _is_hole(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)


def _validate(
    page: Any,  # noqa: ANN401 - as above
    reach: tuple[int, int, int, int],
    choices: Sequence[str] | str,
    hint: str,
) -> None:
    source = choices if isinstance(choices, str) else list(choices)
    rule: dict[str, object] = {"validate": "list", "source": source, "error_type": "stop"}
    if hint:
        rule |= {"error_title": "Advisor", "error_message": hint[:255]}
    page.data_validation(*reach, rule)
