"""The fullest report in turn with its bare strokes and the same photos by ReportLab alone."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from tests.bench.children import PASSPHRASE, tell
from tests.bench.fullest import PHOTOS, fill
from tests.bench.programs.report import timed
from tests.bench.rivals.plan import TIMES, Plan


def main(folder: Path, fonts: Path, scratch: Path) -> None:
    """Time it beside its bare strokes; ours gets the photos as bytes, ReportLab as files."""
    from advisor_app.domain.document import DIAGNOSIS
    from advisor_app.reports.kinds import Printable, render_document
    from advisor_app.services import entry
    from tests.bench.rivals import by_canvas

    gc.disable()  # as the window keeps it
    session = entry.unlock(folder, PASSPHRASE)
    assessment_id = fill(session)
    content = cast("Any", session.documents.content(assessment_id))
    pieces = session.evidence.of_assessment(assessment_id)
    files = {one.sha256: session.evidence.picture(one.id) for one in pieces}
    session.close()
    if (len(files), len(content.standards), bool(content.plan.actions)) != (PHOTOS, 2, True):
        raise RuntimeError("the report is not as full as it should be")
    plan = _strokes(content, files, fonts)
    _as_files(plan, scratch)
    fresh = [replace(content, number=f"{content.number}-{number}") for number in range(TIMES + 1)]
    sizes = dict[str, int]()

    def ours(number: int) -> bytes:
        made = render_document(Printable(DIAGNOSIS, fresh[number], (), files.get), "es")
        sizes.update(ours=len(made.pdf), pages=made.page_count)
        return made.pdf

    def bare(_number: int) -> bytes:
        made = by_canvas.build(plan)
        sizes.update(bare=len(made))
        return made

    times, works = timed([ours, bare])  # in turn, so that what disturbs one disturbs both
    told = [
        {"again": taken[1:], "work": work[1:]} for taken, work in zip(times, works, strict=True)
    ]
    tell({"ours": told[0], "bare": told[1], "sizes": sizes})


def _strokes(content: Any, files: dict[str, bytes], fonts: Path) -> Plan:
    """What our pen draws for it, photos too, without any structure."""
    from advisor_app.reports.diagnosis import blocks_of, sheet_of
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.look import Look
    from advisor_app.reports.photo_annex import photo_annex
    from tests.bench.pages import record

    annex = photo_annex(Writing("es", Look()), content.pictures, files.get)
    data = record([*blocks_of(content, "es"), *annex], sheet_of(content, "es"))
    width, height, margin = data["size"]
    head = (data["title"], data["lang"], data["foot"])
    return Plan(*head, width, height, margin, [], data["pages"], fonts)


def _as_files(plan: Plan, scratch: Path) -> None:
    """The photos as ReportLab takes them in most quickly: what is in memory it decodes."""
    photos = [stroke for page in plan.pages for stroke in page if stroke["do"] == "picture"]
    for number, stroke in enumerate(photos):
        file = scratch / f"photo-{number}.jpg"
        file.write_bytes(stroke.pop("jpeg"))
        stroke["file"] = str(file)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
