"""Keeps a record while its form is filled in: each right value is stored at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from advisor_app.domain.errors import AdvisorError, InvalidRecord
from ui.models.record_draft import RecordDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.context import Context
    from ui.models.record_draft import Check

R = TypeVar("R")


class Keeper(QObject, Generic[R]):
    """One record, its rules and the way it is stored.

    Signals:
        changed: the record has other values now.
        problems_changed: field -> sentence for everything that could not be kept.
        stored: what the service answered.
    """

    changed = Signal(object)
    problems_changed = Signal(object)
    stored = Signal(object)

    def __init__(
        self,
        context: Context,
        check: Check[R],
        store: Callable[[R], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._check = check
        self._store = store
        self._draft: RecordDraft[R] | None = None
        self._is_blocked = False
        self.is_kept = False

    @property
    def record(self) -> R:
        """The record as it is kept."""
        return self.draft.record

    @property
    def draft(self) -> RecordDraft[R]:
        """The values, those included that wait for a correction."""
        if self._draft is None:
            raise RuntimeError("no record was begun")
        return self._draft

    @property
    def has_waiting(self) -> bool:
        """Whether a value waits for a correction, its own or another's."""
        return self._is_blocked or (self._draft is not None and bool(self._draft.waiting))

    @property
    def has_changes(self) -> bool:
        """Whether anything was changed since the record was taken."""
        return self._draft is not None and self._draft.can_undo

    def begin(self, record: R, *, kept: bool) -> None:
        """Take a record; ``kept`` when it is stored already, so that changes are too."""
        self._draft = RecordDraft(record, self._check)
        self._is_blocked = False
        self.is_kept = kept

    def change(self, values: Mapping[str, Any]) -> None:
        """Take new values; what can be kept is stored."""
        edit = self.draft.change(values)
        rest = self._check(self.record) if self.is_kept else {}
        self._is_blocked = bool(rest)
        self.problems_changed.emit({**rest, **edit.problems})
        if edit.record is not None:
            self.changed.emit(edit.record)
            if self.is_kept and not rest:
                self.store()

    def undo(self) -> bool:
        """Go back one change; False when there is none."""
        if not self.draft.undo():
            return False
        self.problems_changed.emit({})
        self.changed.emit(self.record)
        if self.is_kept:
            self.store()
        return True

    def store(self) -> None:
        """Store the record as it is now."""
        record, store = self.record, self._store
        self._context.tasks.run(lambda: store(record), self._stored, self._refused)

    def _stored(self, answer: object) -> None:
        self.is_kept = True
        self.stored.emit(answer)

    def _refused(self, error: AdvisorError) -> None:
        if isinstance(error, InvalidRecord) and error.problems:
            if self.is_kept:
                self.draft.refuse(error.problems)
            self.problems_changed.emit(error.problems)
            return
        self._context.explain(error, self.store)
