"""``advisor-cli sync``: one exchange with the office that the workspace has joined."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from advisor_app.i18n import _, ngettext
from advisor_app.terminal import add_workspace, open_workspace, say

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # argparse exports no public name for it
    """Teach the command line to exchange."""
    parser = commands.add_parser("sync", help="send what waits to the office, take in what is new")
    add_workspace(parser)
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.set_defaults(run=_sync)


def _sync(arguments: argparse.Namespace) -> int:
    session = open_workspace(arguments)
    try:
        outcome = session.exchange.run()
        waiting = session.exchange.state().waiting
    finally:
        session.close()
    if arguments.json:
        say(sys.stdout, json.dumps({**asdict(outcome), "waiting": waiting}))
        return 0
    say(
        sys.stdout,
        _("Se enviaron {sent} registros y llegaron {came}.").format(
            sent=outcome.sent, came=outcome.came
        ),
    )
    left = ngettext(
        "Falta {n} registro por enviar.", "Faltan {n} registros por enviar.", waiting
    ).format(n=waiting)
    say(sys.stdout, left if waiting else _("Todo está en la oficina."))
    return 0
