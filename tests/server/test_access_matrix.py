"""Every endpoint by every role, on one's own, on another's, and after being revoked.

The list comes from the description of the office: an endpoint that is not written down here fails.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from advisor_app.domain import clock
from advisor_app.server import identity
from advisor_app.server.access import Role
from advisor_app.server.app import create_app
from advisor_app.server.engine import Base, now_ms
from tests.server.offices import Asking, Served, firm_block

SECRET = "Trapiche La Reserva"
FIRM = "f-of-ana"
EVERYBODY = frozenset(Role)
ALL_FIRMS = frozenset({Role.COORDINATOR})
NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Endpoint:
    """How one is asked about the firm of somebody else, and who is answered then.

    Attributes:
        ask: given the laptop, and the name of a file that is coming from another one.
        see: who is told of that firm without having been given it.
        own: whether an advisor is answered about a firm of her own.
    """

    ask: Callable[[Asking, str], httpx.Response]
    answered: frozenset[Role] = EVERYBODY
    see: frozenset[Role] = frozenset()
    own: bool = True


def _pull(laptop: Asking, _upload: str) -> httpx.Response:
    grants = laptop.pull().json().get("grants", 0)
    return laptop.pull(grants=grants, cursors={FIRM: [0, 0]})


def _push(laptop: Asking, _upload: str = "") -> httpx.Response:
    edit = {"e": "firm", "c": ["trade_name"], "r": [[FIRM, 0, 1, 0, "Otro"]], "t": now_ms()}
    return laptop.push(laptop.batch(edit))


def _join(laptop: Asking, _upload: str) -> httpx.Response:
    path = f"/v1/firms/{FIRM}/join"
    return laptop.http.post(path, json={"firm": "f-same"}, headers=laptop.bearer)


def _plain(method: str, path: str, **more: str) -> Callable[[Asking, str], httpx.Response]:
    def ask(laptop: Asking, upload: str) -> httpx.Response:
        filled = path.format(sha256=SHA, name=upload)
        headers = laptop.bearer | {name.replace("_", "-"): text for name, text in more.items()}
        content = SECRET[:4].encode() if method == "PATCH" else None
        return laptop.http.request(method, filled, headers=headers, content=content)

    return ask


SHA = hashlib.sha256(SECRET.encode()).hexdigest()
_META = f"sha256 {base64.b64encode(SHA.encode()).decode()}"

OPEN = {"POST /v1/enrol", "POST /v1/token", "GET /health", "GET /metrics"}
"""Those that are answered without a token; what they ask for is in test_admission."""
CLOSED = {
    "GET /v1/me": Endpoint(_plain("GET", "/v1/me")),
    "POST /v1/push": Endpoint(_push, see=ALL_FIRMS),
    "POST /v1/pull": Endpoint(_pull, see=ALL_FIRMS),
    "POST /v1/firms/{survivor}/join": Endpoint(_join, ALL_FIRMS, own=False),
    "HEAD /v1/blobs/{sha256}": Endpoint(_plain("HEAD", "/v1/blobs/{sha256}"), ALL_FIRMS),
    "GET /v1/blobs/{sha256}": Endpoint(_plain("GET", "/v1/blobs/{sha256}"), ALL_FIRMS, ALL_FIRMS),
    "POST /v1/uploads": Endpoint(
        _plain("POST", "/v1/uploads", Upload_Length="40", Upload_Metadata=_META), ALL_FIRMS
    ),
    "HEAD /v1/uploads/{name}": Endpoint(_plain("HEAD", "/v1/uploads/{name}"), NOBODY),
    "PATCH /v1/uploads/{name}": Endpoint(
        _plain("PATCH", "/v1/uploads/{name}", Upload_Offset="0"), NOBODY
    ),
    "DELETE /v1/uploads/{name}": Endpoint(_plain("DELETE", "/v1/uploads/{name}"), NOBODY),
}


def _described() -> dict[str, bool]:
    """Every endpoint of the office, and whether it wants a token."""
    base = Base("sqlite://")
    base.create()
    paths = create_app(base).openapi()["paths"]
    base.close()
    return {
        f"{method.upper()} {path}": bool(operation["security"])
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


def _code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.headers.get("Advisor-Refusal", "")


@pytest.fixture
def ana(served: Served) -> Asking:
    """A laptop with a firm, and a file of it, that are nobody else's."""
    laptop = served.laptop("ana")
    row = ["att-1", 0, 0, 0, FIRM, SHA, len(SECRET.encode())]
    photo = {"e": "attachment", "c": ["firm_id", "sha256", "size"], "r": [row], "t": now_ms()}
    body = laptop.batch(firm_block(FIRM, SECRET), firm_block("f-same"), photo)
    laptop.push(body).raise_for_status()
    blobs = served.app.state.desk.blobs
    blobs.put(SHA, len(SECRET.encode()), iter([SECRET.encode()]))
    return laptop


@pytest.fixture
def upload(served: Served, ana: Asking) -> str:
    """The same file, on its way from that laptop once more."""
    told = CLOSED["POST /v1/uploads"].ask(ana, "").raise_for_status()
    return told.headers["Location"].rpartition("/")[2]


def test_every_endpoint_is_in_the_matrix():
    assert _described() == dict.fromkeys(OPEN, False) | dict.fromkeys(CLOSED, True)


@pytest.mark.parametrize("name", CLOSED)
def test_nobody_sees_what_is_not_theirs(served: Served, ana: Asking, upload: str, name: str):
    endpoint = CLOSED[name]
    for role in Role:
        stranger = served.laptop(f"de-{role}", role)
        told = endpoint.ask(stranger, upload)
        assert told.is_success == (role in endpoint.answered), role
        assert (SECRET in told.text) <= (role in endpoint.see), role
        with served.base.writing() as c:
            identity.revoke(c, stranger.device)
        assert _code(endpoint.ask(stranger, upload)) == (403, "revoked")
    assert endpoint.ask(ana, upload).is_success == endpoint.own
    with served.base.writing() as c:
        identity.disable(c, ana.user)
    assert _code(endpoint.ask(ana, upload)) == (403, "revoked")


def test_an_edit_of_somebody_else_s_firm_changes_nothing(served: Served, ana: Asking):
    before = ana.pull_all()
    for role in EVERYBODY - ALL_FIRMS:
        told = _push(served.laptop(f"de-{role}", role)).json()
        assert [one[:2] for one in told["x"]] == [[0, "forbidden"]]
    assert ana.pull_all()["rows"] == before["rows"]


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _hostile(laptop: Asking) -> dict[str, str]:
    """Tokens that are none."""
    now = now_ms() // 1000
    claims = {"sub": laptop.device, "iat": now, "exp": now + 900}
    other = OKPKey.generate_key("Ed25519", private=True)
    shared = OctKey.import_key(laptop.office.app.state.desk.gate.keys.signing.as_dict()["x"])
    head, body, signature = laptop.token.split(".")
    return {
        "none": "",
        "no words": "Bearer",
        "another scheme": f"Basic {laptop.token}",
        "garbage": "Bearer a.b.c",
        "letters": "Bearer \u00f1",
        "alg none": f"Bearer {_part({'alg': 'none'})}.{_part(claims)}.",
        "alg none, signed": f"Bearer {_part({'alg': 'none'})}.{body}.{signature}",
        "key as secret": "Bearer " + jwt.encode({"alg": "HS256"}, claims, shared),
        "wrong key": "Bearer " + jwt.encode({"alg": "Ed25519"}, claims, other, ["Ed25519"]),
        "other claims": f"Bearer {head}.{_part(claims | {'sub': 'x'})}.{signature}",
        "no end": f"Bearer {head}.{body}.",
        "long": "Bearer " + "a" * 10_000,
    }


@pytest.mark.parametrize("place", ["/v1/blobs/%00", "/v1/uploads/%00", "/v1/uploads/%F0%9F%98%80"])
def test_a_name_that_is_none_is_not_known(ana: Asking, place: str):
    assert _code(ana.http.head(place, headers=ana.bearer))[0] == 404


def test_a_token_that_is_none_opens_nothing(served: Served, ana: Asking):
    hostile = _hostile(ana)
    for device in ("", "x", "\0", ana.user):
        hostile[f"of {device!r}"] = f"Bearer {served.app.state.desk.gate.sign(device)}"
    for name in CLOSED:
        method, path = name.split(" ")
        path = path.format(sha256=SHA, name="x", survivor=FIRM)
        for kind, value in hostile.items():
            headers = [(b"authorization", value.encode())] if value else []
            told = served.http.request(method, path, headers=headers)
            assert _code(told) == (401, "token"), (name, kind)
            assert SECRET not in told.text


def test_a_token_ends_after_a_quarter_of_an_hour(served: Served, ana: Asking):
    assert ana.get("/v1/me").is_success
    clock.use(clock.FixedClock(clock.now() + timedelta(minutes=16)))
    assert _code(ana.get("/v1/me")) == (401, "token")


def test_a_batch_of_another_laptop_is_not_taken_with_one_s_own_token(served: Served, ana: Asking):
    other = served.laptop("ana")
    assert other.token
    body = ana.batch(firm_block("f-2"))
    other.key, mine = ana.key, other.key
    assert _code(other.push(body)) == (400, "message")
    other.key = mine
