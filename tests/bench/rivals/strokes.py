"""Recorded strokes on ReportLab's canvas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas


def paint(canvas: Canvas, stroke: Mapping[str, Any], fonts: Mapping[str, str]) -> None:
    """One stroke, as it would be drawn without tags."""
    if stroke["do"] == "lines":
        _write(canvas, stroke, fonts)
        return
    fill, line = stroke.get("fill", ""), stroke.get("stroke", "")
    canvas.saveState()
    if fill:
        canvas.setFillColor(HexColor(fill))
    if line:
        canvas.setStrokeColor(HexColor(line))
        canvas.setLineWidth(stroke.get("thickness", 0.5))
        canvas.setDash(list(stroke.get("dashes", ())))
    _draw(canvas, stroke, {"stroke": bool(line), "fill": bool(fill)})
    canvas.restoreState()


def _write(canvas: Canvas, stroke: Mapping[str, Any], fonts: Mapping[str, str]) -> None:
    writer: Any = canvas.beginText()
    look = ()
    for at, text, font, colour in stroke["runs"]:
        writer.setTextOrigin(*at)
        if look != (font, colour):
            look = (font, colour)
            writer.setFont(fonts[font], stroke["size"])
            writer.setFillColor(HexColor(colour))
        writer.textOut(text)
    canvas.drawText(writer)


def _draw(canvas: Canvas, stroke: Mapping[str, Any], look: Mapping[str, bool]) -> None:
    match stroke["do"]:
        case "picture":
            place = (*stroke["corner"], stroke["width"], stroke["height"])
            canvas.drawImage(stroke["file"], *place)
        case "circle":
            canvas.circle(*stroke["centre"], stroke["radius"], **look)
        case "rectangle":
            place = (*stroke["corner"], stroke["width"], stroke["height"])
            if stroke.get("radius"):
                canvas.roundRect(*place, stroke["radius"], **look)
            else:
                canvas.rect(*place, **look)
        case _:
            canvas.drawPath(_trace(canvas, stroke), **look)


def _trace(canvas: Canvas, stroke: Mapping[str, Any]) -> Any:
    trace: Any = canvas.beginPath()
    for box in stroke.get("boxes", ()):
        trace.rect(*box)
    points = stroke.get("points", ())
    if points:
        trace.moveTo(*points[0])
    for point in points[1:]:
        trace.lineTo(*point)
    if points and stroke.get("closed", True):
        trace.close()
    return trace
