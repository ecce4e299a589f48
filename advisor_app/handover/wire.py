"""The little of HTTP that a page for one telephone needs, with a limit on everything."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_HEAD: Final = 8 * 1024
_LONGEST_TARGET: Final = 200
_REQUEST: Final = re.compile(rb"([A-Z]{1,10}) (/[!-~]*) HTTP/1\.[01]")
_HEADER: Final = re.compile(rb"([!-9;-~]+):[ \t]*([\t -~\x80-\xff]*)")
_RANGE: Final = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")
_SAFETY: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


class Refused(Exception):  # noqa: N818 - says what becomes of the request
    """A request that gets no answer but its status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """What a telephone asks for."""

    method: str
    path: str
    range: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What it is answered."""

    status: HTTPStatus
    body: bytes = b""
    media_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def head(self) -> bytes:
        """Status line and headers; nothing in them tells what program answers."""
        lines = [f"HTTP/1.1 {self.status.value} {self.status.phrase}"]
        named = {
            "Content-Type": self.media_type,
            "Content-Length": str(len(self.body)),
            "Connection": "close",
            **_SAFETY,
            **self.headers,
        }
        lines += [f"{name}: {value}" for name, value in named.items()]
        return "\r\n".join([*lines, "", ""]).encode("ascii")


def parse(head: bytes) -> Request:
    """The request of a head that ends in an empty line.

    Raises:
        Refused: it is no request of HTTP/1, or brings something along.
    """
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    found = _REQUEST.fullmatch(first)
    if found is None:
        raise Refused(HTTPStatus.BAD_REQUEST)
    if len(found[2]) > _LONGEST_TARGET:
        raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG)
    headers: dict[str, str] = {}
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is None:
            raise Refused(HTTPStatus.BAD_REQUEST)
        headers[header[1].decode("ascii").lower()] = header[2].decode("latin-1").strip()
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return Request(
        found[1].decode("ascii"),
        found[2].decode("ascii"),
        headers.get("range", ""),
        headers.get("user-agent", ""),
    )


def wanted_part(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last that a ``Range`` asks for; None is the whole.

    Raises:
        Refused: it lies outside the file.
    """
    found = _RANGE.fullmatch(header)
    if found is None or found[0] == "bytes=-":  # several ranges, or another unit: the whole
        return None
    first, last = found[1], found[2]
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last) + 1, size) if first and last else size
    if start >= end:
        raise Refused(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
    return start, end


def device_family(agent: str) -> str:
    """What kind of device calls itself so; the rest of the name is nobody's business."""
    for family in ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux"):
        if family in agent:
            return family
    return ""
