"""One exchange with the office: what waits goes first, then what is new comes.

Every step is a transaction of its own, and the next exchange goes on wherever this one was cut.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from sqlalchemy.exc import IntegrityError

from advisor_app.domain import clock
from advisor_app.schema.columns import now_text
from advisor_app.sync import incoming, leaving, local, outgoing, packing, sums
from advisor_app.sync.errors import BadMessage, Revoked, Unsettled
from advisor_app.sync.wire import SCHEMA, Pull, Pulled, Push, Pushed, Refusal, unpack_rows

if TYPE_CHECKING:
    import sqlalchemy as sa

T = TypeVar("T")

_PATIENCE = 4


class Refused(Exception):  # noqa: N818 - says what is the case
    """The office did not do what was asked, and said why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Line(Protocol):
    """The way to the office; what fails on it raises an error for people."""

    def push(self, body: bytes) -> bytes:
        """Send a batch; give the answer's JSON.

        Raises:
            Refused: the office says no.
        """
        ...

    def pull(self, body: bytes) -> bytes:
        """Ask what is new; give the answer's JSON.

        Raises:
            Refused: the office says no.
        """
        ...


class Keeper(Protocol):
    """The laptop's base: every piece of work is one durable transaction."""

    def write(self, work: Callable[[sa.Connection], T]) -> T: ...
    def read(self, question: Callable[[sa.Connection], T]) -> T: ...


@dataclass(slots=True)
class Watch:
    """Whoever looks on: told of each step, and asked whether to go on.

    Attributes:
        tell: called with a word and two counts (done, of how many; 0: not known).
        stopped: whether to stop at the next step.
    """

    tell: Callable[[str, int, int], None] = lambda _what, _done, _of: None
    stopped: Callable[[], bool] = lambda: False


@dataclass(slots=True)
class Came:
    """What one exchange did.

    Attributes:
        sent: edits that the office has now.
        apart: edits that it did not take.
        clashes: edits that met another one.
        touched: rows that are another here than before.
        gone: rows that are not for this laptop any more.
    """

    sent: int = 0
    apart: int = 0
    clashes: int = 0
    touched: set[tuple[str, str]] = field(default_factory=set)
    gone: int = 0


@dataclass(slots=True)
class Exchange:
    """One laptop's way of speaking with the office."""

    keeper: Keeper
    line: Line
    watch: Watch = field(default_factory=Watch)
    batch: int = 1_000
    page: int = 2_000
    came: Came = field(default_factory=Came)

    def run(self) -> Came:
        """Send what waits, take what is new.

        Raises:
            Revoked: this laptop is not let in any more.
            Unsettled: the office and this laptop don't come to an agreement.
            AdvisorError: the line broke; what was done stays done.
        """
        self.settle()
        if self.watch.stopped():
            return self.came
        self._patiently(self._send)
        self._patiently(self._fetch)
        return self.came

    def settle(self) -> None:
        """Put in what came before and was not put in yet, take out what is to go."""
        self._put_in()
        self._leave()

    def _put_in(self) -> None:
        while self.keeper.read(incoming.ready):
            touched = self.keeper.write(lambda c: incoming.put_in_ready(c, self.page))
            self.came.touched |= touched
            if not touched:
                break

    def _send(self) -> None:
        while self.keeper.read(outgoing.has_more) and not self.watch.stopped():
            body = self.keeper.write(lambda c: outgoing.build(c, self.batch))
            if body is None:
                return
            answer = packing.from_json(self.line.push(body), Pushed)
            self.keeper.write(lambda c, b=body, a=answer: outgoing.acknowledge(c, b, a))
            self._count(body, answer)

    def _count(self, body: bytes, answer: Pushed) -> None:
        total = sum(len(block.r) for block in packing.from_json(body, Push).blocks)
        apart = sum(one.st in ("forbidden", "invalid") for one in answer.x)
        self.came.sent += total - apart
        self.came.apart += apart
        self.came.clashes += sum(one.st == "conflict" for one in answer.x)
        self.came.touched |= {(row.entity, row.id) for row in unpack_rows(answer.rows)}
        self.watch.tell("sent", self.came.sent, 0)

    def _fetch(self) -> None:
        more = True
        while more and not self.watch.stopped():
            asked = self.keeper.read(self._question)
            page = packing.from_json(self.line.pull(packing.to_json(asked)), Pulled)
            _must_lead_on(asked, page)
            more = page.more
            if _is_news(asked, page):
                self._put_by(page)
                self._put_in()
        self._leave()
        if not more and self.keeper.read(sums.are_told):
            self.keeper.write(self._compare)

    def _put_by(self, page: Pulled) -> None:
        offset = page.now - int(clock.now().timestamp() * 1000)

        def work(c: sa.Connection) -> set[tuple[str, str]]:
            incoming.put_by(c, page)
            local.put(c, local.OFFSET, offset)
            return incoming.put_in_ready(c, self.page)

        self.came.touched |= self.keeper.write(work)
        self.watch.tell("came", len(self.came.touched), 0)

    def _question(self, c: sa.Connection) -> Pull:
        return Pull(
            head=local.number(c, local.HEAD),
            grants=local.number(c, local.GRANTS),
            epoch=local.get(c, local.EPOCH),
            schema=SCHEMA,
            cursors=local.cursors(c),
            rows=self.page,
            own=local.own(c),
        )

    def _leave(self) -> None:
        """Take out what is not for this laptop any more; what is still written in stays a while."""
        if self.keeper.read(leaving.leaves):
            with contextlib.suppress(IntegrityError):
                self.came.gone += self.keeper.write(leaving.leave)
        if not self.keeper.read(leaving.may_be_hidden):
            return
        for bucket in self.keeper.read(leaving.hidden):
            with contextlib.suppress(IntegrityError):
                self.came.gone += self.keeper.write(lambda c, b=bucket: leaving.purge(c, b))
        self.keeper.write(leaving.settled)

    def _compare(self, c: sa.Connection) -> None:
        """Ask again for what is not as at the office, where nothing waits that would explain it."""
        if c.exec_driver_sql("SELECT 1 FROM change").first() is not None:
            return
        for bucket in sums.differing(c):
            local.note(c, now_text(), "differs", {"bucket": bucket})
            local.renew(c, bucket)

    def _patiently(self, step: Callable[[], None]) -> None:
        """Do a step; what the office asks for first is done, then the step again."""
        for _attempt in range(_PATIENCE):
            try:
                step()
            except Refused as error:
                self._obey(error.refusal)
            else:
                return
        raise Unsettled

    def _obey(self, refusal: Refusal) -> None:
        if refusal.code == "revoked":
            raise Revoked
        if refusal.code == "epoch":
            self.keeper.write(lambda c: _follow(c, refusal.epochs))
        elif refusal.code in ("gap", "reused"):
            self.keeper.write(local.begin_life)
        else:
            raise Unsettled
        self.keeper.write(lambda c: local.note(c, now_text(), refusal.code, {}))


def _is_news(asked: Pull, page: Pulled) -> bool:
    """Whether a page says anything that the laptop did not know; else nothing is written."""
    stands = (asked.head, asked.grants, asked.cursors) == (page.head, page.grants, {})
    told = page.rows or page.gone or page.cursors or page.sums or page.buckets is not None
    return bool(told) or page.more or not stands


def _must_lead_on(asked: Pull, page: Pulled) -> None:
    """A page never leads back, and one that others follow leads further: so there is an end.

    Raises:
        BadMessage: it would be asked for again and again.
    """
    stood = {name: asked.cursors.get(name, (asked.head, 0))[0] for name in page.cursors}
    moved = [at - stood[name] for name, (at, _floor) in page.cursors.items()]
    if page.head < asked.head or any(step < 0 for step in moved):
        raise BadMessage("cursor")
    if page.more and page.grants == asked.grants and not any(moved):
        raise BadMessage("more")


def _follow(c: sa.Connection, lives: list[tuple[str, int]]) -> None:
    """Go along with the office into the life that it has now."""
    if not lives:
        raise Unsettled
    mine = local.get(c, local.EPOCH)
    names = [name for name, _head in lives]
    if not mine:
        local.put(c, local.EPOCH, names[-1])
        return
    later = lives[names.index(mine) + 1 :] if mine in names else [("", 0)]
    incoming.rewind(c, names[-1], min((head for _name, head in later), default=0))
