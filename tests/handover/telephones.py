"""Telephones and worse, as a server sees them: real sockets on this machine alone."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from advisor_app.domain.hand_over import Offer, Progress, Stage
from advisor_app.handover.server import OneTimePage

LOOPBACK = "127.0.0.1"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 3000
PICTURE = b"\x89PNG\r\n" + bytes(range(256)) * 40
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A155M Build/UP1A) Chrome/131.0 Mobile"


def offer(**parts: Any) -> Offer:
    """The report of an invented firm."""
    given = {
        "title": "Informe de diagnóstico",
        "firm": "Panadería Ñandú",
        "number": "7F3A-2026-0012",
        "lang": "es",
        "file_name": "panaderia-nandu-7F3A-2026-0012-v1-es",
        "pdf": PDF,
        "picture": PICTURE,
        "pages": 9,
        **parts,
    }
    return Offer(**given)


PDF_PATH = f"/{offer().pdf_name}"
PICTURE_PATH = f"/{offer().picture_name}"


def path_of(url: str) -> str:
    """The secret part of an address, from its slash on."""
    return urlsplit(url).path


@dataclass
class Ear:
    """Hears what the advisor is told, and lets a test wait for it."""

    heard: list[Progress] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, progress: Progress) -> None:
        with self._news:
            self.heard.append(progress)
            self._news.notify_all()

    def await_stage(self, stage: Stage) -> Progress:
        """Until the hand-over came so far."""
        with self._news:
            assert self._news.wait_for(lambda: self._last(stage), 10), self.stages()
            found = self._last(stage)
        assert found
        return found

    def _last(self, stage: Stage) -> Progress | None:
        return next((one for one in reversed(self.heard) if one.stage is stage), None)

    def stages(self) -> list[Stage]:
        """What was told, without repetitions."""
        told = [one.stage for one in self.heard]
        return [one for n, one in enumerate(told) if n == 0 or told[n - 1] is not one]


@contextmanager
def served(given: Offer | None = None, **limits: float) -> Iterator[tuple[OneTimePage, Ear]]:
    """A page that is open, and what it tells."""
    ear = Ear()
    page = OneTimePage(given or offer(), ear, **limits)
    page.start(LOOPBACK)
    try:
        yield page, ear
    finally:
        page.close()


@dataclass(frozen=True)
class Answer:
    """What a telephone was answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(url: str, path: str | None = None, method: str = "GET", **headers: str) -> Answer:
    """One request, as a careful browser makes it; ``path`` replaces that of the URL."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, place.path if path is None else path, headers=named)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def connect(url: str) -> socket.socket:
    """A bare connection."""
    place = urlsplit(url)
    return socket.create_connection((place.hostname or "", place.port or 0), timeout=10)


def raw(url: str, data: bytes) -> bytes:
    """Whatever the server answers to these very bytes; nothing when it just hangs up."""
    with connect(url) as line:
        line.sendall(data)
        answer = b""
        try:
            while piece := line.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
        return answer
