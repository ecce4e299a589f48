"""What a gap report says of the newer edition of its list: the days, and what changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One line of the comparison that does not stay the same.

    Attributes:
        older, newer: the numbers of the points; empty where there is none.
        title: of the newer points, or of the older ones where none is left.
        state: what the firm answered in the older edition, the worst where there are several;
            empty where it was not seen or there was nothing to see.
        confirm: from memory; printed as «por confirmar».
    """

    older: str
    newer: str
    title: Text
    change: Text
    what: Text | None
    state: Literal["C", "P", "N", "NA", ""]
    confirm: bool


@dataclass(frozen=True, slots=True)
class EditionPart:
    """Both editions by their short names, and what is different.

    Attributes:
        dates: of the transition, sentence by sentence, as the window says them.
        said: how much stays and how much changes.
        unsure: said where the comparison is still to be confirmed with the published standard.
    """

    older: Text
    newer: Text
    dates: tuple[Text, ...]
    said: Text
    unsure: Text | None
    changed: tuple[ChangedPart, ...]
