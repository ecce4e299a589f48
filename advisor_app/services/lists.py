"""The lists of requirements one can begin with: those of the program, and own ones brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advisor_app.domain.content import canonical_json
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.market import shipped_markets
from advisor_app.domain.standard import Standard, load_standard, shipped_ids, shipped_standard
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services import contents, list_files
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.list_files import Step, no_step

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from advisor_app.domain.grid import Problem
    from advisor_app.domain.list_reading import ReadList
    from advisor_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class ListName:
    """A list as it is offered.

    Attributes:
        is_own: it was brought in, not shipped with the program.
    """

    id: str
    version: str
    name: Text
    edition: Text
    is_own: bool

    def in_(self, lang: str) -> str:
        """The name with the edition, or with the version where it is an own list."""
        if self.is_own:
            return _("{name} · lista propia, versión {version}").format(
                name=self.name.in_(lang), version=self.version
            )
        return f"{self.name.in_(lang)} · {self.edition.in_(lang)}"


@dataclass(frozen=True, slots=True)
class Brought:
    """A list from a file, as it would be or was installed.

    Attributes:
        is_new: whether it differs from the newest version that is known.
        warnings: what is worth knowing, with its cells.
    """

    standard: Standard
    is_new: bool
    warnings: tuple[Problem, ...]


class Lists(Service):
    """Offers the lists, and installs own ones, each change of them as a version of its own."""

    def all(self) -> tuple[ListName, ...]:
        """Every list once, by its id; an own one in its newest version."""
        own = {one.id: one for one in self.own()}
        shipped = [shipped_name(key) for key in shipped_ids() if key not in own]
        brought = [
            ListName(one.id, one.version, one.name, one.edition, is_own=True)
            for one in own.values()
        ]
        return tuple(shipped + brought)

    def own(self) -> list[Standard]:
        """Every version of the own lists, the older ones first."""
        return self._read(contents.own_standards)

    def find(self, id: str, version: str = "") -> Standard:  # noqa: A002 - the caller's word
        """The list of an id, in this version or the newest.

        Raises:
            AdvisorError: there is none.
        """
        return find(id, version, self.own())

    def check(self, path: Path, step: Step = no_step) -> Brought:
        """What a spreadsheet would bring; nothing is stored.

        Raises:
            AdvisorError: it can't be taken; a ``BadTable`` names every cell.
        """
        return settle(list_files.read_file(path, step), self.own())

    def install(self, path: Path) -> Brought:
        """Take a list from a spreadsheet; what is the newest already changes nothing.

        Raises:
            AdvisorError: it can't be taken; nothing was stored.
        """
        read = list_files.read_file(path)

        def work(c: sa.Connection) -> Brought:
            brought = settle(read, contents.own_standards(c))
            if brought.is_new:
                _keep(c, brought.standard)
            return brought

        made = self._workspace.write(work).result()
        changes = frozenset({("content", made.standard.digest)})
        self._announcer.announce(Changes(changes, frozenset()))
        return made

    def remove(self, id: str, version: str = "") -> Standard:  # noqa: A002 - as above
        """Offer an own version no longer; what was begun with it goes on, and it can come back.

        Raises:
            AdvisorError: there is no such own list.
        """
        standard = self.find(id, version)
        if standard.digest not in {one.digest for one in self.own()}:
            raise AdvisorError(
                _("La lista «{key}» es del programa y no se puede quitar.").format(key=id)
            )
        t = tables.content

        def work(c: sa.Connection) -> None:
            c.execute(t.update().where(t.c.digest == standard.digest).values(_deleted=1))

        changes = frozenset({("content", standard.digest)})
        self._write(work, Changes(changes, frozenset()))
        return standard


def shipped_name(key: str) -> ListName:
    """A list of the program by the short name of the catalogue."""
    known = shipped_markets().standard(key)
    if known is not None:
        return ListName(key, "1.0", known.name, known.edition, is_own=False)
    whole = shipped_standard(key)
    return ListName(key, whole.version, whole.name, whole.edition, is_own=False)


def find(id: str, version: str, own: Sequence[Standard]) -> Standard:  # noqa: A002 - as above
    """The list of an id among the program's and these own ones.

    Raises:
        AdvisorError: there is none.
    """
    known = _versions(id, own)
    fitting = [one for one in known if version in ("", one.version)]
    if fitting:
        return fitting[-1]
    if known:
        raise AdvisorError(
            _("La lista «{key}» no tiene la versión {version}.").format(key=id, version=version),
            advice=_("Hay: {versions}.").format(versions=", ".join(one.version for one in known)),
        )
    raise AdvisorError(
        _("No hay ninguna lista «{key}».").format(key=id),
        advice=_("advisor-cli standard list las nombra todas."),
    )


def settle(read: ReadList, own: Sequence[Standard]) -> Brought:
    """A list with its version: the one it tells where that is newer than all, else the next."""
    version, known = str(read.raw["version"]), _versions(read.raw["id"], own)
    if known:
        newest = known[-1]
        if _with_version(read.raw, newest.version).digest == newest.digest:
            return Brought(newest, False, read.warnings)
        if contents.version_key(version) <= contents.version_key(newest.version):
            version = _next(newest.version)
    return Brought(_with_version(read.raw, version), True, read.warnings)


def _versions(id: str, own: Sequence[Standard]) -> list[Standard]:  # noqa: A002 - as above
    """Every version of a list, the program's first."""
    shipped = [shipped_standard(id)] if id in shipped_ids() else []
    return shipped + [one for one in own if one.id == id]


def _with_version(raw: dict[str, Any], version: str) -> Standard:
    return load_standard(canonical_json({**raw, "version": version}))


def _next(version: str) -> str:
    *first, last = contents.version_key(version) or (1, 0)
    return ".".join(map(str, [*first, last + 1]))


def _keep(c: sa.Connection, standard: Standard) -> None:
    """Store a list, or show again one that an assessment has kept or that was taken away."""
    t = tables.content
    values = {
        "kind": contents.OWN_LIST,
        "content_id": standard.id,
        "version": standard.version,
        "body": standard.body,
        "_deleted": 0,
    }
    done = c.execute(t.update().where(t.c.digest == standard.digest).values(values))
    if done.rowcount == 0:
        c.execute(t.insert().values(digest=standard.digest, **values))
