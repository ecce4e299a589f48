"""An office that is really served, on a base of either kind, and laptops that know how to ask."""

from __future__ import annotations

import json
import secrets
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from fastapi import FastAPI

from advisor_app.server import identity
from advisor_app.server.access import Role
from advisor_app.server.app import create_app
from advisor_app.server.engine import Base, now_ms
from advisor_app.sync import packing
from advisor_app.sync.admission import (
    SIGNATURE_HEADER,
    said_for_batch,
    said_for_token,
    to_text,
)

PASSWORD = "aguacate-hass-2026"


class Served:
    """An office on the loopback, in a thread of its own."""

    def __init__(self, url: str, folder: Path | None = None) -> None:
        self.base = Base(url)
        self.base.create()
        self.app: FastAPI = create_app(self.base, "Oficina de prueba", folder)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self.app, log_config=None, log_level="critical", access_log=False, lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))
        self._socket.listen(512)
        self._thread.start()
        self.http = httpx.Client(base_url=self.url, timeout=30)
        self.http.get("/health").raise_for_status()

    def close(self) -> None:
        self.http.close()
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self.base.close()

    def person(self, login: str, role: Role = Role.ADVISOR) -> str:
        """Register a person with a password that is quick to check."""
        with self.base.writing() as c:
            return identity.add_person(c, login, f"Persona {login}", role, PASSWORD)

    def code(self, login: str) -> str:
        with self.base.writing() as c:
            return identity.new_code(c, identity.find_person(c, login).id)

    def laptop(self, login: str, role: Role = Role.ADVISOR) -> Asking:
        """A laptop of a person, both new where they are."""
        with self.base.reading() as c:
            known = identity.find_person(c, login)
        if known is None:
            self.person(login, role)
        laptop = Asking(self, login)
        laptop.enrol(self.code(login)).raise_for_status()
        return laptop


class Asking:
    """A laptop as the office sees it: its key, its token, its requests."""

    def __init__(self, office: Served, login: str) -> None:
        self.office = office
        self.http = office.http
        self.login = login
        self.key = Ed25519PrivateKey.generate()
        self.sealing = to_text(X25519PrivateKey.generate().public_key().public_bytes_raw())
        self.device = ""
        self.user = ""
        self.epoch = ""
        self._token = ""
        self.inc = secrets.token_hex(8)
        self.no = 0

    def enrol(self, code: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
        asked = {
            "login": self.login,
            "password": password,
            "code": code,
            "name": "Portátil",
            "key": to_text(self.key.public_key().public_bytes_raw()),
            "sealing": self.sealing,
        }
        told = self.http.post("/v1/enrol", json=asked | more)
        if told.is_success:
            self.device, self.user = told.json()["device"], told.json()["user"]
            self.epoch = told.json()["epoch"]
        return told

    def ask_token(self, **more: Any) -> httpx.Response:
        """Ask for a token; what is given by name is said instead of the truth."""
        asked = {"device": self.device, "at": now_ms(), "nonce": secrets.token_hex(8)} | more
        said = said_for_token(asked["device"], asked["at"], asked["nonce"])
        signature = to_text(self.key.sign(said))
        return self.http.post("/v1/token", json={"signature": signature} | asked)

    @property
    def token(self) -> str:
        if not self._token:
            self._token = self.ask_token().raise_for_status().json()["token"]
        return self._token

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path, headers=self.bearer)

    def batch(self, *blocks: dict[str, Any], **more: Any) -> bytes:
        """The next batch with these rows."""
        self.no += 1
        message = {"id": secrets.token_hex(16), "inc": self.inc, "no": self.no, "schema": 4}
        return json.dumps(message | {"blocks": list(blocks)} | more).encode()

    def push(self, body: bytes, **more: str) -> httpx.Response:
        headers = self.bearer | {
            SIGNATURE_HEADER: to_text(self.key.sign(said_for_batch(body))),
            "Content-Encoding": "zstd",
        }
        data = packing.shrink(body)
        return self.http.post("/v1/push", content=data, headers=headers | more)

    def pull(self, **asked: Any) -> httpx.Response:
        body = {"epoch": self.epoch} | asked
        return self.http.post("/v1/pull", json=body, headers=self.bearer)

    def pull_all(self) -> dict[str, Any]:
        """Everything that this laptop may see, as the office tells it to a new one."""
        told = self.pull().raise_for_status().json()
        rows: list[Any] = []
        names = told["buckets"]
        asked = {"grants": told["grants"], "rows": 5_000}
        while told.get("more"):
            told = self.pull(**asked).raise_for_status().json()
            rows += told.get("rows", [])
            asked |= {"cursors": asked.get("cursors", {}) | told.get("cursors", {})}
        return {"buckets": names, "rows": rows, "head": told["head"]}


def firm_block(firm_id: str, name: str = "Fundición El Yunque") -> dict[str, Any]:
    """A firm that is registered."""
    return {
        "e": "firm", "c": ["legal_name"], "r": [[firm_id, 0, 0, 0, name]],
        "t": now_ms(),
    }  # fmt: skip


def visit_blocks(firm_id: str, assessment_id: str, answers: int = 250) -> list[dict[str, Any]]:
    """An assessment with its answers, as a laptop sends a visit."""
    rows = [
        [None, 1_000, 0, 0, f"D{n // 10}.{n % 10}", 1 + n % 5, f"nota {n}"] for n in range(answers)
    ]
    assessment = {
        "e": "assessment", "c": ["firm_id", "kind", "status"], "t": now_ms() - 10_000_000,
        "r": [[assessment_id, 0, 0, 0, firm_id, "maturity", "draft"]],
    }  # fmt: skip
    answer = {
        "e": "answer", "c": ["item", "level", "note"], "h": assessment_id, "r": rows,
        "k": {"firm_id": firm_id, "assessment_id": assessment_id, "state": "rated"},
        "t": now_ms() - 10_000_000,
    }  # fmt: skip
    return [assessment, answer]


@pytest.fixture(params=["sqlite", "postgresql"])
def base_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A base with nothing in it, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    return request.getfixturevalue("postgres").new_base()


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost nothing here, so that the tests are quick; one test has them as they are."""
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(identity, "_hasher", lambda: cheap)


@pytest.fixture
def served(base_url: str, tmp_path: Path) -> Iterator[Served]:
    """An office that is served on that base."""
    office = Served(base_url, tmp_path / "office")
    yield office
    office.close()
