"""The words of the plan on paper: states, who pays, why something waits."""

from __future__ import annotations

from typing import Final

from advisor_app.domain.text import Text

STATES: Final = {
    "pending": Text("Por empezar", "To be started"),
    "in_progress": Text("En marcha", "Under way"),
    "done": Text("Hecha", "Done"),
    "verified": Text("Verificada", "Verified"),
    "cancelled": Text("Cancelada", "Cancelled"),
}
FUNDING: Final = {
    "programme": Text("programa", "programme"),
    "firm": Text("empresa", "firm"),
    "other": Text("otra fuente", "another source"),
    "": Text("por acordar", "to be agreed"),
}
BLOCKS: Final = {
    "law": Text("Bloquea: ley o seguridad", "Blocks: law or safety"),
    "standard": Text("Bloquea la norma", "Blocks the standard"),
}
WAITS: Final = {
    "full": Text(
        "Ya hay tantas acciones abiertas como la empresa puede llevar.",
        "There are as many open actions already as the firm can carry.",
    ),
    "hours": Text(
        "No cabe en las horas de apoyo contratadas.",
        "It does not fit into the contracted hours of support.",
    ),
}
MONTHS: Final = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
