"""Files over the line to the office: tus 1.0 on the way up."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from advisor_app.sync.errors import BadMessage

if TYPE_CHECKING:
    from advisor_app.sync.http_line import Bare, HttpLine

_TUS: Final = {"Tus-Resumable": "1.0.0"}
_OCTETS: Final = "application/offset+octet-stream"
_ABSENT: Final = 404
_CREATED: Final = 201
_TAKEN: Final = 204


class HttpFiles:
    """The way for files over a line that is open."""

    def __init__(self, line: HttpLine) -> None:
        self._line = line

    def has(self, sha256: str) -> bool:
        """Whether the office has the file whole."""
        return self._line.bare("HEAD", f"/v1/blobs/{sha256}", absent=True).status != _ABSENT

    def begin(self, sha256: str, size: int) -> tuple[str, int]:
        """Announce a file; its place at the office and how much of it is there."""
        metadata = f"sha256 {b64encode(sha256.encode()).decode()}"
        headers = {"Upload-Length": str(size), "Upload-Metadata": metadata}
        told = self._line.bare("POST", "/v1/uploads", b"", _TUS | headers)
        if told.status != _CREATED or not told.headers.get("Location", "").startswith("/v1/"):
            raise BadMessage("upload")
        return told.headers["Location"], _offset(told)

    def append(self, place: str, offset: int, data: bytes) -> int:
        """Send what comes next; how much is there now."""
        checksum = b64encode(hashlib.sha256(data).digest()).decode()
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {checksum}",
            "Content-Type": _OCTETS,
        }
        told = self._line.bare("PATCH", place, data, _TUS | headers)
        if told.status != _TAKEN:
            raise BadMessage("upload")
        return _offset(told)

    def fetch(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a file."""
        yield self._line.bare("GET", f"/v1/blobs/{sha256}").body


def _offset(told: Bare) -> int:
    text = told.headers.get("Upload-Offset", "")
    if not (text.isascii() and text.isdigit()):
        raise BadMessage("offset")
    return int(text)
