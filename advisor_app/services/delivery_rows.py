"""Deliveries as they lie in the base, with the names that a list shows beside them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.domain.delivery import Delivery, DeliveryState, Proof
from advisor_app.domain.document import NAMES
from advisor_app.schema import tables
from advisor_app.services.receivers import Receivers, receivers_of
from advisor_app.store import records

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class DocumentName:
    """What an issued document is called among people."""

    firm_name: str
    kind: str
    number: str
    version: int

    def title(self, lang: str) -> str:
        """Such as ``Informe de diagnóstico``."""
        return NAMES[self.kind].in_(lang)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery with the names that a list shows.

    Attributes:
        obstacle: why it can't be sent as planned, in a sentence; nothing when it can.
        is_outdated: whether a later version of the document was issued meanwhile.
    """

    delivery: Delivery
    document: DocumentName
    receiver: str = ""
    obstacle: str = ""
    is_outdated: bool = False


def delivery_of(row: records.Row) -> Delivery:
    """The delivery that a row holds."""
    proof = records.value_of(Proof, json.loads(row["proof"] or "{}"))
    return replace(records.value_of(Delivery, {**row, "proof": None}), proof=proof)


_NAMING: Final = (
    tables.firm.c.legal_name,
    tables.firm.c.trade_name,
    tables.document.c.kind,
    tables.document.c.number,
    tables.document.c.version,
)


def document_name(c: sa.Connection, document_id: str) -> DocumentName | None:
    """What a document is called, or None where there is none with this id."""
    document, firm = tables.document, tables.firm
    question = (
        sa.select(*_NAMING)
        .join_from(document, firm, firm.c.id == document.c.firm_id)
        .where(document.c.id == document_id)
    )
    row = c.execute(question).mappings().first()
    return None if row is None else _name_of(row)


def waiting_rows(c: sa.Connection) -> list[DeliveryRow]:
    """What waits to be handed over, the longest first."""
    d = tables.delivery.c
    return _rows(c, d.state == DeliveryState.WAITING, (d.asked_at, d.id))


def ended_rows(c: sa.Connection, most: int) -> list[DeliveryRow]:
    """The last deliveries that came to an end, the latest first."""
    d = tables.delivery.c
    return _rows(c, d.state != DeliveryState.WAITING, (d.done_at.desc(), d.id.desc()), most)


def _name_of(row: sa.RowMapping) -> DocumentName:
    firm_name = row["trade_name"] or row["legal_name"] or ""
    return DocumentName(firm_name, row["kind"], row["number"] or "", row["version"] or 1)


def _rows(
    c: sa.Connection,
    where: sa.ColumnElement[bool],
    order: Sequence[sa.ColumnElement[object]],
    most: int | None = None,
) -> list[DeliveryRow]:
    delivery, document = tables.delivery, tables.document
    firm, person = tables.firm, tables.person
    later = tables.document.alias("later")
    replaced = sa.exists().where(later.c.replaces == document.c.id, later.c["_deleted"] == 0)
    found = c.execute(
        sa.select(
            delivery,
            *_NAMING,
            replaced.label("is_outdated"),
            person.c.name.label("receiver"),
        )
        .join(firm, firm.c.id == delivery.c.firm_id)
        .join(document, document.c.id == delivery.c.document_id)
        .outerjoin(person, person.c.id == delivery.c.person_id)
        .where(delivery.c["_deleted"] == 0, firm.c["_deleted"] == 0, where)
        .order_by(*order)
        .limit(most)
    ).mappings()  # fmt: skip
    known: dict[str, Receivers] = {}

    def row_of(row: sa.RowMapping) -> DeliveryRow:
        made = delivery_of({str(name): value for name, value in row.items()})
        if made.firm_id not in known:
            known[made.firm_id] = receivers_of(c, made.firm_id)
        waits = made.state is DeliveryState.WAITING
        return DeliveryRow(
            made,
            _name_of(row),
            row["receiver"] or "",
            known[made.firm_id].obstacle(made.channel, made.person_id) if waits else "",
            bool(row["is_outdated"]),
        )

    return [row_of(row) for row in found]
