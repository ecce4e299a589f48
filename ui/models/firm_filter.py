"""Which firms of the list are wanted, apart from what is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.services.firms import FirmRow

State = Literal["", "new", "draft", "diagnosed", "pdet"]


@dataclass(frozen=True, slots=True)
class FirmFilter:
    """An empty text asks for nothing.

    Attributes:
        department: by its name.
        sector: by its key.
        state: ``new`` without diagnosis, ``draft``, ``diagnosed``, or ``pdet`` for the place.
    """

    department: str = ""
    sector: str = ""
    state: State = ""

    @property
    def is_open(self) -> bool:
        """Whether every firm passes."""
        return not (self.department or self.sector or self.state)

    def apply(self, rows: Sequence[FirmRow]) -> Sequence[FirmRow]:
        """The firms that pass, in their order."""
        return rows if self.is_open else [row for row in rows if self._passes(row)]

    def _passes(self, row: FirmRow) -> bool:
        if self.department and row.department != self.department:
            return False
        if self.sector and row.sector != self.sector:
            return False
        if self.state == "pdet":
            return row.pdet
        return not self.state or row.status == self.state


def state_of(key: str | None) -> State:
    """A state from the key of a list box; an unknown key asks for nothing."""
    return next((state for state in get_args(State) if state == key), "")


def departments(rows: Sequence[FirmRow]) -> list[str]:
    """The departments that occur, in alphabetical order."""
    return sorted({row.department for row in rows if row.department})
