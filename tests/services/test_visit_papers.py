"""The papers of a visit: what they say, whom they name, and when they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from advisor_app.domain import clock, ids
from advisor_app.domain.consent import ConsentKind, shipped_consent
from advisor_app.domain.document import ATTENDANCE, CONSENT, VISIT_RECORD
from advisor_app.domain.visit import Outcome
from advisor_app.i18n import set_language
from advisor_app.schema import tables
from advisor_app.services.assessment_view import Commitment
from advisor_app.services.session import Session
from advisor_app.services.visits import Participant, PastVisit, Visit
from advisor_app.store import records
from advisor_app.store.workspace import Workspace
from tests.builders import answer_everything, consent, make_draft, make_firm, rated


@pytest.fixture
def still() -> clock.FixedClock:
    made = clock.FixedClock(datetime(2026, 11, 20, 13, 0, tzinfo=UTC))
    clock.use(made)
    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "workspace", "", demo=True)[0]


@pytest.fixture
def session(workspace: Workspace, still: clock.FixedClock) -> Iterator[Session]:
    opened = Session(workspace)
    opened.introduce("Lucía Arboleda")
    yield opened
    opened.close()


def visited(session: Session, still: clock.FixedClock, **told: str) -> Visit:
    """A visit of two hours with the owner by name and a worker by role, ended."""
    visit, draft = make_draft(session)
    owner = session.people.of_firm(visit.firm_id)[0]
    session.visits.add_participant(visit.id, Participant("owner", person_id=owner.id))
    session.visits.add_participant(visit.id, Participant("worker"))
    session.assessments.set_commitments(draft.id, [Commitment("Medir", "José Peña")])
    still.tick(timedelta(hours=2))
    session.visits.update(replace(session.visits.get(visit.id), **told))
    return session.visits.finish(
        visit.id, Outcome.DONE, break_minutes=30, next_visit_on=date(2026, 12, 15)
    )


def content(session: Session, subject_id: str, kind: str) -> Any:
    return session.documents.content(subject_id, kind)


def kinds(session: Session, visit_id: str) -> list[str]:
    return [paper.kind for paper in session.documents.papers_of_visit(visit_id)]


def test_each_kind_is_counted_by_itself(session: Session, still: clock.FixedClock) -> None:
    visit = visited(session, still)
    numbers = [
        session.documents.issue(subject_id, kind).number
        for kind, subject_id, _title in session.documents.papers_of_visit(visit.id)
    ]
    start = f"{session.advisor.device_code}-2026-"
    assert numbers == [f"{start}{one}" for one in ("0001", "A0001", "L0001", "C0001")]


def test_the_record_says_what_was_typed_agreed_and_how_long_it_took(
    session: Session, still: clock.FixedClock
) -> None:
    visit = visited(session, still, activities="Entrevista", findings="Sin medir", remarks="Bien")
    record = content(session, visit.id, VISIT_RECORD)
    assert (record.activities, record.findings, record.remarks) == (
        "Entrevista",
        "Sin medir",
        "Bien",
    )
    assert str(record.visit.hours) == "1.50"
    assert [one.what for one in record.commitments] == ["Medir"]
    assert record.next_visit_on == date(2026, 12, 15)
    assert [(one.name, one.role.es) for one in record.people] == [
        ("José Peña", "Dueño o dueña"),
        ("", "Trabajador o trabajadora"),
    ]


def test_after_a_withdrawal_only_roles_are_written_down(
    session: Session, still: clock.FixedClock
) -> None:
    visit = visited(session, still)
    owner = session.people.of_firm(visit.firm_id)[0]
    session.consents.give(visit.firm_id, owner, {ConsentKind.DATA: False}, "spoken")
    record = content(session, visit.id, VISIT_RECORD)
    listed = content(session, visit.id, ATTENDANCE)
    given = content(session, visit.firm_id, CONSENT)
    assert not record.authorized
    said = record.canonical_json() + listed.canonical_json() + given.canonical_json()
    assert owner.name not in said.replace(record.commitments[0].who, "")


def test_a_record_keeps_its_words_when_promises_change_later(
    session: Session, still: clock.FixedClock
) -> None:
    visit = visited(session, still)
    issued = session.documents.issue(visit.id, VISIT_RECORD)
    still.tick(timedelta(days=3))
    draft = session.assessments.of_firm(visit.firm_id)[0]
    session.assessments.set_commitments(draft.id, [Commitment("Pesar cada bulto")])
    assert content(session, visit.id, VISIT_RECORD).content_hash == issued.content_hash
    assert session.documents.issue(visit.id, VISIT_RECORD) == issued


def test_a_visit_that_was_not_made_has_its_record_and_no_list(session: Session) -> None:
    firm = make_firm(session)
    visit = session.visits.record_unmade(firm.id, Outcome.WEATHER, reason="Se cayó el puente")
    assert kinds(session, visit.id) == [VISIT_RECORD]
    record = content(session, visit.id, VISIT_RECORD)
    assert not record.visit.made
    assert (record.visit.reason, str(record.visit.hours)) == ("Se cayó el puente", "0.00")


def test_while_a_visit_goes_on_people_can_sign_the_list_and_the_record_waits(
    session: Session,
) -> None:
    visit, _draft = make_draft(session)
    assert ATTENDANCE in kinds(session, visit.id)
    assert VISIT_RECORD not in kinds(session, visit.id)
    assert content(session, visit.id, ATTENDANCE).visit.hours is None


def test_the_record_counts_the_photos_of_the_visit_and_not_those_of_signatures(
    session: Session, workspace: Workspace, still: clock.FixedClock
) -> None:
    visit, _draft = make_draft(session)
    still.tick(timedelta(minutes=10))
    photo, paper, voice = (ids.new_id() for _n in range(3))
    for one, media, digest in (
        (photo, "image/jpeg", "aa"),
        (paper, "image/jpeg", "bb"),
        (voice, "audio/ogg", "cc"),
    ):
        row = {
            "id": one,
            "firm_id": visit.firm_id,
            "sha256": digest * 32,
            "media_type": media,
            "taken_at": clock.now(),
        }
        workspace.write(lambda c, row=row: records.save(c, tables.attachment, row)).result()
    session.visits.finish(visit.id, Outcome.DONE)
    issued = session.documents.issue(visit.id, ATTENDANCE)
    signature = {
        "id": ids.new_id(),
        "firm_id": visit.firm_id,
        "document_id": issued.id,
        "party": "firm",
        "method": "photo",
        "content_hash": issued.content_hash,
        "photo_id": paper,
    }
    workspace.write(lambda c: records.save(c, tables.signature, signature)).result()
    assert content(session, visit.id, VISIT_RECORD).photos == ("aa" * 32,)


def test_the_list_shows_differential_data_only_with_their_own_authorization(
    session: Session, still: clock.FixedClock
) -> None:
    visit = visited(session, still)
    owner = replace(
        session.people.of_firm(visit.firm_id)[0],
        document_type="CC", document_number="123", sex="F", phone="3105550101",
    )  # fmt: skip
    firm = session.firms.get(visit.firm_id)
    consent(session, firm, sensitive=True)
    session.people.save(replace(owner, ethnic_group="indigenous", victim_ruv=False, caregiver=True))
    (listed, _worker) = content(session, visit.id, ATTENDANCE).people
    assert (listed.document, listed.sex.es, listed.phone) == ("CC\u00a0123", "Mujer", "3105550101")
    assert [one.es for one in listed.differential] == ["Indígena", "cuida a otra persona"]
    still.tick(timedelta(minutes=1))
    session.consents.give(firm.id, owner, {ConsentKind.SENSITIVE: False}, "spoken")
    assert content(session, visit.id, ATTENDANCE).people[0].differential == ()


def test_a_number_told_later_makes_the_list_a_new_version(
    session: Session, still: clock.FixedClock
) -> None:
    visit = visited(session, still)
    first = session.documents.issue(visit.id, ATTENDANCE)
    owner = session.people.of_firm(visit.firm_id)[0]
    session.people.save(replace(owner, document_type="CC", document_number="52.004.118"))
    second = session.documents.issue(visit.id, ATTENDANCE)
    assert (second.number, second.version) == (first.number, 2)


def test_the_authorization_holds_the_words_that_were_read_even_when_the_office_moves(
    session: Session, still: clock.FixedClock
) -> None:
    example = dict(shipped_consent().example)
    session.office.save(example)
    visit = visited(session, still)
    still.tick(timedelta(days=1))
    session.office.save({**example, "email": "nuevo@ejemplo.org"})
    given = content(session, visit.firm_id, CONSENT)
    assert example["email"] in given.full.es
    assert "nuevo@ejemplo.org" not in given.full.es
    assert given.asked_in == "es"
    first = given.answers[0]
    assert (first.answer, first.signer) == (True, "José Peña")
    assert [one.answer for one in given.answers[2:]] == [None, None, None]
    words = shipped_consent().words("es", example)
    assert first.text_hash == words.text_hash


def test_an_answer_taken_back_is_a_new_version_that_names_the_one_before(
    session: Session, still: clock.FixedClock
) -> None:
    visit = visited(session, still)
    first = session.documents.issue(visit.firm_id, CONSENT)
    still.tick(timedelta(days=1))
    owner = session.people.of_firm(visit.firm_id)[0]
    session.consents.give(visit.firm_id, owner, {ConsentKind.SENSITIVE: True}, "spoken")
    second = content(session, visit.firm_id, CONSENT)
    assert second.version == 2
    assert second.replaces.content_hash == first.content_hash


def test_the_authorization_lies_with_the_papers_of_the_visit_it_was_given_for(
    session: Session, still: clock.FixedClock
) -> None:
    visit = visited(session, still)
    still.tick(timedelta(days=7))
    later = session.visits.start(visit.firm_id)
    assert CONSENT in kinds(session, visit.id)
    assert CONSENT not in kinds(session, later.id)


def test_the_papers_of_a_visit_print_as_one_file(session: Session, still: clock.FixedClock) -> None:
    visit = visited(session, still)
    papers = [
        (paper.kind, paper.subject_id) for paper in session.documents.papers_of_visit(visit.id)
    ]
    assert session.documents.together(papers, "es", "Visita 1").startswith(b"%PDF")


def test_a_visit_on_paper_says_what_was_typed_in_and_follows_it(
    session: Session, still: clock.FixedClock
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    still.tick(timedelta(days=5))
    start = clock.now() - timedelta(days=3)
    past = PastVisit(start, start + timedelta(hours=3), purpose="Diagnóstico")
    visit = session.visits.record_past(firm.id, past)
    draft = session.assessments.open_or_start(firm.id, visit.id, "short")
    session.assessments.answer(draft.id, rated("D1.1", 2), visit.id)
    first = session.documents.issue(visit.id, VISIT_RECORD)
    told = content(session, visit.id, VISIT_RECORD).activities
    assert told == "Diagnóstico de madurez: 1 pregunta; quedan 24."
    set_language("en")
    assert session.documents.issue(visit.id, VISIT_RECORD) == first
    set_language("es")
    answer_everything(session, draft, visit_id=visit.id)
    second = session.documents.issue(visit.id, VISIT_RECORD)
    assert (second.number, second.version) == (first.number, 2)
    assert "quedó completo" in content(session, visit.id, VISIT_RECORD).activities


def test_an_authorization_lies_with_the_visit_of_its_day_also_when_one_on_paper_comes_later(
    session: Session, still: clock.FixedClock
) -> None:
    visit = visited(session, still)
    start = clock.now() - timedelta(days=30)
    earlier = session.visits.record_past(
        visit.firm_id, PastVisit(start, start + timedelta(hours=3))
    )
    assert CONSENT in kinds(session, visit.id)
    assert CONSENT not in kinds(session, earlier.id)
