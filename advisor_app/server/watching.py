"""What the office says of itself: figures, and a log that names nobody."""

from __future__ import annotations

import json
import logging
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from advisor_app.domain import clock
from advisor_app.server.engine import now_ms
from advisor_app.server.limits import RETRY_SECONDS
from advisor_app.store.errors import DiskFull
from advisor_app.sync import packing
from advisor_app.sync.wire import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG: Final = logging.getLogger("advisor.office")
_SLOTS: Final = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})


class Figures:
    """Counts and times since the start, by path and status alone."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter(
            "advisor_requests", "Requests", ["method", "path", "status"], registry=registry
        )
        self.refusals = Counter("advisor_refusals", "Refusals", ["code"], registry=registry)
        self.seconds = Histogram(
            "advisor_request_seconds", "Time", ["path"], buckets=_SLOTS, registry=registry
        )
        self.received = Counter("advisor_received_bytes", "Bytes received", registry=registry)
        self.sent = Counter("advisor_sent_bytes", "Bytes sent", registry=registry)
        self.waiting = Gauge("advisor_waiting_pushes", "Batches being taken", registry=registry)

    def text(self) -> bytes:
        """All of them as Prometheus reads them."""
        return generate_latest(self._registry)


class Watching:
    """Sees every request pass: counts it, writes its line, and answers where something broke."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passing = _Passing(scope, receive, send)
        try:
            await self._app(scope, passing.receive, passing.send)
        except Exception as error:
            await passing.answer_for(error)
        self._note(passing)

    def _note(self, passing: _Passing) -> None:
        figures, seconds = self._figures, time.perf_counter() - passing.began
        figures.requests.labels(passing.method, passing.path, str(passing.status)).inc()
        figures.seconds.labels(passing.path).observe(seconds)
        figures.received.inc(passing.received)
        figures.sent.inc(passing.sent)
        told: dict[str, Any] = {
            "method": passing.method,
            "path": passing.path,
            "status": passing.status,
            "ms": round(seconds * 1000),
            "in": passing.received,
            "out": passing.sent,
        }
        if passing.code:
            figures.refusals.labels(passing.code).inc()
            told["code"] = passing.code
        LOG.info("request", extra={"told": told})


class _Passing:
    """One request on its way through."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self.began = time.perf_counter()
        self.method = scope["method"] if scope["method"] in _METHODS else "other"
        self.received = self.sent = 0
        self.status = 0
        self.code = ""

    @property
    def path(self) -> str:
        """The path as it is written in the description, without what is asked for."""
        return getattr(self._scope.get("route"), "path_format", "other")

    async def receive(self) -> Message:
        message = await self._receive()
        self.received += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            found = (v for n, v in message["headers"] if n.lower() == b"advisor-refusal")
            self.code = next(found, b"").decode()
        else:
            self.sent += len(message.get("body", b""))
        await self._send(message)

    async def answer_for(self, error: Exception) -> None:
        """Say that it was not done: come again where the base is away, else a defect."""
        is_away = isinstance(error, OperationalError | PoolTimeout | DiskFull) or (
            isinstance(error, DBAPIError) and error.connection_invalidated
        )
        LOG.error("base away" if is_away else "fault", exc_info=error)
        if self.status:
            return  # the answer has begun; the line is cut by the server
        code = "busy" if is_away else "fault"
        headers = [(b"content-type", b"application/json"), (b"advisor-refusal", code.encode())]
        if is_away:
            headers.append((b"retry-after", str(RETRY_SECONDS).encode()))
        status = 503 if is_away else 500
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        body = packing.to_json(Refusal(code, now=now_ms()))
        await self.send({"type": "http.response.body", "body": body})


class JsonLines(logging.Formatter):
    """One JSON object for each line; of an error its kind and where it passed."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "what": record.getMessage().strip(),
        }
        told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            told["kind"] = type(error).__name__
            told["lines"] = [
                f"{Path(one.filename).name}:{one.lineno}"
                for one in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(told, ensure_ascii=False)
