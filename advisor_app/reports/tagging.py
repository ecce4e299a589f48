"""The structure of a document that a screen reader walks: headings, tables, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

_HEADINGS: Final = {"H1": 1, "H2": 2, "H3": 3, "H4": 4}


class Element:
    """A node of the structure tree; blocks make them, authors never see them.

    Attributes:
        tag: its standard type, such as ``P``, ``H1``, ``TD``.
        alt: what a figure shows, in words.
        scope: ``Column`` or ``Row`` for a table header.
        span: over how many columns of a table it goes.
        pieces: where its content lies, as (page, number of the marked piece).
        box: its place on the page (figures only).
    """

    __slots__ = ("alt", "box", "parts", "pieces", "scope", "span", "tag")

    def __init__(
        self, tag: str, parts: Sequence[Element] = (), *, alt: str = "", scope: str = ""
    ) -> None:
        if tag == "Figure" and not alt.strip():
            raise ValueError("a figure needs words for those who do not see it")
        self.tag = tag
        self.parts = list(parts)
        self.alt = alt
        self.scope = scope
        self.span = 1
        self.pieces: list[tuple[int, int]] = []
        self.box: tuple[float, float, float, float] | None = None

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


class Marks:
    """Which element every marked piece of every page belongs to."""

    def __init__(self) -> None:
        self.pages: list[list[Element]] = []

    def new_page(self) -> None:
        self.pages.append([])

    def next_piece(self, element: Element) -> int:
        """The number for a new piece of this element on the current page."""
        owners = self.pages[-1]
        owners.append(element)
        number = len(owners) - 1
        element.pieces.append((len(self.pages) - 1, number))
        return number


def check_headings(root: Element) -> None:
    """Refuse a document whose headings start below 1 or skip a level.

    Raises:
        ValueError: names the heading that jumps.
    """
    deepest = 0
    for element in root.walk():
        level = _HEADINGS.get(element.tag)
        if level is None:
            continue
        if level > deepest + 1:
            raise ValueError(f"{element.tag} follows a heading of level {deepest}")
        deepest = level
