"""The course of a transcription: which line is typed, what was kept, what can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor_app.domain.paper_line import Line, read_line, written

if TYPE_CHECKING:
    from advisor_app.domain.answers import Answer
    from advisor_app.domain.instrument import Item


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the form: its number there, and the item."""

    number: int
    item: Item


@dataclass(frozen=True, slots=True)
class Undo:
    """A step back: the line to show and what its answer was before."""

    place: int
    answer: Answer | None


class TranscriptionFlow:
    """Where a transcription stands. Knows no window and no base: the caller keeps the answers."""

    def __init__(
        self, lines: Iterable[PaperLine], answers: Mapping[str, Answer], role: str = ""
    ) -> None:
        self.lines = tuple(lines)
        self._role = role
        self._answers = {
            line.item.code: answers[line.item.code]
            for line in self.lines
            if line.item.code in answers
        }
        self._undo: list[Undo] = []
        self.place = self._first_empty(0)

    @property
    def line(self) -> PaperLine | None:
        """The line that is typed; None after the last one."""
        return self.lines[self.place] if self.place < len(self.lines) else None

    @property
    def kept_answer(self) -> Answer | None:
        """What is kept of the line that is typed."""
        return self._answers.get(self.line.item.code) if self.line else None

    @property
    def done(self) -> int:
        """How many lines have an answer."""
        return len(self._answers)

    @property
    def total(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def kept_text(self, place: int) -> str:
        """What is kept of a line, as it would be typed."""
        return written(self._answers.get(self.lines[place].item.code))

    def read(self, typed: str) -> Line:
        """What is typed on the line; conditions ticked before stay with their level."""
        if self.line is None:
            return Line()
        before = self.kept_answer
        read = read_line(self.line.item, typed, before.role if before else self._role)
        if read.answer and before and before.level == read.answer.level:
            return Line(replace(read.answer, checks=before.checks))
        return read

    def kept(self, place: int, answer: Answer | None) -> None:
        """A line is on disk as it is now, with an answer or without."""
        self._undo.append(Undo(place, self._answers.get(self.lines[place].item.code)))
        self._set(place, answer)

    def following(self, place: int) -> str:
        """The item of the next line without an answer, or of this one where there is none."""
        after = self._first_empty(place + 1)
        return self.lines[after if after < len(self.lines) else place].item.code

    def go_on(self) -> None:
        """To the next line without an answer; after the last one, past the end."""
        self.place = self._first_empty(self.place + 1)

    def step(self, by: int) -> None:
        """To a neighbour, whether it has an answer or not."""
        self.go(self.place + by)

    def go(self, place: int) -> None:
        """To a line by its place in the list."""
        self.place = max(0, min(place, len(self.lines)))

    def undo(self) -> Undo | None:
        """The step that takes the last line back; None if there is none."""
        return self._undo[-1] if self._undo else None

    def undone(self, step: Undo) -> None:
        """The step back is on disk: its line is the one that is typed."""
        self._undo.remove(step)
        self._set(step.place, step.answer)
        self.place = step.place

    def _set(self, place: int, answer: Answer | None) -> None:
        code = self.lines[place].item.code
        if answer is None:
            self._answers.pop(code, None)
        else:
            self._answers[code] = answer

    def _first_empty(self, start: int) -> int:
        for place in range(start, len(self.lines)):
            if self.lines[place].item.code not in self._answers:
                return place
        return len(self.lines)
