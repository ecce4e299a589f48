"""A group whose process is killed: every call is there whole, or not at all."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from advisor_app.domain.groups import register_digest
from advisor_app.services import entry
from advisor_app.services.people import GROUP_MEMBER
from advisor_app.services.session import Session
from tests.builders import consent, make_firm, make_session
from tests.services.grouping import AT_ONCE

KILLS = 8
Said = list[tuple[str, str]]


def prepare(folder: Path) -> tuple[str, str]:
    """An association with an empty register; the ids of both."""
    session = make_session(folder)
    firm = make_firm(session)
    consent(session, firm)
    group = session.groups.begin(firm.id, "globalgap_option2_qms")
    session.close()
    return firm.id, group.id


def go_on_and_kill(folder: Path, seed: int, group_id: str) -> Said:
    """What was acknowledged before the process was ended without warning."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible moment, no secret
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.services.grouping", str(folder), group_id],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    giving_up = threading.Timer(60, child.kill)
    giving_up.start()
    assert child.stdout.readline() == "ready\n", "the process did not start"
    giving_up.cancel()
    ending = threading.Timer(chance.uniform(0.01, 0.6), child.send_signal, [signal.SIGKILL])
    ending.start()
    lines = [line.split() for line in child.stdout if line.endswith("\n")]
    ending.join()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    return [(what, which) for what, which in lines]


def check(session: Session, firm_id: str, group_id: str, said: Said) -> None:
    """Nothing that was acknowledged is missing, and nothing is there by half."""
    scope = session.groups.get(group_id).view.scope
    codes = [part.code for part in scope.register]
    assert len(codes) % AT_ONCE == 0, "half of those who were registered at once"
    assert codes == [f"{n:05d}" for n in range(1, len(codes) + 1)]
    assert [part.name for part in scope.register] == [f"Miembro {int(code)}" for code in codes]
    assert names_kept(session, firm_id) == len(codes), "a name without a member"
    told = {(what, which) for what, which in said}
    assert len(codes) >= max((int(n) for what, n in told if what == "registered"), default=0)
    for draw in scope.draws:
        assert draw.codes == tuple(codes[: len(draw.codes)])
        assert draw.digest == register_digest(draw.codes)
        assert len(draw.to_visit) == draw.size
    assert {seed for what, seed in told if what == "drawn"} <= {d.seed for d in scope.draws}
    chosen = {(d.seed, one.code) for d in scope.draws for one in d.chosen if one.stands_for}
    replaced = {code for what, code in told if what == "replaced"}
    assert replaced <= {code for _seed, code in chosen}
    parts = session.gaps.parts_of(group_id)
    assert {id_ for what, id_ in told if what == "opened"} <= {part.id for part in parts}
    assert len({part.scope.code for part in parts}) == len(parts)
    for part in parts:
        seed, _blank, _rank = part.scope.drawn.partition(" ")
        assert (seed, part.scope.code) in chosen


def names_kept(session: Session, firm_id: str) -> int:
    """How many people of the firm are members of a group."""
    from advisor_app.schema import tables
    from advisor_app.store import records

    with session._workspace.read() as c:
        people = records.of_firm(c, tables.person, firm_id)
    return sum(one["role"] == GROUP_MEMBER for one in people)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_eight_kills_leave_every_register_draw_and_list_whole(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    firm_id, group_id = prepare(folder)
    said: Said = []
    for seed in range(KILLS):
        said += go_on_and_kill(folder, seed, group_id)
        session = entry.open_demo(folder)
        try:
            assert session.verify() == []
            check(session, firm_id, group_id, said)
        finally:
            session.close()
    assert {what for what, _which in said} == {"registered", "drawn", "replaced", "opened"}
    assert len(said) > KILLS, "the process hardly got anywhere before it was killed"
