"""The record of a firm: registered in one go, then completed group by group."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.builders import consent, make_draft, make_firm, rated
from tests.ui.form_filler import FormFiller
from tests.ui.hands import expose
from ui.forms.conditions import ConditionsGroup
from ui.forms.contact import ContactGroup
from ui.forms.identity import IdentityGroup
from ui.forms.people_and_size import SizeGroup
from ui.screens.firm_form import FirmFormScreen


@pytest.fixture
def form(qtbot, context, session, tasks):
    screen = FirmFormScreen(context)
    expose(qtbot, screen)
    return FormFiller(qtbot, screen, tasks)


@pytest.fixture
def agreed(session):
    firm = make_firm(session)
    consent(session, firm)
    return firm


# --- A new firm ----------------------------------------------------------------------------


def test_a_firm_is_registered_with_a_few_keys(form, session, navigator):
    form.open()
    identity = form.part(IdentityGroup)
    assert identity.legal_name.hasFocus()
    form.write(identity.legal_name, "Panadería Ñandú del Sur")
    form.write(identity.nit, "999.000.101-0")
    form.write(identity.municipality, "envigado")
    form.choose(identity.sector, "agroindustry_food")
    form.press(Qt.Key.Key_Return)
    row = session.firms.list()[0]
    assert (row.name, row.nit_shown) == ("Panadería Ñandú del Sur", "999.000.101-0")
    assert row.place == "Envigado (Antioquia)"
    assert navigator.visited == [("firm", {"firm_id": row.id})]
    assert navigator.said[-1] == "Empresa registrada"


def test_a_firm_without_a_nit_yet_gets_an_office_code(form, session):
    form.open()
    form.write(form.part(IdentityGroup).legal_name, "Consejo Comunitario del Río Ñame")
    form.choose(form.part(IdentityGroup).id_type, "none")
    assert not form.part(IdentityGroup).nit.isVisible()
    form.choose(form.part(IdentityGroup).legal_form, "community_council")
    form.screen.done_button.click()
    form.tasks.wait_idle()
    assert session.firms.list()[0].nit_shown.startswith("OF-")


def test_only_the_first_group_is_asked_of_a_new_firm(form):
    form.open()
    assert not form.screen.groups.tabs.isVisible()
    assert form.shown == ["identity"]


def test_a_name_is_needed_and_the_field_says_so(form, session):
    form.open()
    form.screen.done_button.click()
    form.tasks.wait_idle()
    assert form.part(IdentityGroup).name_field.error == "Escriba el nombre o la razón social."
    assert form.part(IdentityGroup).legal_name.hasFocus()
    assert session.firms.list() == []


def test_a_wrong_check_digit_is_refused_and_all_else_stays(form, session):
    form.open()
    identity = form.part(IdentityGroup)
    form.write(identity.legal_name, "Panadería Ñandú")
    form.write(identity.nit, "999.000.101-5")
    assert identity.nit_field.error == (
        "Escribió 5 después del guion y a 999000101 le corresponde 0."
    )
    form.screen.done_button.click()
    form.tasks.wait_idle()
    assert session.firms.list() == []
    assert identity.legal_name.text() == "Panadería Ñandú"
    form.write(identity.nit, "999.000.101-0")
    assert identity.nit_field.error == ""
    form.screen.done_button.click()
    form.tasks.wait_idle()
    assert len(session.firms.list()) == 1


def test_an_unknown_municipality_is_refused_beside_its_field(form):
    form.open()
    form.write(form.part(IdentityGroup).municipality, "Macondo")
    assert "No hay un municipio «Macondo»" in form.part(IdentityGroup).place_field.error


def test_a_pdet_municipality_shows_its_subregion(form):
    form.open()
    form.write(form.part(IdentityGroup).municipality, "El Tambo (Cauca)")
    assert form.part(IdentityGroup).place_field.message.text() == (
        "Municipio PDET, subregión Alto Patía y Norte del Cauca"
    )


def test_leaving_an_unregistered_firm_asks_first(form, navigator):
    form.open()
    assert form.screen.leave()
    form.write(form.part(IdentityGroup).legal_name, "Ñame")
    assert form.screen.unsaved()
    assert not form.screen.leave()
    form.question.no_button.click()
    assert navigator.backs == 0
    assert not form.screen.leave()
    form.question.yes_button.click()
    assert navigator.backs == 1
    assert form.screen.leave()


# --- Conditions ----------------------------------------------------------------------------


def test_s_and_n_answer_the_conditions_one_after_another(form, session, agreed):
    form.open(agreed, group="conditions")
    for key in (Qt.Key.Key_S, Qt.Key.Key_N, Qt.Key.Key_S):
        form.press(key, Qt.KeyboardModifier.NoModifier)
    assert dict(session.firms.get(agreed.id).conditions) == {
        "has_employees": True,
        "outsources": False,
        "has_design": True,
    }
    assert form.part(ConditionsGroup).left.text() == "Faltan 4 preguntas."


def draft_with_hidden_answer(session, firm):
    """A draft with an answer to an item that only firms with employees have."""
    consent(session, firm)
    session.firms.save(replace(firm, conditions={"has_employees": True}))
    _visit, view = make_draft(session, firm, "full")
    conditional = next(
        item for item in view.instrument.applicable(view.profile, "full")
        if item.applies == ("?has_employees",)
    )  # fmt: skip
    session.assessments.answer(view.id, rated(conditional.code, 2, "declared"))
    return view, conditional.code


def test_a_change_that_hides_answers_warns_and_keeps_them(form, session):
    firm = make_firm(session)
    view, code = draft_with_hidden_answer(session, firm)
    form.open(firm, group="conditions")
    form.part(ConditionsGroup).list.choices["has_employees"].buttons["no"].click()
    form.tasks.wait_idle()
    assert form.question.heading.text() == "Deja de contar 1 respuesta del diagnóstico"
    form.question.no_button.click()
    form.tasks.wait_idle()
    assert form.part(ConditionsGroup).list.value("has_employees") is True
    assert session.firms.get(firm.id).conditions["has_employees"] is True
    form.part(ConditionsGroup).list.choices["has_employees"].buttons["no"].click()
    form.tasks.wait_idle()
    form.question.yes_button.click()
    form.tasks.wait_idle()
    assert session.firms.get(firm.id).conditions["has_employees"] is False
    now = session.assessments.get(view.id)
    assert now.profile.conditions["has_employees"] is False
    assert code in now.answers


def test_a_change_that_hides_nothing_adjusts_the_draft_at_once(form, session, agreed, navigator):
    _visit, view = make_draft(session, agreed)
    form.open(agreed)
    form.choose(form.part(IdentityGroup).sector, "fashion")
    assert form.question is None
    assert session.assessments.get(view.id).profile.sector == "fashion"
    assert navigator.said[-1] == "Guardado. El diagnóstico se ajustó."


def test_after_the_conditions_the_interview_begins(form, session, agreed, navigator):
    session.visits.start(agreed.id)
    form.open(agreed, group="conditions", then="interview")
    assert form.screen.done_button.text() == "Empezar la entrevista"
    form.screen.done_button.click()
    form.tasks.wait_idle()
    view = session.assessments.of_firm(agreed.id)[0]
    assert navigator.visited == [("interview", {"assessment_id": view.id})]


# --- The person ----------------------------------------------------------------------------


def test_sensitive_fields_are_hidden_until_their_own_yes(form, session, agreed, navigator):
    form.open(agreed, group="contact")
    contact = form.part(ContactGroup)
    assert not contact.sensitive.isVisible()
    assert contact.hidden_note.isVisible()
    contact.ask_button.click()
    assert navigator.visited == [("consent", {"firm_id": agreed.id})]


def test_after_that_yes_they_are_asked_and_kept_with_the_person(form, session):
    firm = make_firm(session)
    consent(session, firm, sensitive=True)
    form.open(firm, group="contact")
    assert form.part(ContactGroup).sensitive.isVisible()
    binding = next(b for b in form.part(ContactGroup).bindings if b.names == ("victim_ruv",))
    binding.field.editor.buttons["no"].click()
    form.tasks.wait_idle()
    assert session.people.of_firm(firm.id)[0].victim_ruv is False


def test_a_wrong_address_waits_while_the_rest_is_kept(form, session, agreed):
    form.open(agreed, group="contact")
    contact = form.part(ContactGroup)
    form.write(contact.email, "jose en casa")
    form.write(contact.phone, "310 555 12 34")
    person = session.people.of_firm(agreed.id)[0]
    assert (person.email, person.phone) == ("", "310 555 12 34")
    email = next(b for b in contact.bindings if b.names == ("email",))
    assert "arroba" in email.field.error


def test_a_person_is_stored_as_soon_as_they_have_a_name(form, session):
    firm = make_firm(session)
    consent(session, firm)
    person = session.people.of_firm(firm.id)[0]
    form.open(firm, group="contact")
    contact = form.part(ContactGroup)
    form.write(contact.person_name, "")
    name = next(b for b in contact.bindings if b.names == ("name",))
    assert name.field.error == "Escriba el nombre de la persona."
    assert session.people.of_firm(firm.id)[0].name == person.name
    form.write(contact.person_name, "Inés Ñáñez")
    assert session.people.of_firm(firm.id)[0].name == "Inés Ñáñez"


def test_done_returns_to_the_firm(form, agreed, navigator):
    form.open(agreed)
    form.screen.done_button.click()
    assert navigator.visited == [("firm", {"firm_id": agreed.id})]


def test_the_next_group_is_one_button_away(form, agreed):
    form.open(agreed)
    assert form.screen.next_button.text() == "Seguir con: Tamaño y gente"
    form.screen.next_button.click()
    assert form.part(SizeGroup).isVisible()
    assert form.screen.title() == "Datos de Panadería Ñandú"
