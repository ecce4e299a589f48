"""Who said something, when and on which laptop; and how a difference was settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from advisor_app.services.conflicts import Difference, Side


def heading(difference: Difference) -> str:
    """What the difference is about: ``Respuesta · D1.1 · ¿Los procesos…?``."""
    return " · ".join(filter(None, (difference.kind, difference.about)))


def firm(difference: Difference) -> str:
    """The firm and where it is."""
    return " · ".join(filter(None, (difference.firm_name, difference.place)))


def origin(side: Side) -> str:
    """Who, when, and on which laptop."""
    where = {"here": _("este computador"), "office": _("la oficina")}
    told = (side.by, when(side.at), where.get(side.where, _("otro computador")))
    return " · ".join(filter(None, told))


def when(moment: datetime | None) -> str:
    """Day and time of a moment, at the local time."""
    if moment is None:
        return ""
    local = formats.local(moment, clock.offset_minutes())
    day = formats.short_date(local.date(), language())
    return f"{day}, {formats.clock_time(local, language())}"


def settled(difference: Difference) -> str:
    """How it was settled, and by whom."""
    if difference.state == "auto":
        return _("Quedó lo más reciente")
    chosen = {"lost": _("Se tomó la otra"), "kept": _("Quedó lo de la oficina")}
    words = (
        chosen.get(difference.choice or "kept", ""),
        difference.resolved_by,
        when(difference.resolved_at),
        difference.reason,
    )
    return " · ".join(filter(None, words))


def in_a_line(lines: Iterable[tuple[str, str]]) -> str:
    """A value on one line: ``Nivel: 3, …; Nota: …``."""
    return "; ".join(f"{name}: {value.rstrip('.')}" for name, value in lines)
