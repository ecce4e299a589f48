"""How a returned diagnosis stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.i18n import _, ngettext
from ui.models.difference_words import when

if TYPE_CHECKING:
    from advisor_app.services.reviews import Review


def state(review: Review) -> str:
    """``Por corregir``, ``En corrección`` or ``Corregida``."""
    if review.state == "corrected":
        return _("Corregida")
    return _("En corrección") if review.corrected_id else _("Por corregir")


def about(review: Review) -> str:
    """The instrument, who returned it and when, and how many remarks."""
    count = ngettext("{n} observación", "{n} observaciones", review.remarks)
    told = (
        review.about,
        review.returned_by,
        when(review.returned_at),
        count.format(n=review.remarks),
    )
    return " · ".join(filter(None, told))
