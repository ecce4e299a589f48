"""The command line: ``advisor-cli``, one sub-command for each thing it does."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from advisor_app import __version__
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import LANGUAGES, _, set_language

BAD_INPUT = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; its exit code: 0, or 2 when the input is refused."""
    arguments = build_parser().parse_args(argv)
    set_language(arguments.lang)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except AdvisorError as error:
        _say(sys.stderr, f"advisor-cli: {error}")
        return BAD_INPUT


def build_parser() -> argparse.ArgumentParser:
    """The parser with all sub-commands; each one sets ``run``."""
    parser = argparse.ArgumentParser(
        prog="advisor-cli", description="Diagnose quality maturity from the command line."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--lang", choices=LANGUAGES, default="es", help="language of messages")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_score(commands)
    return parser


def _add_score(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # argparse exports no public name for it
    parser = commands.add_parser(
        "score",
        help="score a sheet of answers (JSON) and route the firm",
        description=(
            "Read a sheet, or a JSON array of sheets, and print the result as JSON: "
            '{"form": "full"|"short", "profile": {"sector", "cond": {...}}, "answers": '
            '{"D1.1": {"level": 3, "evidence": "observed"}, "D1.2": "na", "D1.3": null}, '
            '"gap": {"readiness": "88.5", "blocking": 0}|null, "commitment": false}'
        ),
    )
    parser.add_argument("file", metavar="FILE", help="path of the sheet, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print JSON (always so)")
    parser.set_defaults(run=_score)


def _score(arguments: argparse.Namespace) -> int:
    from advisor_app.domain.score_sheet import score_text

    result = score_text(_read(arguments.file))
    _say(sys.stdout, json.dumps(result, ensure_ascii=False, indent=1))
    return 0


def _read(file: str) -> str:
    """The text of a file or of standard input."""
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


def _say(stream: TextIO, text: str) -> None:
    # a Windows console of another code page must not make the answer fail
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


if __name__ == "__main__":
    sys.exit(main())
