"""A new passphrase, typed twice, with its strength in words."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.passphrase import Strength, strength, strength_words
from ui.widgets.field import Field
from ui.widgets.secret import SecretEdit


class NewPassphrase(QWidget):
    """Two fields and a bar; ``problem`` says what is still wrong beside the field."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(12))
        self.first = SecretEdit()
        self.second = SecretEdit()
        self.first_field = Field(
            name or _("Contraseña"), self.first, strength_words(Strength.EMPTY)
        )
        self.second_field = Field(_("La misma contraseña otra vez"), self.second)
        self.meter = QProgressBar()
        self.meter.setRange(0, int(Strength.STRONG))
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName(_("Fuerza de la contraseña"))
        self.first.line.textChanged.connect(self._measure)
        self.second.line.textChanged.connect(self._forgive)
        self.first_field.place_below_editor(self.meter)
        for widget in (self.first_field, self.second_field):
            column.addWidget(widget)

    def text(self) -> str:
        """The passphrase."""
        return self.first.text()

    def clear(self) -> None:
        """Forget both."""
        self.first.clear()
        self.second.clear()

    def accepts(self) -> bool:
        """Whether the two agree and resist guessing; says beside the field what is wrong."""
        value = strength(self.text())
        if not value.is_enough:
            empty = value is Strength.EMPTY
            self.first_field.set_error(
                _("Escriba una contraseña.") if empty else strength_words(value)
            )
            self.first.line.setFocus()
            return False
        if self.second.text() != self.text():
            self.second_field.set_error(_("Las dos contraseñas no son iguales."))
            self.second.line.setFocus()
            return False
        return True

    def _measure(self, text: str) -> None:
        value = strength(text)
        self.meter.setValue(int(value))
        self.first_field.set_error(None)
        self.first_field.set_hint(strength_words(value))

    def _forgive(self) -> None:
        self.second_field.set_error(None)
