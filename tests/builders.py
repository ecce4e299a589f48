"""Short ways to a workspace, a firm, a consent and a draft, through the real services."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor_app.domain.answers import Answer, AnswerState, Evidence
from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.firm import Firm
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.services.assessment_view import AssessmentView
from advisor_app.services.gaps import GapView
from advisor_app.services.session import Session
from advisor_app.services.visits import Visit
from advisor_app.store.workspace import Workspace


def make_session(folder: Path, advisor: str = "Lucía Arboleda") -> Session:
    """A workspace of its own that opens by itself, so that no test waits for a passphrase."""
    workspace, _code = Workspace.create(folder, "", demo=True)
    session = Session(workspace)
    session.introduce(advisor)
    return session


def make_firm(session: Session, **fields: Any) -> Firm:
    """A firm with its public data stored."""
    known: dict[str, Any] = {
        "legal_name": "Panadería Ñandú",
        "nit": "800197268",
        "nit_dv": "4",
        "legal_form": "sas",
        "sector": "agroindustry_food",
        "divipola": "19256",
        **fields,
    }
    firm = replace(session.firms.new(), **known)
    session.firms.save(firm)
    return firm


def consent(session: Session, firm: Firm, *, sensitive: bool = False) -> None:
    """The owner says yes to the first authorization, and to the second if asked."""
    signer = replace(session.people.new(firm.id), name="José Peña", role="owner")
    answers = {ConsentKind.DATA: True, ConsentKind.SENSITIVE: sensitive}
    session.consents.give(firm.id, signer, answers, "spoken")


def agree_to_photos(session: Session, firm: Firm, *, photos: bool = True) -> None:
    """The owner says yes to the first authorization, and yes or no to that of photos."""
    signer = replace(session.people.new(firm.id), name="José Peña", role="owner")
    answers = {ConsentKind.DATA: True, ConsentKind.IMAGE: photos}
    session.consents.give(firm.id, signer, answers, "spoken")


def make_draft(
    session: Session, firm: Firm | None = None, form: Any = "short"
) -> tuple[Visit, AssessmentView]:
    """A visit that goes on at a firm that agreed, with an empty diagnosis."""
    firm = firm or make_firm(session)
    consent(session, firm)
    visit = session.visits.start(firm.id, place="Planta", purpose="Diagnóstico")
    return visit, session.assessments.open_or_start(firm.id, visit.id, form)


def rated(item: str, level: int, grade: str = "observed", **fields: Any) -> Answer:
    """A rated answer."""
    return Answer(item, AnswerState.RATED, level, Evidence(grade), **fields)


def answer_everything(
    session: Session,
    assessment: AssessmentView,
    level: int = 3,
    grade: str = "observed",
    visit_id: str | None = None,
) -> None:
    """The same level for every item that applies."""
    items = assessment.instrument.applicable(assessment.profile, assessment.form)
    session.assessments.answer_all(
        assessment.id, [rated(item.code, level, grade) for item in items], visit_id
    )


def answer_list(session: Session, view: GapView, *failing: str) -> None:
    """Every point of a list complies but those named, which fail."""
    for one in view.standard.requirements:
        state = State.FAILS if one.code in failing else State.COMPLIES
        session.gaps.answer(view.id, GapAnswer(one.code, state))
