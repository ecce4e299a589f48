"""Which standards a firm is measured with: those under way, those proposed and why, all others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import explain_group, market
from advisor_app.i18n import _, language
from ui.screens.base import Screen
from ui.screens.gap import short_name
from ui.widgets.basic import Banner, Card, Column, EmptyState, button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.flow import FlowButtons
from ui.widgets.own_lists import OwnLists
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from advisor_app.domain.packages import Proposal
    from advisor_app.domain.standard import Standard
    from advisor_app.services.gaps import GapView
    from advisor_app.services.group_view import Group
    from advisor_app.services.lists import ListName
    from advisor_app.services.session import Session
    from ui.context import Context

    Pair = tuple[Standard, Standard]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the screen shows of a firm."""

    firm_name: str
    begun: tuple[GapView, ...]
    proposed: tuple[Proposal, ...]
    has_consent: bool
    lists: tuple[ListName, ...]
    own: frozenset[str]  # digests
    groups: tuple[Group, ...] = ()
    editions: tuple[Pair, ...] = ()


def load(session: Session, firm_id: str) -> Choices:
    """Everything the screen shows; for the worker."""
    firm = session.firms.get(firm_id)
    begun = tuple(view for view in session.gaps.of_firm(firm_id) if view.group_id is None)
    proposed = session.gaps.proposals(firm_id)
    named = dict.fromkeys([*(v.standard.id for v in begun), *(one.standard for one in proposed)])
    pairs = {pair[0].id: pair for one in named if (pair := session.editions.pair_of(one))}
    return Choices(
        firm.shown_name,
        begun,
        proposed,
        bool(session.consents.of_firm(firm_id).data),
        session.lists.all(),
        frozenset(one.digest for one in session.lists.own()),
        tuple(session.groups.get(view.id) for view in begun if view.scope.parts),
        tuple(pairs.values()),
    )


class StandardsScreen(Screen):
    """One touch begins a list or goes on with it."""

    route: ClassVar[str] = "standards"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._firm_name = ""
        self._content: QWidget | None = None
        self.rows: dict[str, RowButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        outer.addWidget(self.column)
        self.column.end()

    def title(self) -> str:
        if not self._firm_name:
            return _("Normas")
        return _("{firm} · normas").format(firm=self._firm_name)

    def help_text(self) -> str:
        return _(
            "Arriba están las normas que ya se empezaron. Debajo, las que se proponen por el "
            "sector y el mercado de la empresa, con la razón. Otra se agrega al final.\n\n"
            "La barra espaciadora o un toque abre la lista de puntos.\n\n"
            "Una lista que el programa no trae se escribe en una hoja de cálculo y se trae al "
            "final de esta pantalla."
        )

    def open(self, *, firm_id: str) -> None:
        self._firm_id = firm_id
        self._read()

    def _read(self) -> None:
        session = self.context.open_session
        self.context.tasks.run(partial(load, session, self._firm_id), self._show)

    def first_focus(self) -> QWidget:
        return next(iter(self.rows.values()), self)

    def _show(self, choices: Choices) -> None:
        self._firm_name = choices.firm_name
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self.rows = {}
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.body.spacing())
        column.addWidget(label(_("Comparar con una norma"), "title"))
        if not choices.has_consent:
            column.addWidget(
                Banner(_("Falta la autorización de datos de la empresa."), kind="attention")
            )
        if choices.begun:
            column.addWidget(self._begun(choices))
        begun = {view.standard.id for view in choices.begun}
        ahead = any(one.id in begun for pair in choices.editions for one in pair)
        parts = [self._proposed(choices)]
        if choices.editions:  # before what is proposed, where the firm has one of them
            parts.insert(0 if ahead else 1, self._editions(choices))
        for part in parts:
            column.addWidget(part)
        column.addWidget(self._others(choices))
        column.addWidget(self._own(choices))
        self.column.body.insertWidget(0, self._content)
        self._content.show()
        self.title_changed.emit()
        self.first_focus().setFocus()

    def _begun(self, choices: Choices) -> Card:
        card = Card(_("Empezadas"))
        groups = {group.view.id: group for group in choices.groups}
        for view in choices.begun:
            result = view.result
            ready = (
                _("sin dato")
                if result.readiness is None
                else formats.percent(result.readiness, language(), 1)
            )
            state = _("cerrada") if not view.is_open else _("en curso")
            if view.standard.digest in choices.own:
                state = _("lista propia, versión {version} · {state}").format(
                    version=view.standard.version, state=state
                )
            if result.preliminary and view.is_open:
                ready = _("{ready}, preliminar").format(ready=ready)
            row = RowButton(short_name(view), state, ready, icon="list")
            row.clicked.connect(partial(self._open, view))
            self.rows.setdefault(view.id, row)
            card.add(row)
            if view.id in groups:
                card.add(self._parts_row(groups[view.id]))
        return card

    def _parts_row(self, group: Group) -> RowButton:
        kind, lang = group.view.scope.parts or "member", language()
        said = explain_group.parts_sentence(group.result, kind, lang)
        row = RowButton(explain_group.NAMES[kind].in_(lang), said, icon="person")
        row.clicked.connect(partial(self.context.go, "parts", assessment_id=group.view.id))
        self.rows[f"{group.view.id} parts"] = row
        return row

    def _proposed(self, choices: Choices) -> Card:
        card = Card(_("Propuestas por sector y mercado"))
        begun = {view.standard.id for view in choices.begun}
        fresh = [one for one in choices.proposed if one.standard not in begun]
        names = {one.id: one for one in choices.lists}
        if not fresh:
            card.add(
                EmptyState(
                    "done",
                    _("No queda ninguna propuesta"),
                    detail=_("Puede agregar cualquier otra aquí abajo."),
                )
            )
        for one in fresh:
            row = RowButton(
                names[one.standard].in_(language()), one.reason.in_(language()), icon="plus"
            )
            row.clicked.connect(partial(self._start, one.standard))
            self.rows.setdefault(one.standard, row)
            card.add(row)
        return card

    def _editions(self, choices: Choices) -> Card:
        card, lang = Card(_("Comparar ediciones")), language()
        for older, newer in choices.editions:
            names = [market.short_name(one).in_(lang) for one in (older, newer)]
            row = RowButton(
                _("{older} y {newer}").format(older=names[0], newer=names[1]),
                _("Qué cambia y hasta cuándo vale la anterior"),
                icon="copies",
            )
            to = partial(self.context.go, "editions", firm_id=self._firm_id, standard=older.id)
            row.clicked.connect(to)
            self.rows[f"{older.id} {newer.id}"] = row
            card.add(row)
        return card

    def _others(self, choices: Choices) -> Card:
        card = Card(_("Otra norma"))
        shown = {one.standard for one in choices.proposed}
        others = [one for one in choices.lists if one.id not in shown and not one.is_own]
        self.others = ChoiceList(
            sorted(((one.id, one.in_(language())) for one in others), key=lambda pair: pair[1]),
            empty=_("Elija una norma"),
        )
        self.others.setAccessibleDescription(_("Otra norma"))
        self.add_button = button(_("Empezar"), icon="plus", clicked=self._start_other)
        card.add(self.others)
        card.add(FlowButtons([self.add_button]))
        return card

    def _own(self, choices: Choices) -> OwnLists:
        begun = {view.standard.id for view in choices.begun if view.is_open}
        self.own = OwnLists(self.context, choices.lists, begun, self)
        self.own.begun.connect(self._start)
        self.own.changed.connect(self._read)
        return self.own

    def _start_other(self) -> None:
        key = self.others.value()
        if key is None:
            self.others.setFocus()
            self.context.say(_("Elija una norma."))
        else:
            self._start(key)

    def _start(self, standard: str) -> None:
        session, firm_id = self.context.open_session, self._firm_id

        def begin() -> GapView:
            visit = session.visits.open_visit(firm_id)
            return session.groups.begin(firm_id, standard, visit.id if visit else None)

        self.context.tasks.run(begin, self._open)

    def _open(self, view: GapView) -> None:
        self.context.go("gap" if view.is_open else "gap_result", assessment_id=view.id)
