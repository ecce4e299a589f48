"""What shows that an action is done: a note, a photo or a paper, and who verified it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.plan import Status
from advisor_app.i18n import _
from ui import theme
from ui.evidence_keeper import FILE_KINDS, sources_in
from ui.forms.row import Row
from ui.models.evidence_list import EvidenceModel
from ui.report_paper import file_dialog
from ui.widgets.basic import button, label
from ui.widgets.date import DateEdit
from ui.widgets.evidence_strip import EvidenceStrip
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from advisor_app.domain.actions import Action
    from advisor_app.services.evidence import Piece
    from ui.thumbnails import Thumbnails


class PlanClosing(QWidget):
    """The proof is one file; another one takes its place.

    Attributes:
        fields: by the name of what each tells of an action.

    Signals:
        given: a file, or the bytes of a picture.
        dropped: there is to be no file.
        opened: a piece that somebody wants to see.
    """

    given = Signal(object)
    dropped = Signal()
    opened = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.note = NoteEdit(lines=2)
        self.verified_on = DateEdit()
        self.verified_by = QLineEdit()
        self.fields = {
            "closing_note": Field(_("Nota de cierre"), self.note),
            "verified_on": Field(_("Verificada el"), self.verified_on),
            "verified_by": Field(_("Verificada por"), self.verified_by),
        }
        self.model = EvidenceModel(thumbnails, self)
        self.strip = EvidenceStrip(self.model)
        self.strip.setAccessibleName(_("Prueba de cierre"))
        self.add_button = button(_("Agregar foto o PDF (E)"), icon="camera", clicked=self.ask)
        self.drop_button = button(_("Quitar la prueba"), "quiet", icon="delete")
        self.drop_button.clicked.connect(self.dropped)
        self.missing = label(
            _("Falta lo que muestra que está hecha: una foto, un PDF o una nota."), "attention"
        )
        self.state = label("", "soft")
        self.verified = Row([self.fields["verified_on"], self.fields["verified_by"]], narrowest=150)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(10))
        for one in (
            self.fields["closing_note"],
            self.strip,
            FlowButtons([self.add_button, self.drop_button]),
            self.state,
            self.missing,
            self.verified,
        ):
            column.addWidget(one)
        self.say("")
        self.strip.opened.connect(self.opened)
        self.strip.dropped.connect(self.dropped)

    def show_action(
        self, action: Action, waiting: Mapping[str, Any], proofs: Mapping[str, Piece]
    ) -> None:
        """What an action has to show, or would have once it is stored."""
        piece = proofs.get(waiting.get("closing_attachment_id", action.closing_attachment_id) or "")
        self.model.show_pieces((piece,) if piece else ())
        self.strip.setCurrentIndex(self.model.index(0, 0))
        self.strip.setVisible(piece is not None)
        self.drop_button.setVisible(piece is not None)
        another = _("Cambiar la foto o el PDF (E)")
        self.add_button.setText(another if piece else _("Agregar foto o PDF (E)"))
        self.missing.setVisible(action.lacks_proof and piece is None)
        self.verified.setVisible(action.status is Status.VERIFIED)

    def say(self, text: str) -> None:
        """What is under way, or nothing."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def ask(self) -> None:
        """Let the user choose the file."""
        pictures = QStandardPaths.StandardLocation.PicturesLocation
        dialog = file_dialog(self, _("Elegir la prueba de cierre"), pictures)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Fotos y PDF ({kinds})").format(kinds=FILE_KINDS), _("Todo (*)")])
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, file: str) -> None:
        """Let this file be the proof."""
        from pathlib import Path

        self.given.emit(Path(file))

    def paste(self) -> None:
        """Take what lies on the clipboard, if it is a file or a picture."""
        if not self._take(sources_in(QGuiApplication.clipboard().mimeData())):
            self.say(_("No hay ninguna foto ni archivo en el portapapeles."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take(sources_in(event.mimeData())):
            event.acceptProposedAction()

    def _take(self, sources: list[Path | bytes]) -> bool:
        if sources:
            self.given.emit(sources[0])
        return bool(sources)
