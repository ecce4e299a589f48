"""The office on the line: what is asked over HTTP, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.exceptions import HTTPException

from advisor_app import __version__
from advisor_app.server import identity, joining, ledger, pages, uploads
from advisor_app.server.blobs import Blobs
from advisor_app.server.desk import Desk, TheAdmitted, TheDesk, TheirSent, TheSent, answer
from advisor_app.server.engine import now_ms
from advisor_app.server.errors import Refused
from advisor_app.server.openapi import describe, told
from advisor_app.server.tokens import Gate, is_signed
from advisor_app.server.watching import Figures, Watching
from advisor_app.sync import packing
from advisor_app.sync.admission import (
    SIGNATURE_HEADER,
    Enrol,
    Enrolled,
    Me,
    Token,
    TokenRequest,
    said_for_batch,
)
from advisor_app.sync.errors import BadMessage
from advisor_app.sync.wire import Join, Pull, Pulled, Push, Pushed, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from advisor_app.server.engine import Base

_STATUSES: Final[Mapping[str, int]] = {
    "message": 400, "token": 401, "clock": 401, "role": 403, "revoked": 403,
    "unknown": 404, "upload": 404,
    "epoch": 409, "gap": 409, "reused": 409, "offset": 409, "hash": 460, "size": 413, "busy": 503,
}  # fmt: skip

router = APIRouter()


def create_app(base: Base, name: str = "", folder: Path | None = None) -> FastAPI:
    """The office on this base, whose files lie in this folder, ready to be served."""
    app = FastAPI(title="Advisor office", version=__version__, docs_url=None, redoc_url=None)
    blobs = Blobs(base, folder) if folder is not None else None
    app.state.desk = Desk(base, Gate(base), name, blobs)
    app.state.figures = Figures()
    app.include_router(router)
    app.include_router(uploads.router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(BadMessage, _bad_message)
    app.add_exception_handler(HTTPException, _unknown)
    app.add_middleware(Watching, figures=app.state.figures)
    describe(app)
    return app


# --- Letting in --------------------------------------------------------------------------------


@router.post("/v1/enrol", openapi_extra=told(Enrolled, Enrol, open_to_all=True))
def enrol(request: Request, desk: TheDesk, sent: TheSent) -> Response:
    """Put a laptop on the list: password and one-time code of a person, keys of the laptop."""
    asked = sent.read(Enrol)
    account, address = f"login {asked.login.strip().casefold()[:200]}", _address(request)
    desk.attempts.ask(account, address)
    with desk.base.reading() as c:
        person = identity.find_person(c, asked.login.strip().casefold())
    try:
        if not identity.is_password(person and person.password, asked.password):
            raise Refused("token")
        with desk.base.writing() as c:
            caller = identity.enrol(c, asked)
            life = ledger.epochs(c)[-1][0]
    except Refused:
        desk.attempts.failed(account, address)
        raise
    desk.attempts.succeeded(account)
    enrolled = Enrolled(
        caller.device, caller.user, caller.name, caller.role.value, life,
        office=desk.name, sealing=desk.gate.keys.sealing,
    )  # fmt: skip
    return answer(request, packing.to_json(enrolled))


@router.post("/v1/token", openapi_extra=told(Token, TokenRequest, open_to_all=True))
def token(request: Request, desk: TheDesk, sent: TheSent) -> Response:
    """A token for a quarter of an hour, for a laptop that proves that it has its key."""
    asked = sent.read(TokenRequest)
    return answer(request, packing.to_json(desk.gate.token_for(asked)))


@router.get("/v1/me", openapi_extra=told(Me))
def me(request: Request, desk: TheDesk, admitted: TheAdmitted) -> Response:
    """Who the office takes the caller for."""
    who = admitted.caller
    told_ = Me(who.device, who.user, who.name, who.role.value, office=desk.name)
    return answer(request, packing.to_json(told_))


# --- The exchange ------------------------------------------------------------------------------


@router.post("/v1/push", openapi_extra=told(Pushed, Push))
def push(request: Request, desk: TheDesk, admitted: TheAdmitted, sent: TheirSent) -> Response:
    """Take in a batch, once; the same batch is answered with the same bytes."""
    with desk.seats.seat():
        raw = sent.json()
        signature = request.headers.get(SIGNATURE_HEADER, "")
        if not is_signed(admitted.key, said_for_batch(raw), signature):
            raise BadMessage("signature")
        pushed = ledger.push(desk.base, admitted.caller, ledger.read_batch(raw, signature))
    return answer(request, pushed)


@router.post("/v1/pull", openapi_extra=told(Pulled, Pull))
def pull(request: Request, desk: TheDesk, admitted: TheAdmitted, sent: TheirSent) -> Response:
    """What is new for the laptop."""
    page = pages.pull(desk.base, admitted.caller, sent.read(Pull))
    return answer(request, packing.to_json(page))


@router.post("/v1/firms/{survivor}/join", openapi_extra=told(None, Join))
def join(survivor: str, desk: TheDesk, admitted: TheAdmitted, sent: TheirSent) -> Response:
    """Put everything of one firm under another that is the same one."""
    if not survivor.isprintable():
        raise Refused("message")
    joining.join(desk.base, admitted.caller, survivor, sent.read(Join).firm)
    return Response(b"{}", media_type="application/json")


# --- For the machine that watches --------------------------------------------------------------


@router.get("/health", openapi_extra=told(None, open_to_all=True))
def health(desk: TheDesk) -> Response:
    """Whether the office can read its base."""
    with desk.base.reading() as c:
        ledger.epochs(c)
    return Response(b'{"ok":true}', media_type="application/json")


@router.get("/metrics", openapi_extra=told(None, open_to_all=True, media="text/plain"))
def metrics(request: Request, desk: TheDesk) -> Response:
    """Counts and times for Prometheus; nothing that names anybody."""
    figures: Figures = request.app.state.figures
    figures.waiting.set(desk.seats.taken)
    return Response(figures.text(), media_type="text/plain; version=0.0.4")


# --- Refusals ----------------------------------------------------------------------------------


def refusal(code: str, error: Refused | None = None, status: int = 0) -> Response:
    """A refusal as an answer."""
    expect, epochs = (error.expect, error.epochs) if error else (0, [])
    body = packing.to_json(Refusal(code, expect, epochs, now_ms()))
    headers = {"Cache-Control": "no-store", "Advisor-Refusal": code}
    if code == "busy":
        headers["Retry-After"] = str(max(1, error.wait if error else 0))
    if code == "token":
        headers["WWW-Authenticate"] = "Bearer"
    status = status or _STATUSES.get(code, 400)
    return Response(body, status, headers, media_type="application/json")


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - registered for it
    return refusal(error.code, error)


def _bad_message(_request: Request, error: Exception) -> Response:
    assert isinstance(error, BadMessage)  # noqa: S101 - registered for it
    return refusal("size" if error.reason == "size" else "message")


def _unknown(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    code = "unknown" if error.status_code == 404 else "message"
    return refusal(code, status=error.status_code)


def _address(request: Request) -> str:
    return f"address {request.client.host if request.client else ''}"
