"""An office that is really served, in a process of its own, until its input ends.

It tells its address and a code for each laptop, and at each line how many bytes its sockets have
seen.
"""

from __future__ import annotations

import socket
import sys
import threading
from typing import Any

import uvicorn
from argon2 import PasswordHasher
from uvicorn.protocols.http.h11_impl import H11Protocol

from advisor_app.server import identity
from advisor_app.server.access import Role
from advisor_app.server.app import create_app
from advisor_app.server.engine import Base
from tests.bench.children import tell

PASSWORD = "aguacate-hass-2026"
LOGIN = "ana"
seen = {"up": 0, "down": 0}


class _Counted:
    """A way out that counts what leaves."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport

    def write(self, data: bytes) -> None:
        seen["down"] += len(data)
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _Counting(H11Protocol):
    def connection_made(self, transport: Any) -> None:
        super().connection_made(_Counted(transport))  # pyright: ignore[reportArgumentType]  # all it uses

    def data_received(self, data: bytes) -> None:
        seen["up"] += len(data)
        super().data_received(data)


def main(url: str, laptops: int, people: int) -> None:
    base = Base(url)
    base.create()
    if people > 1:  # what a password costs is not what is measured there
        cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        identity._hasher = lambda: cheap
    logins = [f"{LOGIN}{number or ''}" for number in range(people)]
    with base.writing() as c:
        ids = [identity.add_person(c, login, "Ana Ruiz", Role.ADVISOR, PASSWORD)
               for login in logins]  # fmt: skip
        codes = [identity.new_code(c, person) for person in ids for _laptop in range(laptops)]
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(512)
    config = uvicorn.Config(
        create_app(base, "Oficina"), http=_Counting, log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    told = {"address": address, "login": LOGIN, "password": PASSWORD, "codes": codes}
    tell(told | {"logins": logins})
    for _line in sys.stdin:
        tell(seen)
    server.should_exit = True
    thread.join()
    base.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
