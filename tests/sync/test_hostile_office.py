"""An office that answers nonsense: the laptop ends with a plain word, and nothing here is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.sync import client
from advisor_app.sync.errors import BadMessage, Unsettled
from advisor_app.sync.wire import Refusal
from tests.sync.world import DirectLine, Laptop, Office, add_firm, at, change, exchange

Told = dict[str, Any]
_MOST_ASKED = 50


class Lying:
    """A line to an office that alters what it says before it says it."""

    def __init__(self, office: Office) -> None:
        self._line = DirectLine(office, "A")
        self.pushed: Callable[[Told], Told] = lambda told: told
        self.pulled: Callable[[Told], Told] = lambda told: told
        self.asked = 0

    def push(self, body: bytes) -> bytes:
        return self._altered(self._line.push(body), self.pushed)

    def pull(self, body: bytes) -> bytes:
        return self._altered(self._line.pull(body), self.pulled)

    def _altered(self, said: bytes, alter: Callable[[Told], Told]) -> bytes:
        self.asked += 1
        assert self.asked < _MOST_ASKED, "it asks for ever"
        return json.dumps(alter(json.loads(said))).encode()


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office("A")
    yield made
    made.close()


@pytest.fixture
def laptop(office: Office) -> Iterator[Laptop]:
    """One with a firm that the office has, and a word about it that waits."""
    made = Laptop("A", at)
    add_firm(made, "firm-1")
    exchange(made, office)
    change(made, "firm", "firm-1", legal_name="Nueva")
    yield made
    made.close()


def ends_with_a_word(laptop: Laptop, line: client.Line) -> AdvisorError:
    with pytest.raises(AdvisorError) as caught:
        client.Exchange(laptop, line).run()
    assert caught.value.advice
    return caught.value


def comes_right(laptop: Laptop, office: Office) -> None:
    """With an honest office again, everything is on both sides, once."""
    exchange(laptop, office)
    exchange(laptop, office)
    assert laptop.noted() == 0
    fresh = Laptop("A", at)
    exchange(fresh, office)
    assert set(laptop.rows("firm")) == {"firm-1"}
    assert fresh.rows("firm") == laptop.rows("firm")
    assert laptop.rows("firm")["firm-1"]["legal_name"] == "Nueva"
    fresh.close()


@pytest.mark.parametrize(
    "lie",
    [
        {"no": 1},
        {"no": 3},
        {"no": -1},
        {"first": 0},
        {"first": -5},
        {"first": 1 << 70},
        {"x": [[0, "praised", 9]]},
        {"x": [[0, "merged", 0]]},
        {"x": [[0, "merged", 1 << 64]]},
        {"x": [[1, "merged", 9]]},
        {"x": [[0, "merged", 9], [0, "forbidden"]]},
        {"rows": [{"e": "firm", "c": ["legal_name"], "r": [["firm-1", 9, {"a": 1}]]}]},
        {"rows": [{"e": "firm", "c": ["legal_name"], "r": [["firm-1", 1 << 60, "x"]]}]},
    ],
)
def test_an_answer_that_is_none_to_this_batch_forgets_nothing(laptop, office, lie):
    line = Lying(office)
    line.pushed = lambda told: told | lie
    assert isinstance(ends_with_a_word(laptop, line), BadMessage)
    assert laptop.noted() > 0
    assert laptop.rows("firm")["firm-1"]["legal_name"] == "Nueva"
    comes_right(laptop, office)


def _row(record_id: Any, bucket: Any = "firm-1", rv: Any = 900, **values: Any) -> Told:
    fields = {"legal_name": "Ajena", "bucket": bucket, "_deleted": 0} | values
    return {"rows": [{"e": "firm", "c": list(fields), "r": [[record_id, rv, *fields.values()]]}]}


@pytest.mark.parametrize(
    "lie",
    [
        _row("firm-2", "firm-2"),
        _row("firm-2", "user:u-B"),
        _row("firm-2", None),
        _row("f" * 1_000_000),
        _row(""),
        _row(None),
        _row(7),
        _row("firm-2", rv=-1),
        _row("firm-2", rv=1 << 64),
        _row("firm-2", legal_name={"a": []}),
        _row("firm-2", legal_name=1.5),
        _row("firm-2", city=1 << 64),
        {"head": 0},
        {"head": -1},
        {"head": 1 << 64},
        {"cursors": {"firm-1": [0, 0]}},
        {"cursors": {"firm-1": [-1, 0]}},
        {"more": True},
        {"more": True, "cursors": {}},
        {"gone": [["firm", "f" * 1_000_000, "firm-1"]]},
        {"buckets": ["f" * 1_000_000]},
    ],
    ids=lambda lie: json.dumps(lie)[:60],
)
def test_a_page_that_cant_be_true_changes_nothing(laptop, office, lie):
    line = Lying(office)
    line.pulled = lambda told: told | lie
    exchange(laptop, office)
    change(laptop, "firm", "firm-1", legal_name="Nueva")
    before = laptop.rows("firm")
    assert isinstance(ends_with_a_word(laptop, line), BadMessage)
    assert set(laptop.rows("firm")) == set(before)
    comes_right(laptop, office)


def test_pages_that_go_to_and_fro_end(laptop, office):
    line = Lying(office)
    line.pulled = lambda told: (
        told | {"more": True, "cursors": {"firm-1": [(line.asked % 2) * 500 + 100, 0]}}
    )
    assert isinstance(ends_with_a_word(laptop, line), BadMessage)


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal("unheard of"),
        Refusal("epoch"),
        Refusal("epoch", epochs=[("another life", 0)]),
        Refusal("epoch", epochs=[("one", 3), ("another", 1 << 52)]),
        Refusal("gap", expect=77),
        Refusal("reused"),
    ],
    ids=lambda refusal: f"{refusal.code} {refusal.epochs}",
)
def test_refusals_without_end_end(laptop, office, refusal):
    class Refusing:
        asked = 0

        def push(self, body: bytes) -> bytes:
            self.asked += 1
            assert self.asked < _MOST_ASKED
            raise client.Refused(refusal)

        pull = push

    assert isinstance(ends_with_a_word(laptop, Refusing()), Unsettled)
    assert laptop.rows("firm")["firm-1"]["legal_name"] == "Nueva"
    assert laptop.noted() > 0
    if refusal.epochs:  # all stands on nothing again, so a person is asked
        exchange(laptop, office)
        exchange(laptop, office)
        lost = [json.loads(row["lost"]) for row in laptop.rows("conflict").values()]
        assert {"legal_name": "Nueva"} in lost
    else:
        comes_right(laptop, office)
