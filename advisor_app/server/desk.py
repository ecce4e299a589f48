"""What every request at the office finds: the base, the gate, and what bounds and counts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

from fastapi import Depends, Request, Response

from advisor_app.server import identity
from advisor_app.server.errors import Refused
from advisor_app.server.limits import RETRY_SECONDS, Attempts, Seats
from advisor_app.sync import packing
from advisor_app.sync.errors import BadMessage

if TYPE_CHECKING:
    from advisor_app.server.access import Caller
    from advisor_app.server.blobs import Blobs
    from advisor_app.server.engine import Base
    from advisor_app.server.tokens import Gate

T = TypeVar("T")

MOST_SENT: Final = 16 * 1024 * 1024
"""The most bytes of one request as they come over the line."""
_SECONDS: Final = 300
_WORTH_SHRINKING: Final = 200
_BEARER: Final = "bearer "


@dataclass(slots=True)
class Desk:
    """The office as the requests see it.

    Attributes:
        name: what it calls itself.
        blobs: the files; none where this office keeps none.
        seats: for batches that wait.
        attempts: with passwords.
    """

    base: Base
    gate: Gate
    name: str = ""
    blobs: Blobs | None = None
    seats: Seats = field(default_factory=Seats)
    attempts: Attempts = field(default_factory=Attempts)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who asks, and the public key of their laptop."""

    caller: Caller
    key: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The body of a request as it came."""

    data: bytes
    is_small: bool

    def json(self) -> bytes:
        """The JSON in it.

        Raises:
            BadMessage: it is none, or would grow beyond the bound.
        """
        return packing.grow(self.data) if self.is_small else self.data

    def read(self, kind: type[T]) -> T:
        """The message in it.

        Raises:
            BadMessage: it is not of this kind.
        """
        return packing.from_json(self.json(), kind)


def desk_of(request: Request) -> Desk:
    """The office that is asked."""
    return request.app.state.desk


def let_in(request: Request) -> Admitted:
    """Whoever has a token, looked up now: who was revoked is refused at once.

    Raises:
        Refused: there is none, or it is not good any more.
    """
    desk = desk_of(request)
    given = request.headers.get("authorization", "")
    if not given.lower().startswith(_BEARER):
        raise Refused("token")
    device = desk.gate.device_of(given[len(_BEARER) :].strip())
    with desk.base.reading() as c:
        return Admitted(*identity.admitted(c, device))


async def body_of(request: Request) -> Sent:
    """The body, read up to its bound.

    Raises:
        Refused: it is too large, or doesn't come.
        BadMessage: packed in a way that is not known here.
    """
    packed = request.headers.get("content-encoding", "identity").lower()
    if packed not in ("identity", "zstd"):
        raise BadMessage("encoding")
    data = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            async for part in request.stream():
                data += part
                if len(data) > MOST_SENT:
                    raise Refused("size")
    except TimeoutError as error:
        raise Refused("busy", wait=RETRY_SECONDS) from error
    return Sent(bytes(data), packed == "zstd")


async def body_of_admitted(request: Request, _who: Annotated[Admitted, Depends(let_in)]) -> Sent:
    """The body of a request of somebody who was let in; nobody else's is read.

    Raises:
        Refused: it is too large, or doesn't come.
    """
    return await body_of(request)


def answer(request: Request, data: bytes) -> Response:
    """An answer in JSON, made small for those who can read it."""
    headers = {"Cache-Control": "no-store"}
    if len(data) > _WORTH_SHRINKING and "zstd" in request.headers.get("accept-encoding", ""):
        data = packing.shrink(data)
        headers["Content-Encoding"] = "zstd"
    return Response(data, media_type="application/json", headers=headers)


TheDesk = Annotated[Desk, Depends(desk_of)]
TheAdmitted = Annotated[Admitted, Depends(let_in)]
TheSent = Annotated[Sent, Depends(body_of)]
TheirSent = Annotated[Sent, Depends(body_of_admitted)]
