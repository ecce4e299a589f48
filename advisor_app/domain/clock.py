"""The only place that reads the time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


class Clock:
    """A clock; tests give one that stands still or goes backwards."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def offset(self) -> timedelta:
        """What the laptop's local time adds to UTC."""
        return datetime.now().astimezone().utcoffset() or timedelta(0)


class FixedClock(Clock):
    """A clock that says what it is told; ``tick`` moves it."""

    def __init__(self, at: datetime, offset: timedelta = timedelta(hours=-5)) -> None:
        self._at = at
        self._offset = offset

    def now(self) -> datetime:
        return self._at

    def offset(self) -> timedelta:
        return self._offset

    def tick(self, by: timedelta) -> None:
        """Move on, or back with a negative ``by``."""
        self._at += by


_clock = Clock()


def use(clock: Clock) -> None:
    """Take another clock (tests, demo, reproducible documents)."""
    global _clock  # noqa: PLW0603 - the one clock
    _clock = clock


def current() -> Clock:
    """The clock in use, to put it back later."""
    return _clock


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _clock.now()


def after(moment: datetime | None) -> datetime:
    """Now, or right after a moment that a clock set back has left ahead of us."""
    return now() if moment is None else max(now(), moment + timedelta(microseconds=1))


def offset_minutes() -> int:
    """Minutes that local time adds to UTC (Colombia: -300)."""
    return int(_clock.offset().total_seconds() // 60)


def today() -> date:
    """The local date."""
    return (_clock.now() + _clock.offset()).date()
