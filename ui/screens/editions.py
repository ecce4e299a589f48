"""Two editions of a standard side by side: what changes, until when, and one button to go over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from advisor_app.domain import explain_editions
from advisor_app.domain.document import GAP_REPORT
from advisor_app.domain.market import short_name
from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.models.edition_list import EditionModel, Shown, rows_of
from ui.screens.base import Screen
from ui.widgets.basic import Banner, EmptyState, button, label
from ui.widgets.edition_delegate import OLDER_PART, EditionDelegate
from ui.widgets.foot import Foot

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from advisor_app.services.editions import SideBySide
    from advisor_app.services.gaps import GapView
    from ui.context import Context


class EditionsScreen(Screen):
    """The older edition at the left with the firm's answers, the newer one at the right."""

    route: ClassVar[str] = "editions"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id, self._firm_name = "", ""
        self._found: SideBySide | None = None
        self.days = Banner("")
        self.summary = label("", "soft")
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar en las dos ediciones"))
        self.search.setAccessibleName(_("Buscar en las dos ediciones"))
        self.search.setClearButtonEnabled(True)
        self.only_changes = QCheckBox(_("Solo lo que cambia"))
        self.only_changes.setChecked(True)
        self.older_name, self.newer_name = label("", "name"), label("", "name")
        self.model = EditionModel(self)
        self.list = QListView()
        self.nothing = EmptyState("search", _("Nada que mostrar"))
        self.report_button = button(_("Informe"), icon="note", clicked=self._report)
        self.start_button = button("", "primary", clicked=self._start)
        self._build_list()
        self._lay_out()
        self.search.textChanged.connect(self._list_rows)
        self.only_changes.toggled.connect(self._list_rows)
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.search.setFocus)

    def _build_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(EditionDelegate(self.list))
        self.list.setAccessibleName(_("Puntos de las dos ediciones"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # else it appears after the rows were measured, and takes room from their words
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)

    def _lay_out(self) -> None:
        space = theme.look().space
        tools = QHBoxLayout()
        tools.setSpacing(space(16))
        tools.addWidget(self.search, 1)
        tools.addWidget(self.only_changes)
        heads = QHBoxLayout()
        heads.setContentsMargins(space(12), 0, space(12), 0)
        heads.addWidget(self.older_name, OLDER_PART)
        heads.addWidget(self.newer_name, 100 - OLDER_PART)
        column = QVBoxLayout()
        column.setSpacing(space(8))
        column.addWidget(self.days)
        column.addWidget(self.summary)
        column.addLayout(tools)
        column.addLayout(heads)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        self._side = QHBoxLayout()
        self._side.addLayout(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._side, 1)
        whole.addWidget(Foot((self.report_button,), self.start_button))

    def title(self) -> str:
        if not self._firm_name:
            return _("Comparar ediciones")
        return _("{firm} · ediciones").format(firm=self._firm_name)

    def help_text(self) -> str:
        return _(
            "A la izquierda está la edición anterior con lo que la empresa ya respondió; a la "
            "derecha, la nueva. Arriba, desde cuándo rige una y hasta cuándo vale la otra.\n\n"
            "«Solo lo que cambia» esconde lo que sigue igual; Ctrl+F busca.\n\n"
            "El botón de abajo empieza la edición nueva. Lo respondido llega como propuesta: nada "
            "es respuesta hasta que usted lo acepte, y lo que pide más se propone como parcial. El "
            "informe lleva estos cambios en una página."
        )

    def open(self, *, firm_id: str, standard: str) -> None:
        self._firm_id = firm_id
        session = self.context.open_session

        def load() -> tuple[str, SideBySide | None]:
            beside = session.editions.beside(firm_id, standard)
            return session.firms.get(firm_id).shown_name, beside

        self.context.tasks.run(load, self._show)

    def first_focus(self) -> QWidget:
        return self.list if not self.list.isHidden() else self.search

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.look()
        side = max(look.space(24), (self.width() - look.content_width) // 2)
        self._side.setContentsMargins(side, look.space(16), side, look.space(8))

    def _show(self, loaded: tuple[str, SideBySide | None]) -> None:
        self._firm_name, self._found = loaded
        found = self._found
        self.title_changed.emit()
        if found is None:  # the other edition was an own list, and was taken away
            self.context.back()
            return
        made, lang = found.comparison, language()
        older, newer = (short_name(one).in_(lang) for one in (made.older, made.newer))
        days = explain_editions.dates_sentences(made, lang)
        rest = [*days[2:], *([explain_editions.unsure_sentence(lang)] if made.confirm else [])]
        self.days.show_text(" ".join(days[:2]), " ".join(rest))
        self.days.text.setVisible(bool(days))
        self.days.setVisible(bool(days or rest))
        self.summary.setText(explain_editions.summary_sentence(made, lang))
        self.older_name.setText(older)
        self.newer_name.setText(newer)
        goes_on = found.newer is not None and found.newer.is_open
        text = _("Seguir con {list}") if goes_on else _("Empezar {list}")
        self.start_button.setText(text.format(list=newer))
        self.report_button.setVisible(found.older is not None)
        self._list_rows()
        self.first_focus().setFocus()

    def _list_rows(self, *_changed: object) -> None:
        if self._found is None:
            return
        older = self._found.older
        shown = Shown(
            older.states if older else None, self.only_changes.isChecked(), self.search.text()
        )
        rows = rows_of(self._found.comparison, shown)
        self.model.show_rows(rows)
        self.list.setCurrentIndex(self.model.first())
        self.list.scrollToTop()
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _report(self) -> None:
        if self._found is not None and self._found.older is not None:
            self.context.go("report", kind=GAP_REPORT, subject_id=self._found.older.id)

    def _start(self) -> None:
        if self._found is None:
            return
        session, firm_id = self.context.open_session, self._firm_id
        newer = self._found.comparison.newer.id

        def begin() -> tuple[GapView, int]:
            visit = session.visits.open_visit(firm_id)
            view = session.groups.begin(firm_id, newer, visit.id if visit else None)
            return view, len(session.cross.proposed(view.id))

        self.context.tasks.run(begin, self._begun)

    def _begun(self, begun: tuple[GapView, int]) -> None:
        view, count = begun
        self.context.go("gap", assessment_id=view.id)
        if count:
            self.context.say(
                ngettext(
                    "{n} propuesta: A la acepta.",
                    "{n} propuestas: A acepta cada una.",
                    count,
                ).format(n=count)
            )
