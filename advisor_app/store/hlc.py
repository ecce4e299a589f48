"""A hybrid logical clock: the time of an edit, that never goes back even if the laptop's does."""

from __future__ import annotations

from advisor_app.domain import clock


def after(last: str) -> str:
    """The next moment: now, or just after the last one where the clock stands or went back.

    Moments are text that sorts as they happened: milliseconds since 1970, then a counter.
    """
    then, _, count = last.partition(".")
    now = f"{int(clock.now().timestamp() * 1000):015d}"
    if now > then:
        return f"{now}.000000"
    return f"{then}.{int(count or 0) + 1:06d}"
