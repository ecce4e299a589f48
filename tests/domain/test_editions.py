"""Two editions side by side: every clause once, what is new and gone named, nothing invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from advisor_app.domain import explain_editions
from advisor_app.domain.content import BadContent
from advisor_app.domain.cross import Source, proposals
from advisor_app.domain.editions import Change, Comparison, EditionMaps, compare
from advisor_app.domain.editions_file import parse_editions, shipped_editions
from advisor_app.domain.gap import State
from advisor_app.domain.same import SamePoints, shipped_same
from advisor_app.domain.standard import Standard, shipped_ids, shipped_standard
from advisor_app.domain.text import Text
from advisor_app.domain.topics import shipped_topics
from advisor_app.paths import resource

FILE = resource("catalogs", "editions-1.0.json")
OLDER, NEWER = shipped_standard("iso_9001_2015"), shipped_standard("iso_9001_2026")
WHEN = datetime(2026, 11, 3, 15, tzinfo=UTC)


@cache
def codes(list_id: str) -> frozenset[str] | None:
    if list_id not in shipped_ids():
        return None
    return frozenset(one.code for one in shipped_standard(list_id).requirements)


def iso_9001(older: Standard = OLDER, newer: Standard = NEWER) -> Comparison:
    return compare(older, newer, shipped_editions(), shipped_same())


def lines(made: Comparison) -> dict[tuple[str, str], Change]:
    return {
        (" ".join(x.code for x in one.older), " ".join(x.code for x in one.newer)): one.change
        for one in made.pairs
    }


def test_the_shipped_maps_name_every_clause_of_both_editions_once():
    assert parse_editions(FILE, codes) == shipped_editions()


def test_all_lists_of_one_family_have_a_map_and_begin_with_its_name():
    families: dict[str, list[str]] = {}
    for each in shipped_ids():
        standard = shipped_standard(each)
        assert each.startswith(standard.family)
        families.setdefault(standard.family, []).append(each)
    mapped = {frozenset((one.older, one.newer)) for one in shipped_editions().every}
    assert {frozenset(ids) for ids in families.values() if len(ids) > 1} == mapped


def test_what_is_new_in_iso_9001_2026_is_what_the_rules_say():
    found = lines(iso_9001())
    assert found["", "6.1.3"] is Change.NEW
    assert [pair for pair, change in found.items() if change is Change.NEW] == [("", "6.1.3")]
    assert {pair[1] for pair, change in found.items() if change is Change.WIDER} == {
        "5.1.1", "6.3", "7.3", "9.1.2",
    }  # fmt: skip
    assert found["10.1 10.3", "10.1"] is Change.MOVED
    assert found["7.5.3", "7.5.3.1 7.5.3.2"] is Change.MOVED
    assert found["9.2.1", "9.2.1"] is Change.SAME


def test_the_newer_edition_stands_in_its_own_order_and_nothing_is_lost():
    made = iso_9001()
    after = [x.code for one in made.pairs for x in one.newer]
    before = [x.code for one in made.pairs for x in one.older]
    assert after == [one.code for one in NEWER.requirements]
    assert sorted(before) == sorted(one.code for one in OLDER.requirements)
    assert [one.title for one in made.chapters] == [one.title for one in NEWER.sections]


def test_what_is_gone_stands_after_what_stood_before_it():
    """8.5.5 was taken out of an own version of the newer list."""
    shorter = replace(NEWER, requirements=tuple(
        one for one in NEWER.requirements if one.code != "8.5.5"
    ))  # fmt: skip
    made = iso_9001(newer=shorter)
    found = list(lines(made))
    assert lines(made)["8.5.5", ""] is Change.GONE
    assert found.index(("8.5.5", "")) == found.index(("8.5.4", "8.5.4")) + 1
    assert next(one for one in made.pairs if not one.newer).confirm


def test_without_a_map_topics_and_equal_numbers_pair_and_all_is_to_be_confirmed():
    unmapped = EditionMaps(())
    made = compare(OLDER, NEWER, unmapped, SamePoints(shipped_topics(), unmapped))
    found = lines(made)
    assert found["10.3", "10.1"] is Change.MOVED  # by the topic of improvement
    assert found["8.5.5", "8.5.5"] is Change.SAME  # by its number alone
    assert found["10.1", ""] is Change.GONE
    assert found["", "6.1.3"] is Change.NEW
    assert made.confirm
    assert all(one.confirm for one in made.pairs if one.change is Change.NEW)


def test_an_edition_beside_itself_has_no_change():
    made = compare(OLDER, replace(OLDER, id="own"), EditionMaps(()), shipped_same())
    assert {one.change for one in made.pairs} == {Change.SAME}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_days_of_the_transition_are_those_of_the_lists(lang: str):
    told = " ".join(explain_editions.dates_sentences(iso_9001(), lang))
    days = {
        "es": ("16 de septiembre de 2026", "30 de septiembre de 2029", "31 de marzo de 2028"),
        "en": ("16 September 2026", "30 September 2029", "31 March 2028"),
    }[lang]
    assert all(day in told for day in days)
    assert told.count("confirm") == 2


def test_lists_without_days_tell_none():
    bare = [replace(one, valid_from=None, valid_to=None) for one in (OLDER, NEWER)]
    made = compare(*bare, EditionMaps(()), shipped_same())
    assert explain_editions.dates_sentences(made, "es") == []


def told(code: str, state: State, list_id: str = OLDER.id) -> Source:
    return Source("a", Text(list_id, list_id), list_id, code, state, WHEN)


def proposed(*sources: Source) -> dict[str, State]:
    found = proposals(NEWER, (), shipped_same(), sources)
    return {code: one.state for code, one in found.items()}


def test_a_clause_that_was_split_or_moved_carries_its_answer_as_a_proposal():
    assert proposed(told("8.2.3", State.COMPLIES)) == {
        "8.2.3.1": State.COMPLIES, "8.2.3.2": State.COMPLIES,
    }  # fmt: skip
    both = proposed(told("10.1", State.FAILS), told("10.3", State.COMPLIES))
    assert both == {"10.1": State.FAILS}


def test_where_more_is_asked_the_old_answer_is_at_best_partial():
    assert proposed(told("5.1.1", State.COMPLIES))["5.1.1"] is State.PARTIAL
    assert proposed(told("5.1.1", State.FAILS))["5.1.1"] is State.FAILS
    back = proposals(OLDER, (), shipped_same(), [told("5.1.1", State.COMPLIES, NEWER.id)])
    assert back["5.1.1"].state is State.COMPLIES  # the older edition asks for less


def test_what_is_new_is_proposed_by_nothing():
    everything = [told(one.code, State.COMPLIES) for one in OLDER.requirements]
    assert set(proposed(*everything)) == {one.code for one in NEWER.requirements} - {"6.1.3"}


def test_what_a_clause_became_came_from_that_clause():
    maps = shipped_editions()
    for standard in (OLDER, NEWER):
        for one in standard.requirements:
            for other in maps.same_as(standard.id, one.code):
                assert (standard.id, one.code) in maps.same_as(*other)


def _map(**fields: Any) -> Callable[[list[Any]], object]:
    return lambda maps: maps[0].update(fields)


def _changed(at: int, **fields: Any) -> Callable[[list[Any]], object]:
    return lambda maps: maps[0]["changed"][at].update(fields)


WRONG: list[tuple[str, Callable[[list[Any]], object], str]] = [
    ("an unknown list", _map(newer="iso_1"), "iso_9001_2015 → iso_1"),
    ("a missing clause", _changed(0, older=["5.1.9"]), "iso_9001_2015"),
    ("a clause twice", _changed(0, newer=["5.1.2"]), "iso_9001_2026 5.1.2"),
    ("a clause left out", lambda maps: maps[0]["unchanged"].remove("9.2.1"), "iso_9001_2015"),
    ("a line of nothing", _changed(2, newer=[]), "changed[3]"),
    ("no kind of change", lambda maps: maps[0]["changed"][0].pop("change"), "change"),
    ("a kind that is counted", _changed(0, change="new"), "change"),
    ("a map twice", lambda maps: maps.append(maps[0]), "iso_9001_2015 iso_9001_2026"),
    ("a missing language", lambda maps: maps[0]["changed"][0]["what"].pop("en"), "what en"),
    ("an unknown field", _map(note="x"), "note"),
    ("a mark that is no mark", _map(confirm="yes"), "confirm"),
]


@pytest.mark.parametrize(("what", "spoil", "place"), WRONG, ids=[one[0] for one in WRONG])
def test_a_wrong_map_is_refused_naming_the_place(
    what: str, spoil: Callable[[list[Any]], object], place: str
):
    data = json.loads(FILE.read_text("utf-8"))
    spoil(data["maps"])
    with pytest.raises(BadContent) as refused:
        parse_editions(json.dumps(data), codes)
    assert place in (refused.value.place or ""), what
