"""The last resort: something went wrong that nobody foresaw."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from advisor_app.i18n import _
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import button, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ErrorSheet(Sheet):
    """Says that the work is kept, what to do, and where the trace lies.

    Signals:
        wanted: ``support``, when the user would rather save the bundle.
    """

    wanted = Signal(str)

    def __init__(self, trace: str, file: Path | None, parent: QWidget) -> None:
        super().__init__(_("Algo falló en el programa"), parent, height=460)
        self.column.add(label(_("Lo que ya estaba guardado sigue guardado en este equipo.")))
        self.column.add(
            label(_("Puede seguir trabajando. Si vuelve a pasar, cierre el programa y ábralo."))
        )
        if file is not None:
            self.column.add(
                label(
                    _(
                        "Para quien dé soporte quedó una nota sin datos de empresas en {file}"
                    ).format(file=file),
                    "soft",
                )
            )
        self.trace = label(trace, "caption")
        self.column.add(self.trace)
        self.column.end()
        self.support = self.add_button(
            button(_("Guardar paquete para soporte"), clicked=self._want_support)
        )
        self.add_close(_("Seguir trabajando")).setFocus()

    def _want_support(self) -> None:
        self.accept()
        self.wanted.emit("support")
