"""The authorization: read aloud, asked one by one, stored only with a yes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.consent import ConsentKind, ConsentMethod
from tests.builders import consent, make_firm
from tests.ui.hands import expose, type_text
from ui.screens.consent import ConsentScreen


class Asking:
    """What an advisor does with the screen."""

    def __init__(self, qtbot, screen, tasks):
        self.qtbot, self.screen, self.tasks = qtbot, screen, tasks

    def open(self, firm):
        self.screen.open(firm_id=firm.id)
        self.tasks.wait_idle()

    def press(self, *keys):
        for key in keys:
            self.qtbot.keyClick(self.screen.focusWidget(), key)
        self.tasks.wait_idle()

    def save(self):
        self.screen.save_button.click()
        self.tasks.wait_idle()


@pytest.fixture
def asking(qtbot, context, session, tasks):
    screen = ConsentScreen(context)
    expose(qtbot, screen)
    return Asking(qtbot, screen, tasks)


@pytest.fixture
def firm(session):
    return make_firm(session)


def test_first_the_minute_that_is_read_aloud(asking, firm):
    asking.open(firm)
    assert asking.screen.reading.isVisible()
    assert not asking.screen.asking.isVisible()
    assert asking.screen.spoken.text().startswith("Antes de empezar le pido permiso")
    assert not asking.screen.full_text.isVisible()


def test_t_shows_the_full_text_and_hides_it(asking, firm):
    asking.open(firm)
    asking.screen.ask_button.setFocus()
    asking.press(Qt.Key.Key_T)
    assert asking.screen.full_text.isVisible()
    assert "Superintendencia" in asking.screen.full_text.text()
    asking.press(Qt.Key.Key_T)
    assert not asking.screen.full_text.isVisible()


def test_five_keys_answer_and_the_name_is_next(asking, firm, session, navigator, qtbot):
    asking.open(firm)
    asking.screen.ask_button.setFocus()
    asking.press(Qt.Key.Key_Space)
    asking.press(Qt.Key.Key_S, Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_N, Qt.Key.Key_S)
    assert asking.screen.signer.name.hasFocus()
    type_text(qtbot, asking.screen.signer.name, "Doña Inés Ñáñez")
    type_text(qtbot, asking.screen.signer.document_number, "52004118")
    asking.screen.signer.method.set_value(ConsentMethod.SIGNATURE)
    asking.save()
    state = session.consents.of_firm(firm.id)
    given = [state.of(kind) for kind in ConsentKind]
    assert given == [True, False, True, False, True]
    person = session.people.of_firm(firm.id)[0]
    assert (person.name, person.document_number) == ("Doña Inés Ñáñez", "52004118")
    assert navigator.visited == [("firm", {"firm_id": firm.id})]
    assert navigator.said == ["Autorización guardada"]


def test_nothing_can_be_saved_before_the_first_question_is_answered(asking, firm):
    asking.open(firm)
    asking.screen.ask_button.click()
    assert not asking.screen.save_button.isEnabled()


def test_nothing_is_stored_until_the_answers_are_saved(asking, firm, session):
    asking.open(firm)
    asking.screen.ask_button.click()
    asking.press(Qt.Key.Key_S)
    assert asking.screen.unsaved()
    assert session.consents.of_firm(firm.id).data is None
    assert session.people.of_firm(firm.id) == []


def test_a_yes_needs_somebody_who_says_it(asking, firm, session):
    asking.open(firm)
    asking.screen.ask_button.click()
    asking.press(Qt.Key.Key_S)
    asking.save()
    assert asking.screen.signer.name_field.error == "Escriba quién da la autorización."
    assert asking.screen.signer.name.hasFocus()
    assert session.consents.of_firm(firm.id).data is None


def test_a_no_to_the_first_ends_politely_and_stores_no_name(
    asking, firm, session, navigator, qtbot
):
    asking.open(firm)
    asking.screen.ask_button.click()
    type_text(qtbot, asking.screen.signer.name, "José Peña")
    asking.screen.questions.list.first().setFocus()
    asking.press(Qt.Key.Key_N)
    assert not asking.screen.signer.isVisible()
    assert not asking.screen.questions.list.is_asked(ConsentKind.IMAGE)
    assert asking.screen.outcome.text.text() == "Sin esta autorización no se hace el diagnóstico."
    assert asking.screen.save_button.text() == "Guardar la respuesta"
    asking.save()
    assert session.consents.of_firm(firm.id).data is False
    assert session.people.of_firm(firm.id) == []
    assert navigator.said == ["Respuesta guardada"]


def test_a_firm_that_agreed_sees_its_answers_and_may_withdraw(asking, firm, session):
    consent(session, firm)
    asking.open(firm)
    assert asking.screen.standing.isVisible()
    assert asking.screen.asking.isVisible()
    assert not asking.screen.save_button.isEnabled()
    assert asking.screen.signer.name.text() == "José Peña"
    asking.screen.questions.list.choices[ConsentKind.DATA].buttons["no"].click()
    assert asking.screen.outcome.text.text() == "Va a retirar la autorización de la empresa."
    asking.save()
    assert session.consents.of_firm(firm.id).data is False
    kinds = [entry.state for entry in session.firms.history(firm.id) if entry.kind == "consent"]
    assert sorted(kinds) == ["no", "yes"]


def test_only_what_changes_is_recorded_again(asking, firm, session):
    consent(session, firm)
    asking.open(firm)
    asking.screen.questions.list.choices[ConsentKind.SENSITIVE].buttons["yes"].click()
    asking.save()
    assert session.consents.of_firm(firm.id).sensitive is True
    kinds = [entry.kind for entry in session.firms.history(firm.id)]
    assert kinds.count("consent") == 1


def test_another_person_may_sign(asking, firm, session, qtbot):
    consent(session, firm)
    asking.open(firm)
    signer = asking.screen.signer
    signer.who.set_value(signer.who.itemData(signer.who.count() - 1))
    signer.who.chosen.emit(signer.who.value())
    assert signer.name.text() == ""
    type_text(qtbot, signer.name, "Ana Núñez")
    asking.screen.questions.list.choices[ConsentKind.IMAGE].buttons["yes"].click()
    asking.save()
    names = [person.name for person in session.people.of_firm(firm.id)]
    assert names == ["José Peña", "Ana Núñez"]


def test_the_text_can_be_read_again_before_answering(asking, firm):
    asking.open(firm)
    asking.screen.ask_button.click()
    asking.screen.again_button.click()
    assert asking.screen.reading.isVisible()
    assert asking.screen.title() == "Autorización de datos · Panadería Ñandú"


def test_not_now_changes_nothing(asking, firm, session, navigator):
    asking.open(firm)
    asking.screen.ask_button.click()
    asking.press(Qt.Key.Key_S)
    asking.screen.later_button.click()
    assert navigator.backs == 1
    assert session.consents.of_firm(firm.id).data is None


def test_ctrl_enter_goes_on_and_then_saves(asking, firm, session, qtbot):
    asking.open(firm)
    control = Qt.KeyboardModifier.ControlModifier
    asking.screen.ask_button.setFocus()
    qtbot.keyClick(asking.screen.ask_button, Qt.Key.Key_Return, control)
    assert asking.screen.asking.isVisible()
    asking.press(Qt.Key.Key_N)
    qtbot.keyClick(asking.screen.focusWidget(), Qt.Key.Key_Return, control)
    asking.tasks.wait_idle()
    assert session.consents.of_firm(firm.id).data is False
