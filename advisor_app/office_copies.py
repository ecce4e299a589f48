"""Copies of the office, and whether it is in order, on the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app.i18n import _
from advisor_app.terminal import say

if TYPE_CHECKING:
    from advisor_app.office_people import Commands

NOT_IN_ORDER = 1


def add(commands: Commands) -> None:
    """Add ``backup``, ``restore`` and ``check``."""
    one = commands.add_parser("backup", help="copy base and files while the office goes on")
    one.add_argument("--to", metavar="DIR", type=Path, required=True)
    one.set_defaults(run=_backup)
    one = commands.add_parser("restore", help="make an office from a copy")
    one.add_argument("copy", metavar="FILE", type=Path)
    one.add_argument("--database", metavar="URL", default="", help="as for init")
    one.set_defaults(run=_restore)
    one = commands.add_parser("check", help="see that history, versions, sums and files agree")
    one.set_defaults(run=_check)


def _backup(arguments: argparse.Namespace) -> int:
    from advisor_app.server import copies, place

    office = place.find(place.folder_of(arguments.data))
    base = office.open()
    try:
        path = copies.back_up(base, office.name, office.files, arguments.to.absolute())
    finally:
        base.close()
    say(sys.stdout, _("Copia leída y completa: {file}").format(file=path))
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from advisor_app.server import place

    folder = place.folder_of(arguments.data)
    head = place.set_up_again(folder, arguments.database, arguments.copy.absolute())
    say(sys.stdout, _("La oficina quedó lista en {folder}.").format(folder=folder))
    told = _("Repita lo que se retiró o se suprimió después del {moment}.")
    say(sys.stdout, told.format(moment=head.at[:16].replace("T", " ") + " UTC"))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from advisor_app.server import audit, place

    office = place.find(place.folder_of(arguments.data))
    base = office.open()
    try:
        with base.reading() as c:
            found = audit.faults(c, office.files)
    finally:
        base.close()
    for line in found or [_("Todo está en orden.")]:
        say(sys.stdout, line)
    return NOT_IN_ORDER if found else 0
