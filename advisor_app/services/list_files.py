"""A list of requirements as a spreadsheet file: the template, and what others filled in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.list_reading import ReadList, is_wanted, read_list
from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.standard import Standard


Step = Callable[[int], None]
"""Hears how far the work is."""


def no_step(_done: int) -> None:
    """Nobody watches."""


def read_file(path: Path, step: Step = no_step) -> ReadList:
    """The list in a spreadsheet.

    Raises:
        AdvisorError: the file can't be read, is no workbook, or is one that acts by itself.
        BadTable: with every cell that is wrong.
    """
    from advisor_app.spreadsheet.archive import LARGEST_FILE
    from advisor_app.spreadsheet.reader import read_book

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        message = _("No se puede leer {file}: {reason}.")
        reason = error.strerror or str(error)
        raise AdvisorError(message.format(file=path.name, reason=reason)) from error
    step(1)
    book = read_book(data, is_wanted)
    step(2)
    read = read_list(book)
    step(3)
    return read


def write_list(standard: Standard, path: Path, lang: str) -> None:
    """Write a list into the template.

    Raises:
        AdvisorError: the place can't be written to.
    """
    _write(json.loads(standard.body), standard.name.in_(lang), path, lang)


def write_template(path: Path, lang: str) -> None:
    """Write the template with nothing filled in.

    Raises:
        AdvisorError: the place can't be written to.
    """
    from advisor_app.domain.list_template import LIST

    _write({"sections": [], "requirements": [], "roles": {}}, LIST.in_(lang), path, lang)


def _write(raw: dict[str, Any], title: str, path: Path, lang: str) -> None:
    from advisor_app.services.documents import write_file
    from advisor_app.services.list_sheets import sheets_of
    from advisor_app.spreadsheet.writer import write_book

    write_file(path, write_book(title, sheets_of(raw, lang)))
