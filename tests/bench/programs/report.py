"""The diagnosis report, and the same words on as many pages by ReportLab alone."""

from __future__ import annotations

import io
import sys
import time
from itertools import pairwise
from pathlib import Path

from tests.bench.children import PASSPHRASE, tell
from tests.bench.interviewing import begin

_AGAIN = 5
_FONT_SIZE = 11


def main(folder: Path) -> None:
    from advisor_app.services import entry
    from tests.builders import answer_everything

    session = entry.unlock(folder, PASSPHRASE)
    assessment_id = begin(session)
    answer_everything(session, session.assessments.get(assessment_id), level=2)
    times, made = [time.perf_counter()], b""
    for _time in range(_AGAIN + 1):
        made = session.documents.preview(assessment_id, "es")
        times.append(time.perf_counter())
    session.close()
    first, *again = (later - earlier for earlier, later in pairwise(times))
    pages = _words(made)
    bare = _bare(pages)
    tell(
        {
            "first": 1000 * first,
            "again": [1000 * one for one in again],
            "bytes": len(made),
            "pages": len(pages),
            "bare": [1000 * one for one in bare],
        }
    )


def _words(pdf: bytes) -> list[list[str]]:
    """The lines of each page."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    return [page.extract_text().splitlines() for page in reader.pages]


def _bare(pages: list[list[str]]) -> list[float]:
    """ReportLab's own time for these words in the same face, untagged, without drawings."""
    from reportlab.lib.pagesizes import letter
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    from advisor_app.paths import resource

    pdfmetrics.registerFont(TTFont("Bare", str(resource("fonts", "SourceSansPro-Regular.ttf"))))
    style = ParagraphStyle("bare", fontName="Bare", fontSize=_FONT_SIZE - 2, leading=_FONT_SIZE)
    times = []
    for _time in range(_AGAIN):
        begun = time.perf_counter()
        story = []
        for lines in pages:
            story += [Paragraph(_plain(line), style) for line in lines]
            story.append(PageBreak())
        SimpleDocTemplate(io.BytesIO(), pagesize=letter).build(story)
        times.append(time.perf_counter() - begun)
    return times


def _plain(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
