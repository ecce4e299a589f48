"""A hand-over to a telephone leaves its proof, and ends with the session at the latest."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable

import pytest

from advisor_app.domain import clock
from advisor_app.domain.delivery import Channel, Delivery, DeliveryState, Errand
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.hand_over import Progress, Stage
from advisor_app.services.changes import Changes
from advisor_app.services.documents import Issued
from advisor_app.services.session import Session
from advisor_app.services.telephone import HandOver, qr_modules
from tests.builders import make_draft
from tests.handover.telephones import (
    ANDROID,
    LOOPBACK,
    PDF,
    PDF_PATH,
    PICTURE,
    PICTURE_PATH,
    ask,
    connect,
    offer,
    path_of,
)


class Beside:
    """The advisor beside the laptop while a page is open, and the owner's telephone."""

    def __init__(self, session: Session, issued: Issued) -> None:
        self.session = session
        self.issued = issued
        self.hand_over: HandOver | None = None
        self._kept = threading.Semaphore(0)
        session.subscribe(self._hear)

    def _hear(self, changes: Changes) -> None:
        if changes.touches("delivery"):
            self._kept.release()

    @property
    def url(self) -> str:
        assert self.hand_over
        return self.hand_over.url

    def offer(self, errand: Errand | None = None) -> None:
        self.hand_over = self.session.telephone.offer(
            errand or Errand(self.issued.id, "es"), offer(), LOOPBACK
        )

    def take(self, path: str) -> None:
        ask(self.url + path, User_Agent=ANDROID)

    def take_and_keep(self, path: str) -> Delivery:
        """Take a file and wait until the proof of it was kept."""
        self.take(path)
        assert self._kept.acquire(timeout=10)
        return self.delivery()

    def confirm(self) -> None:
        assert ask(self.url + "/tengo", method="POST", User_Agent=ANDROID).status == 200

    def delivery(self) -> Delivery:
        (made,) = self.session.deliveries.of_document(self.issued.id)
        return made


@pytest.fixture
def beside(session: Session) -> Beside:
    _visit, draft = make_draft(session)
    return Beside(session, session.documents.issue(draft.id))


def test_the_proof_tells_what_arrived_where_and_when_and_nothing_more(beside: Beside) -> None:
    beside.offer()
    handed = beside.take_and_keep(PDF_PATH)
    assert (handed.channel, handed.state) == (Channel.TELEPHONE, DeliveryState.HANDED)
    proof = handed.proof
    assert proof.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (proof.size, proof.pages, proof.device) == (len(PDF), 9, "Android")
    assert proof.content_hash == beside.issued.content_hash
    token = path_of(beside.url)[1:]
    assert proof.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert proof.downloaded_at is not None
    assert abs((clock.now() - proof.downloaded_at).total_seconds()) < 60
    beside.confirm()
    confirmed = beside.delivery()
    assert (confirmed.id, confirmed.state) == (handed.id, DeliveryState.CONFIRMED)
    assert confirmed.proof == proof


def test_taking_the_first_page_and_then_all_is_one_delivery_of_all(beside: Beside) -> None:
    beside.offer()
    beside.take_and_keep(PICTURE_PATH)
    beside.take_and_keep(PDF_PATH)
    beside.take(PICTURE_PATH)
    beside.confirm()
    made = beside.delivery()
    assert (made.proof.pages, made.proof.sha256) == (9, hashlib.sha256(PDF).hexdigest())


def test_the_first_page_alone_is_one_page(beside: Beside) -> None:
    beside.offer()
    beside.take(PICTURE_PATH)
    beside.confirm()
    made = beside.delivery()
    assert (made.proof.pages, made.proof.sha256) == (1, hashlib.sha256(PICTURE).hexdigest())


def test_what_waited_for_it_waits_no_longer(beside: Beside) -> None:
    deliveries = beside.session.deliveries
    waiting = deliveries.queue(beside.issued.id, Channel.PAPER_BY_HAND, "es")
    beside.offer(waiting.errand)
    beside.take("")
    assert len(deliveries.waiting()) == 1
    beside.take(PDF_PATH)
    beside.confirm()
    assert len(deliveries.waiting()) == 0
    made = beside.delivery()
    assert (made.id, made.channel) == (waiting.id, Channel.TELEPHONE)


def test_looking_at_the_page_is_no_delivery(beside: Beside) -> None:
    beside.offer()
    beside.take("")
    assert beside.hand_over
    assert beside.hand_over.progress == Progress(Stage.OPENED, device="Android")
    assert beside.session.deliveries.of_document(beside.issued.id) == []


def test_a_second_offer_closes_the_first(beside: Beside) -> None:
    beside.offer()
    first = beside.url
    beside.offer()
    with pytest.raises(ConnectionRefusedError):
        connect(first)
    assert ask(beside.url).status == 200
    assert [one.name for one in threading.enumerate()].count("handover") == 1


def test_closing_the_workspace_closes_the_page(beside: Beside) -> None:
    beside.offer()
    beside.session.close()
    with pytest.raises(ConnectionRefusedError):
        connect(beside.url)
    assert "handover" not in {one.name for one in threading.enumerate()}


def test_a_proof_that_could_not_be_kept_is_told(
    beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> Callable[[], None]:
        raise AdvisorError("No hay espacio")

    monkeypatch.setattr(beside.session.deliveries, "hand", full)
    beside.offer()
    beside.take(PDF_PATH)
    beside.confirm()
    assert beside.hand_over
    assert str(beside.hand_over.error) == "No hay espacio"


def test_a_code_is_square_and_tells_different_texts_apart() -> None:
    first, second = qr_modules("http://192.168.137.1:50000/abc"), qr_modules("WIFI:T:WPA;;")
    assert first != second
    assert {len(row) for row in first} == {len(first)}
    assert all(first[0][:7])
