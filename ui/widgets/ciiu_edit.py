"""A field for the CIIU code of an activity: four digits, or a word of its division."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from advisor_app.domain.ciiu import Activity, parse_ciiu, search_divisions, shipped_divisions
from advisor_app.i18n import _, language
from ui.widgets.suggesting import OFFERED, SuggestingEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


def division_words(code: str) -> str:
    """``División 01: agricultura…`` of what is typed so far; empty when there is none."""
    division = shipped_divisions().get(code.strip()[:2])
    if division is None:
        return ""
    return _("División {code}: {name}").format(
        code=division.code, name=division.name.in_(language())
    )


class CiiuEdit(SuggestingEdit):
    """Four digits; a word such as ``café`` lists the divisions that fit, to begin the code.

    Signals:
        division_changed: the words for the division of what is typed.
    """

    division_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Divisiones de la actividad"), parent)
        self.setMaxLength(40)
        self.textChanged.connect(self._tell_division)

    def value(self) -> Activity | None:
        """The activity; None when nothing is written.

        Raises:
            InvalidRecord: it is no code.
        """
        return parse_ciiu(self.text()) if self.text().strip() else None

    def set_value(self, code: str) -> None:
        """Show a code; ``committed`` stays silent."""
        self.show_text(code)

    def matches(self, text: str) -> Sequence[tuple[str, str]]:
        if not any(char.isalpha() for char in text):
            return []
        lang = language()
        found = search_divisions(text, lang, OFFERED)
        return [(one.code, f"{one.code}  {one.name.in_(lang)}") for one in found]

    def take(self, key: str) -> None:
        self.replace_text(key)  # two of the four digits; the user types the others

    def _tell_division(self, text: str) -> None:
        self.division_changed.emit(division_words(text))
