"""What the record of a visit could say: proposed from what was done in that very visit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.quality_cost import QuickCost
from advisor_app.domain.visit import Outcome
from advisor_app.services.assessment_view import Commitment
from advisor_app.services.proposals import Proposal
from advisor_app.services.session import Session
from tests.builders import answer_everything, make_draft, rated


def test_a_visit_in_which_nothing_was_answered_proposes_nothing(session: Session) -> None:
    visit, _draft = make_draft(session)
    assert session.proposals.of(visit, "es") == Proposal()


def test_everything_that_was_done_has_its_line(session: Session) -> None:
    visit, draft = make_draft(session)
    signer = session.people.of_firm(visit.firm_id)[0]
    session.consents.give(visit.firm_id, signer, {ConsentKind.IMAGE: True}, "spoken", visit.id)
    answer_everything(session, draft, visit_id=visit.id)
    cost = {"scrapped_units": Decimal(10), "unit_cost": Decimal(1000)}
    session.assessments.set_cost(draft.id, QuickCost.from_figures(cost))
    session.assessments.set_commitments(draft.id, [Commitment("Medir"), Commitment("Pesar")])
    session.assessments.close(draft.id)
    assert session.proposals.of(visit, "es").activities.splitlines() == [
        "Autorización de datos: 1 permiso contestado.",
        "Diagnóstico de madurez: 25 preguntas; quedó completo.",
        "Cuenta de las fallas: cerca de $\u00a010.000 al mes.",
        "2 compromisos acordados.",
        "Resultado explicado y diagnóstico cerrado.",
    ]


def test_a_later_visit_counts_only_its_own_answers(session: Session) -> None:
    visit, draft = make_draft(session)
    session.assessments.answer_all(draft.id, [rated("D1.1", 2), rated("D2.1", 2)], visit.id)
    session.visits.finish(visit.id, Outcome.PARTIAL)
    later = session.visits.start(visit.firm_id)
    session.assessments.answer(draft.id, rated("D3.1", 2), later.id)
    (line,) = session.proposals.of(later, "es").activities.splitlines()
    assert line == "Diagnóstico de madurez: 1 pregunta; quedan 22."


def test_what_only_the_private_protocol_may_know_is_not_proposed(session: Session) -> None:
    visit, draft = make_draft(session, form="full")
    private = next(item for item in draft.instrument.items if item.confidential_alert)
    session.assessments.set_profile(
        draft.id, draft.profile.__class__(draft.profile.sector, {"has_employees": True})
    )
    answer_everything(session, session.assessments.get(draft.id), level=3, visit_id=visit.id)
    session.assessments.answer(draft.id, rated(private.code, 1), visit.id)
    assert private.levels[0].es not in session.proposals.of(visit, "es").findings


@pytest.mark.parametrize(("lang", "word"), [("es", "Por mejorar"), ("en", "To improve")])
def test_it_speaks_the_language_it_is_asked_for(session: Session, lang: str, word: str) -> None:
    visit, draft = make_draft(session)
    answer_everything(session, draft, level=1, visit_id=visit.id)
    assert word in session.proposals.of(visit, lang).findings
