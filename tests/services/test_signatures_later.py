"""Signatures that come later, that are withdrawn in time, and clocks that were set back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from advisor_app.domain import clock
from advisor_app.domain.delivery import Channel
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.signature import Method, Party
from advisor_app.services.errors import Closed, NotFound
from advisor_app.services.session import Session
from tests.builders import rated
from tests.reports.signatures import ALBA, JOSE
from tests.services.signing import proof, signing, to_sign


def test_who_signs_later_is_pending_until_then(session: Session):
    subject, document = to_sign(session)
    session.signatures.sign(document.id, signing(Method.LATER))
    session.signatures.sign(document.id, signing(Method.LATER))
    (waiting,) = session.signatures.pending()
    assert (waiting.kind, waiting.subject_id, waiting.who) == ("diagnosis", subject, ALBA.name)
    assert waiting.firm_name == "Panadería Ñandú"
    session.assessments.answer(subject, rated("D1.1", 1))
    newer = session.documents.issue(subject)
    session.signatures.sign(newer.id, signing())
    assert session.signatures.pending() == []
    assert session.signatures.pending(waiting.firm_id) == []


def test_a_wrong_signature_is_withdrawn_and_stays_on_record(session: Session):
    _subject, document = to_sign(session)
    wrong = session.signatures.sign(document.id, signing(signer=JOSE))
    session.signatures.withdraw(wrong.id, "Firmó quien no era.")
    assert session.signatures.of_document(document.id) == []
    assert not session.documents.is_locked(document.id)
    (kept,) = session.signatures.withdrawn(document.id)
    assert (kept.name, kept.reason) == (JOSE.name, "Firmó quien no era.")
    session.signatures.sign(document.id, signing())
    first, second = (proof(session, number) for number in (0, 1))
    text = json.dumps(first, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert second["follows"] == hashlib.sha256(text.encode()).hexdigest()


def test_a_withdrawal_needs_a_reason(session: Session):
    _subject, document = to_sign(session)
    wrong = session.signatures.sign(document.id, signing())
    with pytest.raises(InvalidRecord):
        session.signatures.withdraw(wrong.id, "  ")
    with pytest.raises(NotFound):
        session.signatures.withdraw("nothing", "Firmó quien no era.")
    assert session.documents.is_locked(document.id)


def _other_party(session: Session, document_id: str) -> None:
    session.signatures.sign(document_id, signing(party=Party.ADVISOR))


def _handed_over(session: Session, document_id: str) -> None:
    session.deliveries.record(document_id, Channel.FILE, "es")


@pytest.mark.parametrize("then", [_other_party, _handed_over])
@pytest.mark.parametrize("days", [0, -3])
def test_what_others_rely_on_is_not_withdrawn_even_if_the_clock_was_set_back(
    session: Session, then: Callable[[Session, str], None], days: int
):
    still = clock.FixedClock(datetime(2026, 11, 20, 14, 0, tzinfo=UTC))
    clock.use(still)
    _subject, document = to_sign(session)
    made = session.signatures.sign(document.id, signing())
    still.tick(timedelta(days=days))
    then(session, document.id)
    with pytest.raises(Closed, match="ya no se puede retirar"):
        session.signatures.withdraw(made.id, "Firmó quien no era.")
    assert made in session.signatures.of_document(document.id)


def test_the_last_signature_may_be_withdrawn_after_an_earlier_one_and_a_hand_over(
    session: Session,
):
    _subject, document = to_sign(session)
    _handed_over(session, document.id)
    session.signatures.sign(document.id, signing())
    last = session.signatures.sign(document.id, signing(party=Party.ADVISOR))
    session.signatures.withdraw(last.id, "Se firmó la copia de otro.")
    assert [one.party for one in session.signatures.of_document(document.id)] == [Party.FIRM]


def test_a_clock_set_back_is_noted_and_changes_no_order(session: Session):
    still = clock.FixedClock(datetime(2026, 11, 20, 14, 0, tzinfo=UTC))
    clock.use(still)
    _subject, document = to_sign(session)
    session.signatures.sign(document.id, signing())
    still.tick(timedelta(days=-3))
    session.signatures.sign(document.id, signing(party=Party.ADVISOR))
    parties = [one.party for one in session.signatures.of_document(document.id)]
    assert parties == [Party.FIRM, Party.ADVISOR]
    assert [proof(session, number)["clock_behind"] for number in (0, 1)] == [False, True]
