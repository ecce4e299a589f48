"""Where a photo comes in: chosen as a file or dropped, and then seen as it will be kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.report_paper import file_dialog
from ui.widgets.basic import button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

_KINDS: Final = "*.jpg *.jpeg *.png *.webp *.bmp"
_TALL: Final = 150


class PhotoDrop(QFrame):
    """Tells which file was chosen; shows the photo once somebody has looked at it.

    Signals:
        chosen: the path of a file that may be a photo.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(16), space(12), space(16), space(12))
        column.setSpacing(space(8))
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Foto elegida"))
        self.choose_button = button(_("Elegir la foto"), icon="camera", clicked=self.ask)
        self.setFocusProxy(self.choose_button)
        self.words = label(_("o arrástrela hasta aquí"), "soft")
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.show_photo(b"")

    def ask(self) -> None:
        """Let the user look for the file."""
        pictures = QStandardPaths.StandardLocation.PicturesLocation
        dialog = file_dialog(self, _("Elegir la foto"), pictures)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Fotos ({kinds})").format(kinds=_KINDS), _("Todo (*)")])
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def show_photo(self, jpeg: bytes) -> None:
        """The photo as it will be kept; nothing takes it away."""
        picture = QPixmap()
        picture.loadFromData(jpeg)
        if jpeg:
            tall = theme.look().space(_TALL)
            picture = picture.scaled(
                tall * 2, tall,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            self.picture.setPixmap(picture)
        self.picture.setVisible(bool(jpeg))
        self.choose_button.setText(_("Elegir otra foto") if jpeg else _("Elegir la foto"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self._take(files[0])

    def _take(self, file: str) -> None:
        self.chosen.emit(Path(file))
