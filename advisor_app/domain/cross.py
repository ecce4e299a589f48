"""What answers given elsewhere propose for the open points of a list (docs/rules.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

from advisor_app.domain.answers import Answer, Evidence
from advisor_app.domain.gap import State

if TYPE_CHECKING:
    from advisor_app.domain.standard import Standard
    from advisor_app.domain.text import Text

_PARTIAL_FROM: Final = 3
_COMPLIES_FROM: Final = 4
_WORST_FIRST: Final = (State.FAILS, State.PARTIAL, State.COMPLIES)


class Same(Protocol):
    """Which points ask for the same thing."""

    def same_as(self, standard_id: str, code: str) -> tuple[tuple[str, str], ...]:
        """The points of other lists that ask for the same: list and code."""
        ...

    def items_of(self, standard_id: str, code: str) -> tuple[str, ...]:
        """The questions of the diagnosis that ask for the same."""
        ...

    def asks_more(self, standard_id: str, code: str, than: tuple[str, str]) -> bool:
        """Whether a point asks for more than one that otherwise asks for the same."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """What was found elsewhere.

    Attributes:
        name: of the list, or of the diagnosis.
        list_id: the list's; empty for the diagnosis.
        code: of the point or the question.
    """

    assessment_id: str
    name: Text
    list_id: str
    code: str
    state: State
    seen_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a point would be answered with, and all that says so, in the order of the lists."""

    state: State
    sources: tuple[Source, ...]


def state_of_level(answer: Answer) -> State | None:
    """What a question of the diagnosis says about a point; nothing below level 3."""
    if answer.level is None or answer.level < _PARTIAL_FROM:
        return None
    verified = answer.evidence is Evidence.VERIFIED
    return State.COMPLIES if verified and answer.level >= _COMPLIES_FROM else State.PARTIAL


def proposals(
    standard: Standard, answered: Container[str], same: Same, sources: Iterable[Source]
) -> Mapping[str, Proposal]:
    """What the points without an answer would be answered with.

    Where sources disagree, the worst of them counts; what does not apply elsewhere says nothing.
    What complies where less is asked for is proposed as partial: the rest was not looked at.
    """
    told: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in sources:
        if source.state in _WORST_FIRST:
            told[source.list_id, source.code].append(source)
    found: dict[str, Proposal] = {}
    for one in standard.requirements:
        if told and one.code not in answered:
            heard = _heard(standard.id, one.code, same, told)
            if heard:
                told_here = (_counts_as(source, standard.id, one.code, same) for source in heard)
                state = min(told_here, key=_WORST_FIRST.index)
                found[one.code] = Proposal(state, heard)
    return found


def _counts_as(source: Source, list_id: str, code: str, same: Same) -> State:
    less = same.asks_more(list_id, code, (source.list_id, source.code))
    return State.PARTIAL if less and source.state is State.COMPLIES else source.state


def _heard(
    list_id: str, code: str, same: Same, told: Mapping[tuple[str, str], list[Source]]
) -> tuple[Source, ...]:
    """What the same points elsewhere say, always in the same order."""
    places = {place for place in same.same_as(list_id, code) if place[0] not in ("", list_id)}
    if places:  # a question looks at a whole topic: too wide for a point that has no like
        places |= {("", item) for item in same.items_of(list_id, code)}
    heard = [source for place in places for source in told.get(place, ())]
    order = sorted(heard, key=lambda s: (not s.list_id, s.list_id, s.code, s.assessment_id))
    return tuple(order)
