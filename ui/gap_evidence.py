"""The evidence of the point that a list has come to: its panel, its keys, and what is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut

from advisor_app.i18n import _, language
from ui.evidence_keeper import EvidenceKeeper
from ui.widgets.evidence_panel import EvidencePanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.services.changes import Changes
    from advisor_app.services.evidence import Piece
    from advisor_app.services.gaps import GapView
    from ui.context import Context


class GapEvidence(QObject):
    """Beside the screen of one list: F chooses files, Ctrl+V pastes, a drop anywhere adds.

    Attributes:
        panel: for the side where the point is shown.

    Signals:
        changed: other points are backed than before.
    """

    changed = Signal()

    def __init__(self, context: Context, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._firm_id = ""
        self._point = ("", "")
        self.keeper = EvidenceKeeper(context, self)
        self.panel = EvidencePanel(context, self.keeper, screen)
        self.panel.opened.connect(self._view)
        self.panel.camera_wanted.connect(self._take)
        self.panel.sorting_wanted.connect(self._sort)
        self.keeper.changed.connect(self.changed)
        for keys, act in ((_("F"), self.panel.ask), ("Ctrl+V", self.panel.paste)):
            shortcut = QShortcut(QKeySequence(keys), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    @property
    def backed(self) -> frozenset[str]:
        """The points that something backs."""
        return self.keeper.backed

    def show_for(self, view: GapView) -> None:
        """Another list, or the same one again."""
        self._firm_id = view.firm_id
        self.keeper.show_for(view.id)

    def show_point(self, view: GapView, code: str) -> None:
        """The point the list has come to."""
        title = view.standard.requirement(code).title if view.standard.has(code) else None
        self._point = (code, title.in_(language()) if title else "")
        self.panel.show_item(code, is_open=view.is_open)

    def hear(self, changes: Changes) -> None:
        """Something was written, here or elsewhere."""
        self.keeper.hear(changes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            self.panel.dragEnterEvent(event)
            return event.isAccepted()
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.panel.dropEvent(event)
            return event.isAccepted()
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        from ui.dialogs.camera_sheet import CameraSheet

        code, title = self._point
        CameraSheet(self._context, self.keeper, code, f"{code} {title}", self._screen).open()

    def _sort(self) -> None:
        self._context.go("photos", firm_id=self._firm_id)

    def _view(self, piece: Piece) -> None:
        from ui.dialogs.piece import PieceSheet

        pieces = self.panel.model.pieces
        PieceSheet(self._context, self.keeper, pieces, pieces.index(piece), self._screen).open()
