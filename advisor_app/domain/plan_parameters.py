"""The numbers behind the plan; the office may change them with another version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import Node, canonical_json, digest_of, read_content
from advisor_app.i18n import _
from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-plan-parameters/1"
_ROOT: Final = (
    "format", "id", "version", "provenance", "weights", "urgency_days", "efforts", "due_days",
    "quick_win", "minimum_wage", "support_hours", "after", "most_open", "cofinancing",
)  # fmt: skip
_WEIGHTS: Final = ("severity", "impact", "urgency", "ease")


@dataclass(frozen=True, slots=True)
class PlanParameters:
    """One version of them.

    Attributes:
        weights: of a priority; they sum 1.
        urgency_days: at most so many days, such an urgency.
        efforts: S, M and L on the scale of 1 to 5.
        minimum_wage: by year, in pesos of a month.
        support_hours: of an advisor, by the effort of the action.
        after: action key -> the keys of what comes before it.
        most_open: how many actions a firm carries at once.
        rate, cap: of the co-financing where the call says no other.
    """

    digest: str
    id: str
    version: str
    provenance: Text
    weights: Mapping[str, Decimal]
    urgency_days: tuple[tuple[int, int], ...]
    efforts: Mapping[str, int]
    due_days: Mapping[str, int]
    quick_win_effort: int
    quick_win_impact: int
    quick_win_days: int
    minimum_wage: Mapping[int, int]
    support_hours: Mapping[int, int]
    after: Mapping[str, tuple[str, ...]]
    most_open: int
    rate: Decimal
    cap: int
    body: str = field(default="", repr=False, compare=False)

    def minimum_wage_of(self, year: int) -> int:
        """The wage of a year; of the latest known one for a year that is not known yet."""
        return self.minimum_wage.get(year, self.minimum_wage[max(self.minimum_wage)])


@cache
def load_plan_parameters(source: Path | str) -> PlanParameters:
    """The parameters in a file or text.

    Raises:
        BadContent: naming what is wrong where.
    """
    root = read_content(source, FORMAT)
    fields = root.table(_ROOT)
    quick = fields["quick_win"].table(("effort", "impact", "days"))
    money = fields["cofinancing"].table(("rate", "cap"))
    return PlanParameters(
        digest=digest_of(root.value),
        id=fields["id"].string(),
        version=fields["version"].string(),
        provenance=fields["provenance"].text(),
        weights=_weights(fields["weights"]),
        urgency_days=_urgency(fields["urgency_days"]),
        efforts=_wholes(fields["efforts"], ("S", "M", "L")),
        due_days=_wholes(fields["due_days"], ("quick_win", "blocking", "S", "M", "L")),
        quick_win_effort=quick["effort"].integer(1, 5),
        quick_win_impact=quick["impact"].integer(1, 5),
        quick_win_days=quick["days"].integer(1),
        minimum_wage=_by_year(fields["minimum_wage"]),
        support_hours=_hours(fields["support_hours"]),
        after=_after(fields["after"]),
        most_open=fields["most_open"].integer(1),
        rate=money["rate"].decimal(),
        cap=money["cap"].integer(0),
        body=canonical_json(root.value),
    )


def shipped_plan_parameters(version: str = "1.0") -> PlanParameters:
    """The parameters that come with the program, loaded once."""
    return load_plan_parameters(resource("parameters", f"plan-{version}.json"))


def _weights(node: Node) -> Mapping[str, Decimal]:
    fields = node.table(_WEIGHTS)
    weights = {key: fields[key].decimal() for key in _WEIGHTS}
    if sum(weights.values()) != 1:
        node.fail(_("los pesos deben sumar 1"))
    return MappingProxyType(weights)


def _urgency(node: Node) -> tuple[tuple[int, int], ...]:
    steps = [entry.array(exactly=2) for entry in node.array(least=1)]
    return tuple((days.integer(0), level.integer(1, 5)) for days, level in steps)


def _wholes(node: Node, keys: tuple[str, ...]) -> Mapping[str, int]:
    fields = node.table(keys)
    return MappingProxyType({key: fields[key].integer(1) for key in keys})


def _hours(node: Node) -> Mapping[int, int]:
    fields = node.table(("1", "2", "3", "4", "5"))
    return MappingProxyType({int(key): field.integer(0) for key, field in fields.items()})


def _after(node: Node) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({key: field.strings() for key, field in node.mapping().items()})


def _by_year(node: Node) -> Mapping[int, int]:
    fields = node.mapping()
    if not fields or not all(key.isdigit() for key in fields):
        node.fail(_("debe tener años con su valor"))
    return MappingProxyType({int(key): field.integer(1) for key, field in fields.items()})
