"""Killing the office among pushes, and a laptop in its exchange, and counting what is left."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from advisor_app.server.access import Role
from advisor_app.services.exchanges import Joining
from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace
from tests.builders import answer_everything, make_draft, make_firm, make_session
from tests.server.offices import PASSWORD, Asking, Served, firm_block, visit_blocks

_START_SECONDS = 60


class Killed:
    """An office in a process of its own that is killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self._port}", timeout=30)
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.server.children.serving"]
        command += [str(self._folder), str(self._port)]
        self._child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        give_up = time.monotonic() + _START_SECONDS
        while not self._answers():
            assert time.monotonic() < give_up, "the office did not start"
            assert self._child.poll() is None, "the office ended by itself"

    def kill(self) -> None:
        self._child.kill()
        self._child.wait()

    def _answers(self) -> bool:
        try:
            return self.http.get("/health").is_success
        except httpx.TransportError:
            return False

    @contextmanager
    def dying(self, seconds: float) -> Iterator[None]:
        """Inside, it is killed after so long."""
        timer = threading.Timer(seconds, self._child.kill)
        timer.start()
        try:
            yield
        finally:
            timer.join()
            self._child.wait()

    def close(self) -> None:
        self.kill()
        self.http.close()


def kill_offices(folder: Path, kills: int, seed: int) -> int:
    """Push while the office is killed again and again; how many batches it acknowledged.

    Whatever it acknowledged it answers for again with the same bytes, and at the end it has every
    record once.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    with _prepared(folder) as prepared:
        code = prepared.code("ana")
    office = Killed(folder)
    try:
        laptop = Asking(office, "ana")  # pyright: ignore[reportArgumentType] - it asks only for `http`
        laptop.enrol(code).raise_for_status()
        acknowledged: list[tuple[bytes, bytes]] = []
        for _kill in range(kills):
            with office.dying(chance.uniform(0.01, 0.5)):
                body = _push_until_it_dies(laptop, acknowledged)
            office.start()
            if acknowledged and laptop.no == len(acknowledged) + 1:
                _same_again(laptop, acknowledged[-1], body)
            answer = laptop.push(body)
            acknowledged.append((body, answer.raise_for_status().content))
            assert laptop.push(body).content == answer.content
        _everything_once(laptop, len(acknowledged))
        return len(acknowledged)
    finally:
        office.close()


@contextmanager
def _prepared(folder: Path) -> Iterator[Served]:
    """An office with people, before it is served in a process of its own."""
    made = Served(f"sqlite:///{folder / 'office.db'}", folder / "files")
    try:
        made.person("ana", Role.COORDINATOR)
        yield made
    finally:
        made.close()


def _push_until_it_dies(laptop: Asking, acknowledged: list[tuple[bytes, bytes]]) -> bytes:
    """Push batch after batch; give the one that has no answer."""
    _token = laptop.token
    while True:
        number = laptop.no + 1
        body = laptop.batch(
            firm_block(f"f-{number}"), *visit_blocks(f"f-{number}", f"as-{number}", 60)
        )
        try:
            answer = laptop.push(body)
        except httpx.TransportError:
            return body
        acknowledged.append((body, answer.raise_for_status().content))


def _same_again(laptop: Asking, last: tuple[bytes, bytes], unanswered: bytes) -> None:
    """What was acknowledged is known still: the same bytes, or the office is one batch further."""
    body, answer = last
    again = laptop.push(body)
    assert again.content == answer or again.status_code == 409, again.text
    assert unanswered != body


def _everything_once(laptop: Asking, batches: int) -> None:
    told = laptop.pull_all()["rows"]
    names = Counter((block["e"], row[0]) for block in told for row in block["r"])
    versions = Counter(row[1] for block in told for row in block["r"])
    assert set(names.values()) == set(versions.values()) == {1}
    found = Counter(entity for entity, _name in names)
    assert found == {"firm": batches, "assessment": batches, "answer": batches * 60}


def kill_laptops(folder: Path, kills: int, seed: int) -> int:
    """Kill a laptop in the middle of its exchange again and again; how much it had said was sent.

    At the end the office, the laptop and another one of the same firm have the same, each once.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    office = Served(f"sqlite:///{folder / 'office.db'}", folder / "files")
    place, said = folder / "ana", 0
    try:
        office.person("ana", Role.COORDINATOR)
        session = make_session(place)
        session.exchange.join(Joining(office.url, "ana", PASSWORD, office.code("ana")))
        for number in range(kills):
            firm = make_firm(session, nit=None, nit_dv=None, legal_name=f"Firma {number}")
            started, view = make_draft(session, firm, "full")
            answer_everything(session, view, visit_id=started.id)
            session.close()
            said += _exchange_and_kill(place, chance)
            session = Session(Workspace.open_demo(place))
        session.exchange.run()
        assert session.exchange.waiting() == []
        _as_the_office_has_it(session, office)
        session.close()
        return said
    finally:
        office.close()


def _exchange_and_kill(place: Path, chance: random.Random) -> int:
    command = [sys.executable, "-m", "tests.server.children.exchanging", str(place)]
    said = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        timer = threading.Timer(chance.uniform(0.02, 0.5), child.kill)
        timer.start()
        for line in child.stdout:
            said = max(said, int(line))
        timer.cancel()
    return said


def _as_the_office_has_it(session: Session, office: Served) -> None:
    asking = office.laptop("ana")
    told = asking.pull_all()["rows"]
    theirs = Counter((b["e"], row[0], row[1]) for b in told for row in b["r"])
    assert set(theirs.values()) == {1}
    mine = _rows_of(session)
    assert mine == set(theirs)
    with office.base.reading() as c:
        assert c.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def _rows_of(session: Session) -> set[tuple[str, str, int]]:
    from advisor_app.schema.tables import SYNCED
    from advisor_app.sync import local

    def question(c: Any) -> set[tuple[str, str, int]]:
        found: set[tuple[str, str, int]] = set()
        for table in SYNCED:
            query = f'SELECT "{local.key_of(table.name)}", _rv FROM "{table.name}"'  # noqa: S608 - names of ours
            found |= {(table.name, str(name), int(rv)) for name, rv in c.exec_driver_sql(query)}
        return found

    return session.exchange._read(question)  # the rows themselves, as no screen shows them
