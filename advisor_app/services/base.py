"""What every family of services shares: the workspace, the advisor and the announcer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.services.changes import Announcer, Changes
    from advisor_app.store.workspace import Workspace

T = TypeVar("T")


class Service:
    """A family of operations on one open workspace. Every operation blocks until it is durable."""

    def __init__(self, workspace: Workspace, announcer: Announcer) -> None:
        self._workspace = workspace
        self._announcer = announcer

    def _read(self, question: Callable[[sa.Connection], T]) -> T:
        with self._workspace.read() as connection:
            return question(connection)

    def _write(self, work: Callable[[sa.Connection], T], changes: Changes) -> T:
        result = self._workspace.write(work).result()
        self._announcer.announce(changes)
        return result
