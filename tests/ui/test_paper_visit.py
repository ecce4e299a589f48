"""The head of a paper form: its code, its authorization, its visit; wrong ones told in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain import clock
from advisor_app.domain.consent import ConsentKind, consent_text, shipped_consent
from tests.builders import consent, make_draft, make_firm
from tests.ui.hands import expose, type_text
from ui.screens.paper_visit import PaperVisitScreen

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
CODE = f"imc 1.1 c {consent_text('es').check_digits}"


@pytest.fixture(autouse=True)
def _still():
    clock.use(clock.FixedClock(NOW))


@pytest.fixture
def screen(qtbot, context, session):
    made = PaperVisitScreen(context)
    expose(qtbot, made)
    return made


@pytest.fixture
def firm(session):
    return make_firm(session)


@pytest.fixture
def hand(qtbot, tasks, screen):
    """Somebody who copies the head of a sheet."""

    class Hand:
        def opens(self, firm):
            screen.open(firm_id=firm.id)
            tasks.wait_idle()
            screen.first_focus().setFocus()

        def writes(self, field, text):
            field.setFocus()
            field.selectAll()
            type_text(qtbot, field, text)

        def copies_code(self, code):
            self.writes(screen.code, code)
            qtbot.keyClick(screen.code, Qt.Key.Key_Return)
            tasks.wait_idle()

        def copies_visit(self, day="12/11/2026", start="8:30", end="11:30", breaks="20"):
            visit = screen.visit
            self.writes(visit.day.line, day)
            self.writes(visit.start, start)
            self.writes(visit.end, end)
            self.writes(visit.breaks, breaks)

        def agrees(self, kind=ConsentKind.DATA, *, yes=True):
            screen.questions.list.choices[kind].setFocus()
            qtbot.keyClick(screen.questions.list.choices[kind].focusProxy(), "S" if yes else "N")

        def starts(self):
            qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            tasks.wait_idle()

    return Hand()


def test_a_code_says_which_sheet_it_is(screen, hand, firm):
    hand.opens(firm)
    assert screen.code.hasFocus()
    assert not screen.questions.isVisible()
    hand.copies_code(CODE)
    assert screen.code_field.message.text() == "IMC 1.1 · Primera ronda · autorización HD-1.0"


def test_the_authorization_is_asked_in_the_words_of_the_sheet(screen, hand, session, firm):
    session.office.save(shipped_consent().example)
    words = session.office.words("en")
    hand.opens(firm)
    hand.copies_code(f"IMC 1.1-T-{words.check_digits}")
    assert screen.questions.isVisible()
    shown = [label.text() for label in screen.questions.findChildren(type(screen.code_field.label))]
    assert words.questions[ConsentKind.IMAGE] in shown


def test_a_firm_that_authorized_is_not_asked_again(screen, hand, session, firm):
    consent(session, firm)
    hand.opens(firm)
    hand.copies_code(CODE)
    assert not screen.questions.isVisible()
    assert screen.visit.people.rows[0].name.isVisible()


def test_a_whole_head_is_recorded_and_then_the_profile_is_asked(
    screen, hand, session, firm, navigator
):
    hand.opens(firm)
    hand.copies_code(CODE)
    hand.agrees()
    hand.writes(screen.signer.name, "José Peña")
    hand.copies_visit()
    hand.writes(screen.visit.visit_place, "La planta")
    hand.writes(screen.visit.people.rows[0].name, "José Peña")
    hand.starts()
    (visit,) = session.visits.of_firm(firm.id)
    assert visit.started_at == datetime(2026, 11, 12, 13, 30, tzinfo=UTC)
    assert visit.ended_at == datetime(2026, 11, 12, 16, 30, tzinfo=UTC)
    assert (visit.break_minutes, visit.place) == (20, "La planta")
    assert [one.name for one in session.visits.participants(visit.id)] == ["José Peña"]
    state = session.consents.of_firm(firm.id)
    assert (state.data, state.given_at) == (True, visit.started_at)
    assert navigator.visited == [
        ("firm_form", {"firm_id": firm.id, "group": "conditions", "then": "paper_visit"})
    ]
    assert not screen.unsaved()


def test_coming_back_from_the_profile_the_lines_follow(screen, hand, session, firm, navigator):
    consent(session, firm)
    hand.opens(firm)
    hand.copies_code(CODE)
    hand.copies_visit()
    hand.starts()
    session.firms.save(replace(firm, conditions={"has_employees": True}))
    hand.opens(firm)
    (visit,) = session.visits.of_firm(firm.id)
    assert screen.visit.chosen == visit
    hand.starts()
    (view,) = session.assessments.of_firm(firm.id)
    assert navigator.visited[-1] == (
        "transcribe", {"assessment_id": view.id, "visit_id": visit.id, "round_": "short"},
    )  # fmt: skip
    assert len(session.visits.of_firm(firm.id)) == 1


def test_a_sheet_that_is_half_typed_goes_on_in_its_visit(screen, hand, session, navigator):
    visit, draft = make_draft(session)
    firm = session.firms.get(draft.firm_id)
    hand.opens(firm)
    assert screen.visit.chosen == visit
    assert not screen.visit.own.isVisible()
    hand.copies_code("IMC 1.1-R")
    hand.starts()
    assert navigator.visited == [
        ("transcribe", {"assessment_id": draft.id, "visit_id": visit.id, "round_": "rest"})
    ]
    assert session.assessments.get(draft.id).form == "full"


def test_a_no_on_the_sheet_keeps_the_answer_and_no_name(screen, hand, session, firm, navigator):
    hand.opens(firm)
    hand.copies_code(CODE)
    hand.agrees(yes=False)
    assert not screen.signer.isVisible()
    assert not screen.visit.people.rows[0].name.isVisible()
    hand.copies_visit()
    hand.starts()
    assert session.consents.of_firm(firm.id).data is False
    assert session.visits.of_firm(firm.id) == []
    assert navigator.visited == [("firm", {"firm_id": firm.id})]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "Cópielo de la hoja."),
        ("27", "Cópielo del pie de la hoja, por ejemplo IMC 1.1-C-3F9A."),
        ("IMC 1.0-C-3F9A", "Esa hoja es del IMC 1.0; aquí se usa el IMC 1.1."),
        ("IMC 1.1-C-0000", "La autorización de esa hoja no salió de este programa."),
        ("IMC 1.1-R", "La hoja de la segunda ronda no trae la autorización."),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused_at_its_code(screen, hand, session, firm, code, said):
    hand.opens(firm)
    hand.copies_visit()
    hand.writes(screen.code, code)
    hand.starts()
    assert said in screen.code_field.error
    assert screen.code.hasFocus()
    assert session.visits.of_firm(firm.id) == []


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"day": ""}, "day", "Cópiela de la hoja."),
        ({"day": "31/2/2026"}, "day", "Esa fecha no existe."),
        ({"day": "25/11/2026"}, "started_at", "Esa hora todavía no llega"),
        ({"start": "25:00"}, "started_at", "Escriba la hora así"),
        ({"end": "8:00"}, "ended_at", "La visita termina después de empezar."),
        ({"end": ""}, "ended_at", "Cópiela de la hoja."),
        ({"breaks": "200"}, "break_minutes", "Las pausas no pueden durar más que la visita."),
        ({"breaks": "diez"}, "break_minutes", "Escriba solo la cifra"),
    ],
)
def test_hours_that_cannot_be_are_told_beside_their_field(
    screen, hand, session, firm, wrong, field, said
):
    consent(session, firm)
    hand.opens(firm)
    hand.copies_code(CODE)
    hand.copies_visit(**wrong)
    hand.starts()
    assert said in screen.visit.fields[field].error
    assert screen.visit.fields[field].input.hasFocus()
    assert screen.start_button.isEnabled()
    assert session.visits.of_firm(firm.id) == []
    assert screen.unsaved()


def test_a_sheet_without_who_signed_is_not_recorded(screen, hand, session, firm):
    hand.opens(firm)
    hand.copies_code(CODE)
    hand.agrees()
    hand.copies_visit()
    hand.starts()
    assert screen.signer.name_field.error == "Escriba quién da la autorización."
    assert screen.signer.name.hasFocus()
    assert session.visits.of_firm(firm.id) == []
    assert session.consents.of_firm(firm.id).data is None


def test_an_authorization_without_an_answer_is_asked_for(screen, hand, session, firm, navigator):
    hand.opens(firm)
    hand.copies_code(CODE)
    hand.copies_visit()
    hand.starts()
    assert navigator.said == ["Marque sí o no a la primera autorización."]
    assert session.visits.of_firm(firm.id) == []


def test_another_code_is_another_sheet(screen, hand, firm):
    hand.opens(firm)
    hand.copies_code(CODE)
    hand.writes(screen.code, "IMC 9.9-R")
    hand.starts()
    assert not screen.questions.isVisible()
    assert "IMC 9.9" in screen.code_field.error
