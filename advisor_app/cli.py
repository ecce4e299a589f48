"""The command line: ``advisor-cli``, one sub-command for each thing it does."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app import __version__, export_command, standard_command, sync_command
from advisor_app.domain.document import DIAGNOSIS, GAP_REPORT, NAMES
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.paper_form import Round
from advisor_app.i18n import LANGUAGES, _, language, set_language
from advisor_app.terminal import add_workspace as _add_workspace
from advisor_app.terminal import first_line as _first_line
from advisor_app.terminal import open_workspace as _open
from advisor_app.terminal import passphrase as _passphrase
from advisor_app.terminal import read_text as _read
from advisor_app.terminal import say as _say

if TYPE_CHECKING:
    from advisor_app.domain.standard import Standard
    from advisor_app.services.restoring import FoundCopy
    from advisor_app.services.second_copies import GoodCopy
    from advisor_app.services.session import Session

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
    _add_gap(commands)
    _add_demo(commands)
    _add_report(commands)
    _add_form(commands)
    _add_check(commands)
    _add_backup(commands)
    _add_copies(commands)
    _add_restore(commands)
    standard_command.add(commands)
    export_command.add(commands)
    sync_command.add(commands)
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


def _add_gap(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = commands.add_parser(
        "gap",
        help="measure the gap to a standard from a sheet of answers (JSON)",
        description=(
            "Read a sheet, or a JSON array of sheets, and print the result as JSON: "
            '{"standard": "iso_9001_2015", "answers": {"4.1": "C"|"P"|"N"|"NA"|null}, '
            '"prerequisites": {...}, "workers": 8, "risk_class": 2}'
        ),
    )
    parser.add_argument("file", metavar="FILE", help="path of the sheet, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print JSON (always so)")
    _add_workspace(parser, required=False)
    parser.set_defaults(run=_gap)


def _gap(arguments: argparse.Namespace) -> int:
    from advisor_app.domain.gap_sheet import gap_text

    result = gap_text(_read(arguments.file), _own_lists(arguments))
    _say(sys.stdout, json.dumps(result, ensure_ascii=False, indent=1))
    return 0


def _own_lists(arguments: argparse.Namespace) -> dict[str, Standard]:
    """The newest version of each list that was brought into the workspace, if one is named."""
    if arguments.workspace is None:
        return {}
    session = _open(arguments)
    try:
        return {one.id: one for one in session.lists.own()}
    finally:
        session.close()


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = commands.add_parser("demo", help="write the demo workspace with twelve firms")
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--json", action="store_true", help="print the firms as JSON")
    parser.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace) -> int:
    from advisor_app.services import entry

    session = entry.open_demo(arguments.folder)
    try:
        firms = [{"nit": row.nit_shown, "name": row.name} for row in session.firms.list()]
    finally:
        session.close()
    if arguments.json:
        _say(sys.stdout, json.dumps(firms, ensure_ascii=False, indent=1))
    else:
        _say(sys.stdout, "\n".join(f"{firm['nit']}  {firm['name']}" for firm in firms))
    return 0


def _add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = commands.add_parser("report", help="write a document of a firm or a visit as PDF")
    _add_workspace(parser)
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--firm", metavar="NIT", help="the firm's NIT, or its office code")
    whose.add_argument("--visit", metavar="ID", help="the visit that the document belongs to")
    parser.add_argument(
        "--kind", choices=list(NAMES), default=DIAGNOSIS, help="which document (the diagnosis)"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="es", help="language of the report")
    parser.add_argument("--out", metavar="FILE", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print number, version and hash")
    parser.set_defaults(run=_report)


def _report(arguments: argparse.Namespace) -> int:
    from advisor_app.domain.delivery import Errand
    from advisor_app.services.handed_files import save_file

    session, lang = _open(arguments), arguments.lang
    try:
        subject_id = _subject(session, arguments)
        issued = session.documents.issue(subject_id, arguments.kind)
        pdf = session.documents.preview(subject_id, lang, arguments.kind)
        save_file(session.deliveries, [Errand(issued.id, lang)], arguments.out, pdf)
    finally:
        session.close()
    facts = {"number": issued.number, "version": issued.version, "sha256": issued.content_hash}
    path = str(arguments.out.resolve())
    _say(sys.stdout, json.dumps({**facts, "file": path}) if arguments.json else path)
    return 0


def _subject(session: Session, arguments: argparse.Namespace) -> str:
    """What the document is about: of the visit named, or the latest of the firm.

    Raises:
        AdvisorError: there is no such document yet.
    """
    if arguments.visit:
        visits = [session.visits.get(arguments.visit)]
    else:
        firm = session.firms.by_number(arguments.firm)
        assessed = {DIAGNOSIS: session.assessments, GAP_REPORT: session.gaps}.get(arguments.kind)
        if assessed is not None and (found := assessed.of_firm(firm.id)):
            return found[0].id
        visits = session.visits.of_firm(firm.id)[::-1]
    for visit in visits:
        for paper in session.documents.papers_of_visit(visit.id):
            if paper.kind == arguments.kind:
                return paper.subject_id
    raise AdvisorError(
        _("Todavía no hay ese documento: {name}.").format(
            name=NAMES[arguments.kind].in_(language())
        )
    )


def _add_form(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = commands.add_parser("form", help="write a blank form as PDF, to print and fill in")
    parser.add_argument(
        "--round", choices=[str(one) for one in Round], default=Round.SHORT, help="which questions"
    )
    parser.add_argument("--sector", metavar="KEY", help="only what firms of this sector are asked")
    parser.add_argument("--lang", choices=LANGUAGES, default="es", help="language of the form")
    parser.add_argument("--out", metavar="FILE", type=Path, required=True)
    parser.set_defaults(run=_form)


def _form(arguments: argparse.Namespace) -> int:
    from advisor_app.services.documents import write_file
    from advisor_app.services.paper_forms import blank_form

    form = blank_form(Round(arguments.round), arguments.lang, arguments.sector)
    write_file(arguments.out, form.pdf)
    _say(sys.stdout, str(arguments.out.resolve()))
    return 0


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = commands.add_parser("check", help="open a workspace and verify that it is sound")
    _add_workspace(parser)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.set_defaults(run=_check)


def _check(arguments: argparse.Namespace) -> int:
    session = _open(arguments)
    try:
        files = session.files.check()
        findings = session.verify() + [one.told() for one in files.bad]
    finally:
        session.close()
    if arguments.json:
        facts = {"sound": not findings, "findings": findings, "files": files.counts()}
        _say(sys.stdout, json.dumps(facts))
    else:
        _say(sys.stdout, "\n".join(findings) or _("El espacio de trabajo está sano."))
        _say(sys.stdout, files.told())
    return 1 if findings else 0


def _add_backup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = commands.add_parser(
        "backup",
        help="make an encrypted second copy on another medium",
        description="Make a second copy and read it back; the folder is remembered as its place.",
    )
    _add_workspace(parser)
    parser.add_argument("--to", metavar="FOLDER", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print moment, size and folder")
    parser.set_defaults(run=_backup)


def _backup(arguments: argparse.Namespace) -> int:
    session = _open(arguments)
    try:
        session.copies.choose(arguments.to)
        session.copies.make()
        made = session.copies.copies()[0]
    finally:
        session.close()
    folder = str(arguments.to.resolve())
    if arguments.json:
        _say(sys.stdout, json.dumps({"folder": folder, **_copy_facts(made)}))
    else:
        _say(sys.stdout, _("Copia hecha y comprobada en {folder}.").format(folder=folder))
    return 0


def _add_copies(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = commands.add_parser("copies", help="list the second copies in a folder")
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    parser.set_defaults(run=_copies)


def _copies(arguments: argparse.Namespace) -> int:
    from advisor_app.services import entry

    rows = [
        {"file": str(found.file), "state": found.state, **_copy_facts(found)}
        for found in entry.find_copies(arguments.folder)
    ]
    if arguments.json:
        _say(sys.stdout, json.dumps(rows, indent=1))
    else:
        _say(sys.stdout, "\n".join("  ".join(map(str, row.values())) for row in rows))
    return 0


def _add_restore(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = commands.add_parser("restore", help="bring a workspace back from a second copy")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FOLDER",
        type=Path,
        required=True,
        help="where the copies lie; the newest whole one counts; or the file of one of them",
    )
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="an empty folder")
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument("--recovery-code-file", metavar="F", type=Path)
    secret.add_argument("--passphrase-file", metavar="F", type=Path)
    parser.add_argument("--json", action="store_true", help="print what was restored")
    parser.set_defaults(run=_restore)


def _restore(arguments: argparse.Namespace) -> int:
    from advisor_app.services.restoring import Secret, choose, restore

    copy = choose(arguments.source)
    if arguments.recovery_code_file is not None:
        secret = Secret(recovery_code=_first_line(arguments.recovery_code_file))
    else:
        secret = Secret(passphrase=_passphrase(arguments))
    restore(copy, arguments.to, secret)
    folder = str(arguments.to.resolve())
    if arguments.json:
        _say(sys.stdout, json.dumps({"workspace": folder, **_copy_facts(copy)}))
    else:
        _say(
            sys.stdout, _("El espacio de trabajo quedó completo en {folder}.").format(folder=folder)
        )
    return 0


def _copy_facts(copy: GoodCopy | FoundCopy) -> dict[str, object]:
    made_at = copy.made_at.isoformat() if copy.made_at else None
    return {
        "made_at": made_at,
        "device": copy.device,
        "size": copy.size,
        "program": copy.program,
    }


if __name__ == "__main__":
    sys.exit(main())
