"""What a diagnosis still lacks, in sections, as one list to walk through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor_app.domain import explain
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from advisor_app.domain.maturity import ItemResult
    from advisor_app.services.assessment_view import ResultView

CODE: Final = Qt.ItemDataRole.UserRole
ROW: Final = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A heading, or an item under it with why it is here."""

    text: str
    detail: str = ""
    code: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows."""
        return not self.code


@dataclass(frozen=True, slots=True)
class Missing:
    """How much is missing, and the rows that say what."""

    unanswered: int
    unseen: int
    unsupported: int
    rows: tuple[MissingRow, ...]


def missing_of(view: ResultView) -> Missing:
    """Unanswered, not seen, said without support, critical not applicable, then what decides."""
    lang = language()
    entries = view.result.items
    unanswered = [e for e in entries if e.answer is None]
    unseen = [e for e in entries if e.answer is not None and e.unverified]
    unsupported = [e for e in entries if e.discounted]
    waived = [e for e in entries if e.item.code in view.result.na_critical]
    sector = view.result.profile.sector

    def weight(entry: ItemResult) -> str:
        return _("Crítica: pone tope al nivel") if entry.item.is_critical(sector) else ""

    rows = [
        *_section(_("Por responder"), unanswered, weight),
        *_section(_("Sin ver"), unseen, weight),
        *_section(
            _("Se dijo más de lo que se vio"),
            unsupported,
            lambda entry: explain.discount_sentence(entry, lang),
        ),
        *_section(_("No aplica en preguntas críticas: lo revisa la coordinación"), waived, _reason),
        *_decisive(view),
    ]
    return Missing(len(unanswered), len(unseen), len(unsupported), tuple(rows))


def _section(
    heading: str, entries: Sequence[ItemResult], why: Callable[[ItemResult], str]
) -> Iterable[MissingRow]:
    if entries:
        yield MissingRow(f"{heading} · {len(entries)}")
    for entry in entries:
        question = entry.item.question.in_(language())
        yield MissingRow(f"{entry.item.code}  {question}", why(entry), entry.item.code)


def _reason(entry: ItemResult) -> str:
    return entry.answer.na_reason if entry.answer is not None else ""


def _decisive(view: ResultView) -> Iterable[MissingRow]:
    lang = language()
    if view.evidence:
        yield MissingRow(
            _("Evidencia que puede cambiar el nivel o la línea") + f" · {len(view.evidence)}"
        )
    for pending in view.evidence:
        item = view.result.instrument.item(pending.item)
        could = {
            "line": _("Podría cambiar la línea."),
            "level": _("Podría subir el nivel."),
        }[pending.changes]
        ask = "; ".join(text.in_(lang) for text in item.evidence)
        detail = _("{could} Pida ver: {ask}.").format(could=could, ask=ask)
        yield MissingRow(f"{item.code}  {item.question.in_(lang)}", detail, item.code)


class MissingModel(QAbstractListModel):
    """The rows; headings can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MissingRow, ...] = ()

    def show_rows(self, rows: tuple[MissingRow, ...]) -> None:
        """Other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def first(self) -> QModelIndex:
        """The first row that can be chosen."""
        place = next((i for i, row in enumerate(self._rows) if not row.is_heading), -1)
        return self.index(place, 0)

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
        values = {
            Qt.ItemDataRole.DisplayRole: row.text,
            Qt.ItemDataRole.AccessibleTextRole: f"{row.text}. {row.detail}".strip(". "),
            CODE: row.code,
            ROW: row,
        }
        return values.get(role)
