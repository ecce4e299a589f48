"""A PostgreSQL of the tests' own: in a temporary folder, on a socket that nobody else has."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

_OWNER = "postgres"


def programs() -> Path | None:
    """The folder with the newest ``initdb`` there is."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: float(path.parent.parent.name)).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class Postgres:
    """A running server; each test has a schema of its own in it, which takes no time to make."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        # short, because the path of a socket is bounded, and outside the homes of single tests
        self._folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        self._count = 0
        if os.geteuid() == 0:
            shutil.chown(self._folder, _OWNER, _OWNER)
        self._run("initdb", "-D", self._data, "-U", _OWNER, "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = f"-c fsync=off -c listen_addresses='' -c unix_socket_directories={self._folder}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", log, "-w", "start")

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def new_base(self) -> str:
        """A base with nothing in it, as an address."""
        self._count += 1
        name = f"office{self._count}"
        address = f"host={self._folder} user={_OWNER} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")  # pyright: ignore[reportArgumentType]  # a name of ours
        search = f"options=-csearch_path%3D{name}"
        return f"postgresql://{_OWNER}@/postgres?host={self._folder}&{search}"

    def remove(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["setpriv", f"--reuid={_OWNER}", f"--regid={_OWNER}", "--clear-groups",
                       "--", *command]  # fmt: skip
        subprocess.run(
            command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL; where there is none, the test is skipped, or fails with REQUIRE_PG=1."""
    folder = programs()
    if folder is None:
        message = "PostgreSQL is missing: the office was tried on SQLite alone"
        if os.environ.get("REQUIRE_PG"):
            pytest.fail(message)
        pytest.skip(message)
    server = Postgres(folder)
    yield server
    server.remove()
