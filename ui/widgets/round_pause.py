"""The moment between two rounds of questions: look at the result, or go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor_app.i18n import _, ngettext
from ui import theme
from ui.widgets.basic import label
from ui.widgets.icons import IconLabel
from ui.widgets.key_button import KeyButton


class RoundPause(QWidget):
    """Said once all questions of a round are answered.

    Signals:
        result_wanted: the result, now.
        go_on_wanted: the remaining questions, or the list of what is missing.
    """

    result_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.look().space
        centre = Qt.AlignmentFlag.AlignHCenter
        self.text = label("", "question")
        self.text.setAlignment(centre)
        self.detail = label("", "soft")
        self.detail.setAlignment(centre)
        self.result = KeyButton("R", _("Ver el resultado"))
        self.go_on = KeyButton("Enter", "", primary=True)
        self.result.clicked.connect(self.result_wanted)
        self.go_on.clicked.connect(self.go_on_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(space(12))
        column.addStretch(2)
        column.addWidget(IconLabel("done", "accent", 48), 0, centre)
        column.addWidget(self.text)
        column.addWidget(self.detail)
        column.addSpacing(space(12))
        buttons = QHBoxLayout()
        buttons.setSpacing(space(12))
        buttons.addStretch(1)
        buttons.addWidget(self.result)
        buttons.addWidget(self.go_on)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(3)

    def after_core(self, remaining: int) -> None:
        """The core questions are answered; so many remain."""
        self.text.setText(_("Ya hay un resultado. ¿Seguimos?"))
        self.detail.setText(
            ngettext(
                "Queda {n} pregunta para el diagnóstico completo. Nada se pregunta dos veces.",
                "Quedan {n} preguntas para el diagnóstico completo. Nada se pregunta dos veces.",
                remaining,
            ).format(n=remaining)
        )
        self.go_on.say(_("Seguir con las demás"))

    def after_all(self) -> None:
        """Every question is answered."""
        self.text.setText(_("Terminamos las preguntas."))
        self.detail.setText(
            _("Antes del resultado puede ver qué evidencia todavía podría cambiarlo.")
        )
        self.go_on.say(_("Ver lo que falta"))
