"""Municipalities: found as one types, always with their department."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.errors import BadContent
from advisor_app.domain.places import load_places, shipped_places
from advisor_app.domain.text import fold

PLACES = shipped_places()

# Decreto Ley 893 de 2017: 170 municipalities in 16 subregions.
PDET = {
    "Alto Patía y Norte del Cauca": 24,
    "Arauca": 4,
    "Bajo Cauca y Nordeste Antioqueño": 13,
    "Catatumbo": 8,
    "Chocó": 14,
    "Cuenca del Caguán y Piedemonte Caqueteño": 17,
    "Macarena-Guaviare": 12,
    "Montes de María": 15,
    "Pacífico Medio": 4,
    "Pacífico y Frontera Nariñense": 11,
    "Putumayo": 9,
    "Sierra Nevada-Perijá": 15,
    "Sur de Bolívar": 7,
    "Sur de Córdoba": 5,
    "Sur del Tolima": 4,
    "Urabá Antioqueño": 8,
}


def names(text: str, **more: Any) -> list[str]:
    return [place.shown for place in PLACES.search(text, **more)]


def test_all_municipalities_of_33_departments_are_there():
    assert len(PLACES) == 1122
    assert len({place.code for place in PLACES}) == 1122
    assert len({place.department_code for place in PLACES}) == 33
    assert all(place.code.startswith(place.department_code) for place in PLACES)
    assert "DIVIPOLA" in PLACES.source
    assert PLACES.date


def test_the_170_pdet_municipalities_are_in_their_subregions():
    counted = Counter(place.pdet_subregion for place in PLACES if place.pdet_subregion)
    assert counted == PDET
    assert counted.total() == 170


@pytest.mark.parametrize(
    ("code", "name", "subregion"),
    [
        ("05475", "Murindó", "Chocó"),
        ("05873", "Vigía del Fuerte", "Chocó"),
        ("19110", "Buenos Aires", "Alto Patía y Norte del Cauca"),
        ("41020", "Algeciras", "Cuenca del Caguán y Piedemonte Caqueteño"),
        ("23580", "Puerto Libertador", "Sur de Córdoba"),
        ("19256", "El Tambo", "Alto Patía y Norte del Cauca"),
        ("52260", "El Tambo", None),
    ],
)
def test_codes_that_lists_often_get_wrong(code: str, name: str, subregion: str | None):
    place = PLACES.get(code)
    assert place is not None
    assert (place.name, place.pdet_subregion) == (name, subregion)


def test_27425_is_medio_atrato_and_no_other():
    place = PLACES.get("27425")
    assert place is not None
    assert place.name == "Medio Atrato"


def test_a_code_that_was_retired_stays_readable_and_is_not_offered():
    place = PLACES.get("94663")
    assert place is not None
    assert place.retired
    assert "Mapiripana" not in " ".join(names("mapiripana"))
    assert PLACES.get("27493") is not None
    assert PLACES.get("00000") is None


def test_names_that_repeat_are_told_apart_by_their_department():
    assert names("el tambo") == ["El Tambo (Cauca)", "El Tambo (Nariño)"]
    shown = [place.shown for place in PLACES]
    assert len(set(shown)) == len(shown)
    repeated = Counter(place.name for place in PLACES)
    assert sum(count > 1 for count in repeated.values()) == 66


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ibague", "Ibagué (Tolima)"),
        ("IBAGUÉ", "Ibagué (Tolima)"),
        ("tambo nar", "El Tambo (Nariño)"),
        ("bogota", "Bogotá, D.C. (Bogotá, D.C.)"),
        ("bogotá d.c.", "Bogotá, D.C. (Bogotá, D.C.)"),
        ("belen", "Belén (Boyacá)"),
        ("quilichao", "Santander de Quilichao (Cauca)"),
        ("cucuta", "San José de Cúcuta (Norte de Santander)"),
        ("19256", "El Tambo (Cauca)"),
        ("  puerto   lleras ", "Puerto Lleras (Meta)"),
    ],
)
def test_typing_finds_the_place_first(typed: str, first: str):
    assert names(typed)[0] == first


def test_the_whole_name_comes_before_its_beginning_and_words_before_the_department():
    found = names("tolima", limit=50)
    assert all(name.endswith("(Tolima)") for name in found)
    assert names("caldas", limit=30)[0] == "Caldas (Antioquia)"
    assert names("caldas", limit=30)[-1].endswith("(Caldas)")


def test_the_middle_of_a_word_does_not_find():
    assert "Ibagué (Tolima)" not in names("bague")


@pytest.mark.parametrize("typed", ["", "   ", "...", "zzzz", "tambo tolima"])
def test_nothing_meant_nothing_found(typed: str):
    assert names(typed) == []


def test_a_limit_is_kept():
    assert len(PLACES.search("san", 5)) == 5
    assert len(PLACES.search("05", 7)) == 7


@given(st.sampled_from(list(PLACES)), st.data())
def test_every_place_is_found_by_its_name_and_department(place: Any, data: st.DataObject):
    text = f"{place.name} {place.department}"
    assert place in PLACES.search(fold(text))
    words = fold(place.name).split()
    word = data.draw(st.sampled_from(words))
    assert place in PLACES.search(word, limit=1122)


@pytest.mark.parametrize(
    "row",
    [
        ["05999", "Nuevo", "municipality", "Otra"],
        ["05999", "Nuevo", "ciudad"],
        ["05999", "Nuevo"],
        ["05999", "", "municipality"],
        ["5999", "Nuevo", "municipality"],
        ["98999", "Nuevo", "municipality"],
        ["05001", "Otra vez", "municipality"],
        {"code": "05999"},
        [5999, "Nuevo", "municipality"],
    ],
)
def test_a_broken_row_is_named(row: object):
    data = {
        "format": "advisor-places/1",
        "date": "2025",
        "source": "DANE",
        "departments": {"05": "Antioquia"},
        "subregions": ["Chocó"],
        "municipalities": [["05001", "Medellín", "municipality"], row],
        "retired": [],
    }
    with pytest.raises(BadContent) as caught:
        load_places(json.dumps(data))
    assert caught.value.place.startswith("municipalities[2]")
