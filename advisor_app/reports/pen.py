"""What draws on a page: everything it draws is either tagged content or an artifact."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from advisor_app.reports.fonts import face, printable

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from advisor_app.reports.photo import Jpeg
    from advisor_app.reports.tagging import Element, Marks

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_ROUND: Final = 0.5523  # how far the handles of a quarter of a circle reach
_ESCAPED: Final = tuple(
    f"\\{chr(code)}" if chr(code) in "()\\" else chr(code) if 32 <= code < 127 else f"\\{code:03o}"
    for code in range(256)
)
_PAINT: Final = {(True, True): "B*", (True, False): "f*", (False, True): "S", (False, False): "n"}


class Pen:
    """Draws text and shapes in points, y upwards, and keeps the marks of tagged content.

    Shapes drawn outside an element are artifacts by themselves; text outside one is an error.
    It writes the operators of each page itself: ReportLab's own methods know nothing of tags, and
    spend most of a report's time on the widths of words and on digits that nobody sees. Its canvas
    keeps the fonts, the outline and the count of pages.

    Attributes:
        pages: the operators of each page.
        photos: each photo with the pages that show it, in the order of their names.
    """

    def __init__(self, canvas: Canvas, marks: Marks) -> None:
        self.canvas = canvas
        self.marks = marks
        self.pages: list[list[str]] = []
        self.photos: dict[Jpeg, set[int]] = {}
        self._code: list[str] = []
        self._letters: dict[str, dict[str, str]] = {}
        self._inside = False

    def new_page(self) -> None:
        self.marks.new_page()
        self._code = []
        self.pages.append(self._code)

    @contextmanager
    def element(self, element: Element) -> Generator[None]:
        """What is drawn inside belongs to this element (or to the one already open)."""
        if self._inside:
            yield
            return
        self._begin(f"/{element.tag} <</MCID {self.marks.next_piece(element)}>> BDC")
        yield
        self._end()

    @contextmanager
    def artifact(self, kind: str = "") -> Generator[None]:
        """What is drawn inside is decoration that a screen reader passes over."""
        if self._inside:
            yield
            return
        self._begin(f"/Artifact <</Type /{kind}>> BDC" if kind else "/Artifact BMC")
        yield
        self._end()

    def _begin(self, mark: str) -> None:
        self._code.append(mark)
        self._inside = True

    def _end(self) -> None:
        self._inside = False
        self._code.append("EMC")

    def text(self, at: Point, text: str, font: str, size: float, colour: str) -> None:
        """One run of text, its baseline starting at a point."""
        self.lines([(at, text, font, colour)], size)

    def lines(self, runs: Sequence[tuple[Point, str, str, str]], size: float) -> None:
        """Runs of text of one size, each with its own start, font and colour."""
        if not self._inside:
            raise ValueError("text must belong to an element or an artifact")
        code = self._code
        code.append("BT 1 0 0 1 0 0 Tm")  # simple readers tell lines apart by moves from there
        look: tuple[object, ...] = ()
        for (x, y), text, font, colour in runs:
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for name, letters in self._encoded(printable(text), font):
                if look != (name, colour):
                    look = (name, colour)
                    code.append(f"{name} {size:.2f} Tf {_ink(colour)} rg")
                code.append(f"({letters}) Tj")
        code.append("ET")

    def _encoded(self, text: str, font: str) -> list[tuple[str, str]]:
        """A text in the codes of the embedded cuts, each part with the name of its cut.

        Nearly every text needs the first cut of a typeface only; those letters are remembered.
        """
        cut: Any = face(font)
        document: Any = vars(self.canvas)["_doc"]
        known = self._letters.setdefault(font, {})
        if known.keys() >= set(text):
            letters = "".join(map(known.__getitem__, text))
            return [(cut.getSubsetInternalName(0, document), letters)] if text else []
        parts = cut.splitString(text, document)
        if len(parts) == 1 and parts[0][0] == 0:
            known.update(zip(text, map(_ESCAPED.__getitem__, parts[0][1]), strict=True))
        return [
            (cut.getSubsetInternalName(subset, document), "".join(map(_ESCAPED.__getitem__, codes)))
            for subset, codes in parts
        ]

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
        box = (*corner, width, height)
        self._paint(_rounded(*box, radius) if radius else _box(box), fill, stroke, thickness)

    def circle(self, centre: Point, radius: float, *, fill: str = "", stroke: str = "") -> None:
        x, y = centre
        shape = _rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)
        self._paint(shape, fill, stroke, 0.8)

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
        self._paint(_trace(points, closed=closed), fill, stroke, thickness, dashes)

    def boxes(self, boxes: Sequence[Box], fill: str) -> None:
        """Many filled boxes at once, each as corner, width and height."""
        self._paint(" ".join(map(_box, boxes)), fill)

    def ink(self, lines: Sequence[tuple[Sequence[Point], float]], colour: str) -> None:
        """What a pen drew: lines with round ends, each with a thickness of its own."""
        drawn = [f"{thickness:.2f} w {_trace(points)} S" for points, thickness in lines]
        self._put(["1 J 1 j", f"{_ink(colour)} RG", *drawn])

    def picture(self, image: Jpeg, corner: Point, width: float, height: float) -> None:
        """A photo from its lower left corner; its bytes come in when the file is finished."""
        pages = self.photos.setdefault(image, set())
        pages.add(len(self.pages) - 1)
        name = f"/Photo{list(self.photos).index(image) + 1}"
        x, y = corner
        self._put([f"{width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm", name, "Do"])

    def bookmark(self, key: str, title: str, level: int, top: float) -> None:
        """An entry of the outline that leads to this height of the page."""
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(title, key, level, closed=False)

    def _paint(
        self,
        shape: str,
        fill: str,
        stroke: str = "",
        thickness: float = 0.5,
        dashes: tuple[float, ...] = (),
    ) -> None:
        look: list[str] = []
        if fill:
            look.append(f"{_ink(fill)} rg")
        if stroke:
            look.append(f"{_ink(stroke)} RG {thickness:.2f} w")
        if dashes:
            look.append(f"[{' '.join(map(str, dashes))}] 0 d")
        self._put([*look, shape, _PAINT[bool(fill), bool(stroke)]])

    def _put(self, operators: Iterable[str]) -> None:
        """Drawing that leaves colours and lines as they were before."""
        drawn = f"q {' '.join(operators)} Q"
        self._code.append(drawn if self._inside else f"/Artifact BMC {drawn} EMC")


@cache
def _ink(colour: str) -> str:
    """A ``#RRGGBB`` colour in the numbers of a page."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def _box(box: Box) -> str:
    x, y, width, height = box
    return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"


def _trace(points: Sequence[Point], *, closed: bool = False) -> str:
    (x, y), *rest = points
    lines = " ".join(f"{x:.2f} {y:.2f} l" for x, y in rest)
    return f"{x:.2f} {y:.2f} m {lines} h" if closed else f"{x:.2f} {y:.2f} m {lines}"


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A box with round corners; a circle where the radius is half a side."""
    right, top, bend = x + width, y + height, radius * (1 - _ROUND)

    def corner(*points: float) -> str:
        return " ".join(f"{point:.2f}" for point in points) + " c"

    return " ".join(
        (
            f"{x + radius:.2f} {y:.2f} m {right - radius:.2f} {y:.2f} l",
            corner(right - bend, y, right, y + bend, right, y + radius),
            f"{right:.2f} {top - radius:.2f} l",
            corner(right, top - bend, right - bend, top, right - radius, top),
            f"{x + radius:.2f} {top:.2f} l",
            corner(x + bend, top, x, top - bend, x, top - radius),
            f"{x:.2f} {y + radius:.2f} l",
            corner(x, y + bend, x + bend, y, x + radius, y),
            "h",
        )
    )
