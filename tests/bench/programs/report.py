"""The diagnosis report: from the base, and from a content that no build has seen before."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from tests.bench.children import PASSPHRASE, tell
from tests.bench.interviewing import begin
from tests.bench.rivals.plan import TIMES


def main(folder: Path, record_in: Path, report_in: Path) -> None:
    """Time both, and leave the recorded pages and the report for the others."""
    from advisor_app.reports.diagnosis import blocks_of, build_diagnosis, sheet_of
    from advisor_app.services import entry
    from tests.bench.pages import record
    from tests.builders import answer_everything

    session = entry.unlock(folder, PASSPHRASE)
    assessment_id = begin(session)
    answer_everything(session, session.assessments.get(assessment_id), level=2)
    clock, _work = timed(lambda _number: session.documents.preview(assessment_id, "es"))
    content = session.documents.content(assessment_id)
    session.close()
    fresh = [replace(content, number=f"{content.number}-{number}") for number in range(TIMES + 1)]
    again, work = timed(lambda number: build_diagnosis(fresh[number], "es"))
    made = build_diagnosis(content, "es")
    report_in.write_bytes(made)
    pages = record(blocks_of(content, "es"), sheet_of(content, "es"))
    record_in.write_text(json.dumps(pages), encoding="utf-8")
    tell({"first": clock[0], "from base": clock[1:], "again": again[1:], "work": work[1:]})


def timed(build: Callable[[int], bytes]) -> tuple[list[float], list[float]]:
    """By the clock and in work of the processor, each build."""
    gc.disable()  # as the window keeps it
    clock, work = [time.perf_counter()], [time.process_time()]
    for number in range(TIMES + 1):
        build(number)
        clock.append(time.perf_counter())
        work.append(time.process_time())
    return _steps(clock), _steps(work)


def _steps(moments: list[float]) -> list[float]:
    return [1000 * (later - earlier) for earlier, later in pairwise(moments)]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
