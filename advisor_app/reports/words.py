"""A paragraph: words set in lines, whole for those who listen, never a lonely line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal

from advisor_app.reports.blocks import Block
from advisor_app.reports.fonts import REGULAR, STRONG, printable, width
from advisor_app.reports.tagging import Element

if TYPE_CHECKING:
    from advisor_app.reports.pen import Pen

_LEAST_LINES: Final = 2  # a paragraph never leaves one line alone on a page
_ENDLESS: Final = 1e6  # wider than any line
_STUB: Final = 0.16  # a last line shorter than this part of the width looks forgotten
_HAIR: Final = 1e-6  # what sums of widths may differ by
_ATOMS: Final = re.compile(r"\n|[^ \n]+| +")


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks and what it is.

    Attributes:
        leading: the distance of base lines, as a factor of ``size``.
        tag: its type in the structure tree.
    """

    size: float
    colour: str
    strong: bool = False
    leading: float = 1.25
    before: float = 0
    after: float = 0
    align: Literal["left", "right", "centre"] = "left"
    tag: str = "P"
    keep_next: bool = False

    def but(self, **changes: object) -> Style:
        """The same style but for these."""
        return replace(self, **changes)  # pyright: ignore[reportArgumentType] - same fields


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a paragraph that look different."""

    text: str
    strong: bool = False
    colour: str = ""


def strong(text: str, colour: str = "") -> Span:
    """Words that stand out."""
    return Span(text, strong=True, colour=colour)


@dataclass(slots=True)
class _Line:
    """A set line: runs of (x, text, font, colour), and whether a blank parts it from the next."""

    runs: list[tuple[float, str, str, str]] = field(default_factory=list)
    width: float = 0
    blank_after: bool = True


_Piece = tuple[str, str, str, float]  # text, font, colour, width


class Words(Block):
    """A paragraph or heading of one size, in one or several looks."""

    def __init__(
        self,
        text: str | Span | Sequence[str | Span],
        style: Style,
        *,
        element: Element | None = None,
    ) -> None:
        super().__init__(before=style.before, after=style.after, keep_next=style.keep_next)
        spans = [text] if isinstance(text, str | Span) else text
        self.spans = [Span(span) if isinstance(span, str) else span for span in spans]
        self.style = style
        self.element = element or Element(style.tag)
        self._set: dict[float, list[_Line]] = {}
        self._pieces: list[list[_Piece]] = []
        self._even = self._in_one_look()

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(span.text for span in self.spans)

    @property
    def natural_width(self) -> float:
        """How wide it is on a single line."""
        return max((line.width for line in self._lines(_ENDLESS)), default=0)

    def elements(self) -> Iterable[Element]:
        return [self.element]

    def height(self, room: float) -> float:
        return len(self._lines(room)) * self._pitch

    def least(self, room: float) -> float:
        lines = len(self._lines(room))
        return (lines if lines < 2 * _LEAST_LINES else _LEAST_LINES) * self._pitch

    def split(self, room: float, space: float) -> tuple[Words, Words] | None:
        lines = self._lines(room)
        fit = min(int(space // self._pitch), len(lines) - _LEAST_LINES)
        if fit < _LEAST_LINES:
            return None
        return self._part(room, lines[:fit], after=0), self._part(room, lines[fit:], before=0)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        lines = self._lines(room)
        base = top - 0.5 * self._pitch - 0.32 * self.style.size
        runs: list[tuple[tuple[float, float], str, str, str]] = []
        for number, line in enumerate(lines):
            y = base - number * self._pitch
            shift = left + self._shift(room - line.width)
            for x, text, font, colour in line.runs:
                runs.append(((shift + x, y), text, font, colour))
            if line.runs and line.blank_after:
                at, text, font, colour = runs[-1]
                runs[-1] = (at, text + " ", font, colour)  # words stay apart when read aloud
        if runs:
            with pen.element(self.element):
                pen.lines(runs, self.style.size)

    @property
    def _pitch(self) -> float:
        return self.style.size * self.style.leading

    def _shift(self, spare: float) -> float:
        return {"left": 0, "right": spare, "centre": spare / 2}[self.style.align]

    def _part(
        self, room: float, lines: list[_Line], *, before: float | None = None, after: float = -1
    ) -> Words:
        part = Words(self.spans, self.style, element=self.element)
        part._set[room] = lines
        part.before = self.before if before is None else before
        part.after = self.after if after < 0 else after
        part.keep_next = False
        return part

    def _lines(self, room: float) -> list[_Line]:
        if room not in self._set:
            lines = self._set[room] = self._without_stub(self._broken(room), room)
            if lines and self.text.endswith(" "):
                lines[-1].blank_after = True  # more words of the same element follow
        return self._set[room]

    def _broken(self, room: float) -> list[_Line]:
        lines = self._even.lines(room) if self._even else None
        return _Setter(self.style.size, room).set(self._words()) if lines is None else lines

    def _without_stub(self, lines: list[_Line], room: float) -> list[_Line]:
        """The same number of lines, but no single short word left on the last one."""
        least = _STUB * room
        if len(lines) < 2 or lines[-1].width >= least or "\n" in printable(self.text):
            return lines
        for share in (0.96, 0.92, 0.88, 0.84):
            narrower = self._broken(room * share)
            if len(narrower) > len(lines):
                break
            if narrower[-1].width >= least:
                return narrower
        return lines

    def _in_one_look(self) -> _Even | None:
        """Its words measured at once, where they all look the same."""
        if len(self.spans) != 1:
            return None
        (span,) = self.spans
        font = STRONG if span.strong or self.style.strong else REGULAR
        return _Even(span.text, font, span.colour or self.style.colour, self.style.size)

    def _words(self) -> list[list[_Piece]]:
        """The words between blanks, each of pieces with a look; a line break stands alone."""
        if self._pieces:
            return self._pieces
        words, size = self._pieces, self.style.size
        joined = False
        for span in self.spans:
            font = STRONG if span.strong or self.style.strong else REGULAR
            colour = span.colour or self.style.colour
            for atom in _ATOMS.findall(printable(span.text)):
                if atom == "\n":
                    words.append([("\n", font, colour, 0)])
                if atom[0] in " \n":
                    joined = False
                    continue
                piece = (atom, font, colour, width(atom, font, size))
                if joined:
                    words[-1].append(piece)
                else:
                    words.append([piece])
                joined = True
        return words


class _Even:
    """Words of one look, measured once for all the widths in which they will be set."""

    def __init__(self, text: str, font: str, colour: str, size: float) -> None:
        self._look = (font, colour)
        self._blank = width(" ", font, size)
        self._parts = _measured(text, font, size)

    def lines(self, room: float) -> list[_Line] | None:
        """Its lines; None where a word is longer than one."""
        lines: list[_Line] = []
        for words, ends in self._parts:
            start = 0
            while start < len(words):
                end = bisect_right(ends, ends[start] + room + self._blank + _HAIR) - 1
                if end == start:
                    return None
                text = " ".join(words[start:end])
                wide = ends[end] - ends[start] - self._blank
                lines.append(_Line([(0.0, text, *self._look)], wide))
                start = end
            if not words:
                lines.append(_Line())
        return _ended(lines)


@lru_cache(maxsize=4_000)
def _measured(text: str, font: str, size: float) -> list[tuple[list[str], list[float]]]:
    """The words between line breaks, and how far each reaches with the blank after it."""
    parts: list[tuple[list[str], list[float]]] = []
    blank = width(" ", font, size)
    for part in printable(text).split("\n"):
        words = [word for word in part.split(" ") if word]
        steps = (width(word, font, size) + blank for word in words)
        parts.append((words, list(accumulate(steps, initial=0.0))))
    return parts


def _ended(lines: list[_Line]) -> list[_Line]:
    """Without empty lines at the end, after which there is no blank."""
    while lines and not lines[-1].runs:
        lines.pop()
    if lines:
        lines[-1].blank_after = False
    return lines


class _Setter:
    """Breaks words into lines of a width."""

    def __init__(self, size: float, room: float) -> None:
        self._size = size
        self._room = room
        self._lines: list[_Line] = []
        self._line = _Line()

    def set(self, words: list[list[_Piece]]) -> list[_Line]:
        for word in words:
            if word[0][0] == "\n":
                self._finish()
                continue
            self._add(word)
        self._finish()
        return _ended(self._lines)

    def _add(self, word: list[_Piece]) -> None:
        line = self._line
        wide = word[0][3] if len(word) == 1 else sum(piece[3] for piece in word)
        blank = width(" ", word[0][1], self._size) if line.runs else 0.0
        if blank and line.width + blank + wide > self._room:
            self._finish()
            blank = 0.0
        if wide > self._room:
            self._add_broken(word)
            return
        for piece in word:
            self._put(piece, blank)
            blank = 0.0

    def _add_broken(self, word: list[_Piece]) -> None:
        """Set a word longer than a line, broken where the line ends."""
        for text, font, colour, _wide in word:
            rest = text
            while rest:
                fit = self._fitting(rest, font)
                shown, rest = rest[:fit], rest[fit:]
                self._put((shown, font, colour, width(shown, font, self._size)))
                if rest:
                    self._finish(blank_after=False)

    def _fitting(self, text: str, font: str) -> int:
        used = self._line.width
        for count, char in enumerate(text):
            used += width(char, font, self._size)
            if used > self._room:
                return max(count, 0 if self._line.runs else 1)
        return len(text)

    def _put(self, piece: _Piece, blank: float = 0.0) -> None:
        """Go on in the line with a piece, after a blank of this width if there is one."""
        text, font, colour, wide = piece
        line = self._line
        shown = f" {text}" if blank else text
        if line.runs and line.runs[-1][2:] == (font, colour):
            x, before, _, _ = line.runs[-1]
            line.runs[-1] = (x, before + shown, font, colour)
        else:
            line.runs.append((line.width, shown, font, colour))
        line.width += blank + wide

    def _finish(self, *, blank_after: bool = True) -> None:
        self._line.blank_after = blank_after
        self._lines.append(self._line)
        self._line = _Line()
