"""What poor quality costs a small firm in a month, from five figures the owner knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from advisor_app.domain.figures import half_up


class FigureQuality(StrEnum):
    """Where a figure comes from."""

    INVOICE = "invoice"  # factura
    RECORD = "record"  # registro
    ESTIMATE = "estimate"  # estimado


# The figures behind each line, in the order in which they are asked.
LINES: Final = {
    "scrap": ("scrapped_units", "unit_cost"),
    "rework": ("rework_hours", "hour_cost"),
    "returns": ("returns_value",),
    "lost_sales": ("lost_sales", "margin_pct"),
}
FIGURES: Final = ("monthly_sales", *(name for names in LINES.values() for name in names))


@dataclass(frozen=True, slots=True)
class CostLine:
    """One kind of failure; no amount when a figure of it is missing."""

    key: str
    amount: Decimal | None
    quality: FigureQuality


@dataclass(frozen=True, slots=True)
class QuickCost:
    """The five-number estimate; figures are pesos of a month, units and hours as named.

    A figure that was not given is None and never counts as zero.
    """

    monthly_sales: Decimal | None = None
    scrapped_units: Decimal | None = None
    unit_cost: Decimal | None = None
    rework_hours: Decimal | None = None
    hour_cost: Decimal | None = None
    returns_value: Decimal | None = None
    lost_sales: Decimal | None = None
    margin_pct: Decimal | None = None
    quality: Mapping[str, FigureQuality] = field(
        default_factory=dict[str, FigureQuality], hash=False
    )

    @property
    def lines(self) -> tuple[CostLine, ...]:
        """The four kinds of failure in pesos."""
        return tuple(self._line(key, names) for key, names in LINES.items())

    @property
    def total(self) -> Decimal | None:
        """What failures cost in the month, in whole pesos; None when nothing is known."""
        known = [line.amount for line in self.lines if line.amount is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def share_of_sales(self) -> Decimal | None:
        """The total as percent of sales, one decimal; None without sales."""
        if self.total is None or not self.monthly_sales:
            return None
        return half_up(Fraction(self.total) * 100 / Fraction(self.monthly_sales), 1)

    @property
    def estimated_share(self) -> Decimal | None:
        """Percent of the total that rests on an estimate, one decimal."""
        if not self.total:
            return None
        guessed = sum(
            line.amount
            for line in self.lines
            if line.amount is not None and line.quality is FigureQuality.ESTIMATE
        )
        return half_up(Fraction(guessed) * 100 / Fraction(self.total), 1)

    def to_figures(self) -> dict[str, object]:
        """The figures as plain JSON values, with the source of each under ``quality``."""
        figures: dict[str, object] = {}
        for name in FIGURES:
            value = self.figure(name)
            figures[name] = None if value is None else str(value)
        figures["quality"] = {name: str(source) for name, source in self.quality.items()}
        return figures

    @classmethod
    def from_figures(cls, figures: Mapping[str, Any]) -> QuickCost:
        """The estimate back from ``to_figures``; numbers may be text or whole numbers."""
        values = {
            name: Decimal(str(figures[name])) for name in FIGURES if figures.get(name) is not None
        }
        sources: Mapping[str, str] = figures.get("quality") or {}
        return cls(**values, quality={name: FigureQuality(s) for name, s in sources.items()})

    def quality_of(self, figure: str) -> FigureQuality:
        """Where one figure comes from: an estimate unless said otherwise."""
        return self.quality.get(figure, FigureQuality.ESTIMATE)

    def figure(self, name: str) -> Decimal | None:
        """One figure by its name in ``FIGURES``."""
        return getattr(self, name)

    def _line(self, key: str, names: tuple[str, ...]) -> CostLine:
        weakest = max((self.quality_of(name) for name in names), key=list(FigureQuality).index)
        product = Fraction(1)
        for name in names:
            value = self.figure(name)
            if value is None:
                return CostLine(key, None, weakest)
            product *= Fraction(value)
        if "margin_pct" in names:
            product /= 100
        return CostLine(key, half_up(product, 0), weakest)
