"""Typing a filled-in form: every accepted line on disk, every wrong one told where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from advisor_app.domain import clock
from advisor_app.domain.answers import AnswerState, Evidence
from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.paper_form import Round, line_numbers
from advisor_app.schema import tables
from tests.builders import consent, make_draft, make_firm, rated
from tests.ui.hands import type_text
from tests.ui.typist import Typist

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from advisor_app.services.session import Session
    from tests.ui.conftest import RecordingNavigator, WaitingTasks
    from ui.context import Context


@pytest.fixture
def typist(qtbot: QtBot, context: Context, tasks: WaitingTasks, session: Session) -> Typist:
    return Typist(qtbot, context, tasks)


# --- typing ------------------------------------------------------------------------------------


def test_a_form_begins_at_its_first_line(typist: Typist):
    assert typist.code == "D1.1"
    assert QApplication.focusWidget() is typist.screen.list.field
    assert typist.screen.count.text() == "0 de 25"


def test_an_ordinary_line_takes_three_keys_and_is_on_disk(typist: Typist, session: Session):
    typist.types("3o")
    assert typist.keys == 3
    assert typist.kept == {"D1.1": rated("D1.1", 3, "observed", role="owner")}
    assert typist.code == "D1.3"
    assert typist.screen.count.text() == "1 de 25"
    with session._workspace.read() as c:
        assert c.execute(sa.select(tables.answer.c.visit_id)).scalars().all() == [typist.visit.id]
    assert session.assessments.get(typist.draft.id).current_item == "D1.3"


def test_every_kind_of_line_is_kept(typist: Typist):
    for line in ("2", "5 v / hay actas de tres meses", "s", "s/estaba cerrado"):
        typist.types(line)
    kept = list(typist.kept.values())
    assert kept[0] == rated("D1.1", 2, "declared", role="owner")
    assert kept[1] == rated("D1.3", 5, "verified", role="owner", note="hay actas de tres meses")
    assert [one.state for one in kept[2:]] == [AnswerState.NOT_VERIFIED] * 2
    assert kept[3].note == "estaba cerrado"


def test_accents_are_typed_like_all_else(typist: Typist):
    typist.types("1/la señora María no está")
    assert typist.kept["D1.1"].note == "la señora María no está"


def test_not_applicable_takes_its_reason_on_the_same_line(typist: Typist):
    while typist.code != "D4.4":
        typist.types("1")
    typist.types("n no vende productos, solo servicios / ver contrato")
    assert typist.kept["D4.4"].state is AnswerState.NA
    assert typist.kept["D4.4"].na_reason == "no vende productos, solo servicios"
    assert typist.kept["D4.4"].note == "ver contrato"


def test_the_meaning_of_a_line_is_said_while_it_is_typed(typist: Typist):
    assert typist.said == "1 a 5 · desde 3 con D, O o V · S sin ver · / y una nota"
    typist.types("3", "Down")
    assert typist.code == "D1.1"
    typist.types("v", "Back")
    assert typist.said == "¿Cómo lo vio? D dicho, O observado, V verificado."
    typist.types("o", "Up")
    typist.types("", "Up")
    assert typist.said.startswith("Observado · Existe un compromiso de calidad escrito")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("6", "Los niveles van de 1 a 5."),
        ("3", "¿Cómo lo vio?"),
        ("3x", "Después del nivel va D, O o V"),
        ("n no aplica en esta empresa", "Aquí no hay N"),
        ("q", "No se entiende «q»"),
        ("/ nota", "La nota necesita una respuesta"),
    ],
)
def test_a_wrong_line_stays_and_says_why(typist: Typist, typed: str, said: str):
    typist.types(typed)
    assert typist.code == "D1.1"
    assert said in typist.said
    assert typist.screen.list.rows[0].meaning.property("role") == "error"
    assert typist.field == typed
    assert typist.kept == {}


def test_a_reason_that_is_too_short_stays_and_says_how_much_is_missing(typist: Typist):
    while typist.code != "D4.4":
        typist.types("1")
    typist.types("n servicio")
    assert typist.code == "D4.4"
    assert "faltan 2 letras" in typist.said
    typist.types("s!!")
    assert typist.kept["D4.4"].na_reason == "servicios!!"


def test_what_cannot_become_right_is_wrong_before_enter(typist: Typist):
    typist.types("7", "Back")  # typed and looked at, then taken away again
    field = typist.screen.list.field
    assert field is not None
    type_text(typist.qtbot, field, "7")
    assert typist.said == "Los niveles van de 1 a 5."
    assert field.property("state") == "invalid"
    described = QAccessible.queryAccessibleInterface(field)
    assert described.text(QAccessible.Text.Description) == "Los niveles van de 1 a 5."
    assert described.text(QAccessible.Text.Name).startswith("Línea 1, D1.1: ¿Cómo demuestra")


def test_enter_and_a_dot_leave_a_line_empty(typist: Typist):
    typist.types("")
    typist.types(".")
    assert typist.code == "D2.1"
    assert typist.kept == {}
    typist.types("2")
    assert list(typist.kept) == ["D2.1"]


def test_keys_faster_than_the_disk_all_arrive(typist: Typist):
    for line in ("3o", "2", "4v", "1", "s", "5d"):
        typist.types(line, patient=False)
    typist.tasks.wait_idle()
    assert [one.level for one in typist.kept.values()] == [3, 2, 4, 1, None, 5]


# --- going back --------------------------------------------------------------------------------


def test_arrows_lead_back_to_a_line_and_enter_to_the_first_empty_one(typist: Typist):
    for line in ("1", "1", "1"):
        typist.types(line)
    at = typist.code
    typist.types("", "Up", "Up")
    assert typist.code == "D1.3"
    assert typist.field == "1"
    typist.types("4o")  # the old text is selected, so typing replaces it
    assert typist.kept["D1.3"].level == 4
    assert typist.code == at


def test_a_dot_empties_a_line_that_had_an_answer(typist: Typist):
    typist.types("3o")
    typist.types("", "Up")
    typist.types(".")
    assert typist.kept == {}
    assert typist.screen.count.text() == "0 de 25"


def test_walking_by_changes_nothing(typist: Typist, session: Session):
    typist.types("3o / con nota")
    before = typist.kept
    writes = []
    stop = session.subscribe(writes.append)
    typist.types("", "Up", "Down", "Down", "Up")
    stop()
    assert typist.kept == before
    assert writes == []


def test_esc_brings_back_what_is_kept(typist: Typist, navigator: RecordingNavigator):
    typist.types("3o")
    typist.types("", "Up")
    typist.types("6", "Esc")
    assert typist.field == "3o"
    assert typist.said.startswith("Observado")
    assert navigator.backs == 0


def test_a_click_leads_to_a_line(typist: Typist, qtbot: QtBot):
    typist.types("2", "Down")
    qtbot.mouseClick(typist.screen.list.rows[5], Qt.MouseButton.LeftButton)
    typist.tasks.wait_idle()
    assert typist.screen.flow.place == 5
    assert typist.kept["D1.1"].level == 2


def test_ctrl_z_takes_the_last_lines_back_one_by_one(typist: Typist):
    typist.types("3o")
    typist.types("", "Up")
    typist.types("4v")
    typist.types("2")
    typist.types("", "Ctrl+Z")
    assert (typist.code, list(typist.kept)) == ("D1.3", ["D1.1"])
    typist.types("", "Ctrl+Z")
    assert (typist.code, typist.kept["D1.1"].level) == ("D1.1", 3)
    assert typist.field == "3o"
    typist.types("", "Ctrl+Z")
    assert typist.kept == {}


def test_ctrl_z_first_drops_what_is_being_typed(typist: Typist):
    typist.types("3o")
    typist.types("99", "Ctrl+Z")
    assert typist.field == ""
    assert list(typist.kept) == ["D1.1"]


def test_nothing_to_take_back_is_said(typist: Typist, navigator: RecordingNavigator):
    typist.types("", "Ctrl+Z")
    assert navigator.said == ["No hay nada que deshacer."]


# --- the end, leaving, coming back -------------------------------------------------------------


def test_after_the_last_line_enter_leads_to_the_figures(
    typist: Typist, navigator: RecordingNavigator
):
    for _line in range(24):
        typist.types("2")
    typist.types("")
    assert typist.code is None
    assert typist.screen.foot.words.text() == "1 línea quedó vacía."
    assert QApplication.focusWidget() is typist.screen.done_button
    typist.types("")
    assert navigator.visited == [("cost", {"assessment_id": typist.draft.id})]


def test_from_the_end_an_arrow_leads_back(typist: Typist):
    for _line in range(25):
        typist.types("2")
    assert typist.screen.foot.words.text() == "Todas las líneas tienen respuesta."
    typist.types("", "Up")
    assert typist.code == "D10.2"


def test_coming_back_goes_on_at_the_first_empty_line(typist: Typist):
    typist.types("2")
    typist.types("")
    typist.types("2")
    assert typist.screen.leave()
    typist.opens()
    assert typist.code == "D1.3"
    assert typist.screen.count.text() == "2 de 25"


def test_a_line_that_is_right_is_kept_when_the_screen_is_left(typist: Typist):
    typist.types("4o", "Tab")
    assert typist.kept["D1.1"].level == 4
    typist.screen.list.field.setFocus()
    typist.types("", "Back", "Back")
    type_text(typist.qtbot, typist.screen.list.field, "1")
    assert typist.screen.leave()
    typist.tasks.wait_idle()
    assert typist.kept["D1.1"].level == 1


def test_a_line_that_is_wrong_holds_the_advisor(typist: Typist):
    typist.types("9", "Tab")
    assert typist.screen.unsaved()
    assert not typist.screen.leave()
    assert typist.said == "Los niveles van de 1 a 5. Esc la deja como estaba."


def test_each_round_has_its_own_lines_under_the_numbers_of_the_paper(
    typist: Typist, session: Session
):
    session.assessments.extend_to_full(typist.draft.id)
    numbers = line_numbers(typist.draft.instrument)
    shown = {}
    for round_ in Round:
        typist.opens(round_)
        shown[round_] = [line.item.code for line in typist.screen.flow.lines]
        assert [line.number for line in typist.screen.flow.lines] == [
            numbers[code] for code in shown[round_]
        ]
    assert sorted(shown[Round.SHORT] + shown[Round.REST]) == sorted(shown[Round.FULL])
    assert typist.screen.list.rows[1].name.startswith("Línea 2, D1.2")


def test_a_closed_diagnosis_can_only_be_looked_at(typist: Typist, session: Session):
    typist.types("2")
    session.assessments.close(typist.draft.id)
    typist.opens()
    assert typist.screen.trouble.isVisible()
    typist.types("3o")
    assert list(typist.kept) == ["D1.1"]


def test_the_time_is_told_from_the_first_key(typist: Typist):
    still = clock.FixedClock(clock.now())
    clock.use(still)
    typist.types("2")
    still.tick(timedelta(minutes=4, seconds=50))
    typist.types("2")
    assert typist.screen.count.text() == "2 de 25 · 4 min"


def test_ticks_of_an_earlier_answer_stay_with_their_level(typist: Typist, session: Session):
    ticked = replace(rated("D1.1", 3, "observed", role="quality"), checks=(True, False, True))
    session.assessments.answer(typist.draft.id, ticked, typist.visit.id)
    typist.opens()
    typist.types("", "Up")
    typist.types("3v")
    assert typist.kept["D1.1"] == replace(ticked, evidence=Evidence.VERIFIED)


# --- trouble -----------------------------------------------------------------------------------


def test_a_refused_line_stays_until_it_can_be_kept(typist: Typist, session: Session):
    firm = session.firms.get(typist.draft.firm_id)
    signer = session.people.of_firm(firm.id)[0]
    session.consents.give(firm.id, signer, {ConsentKind.DATA: False}, "spoken")
    typist.types("3o", patient=False)
    typist.types("2")
    assert typist.screen.trouble.text.text() == "Falta la autorización de datos de la empresa."
    assert (typist.code, typist.field, typist.kept) == ("D1.1", "3o", {})
    assert not typist.screen.leave()
    assert "no se ha guardado" in typist.said
    consent(session, firm)
    typist.screen.retry.setFocus()
    typist.types("", "Enter")
    assert not typist.screen.trouble.isVisible()
    assert list(typist.kept) == ["D1.1"]
    assert typist.code == "D1.3"


def test_a_refused_line_may_be_mended_before_it_is_tried_again(typist: Typist, session: Session):
    firm = session.firms.get(typist.draft.firm_id)
    signer = session.people.of_firm(firm.id)[0]
    session.consents.give(firm.id, signer, {ConsentKind.DATA: False}, "spoken")
    typist.types("3o")
    consent(session, firm)
    typist.screen.list.field.setFocus()
    typist.types("", "Back")
    typist.types("v")
    assert typist.kept["D1.1"].evidence is Evidence.VERIFIED


def test_another_firm_s_form_starts_clean(typist: Typist, session: Session):
    typist.types("2")
    typist.visit, typist.draft = make_draft(
        session, make_firm(session, nit="", nit_dv="", id_type="none")
    )
    typist.opens()
    assert typist.screen.count.text() == "0 de 25"
    assert typist.field == ""
