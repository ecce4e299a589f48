"""A workspace in which every screen has something to show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app.domain.delivery import Channel, Errand, Proof
from advisor_app.domain.document import DIAGNOSIS
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.groups import Part
from advisor_app.sync import local
from tests.builders import answer_everything, make_draft, make_firm, make_session, rated
from tests.ui.differences import add_answers, add_difference
from ui.screens import REGISTRY, WITHOUT_SESSION

if TYPE_CHECKING:
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.session import Session

_OF_A_FIRM = (
    "firm", "firm_form", "consent", "visit_start", "paper_forms", "formats", "paper_visit",
    "standards", "plan",
)  # fmt: skip
INSIDE = [route for route in REGISTRY if route not in WITHOUT_SESSION]


@dataclass(frozen=True)
class Scene:
    """An open workspace and what each route is opened with."""

    session: Session
    params: dict[str, dict[str, object]]


def make_scene(folder: Path) -> Scene:
    """Two firms: one halfway through its interview, one with everything answered."""
    session = make_session(folder)
    name = "Asociación de Productores de Aguacate Hass de la Cordillera Verde"
    firm = make_firm(session, legal_name=name, nit="900123456", nit_dv="8")
    visit, view = make_draft(session, firm)
    session.assessments.answer(view.id, rated("D1.1", 3), visit.id, "D1.2")
    done_firm = make_firm(session)
    done_visit, done = make_draft(session, done_firm)
    answer_everything(session, done)
    params: dict[str, dict[str, object]] = {route: {} for route in REGISTRY}
    for route in _OF_A_FIRM:
        params[route] = {"firm_id": firm.id}
    params["photos"] = {"visit_id": visit.id}
    params["visit_end"] = {"visit_id": visit.id}
    params["papers"] = {"visit_id": done_visit.id}
    for route in ("interview", "missing"):
        params[route] = {"assessment_id": view.id}
    params["transcribe"] = {"assessment_id": view.id, "visit_id": visit.id}
    for route in ("gap", "gap_result"):
        params[route] = {"assessment_id": _gap(session, firm.id)}
    session.gaps.start(firm.id, "iso_9001_2015")
    params["editions"] = {"firm_id": firm.id, "standard": "iso_9001_2015"}
    params["parts"] = {"assessment_id": _group(session, firm.id)}
    for route in ("result", "cost", "commitments", "report"):
        params[route] = {"assessment_id": done.id}
    leave_differences(session, done)
    issued = session.documents.issue(done.id)
    session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "es")
    session.deliveries.record(issued.id, Channel.USB, "es", Proof.of_file(b"%PDF"))
    params["telephone"] = {"errand": Errand(issued.id, "es")}
    params["sign"] = {"kind": DIAGNOSIS, "subject_id": done.id}
    stick = folder.with_name("stick")
    stick.mkdir()
    session.copies.choose(stick)
    session.copies.make()  # last, so that no screen finds a copy under way
    join_an_office(session)
    params |= return_one(session)
    return Scene(session, params)


def join_an_office(session: Session) -> None:
    """An office that is away, and records that wait for it."""
    from advisor_app.sync import keys

    workspace = session.exchange._workspace  # pyright: ignore[reportPrivateUsage]  # no office is there to join
    link = {"address": "http://127.0.0.1:9", "device": "laptop", "person": "Lucía Arboleda Muñoz"}
    for name, value in {**link, "role": "advisor", "office": "Oficina Cauca"}.items():
        workspace.write(partial(local.put, name=name, value=value)).result()
    shelf = keys.shelf_beside(workspace.line_note)
    keys.keep(shelf, workspace.name, keys.LaptopKeys.fresh("life"))


def return_one(session: Session) -> dict[str, dict[str, object]]:
    """A diagnosis that came back with remarks and is being corrected."""
    firm = make_firm(session, legal_name="Lácteos El Páramo de Guerrero", nit="", nit_dv="")
    view = make_draft(session, firm)[1]
    answer_everything(session, view)
    session.assessments.close(view.id)
    workspace = session._workspace  # pyright: ignore[reportPrivateUsage]  # no office is there to say it
    workspace.write(partial(local.put, name="role", value="coordinator")).result()
    remarks = {"D1.1": "¿Vio usted el acta, o se la contaron?", "D1.2": "Falta la fecha"}
    review_id = session.reviews.send_back(view.id, "Revise las dos del liderazgo.", remarks)
    draft = session.reviews.correct(review_id)
    session.assessments.answer(draft, rated("D1.1", 2, "declared"))
    return {"returned": {"review_id": review_id}, "send_back": {"assessment_id": view.id}}


def leave_differences(session: Session, view: AssessmentView) -> None:
    """Three that wait for a person, and one that settled itself."""
    add_answers(session, view, "D1.1", "D1.2")
    about = ("firm", view.firm_id)
    told = {"products": '["Pan de maíz", "Arepas de chócolo"]', "annual_income": 480_000_000}
    add_difference(session, view.firm_id, about, (told, {"products": '["Pan"]'}))
    markets = ({"target_market": "Alemania"}, {"target_market": "Bogotá"})
    add_difference(session, view.firm_id, about, markets, "auto")


def _group(session: Session, firm_id: str) -> str:
    """A group whose sample was drawn: one member seen, one replaced, the others to come."""
    view = session.groups.begin(firm_id, "globalgap_option2_qms")
    names = [f"Miembro {n} Muñoz de la Cordillera" for n in range(1, 17)]
    session.groups.add(
        view.id,
        [Part(f"{n:03d}", name, "Vereda La Laguna") for n, name in enumerate(names, 1)],
    )
    drawn = session.groups.draw(view.id).to_visit
    session.groups.replace_absent(view.id, drawn[1], "Está en la cabecera hasta el lunes")
    seen = session.groups.start(view.id, drawn[0])
    for number, one in enumerate(seen.standard.requirements):
        state = State.PARTIAL if number % 9 == 4 else State.COMPLIES
        session.gaps.answer(seen.id, GapAnswer(one.code, state))
    return view.id


def _gap(session: Session, firm_id: str) -> str:
    """An assessment with a state of each kind, a note and a reason."""
    view = session.gaps.start(firm_id, "globalgap_ifa_v6_fv")
    states = (State.COMPLIES, State.PARTIAL, State.FAILS)
    for number, one in enumerate(view.standard.requirements[:12]):
        answer = GapAnswer(one.code, states[number % 3], note="Falta la firma" * (number == 1))
        if one.na_allowed and number % 5 == 3:
            answer = GapAnswer(one.code, State.NOT_APPLICABLE, "La finca no hace esta actividad")
        session.gaps.answer(view.id, answer)
    return view.id
