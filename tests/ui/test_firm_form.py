"""The record of a firm: registered in one go, then kept field by field."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from advisor_app.domain import clock
from tests.builders import consent, make_draft, make_firm, rated
from tests.ui.hands import expose, type_text
from ui.dialogs.question import Question
from ui.screens.firm_form import GROUPS, FirmFormScreen


class Form:
    """What an advisor does with the form."""

    def __init__(self, qtbot, screen, tasks):
        self.qtbot, self.screen, self.tasks = qtbot, screen, tasks

    def open(self, firm=None, group="", then=""):
        self.screen.open(firm_id=firm.id if firm else None, group=group, then=then)
        self.tasks.wait_idle()

    def write(self, editor, text):
        """Write into a field and leave it."""
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        type_text(self.qtbot, editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        self.tasks.wait_idle()

    def choose(self, editor, key):
        editor.set_value(key)
        editor.chosen.emit(key)
        self.tasks.wait_idle()

    def press(self, key, modifier=Qt.KeyboardModifier.ControlModifier):
        focused = self.screen.focusWidget() or self.screen
        self.qtbot.keyClick(focused, key, modifier)
        self.tasks.wait_idle()

    @property
    def question(self):
        found = self.screen.findChildren(Question)
        return found[-1] if found else None


@pytest.fixture
def form(qtbot, context, session, tasks):
    context.session = session
    screen = FirmFormScreen(context)
    expose(qtbot, screen)
    return Form(qtbot, screen, tasks)


@pytest.fixture
def agreed(session):
    firm = make_firm(session)
    consent(session, firm)
    return firm


# --- A new firm ----------------------------------------------------------------------------


def test_a_firm_is_registered_with_a_few_keys(form, session, navigator):
    form.open()
    identity = form.screen.identity
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
    form.write(form.screen.identity.legal_name, "Consejo Comunitario del Río Ñame")
    form.choose(form.screen.identity.id_type, "none")
    assert not form.screen.identity.nit.isVisible()
    form.choose(form.screen.identity.legal_form, "community_council")
    form.screen.done_button.click()
    form.tasks.wait_idle()
    assert session.firms.list()[0].nit_shown.startswith("OF-")


def test_only_the_first_group_is_asked_of_a_new_firm(form):
    form.open()
    assert not form.screen.tabs.isVisible()
    assert [group.isVisible() for group in form.screen.groups] == [True] + [False] * 5


def test_a_name_is_needed_and_the_field_says_so(form, session):
    form.open()
    form.screen.done_button.click()
    form.tasks.wait_idle()
    assert form.screen.identity.name_field.error == "Escriba el nombre o la razón social."
    assert form.screen.identity.legal_name.hasFocus()
    assert session.firms.list() == []


def test_a_wrong_check_digit_is_refused_and_all_else_stays(form, session):
    form.open()
    identity = form.screen.identity
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
    form.write(form.screen.identity.municipality, "Macondo")
    assert "No hay un municipio «Macondo»" in form.screen.identity.place_field.error


def test_a_pdet_municipality_shows_its_subregion(form):
    form.open()
    form.write(form.screen.identity.municipality, "El Tambo (Cauca)")
    assert form.screen.identity.place_field.message.text() == (
        "Municipio PDET, subregión Alto Patía y Norte del Cauca"
    )


def test_leaving_an_unregistered_firm_asks_first(form, navigator):
    form.open()
    assert form.screen.leave()
    form.write(form.screen.identity.legal_name, "Ñame")
    assert form.screen.unsaved()
    assert not form.screen.leave()
    form.question.no_button.click()
    assert navigator.backs == 0
    assert not form.screen.leave()
    form.question.yes_button.click()
    assert navigator.backs == 1
    assert form.screen.leave()


# --- A firm that exists --------------------------------------------------------------------


def test_each_field_is_stored_when_it_is_left(form, session, agreed, navigator):
    form.open(agreed)
    form.write(form.screen.identity.trade_name, "La Ñapa")
    assert session.firms.get(agreed.id).trade_name == "La Ñapa"
    assert navigator.said[-1] == "Guardado"


def test_before_the_authorization_the_other_groups_stay_closed(form, session, navigator):
    firm = make_firm(session)
    form.open(firm, group="size")
    assert form.screen.identity.isVisible()
    assert [tab.isEnabled() for tab in form.screen.tabs.tabs] == [True] + [False] * 5
    assert form.screen.locked.isVisible()
    form.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert form.screen.identity.isVisible()
    form.screen.consent_button.click()
    assert navigator.visited == [("consent", {"firm_id": firm.id})]


def test_alt_and_a_number_change_the_group(form, agreed):
    form.open(agreed)
    for number, group in enumerate(form.screen.groups, start=1):
        key = Qt.Key(Qt.Key.Key_0 + number)
        form.press(key, Qt.KeyboardModifier.AltModifier)
        assert group.isVisible(), GROUPS[number - 1]


def test_the_same_nit_warns_links_and_allows(form, session, agreed, navigator):
    twin = make_firm(session, legal_name="Panadería El Ñame", nit="999000101", nit_dv="0")
    form.open(agreed)
    form.write(form.screen.identity.nit, "999000101")
    identity = form.screen.identity
    assert identity.twin.isVisible()
    assert identity.twin.text.text() == (
        "Este NIT ya está registrado: Panadería El Ñame, El Tambo (Cauca)."
    )
    assert session.firms.get(agreed.id).nit == "999000101"
    identity.twin_button.click()
    assert navigator.visited == [("firm", {"firm_id": twin.id})]


def test_ctrl_z_takes_a_choice_back(form, session, agreed, navigator):
    form.open(agreed)
    form.choose(form.screen.identity.legal_form, "cooperative")
    form.screen.identity.legal_form.setFocus()
    form.press(Qt.Key.Key_Z)
    assert form.screen.identity.legal_form.value() == "sas"
    assert session.firms.get(agreed.id).legal_form == "sas"
    assert navigator.said[-1] == "Deshecho"
    form.press(Qt.Key.Key_Z)
    assert navigator.said[-1] == "No hay nada que deshacer"


def test_ctrl_z_in_a_field_takes_the_writing_back(form, session, agreed):
    form.open(agreed)
    name = form.screen.identity.legal_name
    name.setFocus()
    name.selectAll()
    type_text(form.qtbot, name, "X")
    form.press(Qt.Key.Key_Z)
    form.press(Qt.Key.Key_Z)
    form.qtbot.keyClick(name, Qt.Key.Key_Tab)
    form.tasks.wait_idle()
    assert session.firms.get(agreed.id).legal_name == "Panadería Ñandú"


def test_income_and_year_give_the_size_with_its_reason(form, session, agreed):
    clock.use(clock.FixedClock(clock.now()))
    form.open(agreed, group="size")
    size = form.screen.size_group
    form.choose(size.macro_sector, "manufacturing")
    form.write(size.income, "612 millones")
    last_year = str(clock.today().year - 1)
    assert size.income_year.text() == last_year
    assert size.size_shown.text() == "Micro"
    assert size.size_reason.text().startswith(f"612.000.000 pesos de {last_year} son ")
    form.write(size.income_year, "2025")
    assert size.size_reason.text() == (
        "612.000.000 pesos de 2025 son 12.289 UVT; el límite es 23.563."
    )
    stored = session.firms.get(agreed.id)
    assert (stored.annual_income, stored.income_year) == (Decimal(612_000_000), 2025)


def test_workers_that_do_not_add_up_wait_until_they_do(form, session, agreed):
    form.open(agreed, group="size")
    size = form.screen.size_group
    form.write(size.workers["workers_total"], "9")
    form.write(size.workers["workers_women"], "4")
    form.write(size.workers["workers_men"], "6")
    total = size.worker_fields["workers_total"]
    assert total.error == "Mujeres y hombres suman 10 y el total dice 9."
    assert session.firms.get(agreed.id).workers_men is None
    form.write(size.workers["workers_total"], "10")
    assert total.error == ""
    stored = session.firms.get(agreed.id)
    assert (stored.workers_total, stored.workers_women, stored.workers_men) == (10, 4, 6)


def test_a_future_foundation_is_refused(form, session, agreed):
    form.open(agreed, group="size")
    form.write(form.screen.size_group.founded_on.line, "1/1/2090")
    binding = next(b for b in form.screen.size_group.bindings if b.names == ("founded_on",))
    assert binding.field.error == "La fecha de constitución no puede estar en el futuro."
    assert session.firms.get(agreed.id).founded_on is None
    assert not form.screen.leave()


def test_words_where_a_figure_belongs_are_refused(form, session, agreed):
    form.open(agreed, group="size")
    size = form.screen.size_group
    form.write(size.workers["workers_total"], "muchos")
    assert "Escriba solo la cifra" in size.worker_fields["workers_total"].error
    form.write(size.workers["workers_total"], "7")
    assert size.worker_fields["workers_total"].error == ""
    assert session.firms.get(agreed.id).workers_total == 7


@pytest.mark.parametrize(("legal_form", "shown"), [("association", True), ("sas", False)])
def test_members_are_asked_of_those_who_have_them(form, session, legal_form, shown):
    firm = make_firm(session, legal_form=legal_form)
    consent(session, firm)
    form.open(firm, group="size")
    assert form.screen.size_group.worker_fields["members_women"].isVisible() is shown


def test_markets_standards_and_countries_are_kept(form, session, agreed):
    form.open(agreed, group="market")
    market = form.screen.market
    form.write(market.products, "pan de bono, almojábana")
    form.write(market.countries, "us, ec")
    form.choose(market.standards.adder, "iso_9001_2015")
    form.choose(market.standards.adder, "iso_45001")
    stored = session.firms.get(agreed.id)
    assert stored.products == ("pan de bono", "almojábana")
    assert stored.export_countries == ("US", "EC")
    assert stored.target_standards == ("iso_9001_2015", "iso_45001")
    market.standards.take_away_button("iso_9001_2015").click()
    form.tasks.wait_idle()
    assert session.firms.get(agreed.id).target_standards == ("iso_45001",)


def test_a_position_needs_both_degrees_and_lies_in_colombia(form, session, agreed):
    form.open(agreed, group="location")
    place = form.screen.location
    form.write(place.lat, "2,4448")
    form.write(place.lon, "norte")
    lon = next(b for b in place.bindings if b.names == ("lon",))
    assert "grados con decimales" in lon.field.error
    form.write(place.lon, "-76,6147")
    stored = session.firms.get(agreed.id)
    assert (stored.lat, stored.lon) == (Decimal("2.4448"), Decimal("-76.6147"))
    form.write(place.lat, "48,85")
    lat = next(b for b in place.bindings if b.names == ("lat",))
    assert lat.field.error == "Ese valor queda fuera de Colombia."
    assert session.firms.get(agreed.id).lat == Decimal("2.4448")


def test_the_access_note_is_kept(form, session, agreed):
    form.open(agreed, group="location")
    form.write(form.screen.location.access_note, "Entrar por la vía vieja; avisar antes")
    assert session.firms.get(agreed.id).access_note == "Entrar por la vía vieja; avisar antes"


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
    assert form.screen.conditions.left.text() == "Faltan 4 preguntas."


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
    form.screen.conditions.list.choices["has_employees"].buttons["no"].click()
    form.tasks.wait_idle()
    assert form.question.heading.text() == "Deja de contar 1 respuesta del diagnóstico"
    form.question.no_button.click()
    form.tasks.wait_idle()
    assert form.screen.conditions.list.value("has_employees") is True
    assert session.firms.get(firm.id).conditions["has_employees"] is True
    form.screen.conditions.list.choices["has_employees"].buttons["no"].click()
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
    form.choose(form.screen.identity.sector, "fashion")
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
    contact = form.screen.contact
    assert not contact.sensitive.isVisible()
    assert contact.hidden_note.isVisible()
    contact.ask_button.click()
    assert navigator.visited == [("consent", {"firm_id": agreed.id})]


def test_after_that_yes_they_are_asked_and_kept_with_the_person(form, session):
    firm = make_firm(session)
    consent(session, firm, sensitive=True)
    form.open(firm, group="contact")
    assert form.screen.contact.sensitive.isVisible()
    binding = next(b for b in form.screen.contact.bindings if b.names == ("victim_ruv",))
    binding.field.editor.buttons["no"].click()
    form.tasks.wait_idle()
    assert session.people.of_firm(firm.id)[0].victim_ruv is False


def test_a_wrong_address_waits_while_the_rest_is_kept(form, session, agreed):
    form.open(agreed, group="contact")
    contact = form.screen.contact
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
    contact = form.screen.contact
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
    assert form.screen.size_group.isVisible()
    assert form.screen.title() == "Datos de Panadería Ñandú"
