"""The same pages by ReportLab's own layout, untagged, as its guide teaches."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from tests.bench.rivals.plan import Drawing, Grid, Part, Plan, Points, Text, main
from tests.bench.rivals.strokes import paint

_REGULAR, _STRONG = "Plain", "Heavy"

rl_config.useA85 = 0  # its text form of what is compressed costs time and helps nobody


def build(plan: Plan) -> bytes:
    """The file."""
    for name, cut in ((_REGULAR, "Regular"), (_STRONG, "Semibold")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(plan.font(cut))))
    story: list[Flowable] = []
    for part in plan.parts:
        story += _flowables(part)
    out = io.BytesIO()
    margins = dict.fromkeys(
        ("leftMargin", "rightMargin", "topMargin", "bottomMargin"), plan.margin - 6
    )
    size = (plan.width, plan.height)
    document = SimpleDocTemplate(out, pagesize=size, title=plan.title, lang=plan.lang, **margins)

    def foot(canvas: Any, _document: object) -> None:
        canvas.setFont(_REGULAR, 9)
        canvas.drawString(plan.margin, 34, f"{plan.foot}  {canvas.getPageNumber()}")

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _flowables(part: Part) -> list[Flowable]:
    match part:
        case Text():
            return [_paragraph(part)]
        case Points():
            return [_paragraph(item, mark=item.label or "•") for item in part.items]
        case Grid():
            above = [_paragraph(part.caption)] if part.caption else []
            return [*above, _table(part)]
        case Drawing():
            return [_Picture(part)]


def _paragraph(text: Text, mark: str = "") -> Paragraph:
    style = ParagraphStyle(
        text.tag,
        fontName=_REGULAR,
        fontSize=text.size,
        leading=text.size * 1.25,
        spaceBefore=text.size if text.tag.startswith("H") else 0,
        spaceAfter=text.size * 0.4,
        leftIndent=14 if mark else 0,
        keepWithNext=text.tag.startswith("H"),
    )
    words = "".join(_marked(*run) for run in text.runs)
    return Paragraph(words, style, bulletText=mark or None)


def _marked(text: str, strong: bool, colour: str) -> str:
    face = _STRONG if strong else _REGULAR
    return f'<font name="{face}" color="{colour}">{escape(text)}</font>'


def _table(grid: Grid) -> Table:
    rows = [[_paragraph(cell) for cell in row] for row in ([grid.head] if grid.head else [])]
    rows += [[_paragraph(cell) for cell in row] for row in grid.rows]
    lines = ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#DDD9CF")
    return Table(rows, grid.widths, repeatRows=1 if grid.head else 0, style=[lines])


class _Picture(Flowable):
    """A drawing by the canvas."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self.width, self.height = drawing.width, drawing.height

    def wrap(self, *_room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        left, bottom = self._drawing.corner
        self.canv.translate(-left, -bottom)
        for stroke in self._drawing.strokes:
            paint(self.canv, stroke, {"SourceSans": _REGULAR, "SourceSans-Semibold": _STRONG})


if __name__ == "__main__":
    main(build)
