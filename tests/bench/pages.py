"""A report's pages as plain data that any program can draw: its texts, tables and drawings.

`record` lays the report out once with the product's own blocks and notes what its pen draws and to
which element of the structure each stroke belongs. Nothing here knows how a report is designed.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from advisor_app.reports import page
from advisor_app.reports.pen import Pen
from advisor_app.reports.tagging import Element

if TYPE_CHECKING:
    from advisor_app.reports.blocks import Block

Stroke = dict[str, Any]


@dataclass
class Node:
    """An element of the structure with what was drawn for it.

    Attributes:
        strokes: page and number of each stroke that is its own.
        runs: its own words, as [text, font, size, colour, x of their start].
        box: left, bottom, right and top of a figure.
    """

    tag: str
    alt: str = ""
    scope: str = ""
    box: tuple[float, ...] | None = None
    runs: list[list[Any]] = field(default_factory=list)
    strokes: list[tuple[int, int]] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)


def record(blocks: Sequence[Block], sheet: page.Sheet) -> dict[str, Any]:
    """What is drawn on each page, and the tree of what it means."""
    root = Element("Document", [one for block in blocks for one in block.elements()])
    pens: list[_RecordingPen] = []

    def made(canvas: Any, marks: Any) -> _RecordingPen:
        pens.append(_RecordingPen(canvas, marks))
        return pens[-1]

    usual, page.Pen = page.Pen, made
    try:
        page.bind([(blocks, sheet)], sheet)
    finally:
        page.Pen = usual
    nodes: dict[int, Node] = {}
    tree = _node(root, nodes)
    for number, strokes in enumerate(pens[0].noted):
        for place, (element, stroke) in enumerate(strokes):
            if element is not None:
                _note(nodes[id(element)], stroke, (number, place))
    return {
        "title": sheet.title,
        "foot": sheet.mark,
        "lang": sheet.lang,
        "size": [page.WIDTH, page.HEIGHT, page.MARGIN],
        "pages": [[stroke for _element, stroke in strokes] for strokes in pens[0].noted],
        "tree": asdict(tree),
    }


def _node(element: Element, nodes: dict[int, Node]) -> Node:
    parts = [_node(part, nodes) for part in element.parts]
    made = Node(element.tag, element.alt, element.scope, parts=parts)
    nodes[id(element)] = made
    made.box = element.box
    return made


def _note(node: Node, stroke: Stroke, place: tuple[int, int]) -> None:
    node.strokes.append(place)
    if stroke["do"] == "lines" and node.tag != "Figure":
        size = stroke["size"]
        if node.runs and not node.runs[-1][0].endswith(" "):
            node.runs[-1][0] += " "  # another paragraph of the same element
        node.runs += [
            [text, font, size, colour, at[0]] for at, text, font, colour in stroke["runs"]
        ]


class _RecordingPen(Pen):
    """Draws as always, and notes each stroke with the element it belongs to."""

    def __init__(self, canvas: Any, marks: Any) -> None:
        super().__init__(canvas, marks)
        self.noted: list[list[tuple[Element | None, Stroke]]] = []
        self._element: Element | None = None
        self._deep = 0

    def new_page(self) -> None:
        super().new_page()
        self.noted.append([])

    @contextmanager
    def element(self, element: Element) -> Generator[None]:
        is_outer = not self._inside
        if is_outer:
            self._element = element
        with super().element(element):
            yield
        if is_outer:
            self._element = None

    def lines(self, runs: Any, size: float) -> None:
        self._add("lines", runs=[list(run) for run in runs], size=size)
        super().lines(runs, size)

    def rectangle(self, corner: Any, width: float, height: float, **look: Any) -> None:
        self._add("rectangle", corner=corner, width=width, height=height, **look)
        super().rectangle(corner, width, height, **look)

    def circle(self, centre: Any, radius: float, **look: Any) -> None:
        self._add("circle", centre=centre, radius=radius, **look)
        super().circle(centre, radius, **look)

    def path(self, points: Any, **look: Any) -> None:
        self._add("path", points=list(points), **look)
        super().path(points, **look)

    def boxes(self, boxes: Any, fill: str) -> None:
        self._add("boxes", boxes=list(boxes), fill=fill)
        super().boxes(boxes, fill)

    def picture(self, image: Any, corner: Any, width: float, height: float) -> None:
        self._add("picture", jpeg=image.data, corner=corner, width=width, height=height)
        super().picture(image, corner, width, height)

    def _add(self, what: str, **details: Any) -> None:
        self.noted[-1].append((self._element, {"do": what, **details}))
