"""The size of a firm by its income, as Decreto 957 de 2019 defines it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from advisor_app.domain.content import read_content
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.figures import half_up
from advisor_app.i18n import _
from advisor_app.paths import resource

FORMAT: Final = "advisor-sizes/1"
Size = Literal["micro", "small", "medium", "large"]
SIZES: Final[tuple[Size, ...]] = ("micro", "small", "medium", "large")
MACRO_SECTORS: Final = ("manufacturing", "services", "commerce")


@dataclass(frozen=True, slots=True)
class Uvt:
    """The tax unit of one year in pesos, and the act that set it."""

    year: int
    pesos: Decimal
    act: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SizeTable:
    """Upper limits (inclusive) in UVT by macro-sector, and the UVT of each year."""

    date: str
    source: str
    limits: Mapping[str, tuple[Decimal, ...]] = field(hash=False)
    uvt: Mapping[int, Uvt] = field(hash=False)


@dataclass(frozen=True, slots=True)
class SizeResult:
    """A firm's size and everything that gave it."""

    size: Size
    macro_sector: str
    income: Decimal
    year: int
    uvt: Decimal
    income_uvt: Decimal
    limits: tuple[Decimal, ...]
    limits_pesos: tuple[Decimal, ...]
    uvt_confirmed: bool


def firm_size(macro_sector: str, income: Decimal | int, year: int) -> SizeResult:
    """The size by the income of a year; its own UVT counts, and a limit belongs to the smaller.

    Raises:
        InvalidRecord: the year's UVT or the macro-sector is not known, or the income is negative.
    """
    table = shipped_sizes()
    problems = size_problems(macro_sector, Decimal(income), year)
    if problems:
        raise InvalidRecord(_("No se puede calcular el tamaño de la empresa."), problems)
    unit, limits = table.uvt[year], table.limits[macro_sector]
    in_pesos = tuple(limit * unit.pesos for limit in limits)
    exceeded = sum(income > limit for limit in in_pesos)
    return SizeResult(
        size=SIZES[exceeded],
        macro_sector=macro_sector,
        income=Decimal(income),
        year=year,
        uvt=unit.pesos,
        income_uvt=half_up(Decimal(income) / unit.pesos, 2),
        limits=limits,
        limits_pesos=in_pesos,
        uvt_confirmed=unit.confirmed,
    )


def size_problems(macro_sector: str, income: Decimal, year: int) -> dict[str, str]:
    """Field -> sentence for what keeps the size from being computed."""
    problems: dict[str, str] = {}
    if macro_sector not in MACRO_SECTORS:
        problems["macro_sector"] = _("Elija si la empresa produce, presta servicios o comercia.")
    if income < 0:
        problems["annual_income"] = _("Los ingresos no pueden ser negativos.")
    if year not in shipped_sizes().uvt:
        years = shipped_sizes().uvt
        problems["income_year"] = _("Se conoce la UVT de {first} a {last}.").format(
            first=min(years), last=max(years)
        )
    return problems


def load_sizes(source: Path | str) -> SizeTable:
    """The size table from its file.

    Raises:
        BadContent: naming the file and the field.
    """
    root = read_content(source, FORMAT)
    fields = root.table(("format", "date", "source", "limits_uvt", "uvt"))
    limits: dict[str, tuple[Decimal, ...]] = {}
    for name, node in fields["limits_uvt"].table(MACRO_SECTORS).items():
        steps = [step.integer(1) for step in node.array(exactly=len(SIZES) - 1)]
        if steps != sorted(set(steps)):
            node.fail(_("los límites deben crecer"))
        limits[name] = tuple(Decimal(step) for step in steps)
    units: dict[int, Uvt] = {}
    for node in fields["uvt"].array(least=1):
        unit = node.table(("year", "pesos", "act", "confirmed"))
        year = unit["year"].integer(2006)  # Ley 1111 de 2006 created the unit
        if year in units:
            node.fail(_("el código está repetido"), "year")
        pesos = Decimal(unit["pesos"].integer(1))
        units[year] = Uvt(year, pesos, unit["act"].string(), unit["confirmed"].flag())
    return SizeTable(
        fields["date"].string(),
        fields["source"].string(),
        MappingProxyType(limits),
        MappingProxyType(units),
    )


@cache
def shipped_sizes() -> SizeTable:
    """The table that comes with the program, loaded once."""
    return load_sizes(resource("catalogs", "firm-sizes.json"))
