"""What this program is, its version, and the licences it stands on."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from advisor_app.i18n import _
from advisor_app.paths import resource
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import label


def version() -> str:
    """The program's version."""
    try:
        return metadata.version("advisor-app")
    except metadata.PackageNotFoundError:
        return "0"


class AboutSheet(Sheet):
    """Name, version and licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Acerca de Advisor"), parent)
        self.column.add(label(_("Versión {version}").format(version=version()), "heading"))
        self.column.add(
            label(
                _(
                    "Diagnóstico de madurez de la calidad en el campo: sin red, cifrado, "
                    "con el informe impreso antes de salir de la empresa."
                )
            )
        )
        self.column.add(
            label(
                _(
                    "Licencia Apache 2.0. Usa Qt y PySide6 (LGPL 3), cuyas bibliotecas pueden "
                    "reemplazarse en la carpeta del programa, y la letra Source Sans (OFL 1.1)."
                )
            )
        )
        self.licence = QPlainTextEdit()
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        self.licence.setAccessibleName(_("Licencia de la letra"))
        self.licence.setPlainText(resource("fonts", "OFL.txt").read_text(encoding="utf-8"))
        self.column.body.addWidget(self.licence, 1)
        self.add_close(_("Cerrar")).setFocus()
