"""Each firm of the demo is held against the standard that it wants, by keys, down to paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from advisor_app import i18n
from advisor_app.domain.document import ATTENDANCE, GAP_REPORT, PLAN, VISIT_RECORD
from advisor_app.domain.gap import GapAnswer, State
from tests.builders import answer_list
from tests.printers.cups import needs_cups
from ui import theme
from ui.advisor import FieldAdvisor
from ui.app import Application
from ui.models.headed_rows import KEY
from ui.settings import WindowSettings

if TYPE_CHECKING:
    from advisor_app.domain.actions import Action
    from advisor_app.services.gaps import GapView
    from tests.printers.cups import PrivateCups
    from ui.dialogs.print_sheet import PrintSheet
    from ui.screens.editions import EditionsScreen
    from ui.screens.gap import GapScreen
    from ui.screens.plan import PlanScreen
    from ui.screens.standards import StandardsScreen

TARGETS = {
    "999.000.101": "globalgap_ifa_v6_fv",
    "999.000.102": "bap_farm_3_1",
    "999.000.103": "iso_17025",
    "999.000.104": "as9100d",
    "999.000.105": "iso_13485",
    "999.000.106": "brcgs_food_9",
    "999.000.107": "za_bus_bodies",
    "999.000.108": "eu_food",
    "999.000.109": "iso_21101_21102",
    "999.000.110": "iso_27001",
    "999.000.111": "iso_22716",
    "999.000.112": "ntc_6001",
}
KEYS = (Qt.Key.Key_C, Qt.Key.Key_C, Qt.Key.Key_P, Qt.Key.Key_C, Qt.Key.Key_N, Qt.Key.Key_C)
STATES = ("C", "C", "P", "C", "N", "C")


@pytest.fixture(scope="module")
def advisor(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FieldAdvisor]:
    """Somebody in front of the demo, who goes from firm to firm."""
    folder = tmp_path_factory.mktemp("standards") / "demo"
    application = Application(qapp, folder, demo=True, lang="es")
    application.show()
    someone = FieldAdvisor(application)
    someone.arrive("today")
    yield someone
    application.close()
    application.window.close()
    application.window.deleteLater()
    application.deleteLater()
    i18n.set_language("es")
    theme.dress(qapp, WindowSettings())


def begins(advisor: FieldAdvisor, firm_id: str, standard: str) -> GapView:
    """Choose a list where the program proposes it, or among the others."""
    advisor.goes("standards", firm_id=firm_id)
    screen = cast("StandardsScreen", advisor.arrive("standards"))
    if standard in screen.rows:
        advisor.push(screen.rows[standard])
    else:
        advisor.choose_listed(screen.others, standard)
        advisor.push(screen.add_button)
    return cast("GapScreen", advisor.arrive("gap")).answering.view


def answers_all(advisor: FieldAdvisor, view: GapView) -> dict[str, str]:
    """Walk the list from its first point to its last; what was told of each."""
    screen = cast("GapScreen", advisor.arrive("gap"))
    told: dict[str, str] = {}
    for place, one in enumerate(view.standard.requirements):
        said = STATES[place % len(STATES)]
        told[screen.list.currentIndex().data(KEY)] = said
        advisor.press(KEYS[place % len(KEYS)])
        advisor.wait(
            lambda told=told: len(screen.answering.view.answers) == len(told), f"{one.code} kept"
        )
    return told


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def firm_of(advisor: FieldAdvisor, number: str) -> str:
    firms = advisor.window.context.open_session.firms
    return next(row.id for row in firms.list() if row.nit_shown.startswith(number))


def saves(advisor: FieldAdvisor, kind: str, subject_id: str, path: Path) -> str:
    """Look at a document and save it; its words."""
    advisor.goes("report", kind=kind, subject_id=subject_id)
    return text_of(advisor.saves_shown(path))


@pytest.mark.parametrize(("number", "standard"), TARGETS.items())
def test_a_firm_is_held_against_its_target_standard_down_to_paper(
    advisor: FieldAdvisor, tmp_path: Path, number: str, standard: str
) -> None:
    session = advisor.window.context.open_session
    firm_id = firm_of(advisor, number)
    advisor.starts_visit(firm_id, "Sala de empaque")
    visit = next(one for one in session.visits.of_firm(firm_id) if one.ended_at is None)
    view = begins(advisor, firm_id, standard)
    told = answers_all(advisor, view)
    assert set(told) == {one.code for one in view.standard.requirements}
    kept = session.gaps.get(view.id)
    assert {code: state.value for code, state in kept.states.items()} == told

    advisor.press(Qt.Key.Key_R)
    advisor.closes_gap()
    assert not session.gaps.get(view.id).is_open
    assert session.gaps.get(view.id).verdict.passes is False

    said = saves(advisor, GAP_REPORT, view.id, tmp_path / "brecha.pdf")
    assert kept.firm_name in said
    for code in kept.result.blocking:
        assert code in said

    action = edits_the_plan(advisor, firm_id)
    said = saves(advisor, PLAN, firm_id, tmp_path / "plan.pdf")
    assert kept.firm_name in said
    assert action.title in said
    assert "Rosa Ñáñez" in said

    advisor.ends_visit(visit.id, Qt.Key.Key_1)
    papers = session.documents.papers_of_visit(visit.id)
    assert {GAP_REPORT, PLAN, VISIT_RECORD, ATTENDANCE} <= {one.kind for one in papers}
    whole = saves_everything(advisor, firm_id, tmp_path / "visita.pdf")
    outline = [one.title for one in PdfReader(whole).outline if not isinstance(one, list)]
    for one in papers:
        (issued,) = session.documents.of(one.subject_id, one.kind)
        assert issued.number in text_of(whole)
    assert len(outline) == len(papers)


@needs_cups
def test_everything_of_a_visit_is_one_print_job(advisor: FieldAdvisor, cups: PrivateCups) -> None:
    cups.add_printer("Oficina")
    session = advisor.window.context.open_session
    firm_id = firm_of(advisor, "999.000.104")
    gap = session.gaps.start(firm_id, "iso_14001")
    session.gaps.answer(gap.id, GapAnswer(gap.standard.requirements[0].code, State.FAILS))
    sheet = asks_for_the_visit(advisor, firm_id)
    advisor.reach(sheet.choices.printer)
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: QApplication.activeModalWidget() is None, "the end of the job")
    advisor.rest()
    (came_out,) = cups.printed()
    said = text_of(came_out)
    papers = session.documents.papers_of_visit(session.visits.of_firm(firm_id)[-1].id)
    assert (GAP_REPORT, gap.id) in [(one.kind, one.subject_id) for one in papers]
    places = [
        said.index(session.documents.of(one.subject_id, one.kind)[0].number) for one in papers
    ]
    assert places == sorted(places)


def test_a_firm_with_the_old_edition_goes_over_to_the_new_one(
    advisor: FieldAdvisor, tmp_path: Path
) -> None:
    session = advisor.window.context.open_session
    firm_id = firm_of(advisor, "999.000.107")
    old = session.gaps.start(firm_id, "iso_9001_2015")
    answer_list(session, old, "4.2")
    advisor.goes("standards", firm_id=firm_id)
    screen = cast("StandardsScreen", advisor.arrive("standards"))
    advisor.push(screen.rows["iso_9001_2015 iso_9001_2026"])
    editions = cast("EditionsScreen", advisor.arrive("editions"))
    advisor.push(editions.start_button)
    gap = cast("GapScreen", advisor.arrive("gap"))
    new = gap.answering.view
    assert (new.standard.id, dict(new.answers)) == ("iso_9001_2026", {})
    for count in (1, 2):
        advisor.press(Qt.Key.Key_A)
        advisor.wait(lambda count=count: len(gap.answering.view.answers) == count, "accepted")
    kept = session.gaps.get(new.id)
    assert kept.states == {"4.1": State.COMPLIES, "4.2": State.FAILS}
    assert "ISO 9001:2015" in kept.answers["4.2"].note
    said = saves(advisor, GAP_REPORT, old.id, tmp_path / "edicion.pdf")
    assert "Qué cambia con ISO 9001:2026" in said
    assert "30 de septiembre de 2029" in said


def saves_everything(advisor: FieldAdvisor, firm_id: str, path: Path) -> Path:
    """All papers of the firm's last visit in one file, from its page by keys."""
    sheet = asks_for_the_visit(advisor, firm_id)
    (save,) = sheet.other_ways.findChildren(QAbstractButton)
    advisor.push(save)
    advisor.names_file(path)
    advisor.wait(path.exists, "all papers")
    advisor.rest()
    return path


def asks_for_the_visit(advisor: FieldAdvisor, firm_id: str) -> PrintSheet:
    """Open the print sheet of the firm's last visit by its key."""
    advisor.goes("firm", firm_id=firm_id)
    advisor.arrive("firm")
    advisor.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    return cast("PrintSheet", advisor.sheet("what to print"))


def edits_the_plan(advisor: FieldAdvisor, firm_id: str) -> Action:
    """Say who does the first action, and how it stands on disk then."""
    plans = advisor.window.context.open_session.plans
    advisor.goes("plan", firm_id=firm_id)
    screen = cast("PlanScreen", advisor.arrive("plan"))
    first = plans.of_firm(firm_id).actions[0]
    assert first.findings
    advisor.write(screen.panel.responsible, "Rosa Ñáñez")
    kept = plans.of_firm(firm_id).actions[0]
    assert (kept.title, kept.responsible) == (first.title, "Rosa Ñáñez")
    return kept
