"""The ways a document can take out of the laptop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from advisor_app.i18n import _
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import button
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

TELEPHONE: Final = "telephone"
STICK: Final = "usb"
PICTURE: Final = "picture"
FILE: Final = "file"
LATER: Final = "later"
PRINT: Final = "print"

_AROUND: Final = 170
_EACH: Final = 78


class HandOverSheet(Sheet):
    """One row for each way; use ``open()``.

    Signals:
        chosen: the way to take.
    """

    chosen = Signal(str)

    def __init__(self, ways: Sequence[str], parent: QWidget) -> None:
        height = _AROUND + len(ways) * _EACH
        super().__init__(_("Entregar"), parent, width=640, height=height)
        offered = {
            TELEPHONE: (
                _("Al teléfono"),
                _("Lo descarga leyendo un código, por la red de este equipo y sin internet"),
                "phone",
            ),
            STICK: (
                _("A una memoria USB"),
                _("El PDF, comprobado después de copiarlo"),
                "stick",
            ),
            PICTURE: (
                _("Página 1 como imagen"),
                _("Un archivo PNG para enviarlo por mensajes"),
                "camera",
            ),
            PRINT: (_("Imprimir"), _("En una impresora de este equipo"), "print"),
            FILE: (
                _("Guardar PDF para enviarlo"),
                _("El programa no envía: envíelo usted y luego márquelo como enviado"),
                "save",
            ),
            LATER: (
                _("Enviar después"),
                _("Queda en «Por entregar» hasta que haya red o llegue la próxima visita"),
                "clock",
            ),
        }
        self.rows: dict[str, RowButton] = {}
        for way in ways:
            name, detail, icon = offered[way]
            row = RowButton(name, detail, icon=icon)
            row.clicked.connect(partial(self._take, way))
            self.rows[way] = row
            self.column.add(row)
        self.column.body.setSpacing(0)
        self.column.end()
        self.close_button = self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.rows[ways[0]].setFocus()

    def _take(self, way: str) -> None:
        self.accept()
        self.chosen.emit(way)
