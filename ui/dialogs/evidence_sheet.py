"""The evidence of one question, over the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from advisor_app.i18n import _
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import label
from ui.widgets.evidence_panel import EvidencePanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.services.evidence import Piece
    from ui.context import Context
    from ui.evidence_keeper import EvidenceKeeper


class EvidenceSheet(Sheet):
    """Shows what backs an answer and takes more; nothing has to be confirmed. Use ``open()``."""

    def __init__(
        self, context: Context, keeper: EvidenceKeeper, item: str, words: str, parent: QWidget
    ) -> None:
        super().__init__(_("Evidencia"), parent, width=760, height=480)
        self._context = context
        self._keeper = keeper
        self._item = item
        self._words = words
        self.panel = EvidencePanel(context, keeper, self)
        self.panel.heading.hide()
        self.panel.opened.connect(self._view)
        self.panel.camera_wanted.connect(self._take)
        self.panel.sorting_wanted.connect(self.accept)
        self.column.add(label(words, "answer"))
        self.column.add(self.panel)
        self.column.add(
            label(_("También puede arrastrar archivos hasta aquí, o pegarlos con Ctrl+V."), "soft")
        )
        self.column.end()
        self.add_close(_("Listo"))
        for keys, act in (("F", self.panel.ask), ("Ctrl+V", self.panel.paste)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def _take(self) -> None:
        from ui.dialogs.camera_sheet import CameraSheet

        CameraSheet(self._context, self._keeper, self._item, self._words, self).open()

    def _view(self, piece: Piece) -> None:
        from ui.dialogs.piece import PieceSheet

        pieces = self.panel.model.pieces
        PieceSheet(self._context, self._keeper, pieces, pieces.index(piece), self).open()
