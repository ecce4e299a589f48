"""All firms: found while one types, filtered, opened with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.models import words
from ui.models.firm_filter import FirmFilter, departments, state_of
from ui.models.firm_table import FirmTable
from ui.screens.base import Screen
from ui.widgets.basic import EmptyState, at_top, button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.firm_view import FirmView
from ui.widgets.flow import FlowButtons
from ui.widgets.scrolling import Pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from advisor_app.services.changes import Changes
    from advisor_app.services.firms import FirmRow
    from ui.context import Context


class FirmsScreen(Screen):
    """Search, filters and the table; nothing else."""

    route: ClassVar[str] = "firms"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: Sequence[FirmRow] = ()
        self._passing: Sequence[FirmRow] = ()
        self._is_read = False
        self.search = QLineEdit()
        self.search.setAccessibleName(_("Buscar empresa"))
        self.search.setPlaceholderText(_("Nombre, NIT o municipio"))
        self.search.installEventFilter(self)
        self.new_button = button(
            _("Registrar empresa"), "primary", icon="plus", clicked=self._register
        )
        self.new_button.setToolTip(_("N o Ctrl+N"))
        self.department = ChoiceList(empty=_("Todos los departamentos"))
        self.sector = ChoiceList(words.sectors(), empty=_("Todos los sectores"))
        self.state = ChoiceList(
            [
                ("new", _("Sin diagnóstico")),
                ("draft", _("Diagnóstico en curso")),
                ("diagnosed", _("Con diagnóstico")),
                ("pdet", _("En municipio PDET")),
            ],
            empty=_("Todos los estados"),
        )
        self.department.setMinimumContentsLength(22)
        self.sector.setMinimumContentsLength(22)
        self.state.setMinimumContentsLength(18)
        self.clear_button = button(_("Ver todas"), "quiet", clicked=self._clear)
        self.count = label("", "soft", wrap=False)
        self.table = FirmTable(self)
        self.view = FirmView(self.table)
        self.empty = EmptyState(
            "sprout",
            _("Registre su primera empresa"),
            button(_("Registrar la primera empresa"), "primary", clicked=self._register),
            detail=_("Con el nombre y el municipio basta; lo demás puede venir después."),
        )
        self.nothing = EmptyState(
            "search",
            "",
            button(_("Quitar búsqueda y filtros"), clicked=self._clear),
            detail=_("Revise la búsqueda, o regístrela si es nueva."),
        )
        self._lay_out()
        self._connect()

    def title(self) -> str:
        return _("Empresas")

    def help_text(self) -> str:
        return _(
            "Escriba parte del nombre, del NIT o del municipio; los acentos no importan. "
            "La flecha abajo entra a la lista y Enter abre la empresa.\n"
            "N registra una empresa nueva; mientras escribe en la búsqueda, Ctrl+N."
        )

    def open(self) -> None:
        self._read()

    def first_focus(self) -> QWidget:
        return self.search

    def on_changes(self, changes: Changes) -> None:
        self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and self._steers(event):
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    # --- building ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.new_button)
        self._filters = FlowButtons(
            [self.department, self.sector, self.state, self.count, self.clear_button]
        )
        self._pages = Pages()
        for page in (self.view, at_top(self.empty), at_top(self.nothing)):
            self._pages.addWidget(page)
        outer.addLayout(head)
        outer.addWidget(self._filters)
        outer.addWidget(self._pages, 1)
        for field, name in (
            (self.department, _("Departamento")),
            (self.sector, _("Sector")),
            (self.state, _("Estado")),
        ):
            field.setAccessibleDescription(name)
        self._measure()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.search.returnPressed.connect(self._open_first)
        for field in (self.department, self.sector, self.state):
            field.chosen.connect(self._filter)
        self.view.opened.connect(self._open_firm)
        self.view.left_upwards.connect(self.search.setFocus)
        for keys in ("N", "Ctrl+N"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._register)

    def _measure(self) -> None:
        look = theme.look()
        side = max(look.space(24), (self.width() - look.content_width) // 2)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, look.space(24), side, look.space(16))
            layout.setSpacing(look.space(8))
        self.count.setMinimumHeight(look.target)

    # --- showing -----------------------------------------------------------------------------

    def _read(self) -> None:
        session = self.context.session
        if session is not None:
            self.context.tasks.run(session.firms.list, self._take)

    def _take(self, rows: list[FirmRow]) -> None:
        self._rows = rows
        self._is_read = True
        chosen = self.department.value()
        self.department.clear()
        self.department.addItem(_("Todos los departamentos"), None)
        for name in departments(rows):
            self.department.addItem(name, name)
        self.department.set_value(chosen)
        self._filter()

    def _filter(self) -> None:
        wanted = self._wanted()
        self._passing = wanted.apply(self._rows)
        self._show()

    def _wanted(self) -> FirmFilter:
        return FirmFilter(
            department=self.department.value() or "",
            sector=self.sector.value() or "",
            state=state_of(self.state.value()),
        )

    def _show(self) -> None:
        from advisor_app.services.firms import find_firms

        if not self._is_read:
            return
        text = self.search.text()
        chosen = self.view.firm_id()
        found = find_firms(self._passing, text) if text.strip() else self._passing
        self.table.show_rows(found)
        self._choose(chosen, len(found))
        self._say_count(len(found), text)

    def _choose(self, firm_id: str, count: int) -> None:
        position = self.table.position_of(firm_id) if firm_id else None
        if count:
            self.view.choose_row(position or 0)

    def _say_count(self, count: int, text: str) -> None:
        narrowed = bool(text.strip()) or not self._wanted().is_open
        lang = language()
        shown = formats.number(count, lang)
        if narrowed and count != len(self._rows):
            self.count.setText(
                _("{n} de {total} empresas").format(
                    n=shown, total=formats.number(len(self._rows), lang)
                )
            )
        else:
            self.count.setText(ngettext("{n} empresa", "{n} empresas", count).format(n=shown))
        self.clear_button.setVisible(narrowed)
        empty = not self._rows
        for part in (self._filters, self.count, self.search, self.new_button):
            part.setVisible(not empty)
        if empty:
            self._pages.setCurrentIndex(1)
        elif count:
            self._pages.setCurrentWidget(self.view)
        else:
            self.nothing.text.setText(
                _("Ninguna empresa coincide con «{text}»").format(text=text.strip())
                if text.strip()
                else _("Ninguna empresa pasa estos filtros")
            )
            self._pages.setCurrentIndex(2)

    # --- acting ------------------------------------------------------------------------------

    def _steers(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or event.key() != Qt.Key.Key_Down:
            return False
        if self._pages.currentWidget() is self.view:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _clear(self) -> None:
        for field in (self.department, self.sector, self.state):
            field.setCurrentIndex(0)
        self.search.clear()
        self._filter()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self) -> None:
        if self._pages.currentWidget() is self.view:
            self._open_firm(self.view.firm_id())

    def _open_firm(self, firm_id: str) -> None:
        if firm_id:
            self.context.go("firm", firm_id=firm_id)

    def _register(self) -> None:
        self.context.go("firm_form")
