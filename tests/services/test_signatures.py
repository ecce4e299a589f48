"""Signatures: sealed with their proof, only with permission, withdrawn in time, never changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.document import ATTENDANCE, CONSENT, DIAGNOSIS, VISIT_RECORD
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.signature import LOCKING, Method, Party, Signer, Signing, StrokePoint
from advisor_app.domain.visit import Outcome
from advisor_app.schema import tables
from advisor_app.services.errors import Closed, ConsentNeeded
from advisor_app.services.session import Session
from tests.builders import rated
from tests.reports.reading import whole
from tests.reports.signatures import ALBA, JOSE
from tests.services.signing import signing, stored, to_sign


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.LATER])
def test_a_signature_comes_back_as_it_was_given(session: Session, method: Method):
    _subject, document = to_sign(session)
    made = session.signatures.sign(document.id, signing(method))
    assert session.signatures.of_document(document.id) == [made]
    assert (made.method, made.signer, made.content_hash) == (method, ALBA, document.content_hash)


def test_who_signed_is_one_of_the_firm_s_people(session: Session):
    subject, document = to_sign(session)
    session.signatures.sign(document.id, signing())
    firm_id = session.assessments.get(subject).firm_id
    known = {person.name: person for person in session.people.of_firm(firm_id)}
    assert known[ALBA.name].document_number == ALBA.document_number


def test_a_known_person_stays_as_stored_and_is_remembered_as_typed(session: Session):
    subject, document = to_sign(session)
    firm_id = session.assessments.get(subject).firm_id
    before = session.people.of_firm(firm_id)
    known = before[0]
    typed = Signer("José Peña Gutiérrez", "CC", "98765432", "owner")
    session.signatures.sign(document.id, replace(signing(signer=typed), person_id=known.id))
    assert session.people.of_firm(firm_id) == before
    assert session.signatures.known_signers(firm_id) == {known.id: typed}
    assert session.signatures.of_document(document.id)[0].signer == typed


@pytest.mark.parametrize("method", list(Method))
def test_a_signed_document_is_locked_and_one_signed_later_is_not(session: Session, method: Method):
    subject, document = to_sign(session)
    session.signatures.sign(document.id, signing(method))
    assert session.documents.is_locked(document.id) == (method in LOCKING)
    session.assessments.answer(subject, rated("D1.1", 1))
    assert session.documents.waits_for_correction(subject) == (method in LOCKING)


def test_a_locked_document_does_not_change(session: Session):
    subject, document = to_sign(session)
    session.signatures.sign(document.id, signing())
    signed = session.documents.preview(subject, "es")
    session.assessments.answer(subject, rated("D1.1", 1))
    assert session.documents.preview(subject, "es") == signed
    assert session.documents.issue(subject) == document


def test_a_correction_names_the_old_version_and_both_are_printed(session: Session):
    subject, document = to_sign(session)
    session.signatures.sign(document.id, signing())
    session.assessments.answer(subject, rated("D1.1", 1))
    corrected = session.documents.correct(subject, "La respuesta D1.1 estaba mal.")
    assert (corrected.version, corrected.number) == (2, document.number)
    new = whole(session.documents.preview(subject, "es")).replace("\u00a0", " ")
    old = whole(session.documents.reprint(document.id, "es"))
    assert "Esta versión corrige la versión 1" in new
    assert "Motivo: La respuesta D1.1 estaba mal." in new
    assert ALBA.name in old
    assert ALBA.name not in new
    assert not session.documents.is_locked(corrected.id)


def test_what_changed_while_it_was_shown_is_not_signed(session: Session):
    subject, document = to_sign(session)
    session.assessments.answer(subject, rated("D1.1", 1))
    with pytest.raises(Closed, match="cambió mientras se mostraba"):
        session.signatures.sign(document.id, signing())
    assert session.signatures.of_document(document.id) == []
    newer = session.documents.issue(subject)
    session.signatures.sign(newer.id, signing())
    with pytest.raises(Closed):
        session.signatures.sign(document.id, signing(party=Party.ADVISOR))


def test_the_second_party_signs_the_locked_version(session: Session):
    subject, document = to_sign(session)
    session.signatures.sign(document.id, signing())
    session.assessments.answer(subject, rated("D1.1", 1))
    session.signatures.sign(document.id, signing(party=Party.ADVISOR))
    assert [one.party for one in session.signatures.of_document(document.id)] == [
        Party.FIRM,
        Party.ADVISOR,
    ]


def _no_answers(session: Session, firm_id: str) -> None:
    """The firm takes its first authorization back."""
    signer = replace(session.people.new(firm_id), name="José Peña")
    session.consents.give(firm_id, signer, {ConsentKind.DATA: False}, "spoken")


@pytest.mark.parametrize("method", [Method.PHOTO, Method.FINGERPRINT, Method.REFUSED, Method.LATER])
def test_without_a_yes_to_signing_on_screen_there_are_the_other_ways(
    session: Session, method: Method
):
    _subject, document = to_sign(session, on_screen=False)
    with pytest.raises(ConsentNeeded, match="firmar en pantalla"):
        session.signatures.sign(document.id, signing())
    session.signatures.sign(document.id, signing(method))
    assert len(session.signatures.of_document(document.id)) == 1


def test_the_advisor_draws_whatever_the_firm_agreed_to(session: Session):
    _subject, document = to_sign(session, on_screen=False)
    session.signatures.sign(document.id, signing(party=Party.ADVISOR))
    assert session.documents.is_locked(document.id)


@pytest.mark.parametrize("method", list(Method))
def test_nobody_is_named_after_the_authorization_was_taken_back(session: Session, method: Method):
    subject, document = to_sign(session)
    firm_id = session.assessments.get(subject).firm_id
    _no_answers(session, firm_id)
    with pytest.raises(ConsentNeeded, match="autorización de datos"):
        session.signatures.sign(document.id, signing(method))


def test_without_authorization_a_refusal_without_names_is_kept(session: Session):
    subject, document = to_sign(session)
    firm_id = session.assessments.get(subject).firm_id
    _no_answers(session, firm_id)
    nameless = Signing(Party.FIRM, Method.REFUSED, reason="No autoriza sus datos.")
    session.signatures.sign(document.id, nameless)
    assert session.signatures.of_document(document.id)[0].signer == Signer("")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (replace(signing(), strokes=((StrokePoint(0.5, 0.2),),)), "strokes"),
        (replace(signing(), strokes=()), "strokes"),
        (replace(signing(), signer=Signer("", "CC", "34567890")), "name"),
        (replace(signing(), signer=Signer("Alba", "CC", "")), "document_number"),
        (replace(signing(Method.PHOTO), photo=b""), "photo"),
        (replace(signing(Method.FINGERPRINT), witnesses=(Signer("  "),)), "witness"),
        (replace(signing(Method.REFUSED), reason=" no "), "reason"),
    ],
    ids=["one dot", "nothing", "no name", "no number", "no photo", "no witness", "no reason"],
)
def test_what_is_no_signature_is_said_and_nothing_is_stored(
    session: Session, given: Signing, field: str
):
    _subject, document = to_sign(session)
    with pytest.raises(InvalidRecord) as caught:
        session.signatures.sign(document.id, given)
    assert list(caught.value.problems) == [field]
    assert session.signatures.of_document(document.id) == []
    assert stored(session, tables.attachment) == []
    assert not (session.folder / "attachments").exists()


def test_a_party_signs_once(session: Session):
    _subject, document = to_sign(session)
    session.signatures.sign(document.id, signing())
    with pytest.raises(InvalidRecord, match="ya está registrada"):
        session.signatures.sign(document.id, signing(signer=JOSE))


def test_of_several_who_attended_each_signs_once(session: Session):
    subject, document = to_sign(session)
    for who in (ALBA, JOSE):
        session.signatures.sign(document.id, signing(party=Party.ATTENDEE, signer=who))
    firm_id = session.assessments.get(subject).firm_id
    jose = next(one for one in session.people.of_firm(firm_id) if one.name == JOSE.name)
    again = replace(signing(party=Party.ATTENDEE, signer=JOSE), person_id=jose.id)
    with pytest.raises(InvalidRecord):
        session.signatures.sign(document.id, again)


def test_who_refused_may_sign_after_all(session: Session):
    _subject, document = to_sign(session)
    session.signatures.sign(document.id, signing(Method.REFUSED))
    with pytest.raises(InvalidRecord):
        session.signatures.sign(document.id, signing(Method.REFUSED))
    session.signatures.sign(document.id, signing())
    methods = [one.method for one in session.signatures.of_document(document.id)]
    assert methods == [Method.REFUSED, Method.DRAWN]


def test_the_advisor_is_remembered_from_the_last_signature(session: Session):
    assert session.signatures.advisor_signer() == Signer("Lucía Arboleda")
    _subject, document = to_sign(session)
    session.signatures.sign(document.id, signing(party=Party.ADVISOR))
    known = session.signatures.advisor_signer()
    assert (known.name, known.document_number) == ("Lucía Arboleda", "51888777")


def test_the_record_of_a_visit_is_signed_once_the_visit_has_ended(session: Session):
    subject, _document = to_sign(session)
    visit = session.visits.of_firm(session.assessments.get(subject).firm_id)[0]
    with pytest.raises(Closed, match="sigue abierta"):
        session.signatures.lay_out(visit.id, VISIT_RECORD)
    assert session.documents.of(visit.id, VISIT_RECORD) == []
    session.visits.finish(visit.id, Outcome.DONE)
    laid = session.signatures.lay_out(visit.id, VISIT_RECORD)
    assert list(laid.parties) == [Party.FIRM, Party.ADVISOR]
    session.signatures.sign(laid.issued.id, signing())
    assert session.signatures.lay_out(visit.id, VISIT_RECORD).issued == laid.issued


def test_every_kind_of_document_is_signed_and_prints_who_signed(session: Session):
    subject, _document = to_sign(session)
    visit = session.visits.of_firm(session.assessments.get(subject).firm_id)[0]
    session.visits.finish(visit.id, Outcome.DONE)
    subjects = {
        DIAGNOSIS: subject,
        VISIT_RECORD: visit.id,
        ATTENDANCE: visit.id,
        CONSENT: visit.firm_id,
    }
    for kind, subject_id in subjects.items():
        laid = session.signatures.lay_out(subject_id, kind)
        for party in laid.parties:
            session.signatures.sign(laid.issued.id, signing(party=party))
        assert session.documents.is_locked(laid.issued.id)
        assert not session.documents.waits_for_correction(subject_id, kind), kind
        assert "CC 51888777" in whole(session.documents.preview(subject_id, "es", kind)), kind
