"""The recovery code: shown once, copied by hand, proved by typing one group back."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.text import fold
from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import button, label
from ui.widgets.field import Field


class RecoveryCode(QWidget):
    """First the code, then a question about one of its groups.

    Attributes:
        groups: the groups of the code.
        asked: the place of the group that is asked for, from 0.

    Signals:
        confirmed: the group was typed as it stands in the code.
    """

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups: list[str] = []
        self.asked = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(16))
        self.code = label("", "code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.code.setWordWrap(False)
        self.code.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.advice = label(
            _(
                "Anótelo en papel y guárdelo fuera del equipo. Es la única manera de entrar "
                "si olvida la contraseña, y no se volverá a mostrar."
            )
        )
        self.written = button(_("Ya lo anoté"), "primary", clicked=self._ask)
        self.typed = QLineEdit()
        self.typed.setMaxLength(20)
        self.typed.returnPressed.connect(self._check)
        self.field = Field("", self.typed)
        self.check = button(_("Comprobar"), "primary", clicked=self._check)
        self.again = button(_("Ver el código otra vez"), "link", clicked=self._show)
        self._first = (self.advice, self.code, self.written)
        self._second = (self.field, self.check, self.again)
        for widget in (*self._first, *self._second):
            column.addWidget(widget)

    def show_code(self, code: str) -> None:
        """Show a new code."""
        self.groups = code.split("-")
        lines = (f"{number}   {group}" for number, group in enumerate(self.groups, 1))
        self.code.setText("\n".join(lines))
        self.asked = secrets.randbelow(len(self.groups))
        self._show()

    def _show(self) -> None:
        self._turn(asking=False)
        self.written.setFocus()

    def _ask(self) -> None:
        self._turn(asking=True)
        self.typed.clear()
        self.field.set_error(None)
        self.field.set_name(
            _("Escriba el grupo {n} de los {all} de su hoja").format(
                n=self.asked + 1, all=len(self.groups)
            )
        )
        self.typed.setFocus()

    def _turn(self, *, asking: bool) -> None:
        for widget in self._first:
            widget.setVisible(not asking)
        for widget in self._second:
            widget.setVisible(asking)

    def _check(self) -> None:
        typed = fold(self.typed.text()).replace(" ", "").translate(str.maketrans("oil", "011"))
        if typed == fold(self.groups[self.asked]):
            self.confirmed.emit()
        else:
            self.field.set_error(_("No coincide. Compárelo con su hoja, letra por letra."))
            self.typed.selectAll()
            self.typed.setFocus()
