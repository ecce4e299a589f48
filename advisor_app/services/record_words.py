"""Which record something is about, in the words of its list or of the record itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.consent import ConsentKind, consent_text
from advisor_app.domain.document import NAMES as DOCUMENTS
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.field_words import RECORDS
from advisor_app.domain.instrument import Instrument
from advisor_app.domain.market import short_name
from advisor_app.domain.standard import Standard
from advisor_app.domain.statement_words import Point
from advisor_app.i18n import catalog
from advisor_app.schema import tables
from advisor_app.schema.tables import SYNCED
from advisor_app.services import contents
from advisor_app.services.assessments import GAP
from advisor_app.store import records

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa


_TABLES: Final = {table.name: table for table in SYNCED}
_TOLD_BY: Final = {"person": "name", "commitment": "what", "attachment": "caption"}
_TITLED: Final = {"action": "title", "content": "content_id", "remark": "item"}


@dataclass(slots=True)
class RecordWords:
    """Names records in one language; what it read once it knows."""

    c: sa.Connection
    lang: str
    _lists: dict[str, Instrument | Standard | None] = field(default_factory=dict)

    def kind(self, entity: str) -> str:
        """``Respuesta``."""
        words = RECORDS.get(entity)
        return words.in_(self.lang) if words else catalog(self.lang).text("Registro")

    def row(self, entity: str, record_id: str) -> Mapping[str, Any] | None:
        """The record as it is here, deleted or not."""
        table = _TABLES.get(entity)
        if table is None:
            return None
        (key,) = table.primary_key.columns
        query = self.c.execute(table.select().where(key == record_id))
        found = query.mappings().first()
        return None if found is None else {str(name): value for name, value in found.items()}

    def point(self, assessment_id: str, item: str) -> Point:
        """A question or a requirement of an assessment."""
        found = self._list_of(assessment_id)
        if isinstance(found, Instrument) and found.has_item(item):
            asked = found.item(item)
            return Point(item, asked.question.in_(self.lang), asked)
        if isinstance(found, Standard) and found.has(item):
            return Point(item, found.requirement(item).title.in_(self.lang))
        return Point(item, "")

    def list_name(self, assessment_id: str) -> str:
        """What an assessment asks by: the instrument or the list."""
        found = self._list_of(assessment_id)
        if found is None:
            return ""
        return (short_name(found) if isinstance(found, Standard) else found.name).in_(self.lang)

    def about(self, entity: str, record_id: str) -> str:
        """What tells the record from others of its kind; empty where there is nothing to tell."""
        row = self.row(entity, record_id)
        if row is None:
            return ""
        if entity in ("answer", "evidence", "finding") and row.get("assessment_id"):
            point = self.point(row["assessment_id"], row["item"])
            return f"{point.code} · {point.text}" if point.text else point.code
        if named := _TOLD_BY.get(entity) or _TITLED.get(entity):
            return str(row[named] or "")
        if entity in ("assessment", "quality_cost"):
            return self.list_name(row["assessment_id"] if entity == "quality_cost" else record_id)
        return self._told(entity, row)

    def _told(self, entity: str, row: Mapping[str, Any]) -> str:
        if entity == "visit":
            return " · ".join(filter(None, (str(row["number"] or ""), self._day(row))))
        if entity == "consent":
            return consent_text(self.lang).names[ConsentKind(row["kind"])]
        if entity == "document" and row["kind"] in DOCUMENTS:
            return f"{DOCUMENTS[row['kind']].in_(self.lang)} {row['number'] or ''}".strip()
        return ""

    def _day(self, row: Mapping[str, Any]) -> str:
        if not row["started_at"]:
            return ""
        moment = formats.local(datetime.fromisoformat(row["started_at"]), clock.offset_minutes())
        return formats.short_date(moment.date(), self.lang)

    def _list_of(self, assessment_id: str) -> Instrument | Standard | None:
        if assessment_id not in self._lists:
            self._lists[assessment_id] = self._read_list(assessment_id)
        return self._lists[assessment_id]

    def _read_list(self, assessment_id: str) -> Instrument | Standard | None:
        row = records.one(self.c, tables.assessment, assessment_id)
        if row is None or not row["instrument_digest"]:
            return None
        read = contents.standard if row["kind"] == GAP else contents.instrument
        try:
            return read(self.c, row["instrument_digest"])
        except (AdvisorError, KeyError):  # told when the assessment itself is opened
            return None
