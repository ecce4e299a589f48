"""Workbooks broken on purpose, each in one way: cells by openpyxl, files by hand."""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from openpyxl import Workbook

from advisor_app.domain.standard import shipped_standard
from advisor_app.services.list_sheets import sheets_of
from advisor_app.spreadsheet.writer import write_book
from tests.spreadsheet import panela

CONTENT_TYPES = "[Content_Types].xml"
SHIPPED = shipped_standard("fsma_us")
SHEET = "xl/worksheets/sheet3.xml"


def saved(book: Workbook) -> bytes:
    """The file of a workbook."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_cell(sheet: str, cell: str, value: Any) -> bytes:
    """The list of panela with another value in one cell."""
    book = panela.workbook()
    book[sheet][cell] = value
    return saved(book)


def changed(change: Callable[[Workbook], object]) -> bytes:
    """The list of panela after a change."""
    book = panela.workbook()
    change(book)
    return saved(book)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook's file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return made.getvalue()


def with_part(name: str, body: bytes) -> bytes:
    """The list of panela with a part more, or another one in its place."""
    return packed({**parts_of(saved(panela.workbook())), name: body})


def with_xml(name: str, old: bytes, new: bytes) -> bytes:
    """The list of panela with other words inside a part."""
    parts = parts_of(saved(panela.workbook()))
    assert old in parts[name]
    return packed({**parts, name: parts[name].replace(old, new, 1)})


def with_lying_size(declared: int) -> bytes:
    """A bomb whose directory says that it is small."""
    bomb = bytearray(with_part(SHEET, b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"))
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as archive:
        real = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert bomb.count(real) >= 2
    return bytes(bomb.replace(real, declared.to_bytes(4, "little")))


# --- Without end -------------------------------------------------------------------------------


def mutations(count: int, seed: int) -> Iterator[bytes]:
    """Files with bytes changed, cut or doubled, outside and inside the parts."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    lists = (saved(panela.workbook()), write_book("L", sheets_of(json.loads(SHIPPED.body), "es")))
    for number in range(count):
        whole = chance.choice(lists)
        parts = parts_of(whole)
        names = [name for name in parts if name.endswith((".xml", ".rels"))]
        if number % 3 == 0:
            yield _mutated(whole, chance)
            continue
        name = chance.choice(names)
        bent = _mutated(parts[name], chance) if number % 3 == 1 else _swapped(parts[name], chance)
        yield packed({**parts, name: bent}, zipfile.ZIP_STORED)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    bent = bytearray(data)
    for _step in range(chance.randint(1, 12)):
        at = chance.randrange(len(bent))
        kind = chance.randrange(4)
        if kind == 0:
            bent[at] = chance.randrange(256)
        elif kind == 1:
            del bent[at : at + chance.randint(1, 200)]
        elif kind == 2:
            bent[at:at] = bent[at : at + chance.randint(1, 200)]
        else:
            bent[at:at] = chance.randbytes(chance.randint(1, 20))
        if not bent:
            return b""
    return bytes(bent)


_TOKENS = (
    b"<f>", b"</f>", b"<v>", b"</v>", b"<c>", b"</c>", b't="s"', b't="b"', b't="e"', b't="n"',
    b't="inlineStr"', b"<row>", b"</row>", b"<is><t>", b"</t></is>", b"&amp;", b"&#0;", b"_x0000_",
    b"_xD800_", b'r="A1"', b'r="XFD1048576"', b"99999999999", b"-1", b"1e400", b"NaN",
    b"<!DOCTYPE x>", b"<![CDATA[x]]>", "ñ\u202e🙂".encode(), b"</sheetData>", b"<si/>",
)  # fmt: skip


def _swapped(data: bytes, chance: random.Random) -> bytes:
    """The same XML with words of its own kind where others stood."""
    bent = data
    for _step in range(chance.randint(1, 6)):
        at = chance.randrange(len(bent))
        end = bent.find(chance.choice((b">", b'"', b"<")), at)
        bent = bent[:at] + chance.choice(_TOKENS) + bent[max(at, end) :]
    return bent


def checksum(data: bytes) -> int:
    """What tells two files apart in a message."""
    return zlib.crc32(data)
