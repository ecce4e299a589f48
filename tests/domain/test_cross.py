"""What other lists propose: only for open points, never better than what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.answers import Answer, AnswerState, Evidence, rated
from advisor_app.domain.cross import Source, proposals, state_of_level
from advisor_app.domain.gap import State
from advisor_app.domain.standard import shipped_standard
from advisor_app.domain.text import Text

WHEN = datetime(2026, 11, 3, 15, tzinfo=UTC)
ASKING = shipped_standard("iso_14001")
CODES = [one.code for one in ASKING.requirements][:6]
GOODNESS = [State.FAILS, State.PARTIAL, State.COMPLIES]


@dataclass
class Topics:
    """Every point but those alone asks for the same as the points of the same code elsewhere."""

    items: dict[str, tuple[str, ...]] = field(default_factory=dict)
    alone: tuple[str, ...] = ()

    def same_as(self, standard_id: str, code: str) -> tuple[tuple[str, str], ...]:
        if code in self.alone:
            return ()
        lists = ("iso_9001_2015", "iso_45001", "iso_14001")
        return tuple((one, code) for one in lists if one != standard_id)

    def items_of(self, standard_id: str, code: str) -> tuple[str, ...]:
        return self.items.get(code, ())

    def asks_more(self, standard_id: str, code: str, than: tuple[str, str]) -> bool:
        return False


def source(code: str, state: State, list_id: str = "iso_9001_2015") -> Source:
    name = Text(list_id, list_id)
    return Source(f"of-{list_id}", name, list_id, code, state, WHEN)


SOURCES = st.lists(
    st.builds(
        source,
        st.sampled_from(CODES),
        st.sampled_from(State),
        st.sampled_from(["iso_9001_2015", "iso_45001", "iso_14001", "elsewhere"]),
    ),
    max_size=12,
    unique_by=lambda one: (one.list_id, one.code),
)


def test_the_same_point_of_another_list_proposes_its_answer() -> None:
    found = proposals(ASKING, (), Topics(), [source(CODES[0], State.PARTIAL)])
    assert list(found) == [CODES[0]]
    assert found[CODES[0]].state is State.PARTIAL


def test_sources_that_disagree_propose_the_worse_and_all_are_told() -> None:
    good = source(CODES[0], State.COMPLIES)
    bad = source(CODES[0], State.FAILS, "iso_45001")
    found = proposals(ASKING, (), Topics(), [good, bad])[CODES[0]]
    assert found.state is State.FAILS
    assert set(found.sources) == {good, bad}


def test_what_does_not_apply_elsewhere_says_nothing() -> None:
    aside = source(CODES[0], State.NOT_APPLICABLE)
    assert proposals(ASKING, (), Topics(), [aside]) == {}
    good = source(CODES[0], State.COMPLIES, "iso_45001")
    found = proposals(ASKING, (), Topics(), [aside, good])[CODES[0]]
    assert (found.state, found.sources) == (State.COMPLIES, (good,))


def test_a_list_proposes_nothing_to_itself() -> None:
    assert proposals(ASKING, (), Topics(), [source(CODES[0], State.COMPLIES, "iso_14001")]) == {}


def test_a_question_of_the_diagnosis_proposes_too() -> None:
    told = source("GRS2", State.PARTIAL, "")
    topics = Topics({CODES[1]: ("GRS2",)})
    assert proposals(ASKING, (), topics, [told])[CODES[1]].sources == (told,)


def test_a_question_proposes_nothing_to_a_point_that_is_only_on_its_topic() -> None:
    topics = Topics({CODES[1]: ("GRS2",)}, alone=(CODES[1],))
    assert proposals(ASKING, (), topics, [source("GRS2", State.PARTIAL, "")]) == {}


@pytest.mark.parametrize(
    ("level", "evidence", "state"),
    [
        (1, None, None),
        (2, None, None),
        (3, Evidence.DECLARED, State.PARTIAL),
        (3, Evidence.VERIFIED, State.PARTIAL),
        (4, Evidence.OBSERVED, State.PARTIAL),
        (4, Evidence.VERIFIED, State.COMPLIES),
        (5, Evidence.DECLARED, State.PARTIAL),
        (5, Evidence.VERIFIED, State.COMPLIES),
    ],
)
def test_a_level_complies_only_when_it_was_verified(
    level: int, evidence: Evidence | None, state: State | None
) -> None:
    assert state_of_level(rated("GRS2", level, evidence)) is state


def test_a_question_that_was_not_rated_says_nothing() -> None:
    assert state_of_level(Answer("GRS2", AnswerState.NOT_VERIFIED)) is None


@given(SOURCES, st.sets(st.sampled_from(CODES)), st.randoms(use_true_random=False))
def test_a_proposal_never_says_more_than_was_seen(
    sources: list[Source], answered: set[str], chance: Random
) -> None:
    found = proposals(ASKING, answered, Topics(), sources)
    shuffled = list(sources)
    chance.shuffle(shuffled)
    assert proposals(ASKING, answered, Topics(), shuffled) == found
    for code, one in found.items():
        assert code not in answered
        said = [GOODNESS.index(told.state) for told in one.sources]
        assert GOODNESS.index(one.state) == min(said)
        assert all(told.code == code and told in sources for told in one.sources)
