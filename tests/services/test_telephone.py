"""A hand-over to a telephone leaves its proof, and ends with the session at the latest."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from advisor_app.domain import clock
from advisor_app.domain.delivery import Channel, DeliveryState
from advisor_app.domain.errors import AdvisorError
from advisor_app.services.deliveries import Errand
from advisor_app.services.documents import Issued
from advisor_app.services.session import Session
from advisor_app.services.telephone import Stage, qr_modules
from tests.builders import make_draft
from tests.handover.telephones import (
    ANDROID,
    LOOPBACK,
    PDF,
    PDF_PATH,
    PICTURE,
    PICTURE_PATH,
    Ear,
    ask,
    connect,
    offer,
    path_of,
)


@dataclass
class Beside:
    """The advisor beside the laptop while a page is open."""

    session: Session
    issued: Issued
    ear: Ear = field(default_factory=Ear)
    errors: list[AdvisorError] = field(default_factory=list)
    url: str = ""

    def offer(self, errand: Errand | None = None) -> None:
        self.url = self.session.telephone.offer(
            errand or Errand(self.issued.id, "es"), offer(), LOOPBACK, self.ear, self.errors.append
        )

    def take(self, path: str) -> None:
        ask(self.url + path, User_Agent=ANDROID)

    def confirm(self) -> None:
        ask(self.url + "/tengo", method="POST", User_Agent=ANDROID)
        self.ear.await_stage(Stage.CONFIRMED)


@pytest.fixture
def beside(session: Session) -> Beside:
    _visit, draft = make_draft(session)
    return Beside(session, session.documents.issue(draft.id))


def test_the_proof_tells_what_arrived_where_and_when_and_nothing_more(beside: Beside) -> None:
    beside.offer()
    beside.take(PDF_PATH)
    beside.ear.await_stage(Stage.DELIVERED)
    (handed,) = beside.session.deliveries.of_document(beside.issued.id)
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
    (confirmed,) = beside.session.deliveries.of_document(beside.issued.id)
    assert (confirmed.id, confirmed.state) == (handed.id, DeliveryState.CONFIRMED)
    assert confirmed.proof == proof


def test_taking_the_first_page_and_then_all_is_one_delivery_of_all(beside: Beside) -> None:
    beside.offer()
    for path in (PICTURE_PATH, PDF_PATH, PICTURE_PATH):
        beside.take(path)
    beside.confirm()
    (made,) = beside.session.deliveries.of_document(beside.issued.id)
    assert (made.proof.pages, made.proof.sha256) == (9, hashlib.sha256(PDF).hexdigest())


def test_the_first_page_alone_is_one_page(beside: Beside) -> None:
    beside.offer()
    beside.take(PICTURE_PATH)
    beside.confirm()
    (made,) = beside.session.deliveries.of_document(beside.issued.id)
    assert (made.proof.pages, made.proof.sha256) == (1, hashlib.sha256(PICTURE).hexdigest())


def test_what_waited_for_it_waits_no_longer(beside: Beside) -> None:
    deliveries = beside.session.deliveries
    waiting = deliveries.queue(beside.issued.id, Channel.PAPER_BY_HAND, "es")
    beside.offer(waiting.errand)
    assert deliveries.waiting_count() == 1
    beside.take(PDF_PATH)
    beside.ear.await_stage(Stage.DELIVERED)
    assert deliveries.waiting_count() == 0
    (made,) = deliveries.of_document(beside.issued.id)
    assert (made.id, made.channel) == (waiting.id, Channel.TELEPHONE)


def test_looking_at_the_page_is_no_delivery(beside: Beside) -> None:
    beside.offer()
    beside.take("")
    beside.ear.await_stage(Stage.OPENED)
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
    beside.ear.await_stage(Stage.DELIVERED)
    assert [str(error) for error in beside.errors] == ["No hay espacio"]


def test_a_code_is_square_and_tells_different_texts_apart() -> None:
    first, second = qr_modules("http://192.168.137.1:50000/abc"), qr_modules("WIFI:T:WPA;;")
    assert first != second
    assert {len(row) for row in first} == {len(first)}
    assert all(first[0][:7])
