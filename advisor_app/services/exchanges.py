"""The exchange with the office: joining it, sending and receiving, and how it stands."""

from __future__ import annotations

import contextlib
import platform
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.services import exchange_rows, receipts
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.exchange_files import exchange_files, files_waiting
from advisor_app.services.exchange_progress import Behind, Outcome, Progress, counts

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.services.changes import Announcer
    from advisor_app.services.exchange_progress import Stopped, Tell
    from advisor_app.services.exchange_rows import LogLine, SetAside, Waiting
    from advisor_app.services.receipts import Receipt
    from advisor_app.store.workspace import Workspace
    from advisor_app.sync.client import Exchange
    from advisor_app.sync.http_line import HttpLine
    from advisor_app.sync.keys import LaptopKeys, Shelf

BATCH: Final = 300
"""The most records in one batch: what is done in one go must not hold up who types."""
_CLOSING_SECONDS: Final = 10
_LINK: Final = ("address", "device", "user", "person", "role", "office")
_LAST: Final = "last"


class NotJoined(AdvisorError):  # noqa: N818 - says what is the case
    """This laptop does not exchange with any office."""

    def __init__(self) -> None:
        super().__init__(
            _("Este computador todavía no intercambia con una oficina."),
            advice=_("Conéctelo con la dirección, el usuario y el código que le dio la oficina."),
        )


class OnlyInvented(AdvisorError):  # noqa: N818 - says what is the case
    """Invented firms don't go to a real office."""

    def __init__(self) -> None:
        super().__init__(
            _("La demostración no se envía a ninguna oficina: sus empresas son inventadas."),
            advice=_("Abra su propio espacio de trabajo para conectarse."),
        )


@dataclass(frozen=True, slots=True)
class Joining:
    """What a person says once to join an office."""

    address: str
    login: str
    password: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """The office that this laptop exchanges with.

    Attributes:
        person: as whom, in the office's words.
        office: what it calls itself; may be empty.
    """

    address: str
    person: str
    role: str
    office: str


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """How the exchange stands, without asking the office.

    Attributes:
        link: None where this laptop has not joined an office.
        waiting: records edited here that the office doesn't have yet.
        files: photos and papers that it has not confirmed, ``file_bytes``: their size.
        last_at: when office and laptop last agreed on everything.
        aside: records that the office did not take and that nobody has looked at.
        held: records that came and wait for another one.
        conflicts: values that a person must choose between.
        returned: assessments that came back with remarks.
    """

    link: Link | None = None
    waiting: int = 0
    files: int = 0
    file_bytes: int = 0
    last_at: datetime | None = None
    aside: int = 0
    held: int = 0
    conflicts: int = 0
    returned: int = 0


class Exchanges(Service):
    """Exchanges with the office. One thing at a time: a second call waits."""

    def __init__(self, workspace: Workspace, announcer: Announcer) -> None:
        super().__init__(workspace, announcer)
        self._behind = Behind(workspace)
        self._busy = threading.Lock()
        self._closing = threading.Event()

    def state(self) -> ExchangeState:
        """How it stands; quick, and without asking the office."""
        return self._read(self._state_in)

    def waiting(self) -> list[Waiting]:
        """What is still to be sent, firm by firm."""
        return self._read(exchange_rows.waiting)

    def set_aside(self) -> list[SetAside]:
        """What the office did not take."""
        return self._read(exchange_rows.set_aside)

    def seen(self) -> None:
        """Somebody has looked at what was set aside."""
        if self._read(exchange_rows.count_set_aside):
            self._behind.write(lambda c: c.exec_driver_sql("UPDATE set_aside SET seen = 1"))

    def log(self) -> list[LogLine]:
        """What the exchange did; nothing of any person or firm."""
        return self._read(exchange_rows.log)

    def join(self, joining: Joining) -> Link:
        """Have this laptop put on the office's list.

        Raises:
            AdvisorError: it was not done; nothing was changed.
        """
        from advisor_app.sync import keys, local
        from advisor_app.sync.address import address_of, host_of, is_loopback
        from advisor_app.sync.admission import Enrol
        from advisor_app.sync.http_line import HttpLine

        address = address_of(joining.address)
        if self._workspace.is_demo and not is_loopback(host_of(address)):
            raise OnlyInvented
        with self._alone():
            shelf, name = self._shelf(), self._workspace.name
            kept = keys.load(shelf, name)
            mine = kept or keys.LaptopKeys.fresh(self._behind.write(local.life))
            keys.keep(shelf, name, mine)  # before the code is used up
            message = Enrol(
                joining.login.strip(), joining.password, joining.code.strip(), _laptop_name(),
                mine.public, mine.public_sealing,
            )  # fmt: skip
            with HttpLine(address, "", None) as line:
                enrolled = line.enrol(message)
            about = (address, enrolled.device, enrolled.user, enrolled.person, enrolled.role,
                     enrolled.office)  # fmt: skip

            def work(c: sa.Connection) -> None:
                for what, value in zip(_LINK, about, strict=True):
                    local.put(c, what, value)
                local.put(c, local.GRANTS, 0)
                if not local.get(c, local.EPOCH):
                    local.put(c, local.EPOCH, enrolled.epoch)
                _note(c, "joined", {})

            self._behind.write(work)
        return Link(address, enrolled.person, enrolled.role, enrolled.office)

    def leave(self) -> None:
        """Exchange with the office no more; everything that is here stays here."""
        with self._alone():
            self._shelf().remove(self._workspace.name)

            def work(c: sa.Connection) -> None:
                from advisor_app.sync import local

                local.forget(c, *_LINK)
                _note(c, "left", {})

            self._behind.write(work)

    def run(self, tell: Tell | None = None, stopped: Stopped | None = None) -> Outcome:
        """Send what waits and take in what is new.

        Raises:
            NotJoined: there is no office.
            AdvisorError: it ended early; what was done stays done.
        """
        from advisor_app.sync.client import Exchange, Watch
        from advisor_app.sync.http_line import HttpLine, Traffic

        with self._alone():
            address, device, mine = self._admission()

            def has_to_stop() -> bool:
                return self._closing.is_set() or (stopped is not None and stopped())

            traffic = Traffic(stopped=has_to_stop, pause=self._pause(has_to_stop))
            progress = Progress(self._read(exchange_rows.count_waiting), traffic, tell)
            with HttpLine(address, device, mine, traffic) as line:
                watch = Watch(progress.step, has_to_stop)
                exchange = Exchange(self._behind, line, watch, batch=BATCH, page=BATCH)
                progress.came = exchange.came
                traffic.tell = progress.say
                self._finish(exchange, line, progress)
            return progress.outcome()

    def receipt(self, visit_id: str) -> Receipt:
        """What the office has of a visit, as it has answered so far."""
        return self._read(lambda c: receipts.of_visit(c, visit_id, _office_in(c)))

    def receipts(self, count: int = 5) -> list[Receipt]:
        """Those of the visits begun last."""

        def question(c: sa.Connection) -> list[Receipt]:
            office = _office_in(c)
            visits = receipts.latest_visits(c, count)
            return [receipts.of_visit(c, visit, office) for visit in visits]

        return self._read(question)

    def prove(self, receipt: Receipt) -> list[str]:
        """Ask the office for each record and file of a receipt; what it does not have like that.

        Raises:
            NotJoined, AdvisorError: the office could not be asked.
        """
        from advisor_app.sync.client import Refused
        from advisor_app.sync.errors import Unsettled
        from advisor_app.sync.http_files import HttpFiles
        from advisor_app.sync.http_line import HttpLine

        with self._alone():
            address, device, mine = self._admission()
            with HttpLine(address, device, mine) as line:
                try:
                    rows = self._read(
                        lambda c: receipts.ask_for_bucket(c, line, receipt.firm_id, BATCH)
                    )
                    files = HttpFiles(line)
                    there = {digest: files.has(digest) for digest in receipt.files}
                except Refused as error:
                    raise Unsettled from error
        return receipts.missing(receipt, rows, there)

    def close(self) -> None:
        """Stop what is running, and wait until it has let go of the base."""
        self._closing.set()
        if self._busy.acquire(timeout=_CLOSING_SECONDS):
            self._busy.release()

    # --- Inside -----------------------------------------------------------------------------

    def _finish(self, exchange: Exchange, line: HttpLine, progress: Progress) -> None:
        """Run it; whatever comes of it is announced and noted."""
        from advisor_app.sync.errors import Stopped as StoppedError

        try:
            exchange.run()
            if not exchange.watch.stopped():
                attachments = self._workspace.attachments
                progress.files = exchange_files(self._behind, attachments, line, exchange.watch)
            if exchange.watch.stopped():
                raise StoppedError
        except AdvisorError as error:
            self._tell_of(progress, type(error).__name__)
            raise
        self._tell_of(progress, "")
        kept = self._workspace.line_note.read()
        self._workspace.line_note.write({**kept, _LAST: clock.now().isoformat()})

    def _tell_of(self, progress: Progress, fault: str) -> None:
        done = progress.outcome()
        came = progress.came
        if came is not None and (came.touched or came.gone or done.files_came):
            changes = self._read(lambda c: exchange_rows.changes_of(c, came.touched))
            if came.gone or done.files_came:
                changes = Changes(changes.touched | {("firm", "")}, changes.firm_ids)
            self._announcer.announce(changes)
        last = self._read(lambda c: exchange_rows.log(c, 1))
        again = fault and last and last[0].detail.get("fault") == fault
        if (any(counts(done).values()) or fault) and not again:
            told = asdict(done) | ({"fault": fault} if fault else {})
            told |= {"files_refused": progress.files.refused} if progress.files.refused else {}
            self._behind.write(lambda c: _note(c, "fault" if fault else "done", told))

    def _state_in(self, c: sa.Connection) -> ExchangeState:
        from advisor_app.sync import local

        address, device, _user, person, role, office = (local.get(c, what) for what in _LINK)
        conflicts, returned = exchange_rows.count_for_people(c)
        last = self._workspace.line_note.read().get(_LAST)
        files, size = files_waiting(c, self._workspace.attachments)
        return ExchangeState(
            link=Link(address, person, role, office) if device else None,
            waiting=exchange_rows.count_waiting(c),
            files=files,
            file_bytes=size,
            last_at=datetime.fromisoformat(last).astimezone(UTC) if last and device else None,
            aside=exchange_rows.count_set_aside(c),
            held=exchange_rows.count_held(c),
            conflicts=conflicts,
            returned=returned,
        )

    def _admission(self) -> tuple[str, str, LaptopKeys]:
        """Address, device and keys; a base that was brought back begins a life of its own first."""
        from advisor_app.sync import keys, local

        def told(c: sa.Connection) -> tuple[str, str, str]:
            return local.get(c, "address"), local.get(c, "device"), local.get(c, local.INC)

        address, device, life = self._read(told)
        shelf, name = self._shelf(), self._workspace.name
        mine = keys.load(shelf, name)
        if not device or mine is None:
            raise NotJoined
        if mine.inc != life:
            known = mine
            mine = self._behind.write(lambda c: keys.live_on(c, known))
            keys.keep(shelf, name, mine)
        return address, device, mine

    def _shelf(self) -> Shelf:
        from advisor_app.sync import keys

        return keys.shelf_beside(self._workspace.line_note)

    def _pause(self, has_to_stop: Stopped) -> Callable[[float], bool]:
        """A wait that ends at once where the exchange has to stop."""

        def pause(seconds: float) -> bool:
            until = time.monotonic() + seconds
            while not has_to_stop() and (left := until - time.monotonic()) > 0:
                self._closing.wait(min(left, 0.2))
            return has_to_stop()

        return pause

    @contextlib.contextmanager
    def _alone(self) -> Generator[None]:
        from advisor_app.sync.errors import Stopped as StoppedError

        with self._busy:
            if self._closing.is_set():
                raise StoppedError
            yield


def _note(c: sa.Connection, what: str, detail: dict[str, Any]) -> None:
    from advisor_app.schema.columns import now_text
    from advisor_app.sync import local

    local.note(c, now_text(), what, detail)
    exchange_rows.shorten_log(c)


def _office_in(c: sa.Connection) -> str:
    """What the office is called here; empty where there is none."""
    from advisor_app.sync import local

    return local.get(c, "office") or local.get(c, "address")


def _laptop_name() -> str:
    return platform.node().split(".")[0][:60] or "laptop"
