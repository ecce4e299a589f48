"""Errors that such exchanges have had, put back on purpose: the simulation notices each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
import sqlalchemy as sa

from advisor_app.server import ledger
from advisor_app.sync import client, incoming, leaving, outgoing
from tests.sync.faults import Fault
from tests.sync.invariants import check
from tests.sync.simulation import Simulation

Script = Callable[[Simulation, str], None]


@pytest.fixture
def sim() -> Iterator[Simulation]:
    made = Simulation()
    yield made
    made.close()


def revoked_with_something_waiting(sim: Simulation, firm: str) -> None:
    sim.new_person("B")
    sim.exchange("B")
    sim.write("B", "firm", firm, "trade_name")
    sim.office.take_away("B", firm)


def written_again_while_it_is_refused(sim: Simulation, firm: str) -> None:
    sim.write("B", "firm", firm, "trade_name")
    sim.office.take_away("B", firm)
    write = partial(sim.write, "B", "firm", firm, "trade_name")
    sim.exchange("B", only="one", meanwhile=write)


def refused_and_let_in_again(sim: Simulation, firm: str) -> None:
    sim.write("B", "firm", firm, "trade_name")
    sim.office.take_away("B", firm)
    sim.exchange("B", only="one")
    sim.office.give("B", firm)


def late_edit_of_a_firm_joined_to_another(sim: Simulation, firm: str) -> None:
    survivor = sim.new_firm("A")
    sim.exchange("A")
    sim.write("B", "firm", firm, "legal_name")
    firms = sorted((firm, survivor))
    sim.join(firms.index(survivor), firms.index(firm))


def page_while_an_answer_is_outstanding(sim: Simulation, firm: str) -> None:
    sim.write("B", "firm", firm, "legal_name")
    sim.exchange("B")
    sim.write("A", "firm", firm, "trade_name")
    sim.exchange("A", Fault("answer", 1))


def _purge_never_what_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    """(a) A bucket that was taken away while something in it waited stays for ever."""
    waited: set[str] = set()
    purge = leaving.purge

    def once(c: sa.Connection, bucket: str) -> int:
        if bucket in waited or c.exec_driver_sql("SELECT 1 FROM set_aside").first():
            waited.add(bucket)
            return 0
        return purge(c, bucket)

    monkeypatch.setattr(leaving, "purge", once)


def _set_aside_only_what_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """(b) What was written again while the batch was on its way is let go with what was refused."""
    set_aside = outgoing._set_aside

    def narrow(c: sa.Connection, *told: object) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(outgoing, "read_rows", lambda *_asked: {})
            set_aside(c, *told)

    monkeypatch.setattr(outgoing, "_set_aside", narrow)


def _keep_the_cursor_of_what_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """(c) A row that was refused is let go of, and never asked for again."""
    monkeypatch.setattr(outgoing.local, "renew", lambda *_told: None)


def _bring_the_joined_firm_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """(d) A late edit writes in the firm that was joined to another one."""
    begin = ledger.Intake.__post_init__

    def forgetful(self: ledger.Intake) -> None:
        begin(self)
        self._alias = {}

    monkeypatch.setattr(ledger.Intake, "__post_init__", forgetful)


def _pull_before_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """(e) A page is taken in while a batch is on its way."""
    monkeypatch.setattr(client.Exchange, "_send", lambda _self: None)


MUTATIONS = {
    "a": (_purge_never_what_waited, revoked_with_something_waiting),
    "b": (_set_aside_only_what_was_sent, written_again_while_it_is_refused),
    "c": (_keep_the_cursor_of_what_was_refused, refused_and_let_in_again),
    "d": (_bring_the_joined_firm_back, late_edit_of_a_firm_joined_to_another),
    "e": (_pull_before_the_answer, page_while_an_answer_is_outstanding),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_simulation_notices(sim, name, monkeypatch):
    mutate, script = MUTATIONS[name]
    (firm,) = sim.laptops["A"].rows("firm")
    mutate(monkeypatch)
    script(sim, firm)
    with pytest.raises((AssertionError, incoming.StillSending)):
        check(sim)


@pytest.mark.parametrize("name", MUTATIONS)
def test_without_the_error_the_same_script_holds(sim, name):
    (firm,) = sim.laptops["A"].rows("firm")
    MUTATIONS[name][1](sim, firm)
    check(sim)
