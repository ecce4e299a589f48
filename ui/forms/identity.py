"""Who the firm is: public data only, enough for a first record."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.domain.firm import NO_IDENTIFICATION
from advisor_app.domain.places import shipped_places
from advisor_app.i18n import _
from ui.forms.bindings import (
    ChoiceBinding,
    CiiuBinding,
    FigureBinding,
    ListBinding,
    NitBinding,
    PlaceBinding,
    TextBinding,
)
from ui.forms.group import Group
from ui.forms.row import Row
from ui.models import words
from ui.widgets.basic import Banner, button
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.ciiu_edit import CiiuEdit
from ui.widgets.field import Field
from ui.widgets.municipality_edit import MunicipalityEdit
from ui.widgets.nit_edit import NitEdit
from ui.widgets.year_edit import YearEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.firm import Firm
    from advisor_app.services.firms import FirmRow


class IdentityGroup(Group):
    """Identification, name, place, sector and activity.

    Signals:
        twin_wanted: the id of another firm with the same NIT that the user wants to see.
    """

    twin_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._twin_id = ""
        self.id_type = ChoiceGroup(_id_types(), _("Identificación"))
        self.nit = NitEdit()
        self.legal_name = QLineEdit()
        self.trade_name = QLineEdit()
        self.legal_form = ChoiceList(words.options("legal_form"), empty=_("Elija"))
        self.municipality = MunicipalityEdit(shipped_places())
        self.sector = ChoiceList(words.sectors(), empty=_("Elija"))
        self.ciiu = CiiuEdit()
        self.registration_no = QLineEdit()
        self.renewed_year = YearEdit()
        self.other_activities = QLineEdit()
        self.twin_button = button(_("Abrir esa empresa"), clicked=self._open_twin)
        self.twin = Banner("", kind="attention", actions=[self.twin_button])
        self.twin.hide()
        self._lay_out()

    @classmethod
    def tab_name(cls) -> str:
        return _("Quién es")

    def show_twins(self, twins: Sequence[FirmRow]) -> None:
        """Warn that the NIT exists already, and offer the way to that record."""
        self.twin.setVisible(bool(twins))
        if not twins:
            return
        first = twins[0]
        self._twin_id = first.id
        self.twin.show_text(
            _("Este NIT ya está registrado: {firm}, {place}.").format(
                firm=first.name, place=first.place or _("sin municipio")
            ),
            _("Si es la misma empresa, ábrala. Si no, siga: las dos quedan enlazadas."),
            kind="attention",
        )

    def show_extras(self, *, shown: bool) -> None:
        """Ask for the registration and other activities too; a first record does without."""
        self.extras.setVisible(shown)

    def follow(self, record: object) -> None:
        firm = cast("Firm", record)
        self.nit.set_kind(firm.id_type)
        self.nit_field.setVisible(firm.id_type != NO_IDENTIFICATION)
        self.nit_field.set_name(_("NIT") if firm.id_type == "nit" else _("Número"))
        self.nit_field.set_hint(
            _("Con o sin puntos y dígito: 999.000.101-0") if firm.id_type == "nit" else ""
        )
        place = shipped_places().get(firm.divipola) if firm.divipola else None
        pdet = place.pdet_subregion if place else None
        self.place_field.set_hint(
            _("Municipio PDET, subregión {name}").format(name=pdet) if pdet else ""
        )

    def _lay_out(self) -> None:
        card = self.card(
            _("Quién es"), _("Datos públicos. Con el nombre y el municipio ya se puede registrar.")
        )
        self.name_field = Field(_("Nombre o razón social"), self.legal_name)
        self.trade_field = Field(_("Nombre comercial"), self.trade_name, _("Si usa otro"))
        self.type_field = Field(_("Identificación"), self.id_type)
        self.nit_field = Field(_("NIT"), self.nit)
        self.form_field = Field(_("Naturaleza"), self.legal_form)
        self.place_field = Field(_("Municipio"), self.municipality)
        self.sector_field = Field(_("Sector"), self.sector)
        self.ciiu_field = Field(_("Código CIIU"), self.ciiu)
        self.ciiu.division_changed.connect(self._say_division)
        self._say_division("")
        card.add(Row([self.name_field, self.trade_field], stretch=(3, 2)))
        card.add(self.type_field)
        card.add(self.twin)
        card.add(Row([self.nit_field, self.form_field]))
        card.add(self.place_field)
        card.add(Row([self.sector_field, self.ciiu_field]))
        self.bind(TextBinding(self.name_field, "legal_name"))
        self.bind(TextBinding(self.trade_field, "trade_name"))
        self.bind(ChoiceBinding(self.type_field, "id_type"))
        self.bind(NitBinding(self.nit_field, "nit", "nit_dv"))
        self.bind(ChoiceBinding(self.form_field, "legal_form"))
        self.bind(PlaceBinding(self.place_field, "divipola"))
        self.bind(ChoiceBinding(self.sector_field, "sector"))
        self.bind(CiiuBinding(self.ciiu_field, "ciiu_main"))
        self._lay_out_extras()

    def _lay_out_extras(self) -> None:
        self.extras = self.card(_("Registro y otras actividades"), _("Si los tiene a la mano."))
        number = Field(_("Matrícula mercantil"), self.registration_no)
        renewed = Field(_("Renovada en el año"), self.renewed_year)
        others = Field(
            _("Otros códigos CIIU"), self.other_activities, _("Separados por comas: 1081, 4711")
        )
        self.extras.add(Row([number, renewed, others], narrowest=220))
        self.bind(TextBinding(number, "registration_no"))
        self.bind(FigureBinding(renewed, "registration_renewed_year"))
        self.bind(ListBinding(others, "ciiu_secondary"))

    def _say_division(self, text: str) -> None:
        self.ciiu_field.set_hint(text or _("Cuatro cifras, o una palabra de la actividad"))

    def _open_twin(self) -> None:
        self.twin_wanted.emit(self._twin_id)


def _id_types() -> words.Options:
    """The kinds of identification, in words short enough to stand side by side."""
    short = {"cc": _("Cédula"), "ce": _("Cédula de extranjería"), "ppt": _("PPT")}
    return [(key, short.get(key, name)) for key, name in words.options("id_type")]
