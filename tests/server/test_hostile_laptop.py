"""A laptop of somebody who means harm reaches nothing that is not theirs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from advisor_app.server import checks
from advisor_app.server.docs import Docs
from advisor_app.sync import packing
from advisor_app.sync.wire import Block, Push, Pushed
from tests.sync.world import Laptop, Office, add_assessment, add_firm, answer, at, exchange

Fields = dict[str, Any]


class Hostile:
    """Somebody with a laptop that the office knows, who writes batches by hand."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.number = 0

    def send(
        self, table: str, name: str, /, *, under: str = "", seen: int = 0, **values: Any
    ) -> Pushed:
        """Push one row, as if it stood on the version ``seen``; give the answer."""
        self.number += 1
        row = [name, 0, seen, 0, *values.values()]
        block = Block(table, list(values), [row], under, t=1)
        push = Push(f"batch-{self.number}", "life", self.number, 4, [block])
        return packing.from_json(self.office.push("B", packing.to_json(push)), Pushed)

    def there(self, entity: str, record_id: str, home: str = "") -> Fields | None:
        """The row as the office has it."""
        with self.office.base.reading() as c:
            found = Docs(c).records_of((entity, home or record_id)).get(record_id)
        return None if found is None else found.f


@pytest.fixture
def office() -> Iterator[Office]:
    """Ana's firm with an assessment, and Berta's own."""
    made = Office("A", "B", "C")
    ana = Laptop("A", at)
    add_firm(ana, "ana-1")
    add_assessment(ana, "ana-1", "as-1")
    answer(ana, "ana-1", "as-1", "D1.1", 3)
    exchange(ana, made)
    ana.close()
    yield made
    made.close()


@pytest.fixture
def berta(office: Office) -> Hostile:
    laptop = Hostile(office)
    laptop.send("firm", "berta-1", legal_name="Metales Berta")
    laptop.send("assessment", "as-2", firm_id="berta-1", kind="maturity", status="draft")
    return laptop


def _conflict(**more: Any) -> Fields:
    """A conflict that somebody made up."""
    made_up = {
        "firm_id": "berta-1",
        "entity": "firm",
        "record_id": "ana-1",
        "home": "ana-1",
        "field": "legal_name",
        "kept": json.dumps({"legal_name": "Firma ana-1"}),
        "lost": json.dumps({"legal_name": "Robada"}),
        "state": "resolved",
        "choice": "lost",
    }
    return made_up | more


@pytest.mark.parametrize("bucket", [{}, {"bucket": "ana-1"}])
def test_a_made_up_conflict_reaches_no_record_of_another_firm(berta, bucket):
    berta.send("conflict", "c-1", **_conflict(**bucket))
    assert berta.there("firm", "ana-1")["legal_name"] == "Firma ana-1"


@pytest.mark.parametrize(
    "lost",
    ["{", "[1]", "null", '{"legal_name": 5}', '{"legal_name": {"a": 1}}', '{"unheard": "x"}'],
)
@pytest.mark.parametrize("state", ["open", "resolved"])
def test_a_made_up_conflict_with_anything_in_it_changes_nothing(berta, lost, state):
    told = berta.send(
        "conflict", "c-1", **_conflict(record_id="berta-1", home="berta-1", lost=lost, state=state)
    )
    if state == "open":
        told = berta.send("conflict", "c-1", seen=told.first, state="resolved", choice="lost")
    assert told.no
    assert berta.there("firm", "berta-1")["legal_name"] == "Metales Berta"
    assert "unheard" not in berta.there("firm", "berta-1")


@pytest.mark.parametrize("name", ["bucket", "firm_id"])
def test_a_record_cant_be_put_under_a_firm_of_others(berta, name):
    for seen in (0, 1 << 40):
        berta.send("assessment", "as-2", seen=seen, **{name: "ana-1"})
        found = berta.there("assessment", "as-2")
        assert (found["bucket"], found["firm_id"]) == ("berta-1", "berta-1")


@pytest.mark.parametrize("entity", ["assessment", "visit", "conflict"])
def test_nothing_but_contents_is_everyones(berta, entity):
    told = berta.send(entity, "x-1", **_needed(entity), firm_id="global")
    assert [one.st for one in told.x] == ["forbidden"]


def _needed(entity: str) -> Fields:
    """What a new row of a table can't be without, but for its firm."""
    names = checks._needed(entity)
    fields = checks._fields(entity)
    return {str(n): 1 if fields[n].bounds else "x" for n in names if n != "firm_id"}


def test_nor_by_deciding_a_conflict_that_was_made_up(berta):
    lost = json.dumps({"bucket": "ana-1", "firm_id": "ana-1"})
    row = _conflict(entity="assessment", record_id="as-2", home="as-2", kept="{}", lost=lost)
    berta.send("conflict", "c-1", **row)
    found = berta.there("assessment", "as-2")
    assert (found["bucket"], found["firm_id"]) == ("berta-1", "berta-1")


def test_a_new_row_is_only_where_its_firm_is(berta):
    told = berta.send("assessment", "as-9", firm_id="ana-1", kind="maturity", status="draft")
    assert [one.st for one in told.x] == ["forbidden"]
    berta.send(
        "assessment", "as-8", firm_id="berta-1", bucket="ana-1", kind="maturity", status="draft"
    )
    assert berta.there("assessment", "as-8")["bucket"] == "berta-1"


@pytest.mark.parametrize(
    ("home", "firm", "assessment"),
    [
        ("as-1", "berta-1", "as-1"),
        ("as-1", "berta-1", "as-2"),
        ("as-2", "berta-1", "as-1"),
        ("as-2", "ana-1", "as-2"),
        ("as-7", "berta-1", "as-1"),
        ("", "berta-1", "as-1"),
    ],
)
def test_an_answer_is_only_in_an_assessment_of_ones_own(berta, home, firm, assessment):
    berta.send("answer", "own", under="as-2", firm_id="berta-1", assessment_id="as-2",
               item="D1.1", state="rated", level=2)  # fmt: skip
    told = berta.send("answer", "x-1", under=home, firm_id=firm, assessment_id=assessment,
                      item="D1.2", state="rated", level=1)  # fmt: skip
    assert [one.st for one in told.x] in (["forbidden"], ["invalid"])
    assert berta.there("answer", "x-1", home) is None


@pytest.mark.parametrize("change", [{"body": "{}"}, {"_deleted": 1}, {"kind": "template"}])
@pytest.mark.parametrize("seen", [0, 1 << 40])
def test_everyones_contents_are_what_their_names_say(office, berta, change, seen):
    body = json.dumps({"items": ["D1.1"]})
    digest = hashlib.sha256(body.encode()).hexdigest()
    berta.send("content", digest, kind="instrument", content_id="madurez", version="1", body=body)
    assert berta.there("content", digest)["bucket"] == "global"
    berta.send("content", digest, seen=seen, **change)
    found = berta.there("content", digest)
    assert (found["body"], found["kind"]) == (body, "instrument")
    assert not found.get("_deleted")


def test_another_body_under_the_name_of_the_real_instrument_is_not_everyones(berta):
    digest = hashlib.sha256(b"{}").hexdigest()
    berta.send("content", digest, kind="instrument", content_id="madurez", version="1", body="[]")
    found = berta.there("content", digest)
    assert found is None or found["bucket"] == "user:u-B"
