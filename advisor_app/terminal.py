"""What every sub-command shares: opening a workspace, reading what is typed, and saying a line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

if TYPE_CHECKING:
    import argparse

    from advisor_app.services.session import Session


def add_workspace(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Say which workspace is meant and what unlocks it."""
    parser.add_argument("--workspace", metavar="DIR", type=Path, required=required)
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        help="its first line unlocks the workspace; else ADVISOR_PASSPHRASE does",
    )


def open_workspace(arguments: argparse.Namespace) -> Session:
    """The workspace that was named, unlocked.

    Raises:
        AdvisorError: there is none, or the passphrase does not open it.
    """
    from advisor_app.services import entry

    state = entry.inspect(arguments.workspace)
    if state == "absent":
        raise AdvisorError(
            _("En {folder} no hay un espacio de trabajo.").format(folder=arguments.workspace)
        )
    if state == "demo":
        return entry.open_demo(arguments.workspace)
    return entry.unlock(arguments.workspace, passphrase(arguments))


def passphrase(arguments: argparse.Namespace) -> str:
    """What unlocks the workspace."""
    if arguments.passphrase_file is not None:
        return first_line(arguments.passphrase_file)
    return os.environ.get("ADVISOR_PASSPHRASE", "")


def first_line(file: Path) -> str:
    """The first line of a file."""
    return read_text(str(file)).partition("\n")[0].rstrip("\r")


def read_text(file: str) -> str:
    """The text of a file or of standard input.

    Raises:
        AdvisorError: it can't be read, or is no text.
    """
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        message = _("No se puede leer {file}: {reason}.")
        reason = error.strerror or str(error)
        raise AdvisorError(message.format(file=file, reason=reason)) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AdvisorError(_("{file} no es un texto UTF-8.").format(file=file)) from error


def read_bytes(file: Path, most: int) -> bytes:
    """The bytes of a file, no more than so many.

    Raises:
        AdvisorError: it can't be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        message = _("No se puede leer {file}: {reason}.")
        reason = error.strerror or str(error)
        raise AdvisorError(message.format(file=file.name, reason=reason)) from error


def say(stream: TextIO, text: str) -> None:
    """Print a text, whatever the code page."""
    # a Windows console of another code page must not make the answer fail
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
