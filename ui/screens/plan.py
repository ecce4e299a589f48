"""The improvement plan of a firm: a list or a line of time, one action beside it, all on disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QSplitter, QVBoxLayout, QWidget

from advisor_app.domain.document import PLAN
from advisor_app.i18n import _
from ui import theme
from ui.exporting import Exporting
from ui.models.headed_rows import KEY
from ui.models.plan_rows import PlanModel, rows_of, summary_of
from ui.plan_editing import PlanEditing, load
from ui.plan_proof import PlanProof
from ui.screens.base import Screen
from ui.widgets.basic import Banner, EmptyState, at_top, button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.foot import Foot
from ui.widgets.plan_delegate import PlanDelegate
from ui.widgets.plan_panel import PlanPanel
from ui.widgets.plan_terms import PlanTerms
from ui.widgets.scrolling import Pages
from ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from advisor_app.domain.actions import Action, Plan
    from advisor_app.services.changes import Changes
    from ui.context import Context
    from ui.plan_editing import LoadedPlan

_NARROW: Final = 900


class PlanScreen(Screen):
    """The order, the dates and the state of each action, told where they are seen."""

    route: ClassVar[str] = "plan"
    folds_rail: ClassVar[bool] = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._loaded: LoadedPlan | None = None
        self._current = ""
        self._row = 0
        self.editing = PlanEditing(context, self)
        self.exporting = Exporting(context, self)
        self.model = PlanModel(self)
        self.summary = label("", "soft")
        self.warning = Banner("", kind="attention")
        self.warning.hide()
        self.view_choice = ChoiceGroup(
            (("list", _("Lista")), ("time", _("Por meses"))), _("Cómo se ve el plan")
        )
        self.view_choice.set_value("list")
        self.list = QListView()
        self.timeline = Timeline(self.model)
        self.proof = PlanProof(context, self.editing, self)
        self.panel = PlanPanel(self.proof.view)
        self._build_own()
        self.terms = PlanTerms()
        self.undo_button = button(_("Deshacer"), icon="undo", clicked=self.editing.undo)
        self.own_button = button(_("Acción propia"), icon="plus", clicked=self.ask_own)
        self.export_button = button(_("Exportar a Excel"), icon="save", clicked=self._export)
        self.document_button = button(_("Documento del plan"), "primary", clicked=self._document)
        self._build_list()
        self._lay_out()
        self._connect()
        self._take_keys()

    def _build_own(self) -> None:
        """Where an action of the firm's own is written."""
        self.own = QLineEdit()
        self.own_field = Field(_("Qué se va a hacer"), self.own)
        self.own_done = button(_("Agregar"), clicked=self._add)
        self.own_field.place_below_editor(FlowButtons([self.own_done]))
        self.own.returnPressed.connect(self._add)
        self.own_field.hide()

    def _build_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlanDelegate(self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setAccessibleName(_("Acciones del plan"))
        self.timeline.setAccessibleName(_("Acciones del plan por meses"))
        self.timeline.setSelectionModel(self.list.selectionModel())

    def _lay_out(self) -> None:
        space = theme.look().space
        self.views = Pages()
        self.views.addWidget(self.list)
        self.months = QWidget()
        months = QVBoxLayout(self.months)
        months.setContentsMargins(0, 0, 0, 0)
        months.setSpacing(0)
        months.addWidget(self.timeline.head)
        months.addWidget(self.timeline, 1)
        self.views.addWidget(self.months)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(space(16), space(8), 0, 0)
        column.setSpacing(space(8))
        for one in (self.warning, self.summary, self.view_choice, self.own_field):
            column.addWidget(one)
        self.places = Pages()
        self.places.addWidget(self.views)
        empty = EmptyState(
            "list",
            _("Este plan todavía no tiene acciones"),
            button(_("Ir a la empresa"), clicked=self._firm),
            detail=_(
                "Las acciones salen de un diagnóstico o de la brecha con una norma. "
                "También puede escribir una propia."
            ),
        )
        self.places.addWidget(at_top(empty))
        column.addWidget(self.places, 1)
        self.panel.body.insertWidget(self.panel.body.count() - 1, self.terms)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(side)
        self.split.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.split, 1)
        ways = (self.undo_button, self.own_button, self.export_button)
        whole.addWidget(Foot(ways, self.document_button))

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.view_choice.chosen.connect(self._turn)
        self.timeline.shifted.connect(self.editing.shift)
        self.panel.told.connect(self._tell)
        self.panel.overtaken.connect(self._overtake)
        self.terms.told.connect(self.editing.tell_terms)
        self.panel.up_button.clicked.connect(partial(self._step, -1))
        self.panel.down_button.clicked.connect(partial(self._step, 1))
        self.panel.formats_button.clicked.connect(self._formats)
        self.panel.remove_button.clicked.connect(self._remove)
        self.editing.refused.connect(self.panel.show_problems)
        self.editing.undone.connect(self._say_undone)

    def _take_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Z", self.editing.undo),
            ("Ctrl+Up", partial(self._step, -1)),
            ("Ctrl+Down", partial(self._step, 1)),
            (_("N"), self.ask_own),
            ("I", self._document),
            ("F", self._formats),
            ("E", self.proof.view.ask),
            ("Ctrl+V", self.proof.view.paste),
            ("X", self._export),
            ("L", self._toggle),
        ):
            self._on_key(self, keys, act)
        for view in (self.list, self.timeline):
            self._on_key(view, "Delete", self._remove)
        self._on_key(self.own, "Escape", self._close_own)

    def _on_key(self, where: QWidget, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    # --- the screen's life -------------------------------------------------------------------

    def title(self) -> str:
        if self._loaded is None:
            return _("Plan de mejora")
        return _("{firm} · plan de mejora").format(firm=self._loaded.firm_name)

    def help_text(self) -> str:
        return _(
            "El plan sale de lo que encontraron el diagnóstico y las brechas: primero lo que "
            "exige la ley, luego lo que pide la norma. Lo que no cabe queda en espera.\n\n"
            "Cada dato queda guardado al dejar su casilla. Ctrl+Z deshace. Ctrl+↑ y Ctrl+↓ "
            "cambian el orden, Supr quita la acción, N escribe una propia.\n\n"
            "L cambia entre la lista y los meses: allí las flechas ← y → mueven la acción una "
            "semana, con Mayús la alargan o la acortan; también se arrastra la barra o su final."
            "\n\nE elige la prueba de cierre, Ctrl+V la pega. I abre el documento, F los formatos "
            "de la acción, X exporta a Excel."
        )

    def open(self, *, firm_id: str, action_id: str = "") -> None:
        if firm_id != self.editing.firm_id:
            self._loaded = None
            self._current = ""
        self.editing.begin(firm_id)
        self._current = action_id or self._current
        self._read(first=True)

    def on_changes(self, changes: Changes) -> None:
        if self.editing.firm_id in changes.firm_ids:
            self._read()

    def first_focus(self) -> QWidget:
        return self.timeline if self.view_choice.value() == "time" else self.list

    def leave(self) -> bool:
        self._end_writing()
        return True

    def unsaved(self) -> bool:
        return self.editing.has_waiting or self.panel.has_unread or bool(self.own.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.look().space(_NARROW)
        self.split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        whole = self.split.height() if narrow else self.split.width()
        self.split.setSizes([round(whole * 0.58), round(whole * 0.42)])

    # --- showing -----------------------------------------------------------------------------

    def _read(self, *, first: bool = False) -> None:
        work = partial(load, self.context.open_session, self.editing.firm_id)
        self.context.tasks.run(work, partial(self._show, first))

    def _show(self, first: bool, loaded: LoadedPlan) -> None:
        plan = loaded.plan
        if plan.firm_id != self.editing.firm_id:
            return
        self._loaded = loaded
        self.editing.see(plan)
        self.panel.forget(plan)
        self.model.show_rows(rows_of(plan))
        is_empty = not self.model.actions
        self.places.setCurrentIndex(int(is_empty))
        self.panel.setVisible(not is_empty)
        self.view_choice.setVisible(not is_empty)
        if not plan.has(self._current):
            if self._current and self._current not in self.editing.gone:
                self.context.say(_("La acción que veía ya no está en el plan."))
            self._current = self.model.near(self._row)
        index = self.model.place_of(self._current)
        self.list.setCurrentIndex(index)
        self._see(index)
        self._show_action()
        self._show_whole(plan)
        self.undo_button.setEnabled(self.editing.can_undo)
        self.title_changed.emit()
        if first:
            self.first_focus().setFocus()

    def _show_whole(self, plan: Plan) -> None:
        self.summary.setText(summary_of(plan))
        self.warning.setVisible(bool(plan.warnings))
        if plan.warnings:
            self.warning.show_text("\n".join(plan.warnings), kind="attention")
        self.terms.show_terms(plan.terms, self.editing.terms_told)

    def _see(self, index: QModelIndex) -> None:
        for view in (self.list, self.timeline):
            view.scrollTo(index)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        action_id = current.data(KEY) if current.isValid() else ""
        if action_id:
            self._row = current.row()
            if action_id != self._current:
                self._end_writing()
                self._current = action_id
                self._show_action()

    def _show_action(self) -> None:
        action = self._action()
        if action is not None and self._loaded is not None:
            has_formats = action.action_key in self._loaded.with_formats
            waiting = self.editing.told.get(action.id, {})
            self.panel.show_action(action, self._loaded.plan, waiting, has_formats=has_formats)
            self.proof.show_action(action, waiting, self._loaded.proofs)

    def _action(self) -> Action | None:
        plan = self._loaded.plan if self._loaded else None
        return plan.action(self._current) if plan and plan.has(self._current) else None

    def _turn(self, _chosen: object = None) -> None:
        self.views.turn_to(self.months if self.view_choice.value() == "time" else self.list)
        self._see(self.list.currentIndex())
        self.first_focus().setFocus()

    def _toggle(self) -> None:
        self.view_choice.set_value("list" if self.view_choice.value() == "time" else "time")
        self._turn()

    # --- telling -----------------------------------------------------------------------------

    def _tell(self, name: str, value: object) -> None:
        self.editing.tell(self._current, {name: value})

    def _end_writing(self) -> None:
        """What is being written is kept as its field is left, with its own action."""
        focused = QApplication.focusWidget()
        if focused is not None and self.panel.isAncestorOf(focused):
            self.first_focus().setFocus()

    def _step(self, step: int) -> None:
        if self._current:
            self.editing.step(self._current, step)

    def _remove(self) -> None:
        action = self._action()
        if action is not None:
            self.first_focus().setFocus()
            gone = _("Quitada del plan. Ctrl+Z la devuelve.")
            self.editing.remove(action.id, partial(self.context.say, gone))

    def ask_own(self) -> None:
        """Ask what the firm is going to do of its own."""
        self.own_field.show()
        self.own.setFocus()

    def _close_own(self) -> None:
        self.own.clear()
        self.own_field.set_error(None)
        self.own_field.hide()
        self.first_focus().setFocus()

    def _add(self) -> None:
        title = self.own.text().strip()
        if not title:
            self.own_field.set_error(_("Escriba qué se va a hacer."))
            return
        self.editing.add(title, self._added)

    def _added(self, action_id: str) -> None:
        self._current = action_id
        self._close_own()

    def _say_undone(self, whole: bool | None) -> None:
        if whole is None:
            self.context.say(_("No hay nada que deshacer."))
        elif whole:
            self.context.say(_("Deshecho."))
        else:
            self.context.say(_("Lo que cambió en otra parte quedó como está."))

    def _overtake(self, field: str) -> None:
        self.context.say(
            _("«{field}» cambió en otra parte: queda lo que escriba; Ctrl+Z trae lo otro.").format(
                field=field
            )
        )

    # --- going on ----------------------------------------------------------------------------

    def _document(self) -> None:
        if self._loaded is not None:
            self._end_writing()
            self.context.go("report", kind=PLAN, subject_id=self.editing.firm_id)

    def _export(self) -> None:
        if self._loaded is not None:
            name = f"{self._loaded.firm_name} {_('plan de mejora')}"
            self.exporting.ask("plan", self.editing.firm_id, name)

    def _formats(self) -> None:
        action = self._action()
        if action is None or self._loaded is None:
            return
        if action.action_key in self._loaded.with_formats:
            self.context.go("formats", firm_id=self.editing.firm_id, action_key=action.action_key)
        else:
            self.context.say(_("Esta acción no tiene formatos para empezar."))

    def _firm(self) -> None:
        self.context.go("firm", firm_id=self.editing.firm_id)
