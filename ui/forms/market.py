"""Where the firm wants to sell and which standard that market asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.forms.bindings import (
    Binding,
    FigureBinding,
    ListBinding,
    TextBinding,
    YesNoBinding,
    yes_no,
)
from ui.forms.group import Group
from ui.forms.row import Row
from ui.models import words
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.money import NumberEdit

if TYPE_CHECKING:
    from collections.abc import Sequence


class StandardsPicker(QWidget):
    """The standards aimed at, added from a list and taken away one by one.

    Signals:
        changed: the user added or took away a standard.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(8))
        self._chosen: list[str] = []
        self._shown: FlowButtons | None = None
        self._buttons: dict[str, QPushButton] = {}
        self.adder = ChoiceList(words.standards(), empty=_("Agregar una norma"))
        self.adder.chosen.connect(self._add)
        self.setFocusProxy(self.adder)
        column.addWidget(self.adder)

    def value(self) -> tuple[str, ...]:
        """The keys chosen, in order."""
        return tuple(self._chosen)

    def set_value(self, keys: tuple[str, ...]) -> None:
        """Show standards as chosen; ``changed`` stays silent."""
        self._chosen = list(keys)
        self._show()

    def take_away_button(self, key: str) -> QPushButton:
        """The button of a chosen standard."""
        return self._buttons[key]

    def _show(self) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = FlowButtons()
        self._buttons = {}
        for key in self._chosen:
            made = button(
                words.standard_name(key), icon="close", clicked=partial(self._take_away, key)
            )
            made.setAccessibleName(_("Quitar {name}").format(name=words.standard_name(key)))
            self._shown.add(made)
            self._buttons[key] = made
        self._shown.setVisible(bool(self._chosen))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._shown)

    def _add(self, key: object) -> None:
        self.adder.setCurrentIndex(0)
        if key is not None and str(key) not in self._chosen:
            self._chosen.append(str(key))
            self._show()
            self.changed.emit()

    def _take_away(self, key: str) -> None:
        self._chosen.remove(key)
        self._show()
        self.adder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class StandardsBinding(Binding):
    """The target standards."""

    def __init__(self, field: Field, name: str, picker: StandardsPicker) -> None:
        super().__init__(field, name)
        self._picker = picker
        picker.changed.connect(self.commit)

    def _write(self, values: Sequence[Any]) -> None:
        self._picker.set_value(tuple(values[0] or ()))

    def _read(self) -> tuple[Any, ...]:
        return (self._picker.value(),)


class MarketGroup(Group):
    """Products, markets, exports and target standards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target_market = QLineEdit()
        suggestions = QCompleter(words.market_names(), self.target_market)
        suggestions.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        suggestions.setFilterMode(Qt.MatchFlag.MatchContains)
        offers = QListView()
        offers.setAccessibleName(_("Mercados"))
        suggestions.setPopup(offers)
        self.target_market.setCompleter(suggestions)
        self.standards = StandardsPicker()
        self.products = QLineEdit()
        self.countries = QLineEdit()
        self.exports_usd = NumberEdit()
        self._lay_out()

    @classmethod
    def tab_name(cls) -> str:
        return _("Mercado y norma")

    def _lay_out(self) -> None:
        card = self.card(_("Qué vende y a quién quiere vender"))
        products = Field(
            _("Productos o servicios principales"), self.products, _("Separados por comas")
        )
        market = Field(_("Mercado objetivo"), self.target_market)
        order = Field(
            _("¿Tiene un pedido, carta o licitación que lo exija?"), yes_no(_("Compromiso"))
        )
        card.add(products)
        card.add(Row([market, order]))
        self.bind(ListBinding(products, "products"))
        self.bind(TextBinding(market, "target_market"))
        self.bind(YesNoBinding(order, "market_commitment"))
        aim = self.card(_("Norma objetivo"))
        picker = Field(_("Norma que le piden o que quiere"), self.standards)
        aim.add(picker)
        self.bind(StandardsBinding(picker, "target_standards", self.standards))
        self._lay_out_exports()

    def _lay_out_exports(self) -> None:
        card = self.card(_("Exportaciones"))
        exports = Field(_("¿Exporta hoy?"), yes_no(_("¿Exporta hoy?")))
        countries = Field(_("Países"), self.countries, _("Con dos letras: US, DE, EC"))
        amount = Field(_("Exportado en un año, en dólares"), self.exports_usd)
        card.add(exports)
        card.add(Row([countries, amount]))
        card.add(label(_("En blanco si no lo sabe."), "caption"))
        self.bind(YesNoBinding(exports, "exports_now"))
        self.bind(ListBinding(countries, "export_countries", upper=True))
        self.bind(FigureBinding(amount, "exports_usd", whole=False))
