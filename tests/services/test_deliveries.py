"""Deliveries: noted with proof, queued only where the firm agreed, never lost on the way."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from advisor_app.domain import clock
from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.delivery import Channel, DeliveryState, Errand, Proof
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.services.delivery_rows import DocumentName
from advisor_app.services.documents import Issued
from advisor_app.services.errors import NotFound
from advisor_app.services.people import Person
from advisor_app.services.session import Session
from tests.builders import make_draft, rated

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


@pytest.fixture
def still() -> clock.FixedClock:
    fixed = clock.FixedClock(NOON)
    clock.use(fixed)
    return fixed


@pytest.fixture
def issued(session: Session, still: clock.FixedClock) -> Issued:
    _visit, draft = make_draft(session)
    return session.documents.issue(draft.id)


@pytest.fixture
def owner(session: Session, issued: Issued) -> Person:
    """The firm's contact, with e-mail and telephone, who agreed to receive documents."""
    (met,) = session.deliveries.receivers(issued.id).people
    reachable = replace(met, email="jose@ejemplo.org", phone="3001234567")
    session.people.save(reachable)
    answer(session, reachable, agreed=True)
    return reachable


def answer(session: Session, person: Person, *, agreed: bool) -> None:
    session.consents.give(person.firm_id, person, {ConsentKind.SIGNATURE: agreed}, "spoken")


def test_what_was_handed_over_is_kept_with_its_proof(session: Session, issued: Issued) -> None:
    made = session.deliveries.record(
        issued.id, Channel.USB, "es", Proof.of_file(b"%PDF whole", pages=9)
    )
    assert session.deliveries.of_document(issued.id) == [made]
    assert made.state is DeliveryState.HANDED
    assert (made.done_at, made.done_at_offset) == (NOON, -300)
    assert made.proof == Proof(
        sha256=hashlib.sha256(b"%PDF whole").hexdigest(),
        size=10,
        pages=9,
        content_hash=issued.content_hash,
    )


def test_only_an_issued_document_is_delivered(session: Session) -> None:
    with pytest.raises(NotFound):
        session.deliveries.record("nothing", Channel.PRINT, "es")
    with pytest.raises(NotFound):
        session.deliveries.queue("nothing", Channel.PAPER_BY_HAND, "es")
    with pytest.raises(NotFound):
        session.deliveries.name_of("nothing")
    with pytest.raises(NotFound):
        session.deliveries.receivers("nothing")


def test_a_failure_is_kept_with_its_reason(session: Session, issued: Issued) -> None:
    session.deliveries.hand(
        Errand(issued.id, "es"), Channel.PRINT, Proof(job="Oficina-7"),
        state=DeliveryState.FAILED, reason="Sin papel",
    )  # fmt: skip
    (failed,) = session.deliveries.of_document(issued.id)
    assert (failed.state, failed.reason) == (DeliveryState.FAILED, "Sin papel")
    assert failed.proof.job == "Oficina-7"


def test_who_received_it_may_confirm(session: Session, issued: Issued) -> None:
    handed = session.deliveries.record(issued.id, Channel.TELEPHONE, "es", Proof(device="Android"))
    session.deliveries.confirm(handed.id)
    (confirmed,) = session.deliveries.of_document(issued.id)
    assert confirmed == replace(handed, state=DeliveryState.CONFIRMED)


def test_a_document_waits_for_the_contact_who_agreed(
    session: Session, issued: Issued, owner: Person
) -> None:
    session.deliveries.queue(issued.id, Channel.WHATSAPP, "es", owner.id)
    (row,) = session.deliveries.waiting()
    assert row.document == session.deliveries.name_of(issued.id)
    assert row.document == DocumentName("Panadería Ñandú", "diagnosis", issued.number, 1)
    assert (row.receiver, row.obstacle, row.is_outdated) == ("José Peña", "", False)
    assert row.delivery.asked_at == NOON
    assert session.visits.today().waiting == 1


def test_asked_for_twice_it_waits_once(session: Session, issued: Issued, owner: Person) -> None:
    first = session.deliveries.queue(issued.id, Channel.EMAIL, "es", owner.id)
    assert session.deliveries.queue(issued.id, Channel.EMAIL, "es", owner.id) == first
    session.deliveries.queue(issued.id, Channel.EMAIL, "en", owner.id)
    assert len(session.deliveries.waiting()) == 2


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.WHATSAPP])
def test_nothing_is_to_be_sent_to_a_firm_that_was_not_asked(
    session: Session, issued: Issued, channel: Channel
) -> None:
    with pytest.raises(AdvisorError, match="Falta preguntar") as caught:
        session.deliveries.queue(issued.id, channel, "es")
    assert "en papel" in caught.value.advice
    assert len(session.deliveries.waiting()) == 0


def test_nothing_is_to_be_sent_to_a_firm_that_said_no(
    session: Session, issued: Issued, owner: Person
) -> None:
    answer(session, owner, agreed=False)
    with pytest.raises(AdvisorError, match="no aceptó recibir"):
        session.deliveries.queue(issued.id, Channel.EMAIL, "es", owner.id)


def test_the_next_visit_needs_no_permission(session: Session, issued: Issued) -> None:
    session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "es")
    assert len(session.deliveries.waiting()) == 1


def test_a_contact_without_an_address_is_named(
    session: Session, issued: Issued, owner: Person
) -> None:
    session.people.save(replace(owner, email="", phone=""))
    with pytest.raises(AdvisorError, match="José Peña no tiene correo"):
        session.deliveries.queue(issued.id, Channel.EMAIL, "es", owner.id)
    with pytest.raises(AdvisorError, match="José Peña no tiene teléfono"):
        session.deliveries.queue(issued.id, Channel.WHATSAPP, "es", owner.id)
    with pytest.raises(AdvisorError, match="a quién"):
        session.deliveries.queue(issued.id, Channel.WHATSAPP, "es")


def test_a_permission_taken_back_is_told_beside_what_waits(
    session: Session, issued: Issued, owner: Person
) -> None:
    session.deliveries.queue(issued.id, Channel.EMAIL, "es", owner.id)
    answer(session, owner, agreed=False)
    (row,) = session.deliveries.waiting()
    assert "no aceptó recibir" in row.obstacle
    session.consents.give(owner.firm_id, owner, {ConsentKind.DATA: False}, "spoken")
    (row,) = session.deliveries.waiting()
    assert "retiró" in row.obstacle


def test_a_later_version_is_told_beside_what_waits(session: Session, still) -> None:
    _visit, draft = make_draft(session)
    first = session.documents.issue(draft.id)
    session.deliveries.queue(first.id, Channel.PAPER_BY_HAND, "es")
    session.assessments.answer(draft.id, rated("D1.1", 2))
    session.documents.issue(draft.id)
    (row,) = session.deliveries.waiting()
    assert (row.document.version, row.is_outdated) == (1, True)


def test_what_waited_is_handed_over_and_waits_no_longer(
    session: Session, issued: Issued, owner: Person, still: clock.FixedClock
) -> None:
    waiting = session.deliveries.queue(issued.id, Channel.WHATSAPP, "es", owner.id)
    still.tick(timedelta(days=2))
    handed = session.deliveries.hand(waiting.errand, Channel.TELEPHONE, Proof(size=3))
    assert (handed.id, handed.asked_at, handed.person_id) == (waiting.id, NOON, owner.id)
    assert session.deliveries.waiting() == []
    (row,) = session.deliveries.recent()
    assert row.delivery == handed


def test_what_was_sent_by_other_means_tells_how_and_when(
    session: Session, issued: Issued, still: clock.FixedClock
) -> None:
    waiting = session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "es")
    still.tick(timedelta(days=2))
    sent = session.deliveries.mark_sent(waiting.id, Channel.EMAIL, date(2026, 11, 21))
    assert (sent.channel, sent.state) == (Channel.EMAIL, DeliveryState.HANDED)
    assert sent.proof.sent_on == date(2026, 11, 21)
    assert session.deliveries.of_document(issued.id) == [sent]


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 21)])
def test_nothing_was_sent_before_it_was_asked_for_or_tomorrow(
    session: Session, issued: Issued, day: date
) -> None:
    waiting = session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "es")
    with pytest.raises(InvalidRecord) as caught:
        session.deliveries.mark_sent(waiting.id, Channel.EMAIL, day)
    assert "day" in caught.value.problems
    assert len(session.deliveries.waiting()) == 1


def test_giving_up_takes_a_reason(session: Session, issued: Issued) -> None:
    waiting = session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "es")
    with pytest.raises(InvalidRecord):
        session.deliveries.give_up(waiting.id, "  no ")
    given_up = session.deliveries.give_up(waiting.id, " Ya lo tiene impreso ")
    assert (given_up.state, given_up.reason) == (DeliveryState.GIVEN_UP, "Ya lo tiene impreso")


def test_each_end_can_be_taken_back(session: Session, issued: Issued, owner: Person) -> None:
    waiting = session.deliveries.queue(issued.id, Channel.WHATSAPP, "es", owner.id)
    session.deliveries.mark_sent(waiting.id, Channel.EMAIL, date(2026, 11, 20))
    session.deliveries.put_back(waiting)
    session.deliveries.give_up(waiting.id, "No contesta")
    session.deliveries.put_back(waiting)
    assert [row.delivery for row in session.deliveries.waiting()] == [waiting]


def test_every_step_is_announced_to_the_screens(session: Session, issued: Issued) -> None:
    heard: list[str] = []
    session.subscribe(lambda changes: heard.extend(changes.firm_ids))
    waiting = session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "es")
    session.deliveries.give_up(waiting.id, "Cerró la empresa")
    session.deliveries.put_back(waiting)
    assert heard == [waiting.firm_id] * 3
