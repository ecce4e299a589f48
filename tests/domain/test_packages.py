"""Market and sector lead to the lists a firm is measured with."""

from __future__ import annotations

import pytest

from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.market import shipped_markets
from advisor_app.domain.packages import shipped_packages
from advisor_app.domain.standard import shipped_ids

PACKAGES = shipped_packages()
SECTORS = [sector.key for sector in shipped_instrument().sectors]


def lists(sector: str, market: str, *circumstances: str) -> list[str]:
    found = PACKAGES.proposals(sector, market, frozenset(circumstances))
    return [proposal.standard for proposal in found]


@pytest.mark.parametrize(
    ("sector", "market", "circumstances", "first"),
    [
        ("agro_primary", "Unión Europea (aguacate hass fresco)", ("micro", "has_employees"),
         ["globalgap_ifa_v6_fv", "eu_food"]),
        ("aquaculture", "Estados Unidos (filete fresco de tilapia)", (),
         ["codex_haccp", "bap_farm_3_1", "fsma_us", "res_2674_bpm"]),
        ("laboratory", "Acreditación ONAC (residuos y microbiología)", (), ["iso_17025"]),
        ("aerospace_defense", "Cadena aeronáutica (partes mecanizadas)", (),
         ["iso_9001_2015", "as9100d"]),
        ("pharma_devices", "Estados Unidos (dispositivo de apoyo respiratorio)", (), ["iso_13485"]),
        ("agroindustry_food", "Reino Unido y Australia (fruta liofilizada)", (),
         ["res_2674_bpm", "codex_haccp", "uk_au_freeze_dried", "brcgs_food_9"]),
        ("metal_vehicles", "Sudáfrica (carrocerías de bus intermunicipal)", (),
         ["za_bus_bodies", "iso_9001_2026"]),
        ("agroindustry_food", "Unión Europea (limonada y pulpa de aguacate)", (),
         ["res_2674_bpm", "codex_haccp", "eu_food"]),
        ("tourism", "Turismo de naturaleza y bienestar", ("serves_food",),
         ["ntc_turismo_sostenible", "iso_21101_21102", "iso_17679_wellness_spa", "res_2674_bpm"]),
        ("software_it", "Estados Unidos y Chile (software para salud)", (),
         ["iso_27001", "iso_9001_2026", "iso_29110_basic"]),
        ("cosmetics_cleaning", "Comunidad Andina (cosmética de café y aloe)", (),
         ["iso_22716", "iso_9001_2026"]),
        ("fashion", "Nacional y comercio justo", (), ["textile_oeko_gots", "ntc_6001"]),
        ("plastics_paints", "Mercado nacional", (), ["iso_9001_2026", "iso_14001", "iso_45001"]),
    ],
)  # fmt: skip
def test_the_cases_of_the_programme(sector, market, circumstances, first):
    assert lists(sector, market, *circumstances)[: len(first)] == first


@pytest.mark.parametrize("sector", SECTORS)
def test_every_sector_and_market_reaches_a_package_with_its_reason(sector):
    for market in shipped_markets().markets:
        for text in (market.name.es, market.name.en):
            assert market.key in PACKAGES.markets_in(text)
            found = PACKAGES.proposals(sector, text, frozenset())
            assert found
            assert all(proposal.reason.es and proposal.reason.en for proposal in found)


def test_no_list_is_proposed_twice_and_each_is_proposed_somewhere():
    seen: set[str] = set()
    everything = frozenset({"group", "micro", "has_employees", "serves_food"})
    for sector in SECTORS:
        for market in [*(m.name.es for m in shipped_markets().markets), "ecológico", "bienestar"]:
            found = lists(sector, market, *everything)
            assert len(found) == len(set(found))
            seen |= set(found)
    assert seen == set(shipped_ids())


def test_an_association_is_measured_as_a_group():
    assert "globalgap_option2_qms" in lists("agro_primary", "Unión Europea", "group")
    assert "globalgap_option2_qms" not in lists("agro_primary", "Unión Europea")


def test_whoever_works_with_others_is_measured_in_safety():
    assert "sgsst_0312" in lists("fashion", "", "has_employees")
    assert "sgsst_0312" not in lists("fashion", "")
