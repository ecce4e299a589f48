"""Questions to the printing system in its own language (IPP, RFC 8010), and its answers."""

from __future__ import annotations

import socket
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Final

GET_JOB: Final = 0x0009
GET_PRINTER: Final = 0x000B
GET_PRINTERS: Final = 0x4002  # CUPS's own
NOT_FOUND: Final = 0x0406

Value = int | bool | str
Attributes = Mapping[str, Sequence[Value]]

_LAST_GROUP_TAG: Final = 0x0F
_ABOUT_REQUEST, _END = 0x01, 0x03
_NUMBERS, _TRUTH, _LANGUAGE_TEXTS = (0x21, 0x23), 0x22, (0x35, 0x36)
_FIRST_TEXT, _LAST_TEXT = 0x41, 0x49
_KEYWORD, _URI, _CHARSET, _LANGUAGE = 0x44, 0x45, 0x47, 0x48


class NoAnswerError(Exception):
    """The printing system can't be reached or says what nobody understands."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the printing system said.

    Attributes:
        things: the attributes of each printer or job, in the order they came.
    """

    status: int
    things: Sequence[Attributes]


def ask(
    address: str, operation: int, wanted: Sequence[str], uri: str = "", timeout: float = 5
) -> Answer:
    """Ask about a printer, a job, or with no ``uri`` about all printers.

    Raises:
        NoAnswerError: nobody is there, or the answer can't be read.
    """
    connection = _Local(address, timeout) if address.startswith("/") else _remote(address, timeout)
    headers = {"Content-Type": "application/ipp"}
    try:
        connection.request("POST", "/", _question(operation, uri, wanted), headers)
        response = connection.getresponse()
        return _read(response.read())
    except (OSError, HTTPException, struct.error, IndexError, UnicodeDecodeError) as error:
        raise NoAnswerError(type(error).__name__) from error
    finally:
        connection.close()


class _Local(HTTPConnection):
    """A connection through a socket of this computer."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _remote(address: str, timeout: float) -> HTTPConnection:
    host, _colon, port = address.rpartition(":")
    return HTTPConnection(host.strip("[]"), int(port), timeout=timeout)


def _question(operation: int, uri: str, wanted: Sequence[str]) -> bytes:
    target = _attribute(_URI, "job-uri" if "/jobs/" in uri else "printer-uri", uri) if uri else b""
    asked = b"".join(
        _attribute(_KEYWORD, "" if number else "requested-attributes", name)
        for number, name in enumerate(wanted)
    )
    return b"".join(
        [
            struct.pack(">bbhiB", 2, 0, operation, 1, _ABOUT_REQUEST),
            _attribute(_CHARSET, "attributes-charset", "utf-8"),
            _attribute(_LANGUAGE, "attributes-natural-language", "en"),
            target,
            asked,
            bytes([_END]),
        ]
    )


def _attribute(tag: int, name: str, value: str) -> bytes:
    told, said = name.encode(), value.encode()
    return struct.pack(">BH", tag, len(told)) + told + struct.pack(">H", len(said)) + said


def _read(data: bytes) -> Answer:
    status = struct.unpack_from(">H", data, 2)[0]
    things: list[dict[str, list[Value]]] = []
    name, at = "", 8
    while data[at] != _END:
        tag, at = data[at], at + 1
        if tag <= _LAST_GROUP_TAG:
            things.append({})
            continue
        told, at = _piece(data, at)
        said, at = _piece(data, at)
        name = told.decode() or name  # a further value of the same attribute has no name
        value = _value(tag, said)
        if value is not None:
            things[-1].setdefault(name, []).append(value)
    return Answer(status, things[1:])  # the first group is about the request


def _piece(data: bytes, at: int) -> tuple[bytes, int]:
    size = struct.unpack_from(">H", data, at)[0]
    start = at + 2
    if start + size >= len(data):
        raise IndexError
    return data[start : start + size], start + size


def _value(tag: int, said: bytes) -> Value | None:
    if tag in _NUMBERS:
        return int(struct.unpack(">i", said)[0])
    if tag == _TRUTH:
        return said != b"\0"
    if _FIRST_TEXT <= tag <= _LAST_TEXT:
        return said.decode()
    if tag in _LANGUAGE_TEXTS:
        return _piece(said + b"\0", _piece(said, 0)[1])[0].decode()
    return None
