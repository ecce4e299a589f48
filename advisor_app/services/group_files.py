"""Lists of members that come as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.group_lines import LARGEST_FILE, text_of_file
from advisor_app.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


def read_list(path: Path) -> str:
    """The text of a CSV file, of which no more is read than a list may hold.

    Raises:
        AdvisorError: it can't be read, is too large, or is no text.
    """
    try:
        if not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            return text_of_file(file.read(LARGEST_FILE + 1))
    except OSError as error:
        raise AdvisorError(
            _("No se pudo leer el archivo."),
            advice=_("No se agregó nada. Revise que siga en su lugar e inténtelo de nuevo."),
        ) from error
