"""Deliveries: every way a document took out of the laptop, and what still waits to be sent."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app import formats
from advisor_app.domain import clock, ids
from advisor_app.domain.delivery import Channel, DeliveryState, Proof
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.errors import NotFound
from advisor_app.services.receivers import Receivers, receivers_of
from advisor_app.store import records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_RECENT: Final = 20


@dataclass(frozen=True, slots=True)
class Errand:
    """A document that is to be handed over.

    Attributes:
        person_id: who receives it, where that is noted.
        waiting_id: the delivery that waited for this.
    """

    document_id: str
    lang: str
    person_id: str | None = None
    waiting_id: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One way that one document took, or is to take.

    Attributes:
        reason: why it failed or was given up.
    """

    id: str
    firm_id: str
    document_id: str
    channel: Channel
    state: DeliveryState
    lang: str = ""
    person_id: str | None = None
    asked_at: datetime | None = None
    done_at: datetime | None = None
    done_at_offset: int | None = None
    proof: Proof = field(default_factory=Proof)
    reason: str = ""
    advisor_id: str | None = None

    @property
    def errand(self) -> Errand:
        """What is to be done about it."""
        return Errand(self.document_id, self.lang, self.person_id, self.id)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery with the names that a list shows.

    Attributes:
        obstacle: why it can't be sent as planned, in a sentence; nothing when it can.
        is_outdated: whether a later version of the document was issued meanwhile.
    """

    delivery: Delivery
    firm_name: str
    kind: str
    number: str
    version: int
    receiver: str = ""
    obstacle: str = ""
    is_outdated: bool = False


class Deliveries(Service):
    """Keeps what was handed over, with its proof, and the queue of what is sent later."""

    def record(
        self, document_id: str, channel: Channel, lang: str, proof: Proof | None = None
    ) -> Delivery:
        """Note that an issued document was handed over just now.

        Raises:
            NotFound: there is no such document.
        """
        return self.hand(Errand(document_id, lang), channel, proof or Proof())

    def hand(
        self,
        errand: Errand,
        channel: Channel,
        proof: Proof,
        *,
        state: DeliveryState = DeliveryState.HANDED,
        reason: str = "",
    ) -> Delivery:
        """Note how an errand ended; what waited for it waits no longer.

        Raises:
            NotFound: there is no such document.
        """

        def work(c: sa.Connection) -> Delivery:
            document = records.one(c, tables.document, errand.document_id)
            if document is None:
                raise NotFound.record()
            before = _stored(c, errand.waiting_id) if errand.waiting_id else None
            made = Delivery(
                id=before.id if before else ids.new_id(),
                firm_id=document["firm_id"],
                document_id=errand.document_id,
                channel=channel,
                state=state,
                lang=errand.lang,
                person_id=errand.person_id,
                asked_at=before.asked_at if before else clock.now(),
                done_at=clock.now(),
                done_at_offset=clock.offset_minutes(),
                proof=replace(proof, content_hash=document["content_hash"] or ""),
                reason=reason,
                advisor_id=self._workspace.actor,
            )
            _save(c, made)
            return made

        return self._announced(work)

    def confirm(self, delivery_id: str) -> Delivery:
        """Note that who received the document said so."""

        def work(c: sa.Connection) -> Delivery:
            confirmed = replace(_stored(c, delivery_id), state=DeliveryState.CONFIRMED)
            _save(c, confirmed)
            return confirmed

        return self._announced(work)

    def queue(
        self, document_id: str, channel: Channel, lang: str, person_id: str | None = None
    ) -> Delivery:
        """Have a document wait until it can be sent; asked for twice, it waits once.

        Raises:
            AdvisorError: the firm did not agree to it, or the person can't be reached that way.
            NotFound: there is no such document.
        """

        def work(c: sa.Connection) -> Delivery:
            document = records.one(c, tables.document, document_id)
            if document is None:
                raise NotFound.record()
            why_not = receivers_of(c, document["firm_id"]).obstacle(channel, person_id)
            if why_not:
                raise AdvisorError(
                    why_not, advice=_("Puede entregarlo en papel, en una memoria o al teléfono.")
                )
            made = Delivery(
                id=ids.new_id(),
                firm_id=document["firm_id"],
                document_id=document_id,
                channel=channel,
                state=DeliveryState.WAITING,
                lang=lang,
                person_id=person_id,
                asked_at=clock.now(),
                advisor_id=self._workspace.actor,
            )
            same = next((one for one in _waiting_of(c, document_id) if _is_same(one, made)), None)
            if same is not None:
                return same
            _save(c, made)
            return made

        return self._announced(work)

    def mark_sent(self, delivery_id: str, channel: Channel, day: date) -> Delivery:
        """Note that the advisor sent a waiting document by other means, how and on which day.

        Raises:
            InvalidRecord: the day is still to come, or before the document was asked for.
        """

        def work(c: sa.Connection) -> Delivery:
            waiting = _stored(c, delivery_id)
            problem = _day_problem(waiting, day)
            if problem:
                raise InvalidRecord(_("Revise la fecha del envío."), {"day": problem})
            sent = replace(
                _ended(waiting, DeliveryState.HANDED), channel=channel, proof=Proof(sent_on=day)
            )
            _save(c, sent)
            return sent

        return self._announced(work)

    def give_up(self, delivery_id: str, reason: str) -> Delivery:
        """Wait no longer, and say why.

        Raises:
            InvalidRecord: the reason is missing.
        """
        if len(reason.strip()) < 4:
            problem = _("Escriba en pocas palabras por qué no se entrega.")
            raise InvalidRecord(_("Falta el motivo."), {"reason": problem})

        def work(c: sa.Connection) -> Delivery:
            ended = _ended(_stored(c, delivery_id), DeliveryState.GIVEN_UP)
            given_up = replace(ended, reason=reason.strip())
            _save(c, given_up)
            return given_up

        return self._announced(work)

    def put_back(self, waiting: Delivery) -> Delivery:
        """Undo: the delivery waits again as it did."""

        def work(c: sa.Connection) -> Delivery:
            _save(c, waiting)
            return waiting

        return self._announced(work)

    def of_document(self, document_id: str) -> list[Delivery]:
        """Every way a document took or is to take, in the order they were asked for."""
        where = (tables.delivery.c.document_id == document_id,)
        rows = self._read(lambda c: records.many(c, tables.delivery, where, ("asked_at", "id")))
        return [_delivery(row) for row in rows]

    def waiting(self) -> list[DeliveryRow]:
        """What waits to be sent, the longest first."""
        d = tables.delivery.c
        return self._read(
            lambda c: _rows(c, (d.state == DeliveryState.WAITING,), (d.asked_at, d.id))
        )

    def recent(self) -> list[DeliveryRow]:
        """The last deliveries that came to an end, the latest first."""
        d = tables.delivery.c
        ended = (d.state != DeliveryState.WAITING,)
        return self._read(lambda c: _rows(c, ended, (d.done_at.desc(), d.id.desc()), _RECENT))

    def waiting_count(self) -> int:
        """How many deliveries wait."""
        d = tables.delivery.c
        count = sa.select(sa.func.count()).where(
            d.state == DeliveryState.WAITING, d["_deleted"] == 0
        )
        return self._read(lambda c: c.execute(count).scalar_one())

    def receivers(self, document_id: str) -> Receivers:
        """Who can receive a document, and which ways are open.

        Raises:
            NotFound: there is no such document.
        """

        def question(c: sa.Connection) -> Receivers:
            document = records.one(c, tables.document, document_id)
            if document is None:
                raise NotFound.record()
            return receivers_of(c, document["firm_id"])

        return self._read(question)

    def _announced(self, work: Callable[[sa.Connection], Delivery]) -> Delivery:
        made = self._workspace.write(work).result()
        self._announcer.announce(Changes.of(made.firm_id, ("delivery", made.id)))
        return made


def _day_problem(waiting: Delivery, day: date) -> str:
    if day > clock.today():
        return _("El envío no puede ser en el futuro.")
    if waiting.asked_at is not None and day < _local_day(waiting.asked_at):
        return _("El envío no puede ser anterior al pedido.")
    return ""


def _local_day(moment: datetime) -> date:
    return formats.local(moment, clock.offset_minutes()).date()


def _ended(waiting: Delivery, state: DeliveryState) -> Delivery:
    return replace(waiting, state=state, done_at=clock.now(), done_at_offset=clock.offset_minutes())


def _is_same(one: Delivery, other: Delivery) -> bool:
    return (one.channel, one.person_id, one.lang) == (other.channel, other.person_id, other.lang)


def _save(c: sa.Connection, delivery: Delivery) -> None:
    proof = records.row_of(delivery.proof)
    filled = {name: value for name, value in proof.items() if value not in ("", None)}
    records.save(c, tables.delivery, {**records.row_of(delivery), "proof": filled})


def _delivery(row: records.Row) -> Delivery:
    proof = records.value_of(Proof, json.loads(row["proof"] or "{}"))
    return replace(records.value_of(Delivery, {**row, "proof": None}), proof=proof)


def _stored(c: sa.Connection, delivery_id: str) -> Delivery:
    row = records.one(c, tables.delivery, delivery_id)
    if row is None:
        raise NotFound.record()
    return _delivery(row)


def _waiting_of(c: sa.Connection, document_id: str) -> list[Delivery]:
    d = tables.delivery.c
    where = (d.document_id == document_id, d.state == DeliveryState.WAITING)
    return [_delivery(row) for row in records.many(c, tables.delivery, where)]


def _rows(
    c: sa.Connection,
    where: Sequence[sa.ColumnElement[bool]],
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
            firm.c.legal_name, firm.c.trade_name,
            document.c.kind, document.c.number, document.c.version,
            replaced.label("is_outdated"),
            person.c.name.label("receiver"),
        )
        .join(firm, firm.c.id == delivery.c.firm_id)
        .join(document, document.c.id == delivery.c.document_id)
        .outerjoin(person, person.c.id == delivery.c.person_id)
        .where(delivery.c["_deleted"] == 0, firm.c["_deleted"] == 0, *where)
        .order_by(*order)
        .limit(most)
    ).mappings()  # fmt: skip
    known: dict[str, Receivers] = {}

    def row_of(row: sa.RowMapping) -> DeliveryRow:
        made = _delivery({str(name): value for name, value in row.items()})
        if made.firm_id not in known:
            known[made.firm_id] = receivers_of(c, made.firm_id)
        waits = made.state is DeliveryState.WAITING
        return DeliveryRow(
            made,
            row["trade_name"] or row["legal_name"] or "",
            row["kind"],
            row["number"] or "",
            row["version"] or 1,
            row["receiver"] or "",
            known[made.firm_id].obstacle(made.channel, made.person_id) if waits else "",
            bool(row["is_outdated"]),
        )

    return [row_of(row) for row in found]
