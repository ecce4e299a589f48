"""A group as it stands: its own list, its parts with theirs, and what all of it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from advisor_app.domain.gap import assess
from advisor_app.domain.group_result import GroupResult, Judged, judge
from advisor_app.domain.schemes import verdict

if TYPE_CHECKING:
    from advisor_app.domain.group_rules import GroupRule
    from advisor_app.domain.groups import Chosen, Part
    from advisor_app.domain.standard import Standard
    from advisor_app.domain.text import Text
    from advisor_app.services.gaps import GapView


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part with its place in the sample and its list.

    Attributes:
        chosen: None for a part that was not drawn, and where nothing is drawn.
        view: None while its list was not begun.
    """

    part: Part
    chosen: Chosen | None
    view: GapView | None
    judged: Judged

    @property
    def is_seen(self) -> bool:
        """Whether enough of its own list was seen."""
        return not self.judged.result.preliminary


@dataclass(frozen=True)
class Group:
    """Everything that screen and paper tell of a group.

    Attributes:
        part_list, told: what each part answers, and why that.
        rows: the register in its order.
        can_join: the list can become one again, while nothing is registered.
        sample: those to visit and those replaced, as drawn; every site or method.
    """

    view: GapView
    part_list: Standard
    told: Text
    rows: tuple[PartRow, ...]
    sample: tuple[PartRow, ...]
    can_join: bool = False

    @classmethod
    def of(
        cls, view: GapView, part_list: Standard, rule: GroupRule, begun: Sequence[GapView] = ()
    ) -> Self:
        """The group of a list and of the lists beneath it."""
        draw = view.scope.draw
        chosen = {one.code: one for one in draw.chosen} if draw else {}
        judged = {one.scope.code: _judged(view, one) for one in begun}
        views = {one.scope.code: one for one in begun}
        unseen = _unseen(view, part_list)
        rows = {
            part.code: PartRow(
                part,
                chosen.get(part.code),
                views.get(part.code),
                judged.get(part.code, unseen),
            )
            for part in view.scope.register
        }
        if view.scope.parts == "member":
            sample = [rows[code] for code in chosen if code in rows]
        else:
            sample = [row for row in rows.values() if not row.part.is_gone]
        return cls(
            view,
            part_list,
            rule.told,
            tuple(rows.values()),
            tuple(sample),
            can_join=not rule.always and not rows,
        )

    @property
    def to_visit(self) -> tuple[PartRow, ...]:
        """The parts whose lists count."""
        return tuple(row for row in self.sample if not (row.chosen and row.chosen.absence))

    @cached_property
    def result(self) -> GroupResult:
        """What the group comes to."""
        view = self.view
        central = Judged(view.result, view.verdict, view.parameters, view.result.preliminary)
        return judge(central, [row.judged for row in self.to_visit])

    def row(self, code: str) -> PartRow | None:
        """The part with this code."""
        return next((row for row in self.rows if row.part.code == code), None)

    def next_code(self, after: str = "") -> str | None:
        """The next part whose list is not seen yet, going round from one of them."""
        codes = [row.part.code for row in self.to_visit]
        start = codes.index(after) + 1 if after in codes else 0
        around = [*self.to_visit[start:], *self.to_visit[:start]]
        left = (row.part.code for row in around if not row.is_seen and row.part.code != after)
        return next(left, None)


def _unseen(group: GapView, part_list: Standard) -> Judged:
    """What stands for every part whose list was not begun."""
    result = assess(part_list, group.parameters, {})
    told = verdict(result, group.parameters, group.prerequisites)
    return Judged(result, told, group.parameters, preliminary=True)


def _judged(group: GapView, view: GapView) -> Judged:
    preliminary = view.result.preliminary
    if view.together is not None and not preliminary:
        preliminary = assess(group.standard, group.parameters, view.together[1]).preliminary
    return Judged(view.result, view.verdict, view.parameters, preliminary)
