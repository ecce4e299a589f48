"""Consent comes first; people's data wait for it, sensitive data for the second one."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.errors import InvalidRecord
from advisor_app.schema import tables
from advisor_app.services.errors import ConsentNeeded
from advisor_app.services.session import Session
from tests.builders import consent, make_firm


def test_nobody_is_stored_before_the_first_yes(session: Session) -> None:
    firm = make_firm(session)
    with pytest.raises(ConsentNeeded):
        session.people.save(replace(session.people.new(firm.id), name="Rosa"))
    assert session.people.of_firm(firm.id) == []


def test_a_no_keeps_the_answer_and_not_the_person(session: Session) -> None:
    firm = make_firm(session)
    signer = replace(session.people.new(firm.id), name="Rosa Dagua")
    state = session.consents.give(firm.id, signer, {ConsentKind.DATA: False}, "spoken")
    assert state.data is False
    assert session.people.of_firm(firm.id) == []


def test_each_answer_carries_version_hash_time_and_signer(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm, sensitive=True)
    with session._workspace.read() as c:
        rows = c.execute(sa.select(tables.consent)).mappings().all()
    assert {row["kind"] for row in rows} == {"data", "sensitive"}
    for row in rows:
        assert row["version"].startswith("HD-")
        assert len(row["text_hash"]) == 64
        assert row["given_at"].endswith("+00:00")
        assert row["person_id"] == session.people.of_firm(firm.id)[0].id


def test_the_last_answer_holds_so_a_yes_can_be_revoked(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm, sensitive=True)
    signer = session.people.of_firm(firm.id)[0]
    state = session.consents.give(firm.id, signer, {ConsentKind.SENSITIVE: False}, "spoken")
    assert (state.data, state.sensitive) == (True, False)


def test_sensitive_data_need_the_second_yes(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    person = replace(session.people.of_firm(firm.id)[0], victim_ruv=True)
    with pytest.raises(ConsentNeeded):
        session.people.save(person)
    consent(session, firm, sensitive=True)
    session.people.save(person)
    assert any(p.victim_ruv for p in session.people.of_firm(firm.id))


def test_a_person_needs_a_name_and_a_plausible_address(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    wrong = replace(session.people.new(firm.id), name=" ", email="rosa", phone="12")
    with pytest.raises(InvalidRecord) as caught:
        session.people.save(wrong)
    assert set(caught.value.problems) == {"name", "email", "phone"}


def test_the_first_question_can_not_be_skipped(session: Session) -> None:
    firm = make_firm(session)
    signer = replace(session.people.new(firm.id), name="Rosa")
    with pytest.raises(InvalidRecord):
        session.consents.give(firm.id, signer, {ConsentKind.IMAGE: True}, "spoken")


def test_the_office_fills_the_blanks_of_the_consent_text(session: Session) -> None:
    blank = session.office.words("es")
    session.office.save({"responsible": " Programa Andino ", "nothing": "x", "email": ""})
    filled = session.office.words("es")
    assert session.office.current() == {"responsible": "Programa Andino"}
    assert "Programa Andino" in filled.full
    assert filled.text_hash != blank.text_hash


def test_the_proof_is_of_the_words_that_were_read(session: Session) -> None:
    session.office.save({"responsible": "Programa Andino"})
    firm = make_firm(session)
    consent(session, firm)
    with session._workspace.read() as c:
        stored = c.execute(sa.select(tables.consent.c.text_hash)).scalars().first()
    assert stored == session.office.words("es").text_hash


def test_the_last_version_of_the_office_holds_even_when_it_is_an_old_one(
    session: Session,
) -> None:
    for name in ("Uno", "Dos", "Uno"):
        session.office.save({"responsible": name})
    assert session.office.current() == {"responsible": "Uno"}
