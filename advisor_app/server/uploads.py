"""Files over the line: tus 1.0 (creation, checksum, termination) up, plain pieces down.

A file is only told of, and only given, to whoever sees a record that names it.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from advisor_app.server import access
from advisor_app.server.blobs import LARGEST, Blobs, Coming
from advisor_app.server.desk import (  # noqa: TC001 - read by FastAPI from the annotations
    Desk,
    TheAdmitted,
    TheDesk,
    TheirSent,
)
from advisor_app.server.errors import Refused
from advisor_app.server.openapi import told

if TYPE_CHECKING:
    from advisor_app.server.access import Caller

_TUS: Final = {
    "Tus-Resumable": "1.0.0",
    "Tus-Version": "1.0.0",
    "Tus-Extension": "creation,checksum,termination",
    "Tus-Checksum-Algorithm": "sha256",
    "Tus-Max-Size": str(LARGEST),
    "Cache-Control": "no-store",
}
_OCTETS: Final = "application/octet-stream"

router = APIRouter()


def blobs_of(desk: TheDesk) -> Blobs:
    """The office's files.

    Raises:
        Refused: this office keeps none.
    """
    if desk.blobs is None:
        raise Refused("unknown")
    return desk.blobs


TheBlobs = Annotated[Blobs, Depends(blobs_of)]


@router.head("/v1/blobs/{sha256}", openapi_extra=told(None, media=_OCTETS))
def has(sha256: str, desk: TheDesk, blobs: TheBlobs, admitted: TheAdmitted) -> Response:
    """Whether the office has a file whole."""
    _must_see(desk, blobs, admitted.caller, sha256)
    if not blobs.has(sha256):
        raise Refused("unknown")
    return Response(headers=_TUS)


@router.get("/v1/blobs/{sha256}", openapi_extra=told(None, media=_OCTETS))
def fetch(sha256: str, desk: TheDesk, blobs: TheBlobs, admitted: TheAdmitted) -> Response:
    """The bytes of a file."""
    _must_see(desk, blobs, admitted.caller, sha256)
    if not blobs.has(sha256):
        raise Refused("unknown")
    return StreamingResponse(blobs.pieces(sha256), media_type=_OCTETS)


@router.post("/v1/uploads", status_code=201, openapi_extra=told(None, media=_OCTETS))
def begin(request: Request, desk: TheDesk, blobs: TheBlobs, admitted: TheAdmitted) -> Response:
    """Announce a file; one that this laptop began before goes on where it was."""
    size = _number(request, "upload-length")
    sha256 = _metadata(request).get("sha256", "")
    _must_see(desk, blobs, admitted.caller, sha256)
    coming = blobs.begin(admitted.caller, sha256, size)
    place = {"Location": f"/v1/uploads/{coming.id}"}
    return Response(status_code=201, headers=_TUS | place | _how_far(coming))


@router.head("/v1/uploads/{name}", openapi_extra=told(None, media=_OCTETS))
def how_far(name: str, blobs: TheBlobs, admitted: TheAdmitted) -> Response:
    """How much of a file has come."""
    coming = blobs.find(admitted.caller, name)
    return Response(headers=_TUS | _how_far(coming))


@router.patch("/v1/uploads/{name}", status_code=204, openapi_extra=told(None, media=_OCTETS))
def append(
    request: Request, name: str, blobs: TheBlobs, admitted: TheAdmitted, sent: TheirSent
) -> Response:
    """Take the next piece, whole or not at all."""
    coming = blobs.find(admitted.caller, name)
    if _number(request, "upload-offset") != coming.sent:
        raise Refused("offset", expect=coming.sent)
    _must_be_whole(request, sent.data)
    offset = {"Upload-Offset": str(blobs.append(coming, sent.data))}
    return Response(status_code=204, headers=_TUS | offset)


@router.delete("/v1/uploads/{name}", status_code=204, openapi_extra=told(None, media=_OCTETS))
def drop(name: str, blobs: TheBlobs, admitted: TheAdmitted) -> Response:
    """Forget a file that was coming."""
    blobs.drop(blobs.find(admitted.caller, name))
    return Response(status_code=204, headers=_TUS)


def _must_see(desk: Desk, blobs: Blobs, caller: Caller, sha256: str) -> None:
    with desk.base.reading() as c:
        if not blobs.may_read(c, sha256, access.sight_of(c, caller)):
            raise Refused("unknown")


def _must_be_whole(request: Request, data: bytes) -> None:
    """The piece is what was sent, where its sum was sent along."""
    kind, _, given = request.headers.get("upload-checksum", "").partition(" ")
    if kind and (kind != "sha256" or _decoded(given) != hashlib.sha256(data).digest()):
        raise Refused("hash")


def _metadata(request: Request) -> dict[str, str]:
    pairs = (one.strip().partition(" ") for one in _told(request, "upload-metadata").split(","))
    return {name: _decoded(value).decode("ascii", "replace") for name, _, value in pairs if name}


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""


def _number(request: Request, name: str) -> int:
    text = _told(request, name)
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Refused("message")
    return int(text)


def _told(request: Request, name: str) -> str:
    return request.headers.get(name, "")


def _how_far(coming: Coming) -> dict[str, str]:
    return {"Upload-Offset": str(coming.sent), "Upload-Length": str(coming.size)}
