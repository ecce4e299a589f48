"""The visit that a paper form tells of: one that is known already, or its own day and hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.visit import OUTCOMES, WORKED, Outcome
from advisor_app.i18n import _, language
from ui import theme
from ui.forms.people_rows import PeopleRows
from ui.forms.row import Row
from ui.widgets.basic import Card
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.date import DateEdit
from ui.widgets.field import Field
from ui.widgets.money import NumberEdit
from ui.widgets.time import TimeEdit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from advisor_app.services.people import Person
    from advisor_app.services.visits import PastVisit, Visit

_NEW: Final = "new"


class PastVisitForm(Card):
    """Day, hours, place and people as they stand at the head of the sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("La visita"), parent)
        self._known: dict[str, Visit] = {}
        self.which = ChoiceList()
        self.day = DateEdit()
        self.start = TimeEdit()
        self.end = TimeEdit()
        self.breaks = NumberEdit()
        self.visit_place = QLineEdit()
        self.outcome = ChoiceGroup(
            [(key, name.in_(language())) for key, name in OUTCOMES.items() if key in WORKED]
        )
        self.next_visit = DateEdit()
        self.people = PeopleRows()
        self.fields = {
            "day": Field(_("Fecha"), self.day),
            "started_at": Field(_("Empezó a las"), self.start),
            "ended_at": Field(_("Terminó a las"), self.end),
            "break_minutes": Field(_("Pausas en minutos"), self.breaks),
            "next_visit_on": Field(_("Próxima visita"), self.next_visit),
        }
        self._lay_out()
        self.which.chosen.connect(self._follow)

    def _lay_out(self) -> None:
        fields = self.fields
        self.which_field = Field(_("De qué visita es la hoja"), self.which)
        self.add(self.which_field)
        self.own = QWidget()
        column = QVBoxLayout(self.own)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(12))
        names = ("day", "started_at", "ended_at", "break_minutes")
        column.addWidget(Row([fields[name] for name in names], narrowest=180))
        place = Field(_("Lugar"), self.visit_place)
        column.addWidget(Row([place, fields["next_visit_on"]], stretch=(3, 2)))
        column.addWidget(Field(_("Cómo terminó"), self.outcome))
        column.addWidget(Field(_("Quiénes estaban"), self.people))
        self.add(self.own)

    def offer(
        self, visits: Sequence[Visit], chosen: Visit | None, people: Sequence[Person]
    ) -> None:
        """Offer the visits that are known, the latest first, and one that is not."""
        self._known = {visit.id: visit for visit in visits}
        self.which.clear()
        self.which.addItem(_("Una que todavía no está aquí"), _NEW)
        for visit in reversed(visits):
            self.which.addItem(_told(visit), visit.id)
        self.which.set_value(chosen.id if chosen else _NEW)
        self.which_field.setVisible(bool(visits))
        self.day.set_value(None)
        self.start.set_value(None)
        self.end.set_value(None)
        self.breaks.set_value(0)
        self.visit_place.setText(visits[-1].place if visits else "")
        self.outcome.set_value(Outcome.DONE)
        self.next_visit.set_value(None)
        self.people.offer(people, names_allowed=True)
        self.show_problems({})
        self._follow()

    def allow_names(self, *, allowed: bool) -> None:
        """Whether names of people may be written down."""
        self.people.allow_names(allowed=allowed)

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.which if self._known else self.day

    @property
    def is_begun(self) -> bool:
        """Whether something was written that is kept nowhere yet."""
        lines = (self.day.line, self.start, self.end)
        return self.chosen is None and any(line.text().strip() for line in lines)

    @property
    def chosen(self) -> Visit | None:
        """The visit that is known already."""
        return self._known.get(self.which.value() or "")

    def settle(self, visit_id: str | None) -> None:
        """The visit is recorded: nothing of it is loose any more."""
        if visit_id is not None and self.chosen is None:
            self.day.set_value(None)
            self.start.set_value(None)
            self.end.set_value(None)

    def problems(self) -> Mapping[str, str]:
        """What is missing or no day or hour, by field."""
        if self.chosen is not None:
            return {}
        missing = _("Cópiela de la hoja.")
        found = {
            "day": self.day.problem() or ("" if self.day.value() else missing),
            "started_at": self.start.problem() or ("" if self.start.value() else missing),
            "ended_at": self.end.problem() or ("" if self.end.value() else missing),
            "break_minutes": self.breaks.problem(),
            "next_visit_on": self.next_visit.problem(),
        }
        return {name: problem for name, problem in found.items() if problem}

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each field what is wrong, and go to the first."""
        for name, field in self.fields.items():
            field.set_error(problems.get(name))
        wrong = next((one for name, one in self.fields.items() if problems.get(name)), None)
        if wrong is not None:
            wrong.input.setFocus()

    def value(self) -> Visit | PastVisit:
        """The visit as the fields say; only without ``problems``."""
        from advisor_app.services.visits import Participant, PastVisit

        if self.chosen is not None:
            return self.chosen
        day, start, end = self.day.value(), self.start.value(), self.end.value()
        assert day and start and end  # noqa: S101, PT018 - asked before: no problems
        return PastVisit(
            started_at=_moment(day, start),
            ended_at=_moment(day, end),
            break_minutes=int(self.breaks.value() or 0),
            place=self.visit_place.text().strip(),
            purpose=_("Diagnóstico de madurez en calidad"),
            outcome=Outcome(self.outcome.value() or Outcome.DONE),
            next_visit_on=self.next_visit.value(),
            participants=tuple(Participant(*one) for one in self.people.participants()),
        )

    def _follow(self, _key: Any = None) -> None:  # noqa: ANN401 - the signal's own
        self.own.setVisible(self.chosen is None)


def _moment(day: date, at: time) -> datetime:
    """The wall clock's time here as a moment."""
    return datetime.combine(day, at, UTC) - timedelta(minutes=clock.offset_minutes())


def _told(visit: Visit) -> str:
    day = formats.local(visit.started_at, visit.started_at_offset).date()
    told = _("Visita {number} · {day}").format(
        number=visit.number, day=formats.short_date(day, language())
    )
    return f"{told} · {visit.place}" if visit.place else told
