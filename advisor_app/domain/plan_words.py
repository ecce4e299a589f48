"""The words of an improvement plan, the same on screen, on paper and in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain.plan import Status
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.actions import Wait
    from advisor_app.domain.plan import Blocks, Quadrant


def status_name(status: Status, lang: str) -> str:
    """How far an action is."""
    _ = catalog(lang).text
    return {
        Status.PENDING: _("Por empezar"),
        Status.IN_PROGRESS: _("En marcha"),
        Status.DONE: _("Hecha"),
        Status.VERIFIED: _("Verificada"),
        Status.CANCELLED: _("Cancelada"),
    }[status]


def quadrant_name(quadrant: Quadrant, lang: str) -> str:
    """What impact and effort make of an action."""
    _ = catalog(lang).text
    return {
        "quick_win": _("Victoria rápida"),
        "project": _("Proyecto"),
        "fill_in": _("De relleno"),
        "later": _("Más adelante"),
    }[quadrant]


def blocks_name(blocks: Blocks, lang: str) -> str:
    """What an open action stands in the way of; empty for nothing."""
    _ = catalog(lang).text
    return {"law": _("La ley o la seguridad"), "standard": _("La norma"), "": ""}[blocks]


def wait_name(wait: Wait, lang: str) -> str:
    """Why an action waits; empty where it does not."""
    _ = catalog(lang).text
    return {
        "": "",
        "full": _("Espera: ya hay bastantes abiertas"),
        "hours": _("Espera: no alcanzan las horas"),
    }[wait]


def funding_name(funding: str, lang: str) -> str:
    """Who pays; empty while nobody said."""
    _ = catalog(lang).text
    known = {"programme": _("El programa"), "firm": _("La empresa"), "other": _("Otro")}
    return known.get(funding, funding)
