"""Firms: list and search, the record itself, and everything that happened to a firm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Literal

import sqlalchemy as sa

from advisor_app import formats
from advisor_app.domain import clock, ids
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.firm import PUBLIC_FIELDS, Firm
from advisor_app.domain.firm_rules import validate_firm
from advisor_app.domain.market import short_name
from advisor_app.domain.places import shipped_places
from advisor_app.domain.text import fold
from advisor_app.i18n import _, language
from advisor_app.schema import tables
from advisor_app.services import contents, scope_rows
from advisor_app.services.assessments import GAP, MATURITY
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import ConsentNeeded, DamagedContent, NotFound
from advisor_app.store import records

Status = Literal["new", "draft", "diagnosed"]


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm as the list shows it.

    Attributes:
        nit_shown: ``999.000.101-0``, or the office code of a firm without a NIT.
        status: ``new`` without a diagnosis, ``draft`` with one under way, else ``diagnosed``.
        level: maturity level 1 to 5 of the last closed diagnosis.
        haystack: what the search looks through, folded.
    """

    id: str
    name: str
    trade_name: str
    nit_shown: str
    municipality: str
    department: str
    sector: str
    pdet: bool
    last_visit: date | None
    status: Status
    level: int | None
    haystack: str = field(default="", repr=False, compare=False)

    @property
    def place(self) -> str:
        """``El Tambo (Cauca)``."""
        return f"{self.municipality} ({self.department})" if self.municipality else ""


@dataclass(frozen=True, slots=True)
class SavedFirm:
    """A stored firm and the others that carry the same NIT."""

    firm: Firm
    same_nit: tuple[FirmRow, ...]


HistoryKind = Literal["visit", "assessment", "gap", "document", "consent"]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Something that happened at a firm.

    Attributes:
        at: when, UTC.
        offset: minutes that local time adds to UTC.
        ref: id of the visit, assessment or document.
        paper: the kind of a document, and
        subject_id: the diagnosis, visit or firm it is about.
        state: outcome of a visit, status of an assessment, number of a document, or yes/no.
        about: which list of requirements, and which part of the firm.
        under: id of the group that it belongs to.
    """

    at: datetime
    offset: int
    kind: HistoryKind
    ref: str
    state: str
    number: int = 0
    level: int | None = None
    line: str = ""
    paper: str = ""
    subject_id: str = ""
    about: str = ""
    under: str = ""


def place_of(divipola: str | None) -> str:
    """``El Tambo (Cauca)`` of a municipality code; empty when there is none."""
    town = shipped_places().get(divipola) if divipola else None
    return f"{town.name} ({town.department})" if town else ""


def find_firms(rows: Sequence[FirmRow], text: str) -> list[FirmRow]:
    """The firms whose name, NIT or municipality holds every word typed, accents ignored."""
    words = fold(text).split()
    if not words:
        return list(rows)
    digits = "".join(char for char in text if char.isdigit())
    as_number = len(digits) >= 3 and all(char in "0123456789.- " for char in text)
    if as_number:
        return [row for row in rows if digits in row.haystack]
    first, *rest = words
    found = [row for row in rows if first in row.haystack]
    for word in rest:
        found = [row for row in found if word in row.haystack]
    return found


class Firms(Service):
    """Reads and writes of firms."""

    def new(self) -> Firm:
        """An empty record with its final identity; it is stored by ``save``."""
        return Firm(id=ids.new_id())

    def get(self, firm_id: str) -> Firm:
        """One firm.

        Raises:
            NotFound: there is none with this id.
        """
        row = self._read(lambda c: records.one(c, tables.firm, firm_id))
        if row is None:
            raise NotFound.record()
        return records.value_of(Firm, row)

    def by_number(self, number: str) -> Firm:
        """The firm of a NIT, however written, or of an office code; the oldest of several.

        Raises:
            NotFound: there is none.
        """
        digits = "".join(char for char in number.partition("-")[0] if char.isdigit())
        t = tables.firm

        def question(c: sa.Connection) -> Firm | None:
            fits = sa.or_(t.c.nit == digits, t.c.nit + t.c.nit_dv == digits) if digits else None
            code = t.c.office_code == number.strip().upper()
            where = code if fits is None else sa.or_(code, fits)
            named = bool(number.strip())  # a firm with a NIT has an empty office code
            rows = records.many(c, t, (where,), ("created_at", "id")) if named else []
            return records.value_of(Firm, rows[0]) if rows else None

        firm = self._read(question)
        if firm is None:
            raise NotFound.record()
        return firm

    def list(self) -> list[FirmRow]:
        """Every firm, in alphabetical order of the folded name."""
        return self._read(_rows)

    def save(self, firm: Firm) -> SavedFirm:
        """Store a firm; a NIT that exists already is linked and allowed.

        Raises:
            InvalidRecord: a field can't be right; nothing was stored.
            ConsentNeeded: more than public data before the first consent.
        """
        firm = _with_office_code(firm)
        problems = validate_firm(firm, shipped_places(), clock.today())
        if problems:
            raise InvalidRecord(_("Revise los datos marcados de la empresa."), problems)

        def work(c: sa.Connection) -> list[str]:
            _require_consent(c, firm)
            records.save(c, tables.firm, records.row_of(firm))
            return _link_same_nit(c, firm)

        twins = self._write(work, Changes.of(firm.id, ("firm", firm.id)))
        same = [row for row in self.list() if row.id in twins] if twins else []
        return SavedFirm(firm, tuple(same))

    def same_nit(self, nit: str, except_id: str) -> list[FirmRow]:
        """Other firms with this NIT (digits only)."""
        twins = set(self._read(lambda c: _twins(c, nit, except_id)))
        return [row for row in self.list() if row.id in twins] if twins else []

    def history(self, firm_id: str) -> list[HistoryEntry]:
        """Everything that happened at the firm, the latest first."""
        entries = self._read(lambda c: list(_history(c, firm_id)))
        return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _with_office_code(firm: Firm) -> Firm:
    if firm.nit or firm.office_code:
        return firm
    return replace(firm, office_code="OF-" + firm.id.replace("-", "")[-8:].upper())


def _require_consent(c: sa.Connection, firm: Firm) -> None:
    if consent_state(c, firm.id).data:
        return
    before = records.one(c, tables.firm, firm.id)
    known = records.value_of(Firm, before) if before else Firm(id=firm.id)
    for name, value in records.row_of(firm).items():
        if name not in PUBLIC_FIELDS and name != "id" and value != getattr(known, name):
            raise ConsentNeeded.for_data()


def _twins(c: sa.Connection, nit: str, except_id: str) -> list[str]:
    t = tables.firm
    if not nit:
        return []
    found = c.execute(
        sa.select(t.c.id).where(t.c.nit == nit, t.c.id != except_id, t.c["_deleted"] == 0)
    )
    return [row.id for row in found]


def _link_same_nit(c: sa.Connection, firm: Firm) -> list[str]:
    twins = _twins(c, firm.nit or "", firm.id)
    t = tables.firm_link
    for twin in twins:
        known = c.execute(
            sa.select(t.c.id).where(
                sa.or_(
                    sa.and_(t.c.firm_id == firm.id, t.c.other_firm_id == twin),
                    sa.and_(t.c.firm_id == twin, t.c.other_firm_id == firm.id),
                )
            )
        ).first()
        if known is None:
            records.save(
                c,
                t,
                {
                    "id": ids.new_id(),
                    "firm_id": firm.id,
                    "other_firm_id": twin,
                    "reason": "same_nit",
                },
            )
    return twins


def _rows(c: sa.Connection) -> list[FirmRow]:
    t, visit, assessment = tables.firm, tables.visit, tables.assessment
    visited = c.execute(
        sa.select(visit.c.firm_id, sa.func.max(visit.c.started_at))
        .where(visit.c["_deleted"] == 0)
        .group_by(visit.c.firm_id)
    )
    last_visit = {row[0]: row[1] for row in visited.all()}
    diagnoses: dict[str, tuple[Status, int | None]] = {}
    for row in c.execute(
        sa.select(assessment.c.firm_id, assessment.c.status, assessment.c.level)
        .where(assessment.c.kind == MATURITY, assessment.c["_deleted"] == 0)
        .order_by(assessment.c.created_at)
    ):
        diagnoses[row.firm_id] = _status(row, diagnoses.get(row.firm_id))
    columns = (t.c.id, t.c.legal_name, t.c.trade_name, t.c.nit, t.c.nit_dv, t.c.office_code,
               t.c.divipola, t.c.sector)  # fmt: skip
    firms = c.execute(sa.select(*columns).where(t.c["_deleted"] == 0)).all()
    rows = [_row(row, last_visit, diagnoses) for row in firms]
    return sorted(rows, key=attrgetter("haystack"))


def _status(
    row: Any,  # noqa: ANN401 - a row of the query below
    before: tuple[Status, int | None] | None,
) -> tuple[Status, int | None]:
    known_level = before[1] if before else None
    if row.status == "closed":
        return ("diagnosed", row.level)
    return ("draft", known_level)


def _row(
    row: Any,  # noqa: ANN401 - a row of the query above
    last_visit: dict[str, str],
    diagnoses: dict[str, tuple[Status, int | None]],
) -> FirmRow:
    # unpacked at once: with ten thousand firms, asking a row for each column by name is dear
    firm_id, legal_name, trade_name, nit, digit, office_code, divipola, sector = row
    town = shipped_places().get(divipola) if divipola else None
    name, trade = legal_name or "", trade_name or ""
    status, level = diagnoses.get(firm_id, ("new", None))
    day = last_visit.get(firm_id)
    municipality = town.name if town else ""
    number = f"{nit}{digit or ''}" if nit else office_code or ""
    return FirmRow(
        id=firm_id,
        name=name,
        trade_name=trade,
        nit_shown=formats.nit(nit, digit or "") if nit else number,
        municipality=municipality,
        department=town.department if town else "",
        sector=sector or "",
        pdet=bool(town and town.pdet_subregion),
        last_visit=datetime.fromisoformat(day).date() if day else None,
        status=status,
        level=level,
        haystack=fold(f"{name} {trade} {number} {municipality}"),
    )


def _history(c: sa.Connection, firm_id: str) -> Iterable[HistoryEntry]:
    moment = datetime.fromisoformat
    for r in records.of_firm(c, tables.visit, firm_id):
        yield HistoryEntry(
            moment(r["started_at"]), r["started_at_offset"], "visit", r["id"],
            r["outcome"] or "open", r["number"],
        )  # fmt: skip
    groups: dict[str, str] = {}
    for r in records.of_firm(c, tables.assessment, firm_id):
        groups[r["id"]] = r["group_id"] or ""
        is_gap = r["kind"] == GAP
        yield HistoryEntry(
            moment(r["closed_at"] or r["created_at"]), clock.offset_minutes(),
            "gap" if is_gap else "assessment", r["id"], r["status"],
            level=r["level"], line=r["line_override"] or r["line"] or "",
            about=_about(c, r) if is_gap else "", under=groups[r["id"]],
        )  # fmt: skip
    for r in records.of_firm(c, tables.document, firm_id):
        yield HistoryEntry(
            moment(r["issued_at"]), r["issued_at_offset"], "document", r["id"], r["number"],
            r["version"], paper=r["kind"],
            subject_id=r["assessment_id"] or r["visit_id"] or firm_id,
            under=groups.get(r["assessment_id"] or "", ""),
        )  # fmt: skip
    for r in records.of_firm(c, tables.consent, firm_id):
        if r["kind"] == "data":
            yield HistoryEntry(
                moment(r["given_at"]), r["given_at_offset"], "consent", r["id"],
                "yes" if r["answer"] else "no",
            )  # fmt: skip


def _about(c: sa.Connection, row: records.Row) -> str:
    """The part of a group by its name; anything else by the short name of its list."""
    name = scope_rows.scope_in(c, row).name
    if row["group_id"]:
        return name
    try:
        standard = contents.standard(c, row["instrument_digest"])
    except DamagedContent:  # told when it is opened
        return _("lista dañada")
    listed = short_name(standard).in_(language())
    return f"{listed}, {name}" if name else listed


__all__ = ["FirmRow", "Firms", "HistoryEntry", "SavedFirm", "find_firms", "place_of"]
