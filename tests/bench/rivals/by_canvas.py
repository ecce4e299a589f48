"""The same strokes at the same places on ReportLab's canvas: no layout and no tags."""

from __future__ import annotations

import io

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.bench.rivals.plan import CUTS, Plan
from tests.bench.rivals.strokes import paint

rl_config.useA85 = 0  # its text form of what is compressed costs time and helps nobody


def build(plan: Plan) -> bytes:
    """The file."""
    for name, cut in CUTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(plan.font(cut))))
    names = {name: name for name in CUTS}
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(plan.width, plan.height), pageCompression=1)
    for strokes in plan.pages:
        for stroke in strokes:
            paint(canvas, stroke, names)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
