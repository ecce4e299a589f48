"""The recorded pages as a document to set: headings, paragraphs, lists, tables, drawings."""

from __future__ import annotations

import gc
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

FAMILY = "Source Sans Pro"
STRONG = "SourceSans-Semibold"  # how the recorded runs call the heavier cut
CUTS = {"SourceSans": "Regular", STRONG: "Semibold"}
TIMES = 9
_LEAST = 3
_BUDGET_MS = 8_000

Run = tuple[str, bool, str]  # text, whether it stands out, colour


@dataclass(frozen=True)
class Text:
    """A heading (``H1``…), a paragraph, or a point of a list with its label."""

    tag: str
    runs: list[Run]
    size: float
    label: str = ""

    @property
    def plain(self) -> str:
        return "".join(text for text, _strong, _colour in self.runs)


@dataclass(frozen=True)
class Points:
    """A list."""

    items: list[Text]


@dataclass(frozen=True)
class Grid:
    """A table: caption, head, rows, and the widths of its columns in points."""

    caption: Text | None
    head: list[Text]
    rows: list[list[Text]]
    widths: list[float]


@dataclass(frozen=True)
class Drawing:
    """A figure in words, as SVG, and as the strokes it was recorded from."""

    alt: str
    svg: str
    width: float
    height: float
    corner: tuple[float, float]
    strokes: list[dict[str, Any]]


Part = Text | Points | Grid | Drawing


@dataclass(frozen=True)
class Plan:
    """A whole document, and the strokes of its recorded pages; the fonts lie in a folder."""

    title: str
    lang: str
    foot: str
    width: float
    height: float
    margin: float
    parts: list[Part]
    pages: list[list[dict[str, Any]]]
    fonts: Path

    def font(self, cut: str) -> Path:
        """The file of a cut: ``Regular`` or ``Semibold``."""
        return self.fonts / f"SourceSansPro-{cut}.ttf"


def main(build: Callable[[Plan], bytes]) -> None:
    """Build the document again and again, never twice the same, and tell the times."""
    file, fonts, out = (Path(argument) for argument in sys.argv[1:4])
    data = json.loads(file.read_text(encoding="utf-8"))
    times, works, made = list[float](), list[float](), b""
    gc.disable()  # as our window keeps it
    while len(times) <= TIMES and (len(times) < _LEAST or sum(times) < _BUDGET_MS):
        plan = plan_of(data, fonts, f" {len(times)}")
        begun, worked = time.perf_counter(), time.process_time()
        made = build(plan)
        times.append(1000 * (time.perf_counter() - begun))
        works.append(1000 * (time.process_time() - worked))
    out.write_bytes(made)
    told = {"first": times[0], "again": times[1:], "work": works[1:]}
    sys.stdout.write(json.dumps(told) + "\n")


def plan_of(data: dict[str, Any], fonts: Path, mark: str = "") -> Plan:
    """The recorded pages as a document whose foot carries a mark of its own."""
    width, height, margin = data["size"]
    right = width - margin
    parts = list(_parts(data["tree"]["parts"], data["pages"], right))
    foot = data["foot"] + mark
    size = (width, height, margin)
    return Plan(data["title"], data["lang"], foot, *size, parts, data["pages"], fonts)


def _parts(nodes: list[dict], pages: list, right: float) -> Iterator[Part]:
    for node in nodes:
        if node["tag"] == "Table":
            yield _grid(node, right)
        elif node["tag"] == "Figure":
            yield _drawing(node, pages)
        elif node["tag"] == "L":
            yield Points([_point(item) for item in node["parts"]])
        elif node["runs"]:
            yield _text(node)
            yield from _parts(node["parts"], pages, right)
        else:
            yield from _parts(node["parts"], pages, right)


def _text(node: dict, label: str = "") -> Text:
    runs = list(_all_runs(node))
    size = max((run[2] for run in runs), default=10.0)
    looks = [(text, font == STRONG, colour) for text, font, _size, colour, _x in runs]
    return Text(node["tag"], looks, size, label)


def _all_runs(node: dict) -> Iterator[list]:
    yield from node["runs"]
    for part in node["parts"]:
        yield from _all_runs(part)


def _point(item: dict) -> Text:
    labels = [part for part in item["parts"] if part["tag"] == "Lbl"]
    bodies = [part for part in item["parts"] if part["tag"] != "Lbl"]
    return _text({**item, "parts": bodies}, label=_text(labels[0]).plain if labels else "")


def _grid(node: dict, right: float) -> Grid:
    captions = [part for part in node["parts"] if part["tag"] == "Caption"]
    rows = [part["parts"] for part in node["parts"] if part["tag"] == "TR"]
    has_head = all(cell["scope"] == "Column" for cell in rows[0])
    head, body = (rows[0], rows[1:]) if has_head else ([], rows)
    return Grid(
        _text(captions[0]) if captions else None,
        [_text(cell) for cell in head],
        [[_text(cell) for cell in row] for row in body],
        _widths(rows, right),
    )


def _widths(rows: list[list[dict]], right: float) -> list[float]:
    """From where the words of each column begin to where those of the next do."""
    starts: dict[int, float] = {}
    for row in rows:
        for column, cell in enumerate(row):
            for run in _all_runs(cell):
                starts[column] = min(starts.get(column, right), run[4])
    edges = [starts.get(column, right) for column in range(len(rows[0]))] + [right]
    widths = [after - before for before, after in itertools.pairwise(edges)]
    return widths if min(widths) > 0 else [sum(widths) / len(widths)] * len(widths)


def _drawing(node: dict, pages: list) -> Drawing:
    left, bottom, right, top = node["box"]
    strokes = [pages[page][place] for page, place in node["strokes"]]
    inside = "".join(_svg(stroke, left, top) for stroke in strokes)
    wide, tall = right - left, top - bottom
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.2f}pt" height="{tall:.2f}pt" '
        f'viewBox="0 0 {wide:.2f} {tall:.2f}">{inside}</svg>'
    )
    return Drawing(node["alt"], svg, wide, tall, (left, bottom), strokes)


def _svg(stroke: dict, left: float, top: float) -> str:
    """A recorded stroke with its origin at the upper left corner of the figure."""

    def at(point: list[float]) -> str:
        return f"{point[0] - left:.2f} {top - point[1]:.2f}"

    def box(x: float, y: float, width: float, height: float) -> str:
        return f"M{at([x, y])}h{width:.2f}v{-height:.2f}h{-width:.2f}z"

    match stroke["do"]:
        case "lines":
            return "".join(
                f'<text x="{x - left:.2f}" y="{top - y:.2f}" font-family="{FAMILY}" '
                f'font-weight="{600 if font == STRONG else 400}" font-size="{stroke["size"]}" '
                f'fill="{colour}">{escape(text)}</text>'
                for (x, y), text, font, colour in stroke["runs"]
            )
        case "circle":
            x, y = stroke["centre"]
            return (
                f'<circle cx="{x - left:.2f}" cy="{top - y:.2f}" r="{stroke["radius"]:.2f}" '
                f"{_paint(stroke)}/>"
            )
        case "rectangle":
            path = box(*stroke["corner"], stroke["width"], stroke["height"])
        case "boxes":
            path = "".join(box(*one) for one in stroke["boxes"])
        case _:
            path = "M" + "L".join(at(point) for point in stroke["points"])
            path += "z" if stroke.get("closed", True) else ""
    return f'<path d="{path}" {_paint(stroke)}/>'


def _paint(stroke: dict) -> str:
    dashes = " ".join(str(one) for one in stroke.get("dashes", ()))
    return (
        f'fill="{stroke.get("fill") or "none"}" stroke="{stroke.get("stroke") or "none"}" '
        f'stroke-width="{stroke.get("thickness", 0.5)}"'
        + (f' stroke-dasharray="{dashes}"' if dashes else "")
    )
