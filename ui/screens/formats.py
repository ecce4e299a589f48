"""Formats to begin with: tick those the firm starts to use today, look at them, print them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QSplitter, QVBoxLayout, QWidget

from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.models.format_list import FormatModel, rows_of
from ui.report_paper import ask_place, plain_name, write
from ui.screens.base import Screen
from ui.widgets.basic import EmptyState, at_top, button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.flow import FlowButtons
from ui.widgets.format_delegate import FormatDelegate
from ui.widgets.scrolling import Pages

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.formats import Shelf
    from advisor_app.services.paper_forms import PrintedForm
    from ui.context import Context
    from ui.dialogs.print_sheet import Finished
    from ui.tasks import Job
    from ui.widgets.report_view import ReportView

_SOON_MS: Final = 150
_FIRST: Final = 3  # so many of the plan are ticked at once: more would be paper nobody begins with


class FormatsScreen(Screen):
    """The list at the left, the pages at the right."""

    route: ClassVar[str] = "formats"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._action = ""
        self._shelf: Shelf | None = None
        self._made: PrintedForm | None = None
        self._job: Job | None = None
        self.view: ReportView | None = None
        self.model = FormatModel(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar un formato"))
        self.search.setAccessibleName(_("Buscar un formato"))
        self.search.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FormatDelegate(self.list))
        self.list.setAccessibleName(_("Formatos"))
        self.count = label("", "soft")
        self.language = ChoiceGroup(
            (("es", "Español"), ("en", "English")), _("Idioma de los formatos")
        )
        self.language.set_value(language())
        self.clear_button = button(_("Quitar marcas"), "quiet", clicked=self._clear)
        self.save_button = button(_("Guardar PDF"), icon="save", clicked=self.save_pdf)
        self.print_button = button(
            _("Imprimir"), "primary", icon="print", clicked=self.print_formats
        )
        self.empty = EmptyState(
            "list",
            _("Marque los formatos que la empresa empieza a usar hoy"),
            detail=_("Salen con su nombre y sus datos, uno en cada hoja."),
        )
        self.waiting = EmptyState("print", _("Preparando las hojas…"))
        self.nothing = EmptyState(
            "search",
            _("Ningún formato tiene esas palabras"),
            button(_("Ver todos"), clicked=self.search.clear),
        )
        self._soon = QTimer(self)  # several ticks in a row make one preview
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._make)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        space = theme.look().space
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # else it appears after the rows were measured, and takes room from their words
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.found = Pages()
        for one in (self.list, at_top(self.nothing)):
            self.found.addWidget(one)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        for one in (self.search, self.count):
            column.addWidget(one)
        column.addWidget(self.found, 1)
        self.pages = Pages()
        for one in (self.empty, self.waiting):
            self.pages.addWidget(at_top(one))
        halves = QSplitter()
        halves.addWidget(left)
        halves.addWidget(self.pages)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(space(12))
        halves.setSizes([space(420), space(640)])
        head = QHBoxLayout()
        head.addWidget(self.language, 1)
        head.addWidget(FlowButtons([self.clear_button, self.save_button, self.print_button]), 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space(16), space(12), space(16), space(12))
        whole.setSpacing(space(12))
        whole.addLayout(head)
        whole.addWidget(halves, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._list)
        self.model.ticks_changed.connect(self._ticked)
        self.language.chosen.connect(self._ticked)
        for keys, command in (
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+P", self.print_formats),
            ("Ctrl+S", self.save_pdf),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(command)

    def title(self) -> str:
        name = self._shelf.firm_name if self._shelf else ""
        if not name:
            return _("Formatos para empezar")
        return _("{firm} · formatos para empezar").format(firm=name)

    def help_text(self) -> str:
        return _(
            "Hojas listas para usar hoy mismo, con el nombre y los datos de la empresa. Arriba "
            "están las que piden las acciones del plan.\n"
            "Un toque o la barra espaciadora marca un formato; a la derecha se ve como saldrá. "
            "Cada uno ocupa una hoja y trae un ejemplo ya escrito.\n"
            "Ctrl+F busca, Ctrl+P imprime y Ctrl+S guarda el PDF."
        )

    def open(self, *, firm_id: str = "", action_key: str = "") -> None:
        self._firm_id, self._action, self._shelf = firm_id, action_key, None
        self.search.clear()
        session = self.context.open_session
        self.context.tasks.run(partial(session.formats.shelf, firm_id), self._show, self._not_read)

    def first_focus(self) -> QWidget:
        return self.list

    def leave(self) -> bool:
        self._soon.stop()
        self._cancel()
        return True

    # Choosing

    def _show(self, shelf: Shelf) -> None:
        """Tick what the action that led here begins with; without one, what the plan does."""
        self._shelf = shelf
        everything = (*shelf.planned, *shelf.own, *shelf.general)
        wanted = [one for one in everything if one.serves(self._action)]
        self._list()
        self.model.tick(one.key for one in (wanted if self._action else shelf.planned[:_FIRST]))
        self.list.setCurrentIndex(self.model.first())
        self.list.scrollTo(self.list.currentIndex(), QListView.ScrollHint.PositionAtCenter)
        self.title_changed.emit()
        self.first_focus().setFocus()

    def _not_read(self, error: AdvisorError) -> None:
        self.context.explain(error)

    def _list(self) -> None:
        if self._shelf is None:
            return
        rows = rows_of(self._shelf, self.search.text())
        self.model.show_rows(rows)
        self.found.setCurrentIndex(0 if rows else 1)

    def _clear(self) -> None:
        self.model.tick(())
        self.list.setFocus()

    def _ticked(self, _chosen: object = None) -> None:
        """Say how many there are, and show them once no more ticks come."""
        count = len(self.model.ticked)
        told = ngettext("{n} formato marcado", "{n} formatos marcados", count)
        self.count.setText(told.format(n=count) if count else _("Ninguno marcado"))
        self._cancel()
        self._made = None
        for one in (self.clear_button, self.save_button, self.print_button):
            one.setEnabled(bool(count))
        self._soon.stop()
        if not count:
            self.pages.setCurrentIndex(0)
            return
        if self.view is None or self.pages.currentWidget() is not self.view:
            self.pages.setCurrentIndex(1)
        self._soon.start()

    # The pages

    def _make(self) -> None:
        session, lang = self.context.open_session, self.language.value() or "es"
        chosen = self.model.ticked, self._firm_id, lang
        work = partial(session.formats.pages, *chosen, action_key=self._action)
        self._job = self.context.tasks.run_long(work, self._finished, self._failed)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _finished(self, made: PrintedForm) -> None:
        from ui.widgets.report_view import ReportView

        self._job = None
        self._made = made
        if self.view is None:
            self.view = ReportView()
            self.pages.addWidget(self.view)
        self.view.show_pdf(made.pdf)
        self.pages.setCurrentWidget(self.view)

    def _failed(self, error: AdvisorError) -> None:
        self._job = None
        self.context.explain(error, self._make)

    # Out of the laptop

    def print_formats(self) -> None:
        """Choose a printer and send the pages there."""
        if self._made is None:
            return
        from ui.dialogs.print_sheet import OtherWay, Printable, PrintSheet
        from ui.widgets.print_choices import Part

        printable = Printable(
            _("Imprimir formatos"),
            [Part(_("Formatos para empezar"), self._made.page_count)],
            partial(_printed, self._made),
        )
        other_ways = [OtherWay(_("Guardar PDF"), "save", self.save_pdf)]
        PrintSheet(self.context, printable, other_ways, self).open()

    def save_pdf(self) -> None:
        """Ask for a place and write the pages there."""
        if self._made is None:
            return
        firm = self._shelf.firm_name if self._shelf else ""
        parts = [_("formatos"), plain_name(firm) if firm else "", self.language.value() or "es"]
        name = "-".join(filter(None, parts))
        ask_place(self, _("Guardar los formatos"), name, "pdf", partial(self._save_to, self._made))

    def _save_to(self, made: PrintedForm, path: str) -> None:
        self.context.tasks.run_long(
            partial(write, Path(path), made.pdf), self._saved, self._refused
        )

    def _saved(self, path: Path) -> None:
        self.context.say(_("Guardado en {folder}").format(folder=path.parent.name))

    def _refused(self, error: AdvisorError) -> None:
        self.context.explain(error, self.save_pdf)


def _printed(made: PrintedForm, _chosen: object) -> Finished:
    """What the printer is given: the pages, whole."""
    from ui.dialogs.print_sheet import Finished

    return Finished([made.pdf], made.code)
