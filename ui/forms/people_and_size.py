"""Size and people: income with its year, workers that add up, members of an association."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from advisor_app.domain import clock
from advisor_app.domain.explain import size_name
from advisor_app.i18n import _, language
from ui.forms.bindings import ChoiceBinding, DateBinding, FigureBinding, YesNoBinding, yes_no
from ui.forms.group import Group
from ui.forms.row import Row
from ui.models import words
from ui.models.size_words import missing_for_size, reason_in_uvt, size_of
from ui.widgets.basic import label
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.date import DateEdit
from ui.widgets.field import Field
from ui.widgets.money import MoneyEdit, NumberEdit
from ui.widgets.year_edit import YearEdit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.firm import Firm

WITH_MEMBERS: Final = frozenset(
    {"cooperative", "association", "nonprofit", "indigenous_council", "community_council"}
)


class SizeGroup(Group):
    """What gives the size by law, and how many people live from the firm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._firm: Firm | None = None
        self.macro_sector = ChoiceGroup(words.options("macro_sector"), _("Actividad principal"))
        self.income = MoneyEdit()
        self.income_year = YearEdit()
        self.size_shown = label("", "heading")
        self.size_reason = label("", "soft")
        self.workers: dict[str, NumberEdit] = {}
        self.risk_class = ChoiceList(words.options("arl_risk_class"), empty=_("No se sabe"))
        self.founded_on = DateEdit()
        self._lay_out_size()
        self._lay_out_people()
        self._lay_out_women()

    @classmethod
    def tab_name(cls) -> str:
        return _("Tamaño y gente")

    def follow(self, record: object) -> None:
        firm = cast("Firm", record)
        self._firm = firm
        found = size_of(firm)
        self.size_shown.setVisible(found is not None)
        self.size_shown.setText(size_name(found.size, language()) if found else "")
        self.size_reason.setText(reason_in_uvt(found) if found else missing_for_size(firm))
        has_members = firm.legal_form in WITH_MEMBERS or firm.members is not None
        for name in ("members", "members_women"):
            self.worker_fields[name].setVisible(has_members)

    def _lay_out_size(self) -> None:
        card = self.card(_("Tamaño"), _("Lo da la ley por los ingresos del año anterior."))
        macro = Field(_("Actividad principal"), self.macro_sector)
        income = Field(_("Ingresos del año"), self.income, _("Se puede escribir «80 millones»"))
        year = Field(_("Año de esos ingresos"), self.income_year)
        card.add(macro)
        card.add(Row([income, year]))
        card.add(self.size_shown)
        card.add(self.size_reason)
        self.bind(ChoiceBinding(macro, "macro_sector"))
        income_binding = self.bind(FigureBinding(income, "annual_income", whole=False))
        income_binding.edited.disconnect(self.edited)
        income_binding.edited.connect(self._add_year)
        self.bind(FigureBinding(year, "income_year"))

    def _lay_out_people(self) -> None:
        card = self.card(_("Gente"), _("Los temporales se cuentan aparte del total."))
        self.worker_fields: dict[str, Field] = {}
        for name, text in (
            ("workers_total", _("Trabajadores en total")),
            ("workers_women", _("Mujeres")),
            ("workers_men", _("Hombres")),
            ("workers_temporary", _("Temporales")),
            ("workers_family", _("De la familia")),
            ("members", _("Asociados en total")),
            ("members_women", _("Mujeres asociadas")),
        ):
            self.workers[name] = NumberEdit()
            self.worker_fields[name] = Field(text, self.workers[name])
            self.bind(FigureBinding(self.worker_fields[name], name))
        fields = list(self.worker_fields.values())
        for part in (fields[:3], fields[3:5], fields[5:]):
            card.add(Row(part, narrowest=180))
        risk = Field(_("Clase de riesgo ARL"), self.risk_class)
        founded = Field(_("Fecha de constitución"), self.founded_on)
        card.add(Row([risk, founded]))
        self.bind(ChoiceBinding(risk, "arl_risk_class"))
        self.bind(DateBinding(founded, "founded_on"))

    def _lay_out_women(self) -> None:
        card = self.card(_("Enfoque diferencial de la empresa"), _("Puede quedar en blanco."))
        rows: list[QWidget] = []
        for name, text in (
            ("women_led", _("¿La dirigen mujeres?")),
            ("women_owned", _("¿Es de propiedad de mujeres?")),
            ("popular_economy", _("¿Es de la economía popular?")),
            ("family_agriculture", _("¿Es agricultura campesina, familiar o comunitaria?")),
        ):
            field = Field(text, yes_no(text))
            self.bind(YesNoBinding(field, name))
            rows.append(field)
        card.add(Row(rows[:2]))
        criterion = Field(
            _("Por qué cuenta como empresa de mujeres"),
            ChoiceList(words.options("women_criterion"), empty=_("No aplica")),
        )
        card.add(criterion)
        card.add(Row(rows[2:]))
        self.bind(ChoiceBinding(criterion, "women_criterion"))

    def _add_year(self, values: Mapping[str, Any]) -> None:
        """Income is of the year before, unless somebody says another."""
        if self._firm is not None and self._firm.income_year is None and values["annual_income"]:
            values = {**values, "income_year": clock.today().year - 1}
        self.edited.emit(values)
