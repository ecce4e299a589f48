"""Topics tie together what the diagnosis and the lists ask for."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from advisor_app.domain.content import BadContent
from advisor_app.domain.format import shipped_formats
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.plan_findings import kind_of_item, kind_of_point
from advisor_app.domain.plan_parameters import shipped_plan_parameters
from advisor_app.domain.standard import shipped_ids, shipped_standard
from advisor_app.domain.topics import Known, parse_topics, shipped_topics
from advisor_app.paths import resource

FILE = resource("catalogs", "topics-1.0.json")
TOPICS = shipped_topics()
EVERY = [(each, point) for each in TOPICS.every for point in each.points]


@cache
def codes(list_id: str) -> frozenset[str] | None:
    if list_id not in shipped_ids():
        return None
    return frozenset(one.code for one in shipped_standard(list_id).requirements)


KNOWN = Known(codes, frozenset(one.code for one in shipped_instrument().items))


def test_the_shipped_topics_name_only_points_and_questions_that_exist():
    assert parse_topics(FILE, KNOWN) == TOPICS


def test_every_list_has_points_in_the_topics():
    assert {point[0] for _topic, point in EVERY} == set(shipped_ids())


def test_what_a_point_is_the_same_as_is_the_same_as_that_point():
    for topic, point in EVERY:
        assert TOPICS.topic_of(*point) == topic.key
        same = TOPICS.same_as(*point)
        assert all(point in TOPICS.same_as(*other) for other in same)
        assert point not in same
        assert set(same) <= set(topic.points)


def test_the_same_clause_of_two_systems_is_one_and_their_policies_are_not():
    audit, policy = TOPICS.same_as("iso_9001_2015", "9.2.1"), ("iso_14001", "5.2")
    assert {("iso_9001_2026", "9.2.1"), ("iso_14001", "9.2.1"), ("iso_27001", "9.2")} <= set(audit)
    assert policy not in TOPICS.same_as("iso_9001_2015", "5.2.1")
    assert TOPICS.topic_of(*policy) == TOPICS.topic_of("iso_9001_2015", "5.2.1")
    assert TOPICS.items_of("iso_9001_2015", "9.2.1") == ("D10.4",)


def test_what_belongs_to_no_topic_stands_alone():
    assert TOPICS.topic_of("iso_27001", "A.8.24") is None
    assert TOPICS.same_as("iso_27001", "A.8.24") == TOPICS.same_as("own", "1") == ()
    assert TOPICS.items_of("own", "1") == ()
    assert kind_of_point("iso_27001", "A.8.24") == "iso_27001:A.8.24"
    assert kind_of_item("D9.5") == "item:D9.5"


def test_a_question_and_the_points_of_its_topic_are_of_one_kind():
    kinds = {kind_of_point("iso_9001_2015", "10.2.1"), kind_of_point("brcgs_food_9", "3.7")}
    assert kinds == {kind_of_item("D10.2")} == {"corrective_action"}


def test_formats_and_the_order_of_the_plan_speak_of_topics_that_exist():
    after = shipped_plan_parameters().after
    named = {each for one in shipped_formats() for each in one.topics}
    named |= {*after, *(each for before in after.values() for each in before)}
    assert not {each for each in named if not TOPICS.has(each)}


WRONG: list[tuple[str, Callable[[list[Any]], object], str]] = [
    ("an unknown list", lambda t: t[0]["related"].update(iso_1=["1"]), "context related"),
    ("an unknown point", lambda t: t[0]["same"][0].update(iso_9001_2015="99"), "context same"),
    ("an unknown question", lambda t: t[0].update(items=["D99.1"]), "context items"),
    ("a point in two topics", lambda t: t[0]["related"].update(fair_trade_spo=["3.3.4"]), "3.3.4"),
    ("a question in two topics", lambda t: t[0].update(items=["D10.4"]), "D10.4"),
    ("the same topic twice", lambda t: t.append({**t[0], "same": [], "related": {}}), "context"),
    ("a missing language", lambda t: t[0]["title"].pop("en"), "title en"),
    ("a group of one", lambda t: t[0]["same"].append({"iso_9001_2015": "6.9"}), "context same"),
    ("a missing action", lambda t: t[0].pop("action"), "action"),
    ("an unknown field", lambda t: t[0].update(note="x"), "note"),
]


@pytest.mark.parametrize(("what", "spoil", "place"), WRONG, ids=[one[0] for one in WRONG])
def test_a_wrong_file_is_refused_naming_the_place(
    what: str, spoil: Callable[[list[Any]], object], place: str
):
    data = json.loads(FILE.read_text("utf-8"))
    spoil(data["topics"])
    with pytest.raises(BadContent) as refused:
        parse_topics(json.dumps(data), KNOWN)
    assert place in (refused.value.place or ""), what
