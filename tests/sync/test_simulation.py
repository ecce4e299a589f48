"""Nothing is lost, doubled or shown to others, whatever happens in whatever order."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.sync.faults import Fault
from tests.sync.invariants import check
from tests.sync.simulation import ADVISORS, TWIN, Simulation

RUNS = 200

slots = st.sampled_from((*ADVISORS, TWIN))
advisors = st.sampled_from(ADVISORS)
which = st.integers(0, 30)
sizes = st.sampled_from((1, 2, 500))
faults = st.one_of(
    st.just(Fault()),
    st.builds(
        Fault,
        st.sampled_from(("request", "answer", "twice", "undone", "done")),
        st.integers(1, 6),
    ),
)


class Exchanges(RuleBasedStateMachine):
    """Anything that users, lines and machines may do; an erasure is still to come."""

    url = "sqlite://"

    def __init__(self) -> None:
        super().__init__()
        self.sim = Simulation(self.url)

    @rule(slot=slots, nit=st.integers(0, 2))
    def new_firm(self, slot: str, nit: int) -> None:
        if slot in self.sim.laptops:
            self.sim.new_firm(slot, nit)

    @rule(slot=slots, k=which)
    def new_person(self, slot: str, k: int) -> None:
        if slot in self.sim.laptops:
            self.sim.new_person(slot, k)

    @rule(slot=slots, k=which)
    def new_assessment(self, slot: str, k: int) -> None:
        if slot in self.sim.laptops:
            self.sim.new_assessment(slot, k)

    @rule(slot=slots, k=which)
    def new_attachment(self, slot: str, k: int) -> None:
        if slot in self.sim.laptops:
            self.sim.new_attachment(slot, k)

    @rule(slot=slots, k=which, item=st.integers(0, 1))
    def answer(self, slot: str, k: int, item: int) -> None:
        if slot in self.sim.laptops:
            self.sim.answer(slot, k, item)

    @rule(slot=slots, k=which, w=st.integers(0, 4))
    def edit(self, slot: str, k: int, w: int) -> None:
        if slot in self.sim.laptops:
            self.sim.edit(slot, k, w)

    @rule(slot=slots, k=which, choice=st.sampled_from(("kept", "lost")))
    def decide(self, slot: str, k: int, choice: str) -> None:
        if slot in self.sim.laptops:
            self.sim.decide(slot, k, choice)

    @rule(slot=slots, fault=faults, batch=sizes, page=sizes, only=st.sampled_from(("", "one")))
    def exchange(self, slot: str, fault: Fault, batch: int, page: int, only: str) -> None:
        if slot in self.sim.laptops:
            self.sim.exchange(slot, fault, batch=batch, page=page, only=only)

    @rule(slot=slots, fault=faults, page=sizes, k=which, w=st.integers(0, 4))
    def exchange_while_writing(self, slot: str, fault: Fault, page: int, k: int, w: int) -> None:
        if slot in self.sim.laptops:
            left = iter(range(3))

            def write() -> None:
                if next(left, None) is not None:
                    self.sim.edit(slot, k, w)

            self.sim.exchange(slot, fault, page=page, meanwhile=write)

    @rule(k=which)
    def replay(self, k: int) -> None:
        self.sim.replay(k)

    @rule(slot=slots)
    def backup(self, slot: str) -> None:
        if slot in self.sim.laptops:
            self.sim.backup(slot)

    @rule(slot=slots, knows=st.booleans())
    def restore(self, slot: str, knows: bool) -> None:
        self.sim.restore(slot, knows=knows)

    @rule()
    def backup_office(self) -> None:
        self.sim.backup_office()

    @rule()
    def restore_office(self) -> None:
        self.sim.restore_office()

    @rule()
    def clone(self) -> None:
        self.sim.clone()

    @rule(name=advisors, k=which, on=st.booleans())
    def grant(self, name: str, k: int, on: bool) -> None:
        self.sim.grant(name, k, on=on)

    @rule(name=advisors, coordinator=st.booleans())
    def promote(self, name: str, coordinator: bool) -> None:
        self.sim.promote(name, coordinator=coordinator)

    @rule(k=which, w=which)
    def join(self, k: int, w: int) -> None:
        self.sim.join(k, w)

    def teardown(self) -> None:
        try:
            check(self.sim)
        finally:
            self.sim.close()


TestExchanges = Exchanges.TestCase
TestExchanges.settings = settings(
    max_examples=RUNS,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
