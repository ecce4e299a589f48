"""Editions of a standard side by side, with what the firm answered to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from advisor_app.domain.editions import Comparison, compare
from advisor_app.domain.editions_file import shipped_editions
from advisor_app.domain.same import shipped_same
from advisor_app.domain.standard import shipped_ids, shipped_standard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.standard import Standard
    from advisor_app.services.gaps import Gaps, GapView
    from advisor_app.services.lists import Lists


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two editions and the firm's latest assessment of each, where there is one."""

    comparison: Comparison
    older: GapView | None
    newer: GapView | None


class Editions:
    """Finds the other edition of a list and compares the two."""

    def __init__(self, gaps: Gaps, lists: Lists) -> None:
        self._gaps = gaps
        self._lists = lists

    def pair_of(self, standard_id: str) -> tuple[Standard, Standard] | None:
        """A list and its next edition, or the one before and the list; None where it is alone."""
        family = self._family(standard_id)
        if len(family) < 2:
            return None
        place = [one.id for one in family].index(standard_id)
        first = min(place, len(family) - 2)
        return family[first], family[first + 1]

    def beside(self, firm_id: str, standard_id: str) -> SideBySide | None:
        """The pair compared, with what the firm answered; None where the list is alone."""
        pair = self.pair_of(standard_id)
        if pair is None:
            return None
        begun = self._of_whole_firm(firm_id)
        older, newer = (begun.get(one.id) for one in pair)
        return SideBySide(self.compared(pair), older, newer)

    def compared(self, pair: tuple[Standard, Standard]) -> Comparison:
        """Two editions, the older one first, clause by clause."""
        return compare(*pair, shipped_editions(), shipped_same())

    def _of_whole_firm(self, firm_id: str) -> dict[str, GapView]:
        """The latest assessment of each list, those of members, sites and methods left out."""
        latest: dict[str, GapView] = {}
        for view in self._gaps.of_firm(firm_id):
            if view.group_id is None and view.scope.kind in ("firm", "group"):
                latest.setdefault(view.standard.id, view)
        return latest

    def _family(self, standard_id: str) -> Sequence[Standard]:
        """Every edition in its newest version, the oldest first; none of an own list taken away."""
        own = {one.id: one for one in self._lists.own()}
        if standard_id not in own and standard_id not in shipped_ids():
            return ()
        family = (own.get(standard_id) or shipped_standard(standard_id)).family
        found = {key: one for key, one in own.items() if one.family == family}
        for key in shipped_ids():
            if key not in own and key.startswith(family):  # so are the program's lists named
                one = shipped_standard(key)
                if one.family == family:
                    found[key] = one
        return sorted(found.values(), key=lambda one: (one.valid_from or date.min, one.id))
