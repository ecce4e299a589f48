"""A firm that exists: each right field is stored when it is left, each wrong one says why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain import clock
from tests.builders import consent, make_firm
from tests.ui.form_filler import FormFiller
from tests.ui.hands import expose, type_text
from ui.forms.group_stack import KINDS
from ui.forms.identity import IdentityGroup
from ui.forms.location import LocationGroup
from ui.forms.market import MarketGroup
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


def test_each_field_is_stored_when_it_is_left(form, session, agreed, navigator):
    form.open(agreed)
    form.write(form.part(IdentityGroup).trade_name, "La Ñapa")
    assert session.firms.get(agreed.id).trade_name == "La Ñapa"
    assert navigator.said[-1] == "Guardado"


def test_before_the_authorization_the_other_groups_stay_closed(form, session, navigator):
    firm = make_firm(session)
    form.open(firm, group="size")
    assert form.part(IdentityGroup).isVisible()
    assert [tab.isEnabled() for tab in form.screen.groups.tabs.tabs] == [True] + [False] * 5
    assert form.screen.locked.isVisible()
    form.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert form.part(IdentityGroup).isVisible()
    form.screen.consent_button.click()
    assert navigator.visited == [("consent", {"firm_id": firm.id})]


def test_alt_and_a_number_change_the_group(form, agreed):
    form.open(agreed)
    for number, key in enumerate(KINDS, start=1):
        form.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert form.shown == [key]


def test_the_same_nit_warns_links_and_allows(form, session, agreed, navigator):
    twin = make_firm(session, legal_name="Panadería El Ñame", nit="999000101", nit_dv="0")
    form.open(agreed)
    form.write(form.part(IdentityGroup).nit, "999000101")
    identity = form.part(IdentityGroup)
    assert identity.twin.isVisible()
    assert identity.twin.text.text() == (
        "Este NIT ya está registrado: Panadería El Ñame, El Tambo (Cauca)."
    )
    assert session.firms.get(agreed.id).nit == "999000101"
    identity.twin_button.click()
    assert navigator.visited == [("firm", {"firm_id": twin.id})]


def test_ctrl_z_takes_a_choice_back(form, session, agreed, navigator):
    form.open(agreed)
    form.choose(form.part(IdentityGroup).legal_form, "cooperative")
    form.part(IdentityGroup).legal_form.setFocus()
    form.press(Qt.Key.Key_Z)
    assert form.part(IdentityGroup).legal_form.value() == "sas"
    assert session.firms.get(agreed.id).legal_form == "sas"
    assert navigator.said[-1] == "Deshecho"
    form.press(Qt.Key.Key_Z)
    assert navigator.said[-1] == "No hay nada que deshacer"


def test_ctrl_z_in_a_field_takes_the_writing_back(form, session, agreed):
    form.open(agreed)
    name = form.part(IdentityGroup).legal_name
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
    size = form.part(SizeGroup)
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
    size = form.part(SizeGroup)
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
    form.write(form.part(SizeGroup).founded_on.line, "1/1/2090")
    binding = next(b for b in form.part(SizeGroup).bindings if b.names == ("founded_on",))
    assert binding.field.error == "La fecha de constitución no puede estar en el futuro."
    assert session.firms.get(agreed.id).founded_on is None
    assert not form.screen.leave()


def test_words_where_a_figure_belongs_are_refused(form, session, agreed):
    form.open(agreed, group="size")
    size = form.part(SizeGroup)
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
    assert form.part(SizeGroup).worker_fields["members_women"].isVisible() is shown


def test_markets_standards_and_countries_are_kept(form, session, agreed):
    form.open(agreed, group="market")
    market = form.part(MarketGroup)
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
    place = form.part(LocationGroup)
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
    form.write(form.part(LocationGroup).access_note, "Entrar por la vía vieja; avisar antes")
    assert session.firms.get(agreed.id).access_note == "Entrar por la vía vieja; avisar antes"


def test_registration_and_other_activities_are_kept(form, session, agreed):
    form.open(agreed)
    identity = form.part(IdentityGroup)
    assert identity.extras.isVisible()
    form.write(identity.registration_no, "98765-16")
    form.write(identity.renewed_year, "2090")
    renewed = next(b for b in identity.bindings if b.names == ("registration_renewed_year",))
    assert renewed.field.error.startswith("Escriba un año entre 1900 y ")
    form.write(identity.renewed_year, "2025")
    form.write(identity.other_activities, "1081, 4711")
    stored = session.firms.get(agreed.id)
    assert stored.registration_no == "98765-16"
    assert stored.registration_renewed_year == 2025
    assert stored.ciiu_secondary == ("1081", "4711")
