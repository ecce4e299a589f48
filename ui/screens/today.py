"""What the advisor needs at six in the morning: what waits, what comes, what was last."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.i18n import _, language, ngettext
from ui.models import copy_words, exchange_words
from ui.screens.base import Screen
from ui.widgets.basic import Card, Column, EmptyState, button, label
from ui.widgets.flow import FlowButtons
from ui.widgets.row_button import RowButton
from ui.widgets.signing_places import unsigned_row

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from advisor_app.services.changes import Changes
    from advisor_app.services.signature_rows import Pending
    from advisor_app.services.today import Draft, PlannedVisit, RecentFirm, TodayView
    from ui.context import Context
    from ui.copy_keeper import CopyKeeper

_RECENT = 5
T = TypeVar("T")


class TodayScreen(Screen):
    """Greets, then shows drafts, planned visits and recent firms; empty, the one first step."""

    route = "today"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        self.greeting = label("", "title")
        self.day = label("", "soft")
        self.new_firm = button(
            _("Registrar una empresa"), "primary", icon="plus", clicked=self._register
        )
        greeting = QVBoxLayout()
        greeting.setSpacing(0)
        greeting.addWidget(self.greeting)
        greeting.addWidget(self.day)
        head = QHBoxLayout()
        head.addLayout(greeting, 1)
        head.addWidget(self.new_firm)
        self.column.body.addLayout(head)
        self.first_step = button(
            _("Registrar la primera empresa"), "primary", icon="plus", clicked=self._register
        )
        self.empty = EmptyState(
            "sprout",
            _("Registre su primera empresa"),
            self.first_step,
            detail=_(
                "Con el nombre y el municipio basta para empezar; lo demás puede venir después."
            ),
        )
        self.drafts = Card(_("Para seguir"))
        self.planned = Card(_("Próximas visitas"))
        self.unsigned = Card(_("Por firmar"))
        self.pending = Card(_("Por entregar"))
        self.recent = Card(_("Recientes"))
        self.once = Card(_("Existe una sola vez"))
        self.office = Card(_("De la oficina"))
        begun, waiting = (self.drafts, self.unsigned), (self.pending, self.once)
        self._cards = (self.office, *begun, self.planned, *waiting, self.recent)
        for widget in (self.empty, *self._cards):
            widget.hide()
            self.column.add(widget)
        self.paper = button(
            _("Formularios en papel"), "quiet", icon="print", clicked=self._take_paper
        )
        self.column.add(FlowButtons([self.paper]))
        self.column.end()
        self._rows: list[RowButton] = []
        self._filled: dict[Card, tuple[object, list[RowButton]]] = {}
        self._is_fresh = False
        self._firms = 0
        context.copies.changed.connect(self._show_once)
        context.exchange.changed.connect(self._show_office)

    def title(self) -> str:
        return _("Hoy")

    def help_text(self) -> str:
        return _(
            "Aquí empieza el día: los diagnósticos que quedaron a medias, las visitas que vienen "
            "y las últimas empresas en que trabajó.\n\n"
            "Si algún documento quedó por firmar o por entregar, también lo dice.\n\n"
            "Toque una fila para seguir donde quedó. Con Ctrl+K encuentra cualquier empresa por "
            "su nombre, NIT o municipio."
        )

    def open(self) -> None:
        self._is_fresh = True
        self._greet()
        self._read()

    def first_focus(self) -> QWidget:
        if self.empty.isVisibleTo(self):
            return self.first_step
        return self._rows[0] if self._rows else self.new_firm

    def on_changes(self, changes: Changes) -> None:
        self._read()

    def _read(self) -> None:
        session = self.context.session
        if session is not None:
            self.context.tasks.run(session.visits.today, self._show)
            self.context.tasks.run(session.visits.pending_changes, self.context.show_waiting)

    def _greet(self) -> None:
        now = formats.local(clock.now(), clock.offset_minutes())
        session = self.context.session
        name = session.advisor.name.split()[0] if session and session.advisor.name else ""
        if now.hour < 12:
            words = _("Buenos días, {name}") if name else _("Buenos días")
        elif now.hour < 18:
            words = _("Buenas tardes, {name}") if name else _("Buenas tardes")
        else:
            words = _("Buenas noches, {name}") if name else _("Buenas noches")
        self.greeting.setText(words.format(name=name))
        self.day.setText(formats.long_date(clock.today(), language()))

    def _show(self, view: TodayView) -> None:
        held = self.window().focusWidget()
        self.empty.setVisible(view.firms == 0)
        self.new_firm.setVisible(view.firms > 0)
        waiting = {one.firm_id for one in (*view.drafts, *view.planned)}
        self._firms = view.firms
        self._show_once()
        others = tuple(one for one in view.recent if one.firm_id not in waiting)[:_RECENT]
        self._show_office()
        self._rows = [
            *self._rows_of(self.office),
            *self._fill(self.drafts, view.drafts, self._draft_row),
            *self._fill(self.unsigned, view.unsigned, self._unsigned_row),
            *self._fill(self.planned, view.planned, self._planned_row),
            *self._fill(self.pending, (view.waiting,) if view.waiting else (), self._waiting_row),
            *self._rows_of(self.once),
            *self._fill(self.recent, others, self._recent_row),
        ]
        row_is_gone = isinstance(held, RowButton) and held not in self._rows
        if self._is_fresh or row_is_gone:
            if self._is_fresh:  # once the new rows have their places
                QTimer.singleShot(0, self, self._to_top)
            self._is_fresh = False
            self.first_focus().setFocus()

    def _show_once(self) -> None:
        """What exists here only, once there is something to lose."""
        keeper = self.context.copies
        alone = self._firms > 0 and keeper.light in ("never", "behind", "trouble")
        said = ((copy_words.heading(keeper), _about_place(keeper)),) if alone else ()
        held = self.window().focusWidget()
        had_focus = held in self._rows_of(self.once)
        rows = self._fill(self.once, said, self._once_row)
        if had_focus and held not in rows:
            self.first_focus().setFocus()

    def _show_office(self) -> None:
        """What came back from the office and waits for this person."""
        state = self.context.exchange.state
        said = exchange_words.for_today(state) if state is not None and self._firms else ()
        held = self.window().focusWidget()
        had_focus = held in self._rows_of(self.office)
        rows = self._fill(self.office, said, self._office_row)
        if had_focus and held not in rows:
            self.first_focus().setFocus()

    def _office_row(self, said: tuple[str, str, str]) -> RowButton:
        text, about, route = said
        row = RowButton(text, about, icon="exchange", tone="attention")
        row.clicked.connect(partial(self.context.go, route))
        return row

    def _once_row(self, said: tuple[str, str]) -> RowButton:
        row = RowButton(*said, _("Segunda copia"), icon="laptop", tone="attention")
        row.clicked.connect(partial(self.context.go, "second_copy"))
        return row

    def _rows_of(self, card: Card) -> list[RowButton]:
        return self._filled.get(card, (None, []))[1]

    def _fill(
        self, card: Card, found: tuple[T, ...], row_of: Callable[[T], RowButton]
    ) -> list[RowButton]:
        """The rows of a card, made anew only if they would say something else."""
        said = (clock.today(), found)
        before, rows = self._filled.get(card, (None, []))
        if before == said:
            return rows
        card.hide()  # laid out once, not again for each row
        for old in rows:
            card.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        rows = [row_of(one) for one in found]
        for row in rows:
            card.add(row)
            row.show()
        card.setVisible(bool(rows))
        self._filled[card] = (said, rows)
        return rows

    def _to_top(self) -> None:
        self.column.verticalScrollBar().setValue(0)

    def _draft_row(self, draft: Draft) -> RowButton:
        count = ngettext("{n} respuesta", "{n} respuestas", draft.answered)
        about = (_about_list(draft),) if draft.is_gap else ()
        answered = count.format(n=draft.answered)
        detail = _about(draft.place, *about, answered, _when(draft.updated_at))
        name = _about(draft.firm_name, draft.part)
        row = RowButton(name, detail, _("A medias"), icon="draft", tone="attention")
        row.clicked.connect(partial(self._resume, draft))
        return row

    def _planned_row(self, visit: PlannedVisit) -> RowButton:
        away = (visit.day - clock.today()).days
        near = {0: _("Hoy"), 1: _("Mañana")}.get(away)
        day = near or formats.short_date(visit.day, language())
        row = RowButton(
            visit.firm_name, visit.place, day, icon="calendar", tone="accent" if near else ""
        )
        row.clicked.connect(partial(self._open_firm, visit.firm_id))
        return row

    def _unsigned_row(self, waiting: Pending) -> RowButton:
        row = unsigned_row(waiting, waiting.firm_name)
        sign = partial(self.context.go, "sign", kind=waiting.kind)
        row.clicked.connect(partial(sign, subject_id=waiting.subject_id))
        return row

    def _waiting_row(self, count: int) -> RowButton:
        words = ngettext("{n} documento espera", "{n} documentos esperan", count).format(n=count)
        row = RowButton(words, _("Para entregarlos o anotar que ya se enviaron"), icon="send")
        row.clicked.connect(partial(self.context.go, "pending"))
        return row

    def _recent_row(self, firm: RecentFirm) -> RowButton:
        row = RowButton(firm.firm_name, _about(firm.place, _when(firm.at)), icon="firms")
        row.clicked.connect(partial(self._open_firm, firm.firm_id))
        return row

    def _register(self) -> None:
        self.context.go("firm_form", firm_id=None)

    def _take_paper(self) -> None:
        self.context.go("paper_forms")

    def _open_firm(self, firm_id: str) -> None:
        self.context.go("firm", firm_id=firm_id)

    def _resume(self, draft: Draft) -> None:
        """Go on with the list, or the interview in the open visit; without one, begin it first."""
        session = self.context.session
        if session is None:
            return
        if draft.is_gap:
            self.context.go("gap", assessment_id=draft.assessment_id)
            return
        visits = session.visits

        def lead(visit: object) -> None:
            if visit is None:
                self.context.go("visit_start", firm_id=draft.firm_id)
            else:
                self.context.go("interview", assessment_id=draft.assessment_id)

        self.context.tasks.run(lambda: visits.open_visit(draft.firm_id), lead)


def _about_place(keeper: CopyKeeper) -> str:
    """Why it exists here only, or what to do about it."""
    if keeper.trouble is not None:
        return keeper.trouble.message
    if keeper.state is None or keeper.state.place is None:
        return _("Elija una memoria USB u otro disco para la segunda copia.")
    if keeper.is_there:
        return _("Se copia en un momento, o al cerrar la visita.")
    return copy_words.absence(keeper)


def _about_list(draft: Draft) -> str:
    """The standard that the firm is compared with."""
    return draft.standard.in_(language()) if draft.standard else _("Brecha frente a una norma")


def _about(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _when(moment: datetime) -> str:
    """``hoy``, ``ayer`` or the date of a moment, at the local time."""
    local = formats.local(moment, clock.offset_minutes())
    day, today = local.date(), clock.today()
    time = formats.clock_time(local, language())
    if day == today:
        return _("hoy, {time}").format(time=time)
    if day == today - timedelta(days=1):
        return _("ayer, {time}").format(time=time)
    return formats.short_date(day, language())
