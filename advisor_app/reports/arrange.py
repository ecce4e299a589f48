"""Finished documents laid out for paper: some of their pages, in grey, two on a sheet.

It is done here and not by the printing system, so that every printer gives the same sheets, also
one that knows nothing of grey or of two pages on a sheet.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from pikepdf import Name, Operator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.printing import Wish

_RED, _GREEN, _BLUE = 0.299, 0.587, 0.114  # how bright each looks (ITU-R BT.601, as Pillow has it)
_GREYS: Final = {"rg": "g", "RG": "G", "k": "g", "K": "G"}


def arrange(documents: Sequence[bytes], wish: Wish) -> bytes:
    """The sheets that a printer is given; the very document where it is one, as it is."""
    if len(documents) == 1 and not wish.pages and not wish.grey and wish.per_sheet == 1:
        return documents[0]
    with pikepdf.new() as made:
        for pdf in documents:
            with pikepdf.open(io.BytesIO(pdf)) as source:
                _add(made, source, wish)
            if wish.two_sided and len(documents) > 1 and len(made.pages) % 2:
                box = made.pages[-1].mediabox  # each document begins on a sheet of its own
                made.add_blank_page(page_size=(float(box[2]), float(box[3])))
        out = io.BytesIO()
        made.save(out, deterministic_id=True)
    return out.getvalue()


def _add(made: pikepdf.Pdf, source: pikepdf.Pdf, wish: Wish) -> None:
    wanted = [source.pages[number - 1] for number in wish.pages] or list(source.pages)
    if wish.grey:
        _drain(source)
    if wish.per_sheet > 1:
        _pair(made, wanted)
    else:
        made.pages.extend(wanted)


def count_pages(pdf: bytes) -> int:
    """How many pages a document has."""
    with pikepdf.open(io.BytesIO(pdf)) as source:
        return len(source.pages)


def _pair(made: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
    """Two pages side by side on a sheet that lies across, as large as they fit."""
    for first in range(0, len(pages), 2):
        box = pages[first].mediabox
        wide, high = float(box[3]) - float(box[1]), float(box[2]) - float(box[0])
        sheet = made.add_blank_page(page_size=(wide, high))
        for place, page in enumerate(pages[first : first + 2]):
            left = place * wide / 2
            sheet.add_overlay(page, pikepdf.Rectangle(left, 0, left + wide / 2, high))


def _drain(pdf: pikepdf.Pdf) -> None:
    """Take the colour out of every drawing and picture."""
    for page in pdf.pages:
        page.Contents = pdf.make_stream(_without_colour(page))
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get("/Subtype") == Name.Form:
            thing.write(_without_colour(thing))
        elif thing.get("/Subtype") == Name.Image and thing.get("/ColorSpace") is not None:
            _whiten(pdf, thing)


def _without_colour(drawing: pikepdf.Page | pikepdf.Stream) -> bytes:
    """The instructions of a page or a form with greys for its colours."""
    kept: list[Any] = []
    for operands, operator in pikepdf.parse_content_stream(drawing):
        grey = _GREYS.get(str(operator))
        if grey is None:
            kept.append((operands, operator))
        else:
            shade = round(_brightness([float(one) for one in operands]), 4)
            kept.append(([shade], Operator(grey)))
    return pikepdf.unparse_content_stream(kept)


def _brightness(parts: Sequence[float]) -> float:
    if len(parts) == 4:
        key = 1 - parts[3]
        parts = [(1 - one) * key for one in parts[:3]]
    red, green, blue = parts
    return red * _RED + green * _GREEN + blue * _BLUE


def _whiten(pdf: pikepdf.Pdf, thing: pikepdf.Stream) -> None:
    image = pikepdf.PdfImage(thing)
    if image.mode in ("L", "1"):
        return
    picture = image.as_pil_image().convert("L")
    thing.write(picture.tobytes())
    thing.ColorSpace, thing.BitsPerComponent = Name.DeviceGray, 8
    for key in ("/DecodeParms", "/Decode"):
        if key in thing:
            del thing[key]
