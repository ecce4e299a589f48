"""Plans and proposals whose process is killed: every step is there whole, or not at all."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from advisor_app.domain.gap import GapAnswer, State
from advisor_app.services import entry
from advisor_app.services.evidence import Link
from tests.builders import consent, make_firm, make_session
from tests.pictures import paper

KILLS = 5
LIST = "iso_14001"


def prepare(folder: Path) -> tuple[str, str]:
    """A firm with an action in its plan, and a list with evidence; both ids."""
    session = make_session(folder)
    firm = make_firm(session)
    consent(session, firm)
    quality = session.gaps.start(firm.id, "iso_9001_2015")
    codes = [one.code for one in quality.standard.requirements]
    piece = session.evidence.add(paper(), Link(quality.id, codes[0]))
    for code in codes:
        session.gaps.answer(quality.id, GapAnswer(code, State.PARTIAL))
        session.evidence.link(piece.id, Link(quality.id, code))
    action = session.plans.of_firm(firm.id).actions[0]
    session.plans.edit(firm.id, action.id, {"responsible": "0"})
    session.close()
    return firm.id, action.id


def begin_another(folder: Path, firm_id: str) -> str:
    """A list without answers, that the other one proposes some for."""
    session = entry.open_demo(folder)
    gap = session.gaps.start(firm_id, LIST)
    if gap.answers:
        session.gaps.close(gap.id)
        gap = session.gaps.start(firm_id, LIST)
    session.close()
    return gap.id


def amend_and_kill(folder: Path, seed: int, *ids: str) -> int:
    """The last edit that was acknowledged before the process was ended without warning."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible moment, no secret
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.services.amending", str(folder), *ids],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    giving_up = threading.Timer(60, child.kill)
    giving_up.start()
    assert child.stdout.readline() == "ready\n", "the process did not start"
    giving_up.cancel()
    ending = threading.Timer(chance.uniform(0.01, 0.4), child.send_signal, [signal.SIGKILL])
    ending.start()
    said = [line for line in child.stdout if line.endswith("\n")]
    ending.join()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    return int(said[-1]) if said else 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_five_kills_leave_every_edit_and_every_acceptance_whole(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    firm_id, action_id = prepare(folder)
    kept = edits = 0
    for seed in range(KILLS):
        gap_id = begin_another(folder, firm_id)
        said = amend_and_kill(folder, seed, firm_id, action_id, gap_id)
        session = entry.open_demo(folder)
        try:
            assert session.verify() == []
            action = session.plans.of_firm(firm_id).action(action_id)
            now = int(action.responsible)
            assert max(said, kept) <= now <= max(said, kept) + 1
            assert now == 0 or (action.support, action.cost) == (str(now), now)
            pieces = session.evidence.of_assessment(gap_id)
            backed = {item for one in pieces for item in one.items_of(gap_id)}
            assert backed == session.gaps.get(gap_id).answers.keys()
            assert not backed or not session.cross.proposed(gap_id)
        finally:
            session.close()
        edits, kept = edits + now - kept, now
    assert edits > KILLS, "the process hardly got anywhere before it was killed"
