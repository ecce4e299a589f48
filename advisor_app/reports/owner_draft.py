"""How the owner's sheet is written: its type, its spacing, and how much it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor_app.design import LIGHT, TYPE
from advisor_app.formats import NBSP
from advisor_app.reports.draft import Draft
from advisor_app.reports.look import Look
from advisor_app.reports.words import Style

if TYPE_CHECKING:
    from advisor_app.reports.content import DiagnosisContent


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to make the sheet fit.

    Attributes:
        size: its type, in points.
        tight: 1 for normal spacing, less to save room.
        longest: texts longer than this are cut.
    """

    size: float = TYPE.owner
    tight: float = 1
    longest: int = 10_000


class OwnerDraft(Draft):
    """The sheet in one language and one fit."""

    def __init__(self, content: DiagnosisContent, lang: str, fit: Fit) -> None:
        super().__init__(content, lang, Look(fit.size, fit.tight))
        self.fit = fit

    @property
    def body(self) -> Style:
        """Running text."""
        return self.look.text.but(leading=1.15, after=self.look.space(3))

    @property
    def head(self) -> Style:
        """The title of a part."""
        return Style(
            self.fit.size, LIGHT.accent, strong=True, leading=1.2,
            before=self.look.space(12), after=self.look.space(2) + 1,
        )  # fmt: skip

    def short(self, text: str, longest: int | None = None) -> str:
        """The text, cut where this fit must."""
        limit = min(longest or self.fit.longest, self.fit.longest)
        return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def lowered(text: str) -> str:
    """The text as it goes on after a colon; an acronym keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def area(dimension: str) -> str:
    """The name of a dimension up to its first comma: enough for whoever does not study it."""
    return dimension.partition(",")[0]


def unbroken(text: str) -> str:
    """A short text that stays on one line."""
    return text.replace(" ", NBSP) if len(text) < 50 else text
