"""Twenty thousand simulated exchanges, and five hundred on PostgreSQL: ``ADVISOR_SOAK=1``.

They go in slices, each with a seed of its own, so that a run that was cut goes on with
``-k "slice and not (0 or 1)"``; ``ADVISOR_SEED`` repeats one.
"""

from __future__ import annotations

import os

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.server.postgres import Postgres, postgres
from tests.sync.test_simulation import Exchanges

__all__ = ["postgres"]

SLICES = 40
RUNS = 500

pytestmark = [
    pytest.mark.skipif(os.environ.get("ADVISOR_SOAK") != "1", reason="set ADVISOR_SOAK=1"),
    pytest.mark.timeout(7_200),
    pytest.mark.slow,
]


def simulate(machine: type[Exchanges], seed: int) -> None:
    wanted = settings(
        max_examples=RUNS,
        stateful_step_count=35,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(hypothesis.seed(seed)(machine), settings=wanted)


@pytest.mark.parametrize("part", range(SLICES), ids=lambda part: f"slice{part}")
def test_nothing_is_lost_doubled_or_shown_to_others(part: int, seed: int):
    simulate(type("Slice", (Exchanges,), {}), seed + part)


def test_nor_on_postgresql(postgres: Postgres, seed: int):
    simulate(type("OnPostgres", (Exchanges,), {"url": postgres.new_base()}), seed)
