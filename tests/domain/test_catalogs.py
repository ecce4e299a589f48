"""The catalogues that ship: complete, consistent, and refused when they are not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from advisor_app.domain.choices import choice_name, choices, keys, load_choices, shipped_choices
from advisor_app.domain.ciiu import (
    load_divisions,
    parse_ciiu,
    search_divisions,
    shipped_divisions,
)
from advisor_app.domain.errors import BadContent, InvalidRecord
from advisor_app.domain.market import load_markets, shipped_markets
from advisor_app.paths import resource

# --- Activities --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "letter", "division"),
    [
        ("0121", "A", "01"),
        ("0322", "A", "03"),
        ("1104", "C", "11"),
        ("3250", "C", "32"),
        ("4520", "G", "45"),
        ("6201", "J", "62"),
        ("7120", "M", "71"),
        ("7912", "N", "79"),
        ("9999", "U", "99"),
        (" 01.21 ", "A", "01"),
    ],
)
def test_a_code_has_its_section_and_division(code: str, letter: str, division: str):
    activity = parse_ciiu(code)
    assert (activity.section.letter, activity.division.code) == (letter, division)
    assert activity.division.name.es
    assert activity.section.name.en


@pytest.mark.parametrize("code", ["", "121", "01210", "A121", "0421", "3412", "00 1", "٠١٢١"])
def test_what_is_no_code_is_refused(code: str):
    with pytest.raises(InvalidRecord) as caught:
        parse_ciiu(code)
    assert "ciiu_main" in caught.value.problems


def test_the_classification_has_21_sections_and_88_divisions():
    divisions = shipped_divisions().values()
    assert len({division.section.letter for division in divisions}) == 21
    assert len(divisions) == 88
    assert [d.code for d in divisions] == sorted(d.code for d in divisions)


def test_divisions_are_found_by_word_or_code():
    assert [d.code for d in search_divisions("bebidas", "es")] == ["11"]
    assert [d.code for d in search_divisions("vehic carro", "es")] == ["29"]
    assert [d.code for d in search_divisions("food", "en")] == ["10"]
    assert search_divisions("62", "es")[0].code == "62"
    assert search_divisions(" ", "es") == []


# --- Markets, standards, lists -----------------------------------------------------------------


def test_35_standards_have_a_name_and_an_edition():
    standards = shipped_markets().standards
    assert len(standards) == 35
    assert all(s.name.es and s.name.en and s.edition.es and s.edition.en for s in standards)
    known = shipped_markets().standard("iso_17025")
    assert known is not None
    assert known.name.es == "ISO/IEC 17025"
    assert shipped_markets().standard("iso_1") is None
    assert len(shipped_markets().markets) == 20


def test_closed_lists_have_names_in_both_languages():
    assert "none" in keys("id_type")
    assert choice_name("legal_form", "association", "es") == "Asociación"
    assert choice_name("legal_form", "association", "en") == "Association"
    assert choice_name("legal_form", "guild", "es") == "guild"
    assert all(c.name.es and c.name.en for c in choices("ethnic_group"))
    with pytest.raises(KeyError):
        choices("colour")
    assert set(shipped_choices()) >= {"zone", "macro_sector", "arl_risk_class", "sex"}


# --- Broken files ------------------------------------------------------------------------------

LOADERS: dict[str, Any] = {
    "activities.json": load_divisions,
    "markets.json": load_markets,
    "choices.json": load_choices,
}


@pytest.mark.parametrize(
    ("name", "path", "value", "place"),
    [
        ("activities.json", ("sections", 0, "letter"), "AA", "sections[1] letter"),
        ("activities.json", ("sections", 0, "divisions", 0), ["01", "x"], "sections[1] divisions"),
        ("activities.json", ("sections", 1, "divisions", 0, 0), "01", "01"),
        ("activities.json", ("sections",), [], "sections"),
        ("markets.json", ("markets", 1, "key"), "national", "national"),
        ("markets.json", ("standards", 1, "key"), "iso_9001_2015", "iso_9001_2015"),
        ("markets.json", ("standards", 0, "edition"), {"es": "x"}, "standards[1] edition en"),
        ("choices.json", ("lists", "zone", 1, "key"), "urban", "urban"),
        ("choices.json", ("lists", "zone"), [], "lists zone"),
    ],
)
def test_a_broken_catalogue_names_the_place(
    name: str, path: tuple[Any, ...], value: Any, place: str
):
    data = json.loads(resource("catalogs", name).read_text(encoding="utf-8"))
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(BadContent) as caught:
        LOADERS[name](json.dumps(data))
    assert place in caught.value.place
