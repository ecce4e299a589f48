"""The photos of a document: six on a page in equal frames, each read when it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Block, Columns, NewPage, Stack
from advisor_app.reports.look import WASH
from advisor_app.reports.page import Heading
from advisor_app.reports.photo import jpeg_of
from advisor_app.reports.tagging import Element
from advisor_app.reports.words import Words, strong

if TYPE_CHECKING:
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.pen import Pen
    from advisor_app.reports.photo_content import PhotoPart

Pictures = Callable[[str], bytes | None]
"""The file with a SHA-256; None where it is missing or damaged, or may no longer be shown."""

_FRAME: Final = 162.0  # three rows with two lines of caption fill a page below the title
_INSET: Final = 3.0
_CAPTION: Final = 200  # letters beneath a photo; the words for a screen reader are whole
_POINTS: Final = 90


def photo_annex(writing: Writing, photos: Sequence[PhotoPart], pictures: Pictures) -> list[Block]:
    """A section of its own pages; nothing where there is no photo."""
    if not photos:
        return []
    _, look = writing.text, writing.look
    cells = [
        _cell(writing, number, photo, pictures) for number, photo in enumerate(photos, start=1)
    ]
    rows = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    rows[-1] += [Stack([])] * (2 - len(rows[-1]))
    return [
        NewPage(),
        Heading(2, _("Fotos"), look.section),
        *[Columns(row, [1, 1], after=look.space(14)) for row in rows],
    ]


def _cell(writing: Writing, number: int, photo: PhotoPart, pictures: Pictures) -> Block:
    _, cell = writing.text, writing.look.cell
    name = _("Foto {n}.").format(n=number)
    backs = _("Respalda: {points}")
    caption = photo.caption.strip()
    points = _points(writing, photo)
    told = [backs.format(points=_cut(points, _POINTS))] if points else []
    told += [writing.short_day(photo.taken_on)] if photo.taken_on else []
    heard = [name, f"{caption.rstrip('.')}." if caption else ""]
    heard += [backs.format(points=points) + "."] if points else []
    lost = Words(
        _(
            "Esta foto no se puede mostrar: el archivo falta o está dañado, o la empresa "
            "retiró el permiso para fotos."
        ),
        cell.but(colour=LIGHT.soft_ink, align="centre"),
    )
    under = cell.but(before=3)
    parts: list[Block] = [
        _Frame(lambda: pictures(photo.sha256), " ".join(filter(None, heard)), lost),
        Words([strong(name), *([f" {_cut(caption, _CAPTION)}"] if caption else [])], under),
    ]
    if told:
        parts.append(Words(" · ".join(told), cell.but(colour=LIGHT.soft_ink)))
    return Stack(parts)


def _points(writing: Writing, photo: PhotoPart) -> str:
    """What it backs: of the document's own answers, then of each list under its name."""
    own = [", ".join(photo.points)] if photo.points else []
    lists = [f"{writing.of(one.name)}: {', '.join(one.points)}" for one in photo.lists]
    return "; ".join([*own, *lists])


class _Frame(Block):
    """A photo as large as its frame lets it be, or the words that it can't be shown."""

    def __init__(self, read: Callable[[], bytes | None], alt: str, lost: Words) -> None:
        super().__init__()
        self._read = read
        self._lost = lost
        self._figure = Element("Figure", alt=alt)

    def elements(self) -> Iterable[Element]:
        return [self._figure]

    def height(self, room: float) -> float:
        return _FRAME

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        bottom = top - _FRAME
        self._figure.box = (left, bottom, left + room, top)
        data = self._read()  # only now, so that never more than one lies in memory unasked
        image = jpeg_of(data) if data else None
        with pen.element(self._figure):
            pen.rectangle((left, bottom), room, _FRAME, fill=WASH, stroke=LIGHT.line)
            if image is not None:
                tall = min(_FRAME - 2 * _INSET, (room - 2 * _INSET) / image.ratio)
                wide = tall * image.ratio
                corner = (left + (room - wide) / 2, bottom + (_FRAME - tall) / 2)
                pen.picture(image, corner, wide, tall)
                return
            inner = room - 24
            middle = top - (_FRAME - self._lost.height(inner)) / 2
            self._lost.draw(pen, left + 12, middle, inner)
        self._figure.alt += f" {self._lost.text}"


def _cut(text: str, most: int) -> str:
    """The beginning of a text that is too long for its frame, up to a whole word."""
    if len(text) <= most:
        return text
    start = text[:most]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;") + "…"
