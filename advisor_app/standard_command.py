"""``advisor-cli standard``: lists of requirements as spreadsheets, out and in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.grid import BadTable
from advisor_app.i18n import LANGUAGES, _, language, ngettext
from advisor_app.terminal import add_workspace, open_workspace, say

if TYPE_CHECKING:
    import argparse

    from advisor_app.domain.standard import Standard
    from advisor_app.services.lists import Brought

_REFUSED = 2


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # argparse exports no public name for it
    """Teach the command line what can be done with lists."""
    parser = commands.add_parser(
        "standard",
        help="list, export and import lists of requirements as spreadsheets",
        description="Lists of requirements as spreadsheets; docs/lists.md explains the template.",
    )
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    _add_list(actions)
    _add_export(actions)
    _add_import(actions)
    _add_remove(actions)


def _add_list(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = actions.add_parser("list", help="name every list, and its newest version")
    add_workspace(parser, required=False)
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    parser.set_defaults(run=_list)


def _list(arguments: argparse.Namespace) -> int:
    from advisor_app.domain.standard import shipped_ids
    from advisor_app.services.lists import shipped_name

    if arguments.workspace is None:
        names = tuple(shipped_name(key) for key in shipped_ids())
    else:
        session = open_workspace(arguments)
        try:
            names = session.lists.all()
        finally:
            session.close()
    lang = language()
    if arguments.json:
        rows = [
            {"id": one.id, "version": one.version, "name": one.name.in_(lang), "own": one.is_own}
            for one in names
        ]
        say(sys.stdout, json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        say(sys.stdout, "\n".join(f"{one.id}@{one.version}  {one.in_(lang)}" for one in names))
    return 0


def _add_export(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = actions.add_parser(
        "export",
        help="write a list, or the blank template, as a spreadsheet",
        description="Own lists come from --workspace; without ID, a blank template is written.",
    )
    parser.add_argument(
        "words", metavar="[ID[@VERSION]] FILE.xlsx", nargs="+", help="which list, and where to"
    )
    parser.add_argument("--template", action="store_true", help="the blank template")
    parser.add_argument("--lang", choices=LANGUAGES, default="es", help="language of the headings")
    add_workspace(parser, required=False)
    parser.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    from advisor_app.services import list_files

    *which, file = arguments.words
    if len(which) > 1 or (which and arguments.template):
        raise AdvisorError(
            _("Sobran palabras: se espera la clave de la lista y el archivo, o solo el archivo.")
        )
    path = Path(file)
    if path.suffix.lower() != ".xlsx":
        raise AdvisorError(_("Falta el archivo donde se guarda: su nombre debe terminar en .xlsx."))
    if which:
        list_files.write_list(_wanted(which[0], arguments), path, arguments.lang)
    else:
        list_files.write_template(path, arguments.lang)
    say(sys.stdout, str(path.resolve()))
    return 0


def _wanted(word: str, arguments: argparse.Namespace) -> Standard:
    from advisor_app.services.lists import find

    key, _at, version = word.partition("@")
    if arguments.workspace is None:
        return find(key, version, [])
    session = open_workspace(arguments)
    try:
        return session.lists.find(key, version)
    finally:
        session.close()


def _add_import(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = actions.add_parser(
        "import",
        help="install a list from a spreadsheet as a new version",
        description="Check every cell and install the list, or name all the cells that are wrong.",
    )
    parser.add_argument("file", metavar="FILE.xlsx", type=Path)
    parser.add_argument("--check", action="store_true", help="only check; store nothing")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    add_workspace(parser, required=False)
    parser.set_defaults(run=_import)


def _import(arguments: argparse.Namespace) -> int:
    try:
        brought = _brought(arguments)
    except BadTable as error:
        if not arguments.json:
            raise
        problems = [{"cell": one.place, "problem": one.text} for one in error.problems]
        say(sys.stdout, json.dumps({"installed": False, "problems": problems}, ensure_ascii=False))
        return _REFUSED
    _tell(brought, arguments)
    return 0


def _brought(arguments: argparse.Namespace) -> Brought:
    from advisor_app.services import list_files, lists

    if arguments.workspace is None:
        if not arguments.check:
            raise AdvisorError(
                _("Falta decir en qué espacio de trabajo se instala la lista."),
                advice=_("Agregue --workspace, o --check para solo revisarla."),
            )
        return lists.settle(list_files.read_file(arguments.file), [])
    session = open_workspace(arguments)
    try:
        if arguments.check:
            return session.lists.check(arguments.file)
        return session.lists.install(arguments.file)
    finally:
        session.close()


def _add_remove(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]  # as above
    parser = actions.add_parser(
        "remove", help="offer an own list no longer; assessments made with it stay as they are"
    )
    parser.add_argument("which", metavar="ID[@VERSION]", help="the newest version, or this one")
    add_workspace(parser)
    parser.set_defaults(run=_remove)


def _remove(arguments: argparse.Namespace) -> int:
    key, _at, version = arguments.which.partition("@")
    session = open_workspace(arguments)
    try:
        removed = session.lists.remove(key, version)
    finally:
        session.close()
    said = _("«{name}», versión {version}, ya no se ofrece.")
    name = removed.name.in_(language())
    say(sys.stdout, said.format(name=name, version=removed.version))
    return 0


def _tell(brought: Brought, arguments: argparse.Namespace) -> None:
    standard, lang = brought.standard, language()
    count = len(standard.requirements)
    if arguments.json:
        facts = {
            "id": standard.id,
            "version": standard.version,
            "digest": standard.digest,
            "requirements": count,
            "installed": brought.is_new and not arguments.check,
            "new": brought.is_new,
            "problems": [],
            "warnings": [{"cell": one.place, "warning": one.text} for one in brought.warnings],
        }
        say(sys.stdout, json.dumps(facts, ensure_ascii=False))
        return
    for warning in brought.warnings:
        say(sys.stdout, _("Aviso: {warning}").format(warning=warning))
    if not brought.is_new:
        text = _("«{name}» ya está así, en la versión {version}; no cambió nada.")
    elif arguments.check:
        text = _("«{name}» está bien y quedaría como versión {version}, con {points}.")
    else:
        text = _("«{name}» quedó instalada como versión {version}, con {points}.")
    points = ngettext("{n} requisito", "{n} requisitos", count).format(n=count)
    said = text.format(name=standard.name.in_(lang), version=standard.version, points=points)
    say(sys.stdout, said)
