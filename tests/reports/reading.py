"""Looks into finished files the way a reader, a screen reader or an archive does."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import page
import pikepdf
from pypdf import PdfReader

from advisor_app.reports.blocks import Block
from advisor_app.reports.words import Words

PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)


def failures(pdf: bytes, profile: Any) -> list[str]:
    """What a validator of the profile finds wrong."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [part.extract_text() for part in PdfReader(io.BytesIO(pdf)).pages]


def whole(pdf: bytes) -> str:
    """All text, with single blanks."""
    return " ".join(" ".join(pages(pdf)).split())


def fonts(pdf: bytes) -> dict[str, bool]:
    """Every font that a page lists, and whether it is embedded."""
    found: dict[str, bool] = {}
    for part in PdfReader(io.BytesIO(pdf)).pages:
        for font in part["/Resources"]["/Font"].values():
            told = font.get_object()
            found[str(told["/BaseFont"])] = "/FontFile2" in told["/FontDescriptor"]
    return found


def outline(pdf: bytes) -> list[str]:
    """The titles of the outline, in order."""

    def titles(entries: Iterable[Any]) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield str(entry.title)

    return list(titles(PdfReader(io.BytesIO(pdf)).outline))


def chapters(pdf: bytes) -> dict[str, list[str]]:
    """The titles of the outline on its first level, each with those right below it."""
    found: dict[str, list[str]] = {}
    for entry in PdfReader(io.BytesIO(pdf)).outline:
        if isinstance(entry, list):
            found[list(found)[-1]] = [str(one.title) for one in entry if not isinstance(one, list)]
        else:
            found[str(entry.title)] = []
    return found


def tree(pdf: bytes) -> list[tuple[str, str]]:
    """The structure in reading order: each element's tag and its own words or its alternative."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spoken = _marked_text(opened)
        return list(_walk(opened.Root.StructTreeRoot.K, spoken))


def _walk(node: Any, spoken: dict[tuple[Any, int], str]) -> Iterator[tuple[str, str]]:
    kids = node.get("/K", pikepdf.Array())
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    words = ""
    below: list[Any] = []
    for kid in kids:
        if isinstance(kid, int):
            words += spoken.get((node.Pg.objgen, kid), "")
        elif "/MCID" in kid:
            words += spoken.get((kid.Pg.objgen, int(kid.MCID)), "")
        else:
            below.append(kid)
    yield str(node.S)[1:], str(node.get("/Alt", "")) or words
    for kid in below:
        yield from _walk(kid, spoken)


def _marked_text(opened: pikepdf.Pdf) -> dict[tuple[Any, int], str]:
    """The words of every marked piece; the fonts' own maps turn codes into letters."""
    spoken: dict[tuple[Any, int], str] = {}
    for sheet in opened.pages:
        maps = {str(name): _letters(font) for name, font in sheet.Resources.Font.items()}
        current: int | None = None
        letters: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(sheet):
            match str(operator):
                case "BDC":
                    marks = operands[1]
                    current = int(marks.MCID) if "/MCID" in marks else None
                case "EMC":
                    current = None
                case "Tf":
                    letters = maps[str(operands[0])]
                case "Tj" if current is not None:
                    text = "".join(letters.get(code, "") for code in bytes(operands[0]))
                    key = (sheet.obj.objgen, current)
                    spoken[key] = spoken.get(key, "") + text
                case _:
                    pass
    return spoken


def _letters(font: Any) -> dict[int, str]:
    import re

    told = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]{4})>", told)
    runs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]{2})>\s*\n?\[([^\]]*)\]", told)
    found = {int(code, 16): chr(int(letter, 16)) for code, letter in pairs}
    for first, _last, letters in runs:
        for number, letter in enumerate(re.findall(r"<([0-9A-F]{4})>", letters)):
            found[int(first, 16) + number] = chr(int(letter, 16))
    return found


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The paragraphs of blocks, in reading order."""
    for block in blocks:
        if isinstance(block, Words):
            yield block.text
        yield from texts(block.parts)
