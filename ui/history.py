"""Where the user has been: the way back of the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A screen with what it shows."""

    route: str
    params: Mapping[str, object] = field(default_factory=dict[str, object])


class History:
    """The places from the first screen to this one; no route is in it twice."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    @property
    def current(self) -> Place | None:
        """Where the user is."""
        return self._places[-1] if self._places else None

    @property
    def before(self) -> Place | None:
        """Where ``back`` leads."""
        return self._places[-2] if len(self._places) > 1 else None

    def go(self, place: Place) -> None:
        """Move on; a route that was visited before is returned to."""
        for index, seen in enumerate(self._places):
            if seen.route == place.route:
                del self._places[index:]
                break
        self._places.append(place)

    def start(self, place: Place) -> None:
        """Begin anew from here."""
        self._places = [place]

    def back(self) -> Place | None:
        """Return to the place before, and forget this one; None at the first."""
        if len(self._places) < 2:
            return None
        self._places.pop()
        return self._places[-1]
