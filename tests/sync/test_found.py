"""What the simulation found, each as the shortest script that showed it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sync.faults import Fault
from tests.sync.invariants import check
from tests.sync.simulation import TWIN, Simulation


@pytest.fixture
def sim() -> Iterator[Simulation]:
    made = Simulation()
    yield made
    made.close()


def test_a_firm_begun_on_two_copies_of_a_laptop_does_not_stay_where_it_was_refused(sim):
    firm = sim.new_firm("A")
    sim.clone()
    sim.exchange("A")
    sim.office.take_away("A", firm)
    check(sim)


def test_a_copy_of_a_laptop_deletes_nothing_that_it_has_not_seen(sim):
    sim.clone()
    (firm,) = sim.laptops["A"].rows("firm")
    sim.write(TWIN, "firm", firm, "_deleted")
    sim.write("A", "firm", firm, "trade_name")
    check(sim)
    (row,) = sim.laptops["B"].rows("firm").values()
    assert not row["_deleted"]


def test_who_deletes_while_the_own_edit_is_on_its_way_knew_of_it(sim):
    (firm,) = sim.laptops["A"].rows("firm")
    sim.write("A", "firm", firm, "trade_name")
    sim.exchange("A", meanwhile=lambda: sim.write("A", "firm", firm, "_deleted"))
    check(sim)
    (row,) = sim.laptops["B"].rows("firm").values()
    assert row["_deleted"]
    assert sim.laptops["B"].rows("conflict") == {}


def test_a_decision_that_came_too_late_does_not_hide_what_came_in_its_batch(sim):
    (firm,) = sim.laptops["A"].rows("firm")
    for slot in "BA":
        sim.write(slot, "firm", firm, "legal_name")
        sim.exchange(slot)
    sim.write("A", "firm", firm, "legal_name")
    sim.decide("A")
    sim.write("B", "firm", firm, "legal_name")
    sim.exchange("B")
    check(sim)


def test_what_waits_is_sent_to_an_office_that_was_brought_back(sim):
    (firm,) = sim.laptops["A"].rows("firm")
    sim.backup_office()
    sim.write("A", "firm", firm, "legal_name")
    sim.exchange("A", Fault("answer", 1))
    sim.write("A", "firm", firm, "trade_name")
    sim.restore_office()
    sim.write("B", "firm", firm, "legal_name")
    check(sim)


def test_who_deletes_before_the_answer_comes_has_not_seen_what_comes_with_it(sim):
    firm = sim.new_firm("A")
    sim.clone()
    sim.write(TWIN, "firm", firm, "trade_name")
    sim.exchange(TWIN)
    sim.exchange("A", meanwhile=lambda: sim.write("A", "firm", firm, "_deleted"))
    check(sim)
    (row,) = sim.laptops["B"].rows("firm").values()
    assert not row["_deleted"]
