"""The way through the lists of a group: up to the group, and on to the next part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from advisor_app.domain import explain_group
from advisor_app.i18n import _, language
from ui.widgets.basic import Card, button, label
from ui.widgets.flow import FlowButtons
from ui.widgets.icons import refresh

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton, QWidget

    from advisor_app.domain.groups import PartKind
    from advisor_app.services.gaps import GapView
    from advisor_app.services.session import Session
    from ui.context import Context


def next_list(session: Session, assessment_id: str) -> GapView | None:
    """The list of the next part, begun where it was not; None when all were seen."""
    view = session.gaps.get(assessment_id)
    code = session.groups.next_after(assessment_id)
    if code is None or view.group_id is None:
        return None
    visit = session.visits.open_visit(view.firm_id)
    return session.groups.start(view.group_id, code, visit.id if visit else None)


def division_card(context: Context, view: GapView) -> Card | None:
    """Ways to share an open list among members, sites or methods; None where there is none."""
    words: dict[PartKind, str] = {
        "member": _("Por miembros"), "site": _("Por sedes"), "method": _("Por métodos"),
    }  # fmt: skip
    groups = context.open_session.groups
    ways = groups.ways(view)
    if not ways:
        return None

    def divide(kind: PartKind) -> None:
        def then(_done: object) -> None:
            context.go("parts", assessment_id=view.id)

        context.tasks.run(partial(groups.divide, view.id, kind), then)

    card = Card(_("Repartir la lista"))
    card.add(
        label(
            _(
                "Lo que se ve en cada sede, método o miembro se contesta en una lista propia; lo "
                "demás, una sola vez. Lo contestado se conserva."
            )
        )
    )
    buttons = [button(words[kind], clicked=partial(divide, kind)) for kind in ways]
    card.add(FlowButtons(buttons))
    return card


class GroupWay(QObject):
    """Two buttons and a key for the screens of one list; hidden where it is of no group.

    Attributes:
        buttons: for the foot of the screen.
    """

    def __init__(
        self, context: Context, screen: QWidget, after: Callable[[Callable[[], None]], object]
    ) -> None:
        """``after`` does something once what is being written is on disk."""
        super().__init__(screen)
        self._context = context
        self._after = after
        self._view: GapView | None = None
        self.group_button = button("", icon="list", clicked=self.go_up)
        self.next_button = button(_("Siguiente"), icon="next", clicked=self.go_on)
        self.next_button.setAccessibleName(_("Siguiente del grupo"))
        self.next_button.setToolTip(_("M"))
        shortcut = QShortcut(QKeySequence(_("M")), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.go_on)
        self.buttons: tuple[QPushButton, ...] = (self.group_button, self.next_button)
        for one in self.buttons:
            one.hide()

    def show_for(self, view: GapView) -> None:
        """Lead on from this list."""
        self._view = view
        kind = view.scope.parts or (view.scope.kind if view.group_id else None)
        names = {one: name.in_(language()) for one, name in explain_group.NAMES.items()}
        self.group_button.setText(names.get(kind or "firm", ""))  # type: ignore[arg-type]  # a key
        refresh(self.group_button)
        self.group_button.setVisible(kind is not None)
        self.next_button.setVisible(view.group_id is not None)

    def tell_end(self, view: GapView) -> None:
        """Say how to go on, once the last point of a part was answered."""
        points = view.result.applicable()
        if view.group_id and all(one.code in view.answers for one in points):
            self._context.say(_("Lista completa. M pasa al siguiente del grupo."))

    def go_up(self) -> None:
        """Show the group."""
        if self._view is not None and (self._view.group_id or self._view.scope.parts):
            self._context.go("parts", assessment_id=self._view.group_id or self._view.id)

    def go_on(self) -> None:
        """Go to the next part whose list was not seen, or to the group when there is none."""
        if self._view is not None and self._view.group_id:
            work = partial(next_list, self._context.open_session, self._view.id)
            self._after(lambda: self._context.tasks.run(work, self._open))

    def _open(self, view: GapView | None) -> None:
        if view is None:
            self._context.say(_("Ya están vistas todas las listas del grupo."))
            self.go_up()
        else:
            self._context.go("gap" if view.is_open else "gap_result", assessment_id=view.id)
