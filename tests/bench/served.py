"""Programs that answer until they are told to end: an office, and the rival's server."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.bench.children import ROOT, BrokenProgramError, environment


@dataclass(slots=True)
class Served:
    """A program that answers.

    Attributes:
        told: what it said when it was ready.
    """

    told: dict[str, Any]
    _input: IO[str]
    _output: IO[str]

    def ask(self) -> dict[str, Any]:
        """What it says to a line."""
        self._input.write("\n")
        self._input.flush()
        return json.loads(self._output.readline())

    def traffic(self) -> dict[str, int]:
        """The bytes that its sockets have seen, heads of requests and answers among them."""
        return self.ask()


@contextlib.contextmanager
def serving(
    command: list[str], home: Path, variables: Mapping[str, str] | None = None
) -> Generator[Served]:
    """Run it while the block runs.

    Raises:
        BrokenProgramError: it did not begin.
    """
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**environment(home), **(variables or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as child:
        assert child.stdin is not None and child.stdout is not None  # noqa: PT018 - pipes
        line = child.stdout.readline()
        if not line:
            raise BrokenProgramError(f"{command[-2:]} did not begin")
        yield Served(json.loads(line), child.stdin, child.stdout)
        child.stdin.close()


@contextlib.contextmanager
def office(home: Path, url: str, laptops: int = 2, people: int = 1) -> Generator[Served]:
    """The office on this base, with codes for so many laptops of each person."""
    program = "tests.bench.programs.office"
    command = [sys.executable, "-m", program, url, str(laptops), str(people)]
    with serving(command, home) as served:
        yield served
