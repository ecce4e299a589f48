"""A date typed as people write it, or picked from a calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.text import fold
from advisor_app.i18n import _, language
from ui import theme
from ui.widgets.assistance import is_filled_in
from ui.widgets.basic import button
from ui.widgets.icons import set_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_MONTHS = ("ene jan", "feb", "mar", "abr apr", "may", "jun", "jul", "ago aug", "sep", "oct", "nov")


def parse_date(text: str, today: date) -> date | None:
    """The day somebody wrote: ``3/11/2026``, ``3 nov``, ``2026-11-03``, ``mañana``.

    Raises:
        ValueError: it is no day.
    """
    words = fold(text).strip()
    if not words:
        return None
    near = {"hoy": 0, "today": 0, "manana": 1, "tomorrow": 1, "ayer": -1, "yesterday": -1}
    if words in near:
        return today + timedelta(days=near[words])
    parts = [part for part in re.split(r"[^0-9a-z]+", words) if part not in {"", "de", "of"}]
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    if len(parts) not in {2, 3}:
        raise ValueError(text)
    year = int(parts[2]) if len(parts) == 3 else today.year
    return date(year + 2000 if year < 100 else year, _month(parts[1]), int(parts[0]))


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    for number, names in enumerate((*_MONTHS, "dic dec"), start=1):
        if len(word) >= 3 and word[:3] in names.split():
            return number
    raise ValueError(word)


class DateEdit(QWidget):
    """A day, or none.

    Signals:
        changed: the user left the field with another day in it, or picked one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: date | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look().space(4))
        self.line = _Line(self)
        self.line.setPlaceholderText(_("día/mes/año"))
        self.line.setMaxLength(30)
        self.pick = button("", "quiet", icon="calendar", clicked=self._open_calendar)
        self.pick.setToolTip(_("Elegir en el calendario"))
        row.addWidget(self.line, 1)
        row.addWidget(self.pick)
        self.line.textChanged.connect(self._hear)
        self.setFocusProxy(self.line)
        self.setAccessibleName("")

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        picks = _("Elegir en el calendario")
        self.pick.setAccessibleName(f"{picks}: {name}" if name else picks)

    def value(self) -> date | None:
        """The day; None where the field is empty or what it says is no day."""
        try:
            return parse_date(self.line.text(), clock.today())
        except (ValueError, OverflowError):
            return None

    def set_value(self, day: date | None) -> None:
        """Show a day, or nothing; ``changed`` stays silent."""
        self._told = day
        self.line.setText("" if day is None else formats.short_date(day, language()))

    def problem(self) -> str:
        """What is wrong with what the field says, in words; nothing where it is right."""
        if self.line.text().strip() and self.value() is None:
            example = formats.short_date(clock.today(), language())
            return _("Esa fecha no existe. Escríbala así: {example}.").format(example=example)
        return ""

    def settle(self) -> None:
        """Show the day as it was understood, and tell if it is another."""
        day = self.value()
        if day is not None:
            self.line.setText(formats.short_date(day, language()))
        if day != self._told:
            self._told = day
            self.changed.emit()

    def _hear(self, _text: str) -> None:
        if is_filled_in(self.line):
            self.settle()

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        day = self.value() or clock.today()
        calendar = Calendar(day, menu)
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(menu.close)
        calendar.activated.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.popup(self.pick.mapToGlobal(self.pick.rect().bottomLeft()))
        calendar.setFocus()

    def _picked(self, day: QDate) -> None:
        self.line.setText(formats.short_date(date(day.year(), day.month(), day.day()), language()))
        self.settle()


class Calendar(QCalendarWidget):
    """A month whose days are large enough for a finger, in the theme's colours."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.look()
        self.setVerticalHeaderFormat(self.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(self.HorizontalHeaderFormat.SingleLetterDayNames)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        self.setMinimumSize(7 * look.target + look.space(16), 9 * look.target)
        plain = QTextCharFormat()
        plain.setForeground(QColor(look.colours.ink))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekend, plain)
        head = QTextCharFormat()
        head.setForeground(QColor(look.colours.soft_ink))
        self.setHeaderTextFormat(head)
        arrows = (
            ("prevmonth", "back", _("Mes anterior")),
            ("nextmonth", "next", _("Mes siguiente")),
        )
        for name, icon, words in arrows:
            arrow = self.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(arrow, QToolButton):
                set_icon(arrow, icon)
                arrow.setAccessibleName(words)
                arrow.setToolTip(words)


class _Line(QLineEdit):
    """The line of a date, which is understood when it is left."""

    def __init__(self, owner: DateEdit) -> None:
        super().__init__(owner)
        self._owner = owner

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.settle()
