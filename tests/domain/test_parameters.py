"""The scoring parameters: as the rules say, and refused when they are not."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from advisor_app.domain.answers import Evidence
from advisor_app.domain.errors import BadContent
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.parameters import load_parameters, shipped_parameters
from advisor_app.paths import resource
from tests.domain.builders import parameters, parameters_data

RULES = shipped_parameters()


def test_they_are_loaded_once_and_known_by_their_digest():
    assert shipped_parameters() is RULES
    assert load_parameters(RULES.body) == RULES
    assert load_parameters(resource("parameters", "maturity-1.1.json")) == RULES
    assert parameters(completeness_minimum="70.0") != RULES


def test_they_name_only_what_the_instrument_has():
    content = shipped_instrument()
    for rule in RULES.caps:
        assert all(content.dimension(code) for code in rule.dimensions)
    items = [*RULES.routing.alert.items]
    items += [code for rule in RULES.routing.certification for code in rule.items]
    assert all(content.has_item(code) for code in items)
    assert RULES.instrument == content.id


def test_they_say_where_they_come_from():
    assert "no ha publicado" in RULES.provenance.es


@pytest.mark.parametrize(
    ("level", "evidence", "borne", "trust", "needed"),
    [
        (1, None, 1, "1.00", Evidence.DECLARED),
        (2, Evidence.DECLARED, 2, "1.00", Evidence.DECLARED),
        (3, Evidence.DECLARED, 2, "0.40", Evidence.OBSERVED),
        (3, None, 2, "0.40", Evidence.OBSERVED),
        (4, Evidence.OBSERVED, 3, "0.75", Evidence.VERIFIED),
        (5, Evidence.VERIFIED, 5, "1.00", Evidence.VERIFIED),
    ],
)
def test_each_grade_bears_and_is_trusted_so_far(
    level: int, evidence: Evidence | None, borne: int, trust: str, needed: Evidence
):
    assert RULES.substantiated(level, evidence) == borne
    assert RULES.trust(level, evidence) == Decimal(trust)
    assert RULES.evidence_for(level) is needed


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("coverage_minimum", 0.6, "coverage_minimum"),
        ("coverage_minimum", "mucho", "coverage_minimum"),
        ("rounding__score", 9, "rounding score"),
        ("evidence__caps__declared", 4, "evidence caps"),
        ("evidence__caps__verified", 4, "evidence caps"),
        ("evidence__graded_from", 0, "evidence graded_from"),
        ("caps__T1__limit", 6, "caps T1 limit"),
        ("caps__T9", {}, "caps T9"),
        ("caps__T6__form", "long", "caps T6 form"),
        ("caps__T7__dimensions", "D3", "caps T7 dimensions"),
        ("routing__RT2__level", 0, "routing RT2 level"),
        ("routing__RT3__items", {"D5.1": "3"}, "routing RT3 items D5.1"),
        ("routing__RT5", {}, "routing RT5 score_from"),
        ("targets__step", 0, "targets step"),
        ("confidence__high_from", "", "confidence high_from"),
        ("provenance", {"es": "nuestra"}, "provenance en"),
        ("format", "x", "format"),
    ],
)
def test_a_broken_file_names_the_place(path: str, value: Any, place: str):
    with pytest.raises(BadContent) as caught:
        load_parameters(json.dumps(parameters_data(**{path: value})))
    assert caught.value.place == place
