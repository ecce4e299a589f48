"""``advisor-cli export``: the answers of a firm, or its plan, as a workbook."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import LANGUAGES, _, language
from advisor_app.services.export import NAMES
from advisor_app.terminal import add_workspace, open_workspace, say

if TYPE_CHECKING:
    import argparse

    from advisor_app.services.session import Session


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # argparse exports no public name for it
    """Teach the command line to export."""
    parser = commands.add_parser(
        "export",
        help="write the answers of a firm, or its plan, as a workbook (XLSX)",
        description="The latest of the firm, or of the list that is named.",
    )
    add_workspace(parser)
    parser.add_argument("--firm", metavar="NIT", required=True, help="NIT, or office code")
    parser.add_argument("--kind", choices=list(NAMES), default="diagnosis", help="of what")
    parser.add_argument("--standard", metavar="ID", help="of a gap: against which list")
    parser.add_argument("--lang", choices=LANGUAGES, default="es", help="language of the workbook")
    parser.add_argument("--out", metavar="FILE.xlsx", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print where it is as JSON")
    parser.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    from advisor_app.services import export

    session = open_workspace(arguments)
    try:
        subject = _subject(session, arguments)
        path = export.save(session, arguments.kind, subject, arguments.lang, arguments.out)
    finally:
        session.close()
    where = str(path.resolve())
    say(sys.stdout, json.dumps({"file": where, "id": subject}) if arguments.json else where)
    return 0


def _subject(session: Session, arguments: argparse.Namespace) -> str:
    """The firm itself for its plan, else its latest assessment of the kind and list.

    Raises:
        AdvisorError: the firm has none.
    """
    firm = session.firms.by_number(arguments.firm)
    if arguments.kind == "plan":
        return firm.id
    if arguments.kind == "gap":
        wanted = arguments.standard
        found = [
            view.id for view in session.gaps.of_firm(firm.id) if wanted in (None, view.standard.id)
        ]
    else:
        found = [view.id for view in session.assessments.of_firm(firm.id)]
    if found:
        return found[0]
    name = NAMES[arguments.kind].in_(language())
    raise AdvisorError(_("La empresa todavía no tiene: {name}.").format(name=name))
