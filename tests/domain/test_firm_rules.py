"""A firm's record: one sentence beside each field that breaks a rule."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from advisor_app.domain.firm import PUBLIC_FIELDS, Firm, validate_firm
from advisor_app.domain.places import shipped_places

TODAY = date(2026, 11, 22)


def problems(**changes: Any) -> dict[str, str]:
    firm = Firm(**({"id": "f", "legal_name": "Asociación Hass Cordillera Verde"} | changes))
    return validate_firm(firm, shipped_places(), TODAY)


def test_a_name_is_enough_to_begin():
    assert problems() == {}


def test_a_whole_record_passes():
    assert (
        problems(
            nit="999000101",
            nit_dv="0",
            trade_name="Hass Cordillera",
            legal_form="association",
            registration_renewed_year=2026,
            ciiu_main="0121",
            ciiu_secondary=("1020", "4620"),
            sector="agro_primary",
            macro_sector="manufacturing",
            annual_income=Decimal(612_000_000),
            income_year=2025,
            workers_total=9,
            workers_women=4,
            workers_men=5,
            workers_temporary=30,
            workers_family=2,
            members=46,
            members_women=21,
            arl_risk_class="II",
            founded_on=date(2014, 3, 18),
            divipola="19256",
            zone="rural_dispersed",
            lat=Decimal("2.4511"),
            lon=Decimal("-76.8106"),
            altitude=Decimal(1745),
            women_criterion="majority_members",
            export_countries=("US", "NL"),
            exports_usd=Decimal(120_000),
            target_market="Unión Europea (aguacate hass fresco)",
            target_standards=("globalgap_ifa_v6_fv",),
            conditions={"has_employees": True, "exports": False},
        )
        == {}
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"legal_name": "  "}, "legal_name"),
        ({"nit": "999000101", "nit_dv": "3"}, "nit_dv"),
        ({"nit": "999000101"}, "nit_dv"),
        ({"nit": "999.000.101", "nit_dv": "0"}, "nit"),
        ({"nit": "12345", "nit_dv": "0"}, "nit"),
        ({"nit_dv": "0"}, "nit_dv"),
        ({"id_type": "none", "nit": "999000101", "nit_dv": "0"}, "id_type"),
        ({"id_type": "passport", "nit": "AB 12"}, "nit"),
        ({"id_type": "cc", "nit": "1032456789", "nit_dv": "0"}, "nit_dv"),
        ({"id_type": "library_card"}, "id_type"),
        ({"legal_form": "guild"}, "legal_form"),
        ({"zone": "moon"}, "zone"),
        ({"arl_risk_class": "VI"}, "arl_risk_class"),
        ({"macro_sector": "mining"}, "macro_sector"),
        ({"women_criterion": "x"}, "women_criterion"),
        ({"ciiu_main": "121"}, "ciiu_main"),
        ({"ciiu_secondary": ("0121", "0400")}, "ciiu_secondary"),
        ({"sector": "mining"}, "sector"),
        ({"conditions": {"flies": True}}, "conditions"),
        ({"workers_total": -1}, "workers_total"),
        ({"exports_usd": Decimal(-1)}, "exports_usd"),
        ({"workers_total": 9, "workers_women": 4, "workers_men": 4}, "workers_total"),
        ({"workers_total": 9, "workers_women": 10}, "workers_total"),
        ({"workers_women": 4}, "workers_total"),
        ({"members": 3, "members_women": 4}, "members_women"),
        ({"members_women": 4}, "members"),
        ({"founded_on": date(2026, 11, 23)}, "founded_on"),
        ({"registration_renewed_year": 2027}, "registration_renewed_year"),
        ({"registration_renewed_year": 1899}, "registration_renewed_year"),
        ({"annual_income": Decimal(1)}, "income_year"),
        ({"annual_income": Decimal(-1), "income_year": 2025}, "annual_income"),
        ({"annual_income": Decimal(1), "income_year": 2018}, "income_year"),
        ({"income_year": 2027}, "income_year"),
        ({"divipola": "00000"}, "divipola"),
        ({"divipola": "5001"}, "divipola"),
        ({"lat": Decimal(14), "lon": Decimal(-75)}, "lat"),
        ({"lat": Decimal(4), "lon": Decimal(75)}, "lon"),
        ({"lat": Decimal(4)}, "lon"),
        ({"lon": Decimal(-75)}, "lat"),
        ({"altitude": Decimal(9000)}, "altitude"),
        ({"target_standards": ("iso_1",)}, "target_standards"),
        ({"export_countries": ("Holanda",)}, "export_countries"),
    ],
)
def test_a_field_that_cannot_be_right_is_named(changes: dict[str, Any], field: str):
    found = problems(**changes)
    assert list(found) == [field]
    assert found[field].endswith(".")


@pytest.mark.parametrize(
    "changes",
    [
        {"id_type": "none"},
        {"id_type": "nit"},
        {"id_type": "cc", "nit": "1032456789"},
        {"id_type": "passport", "nit": "AB1234567"},
        {"workers_total": 9, "workers_women": 4},
        {"workers_total": 3, "workers_temporary": 40},
        {"members": 10},
        {"lat": Decimal("-4.3"), "lon": Decimal(-82)},
        {"divipola": "94663"},
        {"income_year": 2025},
    ],
)
def test_what_is_not_known_yet_can_wait(changes: dict[str, Any]):
    assert problems(**changes) == {}


def test_every_broken_field_is_named_at_once():
    found = problems(legal_name="", nit_dv="1", divipola="1", zone="moon")
    assert set(found) == {"legal_name", "nit_dv", "divipola", "zone"}


def test_the_sentence_about_the_check_digit_names_both():
    assert "3" in problems(nit="999000101", nit_dv="3")["nit_dv"]
    assert "0" in problems(nit="999000101", nit_dv="3")["nit_dv"]


def test_public_fields_are_fields_and_hold_nothing_about_people():
    names = {field.name for field in fields(Firm)}
    assert names >= PUBLIC_FIELDS
    assert not PUBLIC_FIELDS & {"address", "lat", "lon", "workers_total", "annual_income", "vereda"}


def test_people_say_the_trade_name():
    assert Firm(id="f", legal_name="A S.A.S.", trade_name="La A").shown_name == "La A"
    assert Firm(id="f", legal_name="A S.A.S.").shown_name == "A S.A.S."
