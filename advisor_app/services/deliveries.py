"""Deliveries: every way a document took out of the laptop, and what still waits to be sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.domain import clock, ids
from advisor_app.domain.delivery import Channel, Delivery, DeliveryState, Errand, Proof
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.delivery_rows import (
    DeliveryRow,
    DocumentName,
    delivery_of,
    document_name,
    ended_rows,
    waiting_rows,
)
from advisor_app.services.errors import NotFound
from advisor_app.services.receivers import Receivers, receivers_of
from advisor_app.store import records

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

_RECENT: Final = 20


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
        return [delivery_of(row) for row in rows]

    def waiting(self) -> list[DeliveryRow]:
        """What waits to be handed over, the longest first."""
        return self._read(waiting_rows)

    def recent(self) -> list[DeliveryRow]:
        """The last deliveries that came to an end, the latest first."""
        return self._read(lambda c: ended_rows(c, _RECENT))

    def name_of(self, document_id: str) -> DocumentName:
        """What a document is called.

        Raises:
            NotFound: there is no such document.
        """
        name = self._read(lambda c: document_name(c, document_id))
        if name is None:
            raise NotFound.record()
        return name

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


def _stored(c: sa.Connection, delivery_id: str) -> Delivery:
    row = records.one(c, tables.delivery, delivery_id)
    if row is None:
        raise NotFound.record()
    return delivery_of(row)


def _waiting_of(c: sa.Connection, document_id: str) -> list[Delivery]:
    d = tables.delivery.c
    where = (d.document_id == document_id, d.state == DeliveryState.WAITING)
    return [delivery_of(row) for row in records.many(c, tables.delivery, where)]
