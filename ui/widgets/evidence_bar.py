"""How a level was seen: said, observed or verified, asked from level 3 up."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from advisor_app.domain.answers import Evidence
from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import label
from ui.widgets.key_button import KeyButton

KEYS: Final = {"D": Evidence.DECLARED, "O": Evidence.OBSERVED, "V": Evidence.VERIFIED}


class EvidenceBar(QWidget):
    """Three buttons that keep their place even while nothing is asked.

    Signals:
        graded: the evidence grade chosen.
    """

    graded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look().space(6))
        self.asked = label(_("Lo vi como"), "soft", wrap=False)
        row.addWidget(self.asked)
        words = {
            Evidence.DECLARED: (_("Dicho"), _("Solo lo dice: cuenta hasta el nivel 2")),
            Evidence.OBSERVED: (_("Observado"), _("Lo vi: documento, sitio o práctica")),
            Evidence.VERIFIED: (_("Verificado"), _("Registros de tres meses, o tres muestras")),
        }
        self.buttons: dict[Evidence, KeyButton] = {}
        for key, evidence in KEYS.items():
            word, meaning = words[evidence]
            button = KeyButton(key, word, one_of_several=True)
            button.setCheckable(True)
            button.setToolTip(meaning)
            button.setAccessibleDescription(meaning)
            button.setProperty("evidence", evidence.value)
            row.addWidget(button)
            self.buttons[evidence] = button
        self.buttons[Evidence.DECLARED].clicked.connect(self._declared)
        self.buttons[Evidence.OBSERVED].clicked.connect(self._observed)
        self.buttons[Evidence.VERIFIED].clicked.connect(self._verified)
        self.keep_place(keep=True)

    def keep_place(self, *, keep: bool) -> None:
        """Whether its room stays free while nothing is asked."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(keep)
        self.setSizePolicy(policy)

    def show_grade(self, grade: Evidence | None, *, asked: bool) -> None:
        """Show the grade chosen, or nothing at all where none is asked."""
        self.setVisible(asked)
        for evidence, button in self.buttons.items():
            button.setChecked(evidence is grade)

    def _declared(self) -> None:
        self.graded.emit(Evidence.DECLARED)

    def _observed(self) -> None:
        self.graded.emit(Evidence.OBSERVED)

    def _verified(self) -> None:
        self.graded.emit(Evidence.VERIFIED)
