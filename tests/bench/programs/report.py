"""The diagnosis report: from the base, and from a content in turn with its bare strokes."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.children import PASSPHRASE, tell
from tests.bench.interviewing import begin
from tests.bench.rivals.plan import TIMES, plan_of


def main(folder: Path, fonts: Path, record_in: Path, report_in: Path, bare_in: Path) -> None:
    """Time it beside its bare strokes, and leave the recorded pages and both files."""
    from advisor_app.reports.diagnosis import blocks_of, build_diagnosis, sheet_of
    from advisor_app.services import entry
    from tests.bench.pages import record
    from tests.bench.rivals import by_canvas
    from tests.builders import answer_everything

    gc.disable()  # as the window keeps it
    session = entry.unlock(folder, PASSPHRASE)
    assessment_id = begin(session)
    answer_everything(session, session.assessments.get(assessment_id), level=2)
    clock, _work = timed([lambda _number: session.documents.preview(assessment_id, "es")])
    content = session.documents.content(assessment_id)
    session.close()
    fresh = [replace(content, number=f"{content.number}-{number}") for number in range(TIMES + 1)]
    recorded = record(blocks_of(content, "es"), sheet_of(content, "es"))
    record_in.write_text(json.dumps(recorded), encoding="utf-8")
    plan = plan_of(json.loads(record_in.read_text(encoding="utf-8")), fonts)
    ours, bare = (
        lambda number: build_diagnosis(fresh[number], "es"),
        lambda _number: by_canvas.build(plan),
    )
    report_in.write_bytes(ours(0))
    bare_in.write_bytes(bare(0))
    times, works = timed([ours, bare])  # in turn, so that what disturbs one disturbs both
    told = [
        {"again": taken[1:], "work": work[1:]} for taken, work in zip(times, works, strict=True)
    ]
    tell({"first": clock[0][0], "from base": clock[0][1:], **told[0], "bare": told[1]})


def timed(builds: Sequence[Callable[[int], bytes]]) -> tuple[list[list[float]], list[list[float]]]:
    """Each build again and again in turn: its times by the clock, and in work of the processor."""
    clock, work = [[list[float]() for _build in builds] for _kind in range(2)]
    for number in range(TIMES + 1):
        for place, build in enumerate(builds):
            begun, worked = time.perf_counter(), time.process_time()
            build(number)
            clock[place].append(1000 * (time.perf_counter() - begun))
            work[place].append(1000 * (time.process_time() - worked))
    return clock, work


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:6]))
