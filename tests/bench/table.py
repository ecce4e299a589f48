"""Figures with the floor of the same run, told as they come and as one table at the end."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Final, TextIO

_HEAD: Final = ("What", "Figure", "Beside", "Ratio", "Target", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure.

    Attributes:
        what: what was measured, in words.
        figure: its value in ``unit``.
        beside: the floor, control or rival of the same run, and its name.
        ratio: the figure in terms of its floor, where that says something.
        limit: what the figure (or, with ``by_ratio``, the ratio) is to stay under.
    """

    what: str
    figure: float
    unit: str = "ms"
    beside: tuple[float, str] | None = None
    limit: float | None = None
    by_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        if self.beside is None or not self.beside[0]:
            return None
        return self.figure / self.beside[0]

    @property
    def verdict(self) -> str:
        """``ok`` or ``over``; nothing where there is no target."""
        measured = self.ratio if self.by_ratio else self.figure
        if self.limit is None or measured is None:
            return ""
        return "ok" if measured <= self.limit else "OVER"

    def cells(self) -> tuple[str, ...]:
        beside = f"{_shown(self.beside[0])} {self.unit} ({self.beside[1]})" if self.beside else ""
        ratio = f"{self.ratio:.2f}x" if self.ratio is not None else ""
        target = ""
        if self.limit is not None:
            target = f"{self.limit:g}x" if self.by_ratio else f"{self.limit:g} {self.unit}"
        figure = f"{_shown(self.figure)} {self.unit}"
        return (self.what, figure, beside, ratio, target and f"<= {target}", self.verdict)


@dataclass(slots=True)
class Table:
    """Collects the lines of a run.

    Attributes:
        notes: how things were counted, printed under the table.
    """

    out: TextIO = sys.stdout
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Keep a line and show it at once."""
        self.lines.append(line)
        what, figure, beside, ratio, target, verdict = line.cells()
        rest = "  ".join(part for part in (beside, ratio, target, verdict) if part)
        self.say(f"{what:<58} {figure:>12}  {rest}")

    def note(self, text: str) -> None:
        """Say how something was counted."""
        self.notes.append(text)
        self.say(f"    {text}")

    def say(self, text: str) -> None:
        """A line of progress."""
        self.out.write(text + "\n")
        self.out.flush()

    def markdown(self) -> str:
        """The whole table, then the notes."""
        rows = [_HEAD, ("---",) * len(_HEAD), *(line.cells() for line in self.lines)]
        table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
        return table + "\n\n" + "\n".join(f"- {note}" for note in self.notes) + "\n"


def _shown(value: float) -> str:
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
