"""Kills an interview, or the walk through a list, at a random moment and looks at what is left."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app.services import entry
from tests.builders import consent, make_draft, make_firm, make_session
from tests.journeys.assessing import KEYS

if TYPE_CHECKING:
    from advisor_app.services.session import Session

START_SECONDS = 60


@dataclass
class Interview:
    """What the killed process had acknowledged."""

    kept: dict[str, int] = field(default_factory=dict)
    next_item: str = ""
    answers: int = 0


Check = Callable[[Path, str, dict[str, int], Interview], dict[str, int]]


def begin(folder: Path) -> str:
    """A workspace with an empty full diagnosis; its id."""
    session = make_session(folder)
    _visit, draft = make_draft(session, form="full")
    session.close()
    return draft.id


def begin_list(folder: Path) -> str:
    """A workspace with an empty gap assessment; its id."""
    session = make_session(folder)
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, "globalgap_ifa_v6_fv")
    session.close()
    return gap.id


def interview_and_kill(
    folder: Path, assessment_id: str, seed: int, how: str = "interviewing"
) -> Interview:
    """Let a process interview, end it without warning, and read what it had said."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible moment, no secret
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            f"tests.journeys.{how}",
            str(folder),
            assessment_id,
            str(seed),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    giving_up = threading.Timer(START_SECONDS, child.kill)
    giving_up.start()
    ready = child.stdout.readline().split()
    giving_up.cancel()
    assert ready[:1] == ["ready"], "the interview did not start"
    ending = threading.Timer(chance.uniform(0.01, 0.6), child.send_signal, [signal.SIGKILL])
    ending.start()
    said = Interview(next_item=ready[1])
    for line in child.stdout:
        if not line.endswith("\n"):
            break  # cut while it was being said: not acknowledged
        _word, item, level, following = line.split()
        said.kept[item] = int(level)
        said.next_item = following
        said.answers += 1
    ending.join()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    return said


def check(
    folder: Path, assessment_id: str, before: dict[str, int], said: Interview
) -> dict[str, int]:
    """Nothing acknowledged is missing and the draft stands where it stood; the levels now."""
    now = check_levels(folder, assessment_id, before, said)
    with found(folder) as session:
        view = session.assessments.get(assessment_id)
    items = [item.code for item in view.instrument.applicable(view.profile, view.form)]
    place = items.index(said.next_item)
    fresh = not before and not said.kept
    allowed = {said.next_item, items[min(place + 1, len(items) - 1)], None if fresh else ""}
    if place == 0:
        allowed.add(items[-1])  # begun again by hand: the draft itself stood at its end
    assert view.current_item in allowed, "the draft reopens somewhere else"
    return now


def check_levels(
    folder: Path, assessment_id: str, before: dict[str, int], said: Interview
) -> dict[str, int]:
    """Nothing acknowledged is missing from a diagnosis; its levels now."""
    with found(folder) as session:
        answers = session.assessments.get(assessment_id).answers
    now = {code: answer.level or 0 for code, answer in answers.items()}
    check_answers(now, before, said)
    return now


def check_list(
    folder: Path, assessment_id: str, before: dict[str, int], said: Interview
) -> dict[str, int]:
    """Nothing acknowledged is missing and the list stands where it stood; its keys now."""
    with found(folder) as session:
        view = session.gaps.get(assessment_id)
    order = list(KEYS.values())
    now = {code: order.index(state) for code, state in view.states.items()}
    check_answers(now, before, said)
    codes = [one.code for one in view.standard.requirements]
    place = codes.index(said.next_item)
    if said.answers and place:  # at the first point it was begun again by hand
        assert view.current_item in codes[place : place + 2], "the list reopens somewhere else"
    return now


def kill_again_and_again(
    folder: Path, assessment_id: str, seeds: Iterable[int], how: str, check: Check
) -> int:
    """Kill it once for each seed and look each time; how many answers were acknowledged in all."""
    kept: dict[str, int] = {}
    total = 0
    for seed in seeds:
        said = interview_and_kill(folder, assessment_id, seed, how)
        kept = check(folder, assessment_id, kept, said)
        total += said.answers
    return total


@contextmanager
def found(folder: Path) -> Iterator[Session]:
    """What a new start finds: a workspace whose base is sound."""
    session = entry.open_demo(folder)
    try:
        assert session.verify() == []
        yield session
    finally:
        session.close()


def check_answers(now: dict[str, int], before: dict[str, int], said: Interview) -> None:
    """Nothing acknowledged is missing.

    One answer more may be on disk: it was kept and the process died before saying so.
    """
    expected = {**before, **said.kept}
    surplus = {code for code in now if now[code] != expected.get(code)}
    assert expected.keys() <= now.keys()
    assert surplus <= {said.next_item}, "an acknowledged answer changed or is missing"
