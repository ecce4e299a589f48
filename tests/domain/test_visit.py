"""Visits: outcomes, roles, and hours that are paid."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from advisor_app.domain.visit import (
    MODALITIES,
    OUTCOMES,
    ROLES,
    Modality,
    Outcome,
    payable_hours,
)

EIGHT = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "breaks", "hours"),
    [
        (15, 0, 0, "2.00"),
        (15, 20, 15, "2.08"),
        (17, 30, 45, "3.75"),
        (13, 30, 45, "0.00"),
        (13, 0, 0, "0.00"),
    ],
)
def test_hours_are_end_less_start_less_breaks(hour: int, minute: int, breaks: int, hours: str):
    ended = EIGHT.replace(hour=hour, minute=minute)
    assert payable_hours(EIGHT, ended, breaks) == Decimal(hours)


def test_every_outcome_modality_and_role_has_a_name():
    assert set(OUTCOMES) == set(Outcome)
    assert set(MODALITIES) == set(Modality)
    names = [*OUTCOMES.values(), *MODALITIES.values(), *ROLES.values()]
    assert all(name.es and name.en for name in names)
