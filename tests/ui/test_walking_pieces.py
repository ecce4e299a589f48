"""Photos and papers of a point, seen large one after the other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from advisor_app.services.evidence import Link
from tests.builders import agree_to_photos, make_firm
from tests.pictures import paper, photo
from tests.ui.hands import expose, type_text
from ui.dialogs.piece import PieceSheet
from ui.evidence_keeper import EvidenceKeeper


@pytest.fixture
def sheet_over(qtbot, context, session, tasks):
    """The sheet over these files, at the first of them."""
    window = QWidget()
    expose(qtbot, window)
    firm = make_firm(session)
    agree_to_photos(session, firm)
    gap = session.gaps.start(firm.id, "iso_17025")
    at = Link(gap.id, gap.standard.requirements[0].code)

    def made(*files):
        pieces = [
            session.evidence.add(data, at, caption=f"Foto {n}") for n, data in enumerate(files)
        ]
        keeper = EvidenceKeeper(context, window)
        keeper.show_for(gap.id)
        sheet = PieceSheet(context, keeper, pieces, 0, window)
        sheet.open()
        qtbot.waitUntil(sheet.isActiveWindow)
        tasks.wait_idle()
        return sheet

    return made


def told(sheet) -> tuple[str, str, str]:
    return sheet.steps.place.text(), sheet.heading.text(), sheet.caption.text()


def test_arrows_and_buttons_walk_through_photos_and_papers(sheet_over, qtbot, tasks):
    sheet = sheet_over(photo(0), photo(1), paper())
    assert told(sheet) == ("1 de 3", "Foto 0", "Foto 0")
    assert not sheet.steps.back_button.isEnabled()
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Right)
    tasks.wait_idle()
    assert told(sheet) == ("2 de 3", "Foto 1", "Foto 1")
    assert not sheet.picture.pixmap().isNull()
    sheet.steps.next_button.click()
    tasks.wait_idle()
    assert told(sheet) == ("3 de 3", "Foto 2", "Foto 2")
    assert (sheet.paper.isVisible(), sheet.picture.isVisible()) == (True, False)
    assert not sheet.steps.next_button.isEnabled()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(sheet.remove_button, key)
    tasks.wait_idle()
    assert told(sheet) == ("2 de 3", "Foto 1", "Foto 1")
    assert (sheet.paper.isVisible(), sheet.picture.isVisible()) == (False, True)
    assert len(sheet.backs.text().splitlines()) == 2
    sheet.reject()


def test_a_caption_is_kept_on_the_way_and_arrows_move_in_its_text(
    sheet_over, session, qtbot, tasks
):
    sheet = sheet_over(photo(0), photo(1))
    sheet.caption.selectAll()
    type_text(qtbot, sheet.caption, "Báscula")
    qtbot.keyClick(sheet.caption, Qt.Key.Key_Left)
    assert sheet.steps.place.text() == "1 de 2"
    qtbot.keyClick(sheet.caption, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    tasks.wait_idle()
    assert told(sheet) == ("2 de 2", "Foto 1", "Foto 1")
    sheet.steps.go_back()
    tasks.wait_idle()
    assert told(sheet) == ("1 de 2", "Báscula", "Báscula")
    (firm,) = session.firms.list()
    captions = sorted(one.caption for one in session.evidence.of_firm(firm.id))
    assert captions == ["Báscula", "Foto 1"]
    sheet.reject()


def test_a_photo_that_comes_late_is_not_shown_for_another(sheet_over, tasks):
    sheet = sheet_over(photo(0, size=(800, 600)), photo(1, size=(600, 800)))
    sheet.steps.go_on()
    sheet.steps.go_back()
    tasks.wait_idle()
    shown = sheet.picture.pixmap()
    assert (sheet.steps.place.text(), shown.width() > shown.height()) == ("1 de 2", True)
    sheet.reject()


def test_a_single_photo_has_no_way_to_others(sheet_over):
    sheet = sheet_over(photo(0))
    assert not sheet.steps.isVisible()
    assert sheet.focusWidget() is not None
    sheet.reject()
