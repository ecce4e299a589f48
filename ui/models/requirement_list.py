"""The points of a list as rows: under their chapters or their places, filtered, found by words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from advisor_app.domain import explain_gap
from advisor_app.domain.gap import State
from advisor_app.domain.standard_file import PLACES
from advisor_app.domain.text import fold
from advisor_app.i18n import _, language
from ui.models.headed_rows import HeadedModel, HeadedRow

if TYPE_CHECKING:
    from advisor_app.domain.gap import GapAnswer, GapResult
    from advisor_app.domain.standard import Requirement, Standard

Filter = Literal["all", "open", "blocking", "unseen", "bare", "proposed"]
Grouping = Literal["section", "place"]


@dataclass(frozen=True, slots=True)
class RequirementRow(HeadedRow):
    """A heading with its progress, or a point with its state.

    Attributes:
        key: the code of the point.
        mark: the key that stands for the state, or nothing while it was not seen.
        aside: severity, or how many of the chapter were seen.
        proposed: what other lists say of a point that was not seen; nothing where none does.
    """

    aside: str = ""
    mark: str = ""
    blocks: bool = False
    has_note: bool = False
    is_backed: bool = False
    proposed: str = ""

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        if self.is_heading:
            return f"{self.text}. {self.aside}"
        state = state_name(State(self.mark) if self.mark else None)
        parts = [self.text, state, self.aside]
        if self.blocks:
            parts.append(_("Bloquea"))
        if self.is_backed:
            parts.append(_("con evidencia"))
        parts.append(self.proposed)
        return ". ".join(part for part in parts if part)


def state_name(state: State | None) -> str:
    """What a state is called in the window's language."""
    name = explain_gap.UNSEEN if state is None else explain_gap.STATES[state]
    return name.in_(language())


@dataclass(frozen=True, slots=True)
class Shown:
    """What decides which rows there are."""

    answers: Mapping[str, GapAnswer]
    result: GapResult
    wanted: Filter = "all"
    grouping: Grouping = "section"
    words: str = ""
    backed: frozenset[str] = frozenset()
    proposed: Mapping[str, State] = field(default_factory=dict[str, State])

    def is_bare(self, code: str) -> bool:
        """Whether a point is said to hold, wholly or in part, without anything that shows it."""
        answer = self.answers.get(code)
        held = answer is not None and answer.state in (State.COMPLIES, State.PARTIAL)
        return held and code not in self.backed


def proposed_name(state: State) -> str:
    """What is proposed, in a word."""
    return _("Propuesto: {state}").format(state=state_name(state).lower())


def rows_of(standard: Standard, shown: Shown) -> tuple[RequirementRow, ...]:
    """The rows in the order of the list, or of a walk through the firm."""
    keep = _keeper(shown)
    rows: list[RequirementRow] = []
    for title, points in _groups(standard, shown.grouping):
        kept = [one for one in points if keep(one)]
        if kept:
            rows.append(RequirementRow(title, aside=_progress(points, shown)))
            rows += [_row(one, shown) for one in kept]
    return tuple(rows)


def _groups(standard: Standard, grouping: Grouping) -> list[tuple[str, list[Requirement]]]:
    lang = language()
    if grouping == "place":
        return [
            (
                explain_gap.PLACE_NAMES[place].in_(lang),
                [one for one in standard.requirements if one.place == place],
            )
            for place in PLACES
        ]
    return [
        (
            section.title.in_(lang),
            [one for one in standard.requirements if one.section == section.key],
        )
        for section in standard.sections
    ]


def _keeper(shown: Shown) -> Callable[[Requirement], bool]:
    answers, blocking, lang = shown.answers, set(shown.result.blocking), language()
    open_codes, words = set(shown.result.open), fold(shown.words).split()

    def fits(one: Requirement) -> bool:
        if shown.wanted == "open":
            return one.code in open_codes
        if shown.wanted == "blocking":
            return one.code in blocking
        if shown.wanted == "bare":
            return shown.is_bare(one.code)
        if shown.wanted == "proposed":
            return one.code in shown.proposed
        return shown.wanted != "unseen" or one.code not in answers

    def found(one: Requirement) -> bool:
        text = fold(f"{one.code} {one.title.in_(lang)} {one.looks_at.in_(lang)}")
        return all(word in text for word in words)

    return lambda one: fits(one) and (not words or found(one))


def _progress(points: Sequence[Requirement], shown: Shown) -> str:
    seen = sum(one.code in shown.answers for one in points)
    text = _("{seen} de {all}").format(seen=seen, all=len(points))
    blocking = sum(one.code in shown.result.blocking for one in points)
    return _("{progress} · {n} bloquean").format(progress=text, n=blocking) if blocking else text


def _row(one: Requirement, shown: Shown) -> RequirementRow:
    lang, answer = language(), shown.answers.get(one.code)
    proposed = shown.proposed.get(one.code)
    aside = explain_gap.SEVERITY_NAMES[one.severity].in_(lang)
    if one.confirm:
        aside = _("{severity} · por confirmar").format(severity=aside)
    return RequirementRow(
        text=f"{one.code}  {one.title.in_(lang)}",
        aside=aside,
        mark=answer.state.value if answer else "",
        key=one.code,
        blocks=answer is not None and one.code in shown.result.blocking,
        has_note=bool(answer and answer.note),
        is_backed=one.code in shown.backed,
        proposed=proposed_name(proposed) if proposed else "",
    )


class RequirementModel(HeadedModel[RequirementRow]):
    """The points of a list under their chapters or places."""

    def next_after(self, code: str, step: int = 1) -> str:
        """The code of the point after this one, or before it; itself at the end."""
        codes = [row.key for row in self._rows if row.key]
        if code not in codes:
            return codes[0] if codes else ""
        return codes[min(max(codes.index(code) + step, 0), len(codes) - 1)]
