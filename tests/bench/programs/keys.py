"""The interview in the real program: how long each key takes until its effect is painted."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.bench.children import PASSPHRASE, tell
from tests.bench.interviewing import answers, begin, current_item, open_interview, press
from tests.bench.window import Paints, drive, enter, rest, wait
from ui.app import Application

_BETWEEN_MS = 60  # short enough that Enter finds the answer not yet written


def main(folder: Path, into: Path) -> None:
    opened: list[float] = []
    chosen: list[float] = []
    next_item: list[float] = []

    def script(application: Application, paints: Paints) -> None:
        wait(lambda: application.tasks.idle)
        enter(application, paints, PASSPHRASE)
        assessment_id = begin(application.window.context.open_session)
        for _time in range(3):
            application.window.go("today")
            rest(_BETWEEN_MS)
            wait(lambda: application.tasks.idle)
            begun = time.monotonic()
            opened.append(open_interview(application, paints, assessment_id) - begun)
        _describe(application, into)
        rest(500)
        for keys in answers(application):
            for key in keys:
                chosen.append(_timed(application, paints, key, lambda: True))
                rest(_BETWEEN_MS)
            before = current_item(application)
            next_item.append(
                _timed(application, paints, "\n", lambda b=before: current_item(application) != b)
            )
            rest(_BETWEEN_MS)
        _all_is_kept(application, assessment_id, len(next_item))

    drive(folder, script)
    figures = {"opened": opened, "chosen": chosen, "next": next_item}
    tell({name: [round(1000 * s, 3) for s in found] for name, found in figures.items()})


def _timed(application: Application, paints: Paints, key: str, due: object) -> float:
    begun = time.monotonic()
    return paints.after(lambda: press(application, key), due) - begun


def _describe(application: Application, into: Path) -> None:
    from tests.bench.mirror import description

    (into / "interview.txt").write_text(description(application.window), encoding="utf-8")


def _all_is_kept(application: Application, assessment_id: str, count: int) -> None:
    wait(lambda: application.tasks.idle)
    kept = application.window.context.open_session.assessments.get(assessment_id).answers
    if len(kept) != count:
        raise RuntimeError(f"{len(kept)} of {count} answers were kept")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
