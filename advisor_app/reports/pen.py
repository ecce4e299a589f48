"""What draws on a page: everything it draws is either tagged content or an artifact."""

from __future__ import annotations

import io
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color, HexColor

from advisor_app.reports.fonts import printable

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

    from advisor_app.reports.tagging import Element, Marks

Point = tuple[float, float]


class Pen:
    """Draws text and shapes in points, y upwards, and keeps the marks of tagged content.

    Shapes drawn outside an element are artifacts by themselves; text outside one is an error.
    """

    def __init__(self, canvas: Canvas, marks: Marks) -> None:
        self.canvas = canvas
        self.marks = marks
        self._inside = False

    def new_page(self) -> None:
        self.marks.new_page()

    @contextmanager
    def element(self, element: Element) -> Generator[None]:
        """What is drawn inside belongs to this element (or to the one already open)."""
        if self._inside:
            yield
            return
        number = self.marks.next_piece(element)
        with self._marked(f"/{element.tag} <</MCID {number}>> BDC"):
            yield

    @contextmanager
    def artifact(self, kind: str = "") -> Generator[None]:
        """What is drawn inside is decoration that a screen reader passes over."""
        if self._inside:
            yield
            return
        start = f"/Artifact <</Type /{kind}>> BDC" if kind else "/Artifact BMC"
        with self._marked(start):
            yield

    @contextmanager
    def _marked(self, start: str) -> Generator[None]:
        # ReportLab has no public way to mark content; this list is what its own methods write to.
        code: list[str] = vars(self.canvas)["_code"]
        code.append(start)
        self._inside = True
        yield
        self._inside = False
        code.append("EMC")

    def text(self, at: Point, text: str, font: str, size: float, colour: str) -> None:
        """One run of text, its baseline starting at a point."""
        self.lines([(at, text, font, colour)], size)

    def lines(self, runs: Sequence[tuple[Point, str, str, str]], size: float) -> None:
        """Runs of text of one size, each with its own start, font and colour."""
        if not self._inside:
            raise ValueError("text must belong to an element or an artifact")
        writer: Any = self.canvas.beginText()
        look = ("", "")
        for (x, y), text, font, colour in runs:
            writer.setTextOrigin(x, y)
            if look != (font, colour):
                writer.setFont(font, size)
                writer.setFillColor(ink(colour))
                look = (font, colour)
            writer.textOut(printable(text))
        self.canvas.drawText(writer)

    def line(self, start: Point, end: Point, colour: str, thickness: float = 0.5) -> None:
        self.path([start, end], stroke=colour, thickness=thickness, closed=False)

    def rectangle(
        self,
        corner: Point,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        thickness: float = 0.5,
        radius: float = 0,
    ) -> None:
        """A box from its lower left corner, with round corners if wanted."""
        with self._shape(fill, stroke, thickness):
            self.canvas.roundRect(
                *corner, width, height, radius, stroke=bool(stroke), fill=bool(fill)
            ) if radius else self.canvas.rect(
                *corner, width, height, stroke=bool(stroke), fill=bool(fill)
            )

    def circle(self, centre: Point, radius: float, *, fill: str = "", stroke: str = "") -> None:
        with self._shape(fill, stroke, 0.8):
            self.canvas.circle(*centre, radius, stroke=bool(stroke), fill=bool(fill))

    def path(
        self,
        points: Sequence[Point],
        *,
        fill: str = "",
        stroke: str = "",
        thickness: float = 0.5,
        closed: bool = True,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """A line or a shape through points."""
        with self._shape(fill, stroke, thickness, dashes):
            self.canvas.drawPath(self._trace(points, closed), stroke=bool(stroke), fill=bool(fill))

    def boxes(self, boxes: Sequence[tuple[float, float, float, float]], fill: str) -> None:
        """Many filled boxes at once, each as corner, width and height."""
        with self._shape(fill, "", 0):
            trace: Any = self.canvas.beginPath()
            for box in boxes:
                trace.rect(*box)
            self.canvas.drawPath(trace, stroke=0, fill=1)

    def ink(self, lines: Sequence[tuple[Sequence[Point], float]], colour: str) -> None:
        """What a pen drew: lines with round ends, each with a thickness of its own."""
        with self._shape("", colour, 1):
            self.canvas.setLineCap(1)
            self.canvas.setLineJoin(1)
            for points, thickness in lines:
                self.canvas.setLineWidth(thickness)
                self.canvas.drawPath(self._trace(points, closed=False), stroke=1, fill=0)

    def picture(self, jpeg: bytes, corner: Point, width: float, height: float) -> None:
        """A JPEG as it is, from its lower left corner."""
        from reportlab.lib.utils import ImageReader

        with self.artifact():
            self.canvas.drawImage(ImageReader(io.BytesIO(jpeg)), *corner, width, height)

    def bookmark(self, key: str, title: str, level: int, top: float) -> None:
        """An entry of the outline that leads to this height of the page."""
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(title, key, level, closed=False)

    def _trace(self, points: Sequence[Point], closed: bool) -> PDFPathObject:
        trace: Any = self.canvas.beginPath()
        trace.moveTo(*points[0])
        for point in points[1:]:
            trace.lineTo(*point)
        if closed:
            trace.close()
        return trace

    @contextmanager
    def _shape(
        self, fill: str, stroke: str, thickness: float, dashes: tuple[float, ...] = ()
    ) -> Generator[None]:
        with self.artifact():
            self.canvas.saveState()
            if fill:
                self.canvas.setFillColor(ink(fill))
            if stroke:
                self.canvas.setStrokeColor(ink(stroke))
                self.canvas.setLineWidth(thickness)
                self.canvas.setDash(list(dashes))
            yield
            self.canvas.restoreState()


def ink(colour: str) -> Color:
    """A ``#RRGGBB`` colour for the canvas."""
    return HexColor(colour)
