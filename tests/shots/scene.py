"""The demo workspace on a still morning, with one interview halfway."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.domain.answers import Answer, AnswerState, Evidence
from advisor_app.domain.clock import FixedClock
from advisor_app.domain.delivery import Channel, Errand, Proof
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.services import entry
from tests.ui.scenes import join_an_office, leave_differences, return_one

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Item
    from advisor_app.services.session import Session

MORNING: Final = FixedClock(datetime(2026, 11, 23, 11, 10, tzinfo=UTC))
PASSPHRASE: Final = "caballo lluvia escalera limón"
_REPORTED: Final = ("result", "cost", "commitments", "report")
_ANSWERED: Final = 17
_LEVELS: Final = (2, 3, 1, 3, 2, 4, 2, 3)
_GRADES: Final = (Evidence.DECLARED, Evidence.OBSERVED, Evidence.VERIFIED)

Params = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A workspace, and what each route is opened with."""

    folder: Path
    params: Params
    reported: str


def locked_workspace(folder: Path) -> Path:
    """A workspace behind a passphrase, for its door."""
    session, _code = entry.create(folder, PASSPHRASE, "Lucía Arboleda")
    session.close()
    return folder


def demo_workspace(folder: Path) -> Scene:
    """The demo firms; one is being visited again, another has just been registered."""
    session = entry.open_demo(folder)
    try:
        reported = _diagnosis_of(session, "Frutos Liofilizados")
        reported_visit = session.visits.of_firm(_firm_id(session, "Frutos Liofilizados"))[0].id
        visit_id, halfway = _second_visit(session)
        new_firm = _new_firm(session)
        firm_id = _firm_id(session, "Asociación Hass")
        errand = _waiting_report(session, reported)
        gap = _gap(session, firm_id)
        leave_differences(session, session.assessments.get(reported))
        join_an_office(session)
        params: Params = {
            "today": {},
            "firms": {},
            "pending": {},
            "settings": {},
            "second_copy": {},
            "firm": {"firm_id": firm_id},
            "firm_form": {"firm_id": firm_id},
            "consent": {"firm_id": new_firm},
            "visit_start": {"firm_id": firm_id},
            "visit_end": {"visit_id": visit_id},
            "photos": {"visit_id": visit_id},
            "papers": {"visit_id": reported_visit},
            "paper_forms": {"firm_id": firm_id},
            "formats": {"firm_id": firm_id, "action_key": "complaints"},
            "paper_visit": {"firm_id": firm_id},
            "transcribe": {"assessment_id": halfway, "visit_id": visit_id},
            "standards": {"firm_id": firm_id},
            "editions": {"firm_id": firm_id, "standard": _older_edition(session, firm_id)},
            "plan": {"firm_id": firm_id},
            "parts": {"assessment_id": _group(session, firm_id)},
            **{route: {"assessment_id": gap} for route in ("gap", "gap_result")},
            "interview": {"assessment_id": halfway},
            "missing": {"assessment_id": halfway},
            "sign": {"subject_id": reported},
            **{route: {"assessment_id": reported} for route in _REPORTED},
            "telephone": {"errand": errand},
            "exchange": {},
            "conflicts": {},
            **return_one(session),
        }
        return Scene(folder, params, reported)
    finally:
        session.close()


def _firm_id(session: Session, name: str) -> str:
    return next(row.id for row in session.firms.list() if row.name.startswith(name))


def _diagnosis_of(session: Session, name: str) -> str:
    return session.assessments.of_firm(_firm_id(session, name))[0].id


def _waiting_report(session: Session, assessment_id: str) -> Errand:
    """A report that was copied to a stick and is to be sent on paper too."""
    errand = Errand(session.documents.issue(assessment_id).id, "es")
    pdf = session.documents.reprint(errand.document_id, errand.lang)
    session.deliveries.record(errand.document_id, Channel.USB, "es", Proof.of_file(pdf))
    session.deliveries.queue(errand.document_id, Channel.PAPER_BY_HAND, "es")
    return errand


def _gap(session: Session, firm_id: str) -> str:
    """The packing shed's list, most of it seen."""
    view = session.gaps.start(firm_id, "globalgap_ifa_v6_fv")
    states = (State.COMPLIES, State.COMPLIES, State.PARTIAL, State.COMPLIES, State.FAILS)
    for number, one in enumerate(view.standard.requirements[:-3]):
        session.gaps.answer(view.id, GapAnswer(one.code, states[number % len(states)]))
    return view.id


def _older_edition(session: Session, firm_id: str) -> str:
    """A list whose newer edition is out, all of it seen."""
    view = session.gaps.start(firm_id, "iso_9001_2015")
    states = (State.COMPLIES, State.PARTIAL, State.COMPLIES, State.FAILS)
    for number, one in enumerate(view.standard.requirements):
        session.gaps.answer(view.id, GapAnswer(one.code, states[number % len(states)]))
    return view.standard.id


def _group(session: Session, firm_id: str) -> str:
    """The growers' group as the demo has it."""
    return session.groups.begin(firm_id, "globalgap_option2_qms").id


def _second_visit(session: Session) -> tuple[str, str]:
    firm_id = _firm_id(session, "Limonadas")
    visit = session.visits.start(firm_id, place="Planta de Candelaria", purpose="Seguimiento")
    view = session.assessments.open_or_start(firm_id, visit.id, "full")
    items = view.instrument.applicable(view.profile, "full")
    for number, item in enumerate(items[:_ANSWERED]):
        session.assessments.answer(view.id, _answer(item, number), visit.id, items[number + 1].code)
    session.assessments.set_current(view.id, items[_ANSWERED - 1].code)
    return visit.id, view.id


def _answer(item: Item, number: int) -> Answer:
    if number % 7 == 5:
        return Answer(item.code, AnswerState.NOT_VERIFIED, role="owner")
    level = 3 if number == _ANSWERED - 1 else _LEVELS[number % len(_LEVELS)]
    graded = level >= 3
    return Answer(
        item.code,
        AnswerState.RATED,
        level,
        _GRADES[number % len(_GRADES)] if graded else Evidence.DECLARED,
        checks=tuple(index % 3 < 2 for index in range(len(item.checks))) if graded else (),
        role="owner",
    )


def _new_firm(session: Session) -> str:
    firm = replace(
        session.firms.new(),
        legal_name="Panela Orgánica La Molienda",
        sector="agroindustry_food",
        divipola="25875",
        founded_on=date(2019, 3, 4),
    )
    session.firms.save(firm)
    return firm.id
