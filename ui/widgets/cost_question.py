"""One question about money lost: its figures, where each comes from, and what they amount to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import explain
from advisor_app.domain.quality_cost import FigureQuality, QuickCost
from advisor_app.i18n import _, language
from ui import theme
from ui.widgets.basic import Card, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field
from ui.widgets.money import MoneyEdit, NumberEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_PERCENT: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure to ask for: its name in the estimate, the words, and the field."""

    name: str
    words: str
    editor: NumberEdit


class CostQuestion(Card):
    """One or two figures side by side.

    Signals:
        edited: something was typed.
        changed: a figure or its source is settled.
    """

    edited = Signal()
    changed = Signal()

    def __init__(
        self, title: str, asked: Sequence[Asked], key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._key = key
        self._asked = tuple(asked)
        self.fields: dict[str, Field] = {}
        self.origins: dict[str, ChoiceGroup] = {}
        self.amount = label("", "name", wrap=False)
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"), 1)
        head.addWidget(self.amount, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.look().space(24))
        self._grid.setVerticalSpacing(theme.look().space(8))
        for column, one in enumerate(self._asked):
            self._add(column, one)
        if len(self._asked) == 1:
            self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)

    @property
    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self._asked[0].editor

    def show_cost(self, cost: QuickCost) -> None:
        """The figures given so far."""
        for one in self._asked:
            one.editor.set_value(cost.figure(one.name))
            given = cost.figure(one.name) is not None
            self.origins[one.name].set_value(cost.quality_of(one.name).value if given else None)

    def show_amount(self, cost: QuickCost) -> None:
        """What this question amounts to in a month."""
        line = next((line for line in cost.lines if line.key == self._key), None)
        known = line is not None and line.amount is not None
        self.amount.setText(formats.pesos(line.amount, language()) if known else "")  # type: ignore[union-attr,arg-type]  # known says so

    def figures(self) -> dict[str, object]:
        """The figures as they are written."""
        return {one.name: one.editor.value() for one in self._asked}

    def sources(self) -> dict[str, str]:
        """Where each figure comes from: an estimate until somebody says better."""
        return {
            one.name: self.origins[one.name].value() or FigureQuality.ESTIMATE.value
            for one in self._asked
            if one.editor.value() is not None
        }

    def settle(self) -> None:
        """Take what is typed, as if its field were left."""
        for one in self._asked:
            one.editor.settle()

    def _add(self, column: int, one: Asked) -> None:
        lang = language()
        field = Field(one.words, one.editor)
        origin = ChoiceGroup(
            [
                (kind.value, explain.figure_quality_name(kind, lang).capitalize())
                for kind in FigureQuality
            ],
            _("De dónde sale la cifra: {words}").format(words=one.words),
        )
        self.fields[one.name], self.origins[one.name] = field, origin
        self._grid.addWidget(field, 0, column)
        self._grid.addWidget(origin, 1, column)
        self._grid.setColumnStretch(column, 1)
        one.editor.textEdited.connect(self.edited)
        one.editor.editingFinished.connect(self._check)
        one.editor.changed.connect(self._settled)
        origin.chosen.connect(self._chosen)

    def _check(self) -> None:
        for one in self._asked:
            self.fields[one.name].set_error(one.editor.problem())

    def _settled(self) -> None:
        self._check()
        for one in self._asked:
            if one.editor.value() is not None and self.origins[one.name].value() is None:
                self.origins[one.name].set_value(FigureQuality.ESTIMATE.value)
        self.changed.emit()

    def _chosen(self, _kind: object) -> None:
        self.changed.emit()


def questions() -> tuple[CostQuestion, ...]:
    """The five questions, in the order of asking."""
    return (
        CostQuestion(
            _("Las ventas"),
            [Asked("monthly_sales", _("¿Cuánto vende en un mes normal?"), MoneyEdit())],
        ),
        CostQuestion(
            explain.cost_line_name("scrap", language()),
            [
                Asked(
                    "scrapped_units", _("¿Cuántas unidades o kilos al mes?"), NumberEdit(places=1)
                ),
                Asked("unit_cost", _("¿Cuánto cuesta cada una?"), MoneyEdit()),
            ],
            "scrap",
        ),
        CostQuestion(
            explain.cost_line_name("rework", language()),
            [
                Asked("rework_hours", _("¿Cuántas horas de trabajo al mes?"), NumberEdit(places=1)),
                Asked("hour_cost", _("¿Cuánto cuesta una hora?"), MoneyEdit()),
            ],
            "rework",
        ),
        CostQuestion(
            explain.cost_line_name("returns", language()),
            [Asked("returns_value", _("¿Cuánto suman en un mes?"), MoneyEdit())],
            "returns",
        ),
        CostQuestion(
            explain.cost_line_name("lost_sales", language()),
            [
                Asked("lost_sales", _("¿Cuánto valían los pedidos que se fueron?"), MoneyEdit()),
                Asked(
                    "margin_pct",
                    _("¿Qué porcentaje le queda de una venta?"),
                    NumberEdit(places=1, most=_MOST_PERCENT),
                ),
            ],
            "lost_sales",
        ),
    )
