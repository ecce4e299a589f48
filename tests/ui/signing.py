"""An advisor who has documents signed through the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from advisor_app.domain.document import DIAGNOSIS
from advisor_app.domain.signature import Method, Party
from tests.services.signing import to_sign
from tests.ui.drawing import draw_by_mouse
from tests.ui.hands import type_text
from ui.dialogs.pad_sheet import PadSheet
from ui.forms.given_signature import GivenSignature
from ui.forms.signature_form import SignatureForm
from ui.screens.signing import SigningScreen

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from advisor_app.domain.signature import Signature
    from advisor_app.services.session import Session
    from tests.ui.conftest import WaitingTasks
    from ui.main_window import MainWindow


class Signing:
    """What is done with the screen, in the words of who does it."""

    def __init__(
        self,
        qtbot: QtBot,
        window: MainWindow,
        tasks: WaitingTasks,
        session: Session,
        *,
        on_screen: bool = True,
    ) -> None:
        self.qtbot, self.window, self.tasks, self.session = qtbot, window, tasks, session
        self.subject_id, self.document = to_sign(session, on_screen=on_screen)

    def open(self) -> None:
        self.window.go("sign", kind=DIAGNOSIS, subject_id=self.subject_id)
        self.wait()

    def wait(self) -> None:
        self.tasks.wait_idle(30)
        QCoreApplication.processEvents()
        self.tasks.wait_idle(30)

    @property
    def screen(self) -> SigningScreen:
        return cast("SigningScreen", self.window.screen_shown)

    def choose(self, party: Party) -> SignatureForm:
        """Look at the line of a party."""
        self.screen.places.rows[party].click()
        return self.form

    @property
    def form(self) -> SignatureForm:
        return next(one for one in self._shown(SignatureForm))

    @property
    def given(self) -> GivenSignature:
        return next(one for one in self._shown(GivenSignature))

    def _shown(self, kind: type) -> list:
        return [one for one in self.screen.findChildren(kind) if one.isVisible()]

    @property
    def sheet(self) -> PadSheet:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, PadSheet)
        return sheet

    def names(self, name: str = "", number: str = "34567890") -> None:
        """Type who signs."""
        person = self.form.person
        if name:
            person.name.clear()
            type_text(self.qtbot, person.name, name)
        person.document_number.clear()
        type_text(self.qtbot, person.document_number, number)

    def hand_over(self) -> PadSheet:
        """Give the laptop to who signs."""
        self.form.pad_button.click()
        self.qtbot.waitUntil(self.sheet.isActiveWindow)
        return self.sheet

    def signs_on_screen(self) -> None:
        """Hand the laptop over, draw, and take it back."""
        draw_by_mouse(self.hand_over().pad)
        self.sheet.sign_button.click()
        self.wait()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget() or self.screen
        QTest.keyClick(focused, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.wait()

    def drop(self, target: QWidget, file: Path) -> None:
        """Let a file fall on a widget."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        how = (
            Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(target, QDragEnterEvent(QPointF(5, 5), *how))
        QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), *how))
        self.wait()

    def stored(self) -> list[Signature]:
        """What stands on the document by now."""
        return self.session.signatures.of_document(self.document.id)

    def methods(self) -> list[tuple[Party, Method]]:
        return [(one.party, one.method) for one in self.stored()]
