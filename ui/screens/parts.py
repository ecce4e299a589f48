"""A group: its register, whom to visit, how each list stands, and what all of it comes to."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.domain import explain_group
from advisor_app.domain.document import GAP_REPORT
from advisor_app.i18n import _, language
from ui.dialogs.part_sheets import PartSheet, ReasonSheet
from ui.dialogs.question import Question
from ui.group_papers import GroupPrinting
from ui.report_paper import file_dialog
from ui.screens.base import Screen
from ui.widgets.basic import Column, button, label
from ui.widgets.foot import Foot
from ui.widgets.part_cards import RegisterCard, SampleCard, empty_card, result_card

if TYPE_CHECKING:
    from advisor_app.domain.group_lines import Reading
    from advisor_app.services.changes import Changes
    from advisor_app.services.gaps import GapView
    from advisor_app.services.group_view import Group
    from ui.context import Context


class PartsScreen(Screen):
    """The main button is always what comes next: register, draw, visit, report."""

    route: ClassVar[str] = "parts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._group_id = ""
        self._group: Group | None = None
        self._content: QWidget | None = None
        self.sample: SampleCard | None = None
        self._printing = GroupPrinting(context, self)
        self.column = Column()
        self.heading = label("", "title")
        self.register = RegisterCard()
        self.column.add(self.heading)
        self.column.add(self.register)
        self.column.end()
        self.list_button = button(_("Lista del grupo"), icon="list", clicked=self._list)
        self.report_button = button(_("Informe"), icon="note", clicked=self._report)
        self.print_button = button(_("Imprimir"), icon="print", clicked=self._print)
        self.next_button = button("", "primary", icon="right", clicked=self._go_on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.column, 1)
        ways = (self.list_button, self.report_button, self.print_button)
        whole.addWidget(Foot(ways, self.next_button))
        self.register.added.connect(self.add_lines)
        self.register.file_asked.connect(self._ask_file)
        self.register.correct_asked.connect(self._correct)
        self.register.remove_asked.connect(self._ask_remove)
        for keys, act in ((_("M"), self._go_on), ("Ctrl+P", self._print), ("I", self._report)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- the screen's life -------------------------------------------------------------------

    def title(self) -> str:
        if self._group is None:
            return _("Grupo")
        view = self._group.view
        return f"{view.firm_name} · {_name(self._group)}"

    def help_text(self) -> str:
        return _(
            "Registre a los miembros, las sedes o los métodos: uno por línea, o desde un archivo "
            "CSV. De los miembros el programa sortea a quién se visita; quien no está se "
            "reemplaza por el siguiente del sorteo, con la razón.\n\n"
            "M sigue con lo que falta: la lista del siguiente. Dentro de una lista, M pasa a la "
            "de otro miembro. I abre el informe del grupo y Ctrl+P imprime todos.\n\n"
            "El resultado del conjunto es una estimación: cumple cuando cumplen la lista del grupo "
            "y todas las que se visitan."
        )

    def open(self, *, assessment_id: str) -> None:
        if assessment_id != self._group_id:
            self._group = None
            self.register.show_added()
        self._group_id = assessment_id
        self._read()

    def first_focus(self) -> QWidget:
        if self._group is not None and not self._group.rows:
            return self.register.lines
        return self.next_button

    def unsaved(self) -> bool:
        return bool(self.register.lines.value())

    def on_changes(self, changes: Changes) -> None:
        if self._group is not None and self._group.view.firm_id in changes.firm_ids:
            self._read()

    def _read(self) -> None:
        session, group_id = self.context.session, self._group_id
        if session is not None and group_id:
            self.context.tasks.run(partial(session.groups.get, group_id), self._show)

    # --- showing -----------------------------------------------------------------------------

    def _show(self, group: Group) -> None:
        if group.view.id != self._group_id:
            return
        is_first, self._group = self._group is None, group
        inside = self._content is not None and self._content.isAncestorOf(self.focusWidget())
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self.heading.setText(_name(group))
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.body.spacing())
        if group.rows:
            self.sample = SampleCard(group)
            self.sample.opened.connect(self._open_part)
            self.sample.absent.connect(self._ask_absent)
            self.sample.taken_back.connect(self._take_back)
            self.sample.draw_asked.connect(self._ask_draw)
            column.addWidget(result_card(group))
            column.addWidget(self.sample)
        else:
            column.addWidget(empty_card(group, self._join))
        self.column.body.insertWidget(1, self._content)
        self._content.show()
        self.register.show_group(group)
        self.next_button.setText(self._next_words(group))
        can_go_on = group.view.is_open or group.next_code() is None
        self.next_button.setVisible(can_go_on and bool(group.view.scope.active))
        self.title_changed.emit()
        if is_first or inside:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_words(self, group: Group) -> str:
        scope, code = group.view.scope, group.next_code()
        if scope.parts == "member" and scope.draw is None:
            return _("Sortear la muestra")
        if code is None:
            return _("Ver el informe")
        return _("Abrir la lista siguiente")

    # --- acting ------------------------------------------------------------------------------

    def _go_on(self) -> None:
        group = self._group
        if group is None:
            return
        scope, code = group.view.scope, group.next_code()
        if not scope.active:
            self.register.lines.setFocus()
        elif scope.parts == "member" and scope.draw is None:
            self._draw("")
        elif code:
            self._open_part(code)
        else:
            self._report()

    def add_lines(self, text: str) -> None:
        """Take the lines of a text into the register, all of them or none."""
        group = self._group
        if group is None:
            return
        if not text.strip():
            self.register.lines.setFocus()
            self.context.say(_("Escriba uno por línea."))
            return
        groups, group_id = self.context.open_session.groups, self._group_id
        parts = group.view.scope.parts or "member"
        known = [row.part for row in group.rows]

        def work() -> Reading:
            from advisor_app.domain.group_lines import read_lines

            reading = read_lines(text, parts, known)
            if not reading.problems and reading.parts:
                groups.add(group_id, reading.parts)
            return reading

        self.context.tasks.run(work, partial(self._told, text))

    def _told(self, text: str, reading: Reading) -> None:
        if reading.problems:
            self.register.lines.set_value(text)
            self.register.show_problems(reading.problems)
        else:
            self.register.show_added()
            self.context.say(_("Agregados: {n}.").format(n=len(reading.parts)))

    def _ask_file(self) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = file_dialog(self, _("Traer un archivo CSV"), place)
        dialog.setNameFilter("CSV (*.csv *.txt)")
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Bring the lines of a file into the register; those that are wrong come into the box."""
        if self.register.lines.value():
            self.register.lines.setFocus()
            self.context.say(_("Agregue primero lo que está escrito."))
            return

        def work() -> str:
            from advisor_app.services.group_files import read_list

            return read_list(Path(path))

        self.context.tasks.run(work, self.add_lines)

    def _correct(self, code: str) -> None:
        row = self._group.row(code) if self._group else None
        if self._group is None or row is None:
            return
        sheet = PartSheet(row.part, self._group.view.scope.parts or "member", self)
        sheet.corrected.connect(self._keep)
        sheet.open()

    def _keep(self, code: str, changes: dict[str, Any]) -> None:
        groups = self.context.open_session.groups
        self.context.tasks.run(partial(groups.correct, self._group_id, code, changes), _nothing)

    def _ask_remove(self, code: str) -> None:
        row = self._group.row(code) if self._group else None
        if row is None:
            return
        question = Question(
            _("¿Retirar a {name}?").format(name=row.part.shown),
            [
                _("Sale del registro y su nombre se borra de este equipo.")
                if row.part.person_id
                else _("Sale del registro.")
            ],
            _("Retirar"),
            _("Dejarlo"),
            self,
        )
        question.accepted.connect(partial(self._remove, code))
        question.open()

    def _remove(self, code: str) -> None:
        groups = self.context.open_session.groups
        self.context.tasks.run(partial(groups.remove, self._group_id, code), _nothing)

    def _ask_draw(self) -> None:
        title = _("Sortear de nuevo")
        detail = _("El sorteo anterior queda escrito. Las listas empezadas se conservan.")
        sheet = ReasonSheet(title, detail, title, self)
        sheet.given.connect(self._draw)
        sheet.open()

    def _draw(self, reason: str) -> None:
        groups = self.context.open_session.groups
        self.context.tasks.run(partial(groups.draw, self._group_id, reason), _nothing)

    def _ask_absent(self, code: str) -> None:
        row = self._group.row(code) if self._group else None
        if row is None:
            return
        title = _("No se visita a {name}").format(name=row.part.shown)
        detail = _("Entra el siguiente del sorteo. La razón sale en el informe.")
        sheet = ReasonSheet(title, detail, _("Reemplazar"), self)
        sheet.given.connect(partial(self._replace, code))
        sheet.open()

    def _replace(self, code: str, reason: str) -> None:
        groups = self.context.open_session.groups
        self.context.tasks.run(
            partial(groups.replace_absent, self._group_id, code, reason), _nothing
        )

    def _take_back(self) -> None:
        groups = self.context.open_session.groups
        self.context.tasks.run(partial(groups.take_back_absence, self._group_id), _nothing)

    def _join(self) -> None:
        """One list again, as it was before it was divided."""
        groups, group_id = self.context.open_session.groups, self._group_id
        self.context.tasks.run(partial(groups.join, group_id), self._open_list)

    def _open_part(self, code: str) -> None:
        session, group_id = self.context.open_session, self._group_id
        firm_id = self._group.view.firm_id if self._group else ""

        def begin() -> GapView:
            visit = session.visits.open_visit(firm_id)
            return session.groups.start(group_id, code, visit.id if visit else None)

        self.context.tasks.run(begin, self._open_list)

    def _open_list(self, view: GapView) -> None:
        self.context.go("gap" if view.is_open else "gap_result", assessment_id=view.id)

    def _list(self) -> None:
        if self._group is not None:
            self._open_list(self._group.view)

    def _report(self) -> None:
        if self._group is not None:
            self.context.go("report", kind=GAP_REPORT, subject_id=self._group_id)

    def _print(self) -> None:
        if self._group is not None:
            self._printing.ask(self._group_id)


def _nothing(_done: object) -> None:
    """The change is announced, and the group read again."""


def _name(group: Group) -> str:
    return explain_group.NAMES[group.view.scope.parts or "member"].in_(language())
