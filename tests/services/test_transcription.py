"""A form that comes in from the field: its code, its authorization, its visit, its diagnosis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from advisor_app.domain import clock
from advisor_app.domain.consent import ConsentKind, ConsentMethod, consent_text, shipped_consent
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.firm import Firm
from advisor_app.domain.instrument import load_instrument, shipped_instrument
from advisor_app.domain.paper_form import Round
from advisor_app.domain.visit import Outcome, payable_hours
from advisor_app.schema import tables
from advisor_app.services.errors import ConsentNeeded
from advisor_app.services.session import Session
from advisor_app.services.transcription import Begun, SignedPaper
from advisor_app.services.visits import Participant, PastVisit
from tests.builders import consent, make_draft, make_firm

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
START = datetime(2026, 11, 12, 13, 30, tzinfo=UTC)
PAST = PastVisit(START, START + timedelta(hours=3), 20, "La finca", purpose="Diagnóstico")
CODE = f"IMC 1.1-C-{consent_text('es').check_digits}"
ASKED = {"has_employees": True}


@pytest.fixture(autouse=True)
def _still() -> None:
    clock.use(clock.FixedClock(NOW))


@pytest.fixture
def firm(session: Session) -> Firm:
    return make_firm(session)


def described(session: Session, firm: Firm) -> Firm:
    session.firms.save(replace(firm, conditions=ASKED))
    return firm


def signed(session: Session, firm: Firm, *, agrees: bool = True) -> SignedPaper:
    signer = replace(session.people.new(firm.id), name="José Peña", role="owner")
    answers = {ConsentKind.DATA: agrees, **({ConsentKind.IMAGE: False} if agrees else {})}
    return SignedPaper(signer, answers, ConsentMethod.SIGNATURE)


def consent_rows(session: Session) -> list[sa.Row]:
    with session._workspace.read() as c:
        return list(c.execute(sa.select(tables.consent).order_by(tables.consent.c.kind)))


# --- the visit ---------------------------------------------------------------------------------


def test_a_visit_of_the_past_keeps_its_own_hours(session: Session, firm: Firm):
    consent(session, firm)
    people = (Participant("owner", "José Peña"), Participant("worker"))
    past = replace(PAST, participants=people, next_visit_on=date(2026, 12, 1))
    visit = session.visits.record_past(firm.id, past)
    kept = session.visits.get(visit.id)
    assert (kept.started_at, kept.ended_at) == (PAST.started_at, PAST.ended_at)
    assert kept.outcome is Outcome.DONE
    assert not kept.is_open
    assert kept.number == 1
    assert payable_hours(kept.started_at, PAST.ended_at, kept.break_minutes) == Decimal("2.67")
    assert [one.role for one in session.visits.participants(visit.id)] == ["owner", "worker"]


def test_the_same_hours_again_are_the_same_visit(session: Session, firm: Firm):
    first = session.visits.record_past(firm.id, PAST)
    assert session.visits.record_past(firm.id, PAST).id == first.id
    assert len(session.visits.of_firm(firm.id)) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"started_at": NOW + timedelta(minutes=1), "ended_at": NOW + timedelta(hours=1)},
         "started_at"),
        ({"ended_at": NOW + timedelta(minutes=1), "started_at": NOW - timedelta(hours=1)},
         "ended_at"),
        ({"ended_at": START}, "ended_at"),
        ({"ended_at": START - timedelta(minutes=5)}, "ended_at"),
        ({"ended_at": START + timedelta(days=1, minutes=1)}, "ended_at"),
        ({"break_minutes": 181}, "break_minutes"),
        ({"break_minutes": -1}, "break_minutes"),
        ({"next_visit_on": date(2026, 11, 11)}, "next_visit_on"),
    ],
)  # fmt: skip
def test_a_visit_that_cannot_have_been_so_is_refused(
    session: Session, firm: Firm, changes: dict, field: str
):
    with pytest.raises(InvalidRecord) as refused:
        session.visits.record_past(firm.id, replace(PAST, **changes))
    assert list(refused.value.problems) == [field]
    assert session.visits.of_firm(firm.id) == []


def test_a_next_visit_that_was_planned_on_paper_may_have_passed(session: Session, firm: Firm):
    past = replace(PAST, next_visit_on=date(2026, 11, 15))
    assert session.visits.record_past(firm.id, past).next_visit_on == date(2026, 11, 15)


def test_names_on_paper_wait_for_the_authorization(session: Session, firm: Firm):
    with pytest.raises(ConsentNeeded):
        session.visits.record_past(
            firm.id, replace(PAST, participants=(Participant("owner", "José"),))
        )
    assert session.visits.of_firm(firm.id) == []


# --- the code ----------------------------------------------------------------------------------


def test_a_form_of_today_is_known_with_its_words(session: Session, firm: Firm):
    form = session.transcription.read_form(firm.id, CODE)
    assert form.code.round is Round.SHORT
    assert form.instrument == shipped_instrument()
    assert form.words == consent_text("es")


def test_a_form_printed_before_the_office_changed_its_words_keeps_them(
    session: Session, firm: Firm
):
    session.office.save({**shipped_consent().example, "years": "7"})
    before = session.office.words("en")
    session.office.save(shipped_consent().example)
    form = session.transcription.read_form(firm.id, f"IMC 1.1-T-{before.check_digits}")
    assert form.words == before


@pytest.mark.parametrize("code", ["IMC 1.0-C-3F9A", "ISO 1.1-C-3F9A", "IMC 9.9-R"])
def test_a_form_of_another_instrument_is_refused_with_a_clear_word(
    session: Session, firm: Firm, code: str
):
    consent(session, firm)
    with pytest.raises(InvalidRecord) as refused:
        session.transcription.read_form(firm.id, code)
    edition = code.partition("-")[0]
    assert refused.value.message == f"Esa hoja es del {edition}; aquí se usa el IMC 1.1."
    assert "pase lo escrito a una nueva" in refused.value.problems["code"]


def test_a_form_goes_into_an_open_diagnosis_of_its_own_version(session: Session, firm: Firm):
    consent(session, firm)
    older = load_instrument(shipped_instrument().body.replace('"version":"1.1"', '"version":"1.0"'))
    assert older.version == "1.0"
    visit = session.visits.record_past(firm.id, PAST)
    session.assessments.open_or_start(firm.id, visit.id, instrument=older)
    assert session.transcription.read_form(firm.id, "IMC 1.0-R").instrument.version == "1.0"
    with pytest.raises(InvalidRecord) as refused:
        session.transcription.read_form(firm.id, CODE)
    assert refused.value.message == "Esa hoja es del IMC 1.1; aquí se usa el IMC 1.0."


def test_an_authorization_that_cannot_be_shown_is_refused(session: Session, firm: Firm):
    with pytest.raises(InvalidRecord) as refused:
        session.transcription.read_form(firm.id, "IMC 1.1-C-0000")
    assert "no salió de este programa" in refused.value.message
    consent(session, firm)
    assert session.transcription.read_form(firm.id, "IMC 1.1-C-0000").words is None


def test_a_second_round_needs_an_authorization_given_before(session: Session, firm: Firm):
    with pytest.raises(InvalidRecord) as refused:
        session.transcription.read_form(firm.id, "IMC 1.1-R")
    assert "no trae la autorización" in refused.value.message
    consent(session, firm)
    assert session.transcription.read_form(firm.id, "IMC 1.1-R").code.round is Round.REST


# --- the head ----------------------------------------------------------------------------------


def test_the_authorization_is_kept_with_the_words_and_the_day_of_the_paper(
    session: Session, firm: Firm
):
    session.office.save(shipped_consent().example)
    words = session.office.words("en")  # the sheet is English, the window Spanish
    form = session.transcription.read_form(firm.id, f"IMC 1.1-C-{words.check_digits}")
    session.transcription.begin(firm.id, form, PAST, signed(session, firm))
    rows = consent_rows(session)
    assert [(row.kind, row.answer) for row in rows] == [("data", True), ("image", False)]
    assert {row.text_hash for row in rows} == {words.text_hash}
    assert {datetime.fromisoformat(row.given_at) for row in rows} == {START}
    assert {row.method for row in rows} == {"signature"}
    assert [person.name for person in session.people.of_firm(firm.id)] == ["José Peña"]


def test_the_head_of_a_form_begins_a_diagnosis_in_its_visit(session: Session, firm: Firm):
    form = session.transcription.read_form(firm.id, CODE)
    begun = session.transcription.begin(firm.id, form, PAST, signed(session, firm))
    assert begun == Begun(begun.visit_id, None)  # sector and conditions decide the questions
    described(session, firm)
    visit = session.visits.get(begun.visit_id)
    begun = session.transcription.begin(firm.id, form, visit)
    view = session.assessments.get(begun.assessment_id)
    assert view.visit_id == visit.id
    assert view.form == "short"


def test_a_no_on_paper_keeps_nothing_but_the_answer(session: Session, firm: Firm):
    form = session.transcription.read_form(firm.id, CODE)
    begun = session.transcription.begin(firm.id, form, PAST, signed(session, firm, agrees=False))
    assert begun == Begun()
    assert session.visits.of_firm(firm.id) == []
    assert session.people.of_firm(firm.id) == []
    assert session.consents.of_firm(firm.id).data is False


def test_beginning_again_records_nothing_twice(session: Session, firm: Firm):
    form = session.transcription.read_form(firm.id, CODE)
    paper = signed(session, firm)
    for _try in range(3):
        session.transcription.begin(firm.id, form, PAST, paper)
    assert len(session.visits.of_firm(firm.id)) == 1
    assert len(consent_rows(session)) == 2
    assert len(session.people.of_firm(firm.id)) == 1


def test_hours_that_cannot_be_leave_the_authorization_unrecorded(session: Session, firm: Firm):
    form = session.transcription.read_form(firm.id, CODE)
    wrong = replace(PAST, ended_at=START)
    with pytest.raises(InvalidRecord):
        session.transcription.begin(firm.id, form, wrong, signed(session, firm))
    assert consent_rows(session) == []


def test_an_older_paper_does_not_take_a_later_answer_back(session: Session, firm: Firm):
    later = replace(session.people.new(firm.id), name="José Peña")
    session.consents.give(firm.id, later, {ConsentKind.DATA: False}, "spoken")
    form = session.transcription.read_form(firm.id, CODE)
    assert session.transcription.begin(firm.id, form, PAST, signed(session, firm)) == Begun()
    assert session.consents.of_firm(firm.id).data is False


def test_a_paper_of_the_second_round_extends_the_diagnosis(session: Session):
    _visit, draft = make_draft(session)
    form = session.transcription.read_form(draft.firm_id, "IMC 1.1-R")
    begun = session.transcription.begin(draft.firm_id, form, PAST)
    assert begun.assessment_id == draft.id
    assert session.assessments.get(draft.id).form == "full"
    assert begun.visit_id != draft.visit_id
