"""A firm registered twice becomes one, with everything under it and what comes late."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor_app.server.access import Role
from advisor_app.server.errors import Refused
from advisor_app.server.joining import join
from tests.sync.world import (
    Laptop,
    Office,
    add_assessment,
    add_firm,
    answer,
    change,
    exchange,
)


@pytest.fixture
def laptops(office: Office, a: Laptop, b: Laptop) -> tuple[Laptop, Laptop]:
    """One registered "one" and the other "two", with an assessment: the same firm."""
    for laptop, firm in ((a, "one"), (b, "two")):
        add_firm(laptop, firm, nit="900123456")
        answer(laptop, firm, add_assessment(laptop, firm, f"as-{firm}"), "D1.1", 3)
        exchange(laptop, office)
    return a, b


def join_them(office: Office) -> None:
    caller = replace(office.callers["A"], role=Role.COORDINATOR)
    join(office.base, caller, "one", "two")


def test_everything_goes_to_the_survivor_and_whoever_had_the_other_has_it(office, laptops):
    _a, b = laptops
    join_them(office)
    for laptop in laptops:
        exchange(laptop, office)
        for entity in ("assessment", "answer"):
            rows = laptop.rows(entity).values()
            assert {row["firm_id"] for row in rows} == {row["bucket"] for row in rows} == {"one"}
            assert len(rows) == 2
    assert b.rows("firm")["two"]["_deleted"] == 1
    assert "two" not in laptops[0].rows("firm")


def test_what_was_written_under_the_other_one_meanwhile_arrives_at_the_survivor(office, laptops):
    _a, b = laptops
    late = add_assessment(b, "two", "as-late")
    answer(b, "two", late, "D1.1", 4)
    answer(b, "two", "as-two", "D1.2", 5)
    join_them(office)
    for laptop in (b, *laptops):
        exchange(laptop, office)
    for laptop in laptops:
        assert laptop.rows("assessment")["as-late"]["firm_id"] == "one"
        assert {row["firm_id"] for row in laptop.rows("answer").values()} == {"one"}
        assert len(laptop.rows("answer")) == 4
    assert b.noted() == 0


def test_a_late_edit_of_the_one_that_is_gone_waits_for_a_person(office, laptops):
    a, b = laptops
    change(b, "firm", "two", legal_name="La otra razón social")
    join_them(office)
    for laptop in (b, a):
        exchange(laptop, office)
        (conflict,) = laptop.rows("conflict").values()
        assert (conflict["firm_id"], conflict["state"]) == ("one", "open")
        assert "La otra razón social" in conflict["lost"]
    assert b.rows("firm")["two"]["_deleted"] == 1


def test_a_name_leads_to_the_survivor_of_the_survivor(office, laptops):
    a, b = laptops
    add_firm(a, "three")
    exchange(a, office)
    add_assessment(b, "two", "as-late")
    join_them(office)
    caller = replace(office.callers["A"], role=Role.COORDINATOR)
    join(office.base, caller, "three", "one")
    for laptop in (b, a):
        exchange(laptop, office)
        assert laptop.rows("assessment")["as-late"]["firm_id"] == "three"


def test_only_a_coordinator_joins_and_only_two_that_are_there(office, laptops):
    with pytest.raises(Refused, match="role"):
        join(office.base, office.callers["A"], "one", "two")
    caller = replace(office.callers["A"], role=Role.COORDINATOR)
    for pair in (("one", "one"), ("one", "none"), ("none", "two")):
        with pytest.raises(Refused, match="message"):
            join(office.base, caller, *pair)
    join_them(office)
    for pair in (("one", "two"), ("two", "one")):
        with pytest.raises(Refused, match="message"):
            join(office.base, caller, *pair)
