"""The words of two editions side by side, the same on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.domain.editions import Change
from advisor_app.domain.market import short_name
from advisor_app.domain.text import Text
from advisor_app.formats import long_date
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.editions import Comparison

CHANGES: Final = {
    Change.SAME: Text("Igual", "Same"),
    Change.WIDER: Text("Pide más", "Asks for more"),
    Change.MOVED: Text("Cambia de lugar", "Moved"),
    Change.NEW: Text("Nuevo", "New"),
    Change.GONE: Text("Ya no está", "Gone"),
}


def dates_sentences(comparison: Comparison, lang: str) -> list[str]:
    """From which day the newer edition holds, until which the older, and what else is known."""
    _ = catalog(lang).text
    older, newer = comparison.older, comparison.newer
    told: list[str] = []
    if newer.valid_from is not None:
        told.append(
            _("{list} rige desde el {day}.").format(
                list=short_name(newer).in_(lang), day=long_date(newer.valid_from, lang)
            )
        )
    if older.valid_to is not None:
        unsure = _("Los certificados de {list} valen hasta el {day} (por confirmar).")
        sure = _("Los certificados de {list} valen hasta el {day}.")
        told.append(
            (unsure if comparison.until_confirm else sure).format(
                list=short_name(older).in_(lang), day=long_date(older.valid_to, lang)
            )
        )
    return told + [one.in_(lang) for one in comparison.dates]


def summary_sentence(comparison: Comparison, lang: str) -> str:
    """How much stays and how much changes."""
    counted = (f"{name.in_(lang)}: {comparison.count(change)}" for change, name in CHANGES.items())
    return f"{' · '.join(counted)}."


def unsure_sentence(lang: str) -> str:
    """What stands beside a map that nobody has held against the published standard."""
    _ = catalog(lang).text
    return _("Esta comparación está por confirmar con la norma publicada.")
