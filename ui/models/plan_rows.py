"""The actions of a plan as rows: those carried now, those that wait, those that ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor_app import formats
from advisor_app.domain import plan_words
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.actions import Action, Plan

ACTION: Final = Qt.ItemDataRole.UserRole
ROW: Final = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A heading, or an action at its place.

    Attributes:
        place: 1 for the first; 0 where no order counts.
        aside: who, until when, how much and how far, in one line.
    """

    text: str
    aside: str = ""
    place: int = 0
    action: Action | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows."""
        return self.action is None

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        if self.action is None:
            return self.text
        place = str(self.place) if self.place else ""
        words = [word for _tag, word in tags_of(self.action)]
        return ". ".join(part for part in (place, self.text, *words, self.aside) if part)


def tags_of(action: Action) -> list[tuple[str, str]]:
    """What stands out of an action: a key for its sign, and its word."""
    lang, tags = language(), list[tuple[str, str]]()
    if action.blocks:
        tags.append((action.blocks, blocking_word(action)))
    if action.quick_win:
        tags.append(("quick_win", plan_words.quadrant_name("quick_win", lang)))
    if action.waits:
        tags.append(("waits", plan_words.wait_name(action.waits, lang)))
    return tags


def blocking_word(action: Action) -> str:
    """What it stands in the way of, as a sentence."""
    return _("Bloquea por ley") if action.blocks == "law" else _("Bloquea la norma")


def rows_of(plan: Plan) -> tuple[PlanRow, ...]:
    """The rows in the order of the plan."""
    place = 0
    rows: list[PlanRow] = []
    for title, actions, counts in (
        (_("Ahora"), plan.carried, True),
        (_("En espera"), plan.waiting, True),
        (_("Terminadas"), plan.ended, False),
    ):
        if actions:
            rows.append(PlanRow(f"{title} · {len(actions)}"))
        for one in actions:
            place += counts
            rows.append(PlanRow(one.title, aside_of(one), place if counts else 0, one))
    return tuple(rows)


def aside_of(action: Action) -> str:
    """Who, until when, how much and how far."""
    lang = language()
    parts = [
        action.responsible or _("Sin responsable"),
        _("hasta {day}").format(day=formats.short_date(action.due_on, lang)),
        formats.pesos(action.cost, lang) if action.cost is not None else _("sin costo dicho"),
        plan_words.status_name(action.status, lang),
    ]
    if action.advance and action.is_open:
        parts.append(f"{action.advance} %")
    return " · ".join(parts)


class PlanModel(QAbstractListModel):
    """The rows; headings can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PlanRow, ...] = ()

    @property
    def actions(self) -> Sequence[Action]:
        """The actions in the order of the rows."""
        return [row.action for row in self._rows if row.action is not None]

    def show_rows(self, rows: tuple[PlanRow, ...]) -> None:
        """Other rows; where the same actions stand at the same places, the place stays."""
        same = [_key(row) for row in rows] == [_key(row) for row in self._rows]
        if same and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def place_of(self, action_id: str) -> QModelIndex:
        """Where an action stands; nowhere when it is none of them."""
        for number, row in enumerate(self._rows):
            if row.action is not None and row.action.id == action_id:
                return self.index(number, 0)
        return QModelIndex()

    def near(self, row: int) -> str:
        """The action at a row, or the nearest one: where one was removed, the next takes over."""
        found = [(abs(n - row), one.action.id) for n, one in enumerate(self._rows) if one.action]
        return min(found)[1] if found else ""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags  # the arrow keys pass over it
        return super().flags(index)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == ACTION:
            return row.action.id if row.action is not None else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


def _key(row: PlanRow) -> tuple[str, int]:
    return (row.action.id if row.action is not None else row.text), row.place
