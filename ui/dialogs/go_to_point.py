"""Find a point of any list, or a question, that a piece of evidence is to back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from advisor_app.i18n import _, language
from ui.dialogs.find_row import FindRow
from ui.models.item_list import ItemRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from advisor_app.services.evidence import Point


class GoToPoint(FindRow):
    """The points of a firm that still change.

    Signals:
        chosen: the ``Point``.
    """

    chosen = Signal(object)

    def __init__(self, points: Sequence[Point], parent: QWidget) -> None:
        lang = language()
        self._points = {str(n): one for n, one in enumerate(points) if one.is_open}
        rows = [
            ItemRow(one.link.item, one.title.in_(lang), one.of.in_(lang), key)
            for key, one in self._points.items()
        ]
        super().__init__(_("Elegir un punto"), rows, parent)
        self.found.name(
            _("Número o palabra del punto"),
            _("Puntos"),
            _("Número o palabra, por ejemplo 3.2 o extintor"),
        )
        self.picked.connect(self._tell)

    def _tell(self, key: str) -> None:
        self.chosen.emit(self._points[key])
