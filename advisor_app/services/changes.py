"""What an operation touched, so that each screen knows whether to read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Changes:
    """The records that one operation wrote.

    Attributes:
        touched: pairs of table name and record id.
        firm_ids: the firms those records belong to.
    """

    touched: frozenset[tuple[str, str]]
    firm_ids: frozenset[str]

    @classmethod
    def of(cls, firm_id: str, *records: tuple[str, str]) -> Changes:
        """The changes of one firm's records."""
        return cls(frozenset(records), frozenset({firm_id}))

    def touches(self, table: str) -> bool:
        """Whether any record of that table was written."""
        return any(name == table for name, _ in self.touched)


Listener = Callable[[Changes], None]


class Announcer:
    """Tells the listeners what was written; they are called in the writer's caller thread."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change from now on; call the result to stop."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def announce(self, changes: Changes) -> None:
        """Tell everyone who listens."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(changes)
