"""Photos of the computer's own camera, kept at a point as they are taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal

from advisor_app.i18n import _, ngettext
from ui import theme
from ui.camera_watching import CameraWatching
from ui.dialogs.sheet import Sheet
from ui.folders import ask_folder
from ui.models.camera_list import CameraModel
from ui.models.photo_list import State
from ui.photo_preview import PhotoPreview, thumbnail_of_file
from ui.thumbnails import Thumbnails
from ui.widgets.basic import button, label
from ui.widgets.evidence_strip import TileStrip
from ui.widgets.flow import FlowButtons
from ui.widgets.picture import Picture

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.errors import AdvisorError
    from ui.context import Context
    from ui.evidence_keeper import EvidenceKeeper

_TALL = 300
_SHARE = 0.3  # of the window's height, so that large type has room too


class _Strip(TileStrip):
    """Enter keeps the photo that is shown, Space leaves it.

    Signals:
        kept, left: by key.
    """

    kept = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CameraSheet(Sheet):
    """Opens the camera program and offers what it takes; nothing is kept unasked. ``open()`` it."""

    def __init__(
        self, context: Context, keeper: EvidenceKeeper, item: str, words: str, parent: QWidget
    ) -> None:
        super().__init__(_("Fotos de la cámara"), parent, width=860, height=720)
        self._keeper = keeper
        self._item = item
        self.watching = CameraWatching(context, self)
        self.thumbnails = Thumbnails(context.tasks, thumbnail_of_file, self)
        self.preview = PhotoPreview(context.tasks, self)
        self.model = CameraModel(self.thumbnails, self)
        self.strip = _Strip(self.model)
        self.strip.setAccessibleName(_("Fotos de la cámara"))
        tall = min(theme.look().space(_TALL), round(parent.window().height() * _SHARE))
        self.picture = Picture(_("La foto elegida"), tall)
        self.state = label(_("Abriendo la cámara…"), "soft")
        self.trouble = label("", "error")
        self.trouble.hide()
        self.again_button = button(
            _("Abrir la cámara"), icon="laptop", clicked=self.watching.open_program
        )
        self.folder_button = button(_("Elegir la carpeta de la cámara"), clicked=self._ask_folder)
        self.keep_button = button(_("Guardar (Enter)"), "primary", clicked=self.keep)
        self.leave_button = button(_("Dejar (Espacio)"), clicked=self.leave)
        self._lay_out(words)
        self._connect()
        self._show_counts()
        self.watching.start()

    def _lay_out(self, words: str) -> None:
        self.column.add(label(words, "answer"))
        self.column.add(self.state)
        self.column.add(FlowButtons([self.again_button, self.folder_button]))
        self.column.add(self.picture)
        self.column.add(self.strip)
        self.column.add(self.trouble)
        self.column.add(
            label(
                _(
                    "Lo que guarde queda cifrado aquí. La foto sigue también en la carpeta de la "
                    "cámara: bórrela de allí cuando no la necesite."
                ),
                "caption",
            )
        )
        self.column.end()
        self.foot.insertWidget(0, self.leave_button)
        self.foot.insertWidget(0, self.keep_button)
        self.add_button(button(_("Listo"), clicked=self.accept))

    def _connect(self) -> None:
        self.watching.opened.connect(self._say_opened)
        self.watching.arrived.connect(self._show_new)
        self.watching.failed.connect(self._refuse)
        self.strip.kept.connect(self.keep)
        self.strip.left.connect(self.leave)
        self.strip.selectionModel().currentChanged.connect(self._show_current)
        self.preview.ready.connect(self.picture.show_image)
        self._keeper.settled.connect(self._settle)
        self._keeper.failed.connect(self._refuse)
        self.finished.connect(self._stop)

    def keep(self) -> None:
        """Keep the photo that is shown at the point, and show the next one."""
        taken = self.model.get(self.strip.currentIndex())
        if taken is not None and taken.waits:
            self.trouble.hide()
            self.model.change(taken.path, State.KEEPING)
            self._keeper.add([taken.path], self._item)
            self._go_on()

    def leave(self) -> None:
        """Keep the photo that is shown not; once more takes that back."""
        taken = self.model.get(self.strip.currentIndex())
        if taken is not None and taken.waits:
            was_left = taken.state is State.SKIPPED
            self.model.change(taken.path, State.WAITING if was_left else State.SKIPPED)
            if not was_left:
                self._go_on()
            self._show_counts()

    def _go_on(self) -> None:
        self.strip.setCurrentIndex(self.model.next_waiting(self.strip.currentIndex().row()))
        self.strip.setFocus()
        self._show_counts()

    def _say_opened(self, found: bool) -> None:
        self.again_button.setVisible(found)
        if found:
            said = _("La cámara está abierta. Cada foto que tome aparece aquí.")
        else:
            said = _(
                "No se encontró ningún programa de cámara en este equipo. Tome la foto con el "
                "teléfono, o agregue un archivo. Si tiene otro programa, ábralo y elija la carpeta "
                "donde guarda las fotos."
            )
        self.state.setText(said)

    def _show_new(self, paths: tuple[Path, ...]) -> None:
        self.model.add(paths)
        shown = self.model.get(self.strip.currentIndex())
        if shown is None or shown.state is not State.WAITING:
            self._go_on()
        elif shown.path in paths:
            self.preview.look_at(str(shown.path))
        self._show_counts()

    def _show_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        taken = self.model.get(index)
        if taken is not None:
            self.preview.look_at(str(taken.path))
        self._show_counts()

    def _show_counts(self) -> None:
        taken = self.model.get(self.strip.currentIndex())
        for one in (self.keep_button, self.leave_button):
            one.setEnabled(taken is not None and taken.waits)
        for widget in (self.picture, self.strip):
            widget.setVisible(self.model.rowCount() > 0)
        kept = self.model.count(State.KEPT)
        if kept:
            said = ngettext("{n} foto guardada.", "{n} fotos guardadas.", kept)
            self.state.setText(said.format(n=kept))

    def _ask_folder(self) -> None:
        ask_folder(self, _("Carpeta de la cámara"), self.watching.use)

    def _settle(self, source: object, is_kept: bool) -> None:
        if isinstance(source, Path):
            self.model.change(source, State.KEPT if is_kept else State.REFUSED)
            self._show_counts()

    def _refuse(self, error: AdvisorError) -> None:
        self.trouble.setText(f"{error.message} {error.advice}".strip())
        self.trouble.show()
        self._show_counts()

    def _stop(self) -> None:
        self.watching.stop()
        self.preview.stop()
        self.thumbnails.stop()
