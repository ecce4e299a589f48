"""Who saw it: the names and documents of up to two witnesses."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.signature import Signer
from advisor_app.i18n import _
from ui import theme
from ui.forms.row import Row
from ui.widgets.field import Field


class Witnesses(QWidget):
    """Two rows; what is left empty is no witness."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(12))
        self.names = [QLineEdit(), QLineEdit()]
        self.numbers = [QLineEdit(), QLineEdit()]
        self.first = Field(_("Testigo 1"), self.names[0])
        others = [
            Field(_("Documento del testigo 1"), self.numbers[0]),
            Field(_("Testigo 2"), self.names[1]),
            Field(_("Documento del testigo 2"), self.numbers[1]),
        ]
        column.addWidget(Row([self.first, others[0]]))
        column.addWidget(Row(others[1:]))

    def value(self) -> tuple[Signer, ...]:
        """The witnesses who have a name."""
        rows = zip(self.names, self.numbers, strict=True)
        told = [(name.text().strip(), number.text().strip()) for name, number in rows]
        return tuple(Signer(name, "", number) for name, number in told if name)
