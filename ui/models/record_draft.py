"""A record while it is edited: what can be kept at once, and what waits for a correction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

R = TypeVar("R")
Check = Callable[[R], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Edit(Generic[R]):
    """What came of a change.

    Attributes:
        record: what to store; None when nothing of it changed.
        problems: field -> sentence, for every value that waits.
        settled: fields whose earlier problem is gone.
    """

    record: R | None
    problems: Mapping[str, str]
    settled: frozenset[str]


class RecordDraft(Generic[R]):
    """Keeps the right values and holds back the wrong ones, so that one slip costs one field.

    A value that was refused is tried again with each later change: workers that did not add up
    are kept as soon as the total is corrected.
    """

    def __init__(self, record: R, check: Check[R]) -> None:
        self._check = check
        self._undo: list[dict[str, Any]] = []
        self.record = record
        self.waiting: dict[str, Any] = {}

    def change(self, values: Mapping[str, Any]) -> Edit[R]:
        """Take new values of some fields."""
        before = dict(self.waiting)
        tried = {**before, **values}
        known = self._check(self.record).keys()
        problems: dict[str, str] = {}
        self.waiting = {}
        while tried:
            found = {
                name: sentence
                for name, sentence in self._check(self._with(tried)).items()
                if name in tried or name not in known
            }
            if not found:
                break
            problems.update(found)
            # a sum may be reported at its total: then what was just typed waits
            guilty = (found.keys() & tried.keys()) or (values.keys() & tried.keys()) or tried.keys()
            for name in list(guilty):
                self.waiting[name] = tried.pop(name)
        stored = self._keep(tried)
        return Edit(stored, problems, frozenset(before.keys() | values.keys()) - problems.keys())

    def refuse(self, problems: Mapping[str, str]) -> None:
        """The store refused the last change: take those values back and let them wait."""
        if not self._undo:
            return
        last = self._undo.pop()
        self.waiting.update({name: getattr(self.record, name) for name in last if name in problems})
        self.record = self._with(last)

    def undo(self) -> tuple[str, ...]:
        """Go back one change; the fields that have their earlier value again."""
        if not self._undo:
            return ()
        last = self._undo.pop()
        for name in last:
            self.waiting.pop(name, None)
        self.record = self._with(last)
        return tuple(last)

    def _with(self, values: Mapping[str, Any]) -> R:
        return replace(self.record, **values)  # type: ignore[type-var]  # every record is a dataclass

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to go back on."""
        return bool(self._undo)

    def _keep(self, values: Mapping[str, Any]) -> R | None:
        changed = {n: value for n, value in values.items() if getattr(self.record, n) != value}
        if not changed:
            return None
        self._undo.append({name: getattr(self.record, name) for name in changed})
        self.record = self._with(changed)
        return self.record
