"""The evidence of the question that an interview has come to: its button, its keys, its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from advisor_app.i18n import _, language
from ui.evidence_keeper import EvidenceKeeper, sources_in

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.assessment_view import AssessmentView
    from ui.screens.interview import InterviewScreen


class InterviewEvidence(QObject):
    """Beside the interview: F shows the evidence, Ctrl+V pastes, a drop anywhere adds."""

    def __init__(self, screen: InterviewScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._is_open = False
        self.keeper = EvidenceKeeper(screen.context, self)
        self.keeper.changed.connect(self._show)
        self.keeper.told.connect(screen.context.say)
        self.keeper.failed.connect(self._refuse)
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    def show_for(self, view: AssessmentView) -> None:
        """Another diagnosis, or the same one again."""
        self._is_open = view.is_open
        self.keeper.show_for(view.id)

    def open(self) -> None:
        """What backs the answer, and the ways to add to it."""
        from ui.dialogs.evidence_sheet import EvidenceSheet

        self._show()  # a click on the button has turned it
        flow = self._screen.asked
        if flow is not None:
            code, context = flow.item.code, self._screen.context
            words = f"{code} {flow.item.question.in_(language())}"
            sheet = EvidenceSheet(context, self.keeper, code, words, self._screen)
            sheet.panel.sorting_wanted.connect(self._sort)
            sheet.panel.show_item(code, is_open=self._is_open)
            sheet.open()

    def paste(self) -> None:
        """Keep what lies on the clipboard, if it is files or a picture."""
        if not self._add(QGuiApplication.clipboard().mimeData()):
            self._screen.context.say(_("No hay ninguna foto ni archivo en el portapapeles."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self._is_open and event.mimeData().hasUrls():
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            if self._add(event.mimeData()):
                event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _sort(self) -> None:
        self._screen.context.go("photos", firm_id=self._screen.loaded.view.firm_id)

    def _show(self) -> None:
        self._screen.view.show_backed(self.keeper.backed, self._screen.asked)

    def _add(self, data: QMimeData | None) -> bool:
        flow, found = self._screen.asked, sources_in(data)
        if flow is None or not self._is_open or not found:
            return False
        self.keeper.add(found, flow.item.code)
        return True

    def _refuse(self, error: AdvisorError) -> None:
        if QApplication.activeModalWidget() is None:  # else its own sheet says it
            self._screen.context.explain(error)
