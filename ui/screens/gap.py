"""The assessment against a standard: one list, one key a point, every answer on disk at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QSplitter, QVBoxLayout, QWidget

from advisor_app.domain import explain_gap, market
from advisor_app.domain.gap import SHORTEST_REASON, State
from advisor_app.i18n import _, language
from advisor_app.services.errors import Closed
from ui import theme
from ui.gap_answering import GapAnswering, load
from ui.gap_evidence import GapEvidence
from ui.gap_proposals import GapProposals
from ui.group_way import GroupWay
from ui.models.headed_rows import KEY
from ui.models.requirement_list import RequirementModel, Shown, rows_of
from ui.screens.base import Screen
from ui.widgets.basic import Banner, button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.foot import Foot
from ui.widgets.requirement_delegate import RequirementDelegate
from ui.widgets.requirement_panel import STATE_KEYS, UNSEEN_KEY, RequirementPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.changes import Changes
    from advisor_app.services.gaps import GapView
    from ui.context import Context
    from ui.gap_answering import Loaded

_NARROW: Final = 900


class GapScreen(Screen):
    """Walk the list or the plant; the keys answer and lead on."""

    route: ClassVar[str] = "gap"
    folds_rail: ClassVar[bool] = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._current = ""
        self.answering = GapAnswering(context, self)
        self.keeper = self.answering.keeper
        self.trouble = Banner("", kind="danger")
        self.trouble.hide()
        self.summary = label("", "soft")
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar en la lista"))
        self.search.setAccessibleName(_("Buscar en la lista"))
        self.search.setClearButtonEnabled(True)
        self.filter = ChoiceList(
            (
                ("all", _("Todos los puntos")), ("open", _("Abiertos")),
                ("blocking", _("Bloquean")), ("unseen", _("Sin ver")),
                ("bare", _("Sin evidencia")),
                ("proposed", _("Propuestos")),
            )
        )  # fmt: skip
        self.filter.setAccessibleDescription(_("Qué puntos se ven"))
        self.grouping = ChoiceList((("section", _("Por capítulo")), ("place", _("Por lugar"))))
        self.grouping.setAccessibleDescription(_("Cómo se ordenan"))
        self.model = RequirementModel(self)
        self.list = QListView()
        self.panel = RequirementPanel()
        self.evidence = GapEvidence(context, self)
        self.panel.place_evidence(self.evidence.panel)
        self.result_button = button(_("Ver el resultado"), "primary", clicked=self._result)
        self.undo_button = button(_("Deshacer"), icon="undo", clicked=self.undo)
        self.group = GroupWay(context, self, self.keeper.do)
        self.proposals = GapProposals(context, self, self.answering, self.model.next_after)
        self.panel.place_proposal(self.proposals.card)
        self._build_list()
        self._lay_out()
        self._take_keys()
        self.answering.kept.connect(self._go_on)
        self.answering.changed.connect(self._see_change)
        self.answering.proposed.connect(self._refresh)
        self.answering.failed.connect(self._say_trouble)
        self.evidence.changed.connect(self._refresh)
        self.panel.stated.connect(self.state)
        self.panel.reasoned.connect(self._reason)
        self.panel.noted.connect(self._note)
        self.search.textChanged.connect(self._refresh)
        self.filter.chosen.connect(self._refresh)
        self.grouping.chosen.connect(self._refresh)

    def _build_list(self) -> None:
        self.list.setModel(self.model)
        self.delegate = RequirementDelegate(self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setAccessibleName(_("Puntos de la lista"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.selectionModel().currentChanged.connect(self._moved)

    def _lay_out(self) -> None:
        space = theme.look().space
        tools = QHBoxLayout()
        tools.setSpacing(space(8))
        tools.addWidget(self.search, 2)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.grouping, 1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(space(16), space(8), 0, 0)
        column.setSpacing(space(8))
        column.addWidget(self.trouble)
        column.addWidget(self.summary)
        column.addLayout(tools)
        column.addWidget(self.list, 1)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(side)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.split, 1)
        whole.addWidget(Foot((self.undo_button, *self.group.buttons), self.result_button))

    def _take_keys(self) -> None:
        for state, key in STATE_KEYS.items():
            self._on_key(key, partial(self.state, state))
        self._on_key(UNSEEN_KEY, partial(self.state, None))
        self._on_key(_("T"), self._write_note)
        self._on_key("Ctrl+F", self.search.setFocus)
        self._on_key("Ctrl+Z", self.undo)
        self._on_key(_("R"), self._result)
        self._on_key("Ctrl+Down", partial(self._step, 1))
        self._on_key("Ctrl+Up", partial(self._step, -1))

    def _on_key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    # --- the screen's life -------------------------------------------------------------------

    def title(self) -> str:
        if not self.answering.is_loaded:
            return _("Brecha")
        return title_of(self.answering.view)

    def help_text(self) -> str:
        return _(
            "Cada punto se contesta con una tecla: C cumple, P parcial, N no cumple, X no aplica "
            "(pide la razón), S sin ver. La lista pasa sola al siguiente.\n\n"
            "Con las flechas se recorre; T escribe una nota, F agrega fotos o PDF, Ctrl+F busca, "
            "Ctrl+Z deshace, R muestra el resultado. A acepta lo que propone otra lista. «Por "
            "lugar» ordena los puntos como se recorre la empresa.\n\n"
            "Cada respuesta queda guardada antes de pasar a la siguiente."
        )

    def open(self, *, assessment_id: str, item: str | None = None) -> None:
        session = self.context.open_session
        if self.keeper.has_failed and self.answering.holds(assessment_id):
            return  # the answer that could not be written is still here
        self.keeper.forget()
        self.context.tasks.run(partial(load, session, assessment_id), partial(self._start, item))

    def on_changes(self, changes: Changes) -> None:
        self.answering.hear(changes)
        self.evidence.hear(changes)

    def first_focus(self) -> QWidget:
        return self.list

    def leave(self) -> bool:
        self._end_writing()
        if self.answering.is_open and self.context.session:
            gaps, view = self.context.session.gaps, self.answering.view
            self.context.tasks.run(partial(gaps.set_current, view.id, self._current), _nothing)
        return True

    def unsaved(self) -> bool:
        return self.keeper.has_failed

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.look().space(_NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)
        whole = self.split.height() if narrow else self.split.width()
        self.split.setSizes([round(whole * 0.58), round(whole * 0.42)])

    def _start(self, item: str | None, loaded: Loaded) -> None:
        self.answering.take(loaded)
        view = loaded.view
        at = item or view.current_item or view.standard.requirements[0].code
        self._current = at if view.standard.has(at) else ""
        self.trouble.hide()
        self._show_closed()
        self._refresh()
        self.group.show_for(view)
        self.evidence.show_for(view)
        self.title_changed.emit()
        self.list.setFocus()

    def _see_change(self) -> None:
        self._show_closed()
        self._refresh()
        self.context.say(_("La lista cambió en otra parte; ya se ve como quedó."))

    def _show_closed(self) -> None:
        if not self.answering.is_open:
            closed = Closed.gap()
            self.trouble.show_text(closed.message, closed.advice, kind="attention")
            self.trouble.show()

    # --- showing -----------------------------------------------------------------------------

    def _refresh(self, *_changed: object) -> None:
        if not self.answering.is_loaded:
            return
        view = self.answering.view
        shown = Shown(
            view.answers,
            view.result,
            self.filter.value() or "all",  # type: ignore[arg-type]  # one of its own keys
            self.grouping.value() or "section",  # type: ignore[arg-type]  # one of its own keys
            self.search.text(),
            self.evidence.backed,
            self.proposals.states,
        )
        self.model.show_rows(rows_of(view.standard, shown))
        index = self.model.place_of(self._current)
        if not index.isValid():
            index = self.model.place_of(self.model.next_after(""))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        self._show_point()
        self.summary.setText(
            f"{explain_gap.readiness_sentence(view.result, language())} "
            f"{explain_gap.blocking_sentence(view.result, language())}"
        )
        self.undo_button.setEnabled(self.answering.can_undo)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        code = current.data(KEY) if current.isValid() else ""
        if code and code != self._current:
            self._end_writing()
            self._current = code
            self._show_point()

    def _show_point(self) -> None:
        view = self.answering.view
        if view.standard.has(self._current):
            self.panel.show_requirement(
                view.standard.requirement(self._current),
                view.answers.get(self._current),
                is_open=view.is_open,
            )
            self.evidence.show_point(view, self._current)
            self.proposals.show_for(self._current)

    def _step(self, step: int) -> None:
        index = self.model.place_of(self.model.next_after(self._current, step))
        self.list.setCurrentIndex(index)

    # --- answering ---------------------------------------------------------------------------

    def state(self, state: State | None) -> None:
        """Answer the point that is shown, and go on to the next one."""
        self.keeper.do(partial(self._state, state))

    def undo(self) -> None:
        """Take the last answer back, and return to its point."""
        self.keeper.do(self._take_back)

    def _state(self, state: State | None) -> None:
        if not self.answering.is_open or not self._current:
            return
        if state is State.NOT_APPLICABLE:
            self._ask_reason()
        else:
            self._give(self._current, state)

    def _give(self, code: str, state: State | None, reason: str = "") -> None:
        self.answering.give(code, state, self.model.next_after(code), reason)

    def _take_back(self) -> None:
        if self.answering.can_undo:
            self._current = self.answering.undo()
        else:
            self.context.say(_("No hay nada que deshacer."))

    def _ask_reason(self) -> None:
        if self.answering.view.standard.requirement(self._current).na_allowed:
            self.panel.ask_reason()
        else:
            self.context.say(_("Este punto siempre aplica."))

    def _reason(self, reason: str) -> None:
        if len(reason) < SHORTEST_REASON:
            self.panel.reason_field.set_error(_("Escriba la razón con al menos 10 letras."))
            return
        self.list.setFocus()
        self.keeper.do(partial(self._give, self._current, State.NOT_APPLICABLE, reason))

    def _note(self, note: str) -> None:
        self.keeper.do(partial(self.answering.annotate, self._current, note))

    def _end_writing(self) -> None:
        """A note that is being written is kept as its field is left, with its own point."""
        if self.panel.note.hasFocus() or self.panel.reason.hasFocus():
            self.list.setFocus()

    def _write_note(self) -> None:
        if self.panel.note.isEnabled():
            self.panel.note.setFocus()
        else:
            self.context.say(_("Conteste el punto antes de escribir su nota."))

    def _go_on(self, code: str, target: str) -> None:
        self.trouble.hide()
        if self._current == code and not self.panel.note.hasFocus():
            self._current = target
        self._refresh()
        self.group.tell_end(self.answering.view)

    def _say_trouble(self, error: AdvisorError) -> None:
        self.trouble.show_text(error.message, error.advice, kind="danger")
        self.trouble.show()
        self.context.explain(error, self.keeper.retry)

    def _result(self) -> None:
        if self.answering.is_loaded:
            assessment_id = self.answering.view.id
            self.keeper.do(lambda: self.context.go("gap_result", assessment_id=assessment_id))


def title_of(view: GapView) -> str:
    """Firm and list; of a group, whose list it is before all else."""
    if view.group_id:
        return f"{view.scope.name} · {list_name(view)}"
    return f"{view.firm_name} · {short_name(view)}"


def short_name(view: GapView) -> str:
    """The list by the short name of the catalogue, and the part of the firm it looks at."""
    name = list_name(view)
    return f"{name} · {view.scope.name}" if view.scope.name else name


def list_name(view: GapView) -> str:
    """The list by the short name of the catalogue."""
    return market.short_name(view.standard).in_(language())


def _nothing(_done: object) -> None:
    """Nobody waits for this one."""
