"""What a firm's record may say: one sentence beside each field that breaks a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.domain.choices import keys
from advisor_app.domain.ciiu import parse_ciiu
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.firm import NO_IDENTIFICATION, Firm
from advisor_app.domain.instrument import Profile, shipped_instrument, validate_profile
from advisor_app.domain.market import shipped_markets
from advisor_app.domain.nit import check_digit
from advisor_app.domain.size import shipped_sizes
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from advisor_app.domain.places import Places

# Limits of Colombia with its islands, WGS84; docs/rules.md, "The firm's record".
LATITUDE: Final = (Decimal("-4.3"), Decimal("13.6"))
LONGITUDE: Final = (Decimal(-82), Decimal("-66.8"))
ALTITUDE: Final = (Decimal(-10), Decimal(5800))
FIRST_YEAR: Final = 1900
LARGEST: Final = 999_999_999_999_999  # more than any firm earns, and what every base can hold
_CLOSED: Final = ("id_type", "legal_form", "macro_sector", "zone", "arl_risk_class",
                  "women_criterion")  # fmt: skip
_COUNTS: Final = ("workers_total", "workers_women", "workers_men", "workers_temporary",
                  "workers_family", "members", "members_women", "annual_income",
                  "exports_usd")  # fmt: skip
_NIT: Final = re.compile(r"[1-9][0-9]{5,9}")
_OTHER_NUMBER: Final = re.compile(r"[0-9A-Z]{4,15}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")

Problems = Mapping[str, str]


def validate_firm(firm: Firm, places: Places, today: date) -> dict[str, str]:
    """Field -> sentence for every rule that the record breaks; empty when it may be saved."""
    rules: tuple[Callable[[], Problems], ...] = (
        lambda: _names(firm),
        lambda: _identification(firm),
        lambda: _closed_lists(firm),
        lambda: _activities(firm),
        lambda: _profile(firm),
        lambda: _counts(firm),
        lambda: _workers(firm),
        lambda: _members(firm),
        lambda: _dates(firm, today),
        lambda: _income(firm, today),
        lambda: _location(firm, places),
        lambda: _market(firm),
    )
    problems: dict[str, str] = {}
    for rule in rules:
        for name, sentence in rule().items():
            problems.setdefault(name, sentence)
    return problems


def _names(firm: Firm) -> Problems:
    if firm.legal_name.strip():
        return {}
    return {"legal_name": _("Escriba el nombre o la razón social.")}


def _identification(firm: Firm) -> Problems:
    if not firm.nit:
        return {"nit_dv": _("Falta el número del NIT.")} if firm.nit_dv else {}
    if firm.id_type == NO_IDENTIFICATION:
        return {"id_type": _("Escribió un número: elija qué clase de identificación es.")}
    if firm.id_type == "passport":
        fits = _OTHER_NUMBER.fullmatch(firm.nit)
        return {} if fits else {"nit": _("Escriba de 4 a 15 letras o cifras, sin espacios.")}
    if not _NIT.fullmatch(firm.nit):
        return {"nit": _("Escriba de 6 a 10 cifras, sin puntos.")}
    return _check_digit(firm)


def _check_digit(firm: Firm) -> Problems:
    right = check_digit(firm.nit)
    may_be_absent = firm.id_type != "nit"  # a citizen card becomes a NIT only with the RUT
    if firm.nit_dv == right or (may_be_absent and not firm.nit_dv):
        return {}
    problem = _("El dígito escrito es {typed} y al NIT le corresponde {right}.")
    return {"nit_dv": problem.format(typed=firm.nit_dv or "·", right=right)}


def _closed_lists(firm: Firm) -> Problems:
    return {
        name: _("Elija una opción de la lista.")
        for name in _CLOSED
        if getattr(firm, name) and getattr(firm, name) not in keys(name)
    }


def _activities(firm: Firm) -> Problems:
    problems: dict[str, str] = {}
    for name, codes in (("ciiu_main", [firm.ciiu_main]), ("ciiu_secondary", firm.ciiu_secondary)):
        for code in codes:
            try:
                if code:
                    parse_ciiu(code)
            except InvalidRecord as error:
                problems[name] = error.problems["ciiu_main"]
    return problems


def _profile(firm: Firm) -> Problems:
    try:
        instrument = shipped_instrument()
        sector = firm.sector or instrument.sectors[0].key
        validate_profile(instrument, Profile(sector, firm.conditions))
    except InvalidRecord as error:
        known = error.problems
        return {name if name == "sector" else "conditions": known[name] for name in known}
    return {}


def _counts(firm: Firm) -> Problems:
    problems: dict[str, str] = {}
    for name in _COUNTS:
        count: int | Decimal | None = getattr(firm, name)
        if count is not None and count < 0:
            problems[name] = _("No puede ser menor que cero.")
        elif count is not None and count > LARGEST:
            most = formats.number(LARGEST, language())
            problems[name] = _("La cifra no puede pasar de {most}.").format(most=most)
    return problems


def _workers(firm: Firm) -> Problems:
    total, women, men = firm.workers_total, firm.workers_women, firm.workers_men
    if total is None:
        if women is None and men is None:
            return {}
        return {"workers_total": _("Falta el total de trabajadores.")}
    counted = (women or 0) + (men or 0)
    wrong = counted > total or (women is not None and men is not None and counted != total)
    if not wrong:
        return {}
    problem = _("Mujeres y hombres suman {counted} y el total dice {total}.")
    return {"workers_total": problem.format(counted=counted, total=total)}


def _members(firm: Firm) -> Problems:
    if firm.members_women is None or firm.members_women <= (firm.members or 0):
        return {}
    if firm.members is None:
        return {"members": _("Falta el total de asociados.")}
    return {"members_women": _("No puede haber más mujeres asociadas que asociados.")}


def _dates(firm: Firm, today: date) -> Problems:
    problems: dict[str, str] = {}
    if firm.founded_on is not None and firm.founded_on > today:
        problems["founded_on"] = _("La fecha de constitución no puede estar en el futuro.")
    year = firm.registration_renewed_year
    if year is not None and not FIRST_YEAR <= year <= today.year:
        problems["registration_renewed_year"] = _("Escriba un año entre {first} y {last}.").format(
            first=FIRST_YEAR, last=today.year
        )
    return problems


def _income(firm: Firm, today: date) -> Problems:
    if firm.income_year is None:
        if firm.annual_income is None:
            return {}
        return {"income_year": _("Diga de qué año son los ingresos.")}
    if firm.income_year > today.year:
        return {"income_year": _("El año de los ingresos no puede estar en el futuro.")}
    years = shipped_sizes().uvt
    if firm.income_year in years:
        return {}
    problem = _("Se conoce la UVT de {first} a {last}.")
    return {"income_year": problem.format(first=min(years), last=max(years))}


def _location(firm: Firm, places: Places) -> Problems:
    problems: dict[str, str] = {}
    if firm.divipola and places.get(firm.divipola) is None:
        problems["divipola"] = _("No se conoce ese municipio: elíjalo de la lista.")
    if (firm.lat is None) != (firm.lon is None):
        missing = "lat" if firm.lat is None else "lon"
        problems[missing] = _("Una ubicación necesita latitud y longitud.")
    for name, limits in (("lat", LATITUDE), ("lon", LONGITUDE), ("altitude", ALTITUDE)):
        value: Decimal | None = getattr(firm, name)
        if value is not None and not limits[0] <= value <= limits[1]:
            problems[name] = _("Ese valor queda fuera de Colombia.")
    return problems


def _market(firm: Firm) -> Problems:
    problems: dict[str, str] = {}
    if any(shipped_markets().standard(key) is None for key in firm.target_standards):
        problems["target_standards"] = _("Elija una opción de la lista.")
    if not all(_COUNTRY.fullmatch(code) for code in firm.export_countries):
        problems["export_countries"] = _("Cada país se escribe con dos letras, por ejemplo US.")
    return problems
