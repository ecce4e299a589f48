"""Whether the files of photos and papers are as they were kept: each is opened and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import sqlalchemy as sa

from advisor_app.i18n import _, language, ngettext
from advisor_app.schema import tables
from advisor_app.services import evidence_points
from advisor_app.services import evidence_rows as rows
from advisor_app.services.base import Service
from advisor_app.store import records
from advisor_app.store.errors import DamagedAttachment

if TYPE_CHECKING:
    from advisor_app.services.evidence_rows import Link
    from advisor_app.store.records import Row

_A: Final = tables.attachment.c
_S: Final = tables.signature.c
Fault = Literal["missing", "damaged"]


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file that is gone or altered.

    Attributes:
        firm: its name.
        points: the answers that the file backs, by number and list.
        is_original: whether it is the photo as it came, while the small one may be sound.
    """

    firm: str
    points: tuple[str, ...]
    is_picture: bool
    is_original: bool
    fault: Fault

    def told(self) -> str:
        """What is wrong, with whose file, and what to do about it."""
        what = _("la foto") if self.is_picture else _("el documento")
        if self.is_original:
            what = _("el original de la foto")
        where = "; ".join(self.points) or _("algo que ya no se muestra")
        said = (
            _("{firm}: falta {what} de {where}.")
            if self.fault == "missing"
            else _("{firm}: está dañado el archivo de {what} de {where}.")
        ).format(firm=self.firm, what=what, where=where)
        advice = _(
            "Restaure la segunda copia en una carpeta vacía, guarde de allí una copia del archivo "
            "y agréguela en ese punto."
        )
        return f"{said} {advice}"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found.

    Attributes:
        checked: how many files were opened.
        orphans: files that no record names; they harm nothing.
    """

    checked: int
    bad: tuple[BadFile, ...]
    orphans: int

    def told(self) -> str:
        """The figures in a sentence."""
        said = ngettext("{n} archivo revisado", "{n} archivos revisados", self.checked)
        stray = ngettext("{n} sin registro", "{n} sin registro", self.orphans)
        return f"{said.format(n=self.checked)}; {stray.format(n=self.orphans)}."

    def counts(self) -> dict[str, int]:
        """The figures alone, which name nobody."""
        missing = sum(one.fault == "missing" for one in self.bad)
        return {
            "checked": self.checked,
            "missing": missing,
            "damaged": len(self.bad) - missing,
            "orphans": self.orphans,
        }


class KeptFiles(Service):
    """Looks after the sealed files behind the evidence; signatures look after their own."""

    def check(self) -> FileReport:
        """Open every file that a record names, and count those that none names."""
        attachments = self._workspace.attachments
        kept = self._read(_kept)
        names = dict.fromkeys(sha256 for row in kept for sha256 in _names_of(row))
        faults: dict[str, Fault] = {
            sha256: fault for sha256 in names if (fault := self._fault(sha256))
        }
        bad = self._read(lambda c: tuple(_told(c, kept, faults)))
        return FileReport(len(names), bad, attachments.strays(self._read(_ever_named)))

    def _fault(self, sha256: str) -> Fault | None:
        attachments = self._workspace.attachments
        try:
            for _part in attachments.pieces(sha256):
                pass
        except DamagedAttachment:
            return "damaged" if attachments.has(sha256) else "missing"
        return None


def _kept(c: sa.Connection) -> list[Row]:
    """The rows of all files but those of signatures."""
    signing = (
        sa.select(column).where(column.is_not(None)) for column in (_S.photo_id, _S.evidence_id)
    )
    return records.many(c, tables.attachment, tuple(_A.id.not_in(one) for one in signing), ("id",))


def _names_of(row: Row) -> tuple[str, ...]:
    return tuple(name for name in (row["sha256"], row["original_sha256"]) if name)


def _ever_named(c: sa.Connection) -> set[str]:
    """Of files that were taken away too: they can still come back."""
    found = c.execute(sa.select(_A.sha256, _A.original_sha256))
    return {name for names in found for name in names if name}


def _told(c: sa.Connection, kept: list[Row], faults: dict[str, Fault]) -> Iterator[BadFile]:
    lists: dict[str, dict[Link, str]] = {}
    for row in kept:
        firm_id = str(row["firm_id"])
        for sha256 in _names_of(row):
            if sha256 not in faults:
                continue
            if firm_id not in lists:
                lists[firm_id] = _lists_of(c, firm_id)
            firm = records.one(c, tables.firm, firm_id) or {}
            yield BadFile(
                firm=firm.get("trade_name") or firm.get("legal_name") or "",
                points=tuple(_points(c, row, lists[firm_id])),
                is_picture=(row["media_type"] or "").startswith("image/"),
                is_original=sha256 == row["original_sha256"],
                fault=faults[sha256],
            )


def _lists_of(c: sa.Connection, firm_id: str) -> dict[Link, str]:
    return {one.link: one.of.in_(language()) for one in evidence_points.of_firm(c, firm_id)}


def _points(c: sa.Connection, row: Row, lists: dict[Link, str]) -> Iterator[str]:
    for link in rows.one(c, row["id"]).links:
        yield f"{link.item}, {lists[link]}" if link in lists else link.item
