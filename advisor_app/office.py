"""The office's command line: ``advisor-office``, from setting up to serving."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from advisor_app import __version__, office_copies, office_people
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import LANGUAGES, _, set_language
from advisor_app.office_people import Commands, new_password
from advisor_app.terminal import say

BAD_INPUT = 2
STOPPED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; its exit code: 0, or 2 when the input is refused."""
    arguments = build_parser().parse_args(argv)
    set_language(arguments.lang)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except AdvisorError as error:
        say(sys.stderr, f"advisor-office: {error}")
        return BAD_INPUT
    except KeyboardInterrupt:
        return STOPPED


def build_parser() -> argparse.ArgumentParser:
    """The parser with all sub-commands; each one sets ``run``."""
    parser = argparse.ArgumentParser(
        prog="advisor-office", description="The office that laptops exchange their work with."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--lang", choices=LANGUAGES, default="es", help="language of messages")
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="the office's folder; else ADVISOR_OFFICE, else the user's data folder",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_init(commands)
    _add_serve(commands)
    office_people.add(commands)
    office_copies.add(commands)
    return parser


def _add_init(commands: Commands) -> None:
    parser = commands.add_parser("init", help="set up an office with its first administrator")
    parser.add_argument("--name", default="", help="what the office calls itself")
    parser.add_argument(
        "--database", metavar="URL", default="", help="postgresql://…; else a file in the folder"
    )
    parser.add_argument("--login", default="admin", help="login of the first administrator")
    parser.add_argument("--person", default="", help="name of the first administrator")
    office_people.add_password_file(parser)
    parser.set_defaults(run=_init)


def _init(arguments: argparse.Namespace) -> int:
    from advisor_app.server.place import Administrator, Place, folder_of, set_up

    place = Place(folder_of(arguments.data), arguments.name, arguments.database)
    password = new_password(arguments, getpass.getpass)
    set_up(place, Administrator(arguments.login, arguments.person, password))
    say(sys.stdout, _("La oficina quedó lista en {folder}.").format(folder=place.folder))
    say(sys.stdout, _("Para servirla en este equipo: advisor-office serve"))
    return 0


def _add_serve(commands: Commands) -> None:
    parser = commands.add_parser("serve", help="answer the laptops until stopped")
    parser.add_argument("--host", default="127.0.0.1", help="address to answer at")
    parser.add_argument("--port", type=int, default=8470)
    parser.add_argument("--certificate", metavar="FILE", type=Path, help="TLS certificate (PEM)")
    parser.add_argument("--key", metavar="FILE", type=Path, help="its private key (PEM)")
    parser.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> int:
    from filelock import FileLock, Timeout

    from advisor_app.server.app import create_app
    from advisor_app.server.place import find, folder_of
    from advisor_app.server.serving import Address, serve

    address = Address(arguments.host, arguments.port, arguments.certificate, arguments.key)
    address.check()
    place = find(folder_of(arguments.data))
    try:
        lock = FileLock(place.folder / "serving.lock", timeout=0)
        with lock:
            base = place.open()
            try:
                say(sys.stderr, _("La oficina responde en {url}").format(url=address.url))
                serve(create_app(base, place.name, place.folder), address)
            finally:
                base.close()
    except Timeout as error:
        raise AdvisorError(_("Esta oficina ya se está sirviendo.")) from error
    return 0


if __name__ == "__main__":
    sys.exit(main())
