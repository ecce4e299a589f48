"""The real program with a report of forty photos in it: the most memory that it ever took."""

from __future__ import annotations

import io
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.children import PASSPHRASE, tell
from tests.bench.interviewing import begin
from tests.bench.window import Paints, drive, enter, wait

if TYPE_CHECKING:
    from advisor_app.services.session import Session
    from ui.app import Application

PHOTOS = 40
_SIZE = (1280, 960)
_GRAIN = 50  # makes each file some 600 KB, more than a photo of such a size has


def main(folder: Path) -> None:
    """Open the window, then make the report in a thread as its screen does."""
    found: dict[str, Any] = {}

    def script(application: Application, paints: Paints) -> None:
        enter(application, paints, PASSPHRASE)
        wait(lambda: application.tasks.idle)
        session = application.window.context.open_session
        found["before"] = _peak()
        application.tasks.run_long(
            lambda: _report(session), lambda made: found.update(bytes=len(made))
        )
        wait(lambda: "bytes" in found)
        found["peak"] = _peak()

    drive(folder, script)
    tell(found)


def _report(session: Session) -> bytes:
    from advisor_app.reports.blocks import NewPage
    from advisor_app.reports.diagnosis import blocks_of, sheet_of
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.look import Look
    from advisor_app.reports.page import Heading, render
    from advisor_app.reports.photo import photo
    from tests.builders import answer_everything

    assessment_id = begin(session)
    answer_everything(session, session.assessments.get(assessment_id), level=2)
    content = session.documents.content(assessment_id)
    writing = Writing("es", Look())
    shown = [photo(writing, _photo(n), f"Foto {n}", f"Foto {n}") for n in range(PHOTOS)]
    head = Heading(2, "Evidencias", writing.look.section)
    blocks = [*blocks_of(content, "es"), NewPage(), head, *shown]
    return render(blocks, sheet_of(content, "es")).pdf


def _photo(number: int) -> bytes:
    from PIL import Image

    picture = Image.effect_noise(_SIZE, _GRAIN).convert("RGB")
    picture.putpixel((0, 0), (number, 0, 0))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _peak() -> float:
    """In megabytes; Linux tells kilobytes, macOS bytes."""
    told = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return told / (1 if sys.platform == "darwin" else 1 / 1024) / 1024**2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
