"""Where an office lives: its folder, and the base that is named there."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.schema import office
from advisor_app.server import identity
from advisor_app.server.access import Role
from advisor_app.server.engine import Base
from advisor_app.store.durable import make_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.server.copies import Head

_FILE: Final = "office.json"
_BASE: Final = "office.db"
_KINDS: Final = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Administrator:
    """The first person of an office."""

    login: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Place:
    """An office's folder, as it was set up.

    Attributes:
        name: what the office calls itself.
        database: the address of its base; empty for a file in the folder.
    """

    folder: Path
    name: str
    database: str = ""

    @property
    def files(self) -> Path:
        """Where the files that came lie."""
        return self.folder / "files"

    def prepare(self) -> Base:
        """The folder and the base of an office that is not there yet.

        Raises:
            AdvisorError: there is one.
        """
        if (self.folder / _FILE).exists():
            raise AdvisorError(_("En {folder} ya hay una oficina.").format(folder=self.folder))
        make_folder(self.folder)
        self.folder.chmod(0o700)
        return self.open()

    def open(self) -> Base:
        """The base of the office.

        Raises:
            AdvisorError: it can't be reached, or is none.
        """
        try:
            url = sa.make_url(self.database or f"sqlite:///{self.folder / _BASE}")
            if url.get_backend_name() not in _KINDS:
                raise AdvisorError(_("La base debe ser sqlite o postgresql."))
            base = Base(url.render_as_string(hide_password=False))
            base.create()
        except ArgumentError as error:
            raise AdvisorError(_("La dirección de la base no se entiende.")) from error
        except SQLAlchemyError as error:
            raise AdvisorError(
                _("No se pudo abrir la base de la oficina."),
                advice=_("Revise que el servidor de la base esté en marcha y que haya espacio."),
            ) from error
        return base


def set_up(place: Place, first: Administrator) -> None:
    """Make the folder, the base and the first administrator; all of it or nothing.

    Raises:
        AdvisorError: there is an office already, or it can't be made.
    """
    base = place.prepare()
    try:
        with base.writing() as c:
            if c.execute(sa.select(office.user.c.id)).first() is not None:
                raise AdvisorError(_("En esa base ya hay una oficina."))
            identity.add_person(c, first.login, first.name, Role.ADMINISTRATOR, first.password)
    finally:
        base.close()
    remember(place)


def set_up_again(folder: Path, database: str, copy: Path) -> Head:
    """Make an office from a copy, all of it or nothing; gives what the copy says of itself.

    Raises:
        AdvisorError: there is an office already, the copy is damaged, or is not in order.
    """
    from advisor_app.server import copies

    head = copies.read_through(copy)  # nothing is made of one that is damaged
    place = Place(folder, head.name, database)
    base = place.prepare()
    try:
        copies.bring_back(copy, base, place.files)
    finally:
        base.close()
    remember(place)
    return head


def remember(place: Place) -> None:
    """Say in its folder that the office is there."""
    told = {"name": place.name, "database": place.database}
    file = place.folder / _FILE
    write_whole(file, [json.dumps(told, ensure_ascii=False, indent=1).encode()])


def folder_of(named: Path | None) -> Path:
    """The office's folder: the one that was named, or the usual one."""
    if named is not None:
        return named.absolute()
    if told := os.environ.get("ADVISOR_OFFICE"):
        return Path(told).absolute()
    from platformdirs import user_data_path

    return user_data_path("advisor-office", appauthor=False)


def find(folder: Path) -> Place:
    """The office in a folder.

    Raises:
        AdvisorError: there is none.
    """
    try:
        told: Mapping[str, object] = json.loads((folder / _FILE).read_bytes())
        return Place(folder, str(told["name"]), str(told["database"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AdvisorError(
            _("En {folder} no hay una oficina.").format(folder=folder),
            advice=_("Créela con advisor-office init."),
        ) from error
