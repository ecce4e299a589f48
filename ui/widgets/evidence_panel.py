"""The evidence of one answer: its strip, the ways to add to it, and what is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.evidence_keeper import FILE_KINDS
from ui.models.evidence_list import EvidenceModel
from ui.report_paper import file_dialog
from ui.thumbnails import Thumbnails
from ui.widgets.basic import button, label
from ui.widgets.evidence_strip import EvidenceStrip
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.evidence import Piece
    from ui.context import Context
    from ui.evidence_keeper import EvidenceKeeper


class EvidencePanel(QWidget):
    """Shows what backs an answer; files come in by dialog, by drop, or from the clipboard.

    Signals:
        opened: a piece that somebody wants to see.
        camera_wanted: photos are to be taken with this computer.
        sorting_wanted: the photos of a telephone are to be sorted.
    """

    opened = Signal(object)
    camera_wanted = Signal()
    sorting_wanted = Signal()

    def __init__(
        self, context: Context, keeper: EvidenceKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._keeper = keeper
        self._item = ""
        self._is_open = False
        self.setAcceptDrops(True)
        self.thumbnails = Thumbnails(context.tasks, self._thumbnail, self)
        self.model = EvidenceModel(self.thumbnails, self)
        self.strip = EvidenceStrip(self.model)
        self.add_button = button(_("Agregar foto o PDF (F)"), icon="camera", clicked=self.ask)
        self.camera_button = button(_("Cámara"), icon="laptop")
        self.camera_button.clicked.connect(self.camera_wanted)
        self.sort_button = button(_("Ordenar fotos del teléfono"), icon="phone")
        self.sort_button.clicked.connect(self.sorting_wanted)
        self._ways = (self.add_button, self.camera_button, self.sort_button)
        self.undo_button = button(_("Devolverla"), icon="undo", clicked=keeper.undo)
        self.state = label("", "soft")
        self.trouble = label("", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(6))
        self.heading = label(_("Evidencia"), "name")
        column.addWidget(self.heading)
        column.addWidget(self.strip)
        column.addWidget(FlowButtons([*self._ways, self.undo_button]))
        column.addWidget(self.state)
        column.addWidget(self.trouble)
        self.strip.opened.connect(self.opened)
        self.strip.dropped.connect(self._drop)
        keeper.changed.connect(self._show)
        keeper.told.connect(self._say)
        keeper.failed.connect(self._refuse)
        keeper.working.connect(self._show_work)
        self._say("")
        self._show()

    def show_item(self, item: str, *, is_open: bool) -> None:
        """Another answer; nothing is added to one that is closed."""
        if item != self._item:
            self._say("")
        self._item, self._is_open = item, is_open
        for one in self._ways:
            one.setEnabled(is_open)
        self._show()

    def ask(self) -> None:
        """Let the user choose files."""
        if not self._is_open:
            return
        pictures = QStandardPaths.StandardLocation.PicturesLocation
        dialog = file_dialog(self, _("Elegir fotos o PDF"), pictures)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_("Fotos y PDF ({kinds})").format(kinds=FILE_KINDS), _("Todo (*)")])
        dialog.filesSelected.connect(self.take_files)
        dialog.open()

    def take_files(self, files: list[str]) -> None:
        """Keep these files."""
        from pathlib import Path

        paths: list[Path | bytes] = [Path(file) for file in files]
        self._keeper.add(paths, self._item)

    def paste(self) -> None:
        """Keep what lies on the clipboard, if it is files or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        if self._is_open and not self._keeper.add_from(data, self._item):
            self._say(_("No hay ninguna foto ni archivo en el portapapeles."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_open and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._is_open and self._keeper.add_from(event.mimeData(), self._item):
            event.acceptProposedAction()

    def _thumbnail(self, piece_id: str) -> bytes:
        """Called in another thread, where the workspace may have been locked meanwhile."""
        session = self._context.session
        return session.evidence.thumbnail(piece_id) if session else b""

    def _show(self) -> None:
        pieces = self._keeper.of_item(self._item)
        self.model.show_pieces(pieces)
        self.strip.setVisible(bool(pieces))
        self.undo_button.setVisible(self._keeper.can_undo)

    def _drop(self, piece: Piece) -> None:
        if self._is_open:
            self._keeper.unlink(piece, self._item)

    def _say(self, text: str) -> None:
        self.trouble.hide()
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self.undo_button.setVisible(self._keeper.can_undo)

    def _show_work(self, kept: int, total: int) -> None:
        said = _("Guardando {n} de {all}…").format(n=min(kept + 1, total), all=total)
        self._say(said if total else "")

    def _refuse(self, error: AdvisorError) -> None:
        self.trouble.setText(f"{error.message} {error.advice}".strip())
        self.trouble.show()
        self.undo_button.setVisible(self._keeper.can_undo)
