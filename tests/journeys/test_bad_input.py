"""What a person types, pastes or finds wrong: a clear sentence, the rest kept, nothing lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from advisor_app import formats
from advisor_app.domain import clock
from tests.journeys.prepared import WORDS, Prepared, empty, prepare
from ui.forms.identity import IdentityGroup
from ui.forms.people_and_size import SizeGroup

if TYPE_CHECKING:
    from advisor_app.domain.firm import Firm
    from tests.journeys.conftest import Starter
    from ui.advisor import FieldAdvisor
    from ui.screens.firm_form import FirmFormScreen
    from ui.screens.interview import InterviewScreen
    from ui.screens.visit_end import VisitEndScreen

NAME = "Lácteos El Ñandú"
TOWN = "Silvia (Cauca)"


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "workspace")


def firms_of(advisor: FieldAdvisor) -> list[Any]:
    return advisor.window.context.open_session.firms.list()


# --- A firm's first record -------------------------------------------------------------------


@pytest.fixture
def registering(start: Starter, tmp_path: Path) -> tuple[FieldAdvisor, IdentityGroup]:
    """An advisor in front of the form of a firm that is not registered yet."""
    empty(tmp_path / "workspace")
    advisor = start()
    advisor.unlocks(WORDS)
    advisor.window.go("firm_form")
    form = cast("FirmFormScreen", advisor.arrive("firm_form"))
    return advisor, form.groups.part(IdentityGroup)


def fill_in(advisor: FieldAdvisor, who: IdentityGroup, nit: str, town: str = TOWN) -> None:
    advisor.write(who.legal_name, NAME)
    advisor.write(who.nit, nit)
    advisor.choose_listed(who.legal_form, "sas")
    advisor.reach(who.municipality)
    advisor.type(town)
    advisor.press(Qt.Key.Key_Tab)
    advisor.choose_listed(who.sector, "agroindustry_food")


def register(advisor: FieldAdvisor) -> None:
    form = cast("FirmFormScreen", advisor.screen)
    advisor.push(form.done_button)


def test_a_wrong_check_digit_shows_both_and_costs_nothing_else(
    registering: tuple[FieldAdvisor, IdentityGroup],
) -> None:
    advisor, who = registering
    fill_in(advisor, who, "999.000.101-5")
    register(advisor)
    said = who.nit_field.error
    assert "Escribió 5" in said
    assert "le corresponde 0" in said
    assert advisor.screen.route == "firm_form"
    assert firms_of(advisor) == []
    assert who.legal_name.text() == NAME
    assert who.nit.text() == "999.000.101-5"
    assert who.municipality.text() == TOWN
    assert who.sector.value() == "agroindustry_food"
    assert who.nit.hasFocus()
    advisor.write(who.nit, "999000101-0")
    assert who.nit_field.error == ""
    register(advisor)
    advisor.arrive("firm")
    (kept,) = firms_of(advisor)
    assert (kept.name, kept.nit_shown, kept.municipality) == (NAME, "999.000.101-0", "Silvia")


@pytest.mark.parametrize(
    "pasted",
    [
        "999.000.101-0",
        " 999 000 101 – 0\n",
        "NIT: 999.000.101\u20110\u200b",
        "999000101 DV 0",
        "9990001010",
    ],
)
def test_a_nit_pasted_with_dots_spaces_and_dashes_is_understood(
    registering: tuple[FieldAdvisor, IdentityGroup], pasted: str
) -> None:
    advisor, who = registering
    fill_in(advisor, who, "")
    QGuiApplication.clipboard().setText(pasted)
    advisor.reach(who.nit)
    advisor.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    advisor.press(Qt.Key.Key_Tab)
    assert who.nit_field.error == ""
    register(advisor)
    advisor.arrive("firm")
    assert [firm.nit_shown for firm in firms_of(advisor)] == ["999.000.101-0"]


@pytest.mark.parametrize(
    ("town", "said"),
    [
        ("Macondo", "No hay un municipio «Macondo»"),
        ("el tambo", "Hay varios municipios «El Tambo»: Cauca, Nariño"),
    ],
)
def test_a_municipality_that_is_none_or_several_is_asked_again(
    registering: tuple[FieldAdvisor, IdentityGroup], town: str, said: str
) -> None:
    advisor, who = registering
    fill_in(advisor, who, "999000101-0", town)
    register(advisor)
    assert said in who.place_field.error
    assert "lista" in who.place_field.error
    assert firms_of(advisor) == []
    assert who.municipality.text().casefold() == town.casefold()
    assert who.legal_name.text() == NAME
    advisor.reach(who.municipality)
    advisor.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    advisor.type("el tambo nar")
    advisor.press(Qt.Key.Key_Return)
    register(advisor)
    advisor.arrive("firm")
    assert [firm.place for firm in firms_of(advisor)] == ["El Tambo (Nariño)"]


# --- A registered firm -----------------------------------------------------------------------


def open_size(advisor: FieldAdvisor, firm_id: str) -> SizeGroup:
    advisor.window.go("firm_form", firm_id=firm_id, group="size")
    form = cast("FirmFormScreen", advisor.arrive("firm_form"))
    return form.groups.part(SizeGroup)


def kept_firm(advisor: FieldAdvisor, firm_id: str) -> Firm:
    return advisor.window.context.open_session.firms.get(firm_id)


def test_a_founding_date_to_come_waits_and_the_rest_is_kept(
    start: Starter, prepared: Prepared
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    size = open_size(advisor, prepared.firm_id)
    tomorrow = clock.today() + timedelta(days=1)
    field = next(b.field for b in size.bindings if b.names == ("founded_on",))
    advisor.write(size.founded_on.line, formats.short_date(tomorrow, "es"))
    assert field.error == "La fecha de constitución no puede estar en el futuro."
    advisor.write(size.workers["workers_temporary"], "4")
    assert kept_firm(advisor, prepared.firm_id).founded_on is None
    assert kept_firm(advisor, prepared.firm_id).workers_temporary == 4
    advisor.write(size.founded_on.line, "31/02/2020")
    assert "Esa fecha no existe" in field.error
    advisor.write(size.founded_on.line, "3 nov 2019")
    assert field.error == ""
    assert str(kept_firm(advisor, prepared.firm_id).founded_on) == "2019-11-03"


def test_workers_that_do_not_add_up_wait_until_they_do(start: Starter, prepared: Prepared) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    size = open_size(advisor, prepared.firm_id)
    for name, typed in (("workers_total", "10"), ("workers_women", "4"), ("workers_men", "7")):
        advisor.write(size.workers[name], typed)
    said = size.worker_fields["workers_total"].error
    assert said == "Mujeres y hombres suman 11 y el total dice 10."
    kept = kept_firm(advisor, prepared.firm_id)
    assert (kept.workers_total, kept.workers_women, kept.workers_men) == (10, 4, None)
    assert size.workers["workers_men"].text() == "7"
    advisor.write(size.workers["workers_total"], "11")
    kept = kept_firm(advisor, prepared.firm_id)
    assert (kept.workers_total, kept.workers_women, kept.workers_men) == (11, 4, 7)
    assert size.worker_fields["workers_total"].error == ""


@pytest.mark.parametrize("digits", [15, 20, 30])
def test_a_figure_of_many_digits_is_refused_in_words(
    start: Starter, prepared: Prepared, digits: int
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    size = open_size(advisor, prepared.firm_id)
    field = next(b.field for b in size.bindings if b.names == ("annual_income",))
    for name in ("workers_total", "workers_temporary"):
        advisor.write(size.workers[name], "9" * digits)
    advisor.write(size.income, "9" * digits)
    assert (field.error == "") is (digits <= 15)
    if digits > 15:
        assert "no puede pasar de" in field.error
        assert kept_firm(advisor, prepared.firm_id).annual_income is None
    advisor.write(size.income, "80 millones")
    assert field.error == ""
    assert kept_firm(advisor, prepared.firm_id).annual_income == 80_000_000


# --- The interview ---------------------------------------------------------------------------


def interview_of(advisor: FieldAdvisor, prepared: Prepared, item: str) -> InterviewScreen:
    advisor.window.go("interview", assessment_id=prepared.assessment_id, item=item)
    screen = cast("InterviewScreen", advisor.arrive("interview"))
    advisor.wait(lambda: screen.flow.item.code == item, item)
    return screen


def answers_of(advisor: FieldAdvisor, prepared: Prepared) -> dict[str, Any]:
    session = advisor.window.context.open_session
    return dict(session.assessments.get(prepared.assessment_id).answers)


def test_six_is_no_level_and_says_so(start: Starter, prepared: Prepared) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    screen = interview_of(advisor, prepared, "D1.1")
    advisor.type("6")
    assert "niveles van de 1 a 5" in screen.view.hint.text()
    advisor.press(Qt.Key.Key_Return)
    advisor.rest()
    assert screen.flow.item.code == "D1.1"
    assert answers_of(advisor, prepared) == {}


def test_not_applicable_is_refused_where_it_may_not_be(start: Starter, prepared: Prepared) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    screen = interview_of(advisor, prepared, "D1.1")
    assert not screen.flow.item.na_allowed
    advisor.type("n")
    assert "aplica a toda empresa" in screen.view.hint.text()
    assert answers_of(advisor, prepared) == {}
    assert screen.flow.item.code == "D1.1"


def test_a_reason_of_nine_letters_is_too_short(start: Starter, tmp_path: Path) -> None:
    prepared = prepare(tmp_path / "workspace", form="full")
    advisor = start()
    advisor.unlocks(WORDS)
    session = advisor.window.context.open_session
    view = session.assessments.get(prepared.assessment_id)
    items = view.instrument.applicable(view.profile, "full")
    screen = interview_of(advisor, prepared, next(i.code for i in items if i.na_allowed))
    code = screen.flow.item.code
    advisor.type("n")
    advisor.type("no  hay n")
    advisor.press(Qt.Key.Key_Return)
    assert "falta" in screen.view.hint.text()
    assert screen.view.bar.is_writing
    advisor.type("ada de eso")
    advisor.press(Qt.Key.Key_Return)
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: screen.flow.item.code != code, "the next question")
    assert answers_of(advisor, prepared)[code].na_reason == "no  hay nada de eso"


def test_a_note_half_written_holds_the_advisor_until_it_is_kept_or_given_up(
    start: Starter, prepared: Prepared
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    screen = interview_of(advisor, prepared, "D1.1")
    advisor.type("2a")
    advisor.type("A medias")
    advisor.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert advisor.screen is screen
    assert "Enter lo guarda, Esc lo descarta" in screen.view.hint.text()
    assert screen.view.bar.sentence.text() == "A medias"
    advisor.press(Qt.Key.Key_Escape)
    advisor.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    advisor.arrive("today")
    kept = answers_of(advisor, prepared)["D1.1"]
    assert (kept.level, kept.note) == (2, "")


# --- A visit ---------------------------------------------------------------------------------


def test_a_visit_that_was_not_made_is_recorded_once_however_often_it_is_refused(
    start: Starter, tmp_path: Path
) -> None:
    prepared = prepare(tmp_path / "workspace", visit=False)
    advisor = start()
    advisor.unlocks(WORDS)
    advisor.window.go("visit_end", firm_id=prepared.firm_id)
    screen = cast("VisitEndScreen", advisor.arrive("visit_end"))
    advisor.press(Qt.Key.Key_3)
    advisor.write(screen.next_visit.line, "ayer")
    for _try in range(2):
        advisor.push(screen.save_button)
        assert screen.reason_field.error == "Escriba en pocas palabras qué pasó."
        assert screen.next_field.error == "La próxima visita debe ser hoy o después."
    advisor.reach(screen.reason)
    advisor.type("No había nadie en la planta")
    advisor.push(screen.save_button)
    visits = advisor.window.context.open_session.visits
    assert visits.of_firm(prepared.firm_id) == []
    assert screen.next_field.error
    advisor.write(screen.next_visit.line, "mañana")
    advisor.push(screen.save_button)
    advisor.arrive("papers")
    (kept,) = visits.of_firm(prepared.firm_id)
    assert (kept.number, kept.outcome) == (1, "no_show")
    assert kept.outcome_reason == "No había nadie en la planta"


@pytest.mark.parametrize("typed", ["999999999999999", "99999999", "30 horas"])
def test_breaks_that_can_not_be_are_refused_in_words(
    start: Starter, prepared: Prepared, typed: str
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    advisor.window.go("visit_end", visit_id=prepared.visit_id)
    screen = cast("VisitEndScreen", advisor.arrive("visit_end"))
    advisor.write(screen.break_minutes, typed)
    advisor.push(screen.save_button)
    assert screen.break_field.error
    assert advisor.screen is screen
    assert advisor.window.context.open_session.visits.get(prepared.visit_id).is_open


def test_notes_of_a_visit_are_kept_when_its_end_is_put_off(
    start: Starter, prepared: Prepared
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    advisor.window.go("visit_end", visit_id=prepared.visit_id)
    screen = cast("VisitEndScreen", advisor.arrive("visit_end"))
    advisor.reach(screen.notes)
    advisor.type("Falta ver el cuarto frio")
    advisor.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    advisor.arrive("today")
    advisor.window.go("visit_end", visit_id=prepared.visit_id)
    advisor.arrive("visit_end")
    assert screen.notes.value() == "Falta ver el cuarto frio"
    advisor.push(screen.save_button)
    advisor.arrive("papers")
    kept = advisor.window.context.open_session.visits.get(prepared.visit_id)
    assert (kept.is_open, kept.notes) == (False, "Falta ver el cuarto frio")
    assert advisor.window.banner is None
