"""The line to the office over HTTPS: small bodies, a token when one is due, faults in plain words.

It is used from one thread at a time, never the window's. Nothing of a body is ever logged.
"""

from __future__ import annotations

import contextlib
import secrets
import socket
import ssl
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Final, Protocol, TypeVar

import httpx

from advisor_app.domain import clock
from advisor_app.sync import admission, errors, packing
from advisor_app.sync.admission import Enrol, Enrolled, Me, Token, TokenRequest
from advisor_app.sync.client import Refused
from advisor_app.sync.wire import Refusal

T = TypeVar("T")

_SECONDS: Final = httpx.Timeout(30, connect=10)
_PIECE: Final = 16 * 1024
_MOST_REFUSAL: Final = 64 * 1024
_MOST_FILE: Final = 200 * 1024 * 1024
_LONGEST_WAIT: Final = 60
_MOST_WAITS: Final = 4
_MARGIN_SECONDS: Final = 30
_ZSTD: Final = "zstd"
_BUSY: Final = frozenset({HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS})


class Signer(Protocol):
    """The laptop's own key."""

    def sign(self, said: bytes) -> bytes:
        """The signature of what is said."""
        ...


@dataclass(slots=True)
class Traffic:
    """What went over the line, and who looks on.

    Attributes:
        up: bytes of bodies sent.
        down: bytes of bodies that came.
        tell: called when one of them grew.
        stopped: whether to stop at the next piece.
        pause: waits so many seconds; whether it was told to stop meanwhile.
    """

    up: int = 0
    down: int = 0
    tell: Callable[[], None] = lambda: None
    stopped: Callable[[], bool] = lambda: False
    pause: Callable[[float], bool] = lambda _seconds: False


@dataclass(slots=True)
class Bare:
    """An answer that is not JSON, or only headers."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class _Answer:
    status: int
    body: bytes
    wait: int


class HttpLine:
    """One laptop's connection; close it after the exchange."""

    def __init__(
        self, address: str, device: str, signer: Signer | None, traffic: Traffic | None = None
    ) -> None:
        self._device = device
        self._signer = signer
        self._door = _Door(address, traffic or Traffic())
        self._token = ""
        self._good_until = 0.0
        self._offset_ms = 0

    def __enter__(self) -> HttpLine:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._door.close()

    def push(self, body: bytes) -> bytes:
        """Send a batch; give the answer's JSON.

        Raises:
            Refused: the office says no.
            LineFault: the line failed.
        """
        signature = admission.to_text(self._sign(admission.said_for_batch(body)))
        return self._asked("/v1/push", body, {admission.SIGNATURE_HEADER: signature})

    def pull(self, body: bytes) -> bytes:
        """Ask what is new; give the answer's JSON.

        Raises:
            Refused: the office says no.
            LineFault: the line failed.
        """
        return self._asked("/v1/pull", body, {})

    def me(self) -> Me:
        """Who the office takes this laptop for.

        Raises:
            Refused, LineFault: it was not told.
        """
        return packing.from_json(self._asked("/v1/me", None, {}), Me)

    def bare(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        absent: bool = False,
    ) -> Bare:
        """Ask for or send bytes as they are; with ``absent``, what is not there is an answer too.

        Raises:
            Refused: the office says no.
            LineFault: the line failed.
        """
        told = self._door.bare(method, path, body, {**(headers or {}), **self._let_in()})
        if told.status == HTTPStatus.UNAUTHORIZED:
            self._token = ""
            told = self._door.bare(method, path, body, {**(headers or {}), **self._let_in()})
        if told.status < HTTPStatus.MULTIPLE_CHOICES:
            return told
        if absent and told.status == HTTPStatus.NOT_FOUND:
            return told
        code = told.headers.get("Advisor-Refusal")
        raise Refused(Refusal(code)) if code else _other(told.status)

    def enrol(self, message: Enrol) -> Enrolled:
        """Have this laptop put on the office's list.

        Raises:
            WrongLogin: the office does not take login, password or code.
            Refused, LineFault: it was not done.
        """
        try:
            answer = self._door.ask("/v1/enrol", packing.to_json(message), {})
        except Refused as error:
            if error.refusal.code in ("role", "token"):
                raise errors.WrongLogin from error
            raise
        return packing.from_json(answer, Enrolled)

    def _asked(self, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        """Ask with a token; with a fresh one where the office wants another."""
        try:
            return self._door.ask(path, body, headers | self._let_in())
        except Refused as error:
            if error.refusal.code != "token":
                raise
            self._token = ""
        return self._door.ask(path, body, headers | self._let_in())

    def _let_in(self) -> dict[str, str]:
        if not self._token or clock.now().timestamp() >= self._good_until:
            self._take_token()
        return {"Authorization": f"Bearer {self._token}"}

    def _take_token(self) -> None:
        try:
            token = self._ask_token()
        except Refused as error:
            if error.refusal.code == "token":
                raise errors.Revoked from error
            if error.refusal.code != "clock" or not error.refusal.now:
                raise
            self._offset_ms = error.refusal.now - _now_ms()  # its clock counts, not the laptop's
            token = self._ask_token()
        self._token = token.token
        self._good_until = clock.now().timestamp() + max(1, token.seconds - _MARGIN_SECONDS)

    def _ask_token(self) -> Token:
        at, nonce = _now_ms() + self._offset_ms, secrets.token_urlsafe(16)
        signature = self._sign(admission.said_for_token(self._device, at, nonce))
        asked = TokenRequest(self._device, at, nonce, admission.to_text(signature))
        return packing.from_json(self._door.ask("/v1/token", packing.to_json(asked), {}), Token)

    def _sign(self, said: bytes) -> bytes:
        if self._signer is None:
            raise RuntimeError("this line has no key")
        return self._signer.sign(said)


@dataclass(slots=True)
class _Door:
    """Requests with bodies made small, and answers opened within bounds."""

    address: str
    traffic: Traffic
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            base_url=self.address,
            timeout=_SECONDS,
            verify=_trusted(),
            trust_env=False,  # a proxy that somebody once set must not read along
            follow_redirects=False,
            headers={"Accept-Encoding": _ZSTD, "User-Agent": "advisor"},
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def ask(self, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        """The JSON that answers a request; where the office is busy, after the wait it asks for.

        Raises:
            Refused: the office says no.
            LineFault: the line failed.
            Stopped: whoever waits does not wait any more.
        """
        for attempt in range(_MOST_WAITS + 1):
            answer = self._once(path, body, headers)
            if answer.status not in _BUSY:
                return _read(answer)
            if attempt == _MOST_WAITS or answer.wait > _LONGEST_WAIT:
                raise errors.OfficeBusy(answer.wait)
            if self.traffic.pause(answer.wait):
                raise errors.Stopped
        raise AssertionError("the last attempt answers or fails")

    def _once(self, path: str, body: bytes | None, headers: dict[str, str]) -> _Answer:
        method, small = "GET", None
        if body is not None:
            method, small = "POST", packing.shrink(body)
            headers = headers | {
                "Content-Type": "application/json",
                "Content-Encoding": _ZSTD,
                "Content-Length": str(len(small)),
            }
        content = None if small is None else self._counted(small)
        with (
            _explained(),
            self._client.stream(method, path, content=content, headers=headers) as response,
        ):
            return _Answer(response.status_code, self._body(response), _wait_of(response))

    def bare(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Bare:
        """One request whose bodies are no JSON.

        Raises:
            LineFault: the line failed.
            Stopped: whoever waits does not wait any more.
        """
        length = {} if body is None else {"Content-Length": str(len(body))}
        content = None if body is None else self._counted(body)
        with (
            _explained(),
            self._client.stream(
                method, path, content=content, headers=headers | length
            ) as response,
        ):
            whole = self._whole(response, _MOST_FILE)
            return Bare(response.status_code, response.headers, whole)

    def _counted(self, body: bytes) -> Iterator[bytes]:
        for start in range(0, len(body), _PIECE):
            self._go_on()
            piece = body[start : start + _PIECE]
            yield piece
            self.traffic.up += len(piece)
            self.traffic.tell()

    def _body(self, response: httpx.Response) -> bytes:
        """The answer opened; one of another kind than JSON comes from somebody else."""
        is_refusal = response.status_code != HTTPStatus.OK
        most = _MOST_REFUSAL if is_refusal else packing.MOST_BYTES
        whole = self._whole(response, most)
        if not _is_json(response) and response.status_code not in _BUSY:
            raise _other(response.status_code)
        if response.headers.get("Content-Encoding") == _ZSTD:
            return packing.grow(whole, most)
        return whole

    def _whole(self, response: httpx.Response, most: int) -> bytes:
        """What comes, counted as it comes, and no more of it than may be."""
        whole = bytearray()
        for piece in response.iter_raw(_PIECE):
            self._go_on()
            whole += piece
            self.traffic.down += len(piece)
            self.traffic.tell()
            if len(whole) > most:
                raise errors.BadMessage("size")
        return bytes(whole)

    def _go_on(self) -> None:
        if self.traffic.stopped():
            raise errors.Stopped


def _read(answer: _Answer) -> bytes:
    if answer.status == HTTPStatus.OK:
        return answer.body
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _other(answer.status)
    try:
        refusal = packing.from_json(answer.body, Refusal)
    except errors.BadMessage as error:
        raise _other(answer.status) from error
    raise Refused(refusal)


def _other(status: int) -> errors.LineFault:
    """What an answer without words of ours means."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return errors.OfficeTrouble(status)
    return errors.NotAnOffice()


def _is_json(response: httpx.Response) -> bool:
    return str(response.headers.get("Content-Type", "")).startswith("application/json")


def _wait_of(response: httpx.Response) -> int:
    told = str(response.headers.get("Retry-After", ""))
    return int(told) if told.isascii() and told.isdigit() else 5


@cache
def _trusted() -> ssl.SSLContext:
    """Whom to believe: the authorities that the system knows, and those of the browsers."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@contextlib.contextmanager
def _explained() -> Generator[None]:
    """What the network says, in words for whoever waits."""
    try:
        yield
    except httpx.ConnectTimeout as error:
        raise errors.NoAnswer from error
    except httpx.ConnectError as error:
        raise _unconnected(error) from error
    except httpx.TimeoutException as error:
        raise errors.LineCut from error
    except (httpx.TransportError, ssl.SSLError, OSError) as error:
        raise errors.LineCut from error


def _unconnected(error: BaseException) -> errors.LineFault:
    """Why there is no connection, by the first cause that tells."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return errors.BadCertificate(cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return errors.NotAnOffice()
        if isinstance(cause, ConnectionRefusedError):
            return errors.NoAnswer()
        if isinstance(cause, socket.gaierror | OSError):
            return errors.NoLine()
        cause = cause.__cause__ or cause.__context__
    return errors.NoLine()


def _now_ms() -> int:
    return int(clock.now().timestamp() * 1000)
