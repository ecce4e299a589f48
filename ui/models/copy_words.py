"""How the second copy stands, in words: short for the bar, whole for its screen."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from datetime import datetime

    from ui.copy_keeper import CopyKeeper

_MEGA: Final = Decimal(1_000_000)
ICONS: Final = {
    "never": ("laptop", "attention"),
    "behind": ("laptop", "soft_ink"),
    "copying": ("copies", "info"),
    "trouble": ("attention", "danger"),
    "same_disk": ("attention", "attention"),
    "twice": ("copies", "accent"),
}
"""Picture and colour of each light; there is always a word beside them."""


def heading(keeper: CopyKeeper) -> str:
    """One sentence that says it all."""
    light, made_at = keeper.light, keeper.state.made_at if keeper.state else None
    if light == "behind" and made_at is not None:
        return _("Solo en este equipo desde {when}").format(when=moment(made_at))
    sentences = {
        "": "",
        "never": _("Solo en este equipo"),
        "copying": _("Copiando… {n} %").format(n=keeper.percent),
        "trouble": _("La copia no se hizo"),
        "same_disk": _("Dos veces, en el mismo disco"),
        "twice": _("Este trabajo existe dos veces"),
    }
    return sentences[light]


def short(keeper: CopyKeeper) -> str:
    """The same where large type leaves little room."""
    words = {
        "never": _("Solo aquí"),
        "behind": _("Solo aquí"),
        "trouble": _("Sin copia"),
        "same_disk": _("Un solo disco"),
        "twice": _("Dos veces"),
    }
    return words.get(keeper.light) or heading(keeper)


def detail(keeper: CopyKeeper) -> str:
    """What it means and what comes next."""
    state = keeper.state
    if state is None or state.place is None:
        return _(
            "Si este equipo se pierde o se daña, se pierde todo. Elija una memoria USB, otro "
            "disco o una tarjeta: allí quedará una copia cifrada."
        )
    lines = [_("Lugar: {folder}").format(folder=state.place)]
    if state.made_at is not None:
        about = {"when": moment(state.made_at), "size": megabytes(state.size)}
        lines.append(_("Última copia buena: {when}, {size}.").format(**about))
    if state.made_at is not None and state.is_behind:
        lines.append(_("Lo que se escribió después existe una sola vez."))
    if state.cloud:
        lines.append(_("{cloud} la lleva a otra parte; va cifrada.").format(cloud=state.cloud))
    elif state.on_same_disk:
        lines.append(
            _("Está en el mismo disco que el trabajo: si el equipo se pierde, se pierden los dos.")
        )
    if not keeper.is_there:
        lines.append(absence(keeper))
    return "\n".join(lines)


def absence(keeper: CopyKeeper) -> str:
    """That the medium is not there, and what happens once it is."""
    if keeper.state is not None and not keeper.state.is_behind:
        return _("La memoria no está conectada ahora.")
    return _("La memoria no está conectada. Cuando vuelva, la copia se hará sola.")


def moment(at: datetime) -> str:
    """The time of today; with its day where it was another one."""
    local = formats.local(at, clock.offset_minutes())
    time = formats.clock_time(local, language())
    away = (clock.today() - local.date()).days
    if away == 0:
        return _("hoy, {time}").format(time=time)
    if away == 1:
        return _("ayer, {time}").format(time=time)
    return f"{formats.short_date(local.date(), language())}, {time}"


def opening(text: str) -> str:
    """The text as it begins a line."""
    return text[:1].upper() + text[1:]


def megabytes(size: int) -> str:
    """``512 MB``, and a decimal where it is little."""
    found = Decimal(size) / _MEGA
    return f"{formats.number(found, language(), 0 if found >= 10 else 1)}{formats.NBSP}MB"
