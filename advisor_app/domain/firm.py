"""A firm or productive unit: what is written down about it, and what may be before consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from advisor_app.domain.places import Places

NO_IDENTIFICATION: Final = "none"


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm; an empty text or None means that it was not asked yet."""

    id: str
    id_type: str = "nit"
    nit: str = ""
    nit_dv: str = ""
    office_code: str = ""
    legal_name: str = ""
    trade_name: str = ""
    legal_form: str = ""
    registration_no: str = ""
    registration_renewed_year: int | None = None
    ciiu_main: str = ""
    ciiu_secondary: tuple[str, ...] = ()
    sector: str = ""
    macro_sector: str = ""
    annual_income: Decimal | None = None
    income_year: int | None = None
    workers_total: int | None = None
    workers_women: int | None = None
    workers_men: int | None = None
    workers_temporary: int | None = None
    workers_family: int | None = None
    members: int | None = None
    members_women: int | None = None
    arl_risk_class: str = ""
    founded_on: date | None = None
    divipola: str = ""
    zone: str = ""
    vereda: str = ""
    address: str = ""
    lat: Decimal | None = None
    lon: Decimal | None = None
    altitude: Decimal | None = None
    women_led: bool | None = None
    women_owned: bool | None = None
    women_criterion: str = ""
    popular_economy: bool | None = None
    family_agriculture: bool | None = None
    exports_now: bool | None = None
    export_countries: tuple[str, ...] = ()
    exports_usd: Decimal | None = None
    target_market: str = ""
    target_standards: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    conditions: Mapping[str, bool] = field(default_factory=dict[str, bool], hash=False)
    market_commitment: bool | None = None
    access_note: str = ""
    demo: bool = False

    @property
    def shown_name(self) -> str:
        """The name people use: the trade name, or else the legal one."""
        return self.trade_name or self.legal_name


# Data of the firm itself, as any register shows them; all else waits for the first consent.
PUBLIC_FIELDS: Final = frozenset(
    {
        "id", "id_type", "nit", "nit_dv", "office_code", "legal_name", "trade_name", "legal_form",
        "registration_no", "registration_renewed_year", "ciiu_main", "ciiu_secondary", "sector",
        "macro_sector", "founded_on", "divipola", "zone", "demo",
    }
)  # fmt: skip


def validate_firm(firm: Firm, places: Places, today: date) -> dict[str, str]:
    """Field -> sentence for every rule that the record breaks; empty when it may be saved."""
    from advisor_app.domain import firm_rules

    return firm_rules.validate_firm(firm, places, today)
