"""A year, which has no thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.money import NumberEdit

if TYPE_CHECKING:
    from decimal import Decimal


class YearEdit(NumberEdit):
    """Shown as ``2025``, not as ``2.025``."""

    def _shown(self, value: Decimal) -> str:
        return str(int(value))
