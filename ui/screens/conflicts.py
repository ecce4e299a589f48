"""Differences between laptops that a person settles: two values side by side, one key to choose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.i18n import _, ngettext
from ui.models import difference_words as words
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Card, Column, EmptyState, button, label
from ui.widgets.difference_card import DifferenceCard
from ui.widgets.flow import FlowButtons
from ui.widgets.folded import Folded
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.services.changes import Changes
    from advisor_app.services.conflicts import Choice, Difference
    from advisor_app.services.session import Session
    from ui.context import Context


@dataclass(frozen=True, slots=True)
class Lists:
    """What waits for a person, and what was settled lately."""

    open: list[Difference]
    settled: list[Difference]


def load(session: Session) -> Lists:
    """Both lists as they are now."""
    return Lists(session.conflicts.open(), session.conflicts.settled())


class ConflictsScreen(Screen):
    """Shows one difference at a time; the next one comes up when it is settled."""

    route: ClassVar[str] = "conflicts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._wanted = ""
        self._undoes: list[str] = []
        self._is_fresh = False
        self._content: QWidget | None = None
        self.card: DifferenceCard | None = None
        self.rows: list[RowButton] = []
        self.folded: list[Folded] = []
        self.undo_button = button(_("Deshacer"), icon="undo", clicked=self.undo)
        self.undone = Banner("", actions=[self.undo_button])
        self.undone.hide()
        self.empty = EmptyState(
            "done",
            _("No hay diferencias por resolver"),
            detail=_(
                "Cuando dos personas cambian el mismo dato sin saber la una de la otra, los dos "
                "valores esperan aquí a que alguien elija. Ninguno se pierde."
            ),
        )
        self.empty.hide()
        self.count = label("", "soft")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        self.column.add(label(_("Diferencias por resolver"), "title"))
        for widget in (self.count, self.undone, self.empty):
            self.column.add(widget)
        self.column.end()
        for keys, act in (
            ("1", partial(self.choose, "kept")),
            ("2", partial(self.choose, "lost")),
            ("Ctrl+Z", self.undo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def title(self) -> str:
        return _("Diferencias por resolver")

    def help_text(self) -> str:
        return _(
            "Dos personas cambiaron el mismo dato sin saber la una de la otra. Aquí están los dos "
            "valores, con quién lo dijo, cuándo y en qué computador.\n\n"
            "1 deja lo que tiene la oficina; 2 toma la otra. El motivo es opcional. Enseguida sale "
            "la siguiente. Ctrl+Z deshace la última, mientras no se haya enviado.\n\n"
            "No hace falta conexión: la decisión viaja en el próximo intercambio. Abajo está lo "
            "que ya se resolvió, con el valor que no quedó."
        )

    def open(self, *, firm_id: str = "") -> None:
        self._firm_id = firm_id
        self._wanted = ""
        self._undoes = []
        self.undone.hide()
        self._from_the_top()

    def first_focus(self) -> QWidget:
        return self.card.keep_button if self.card else self

    def on_changes(self, changes: Changes) -> None:
        if changes.touches("conflict") or (self.card and self._touches_card(changes)):
            self._read()

    def _touches_card(self, changes: Changes) -> bool:
        return self.card is not None and self.card.difference.firm_id in changes.firm_ids

    # --- showing -----------------------------------------------------------------------------

    def _read(self) -> None:
        session = self.context.session
        if session is not None:
            self.context.tasks.run(partial(load, session), self._show)

    def _show(self, lists: Lists) -> None:
        before, current = self.card, self._current(lists.open)
        held = self.window().focusWidget()
        was_inside = self._content is not None and self._content.isAncestorOf(held)
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.body.spacing())
        self.card = None
        self.rows = []
        if current is not None:
            self.card = DifferenceCard(current)
            self.card.chosen.connect(self.choose)
            if before is not None and before.difference.id == current.id:
                self.card.reason.setText(before.reason.text())
            column.addWidget(self.card)
            self._add_rest(column, lists.open, current)
        self.folded = self._folded(lists.settled)
        for folded in self.folded:
            column.addWidget(folded)
        self.column.body.insertWidget(self.column.body.indexOf(self.empty) + 1, self._content)
        self._content.show()
        self.empty.setVisible(current is None)
        count = len(lists.open)
        left = ngettext("Queda {n}", "Quedan {n}", count).format(n=count)
        self.count.setText(left if count else "")
        self.count.setVisible(bool(count))
        if before is not None and held is before.reason and self.card is not None:
            self.card.reason.setFocus()
        elif self._is_fresh or was_inside:
            self.first_focus().setFocus()
        self._is_fresh = False

    def _current(self, waiting: Sequence[Difference]) -> Difference | None:
        """The one that was asked for, else the next one of the same firm."""
        shown = self.card.difference if self.card else None
        firm_id = shown.firm_id if shown else self._firm_id
        shown_id = shown.id if shown else ""

        def nearness(one: Difference) -> tuple[bool, bool, bool]:
            return one.id != self._wanted, one.id != shown_id, one.firm_id != firm_id

        return min(waiting, key=nearness, default=None)

    def _add_rest(
        self, column: QVBoxLayout, waiting: Sequence[Difference], current: Difference
    ) -> None:
        for _firm_id, group in groupby(waiting, lambda one: one.firm_id):
            of_firm = list(group)
            others = [one for one in of_firm if one.id != current.id]
            if not others:
                continue
            card = Card(words.firm(of_firm[0]))
            for one in others:
                row = RowButton(words.heading(one), words.in_a_line(one.kept.lines), icon="list")
                row.clicked.connect(partial(self._turn_to, one.id))
                self.rows.append(row)
                card.add(row)
            if len(others) < len(of_firm):
                card.add(self._at_once([one.id for one in of_firm]))
            column.addWidget(card)

    def _at_once(self, conflict_ids: list[str]) -> QWidget:
        count = len(conflict_ids)
        keep = ngettext("Dejar la {n} de la oficina", "Dejar las {n} de la oficina", count)
        take = ngettext("Tomar la otra en {n}", "Tomar la otra en las {n}", count)
        decide = partial(self._decide, conflict_ids)
        return FlowButtons(
            [
                button(keep.format(n=count), "quiet", clicked=partial(decide, "kept")),
                button(take.format(n=count), "quiet", clicked=partial(decide, "lost")),
            ]
        )

    def _folded(self, settled: Sequence[Difference]) -> list[Folded]:
        made: list[Folded] = []
        for name, is_auto in ((_("Resueltas solas"), True), (_("Decididas por alguien"), False)):
            found = [one for one in settled if (one.state == "auto") is is_auto]
            if found:
                made.append(Folded(f"{name} ({len(found)})", partial(_settled_lines, found)))
        return made

    # --- acting ------------------------------------------------------------------------------

    def _from_the_top(self) -> None:
        """Read again, and lead the keyboard to what is shown first."""
        self._is_fresh = True
        self.column.verticalScrollBar().setValue(0)
        self._read()

    def _turn_to(self, conflict_id: str) -> None:
        self._wanted = conflict_id
        self._from_the_top()

    def choose(self, choice: Choice) -> None:
        """Settle the difference that is shown."""
        if self.card is not None:
            self._decide([self.card.difference.id], choice)

    def _decide(self, conflict_ids: list[str], choice: Choice) -> None:
        reason = self.card.reason.text() if self.card else ""
        decide = self.context.open_session.conflicts.decide
        work = partial(decide, conflict_ids, choice, reason)
        self.context.tasks.run(work, self._decided)

    def _decided(self, conflict_ids: list[str]) -> None:
        if not conflict_ids:  # a key was pressed twice
            return
        self._undoes = conflict_ids
        self._wanted = ""
        count = len(conflict_ids)
        said = ngettext("Quedó decidida.", "Quedaron decididas {n}.", count).format(n=count)
        self.undone.show_text(said, _("Viaja a la oficina en el próximo intercambio."))
        self.undone.show()
        self._from_the_top()

    def undo(self) -> None:
        """Take the last choice back."""
        conflict_ids, self._undoes = self._undoes, []
        self.undone.hide()
        if conflict_ids:
            self._wanted = conflict_ids[0]
            undo = self.context.open_session.conflicts.undo
            self.context.tasks.run(partial(undo, conflict_ids), self._taken_back)

    def _taken_back(self, _nothing: None) -> None:
        self.context.say(_("Vuelve a estar por resolver"))
        self._from_the_top()


def _settled_lines(settled: Sequence[Difference]) -> list[QWidget]:
    made: list[QWidget] = []
    for one in settled:
        kept, lost = words.in_a_line(one.kept.lines), words.in_a_line(one.lost.lines)
        if one.choice == "lost":
            kept, lost = lost, kept
        made += [
            label(f"{one.firm_name} · {words.heading(one)}", "name"),
            label(_("Quedó: {value}").format(value=kept)),
            label(_("No quedó: {value}").format(value=lost), "soft"),
            label(words.settled(one), "caption"),
        ]
    return made
