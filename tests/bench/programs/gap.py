"""Opening the longest and the shortest list in the window; and scoring all lists."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from advisor_app.domain.gap import State, assess
from advisor_app.domain.gap_parameters import shipped_gap_parameters
from advisor_app.domain.schemes import Prerequisites, verdict
from advisor_app.domain.standard import Standard, shipped_ids, shipped_standard
from tests.bench.children import PASSPHRASE, tell
from tests.bench.window import Paints, drive, enter, rest, shows, wait
from tests.builders import consent, make_firm
from ui.app import Application

_TIMES = 7
_BETWEEN_MS = 60


def main(folder: Path) -> None:
    lists = sorted(map(shipped_standard, shipped_ids()), key=lambda one: len(one.requirements))
    opened: dict[str, list[float]] = {"shortest": [], "longest": []}

    def script(application: Application, paints: Paints) -> None:
        wait(lambda: application.tasks.idle)
        enter(application, paints, PASSPHRASE)
        session = application.window.context.open_session
        firm = make_firm(session, nit=None, nit_dv=None)
        consent(session, firm)
        ids = {
            "shortest": session.gaps.start(firm.id, lists[0]).id,
            "longest": session.gaps.start(firm.id, lists[-1]).id,
        }
        for name in list(ids) * (_TIMES + 1):
            application.window.go("today")
            wait(lambda: shows(application, "today") and application.tasks.idle)
            rest(_BETWEEN_MS)
            opened[name].append(_timed(application, paints, ids[name]))

    drive(folder, script)
    tell(
        {
            **{name: [1000 * one for one in times[1:]] for name, times in opened.items()},
            "points": [len(lists[0].requirements), len(lists[-1].requirements)],
            "lists": len(lists),
            "scoring": _scoring(lists),
        }
    )


def _timed(application: Application, paints: Paints, assessment_id: str) -> float:
    def is_filled() -> bool:
        screen = application.window.screen_shown
        return shows(application, "gap") and screen.answering.holds(assessment_id)

    begun = time.monotonic()
    go = application.window.go
    return paints.after(lambda: go("gap", assessment_id=assessment_id), is_filled) - begun


def _scoring(lists: list[Standard]) -> list[float]:
    """Result and verdict of every list, each point answered; in milliseconds for all of them."""
    parameters, beside, times = shipped_gap_parameters(), Prerequisites(), list[float]()
    answers = [{one.code: State.PARTIAL for one in known.requirements} for known in lists]
    for _time in range(_TIMES):
        begun = time.perf_counter()
        for standard, given in zip(lists, answers, strict=True):
            verdict(assess(standard, parameters, given), parameters, beside)
        times.append(1000 * (time.perf_counter() - begun))
    return times


if __name__ == "__main__":
    main(Path(sys.argv[1]))
