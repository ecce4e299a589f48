"""The cards of a group's screen: what it comes to, whom to visit, and who is registered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListView, QWidget

from advisor_app.domain import explain_group
from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.models.part_list import PartList
from ui.widgets.basic import Banner, Card, button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.folded import Folded
from ui.widgets.note_edit import NoteEdit
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from advisor_app.domain.group_lines import Problem
    from advisor_app.domain.groups import PartKind
    from advisor_app.services.group_view import Group, PartRow

_FAILURES: Final = 6
_PROBLEMS: Final = 6
_LINES: Final = 3  # of the register that are seen at once, at least


def empty_card(group: Group, join: Callable[[], object]) -> Card:
    """What a register is for, and the way back where a list was divided by a slip."""
    card = Card()
    card.add(
        label(
            {
                "member": _("Registre a los miembros; de ellos se sortea a quién se visita."),
                "site": _("Registre las sedes; cada una tiene su lista."),
                "method": _("Registre los métodos del alcance; cada uno tiene su lista."),
            }[group.view.scope.parts or "member"],
            "answer",
        )
    )
    card.add(label(group.told.in_(language()), "soft"))
    if group.can_join and group.view.is_open:
        card.add(FlowButtons([button(_("Volver a una sola lista"), icon="undo", clicked=join)]))
    return card


def result_card(group: Group) -> Card:
    """What all lists together come to, and what fails most."""
    card, lang = Card(_("Cómo va el conjunto")), language()
    kind = group.view.scope.parts or "member"
    first, *rest = explain_group.sentences(group.result, kind, lang)
    card.add(label(first, "answer"))
    for line in rest:
        card.add(label(line))
    failures = group.result.failures[:_FAILURES]
    if failures:
        card.add(label(_("Lo que más falla"), "name"))
    for one in failures:
        title = group.part_list.requirement(one.code).title.in_(lang)
        said = ngettext(
            "{code} {title}: {n} de {all} no lo cumple.",
            "{code} {title}: {n} de {all} no lo cumplen.",
            one.count,
        )
        card.add(label(said.format(code=one.code, title=title, n=one.count, all=one.seen)))
    return card


class SampleCard(Card):
    """The parts to visit, each a button that opens its list.

    Attributes:
        rows: code -> its button.
        absent_buttons: code -> the button that says somebody can't be visited.

    Signals:
        opened: the code whose list is wanted.
        absent: the code that can't be visited.
        taken_back: the last replacement is to be undone.
        draw_asked: the sample is to be drawn.
    """

    opened = Signal(str)
    absent = Signal(str)
    taken_back = Signal()
    draw_asked = Signal()

    def __init__(self, group: Group) -> None:
        self._kind: PartKind = group.view.scope.parts or "member"
        super().__init__(
            _("A quién se visita") if self._kind == "member" else _("Una lista por cada uno")
        )
        self._group = group
        self.rows: dict[str, RowButton] = {}
        self.absent_buttons: dict[str, QWidget] = {}
        self.add(label(group.told.in_(language()), "soft"))
        for row in group.sample:
            self.add(self._row(row))
        if self._kind == "member":
            self._add_draw()

    def _row(self, row: PartRow) -> QWidget:
        lang, code, view = language(), row.part.code, row.view
        detail = [explain_group.part_facts(row.part, lang)]
        if row.chosen:
            detail.append(explain_group.chosen_sentence(row.chosen, self._group.view.scope, lang))
        told = " · ".join(word for word in detail if word)
        if row.chosen and row.chosen.absence:
            return self._gone(row, told)
        state = explain_group.state_word(row.judged, lang, begun=view is not None)
        tone = {True: "accent", False: "attention", None: ""}[row.judged.passes]
        made = RowButton(row.part.shown, told, state, icon="person", tone=tone)
        made.clicked.connect(partial(self.opened.emit, code))
        self.rows[code] = made
        if self._kind != "member" or row.is_seen or not self._group.view.is_open:
            return made
        absent = button(_("No está"), "quiet", clicked=partial(self.absent.emit, code))
        absent.setAccessibleName(_("No está {name}").format(name=row.part.shown))
        self.absent_buttons[code] = absent
        return _beside(made, absent)

    def _gone(self, row: PartRow, told: str) -> QWidget:
        """Somebody who was replaced; the last one can come back."""
        line = label(f"{row.part.shown} · {told}", "soft")
        draw = self._group.view.scope.draw
        is_last = draw is not None and draw.absences[-1].code == row.part.code
        if not is_last or not self._group.view.is_open:
            return line
        self.back_button = button(_("Deshacer"), "quiet", icon="undo", clicked=self.taken_back.emit)
        self.back_button.setAccessibleName(
            _("Deshacer el reemplazo de {name}").format(name=row.part.shown)
        )
        return _beside(line, self.back_button)

    def _add_draw(self) -> None:
        scope = self._group.view.scope
        if scope.draw is None:
            said = _("El programa sortea la raíz cuadrada del registro, y cualquiera lo repite.")
            self.add(label(said))
            return
        if scope.is_register_newer and self._group.view.is_open:
            said = _("El registro cambió después del sorteo.")
            self.redraw_button = button(_("Sortear de nuevo"), clicked=self.draw_asked.emit)
            self.add(Banner(said, kind="attention", actions=[self.redraw_button]))
        self.add(Folded(_("Cómo se sorteó"), self._draw_lines))

    def _draw_lines(self) -> Sequence[QWidget]:
        lines: list[QWidget] = []
        for draw in reversed(self._group.view.scope.draws):
            lines += [label(line) for line in explain_group.draw_sentences(draw, language())]
            lines.append(label(_("Registro: {codes}.").format(codes=", ".join(draw.codes)), "soft"))
        return lines


class RegisterCard(Card):
    """A box for lines, typed or pasted, and below it everybody who is registered.

    Signals:
        added: the text of the box.
        file_asked: a CSV file is to be chosen.
        correct_asked, remove_asked: the code of the chosen line.
    """

    added = Signal(str)
    file_asked = Signal()
    correct_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Registro"))
        self.lines = NoteEdit(lines=4)
        self.lines_field = Field(_("Uno por línea"), self.lines)
        self.problems = Banner("", kind="attention")
        self.problems.hide()
        self.add_button = button(_("Agregar"), icon="plus", clicked=self.take_lines)
        self.file_button = button(_("Traer un archivo CSV"), clicked=self.file_asked.emit)
        self.count = label("", "name")
        self.model = PartList(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(_("Registro"))
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self._correct)
        self.correct_button = button(_("Corregir"), icon="edit", clicked=self._correct)
        self.remove_button = button(_("Retirar"), icon="delete", clicked=self._remove)
        self.entry = (self.lines_field, FlowButtons([self.add_button, self.file_button]))
        self.acts = FlowButtons([self.correct_button, self.remove_button])
        for part in (*self.entry, self.problems, self.count, self.list, self.acts):
            self.add(part)
        for keys, owner, act in (
            ("Ctrl+Return", self.lines, self.take_lines),
            ("Del", self.list, self._remove),
        ):
            self._on_key(keys, owner, act)

    def show_group(self, group: Group) -> None:
        """Show the register of a group."""
        rows = [row for row in group.rows if not row.part.is_gone]
        kind, is_open = group.view.scope.parts or "member", group.view.is_open
        self.lines_field.set_hint(
            {
                "member": _("Nombre o código; vereda; hectáreas. Ctrl+Enter los agrega."),
                "site": _("Nombre; lugar. Ctrl+Enter los agrega."),
                "method": _("Método; analito; matriz. Ctrl+Enter los agrega."),
            }[kind]
        )
        self.count.setText(ngettext("{n} en el registro", "{n} en el registro", len(rows)).format(
            n=len(rows)
        ))  # fmt: skip
        at = self.list.currentIndex().row()
        self.model.show_rows(rows)
        self.list.setCurrentIndex(self.model.index(min(max(at, 0), len(rows) - 1), 0))
        for part in self.entry:
            part.setVisible(is_open)
        for part in (self.count, self.list):
            part.setVisible(bool(rows))
        self.acts.setVisible(bool(rows) and is_open)
        line = max(self.list.sizeHintForRow(0), theme.look().target)
        fitting = max(self.window().height() // 3 // line, _LINES)  # all of the list stays in sight
        self.list.setFixedHeight(line * min(len(rows), fitting) + theme.look().space(4))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Name the lines that can't be taken; nothing was added while there are any."""
        shown = [
            _("Línea {n}: {why}").format(n=one.line, why=one.why) for one in problems[:_PROBLEMS]
        ]
        if len(problems) > _PROBLEMS:
            shown.append(_("Y {n} más.").format(n=len(problems) - _PROBLEMS))
        title = _("No se agregó nadie: corrija estas líneas.")
        self.problems.show_text(title, "\n".join(shown), kind="attention")
        self.problems.setVisible(bool(problems))
        self.lines.setFocus()

    def show_added(self) -> None:
        """Ready for the next ones."""
        self.problems.hide()
        self.lines.set_value("")
        self.lines.setFocus()

    def take_lines(self) -> None:
        """Add what is in the box."""
        self.added.emit(self.lines.toPlainText())

    def _correct(self, *_clicked: object) -> None:
        row = self.model.row(self.list.currentIndex())
        if row is not None:
            self.correct_asked.emit(row.part.code)

    def _remove(self) -> None:
        row = self.model.row(self.list.currentIndex())
        if row is not None:
            self.remove_asked.emit(row.part.code)

    def _on_key(self, keys: str, owner: QWidget, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)


def _beside(wide: QWidget, small: QWidget) -> QWidget:
    """A row and, at its right, what can be done with it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.look().space(8))
    row.addWidget(wide, 1)
    row.addWidget(small)
    return made
