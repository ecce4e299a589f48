"""Two values of one statement side by side, each with the key that chooses it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.forms.row import Row
from ui.models import difference_words as words
from ui.widgets.basic import Banner, Card, button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advisor_app.domain.statement_words import Line
    from advisor_app.services.conflicts import Difference, Side


class DifferenceCard(Card):
    """One difference, with both sides and the reason.

    Signals:
        chosen: ``kept`` or ``lost``.
    """

    chosen = Signal(str)

    def __init__(self, difference: Difference, parent: QWidget | None = None) -> None:
        super().__init__(words.firm(difference), parent)
        self.difference = difference
        self.add(label(words.heading(difference), "name"))
        same, kept, lost = _told_apart(difference)
        if same:
            self.add(_lines(same))
        self.keep_button = KeyButton("1", _("Dejar esta"))
        self.take_button = KeyButton("2", _("Tomar esta"))
        self.keep_button.clicked.connect(partial(self.chosen.emit, "kept"))
        self.take_button.clicked.connect(partial(self.chosen.emit, "lost"))
        sides = (
            self._side(_("Lo que tiene la oficina"), difference.kept, kept, self.keep_button),
            self._side(_("La otra"), difference.lost, lost, self.take_button),
        )
        self.add(Row(sides, narrowest=300))
        if difference.now:
            self.add(
                Banner(
                    _("El dato cambió después. Ahora dice: {value}").format(
                        value=words.in_a_line(difference.now)
                    ),
                    _("Si lo de ahora está bien, deje la de la oficina."),
                )
            )
        self.reason = QLineEdit()
        self.reason.setMaxLength(300)
        self.add(Field(_("Motivo, si quiere"), self.reason))
        quick = (
            _("Lo verifiqué en la visita"),
            _("Lo confirmó la empresa"),
            _("Es el dato más reciente"),
            _("Fue un error al escribir"),
        )
        chips = [button(text, clicked=partial(self.reason.setText, text)) for text in quick]
        self.add(FlowButtons(chips))

    def _side(self, name: str, side: Side, told: Iterable[Line], choose: KeyButton) -> QWidget:
        card = Card(name)
        choose.setAccessibleDescription(f"{name}. {words.in_a_line(side.lines)}")
        card.add(label(words.origin(side), "soft"))
        card.add(_lines(told))
        card.add(FlowButtons([choose]))
        return card


def _told_apart(difference: Difference) -> tuple[list[Line], list[Line], list[Line]]:
    """What both sides say alike, and what only the one or the other says."""
    kept, lost = difference.kept.lines, difference.lost.lines
    same = [line for line in kept if line in lost]
    if len(same) == len(kept) == len(lost):  # two edits that came to the same
        return [], list(kept), list(lost)
    return same, [one for one in kept if one not in same], [one for one in lost if one not in same]


def _lines(told: Iterable[Line]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.look().space(2))
    for name, value in told:
        column.addWidget(label(name, "caption"))
        column.addWidget(label(value, "answer"))
    return made
