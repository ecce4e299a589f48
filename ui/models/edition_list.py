"""Two editions as rows: the older at the left with its answers, the newer at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app.domain import explain_editions
from advisor_app.domain.editions import Change
from advisor_app.domain.gap import State
from advisor_app.domain.text import fold
from advisor_app.i18n import _, language, ngettext
from ui.models.headed_rows import HeadedModel, HeadedRow
from ui.models.requirement_list import state_name

if TYPE_CHECKING:
    from advisor_app.domain.editions import Comparison, Pair
    from advisor_app.domain.standard import Requirement


_TONES: Final[dict[State | None, str]] = {
    State.COMPLIES: "accent",
    State.PARTIAL: "attention",
    State.FAILS: "danger",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One point on its side of a row.

    Attributes:
        answer: what the firm answered, in a word; nothing where nothing is told.
        tone: the name of the colour it is written in.
    """

    text: str
    answer: str = ""
    tone: str = "soft_ink"


@dataclass(frozen=True, slots=True)
class EditionRow(HeadedRow):
    """A chapter with how much of it changes, or points on both sides.

    Attributes:
        aside: how much of the chapter changes.
        what: what is different, and whether it is to be confirmed.
    """

    aside: str = ""
    older: tuple[Side, ...] = ()
    newer: tuple[Side, ...] = ()
    change: Change = Change.SAME
    what: str = ""

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        if self.is_heading:
            return f"{self.text}. {self.aside}".strip(". ")
        sides = [". ".join(filter(None, (one.text, one.answer))) for one in self.older]
        sides += [one.text for one in self.newer]
        name = explain_editions.CHANGES[self.change].in_(language())
        return ". ".join(filter(None, (name, *sides, self.what)))


@dataclass(frozen=True, slots=True)
class Shown:
    """What decides which rows there are.

    Attributes:
        states: the answers to the older edition; None where it was not begun.
    """

    states: Mapping[str, State] | None
    only_changes: bool
    words: str = ""


def rows_of(comparison: Comparison, shown: Shown) -> tuple[EditionRow, ...]:
    """The rows, each chapter under its title."""
    rows: list[EditionRow] = []
    keeps = _keeper(shown)
    for chapter in comparison.chapters:
        kept = [_row(one, shown) for one in chapter.pairs if keeps(one)]
        if kept:
            rows.append(EditionRow(chapter.title.in_(language()), aside=_changing(chapter.pairs)))
            rows += kept
    return tuple(rows)


def _keeper(shown: Shown) -> Callable[[Pair], bool]:
    words, lang = fold(shown.words).split(), language()

    def keeps(one: Pair) -> bool:
        if shown.only_changes and one.change is Change.SAME:
            return False
        told = [f"{each.code} {each.title.in_(lang)}" for each in (*one.older, *one.newer)]
        told.append(one.what.in_(lang) if one.what else "")
        text = fold(" ".join(told))
        return all(word in text for word in words)

    return keeps


def _changing(pairs: Sequence[Pair]) -> str:
    count = sum(one.change is not Change.SAME for one in pairs)
    return ngettext("{n} cambia", "{n} cambian", count).format(n=count) if count else ""


def _row(one: Pair, shown: Shown) -> EditionRow:
    older = tuple(_side(each, shown.states) for each in one.older)
    newer = tuple(_side(each, None) for each in one.newer)
    what = [one.what.in_(language())] if one.what else []
    what += [_("Por confirmar.")] if one.confirm else []
    codes = [*(each.code for each in one.older), "→", *(each.code for each in one.newer)]
    text = " / ".join(each.text for each in (*older, *newer))
    return EditionRow(
        text, " ".join(codes), older=older, newer=newer, change=one.change, what=" ".join(what)
    )


def _side(one: Requirement, states: Mapping[str, State] | None) -> Side:
    text = f"{one.code}  {one.title.in_(language())}"
    if states is None:
        return Side(text)
    state = states.get(one.code)
    return Side(text, state_name(state), _TONES.get(state, "soft_ink"))


class EditionModel(HeadedModel[EditionRow]):
    """The points of two editions under their chapters."""
