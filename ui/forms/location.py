"""Where the firm is and how one gets there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _
from ui.forms.bindings import ChoiceBinding, FigureBinding, NoteBinding, TextBinding
from ui.forms.group import Group
from ui.forms.row import Row
from ui.models import words
from ui.models.coordinate import parse_coordinate, shown_coordinate
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field
from ui.widgets.money import NumberEdit
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from collections.abc import Sequence


class CoordinateBinding(TextBinding):
    """A latitude or longitude, with a comma or a point."""

    def _write(self, values: Sequence[Any]) -> None:
        super()._write([shown_coordinate(values[0])])

    def _read(self) -> tuple[Any, ...]:
        (text,) = super()._read()
        try:
            return (parse_coordinate(text),)
        except ValueError as error:
            sentence = _("Escriba los grados con decimales, por ejemplo 2,4448 o -76,6147.")
            raise InvalidRecord(sentence, {self.names[0]: sentence}) from error


class LocationGroup(Group):
    """Zone, address, an optional position, and a private note about the way there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = ChoiceGroup(words.options("zone"), _("Zona"))
        self.vereda = QLineEdit()
        self.address = QLineEdit()
        self.lat = QLineEdit()
        self.lon = QLineEdit()
        self.altitude = NumberEdit()
        self.access_note = NoteEdit()
        self._lay_out()

    @classmethod
    def tab_name(cls) -> str:
        return _("Ubicación y acceso")

    def _lay_out(self) -> None:
        card = self.card(_("Dónde queda"))
        zone = Field(_("Zona"), self.zone)
        vereda = Field(_("Vereda, barrio o resguardo"), self.vereda)
        address = Field(_("Dirección o cómo llegar"), self.address)
        card.add(zone)
        card.add(Row([vereda, address], stretch=(2, 3)))
        self.bind(ChoiceBinding(zone, "zone"))
        self.bind(TextBinding(vereda, "vereda"))
        self.bind(TextBinding(address, "address"))
        position = self.card(_("Posición"), _("Si el GPS la da. Puede quedar en blanco."))
        lat = Field(_("Latitud"), self.lat)
        lon = Field(_("Longitud"), self.lon, _("En Colombia empieza por -6, -7 u -8"))
        altitude = Field(_("Altura en metros"), self.altitude)
        position.add(Row([lat, lon, altitude], narrowest=200))
        self.bind(CoordinateBinding(lat, "lat"))
        self.bind(CoordinateBinding(lon, "lon"))
        self.bind(FigureBinding(altitude, "altitude"))
        access = self.card(
            _("Acceso y seguridad"),
            _(
                "Nota privada: permiso de la comunidad, intérprete, horarios, seguridad de la vía. "
                "No sale en ningún informe."
            ),
        )
        note = Field(_("Nota de acceso"), self.access_note)
        access.add(note)
        self.bind(NoteBinding(note, "access_note"))
