"""Serves one document to one telephone: a secret address, a short life, limits on everything."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import ipaddress
import secrets
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.hand_over import Offer, Progress, Stage
from advisor_app.handover import page, wire
from advisor_app.handover.wire import Refused, Request, Response
from advisor_app.i18n import _

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

LIFETIME: Final = 600.0
_LINGER: Final = 60.0  # so long the closed page still says that it is closed
_PATIENCE: Final = 5.0  # for a whole request, and for the other side to hang up
_STALL: Final = 20.0  # without a single piece taken, a download is over
_CONNECTIONS: Final = 8
_PIECE: Final = 16 * 1024
_SEND_BUFFER: Final = 64 * 1024  # small, so that what counts as sent is all but there
_BURST: Final = 40
_PER_SECOND: Final = 10.0
_HTML: Final = "text/html; charset=utf-8"

Listener = Callable[[Progress], None]


class OneTimePage:
    """The page of one offer, from ``start`` to ``close``; then nothing of it is left.

    It closes itself once the receiver confirmed, or after its lifetime.

    Attributes:
        url: what the telephone opens.
        token_hash: SHA-256 of the secret in the address, for the proof.
    """

    def __init__(
        self,
        offer: Offer,
        listener: Listener,
        *,
        lifetime: float = LIFETIME,
        linger: float = _LINGER,
        patience: float = _PATIENCE,
    ) -> None:
        self._offer = offer
        self._listener = listener
        self._lifetime = lifetime
        self._linger = linger
        self._patience = patience
        # 128 bits, in letters and figures that can be typed from the screen
        self._token = base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()
        self.token_hash = hashlib.sha256(self._token.encode("ascii")).hexdigest()
        self.url = ""
        self._stage = Stage.WAITING
        self._sent: dict[str, list[tuple[int, int]]] = {}
        self._arrived: set[str] = set()
        self._connections: set[asyncio.Task[None]] = set()
        self._budget = _Budget()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._over = asyncio.Event()
        self._closed = asyncio.Event()

    def start(self, address: str, port: int = 0) -> str:
        """Open the page at one of the laptop's own addresses and tell its URL.

        Raises:
            AdvisorError: the address is none of a local network, or can't be served from.
        """
        if not _is_local(address):
            raise AdvisorError(
                _("Esa red no es local: el documento no se ofrece por ella."),
                advice=_("Encienda la zona Wi-Fi de este equipo y elija esa red."),
            )
        try:
            door = socket.create_server((address, port), backlog=_CONNECTIONS)
        except OSError as error:
            raise AdvisorError(
                _("No se pudo abrir la página en esa red."),
                advice=_("Revise que la zona Wi-Fi siga encendida y elija la red de nuevo."),
            ) from error
        door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        self.url = f"http://{address}:{door.getsockname()[1]}/{self._token}"
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(door, ready)), name="handover", daemon=True
        )
        self._thread.start()
        ready.wait()
        return self.url

    def close(self) -> None:
        """Hang up on everybody and end the thread."""
        if self._thread is None or self._loop is None:
            return
        with contextlib.suppress(RuntimeError):  # it has ended by itself
            self._loop.call_soon_threadsafe(self._end)
        self._thread.join()

    def _end(self) -> None:
        self._over.set()
        self._closed.set()

    async def _serve(self, door: socket.socket, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        try:
            server = await asyncio.start_server(self._meet, sock=door, limit=wire.LONGEST_HEAD)
        finally:
            ready.set()
        if not await _within(self._lifetime, self._over):
            self._over.set()
            self._tell(Progress(Stage.EXPIRED))
        await _within(self._linger, self._closed)
        server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _tell(self, progress: Progress) -> None:
        self._stage = progress.stage
        self._listener(progress)

    # One connection

    async def _meet(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer one request and hang up."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs this in a task
        if len(self._connections) >= _CONNECTIONS:
            writer.transport.abort()
            return
        self._connections.add(task)
        try:
            await self._answer(reader, writer)
        except (OSError, TimeoutError, asyncio.CancelledError):
            pass  # the other side left or said nothing, or we close
        finally:
            self._connections.discard(task)
            writer.transport.abort()  # what was to be sent is sent, or nobody waits for it

    async def _answer(self, reader: StreamReader, writer: StreamWriter) -> None:
        writer.transport.set_write_buffer_limits(high=0)
        head_only = False
        try:
            async with asyncio.timeout(self._patience):
                request = await _request(reader)
            if not self._budget.allows(self._now()):
                raise Refused(HTTPStatus.TOO_MANY_REQUESTS)
            head_only = request.method == "HEAD"
            name = self._file_name(request)
            if name:
                await self._send_file(request, name, reader, writer)
                return
            response = self._response(request)
        except Refused as refused:
            response = Response(refused.status, f"{refused.status.phrase}\n".encode("ascii"))
        writer.write(response.head() + (b"" if head_only else response.body))
        await _hang_up(reader, writer, self._patience)

    # What is answered

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _place(self, request: Request) -> str:
        """What of the offer is meant: nothing for its page, else the name after the secret."""
        token, slash, name = request.path.removeprefix("/").partition("/")
        if not hmac.compare_digest(token, self._token) or (slash and not name):
            raise Refused(HTTPStatus.NOT_FOUND)
        return name

    def _files(self) -> dict[str, tuple[bytes, str]]:
        offer = self._offer
        return {
            offer.pdf_name: (offer.pdf, "application/pdf"),
            offer.picture_name: (offer.picture, "image/png"),
        }

    def _file_name(self, request: Request) -> str:
        """The file that is to be sent, or nothing where a page is the answer."""
        name = self._place(request)
        is_file = name in self._files() and request.method == "GET"
        return name if is_file and not self._over.is_set() else ""

    def _response(self, request: Request) -> Response:
        place, lang = self._place(request), self._offer.lang
        if place not in ("", page.CONFIRM, *self._files()):
            raise Refused(HTTPStatus.NOT_FOUND)
        if self._over.is_set():
            return _page(HTTPStatus.GONE, page.closed_page(lang))
        if request.method not in (("POST",) if place == page.CONFIRM else ("GET", "HEAD")):
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
        if place == page.CONFIRM:
            return self._confirmed(request)
        if place:
            data, media_type = self._files()[place]
            return Response(HTTPStatus.OK, data, media_type, _as_file(place))
        if self._stage is Stage.WAITING:
            self._tell(Progress(Stage.OPENED, device=wire.device_family(request.agent)))
        return _page(HTTPStatus.OK, page.offer_page(self._offer, self._base))

    @property
    def _base(self) -> str:
        return f"/{self._token}"

    def _confirmed(self, request: Request) -> Response:
        whole = [data for name, (data, _type) in self._files().items() if self._all_sent(name)]
        if not whole:
            body = page.offer_page(self._offer, self._base, asks_first=True)
            return _page(HTTPStatus.CONFLICT, body)
        self._over.set()
        device = wire.device_family(request.agent)
        self._tell(Progress(Stage.CONFIRMED, device=device, file=whole[0]))
        return _page(HTTPStatus.OK, page.thanks_page(self._offer.lang))

    # Files

    async def _send_file(
        self, request: Request, name: str, reader: StreamReader, writer: StreamWriter
    ) -> None:
        data, media_type = self._files()[name]
        part = wire.wanted_part(request.range, len(data))
        start, end = part or (0, len(data))
        headers = _as_file(name)
        if part:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(data)}"
        status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
        device = wire.device_family(request.agent)
        writer.write(Response(status, data[start:end], media_type, headers).head())
        try:
            for first in range(start, end, _PIECE):
                last = min(first + _PIECE, end)
                writer.write(data[first:last])
                async with asyncio.timeout(_STALL):
                    await writer.drain()
                self._sent.setdefault(name, []).append((first, last))
                if name not in self._arrived:
                    self._tell(Progress(Stage.DOWNLOADING, 100 * last // len(data), device))
            await _hang_up(reader, writer, _STALL)
            if end == len(data) and self._all_sent(name) and name not in self._arrived:
                self._arrived.add(name)
                self._tell(Progress(Stage.DELIVERED, device=device, file=data))
        finally:
            if self._stage is Stage.DOWNLOADING:  # it is to be continued
                self._tell(Progress(Stage.WAITING))

    def _all_sent(self, name: str) -> bool:
        reached = 0
        for first, last in sorted(self._sent.get(name, ())):
            if first > reached:
                break
            reached = max(reached, last)
        return reached == len(self._files()[name][0])


class _Budget:
    """So many requests at once, and so many a second after that."""

    def __init__(self) -> None:
        self._left = float(_BURST)
        self._at = 0.0

    def allows(self, now: float) -> bool:
        """Whether one more request is answered."""
        self._left = min(_BURST, self._left + (now - self._at) * _PER_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


async def _request(reader: StreamReader) -> Request:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
    except asyncio.IncompleteReadError as error:  # it hung up before it had asked for anything
        raise ConnectionAbortedError from error
    return wire.parse(head)


async def _hang_up(reader: StreamReader, writer: StreamWriter, patience: float) -> None:
    """Send what is left, and wait until the other side has it and hangs up too."""
    async with asyncio.timeout(patience):
        await writer.drain()
        writer.write_eof()
        while await reader.read(_PIECE):
            pass


async def _within(seconds: float, event: asyncio.Event) -> bool:
    """Whether something happens in time."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def _is_local(address: str) -> bool:
    try:
        found = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return found.is_private and not found.is_unspecified


def _page(status: HTTPStatus, body: bytes) -> Response:
    return Response(status, body, _HTML, page.POLICY)


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Accept-Ranges": "bytes"}
