"""What goes wrong between a laptop and the office, and on the laptop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advisor_app.sync import packing
from advisor_app.sync.wire import Pulled, Pushed
from tests.sync.world import DirectLine, Laptop

if TYPE_CHECKING:
    import sqlalchemy as sa

    from tests.sync.simulation import Simulation


class Lost(Exception):  # noqa: N818 - says what is the case
    """Something did not come through the line."""


class Crash(Exception):  # noqa: N818 - says what is the case
    """The program was killed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong in one exchange.

    Attributes:
        kind: ``request`` or ``answer`` (lost on the line), ``undone`` or ``done`` (killed before or
            after a transaction of the laptop became durable), ``twice`` (the line repeats).
        at: at which call on the line, or which transaction; 0 is never.
    """

    kind: str = ""
    at: int = 0


class SimulatedLine(DirectLine):
    """A line that loses and repeats, and looks at everything that goes over it."""

    def __init__(
        self, sim: Simulation, slot: str, fault: Fault, meanwhile: Callable[[], None] | None
    ) -> None:
        super().__init__(sim.office, sim.laptops[slot].name)
        self._sim = sim
        self._slot = slot
        self._fault = fault
        self._meanwhile = meanwhile
        self.calls = 0

    def push(self, body: bytes) -> bytes:
        self._sim.sent.append((self._sim.laptops[self._slot].name, body))
        return self._watched(super().push, body)

    def pull(self, body: bytes) -> bytes:
        waiting = self._sim.laptops[self._slot].driver.execute("SELECT count(*) FROM outbox")
        assert waiting.fetchone() == (0,), "asked for a page while a batch was on its way"
        return self._watched(super().pull, body)

    def _watched(self, do: Callable[[bytes], bytes], body: bytes) -> bytes:
        self.calls += 1
        kind = self._fault.kind if self.calls == self._fault.at else ""
        if kind == "request":
            raise Lost
        answer = do(body)
        self._look(do, answer)
        if kind == "twice":
            again = do(body)
            self._look(do, again)
            assert do.__name__ != "push" or again == answer, "the same batch had another answer"
        if self._meanwhile is not None:
            self._meanwhile()
        if kind == "answer":
            raise Lost
        return answer

    def _look(self, do: Callable[[bytes], bytes], answer: bytes) -> None:
        """No row may come that its reader doesn't see at this moment."""
        told = packing.from_json(answer, Pushed if do.__name__ == "push" else Pulled)
        name = self._sim.laptops[self._slot].name
        self._sim.may_see(name, told.rows)


class KilledKeeper:
    """A laptop's base whose program is killed at one of its transactions."""

    def __init__(self, laptop: Laptop, fault: Fault) -> None:
        self._laptop = laptop
        self._fault = fault
        self._count = 0

    def read(self, question: Callable[[sa.Connection], Any]) -> Any:
        return self._laptop.read(question)

    def write(self, work: Callable[[sa.Connection], Any]) -> Any:
        self._count += 1
        if self._count != self._fault.at or self._fault.kind not in ("undone", "done"):
            return self._laptop.write(work)

        def killed(c: sa.Connection) -> None:
            work(c)
            raise Crash

        self._laptop.write(killed if self._fault.kind == "undone" else work)
        raise Crash
