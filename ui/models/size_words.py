"""The size of a firm with its reason, or what is missing to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.size import SizeResult, firm_size
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from advisor_app.domain.firm import Firm


def size_of(firm: Firm) -> SizeResult | None:
    """The size, once macro-sector, income and year are known."""
    if not firm.macro_sector or firm.annual_income is None or firm.income_year is None:
        return None
    try:
        return firm_size(firm.macro_sector, firm.annual_income, firm.income_year)
    except InvalidRecord:
        return None


def reason_in_uvt(found: SizeResult) -> str:
    """Such as ``612.000.000 pesos de 2025 son 12.289 UVT; el límite es 23.563``."""
    lang = language()
    position = sum(found.income > limit for limit in found.limits_pesos)
    largest = position == len(found.limits)
    text = (
        _("{pesos} pesos de {year} son {uvt} UVT; pasa de {limit}, el límite de la mediana.")
        if largest
        else _("{pesos} pesos de {year} son {uvt} UVT; el límite es {limit}.")
    )
    return text.format(
        pesos=formats.number(found.income, lang),
        year=found.year,
        uvt=formats.number(found.income_uvt, lang),
        limit=formats.number(found.limits[-1] if largest else found.limits[position], lang),
    )


def missing_for_size(firm: Firm) -> str:
    """What to fill in so that the size can be worked out."""
    if not firm.macro_sector:
        return _("Para calcular el tamaño falta decir si produce, presta servicios o comercia.")
    if firm.annual_income is None:
        return _("Para calcular el tamaño faltan los ingresos del año anterior.")
    return _("Para calcular el tamaño falta el año de los ingresos.")
