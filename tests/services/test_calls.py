"""The open call: told once, printed on page 1 while one can apply."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from advisor_app.domain import clock
from advisor_app.domain.call import Call
from advisor_app.domain.errors import InvalidRecord
from advisor_app.services.session import Session
from tests.builders import make_draft
from tests.reports.reading import whole

CALL = Call("Calidad para crecer 2027", "https://ejemplo.co/calidad", date(2026, 12, 18))


def at(day: date) -> None:
    clock.use(clock.FixedClock(datetime(day.year, day.month, day.day, 15, tzinfo=UTC)))


def test_an_open_call_is_on_page_one_until_its_last_day(session: Session) -> None:
    at(date(2026, 12, 1))
    session.calls.save(CALL)
    _visit, draft = make_draft(session)
    assert CALL.address in whole(session.documents.preview(draft.id, "es"))
    at(date(2026, 12, 18))
    assert session.calls.open() == CALL
    at(date(2026, 12, 19))
    assert session.calls.open() is None
    assert session.calls.last() == CALL
    assert CALL.address not in whole(session.documents.preview(draft.id, "es"))


def test_a_call_can_be_taken_back(session: Session) -> None:
    session.calls.save(Call(" Abierta ", "http://x.co/a "))
    assert session.calls.last() == Call("Abierta", "http://x.co/a")
    session.calls.save(None)
    assert session.calls.last() is None


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (Call("", "https://x.co"), "name"),
        (Call("Abierta", ""), "address"),
        (Call("Abierta", "x.co"), "address"),
        (Call("Abierta", "javascript:alert(1)"), "address"),
        (Call("Abierta", "https://x.co/con blanco"), "address"),
        (Call("Abierta", "https://x.co/ñ"), "address"),
        (Call("Abierta", "https://[x"), "address"),
    ],
)
def test_what_no_telephone_could_open_is_refused(session: Session, call: Call, field: str) -> None:
    session.calls.save(CALL)
    with pytest.raises(InvalidRecord) as caught:
        session.calls.save(call)
    assert field in caught.value.problems
    assert session.calls.last() == CALL
