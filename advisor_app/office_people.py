"""The office's people, their laptops and their firms, on the command line."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.terminal import first_line, read_bytes, say

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.server.engine import Base

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # pyright: ignore[reportPrivateUsage]  # argparse exports no public name for it
_ROLES = ("advisor", "coordinator", "administrator")


def add(commands: Commands) -> None:
    """Add ``user``, ``device``, ``grant``, ``erase`` and ``import``."""
    _add_user(commands.add_parser("user", help="people who may speak with the office"))
    _add_device(commands.add_parser("device", help="their laptops"))
    _add_grant(commands.add_parser("grant", help="the firms that each person works with"))
    _add_erase(commands.add_parser("erase", help="forget a person who asked for it (Ley 1581)"))
    one = commands.add_parser("import", help="firms and assignments from a spreadsheet (XLSX)")
    one.add_argument("file", metavar="FILE", type=Path)
    one.set_defaults(run=_import)


def add_password_file(parser: argparse.ArgumentParser) -> None:
    """Let a password be read from a file instead of being asked for."""
    parser.add_argument(
        "--password-file", metavar="FILE", type=Path, help="its first line is the password"
    )


def new_password(arguments: argparse.Namespace, ask: Callable[[str], str]) -> str:
    """A new password, from the file that was named or asked for twice.

    Raises:
        AdvisorError: the two are not the same.
    """
    if arguments.password_file is not None:
        return first_line(arguments.password_file)
    password = ask(_("Contraseña:") + " ")
    if ask(_("Otra vez:") + " ") != password:
        raise AdvisorError(_("Las dos contraseñas no son iguales."))
    return password


@contextlib.contextmanager
def open_base(arguments: argparse.Namespace) -> Generator[Base]:
    """The base of the office that was named, as long as the command lasts."""
    from advisor_app.server import place

    base = place.find(place.folder_of(arguments.data)).open()
    try:
        yield base
    finally:
        base.close()


# --- People ------------------------------------------------------------------------------------


def _add_user(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    one = _action(actions, "add", "register a person and print a code for the laptop", _user_add)
    one.add_argument("login")
    one.add_argument("--name", default="", help="as it is shown to others")
    one.add_argument("--role", choices=_ROLES, default="advisor")
    add_password_file(one)
    _action(actions, "list", "print them", _user_list)
    for name, told, run in (
        ("code", "print a code with which a person enrols one laptop", _user_code),
        ("disable", "let a person and their laptops in no more", _user_disable),
        ("password", "give a person another password", _user_password),
    ):
        one = _action(actions, name, told, run)
        one.add_argument("login")
        if name == "password":
            add_password_file(one)


def _user_add(arguments: argparse.Namespace) -> int:
    from getpass import getpass

    from advisor_app.server import identity
    from advisor_app.server.access import Role

    password = new_password(arguments, getpass)

    def work(c: sa.Connection) -> str:
        role = Role(arguments.role)
        user_id = identity.add_person(c, arguments.login, arguments.name, role, password)
        return identity.new_code(c, user_id)

    _tell_code(_write(arguments, work))
    return 0


def _user_list(arguments: argparse.Namespace) -> int:
    from advisor_app.server import listing

    _print(_read(arguments, listing.people))
    return 0


def _user_code(arguments: argparse.Namespace) -> int:
    from advisor_app.server import identity

    _tell_code(_write(arguments, lambda c: identity.new_code(c, _person(c, arguments))))
    return 0


def _user_disable(arguments: argparse.Namespace) -> int:
    from advisor_app.server import identity

    _write(arguments, lambda c: identity.disable(c, _person(c, arguments)))
    say(sys.stdout, _("{login} ya no entra.").format(login=arguments.login))
    return 0


def _user_password(arguments: argparse.Namespace) -> int:
    from getpass import getpass

    from advisor_app.server import identity

    password = new_password(arguments, getpass)
    _write(arguments, lambda c: identity.set_password(c, _person(c, arguments), password))
    return 0


def _tell_code(code: str) -> None:
    say(sys.stdout, _("Código para un computador, vale una vez: {code}").format(code=code))


def _person(c: sa.Connection, arguments: argparse.Namespace) -> str:
    from advisor_app.server import identity

    person = identity.find_person(c, _login(arguments))
    if person is None:
        raise _nobody(arguments)
    return str(person.id)


def _login(arguments: argparse.Namespace) -> str:
    from advisor_app.server import identity

    return identity.plain_login(arguments.login)


def _nobody(arguments: argparse.Namespace) -> AdvisorError:
    return AdvisorError(_("No hay nadie con el usuario {login}.").format(login=arguments.login))


# --- Laptops -----------------------------------------------------------------------------------


def _add_device(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    _action(actions, "list", "print them", _device_list)
    one = _action(actions, "revoke", "let a laptop in no more", _device_revoke)
    one.add_argument("device")


def _device_list(arguments: argparse.Namespace) -> int:
    from advisor_app.server import listing

    _print(_read(arguments, listing.laptops))
    return 0


def _device_revoke(arguments: argparse.Namespace) -> int:
    from advisor_app.server import identity

    if not _write(arguments, lambda c: identity.revoke(c, arguments.device)):
        raise AdvisorError(_("No hay un computador activo con ese nombre."))
    say(sys.stdout, _("El computador ya no entra. Lo copiado antes queda fuera de alcance."))
    return 0


# --- Firms -------------------------------------------------------------------------------------


def _add_grant(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    for name, told, run in (
        ("add", "let a person work with a firm", _grant_add),
        ("remove", "let a person no longer work with a firm", _grant_remove),
    ):
        one = _action(actions, name, told, run)
        one.add_argument("login")
        one.add_argument("firm", help="its id or its NIT")
    one = _action(actions, "list", "print the firms of a person", _grant_list)
    one.add_argument("login")


def _grant_add(arguments: argparse.Namespace) -> int:
    from advisor_app.server import access, listing
    from advisor_app.server.conflicts import OFFICE

    def work(c: sa.Connection) -> None:
        firm = listing.find_firm(c, arguments.firm)
        access.give(c, _person(c, arguments), firm, OFFICE)

    _write(arguments, work)
    return 0


def _grant_remove(arguments: argparse.Namespace) -> int:
    from advisor_app.server import access, listing

    def work(c: sa.Connection) -> None:
        access.take_away(c, _person(c, arguments), listing.find_firm(c, arguments.firm))

    _write(arguments, work)
    return 0


def _grant_list(arguments: argparse.Namespace) -> int:
    from advisor_app.server import listing

    _print(_read(arguments, lambda c: listing.firms_of(c, _person(c, arguments))))
    return 0


def _add_erase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", help="the id of the person's record, or of the firm's")
    parser.add_argument("--firm", action="store_true", help="it is a firm of one person")
    parser.add_argument("--by", metavar="LOGIN", dest="login", required=True, help="who grants it")
    parser.set_defaults(run=_erase)


def _erase(arguments: argparse.Namespace) -> int:
    from advisor_app.server import identity
    from advisor_app.server.access import Caller, Role
    from advisor_app.server.conflicts import OFFICE
    from advisor_app.server.erasure import erase
    from advisor_app.server.errors import Refused

    granting = _read(arguments, lambda c: identity.find_person(c, _login(arguments)))
    if granting is None:
        raise _nobody(arguments)
    caller = Caller(OFFICE, granting.id, Role(granting.role), granting.name)
    entity = "firm" if arguments.firm else "person"
    try:
        with open_base(arguments) as base:
            found = erase(base, caller, arguments.record, entity=entity)
    except Refused as error:
        raise AdvisorError(_("Solo coordinación o administración concede un borrado.")) from error
    if not found:
        raise AdvisorError(_("No hay un registro con ese número."))
    told = _(
        "Borrado en la oficina. Los computadores lo borran en su próximo intercambio; "
        "las copias hechas antes quedan fuera de alcance."
    )
    say(sys.stdout, told)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from advisor_app.server import importing
    from advisor_app.spreadsheet.archive import LARGEST_FILE
    from advisor_app.spreadsheet.reader import read_book

    data = read_bytes(arguments.file, LARGEST_FILE + 1)
    book = read_book(data, lambda _name: True)
    done = _write(arguments, lambda c: importing.put_in(c, book, ""))
    told = _("Empresas nuevas: {new}. Ya estaban: {known}. Asignaciones nuevas: {given}.")
    say(sys.stdout, told.format(new=done.new, known=done.known, given=done.given))
    return 0


# --- Together ----------------------------------------------------------------------------------


def _action(
    actions: Commands, name: str, told: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=told)
    parser.set_defaults(run=run)
    return parser


def _write(arguments: argparse.Namespace, work: Callable[[sa.Connection], Any]) -> Any:  # noqa: ANN401 - what the work gives
    with open_base(arguments) as base, base.writing() as c:
        return work(c)


def _read(arguments: argparse.Namespace, question: Callable[[sa.Connection], Any]) -> Any:  # noqa: ANN401 - what is asked for
    with open_base(arguments) as base, base.reading() as c:
        return question(c)


def _print(lines: list[tuple[str, ...]]) -> None:
    """Print rows, the columns apart by tabs."""
    for line in lines:
        say(sys.stdout, "\t".join(line))
