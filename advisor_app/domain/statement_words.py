"""Stored values in the words that a person reads, where two of them are laid side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.answers import Evidence
from advisor_app.domain.choices import choice_name, shipped_choices
from advisor_app.domain.consent import METHODS as CONSENT_METHODS
from advisor_app.domain.consent import ConsentKind, consent_text
from advisor_app.domain.delivery import CHANNELS
from advisor_app.domain.delivery import STATES as DELIVERY_STATES
from advisor_app.domain.document import NAMES as DOCUMENTS
from advisor_app.domain.explain import evidence_name, level_name
from advisor_app.domain.explain_gap import STATES as GAP_STATES
from advisor_app.domain.explain_line import line_name
from advisor_app.domain.field_words import field_words
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.market import shipped_markets
from advisor_app.domain.places import shipped_places
from advisor_app.domain.plan import Status
from advisor_app.domain.plan_words import funding_name, status_name
from advisor_app.domain.quality_cost import QuickCost
from advisor_app.domain.routing import ServiceLine
from advisor_app.domain.signature import METHODS as SIGNING_METHODS
from advisor_app.domain.text import Text
from advisor_app.domain.visit import MODALITIES, OUTCOMES, ROLES
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Item

Values = Mapping[str, Any]
Line = tuple[str, str]

_STATES: Final = {
    "rated": Text("Calificada", "Rated"),
    "na": Text("No aplica", "Does not apply"),
    "not_verified": Text("Sin ver", "Not seen"),
    **{str(state): name for state, name in GAP_STATES.items()},
}
_OPEN: Final = Text("Abierta", "Open")
_WORDS: Final[dict[str, Mapping[Any, Text]]] = {
    "state": _STATES,
    "role": ROLES,
    "outcome": OUTCOMES,
    "modality": MODALITIES,
    "method": CONSENT_METHODS,
    "signing": SIGNING_METHODS,
    "channel": CHANNELS,
    "delivery": DELIVERY_STATES,
    "document": DOCUMENTS,
    "form": {"short": Text("Corto", "Short"), "full": Text("Completo", "Full")},
    "party": {
        "firm": Text("La empresa", "The firm"),
        "advisor": Text("El asesor", "The advisor"),
        "attendee": Text("Asistente", "Attendee"),
        "witness": Text("Testigo", "Witness"),
    },
    "review": {
        "returned": Text("Devuelta", "Returned"),
        "corrected": Text("Corregida", "Corrected"),
        "accepted": Text("Aceptada", "Accepted"),
    },
    "conflict": {
        "open": _OPEN,
        "auto": Text("Resuelta sola", "Settled by itself"),
        "resolved": Text("Resuelta", "Settled"),
    },
    "choice": {
        "kept": Text("Lo que tiene la oficina", "What the office has"),
        "lost": Text("La otra", "The other one"),
    },
    "yes_no": {1: Text("Sí", "Yes"), 0: Text("No", "No")},
    "deleted": {0: Text("Sigue", "Stays"), 1: Text("Borrado", "Deleted")},
}


@dataclass(frozen=True, slots=True)
class Point:
    """A question or a requirement, as its list words it."""

    code: str
    text: str
    item: Item | None = None


def statement(
    entity: str, values: Values, lang: str, point: Point | None = None
) -> tuple[Line, ...]:
    """A name and a value for each field that tells a reader something."""
    reader = _Reader(lang, point)
    return tuple(
        (words.name.in_(lang), reader.read(words.reads, value))
        for name, value in values.items()
        if (words := field_words(entity, name)).reads != "inside"
        and not (name == "state" and value == "rated" and values.get("level"))
    )


def empty_words(lang: str) -> str:
    """What stands where nothing was told."""
    return catalog(lang).text("Sin dato")


@dataclass(frozen=True, slots=True)
class _Reader:
    lang: str
    point: Point | None

    def read(self, reads: str, value: object) -> str:
        """The words of a value; whatever can't be read so is shown as it was written."""
        if value is None or value == "":
            return empty_words(self.lang)
        try:
            return self._words(reads, value)
        except (ArithmeticError, KeyError, LookupError, TypeError, ValueError):
            return str(value)

    def _words(self, reads: str, value: Any) -> str:  # noqa: ANN401 - a column's value
        lang = self.lang
        if reads in _WORDS:
            found = _WORDS[reads].get(value)
            return found.in_(lang) if found else str(value)
        if reads in shipped_choices():
            return choice_name(reads, str(value), lang)
        own: Callable[[_Reader, Any], str] | None = _READS.get(reads)
        return own(self, value) if own else str(value)

    def level(self, value: int) -> str:
        name = f"{value}, {level_name(int(value), self.lang)}"
        item = self.point.item if self.point else None
        return f"{name}: {item.levels[int(value) - 1].in_(self.lang)}" if item else name

    def checks(self, value: str) -> str:
        ticks = json.loads(value)
        item = self.point.item if self.point else None
        if not any(ticks):
            return catalog(self.lang).text("Ninguna")
        if item is None:
            return ", ".join(str(n) for n, tick in enumerate(ticks, 1) if tick)
        marks = zip(item.checks, ticks, strict=False)
        return "; ".join(text.in_(self.lang) for text, tick in marks if tick)

    def moment(self, value: str) -> str:
        local = formats.local(datetime.fromisoformat(value), clock.offset_minutes())
        day = formats.short_date(local.date(), self.lang)
        return f"{day}, {formats.clock_time(local, self.lang)}"

    def place(self, value: str) -> str:
        place = shipped_places().get(value)
        return place.shown if place else value

    def sector(self, value: str) -> str:
        names = {one.key: one.name.in_(self.lang) for one in shipped_instrument().sectors}
        return names.get(value, value)

    def standards(self, value: str) -> str:
        found = {one.key: one.name.in_(self.lang) for one in shipped_markets().standards}
        return self._joined([str(found.get(key, key)) for key in json.loads(value)])

    def conditions(self, value: str) -> str:
        asked = {one.key: one.question.in_(self.lang) for one in shipped_instrument().conditions}
        told = json.loads(value)
        yes_no = _WORDS["yes_no"]
        return self._joined(
            [f"{asked[k]} {yes_no[int(v)].in_(self.lang)}" for k, v in told.items() if k in asked]
        )

    def figures(self, value: str) -> str:
        cost = QuickCost.from_figures(json.loads(value))
        names = _FIGURES
        told = [
            f"{names[name].in_(self.lang)}: {formats.number(amount, self.lang)}"
            for name in names
            if (amount := cost.figure(name)) is not None
        ]
        return "; ".join(told) or empty_words(self.lang)

    def listed(self, value: str) -> str:
        return self._joined([str(one) for one in json.loads(value)])

    def told(self, value: str) -> str:
        count = len(json.loads(value))
        return catalog(self.lang).plural("{n} dato", "{n} datos", count).format(n=count)

    def _joined(self, words: list[str]) -> str:
        return ", ".join(words) or empty_words(self.lang)


_FIGURES: Final = {
    "monthly_sales": Text("Ventas del mes", "Sales of the month"),
    "scrapped_units": Text("Unidades que se botan", "Units thrown away"),
    "unit_cost": Text("Costo de cada una", "Cost of each"),
    "rework_hours": Text("Horas que se repiten", "Hours of rework"),
    "hour_cost": Text("Costo de la hora", "Cost of an hour"),
    "returns_value": Text("Devoluciones", "Returns"),
    "lost_sales": Text("Ventas perdidas", "Lost sales"),
    "margin_pct": Text("Margen en porcentaje", "Margin in percent"),
}
_READS: Final[dict[str, Callable[[_Reader, Any], str]]] = {
    "level": _Reader.level,
    "checks": _Reader.checks,
    "moment": _Reader.moment,
    "place": _Reader.place,
    "sector": _Reader.sector,
    "standards": _Reader.standards,
    "conditions": _Reader.conditions,
    "figures": _Reader.figures,
    "list": _Reader.listed,
    "told": _Reader.told,
    "money": lambda r, v: formats.pesos(int(v), r.lang),
    "share": lambda r, v: formats.percent(Decimal(v), r.lang),
    "day": lambda r, v: formats.short_date(date.fromisoformat(v), r.lang),
    "evidence": lambda r, v: evidence_name(Evidence(v), r.lang),
    "line": lambda r, v: line_name(ServiceLine(v), r.lang),
    "status": lambda r, v: status_name(Status(v), r.lang),
    "funding": lambda r, v: funding_name(v, r.lang),
    "consent": lambda r, v: consent_text(r.lang).names[ConsentKind(v)],
}
