"""Ctrl+K: one box that finds firms, screens and actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from advisor_app.domain.text import fold
from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import label
from ui.widgets.icons import icon

if TYPE_CHECKING:
    from advisor_app.services.firms import FirmRow
    from ui.context import Context

_MOST: Final = 9
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something the palette can do.

    Attributes:
        words: more words that find it.
    """

    icon: str
    text: str
    run: Callable[[], None]
    detail: str = ""
    words: str = ""

    def matches(self, typed: Sequence[str]) -> bool:
        """Whether every typed word begins or lies within its words."""
        heap = fold(f"{self.text} {self.detail} {self.words}")
        return all(word in heap for word in typed)


class CommandPalette(QDialog):
    """A box and what it finds; arrows choose, Enter goes, Esc closes."""

    def __init__(self, context: Context, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Buscar"))
        self.setModal(True)
        self.setProperty("role", "palette")
        self._context = context
        self._commands = commands
        self._firms: list[FirmRow] = []
        self._shown: list[Command] = []
        look = theme.look()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(16),) * 4)
        column.setSpacing(look.space(8))
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Empresa, NIT, municipio, pantalla o acción"))
        self.box.setAccessibleName(_("Buscar una empresa, una pantalla o una acción"))
        self.box.textChanged.connect(self._find)
        self.box.installEventFilter(self)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Lo encontrado"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setProperty("role", "plain")
        self.found.itemClicked.connect(self._take)
        self.hint = label(_("↑ ↓ elegir · Enter abrir · Esc cerrar"), "caption")
        for widget in (self.box, self.found, self.hint):
            column.addWidget(widget)
        self._place(parent)
        self._find("")
        session = context.session
        if session is not None:
            context.tasks.run(session.firms.list, self._take_firms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._move(_STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.found.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _place(self, parent: QWidget) -> None:
        look, window = theme.look(), parent.window()
        width = min(look.space(680), window.width() - look.space(48))
        self.setFixedWidth(width)
        self._highest = window.height() - look.space(96 + 120)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + look.space(64))

    def _take_firms(self, rows: list[FirmRow]) -> None:
        self._firms = rows
        self._find(self.box.text())

    def _find(self, typed: str) -> None:
        words = fold(typed).split()
        found = [one for one in self._commands if one.matches(words)]
        firms = self._firm_commands(typed) if words else []
        self._shown = [*firms[: _MOST - min(2, len(found))], *found][:_MOST]
        self.found.clear()
        for command in self._shown:
            text = f"{command.text}\n{command.detail}" if command.detail else command.text
            item = QListWidgetItem(icon(command.icon, "accent", 20), text)
            self.found.addItem(item)
        self._fit()
        if not self._shown:
            nothing = QListWidgetItem(_("Nada coincide con lo escrito"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.found.addItem(nothing)
        else:
            self.found.setCurrentRow(0)
            self._describe()

    def _fit(self) -> None:
        """As high as what was found, so that the box stays where it is."""
        rows = max(1, len(self._shown))
        high = sum(self.found.sizeHintForRow(row) for row in range(rows)) + 4
        self.found.setFixedHeight(max(theme.look().target, min(high, self._highest)))
        self.setFixedHeight(self.sizeHint().height())

    def _firm_commands(self, typed: str) -> list[Command]:
        from advisor_app.services.firms import find_firms

        return [self._firm_command(row) for row in find_firms(self._firms, typed)[:_MOST]]

    def _firm_command(self, row: FirmRow) -> Command:
        detail = " · ".join(filter(None, (row.nit_shown, row.place)))
        return Command("firms", row.name, lambda: self._context.go("firm", firm_id=row.id), detail)

    def _move(self, step: int) -> None:
        last = len(self._shown) - 1
        if last >= 0:
            row = self.found.currentRow() + step
            self.found.setCurrentRow(max(0, min(last, row)) if abs(step) > 1 else row % (last + 1))
            self._describe()

    def _describe(self) -> None:
        # the keyboard stays in the box, so the box tells which row Enter would take
        self.box.setAccessibleDescription(self.found.currentItem().text().replace("\n", ", "))

    def _take(self, item: QListWidgetItem | None) -> None:
        row = self.found.row(item) if item is not None else -1
        if 0 <= row < len(self._shown):
            command = self._shown[row]
            self.accept()
            command.run()
