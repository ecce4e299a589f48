"""Copies of the office's base: one file that is the same from SQLite and PostgreSQL.

Lines of JSON under zstd, read from one moment of the base while it goes on being used; the last
line is the number of rows and the digest of all lines before it.
"""

from __future__ import annotations

import hashlib
import io
import shutil
from base64 import b64decode
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import msgspec
import sqlalchemy as sa
import zstandard

from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.schema import office
from advisor_app.schema.columns import now_text
from advisor_app.server import audit
from advisor_app.server.engine import begin_life
from advisor_app.store.durable import make_folder, no_room_explained, sync_folder, write_whole

if TYPE_CHECKING:
    from advisor_app.server.engine import Base

FORMAT: Final = 1
SUFFIX: Final = ".advisor-office"
_FILES: Final = "files"
_SHOWN: Final = 20
_AT_ONCE: Final = 500
_PIECE: Final = 1 << 20
_LEFT_OUT: Final = frozenset({"upload"})
"""Files that are still coming begin anew."""
_encode: Final = msgspec.json.Encoder().encode
_TABLES: Final = {t.name: t for t in office.office.sorted_tables if t.name not in _LEFT_OUT}


class Head(msgspec.Struct):
    """What a copy says of itself."""

    advisor_office: int
    at: str
    name: str


class _Part(msgspec.Struct):
    table: str
    columns: list[str]


class _End(msgspec.Struct):
    rows: int
    sha256: str


# --- Writing -----------------------------------------------------------------------------------


def back_up(base: Base, name: str, files: Path, target: Path) -> Path:
    """Copy base and files into a folder, while the office goes on; gives the file of the base.

    Raises:
        AdvisorError: there is no room, or what was written reads otherwise.
    """
    make_folder(target)
    stamp = clock.now().strftime("%Y%m%d-%H%M%S-%f")
    path = target / f"office-{stamp}{SUFFIX}"
    write_whole(path, _shrunk(_lines(base, name)))
    path.chmod(0o600)
    read_through(path)
    _copy_files(files, target / _FILES)
    return path


def _lines(base: Base, name: str) -> Iterator[bytes]:
    digest, rows = hashlib.sha256(), 0
    with base.reading() as c:
        for line in _told(c, name):
            data = _encode(line) + b"\n"
            rows += isinstance(line, list)
            digest.update(data)
            yield data
    yield _encode(_End(rows, digest.hexdigest())) + b"\n"


def _told(c: sa.Connection, name: str) -> Iterator[Head | _Part | list[Any]]:
    yield Head(FORMAT, now_text(), name)
    for table in _TABLES.values():
        yield _Part(str(table.name), [str(column.name) for column in table.columns])
        for row in c.execute(sa.select(table).execution_options(yield_per=_AT_ONCE)):
            yield list(row)


def _shrunk(lines: Iterable[bytes]) -> Iterator[bytes]:
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    for line in lines:
        if piece := packer.compress(line):
            yield piece
    yield packer.flush()


def _copy_files(source: Path, target: Path) -> None:
    """Copy the files that are not there yet; what has its name is whole."""
    for path in sorted(source.glob("*/*")):
        copy = target / path.parent.name / path.name
        if copy.exists():
            continue
        make_folder(copy.parent)
        draft = copy.with_suffix(".part")
        with no_room_explained():
            shutil.copyfile(path, draft)
            draft.replace(copy)
        sync_folder(copy.parent)


# --- Reading -----------------------------------------------------------------------------------


def read_through(path: Path) -> Head:
    """See that a copy is whole: every line, their number and their digest.

    Raises:
        AdvisorError: it is damaged, or no copy of an office.
    """
    with _opened(path) as lines:
        head = _head(next(lines, b""))
        for _row in _rows(lines, hashlib.sha256(_encode(head) + b"\n")):
            pass
    return head


def bring_back(path: Path, base: Base, files: Path) -> Head:
    """Put a copy into a base that is new, all of it at once; another life begins with it.

    Raises:
        AdvisorError: the copy is damaged or not in order, or the base has an office in it.
    """
    _copy_files(path.parent / _FILES, files)
    with base.writing() as c, _opened(path) as lines:
        if c.execute(sa.select(office.user.c.id)).first() is not None:
            raise AdvisorError(_("En esa base ya hay una oficina."))
        for table in _TABLES.values():
            c.execute(table.delete())
        head = _head(next(lines, b""))
        _fill(c, _rows(lines, hashlib.sha256(_encode(head) + b"\n")))
        if found := audit.faults(c, files):
            raise AdvisorError("\n".join([_("La copia no está en orden."), *found[:_SHOWN]]))
        begin_life(c)
    return head


def _fill(c: sa.Connection, rows: Iterable[tuple[sa.Table, dict[str, Any]]]) -> None:
    waiting: list[dict[str, Any]] = []
    of: sa.Table | None = None
    for table, row in rows:
        if waiting and (table is not of or len(waiting) >= _AT_ONCE):
            assert of is not None  # noqa: S101 - rows wait for a table
            c.execute(of.insert(), waiting)
            waiting = []
        of = table
        waiting.append(row)
    if waiting and of is not None:
        c.execute(of.insert(), waiting)


def _rows(lines: Iterable[bytes], digest: Any) -> Iterator[tuple[sa.Table, dict[str, Any]]]:  # noqa: ANN401 - hashlib's own
    """Each row with its table.

    Raises:
        AdvisorError: damaged.
    """
    table, columns, rows = None, [], 0
    for line in lines:
        try:
            if line.startswith(b"["):
                assert table is not None  # noqa: S101 - a row stands under its table
                values = msgspec.json.decode(line)
                rows += 1
                digest.update(line)
                yield table, _row(table, columns, values)
                continue
            if line.startswith(b'{"rows"'):
                end = msgspec.json.decode(line, type=_End)
                if (end.rows, end.sha256) != (rows, digest.hexdigest()):
                    raise _damaged()
                return
            part = msgspec.json.decode(line, type=_Part)
            table, columns = _TABLES[part.table], part.columns
            digest.update(line)
        except (msgspec.MsgspecError, KeyError, ValueError, AssertionError) as error:
            raise _damaged() from error
    raise _damaged()


def _row(table: sa.Table, columns: list[str], values: list[Any]) -> dict[str, Any]:
    row = dict(zip(columns, values, strict=True))
    for name in columns:
        if isinstance(table.c[name].type, sa.LargeBinary) and row[name] is not None:
            row[name] = b64decode(row[name])
    return row


def _head(line: bytes) -> Head:
    try:
        head = msgspec.json.decode(line, type=Head)
    except msgspec.MsgspecError as error:
        raise _damaged() from error
    if head.advisor_office != FORMAT:
        raise AdvisorError(_("La copia es de una versión más nueva del programa."))
    return head


@contextmanager
def _opened(path: Path) -> Generator[Iterator[bytes]]:
    """The lines of a copy.

    Raises:
        AdvisorError: it can't be read.
    """
    try:
        with path.open("rb") as file:
            yield _grown(file)
    except (OSError, zstandard.ZstdError) as error:
        raise _damaged() from error


def _grown(file: BinaryIO) -> Iterator[bytes]:
    reader = zstandard.ZstdDecompressor().stream_reader(file, read_size=_PIECE)
    yield from io.BufferedReader(reader, _PIECE)  # pyright: ignore[reportArgumentType]  # it reads like a file


def _damaged() -> AdvisorError:
    return AdvisorError(
        _("La copia está dañada o no es de una oficina."), advice=_("No se cambió nada.")
    )
