"""The figures and words behind ladder and radar."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor_app.domain.charts import Axis, ladder_data, radar_data, ring_reach
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.text import Text

SCALE = shipped_instrument().scale


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_the_ladder_is_climbed_up_to_the_firms_step(level: int):
    ladder = ladder_data(SCALE, level, "es")
    assert [step.number for step in ladder.steps if step.here] == [level]
    assert [step.number for step in ladder.steps if step.climbed] == list(range(1, level + 1))


def test_the_ladder_says_where_the_firm_stands():
    assert "escalón 2, Básico" in ladder_data(SCALE, 2, "es").alt


def test_without_a_level_no_step_is_marked():
    ladder = ladder_data(SCALE, None, "es")
    assert not any(step.here or step.climbed for step in ladder.steps)
    assert "todavía no tiene escalón" in ladder.alt


def axis(score: str | None, state: str = "scored") -> Axis:
    value = None if score is None else Decimal(score)
    return Axis("D1", Text("Liderazgo", "Leadership"), state, value)


def test_the_radar_shows_each_score_as_a_part_of_the_rim():
    radar = radar_data([axis("5.00"), axis("2.44")], "es")
    assert [spoke.reach for spoke in radar.spokes] == [1, pytest.approx(0.488)]
    assert [spoke.shown for spoke in radar.spokes] == ["5,00", "2,44"]
    assert ring_reach(radar.rings[-1]) == 1


def test_the_radar_says_its_figures_in_words_of_the_language():
    assert "Liderazgo: 2,44" in radar_data([axis("2.44")], "es").alt
    assert "Leadership: 2.44" in radar_data([axis("2.44")], "en").alt


def test_what_has_no_score_has_no_point_and_says_why():
    radar = radar_data([axis(None, "not_applicable"), axis(None, "insufficient")], "es")
    assert [spoke.reach for spoke in radar.spokes] == [None, None]
    assert [spoke.shown for spoke in radar.spokes] == ["no aplica", "sin datos suficientes"]
