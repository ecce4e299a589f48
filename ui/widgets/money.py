"""Figures as people write them: thousands with dots, ``80 millones``, half a word."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app import formats
from advisor_app.i18n import _, language
from ui.widgets.assistance import is_filled_in

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_SCALES: Final = (
    (re.compile(r"(mil )?millones$|mill(ó|o)n$|millions?$|mill\.?$|mm?$"), Decimal(1_000_000)),
    (re.compile(r"mil$|thousand$|k$"), Decimal(1_000)),
)
LARGEST: Final = Decimal(999_999_999_999_999)
"""More than any firm earns, and few enough digits for every sum and for the base."""
_GROUPED: Final = re.compile(r"^\d{1,3}([.,' ]\d{3})+$")


def parse_figure(text: str, lang: str = "es") -> Decimal | None:
    """The figure somebody wrote; None where nothing is written.

    Raises:
        ValueError: it is no figure.
    """
    words = text.replace("\u00a0", " ").replace("$", "").replace("COP", "").strip().casefold()
    if not words:
        return None
    scale = Decimal(1)
    for pattern, factor in _SCALES:
        found = pattern.search(words)
        if found:
            scale = factor * (1000 if found.group().startswith("mil millones") else 1)
            words = words[: found.start()].strip()
            break
    return _plain(words, lang) * scale


def _plain(words: str, lang: str) -> Decimal:
    if _GROUPED.match(words):
        words = re.sub(r"[.,' ]", "", words)
    else:
        thousands, point = (".", ",") if lang == "es" else (",", ".")
        if (
            words.count(thousands) == 1
            and point not in words
            and len(words.split(thousands)[1]) < 3
        ):
            thousands, point = point, thousands  # 3.5 typed on a numeric pad
        words = words.replace(thousands, "").replace(" ", "").replace(point, ".")
    if not re.fullmatch(r"\d+(\.\d+)?", words):
        raise ValueError(words)
    try:
        return Decimal(words)
    except InvalidOperation as error:
        raise ValueError(words) from error


class NumberEdit(QLineEdit):
    """A figure, shown with its thousands once the field is left.

    Signals:
        changed: the user left the field with another figure in it.
    """

    changed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, places: int = 0, most: Decimal = LARGEST
    ) -> None:
        super().__init__(parent)
        self._places = places
        self._most = most
        self._told: Decimal | None = None
        self.setMaxLength(30)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.textChanged.connect(self._hear)

    def value(self) -> Decimal | None:
        """The figure; None where the field is empty or what it says is no figure."""
        try:
            figure = parse_figure(self.text(), language())
        except ValueError:
            return None
        if figure is None or figure > LARGEST:
            return None
        return formats.rounded(figure, self._places)

    def set_value(self, value: Decimal | int | None) -> None:
        """Show a figure, or nothing; ``changed`` stays silent."""
        self._told = None if value is None else formats.rounded(Decimal(value), self._places)
        self.setText("" if self._told is None else self._shown(self._told))

    def problem(self) -> str:
        """What is wrong with what the field says, in words; nothing where it is right."""
        try:
            figure = parse_figure(self.text(), language())
        except ValueError:
            return _("Escriba solo la cifra, por ejemplo {example}.").format(
                example=self._shown(Decimal(1_250_000 if self._places == 0 else "12.5"))
            )
        if figure is not None and figure > self._most:
            return _("La cifra no puede pasar de {most}.").format(most=self._shown(self._most))
        return ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    def settle(self) -> None:
        """Show the figure as it was understood, and tell if it is another."""
        value = self.value()
        if value is not None:
            self.setText(self._shown(value))
        if value != self._told:
            self._told = value
            self.changed.emit()

    def _hear(self, _text: str) -> None:
        if is_filled_in(self):
            self.settle()

    def _shown(self, value: Decimal) -> str:
        whole = value == value.to_integral_value()
        return formats.number(value, language(), 0 if whole else self._places)


class MoneyEdit(NumberEdit):
    """Colombian pesos without cents; ``80 millones`` is understood."""

    def __init__(self, parent: QWidget | None = None, *, most: Decimal = LARGEST) -> None:
        super().__init__(parent, places=0, most=most)
        self.setPlaceholderText("$")

    def _shown(self, value: Decimal) -> str:
        return formats.pesos(value, language())
