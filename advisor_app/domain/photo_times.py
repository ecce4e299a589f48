"""Which point a photo belongs to, by when it was taken and when the answers were given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final, TypeVar

SOON: Final = timedelta(minutes=15)
"""An answer that follows what was seen comes within this time."""
JUST_NOW: Final = timedelta(minutes=5)
"""A photo that is taken after the answer, for proof, comes within this time."""
AROUND: Final = timedelta(minutes=15)
"""So long before and after a visit a photo still belongs to it."""
_DAY: Final = 24 * 60

P = TypeVar("P")


def point_at(taken: datetime, answered: Sequence[tuple[datetime, P]]) -> P | None:
    """What was being answered: the answer given next, else the last one, if it was near.

    ``answered`` is in the order of its times.
    """
    place = bisect_left(answered, taken, key=lambda one: one[0])
    if place < len(answered) and answered[place][0] - taken <= SOON:
        return answered[place][1]
    if place and taken - answered[place - 1][0] <= JUST_NOW:
        return answered[place - 1][1]
    return None


def is_of_visit(taken: datetime, started: datetime, ended: datetime) -> bool:
    """Whether a photo was taken in a visit, or a little before or after it."""
    return started - AROUND <= taken <= ended + AROUND


def ahead_by(telephone: time, here: time) -> timedelta:
    """How far the telephone's clock is ahead of this one's; behind when negative."""
    minutes = (telephone.hour - here.hour) * 60 + telephone.minute - here.minute
    return timedelta(minutes=(minutes + _DAY // 2) % _DAY - _DAY // 2)
