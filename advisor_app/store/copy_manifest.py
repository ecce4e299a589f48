"""What one second copy consists of: a header that anybody may read, and a sealed list.

The header tells moment, device, size and version, and carries the vault, so that a copy can be
chosen and unlocked on another laptop. The list is encrypted with a key of the workspace and
bound to its header: nobody without that key can add, swap or take away a piece unnoticed.
"""

from __future__ import annotations

import json
import re
import secrets
import uuid
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from advisor_app.store import vault
from advisor_app.store.copy_errors import DamagedCopy, NewerCopy
from advisor_app.store.errors import NewerBase
from advisor_app.store.vault import Vault, derive_key

FORMAT: Final = 1
BLOCK: Final = 16 * 1024
"""The base is compared and kept in blocks of four pages."""

DIGEST: Final = 32
DATA: Final = "data"
_NONCE: Final = 12
_TAG: Final = 16
LONGEST_HEADER: Final = 64 * 1024
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_DEVICE: Final = re.compile(r"[0-9A-Z]{1,8}")
_PATH: Final = re.compile(r"attachments/[0-9a-f]{2}/[0-9a-f]{64}\.enc")
# what a file says that somebody or something bent
_BENT: Final = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Header:
    """What can be told of a copy without its key.

    Attributes:
        number: counts the copies of a device, whatever its clock says.
        size: the bytes that a restore brings back.
        program: the version that made it.
        revision: of the base.
    """

    workspace: str
    device: str
    number: int
    made_at: datetime
    size: int
    program: str
    revision: str
    vault: Vault


@dataclass(frozen=True, slots=True)
class FileEntry:
    """An attachment: its path in the workspace, and the data file that holds it."""

    path: str
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A data file with blocks of the base, one after another."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class BaseEntry:
    """The base: the digest of each of its blocks, and in which pack that block lies.

    Attributes:
        runs: triples of pack, first block there, and how many follow one another.
    """

    size: int
    digests: bytes
    packs: tuple[Pack, ...]
    runs: tuple[tuple[int, int, int], ...]

    def places(self) -> Iterator[tuple[bytes, int, int]]:
        """Digest, pack and place in that pack of each block in turn."""
        number = 0
        for pack, first, count in self.runs:
            for place in range(first, first + count):
                yield self.digests[number * DIGEST : (number + 1) * DIGEST], pack, place
                number += 1


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a copy consists of.

    Attributes:
        hlc: the moment of the last edit that is in it.
    """

    hlc: str
    base: BaseEntry
    files: tuple[FileEntry, ...]

    def data(self) -> dict[str, int]:
        """Every data file it needs, with its size."""
        return {one.sha256: one.size for one in (*self.base.packs, *self.files)}


def data_name(sha256: str) -> str:
    """Where a data file lies on the medium."""
    return f"{DATA}/{sha256[:2]}/{sha256}"


def seal(header: Header, contents: Contents, key: bytes) -> bytes:
    """The file of a copy."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    body = zlib.compress(json.dumps(_contents_record(contents)).encode(), 6)
    record = _header_record(header, _NONCE + len(body) + _TAG)
    line = json.dumps(record, separators=(",", ":")).encode()
    nonce = secrets.token_bytes(_NONCE)
    return line + b"\n" + nonce + AESGCM(_key(key)).encrypt(nonce, body, line)


def read_header(start: bytes, size: int) -> Header:
    """The header of a file of which the start, at least as long as a header, is known.

    Raises:
        NewerCopy: of a format that this version does not know.
        DamagedCopy: cut short, or no such file.
    """
    line, newline, _rest = start[:LONGEST_HEADER].partition(b"\n")
    try:
        record = json.loads(line)
        if int(record["format"]) > FORMAT:
            raise NewerCopy
        if not newline or len(line) + 1 + int(record["sealed"]) != size:
            raise DamagedCopy
        return _header(record)
    except NewerBase as error:
        raise NewerCopy from error
    except _BENT as error:
        raise DamagedCopy from error


def unseal(raw: bytes, key: bytes) -> tuple[Header, Contents]:
    """Header and list, both proved to be what was written.

    Raises:
        NewerCopy: of a format that this version does not know.
        DamagedCopy: cut short, altered, or sealed with another key.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = read_header(raw, len(raw))
    line, _newline, sealed = raw.partition(b"\n")
    try:
        body = AESGCM(_key(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], line)
        return header, _contents(json.loads(zlib.decompress(body)))
    except (InvalidTag, zlib.error, *_BENT) as error:
        raise DamagedCopy from error


def _key(key: bytes) -> bytes:
    return derive_key(key, "second-copy")


def _header_record(header: Header, sealed: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "workspace": header.workspace,
        "device": header.device,
        "number": header.number,
        "made_at": header.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "size": header.size,
        "program": header.program,
        "revision": header.revision,
        "vault": vault.to_record(header.vault),
        "sealed": sealed,
    }


def _header(record: dict[str, Any]) -> Header:
    device, number, size = str(record["device"]), int(record["number"]), int(record["size"])
    if not _DEVICE.fullmatch(device) or number < 1 or size < 0:
        raise ValueError("no such header is written")
    return Header(
        workspace=str(uuid.UUID(record["workspace"])),
        device=device,
        number=number,
        made_at=datetime.fromisoformat(record["made_at"]).astimezone(UTC),
        size=size,
        program=str(record["program"])[:40],
        revision=str(record["revision"]),
        vault=vault.from_record(record["vault"]),
    )


def _contents_record(contents: Contents) -> dict[str, Any]:
    base = contents.base
    return {
        "hlc": contents.hlc,
        "base": {
            "size": base.size,
            "block": BLOCK,
            "digests": b64encode(base.digests).decode(),
            "packs": [[pack.sha256, pack.size] for pack in base.packs],
            "runs": base.runs,
        },
        "files": [[one.path, one.sha256, one.size, one.mtime_ns] for one in contents.files],
    }


def _contents(record: dict[str, Any]) -> Contents:
    base = record["base"]
    files = tuple(FileEntry(str(p), _sha256(h), int(s), int(m)) for p, h, s, m in record["files"])
    entry = BaseEntry(
        int(base["size"]),
        b64decode(base["digests"]),
        tuple(Pack(_sha256(name), int(size)) for name, size in base["packs"]),
        tuple((int(pack), int(first), int(count)) for pack, first, count in base["runs"]),
    )
    blocks = -(-entry.size // BLOCK)
    fits = len(entry.digests) == blocks * DIGEST and sum(run[2] for run in entry.runs) == blocks
    if base["block"] != BLOCK or not fits or not all(_PATH.fullmatch(f.path) for f in files):
        raise ValueError("no such list is written")
    return Contents(str(record["hlc"]), entry, files)


def _sha256(value: object) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise ValueError("no digest")
    return value
