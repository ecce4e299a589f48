"""What a real desktop has and a test does not: a screen, a session bus, a bus for accessibility.

All of it is private to one test, and ends with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE = 10.0


@contextmanager
def child(*command: str | Path, **options: object) -> Iterator[subprocess.Popen]:
    """A program and whatever it starts itself; all of it ends with the block."""
    with subprocess.Popen(command, start_new_session=True, **options) as running:
        try:
            yield running
        finally:
            _end(running)


def _end(running: subprocess.Popen) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(running.pid, how)
        with suppress(subprocess.TimeoutExpired):
            running.wait(_PATIENCE)
            return


@contextmanager
def told_by(
    *command: str | Path, option: str, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """A program that tells in one line where it can be reached."""
    reading, writing = os.pipe()
    words = [word.format(writing) for word in (*map(str, command), *option.split())]
    with child(*words, pass_fds=[writing], env=environment, stderr=subprocess.DEVNULL):
        os.close(writing)
        with os.fdopen(reading) as said:
            yield said.readline().strip()


@contextmanager
def x_server() -> Iterator[str]:
    """An X server with the field laptop's screen, by the name that programs call it."""
    size = ("-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset")
    with told_by("Xvfb", *size, option="-displayfd {}") as number:
        yield f":{number}"


@contextmanager
def desktop(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of programs that can be seen and be asked about what they show."""
    own = folder / "run"
    own.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "XDG_RUNTIME_DIR": str(own),
        "QT_QPA_PLATFORM": "xcb",
        "QT_ACCESSIBILITY": "1",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    environment.pop("AT_SPI_BUS_ADDRESS", None)
    with x_server() as screen:
        environment["DISPLAY"] = screen
        bus = ("dbus-daemon", "--session", "--nofork")  # it starts the accessibility bus by itself
        with told_by(*bus, option="--print-address={}", environment=environment) as address:
            yield {**environment, "DBUS_SESSION_BUS_ADDRESS": address}
