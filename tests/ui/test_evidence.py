"""Photos and papers beside a point: chosen, dropped, pasted, looked at, taken away and back."""

from __future__ import annotations

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.groups import Scope
from advisor_app.services.evidence import Link
from advisor_app.store.errors import DiskFull
from tests.builders import agree_to_photos, make_draft, make_firm
from tests.pictures import huge_png, paper, photo
from tests.ui.evidence import as_dragged, drop, files_in
from tests.ui.hands import expose, type_text
from ui import settings as choices
from ui.dialogs.piece import PieceSheet
from ui.models.headed_rows import KEY
from ui.screens.gap import GapScreen
from ui.screens.interview import InterviewScreen

LIST = "iso_17025"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def firm(session):
    made = make_firm(session)
    agree_to_photos(session, made)
    return made


@pytest.fixture
def gap(session, firm):
    return session.gaps.start(firm.id, LIST)


@pytest.fixture
def codes(gap):
    return [one.code for one in gap.standard.requirements]


@pytest.fixture
def screen(qtbot, context, tasks, gap):
    made = GapScreen(context)
    context.open_session.subscribe(made.on_changes)  # as the window passes them on
    expose(qtbot, made)
    made.open(assessment_id=gap.id)
    tasks.wait_idle()
    return made


@pytest.fixture
def kept(session, gap):
    """What is kept, by the point it backs."""

    def of(code):
        return [
            one for one in session.evidence.of_assessment(gap.id) if code in one.items_of(gap.id)
        ]

    return of


def shown(screen) -> int:
    return screen.evidence.panel.model.rowCount() if screen.evidence.panel.strip.isVisible() else 0


def sheet_of(screen, tasks, qtbot):
    """The first piece of the point, large."""
    strip = screen.evidence.panel.strip
    strip.setFocus()
    strip.setCurrentIndex(strip.model().index(0, 0))
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    tasks.wait_idle()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, PieceSheet)
    return sheet


def test_f_asks_for_files_and_each_is_kept_at_the_point(
    screen, qtbot, tasks, tmp_path, kept, codes
):
    qtbot.keyClick(screen.list, "F")
    dialog = screen.findChild(QFileDialog)
    files = files_in(tmp_path, [photo(1), photo(2)])
    dialog.filesSelected.emit([str(path) for path in files])
    dialog.reject()
    tasks.wait_idle()
    assert len(kept(codes[0])) == shown(screen) == 2
    assert screen.evidence.panel.state.text() == "2 archivos guardados."


def test_files_are_dropped_anywhere_on_the_screen(screen, tasks, tmp_path, kept, codes):
    assert drop(screen, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    assert drop(screen.evidence.panel, as_dragged(files_in(tmp_path, [paper()], "pdf")))
    tasks.wait_idle()
    assert sorted(one.media_type for one in kept(codes[0])) == ["application/pdf", "image/jpeg"]
    assert shown(screen) == 2


def test_a_copied_screenshot_is_pasted(screen, qtbot, tasks, kept, codes):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    data = QMimeData()
    data.setImageData(image)
    QApplication.clipboard().setMimeData(data)
    qtbot.keyClick(screen.list, "V", CONTROL)
    tasks.wait_idle()
    assert len(kept(codes[0])) == 1
    QApplication.clipboard().setText("solo palabras")
    qtbot.keyClick(screen.list, "V", CONTROL)
    tasks.wait_idle()
    assert len(kept(codes[0])) == 1
    assert "portapapeles" in screen.evidence.panel.state.text()


def test_what_is_no_photo_is_named_and_the_others_are_kept(screen, tasks, tmp_path, kept, codes):
    drop(screen, as_dragged(files_in(tmp_path, [photo(1), b"un texto", photo(2)])))
    tasks.wait_idle()
    assert len(kept(codes[0])) == 2
    trouble = screen.evidence.panel.trouble
    assert trouble.isVisible()
    assert trouble.text().startswith("1 archivo no se guardó: Ese archivo no es una foto")


def _locked_paper():
    return paper(encryption=pikepdf.Encryption(user="a", owner="b"))


@pytest.mark.parametrize(
    ("ending", "make"),
    [
        ("pdf", _locked_paper),
        ("pdf", lambda: paper()[:200]),
        ("pdf", lambda: b"%PDF-1.7\n" + bytes(4_000)),
        ("jpg", lambda: huge_png(60_000)),
        ("jpg", lambda: photo(1)[:600]),
        ("jpg", lambda: b""),
        ("exe", lambda: b"MZ" + bytes(4_000)),
    ],
    ids=["locked", "half a paper", "no paper", "bomb", "half a photo", "empty", "program"],
)
def test_a_hostile_file_dropped_is_told_and_the_next_one_is_kept(
    screen, tasks, tmp_path, kept, codes, ending, make
):
    bad, good = tmp_path / "bad", tmp_path / "good"
    bad.mkdir()
    good.mkdir()
    drop(screen.evidence.panel, as_dragged(files_in(bad, [make()], ending)))
    tasks.wait_idle()
    trouble = screen.evidence.panel.trouble
    assert trouble.isVisible()
    assert len(trouble.text()) > 20
    assert kept(codes[0]) == []
    drop(screen.evidence.panel, as_dragged([tmp_path, *files_in(good, [photo(2)])]))  # a folder too
    tasks.wait_idle()
    assert len(kept(codes[0])) == 1


def test_files_for_a_list_closed_meanwhile_are_refused_with_a_word(
    session, gap, screen, tasks, tmp_path, kept, codes
):
    session.gaps.close(gap.id)
    drop(screen.evidence.panel, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    assert "cerrad" in screen.evidence.panel.trouble.text()
    assert kept(codes[0]) == []


def test_a_piece_that_does_not_come_back_for_want_of_room_comes_back_later(
    session, gap, screen, tasks, kept, codes, monkeypatch
):
    session.evidence.add(photo(1), Link(gap.id, codes[0]))
    tasks.wait_idle()
    panel = screen.evidence.panel
    panel.strip.dropped.emit(kept(codes[0])[0])
    tasks.wait_idle()
    with monkeypatch.context() as held:
        held.setattr(type(session.evidence), "restore", _full)
        panel.undo_button.click()
        tasks.wait_idle()
    assert "lleno" in panel.trouble.text()
    assert panel.undo_button.isVisible()
    panel.undo_button.click()
    tasks.wait_idle()
    assert len(kept(codes[0])) == 1


def _full(*_anything):
    raise DiskFull


def test_without_the_authorization_of_photos_it_is_said(
    session, firm, screen, tasks, tmp_path, kept, codes
):
    agree_to_photos(session, firm, photos=False)
    drop(screen, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    assert kept(codes[0]) == []
    assert "no ha autorizado fotos" in screen.evidence.panel.trouble.text()


def test_files_go_to_the_point_where_they_were_dropped(screen, qtbot, tasks, tmp_path, kept, codes):
    drop(screen, as_dragged(files_in(tmp_path, [photo(1)])))
    qtbot.keyClick(screen.list, "C")
    tasks.wait_idle()
    assert screen.list.currentIndex().data(KEY) == codes[1]
    assert len(kept(codes[0])) == 1
    assert (kept(codes[1]), shown(screen)) == ([], 0)
    qtbot.keyClick(screen.list, Qt.Key.Key_Up)
    tasks.wait_idle()
    assert shown(screen) == 1


def test_a_piece_is_taken_away_by_key_and_comes_back(screen, qtbot, tasks, tmp_path, kept, codes):
    drop(screen, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    strip, undo = screen.evidence.panel.strip, screen.evidence.panel.undo_button
    assert not undo.isVisible()
    strip.setFocus()
    strip.setCurrentIndex(strip.model().index(0, 0))
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    tasks.wait_idle()
    assert (kept(codes[0]), shown(screen)) == ([], 0)
    undo.click()
    tasks.wait_idle()
    assert len(kept(codes[0])) == shown(screen) == 1


def test_a_photo_is_seen_large_described_and_linked_to_another_point(
    screen, qtbot, tasks, tmp_path, kept, codes
):
    drop(screen, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    sheet = sheet_of(screen, tasks, qtbot)
    assert not sheet.picture.pixmap().isNull()
    top = sheet.caption.mapTo(sheet, sheet.caption.rect().topLeft()).y()
    assert sheet.picture.mapTo(sheet, sheet.picture.rect().bottomLeft()).y() < top
    assert sheet.backs.text().splitlines()[1].startswith(codes[0])
    type_text(qtbot, sheet.caption, "Año del termómetro")
    sheet.link_button.click()
    chooser = QApplication.activeModalWidget()
    type_text(qtbot, chooser.typed, codes[3])
    qtbot.keyClick(chooser.typed, Qt.Key.Key_Return)
    tasks.wait_idle()
    assert len(sheet.backs.text().splitlines()) == 3
    sheet.accept()
    tasks.wait_idle()
    (piece,) = kept(codes[0])
    assert piece.caption == "Año del termómetro"
    assert kept(codes[3]) == [piece]


def test_a_photo_is_removed_from_everything_in_its_sheet(
    screen, qtbot, tasks, tmp_path, kept, codes
):
    drop(screen, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    sheet_of(screen, tasks, qtbot).remove_button.click()
    tasks.wait_idle()
    assert kept(codes[0]) == []
    screen.evidence.panel.undo_button.click()
    tasks.wait_idle()
    assert len(kept(codes[0])) == 1


def test_the_original_is_kept_if_asked_for_and_given_out_again(
    screen, settings, qtbot, tasks, tmp_path, kept, codes
):
    data = photo(1, size=(1600, 1200))
    settings.set(choices.KEEP_ORIGINALS, True)
    drop(screen, as_dragged(files_in(tmp_path, [data])))
    tasks.wait_idle()
    (piece,) = kept(codes[0])
    assert piece.has_original
    sheet = sheet_of(screen, tasks, qtbot)
    sheet.copy_button.click()
    tasks.wait_idle()
    dialog = sheet.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "copia.jpg"))
    dialog.reject()
    tasks.wait_idle()
    with Image.open(tmp_path / "copia.jpg") as copy:
        assert copy.size == (1600, 1200)
    sheet.reject()


def test_a_paper_is_shown_by_its_pages(screen, qtbot, tasks, tmp_path):
    drop(screen, as_dragged(files_in(tmp_path, [paper()], "pdf")))
    tasks.wait_idle()
    sheet = sheet_of(screen, tasks, qtbot)
    assert sheet.paper.model.rowCount() == 1
    sheet.reject()


def test_the_filter_shows_what_is_said_to_hold_without_evidence(
    session, gap, screen, tasks, tmp_path, codes
):
    for code, state in zip(codes, (State.COMPLIES, State.PARTIAL, State.FAILS), strict=False):
        session.gaps.answer(gap.id, GapAnswer(code, state))
    session.evidence.add(photo(1), Link(gap.id, codes[0]))
    tasks.wait_idle()
    screen.filter.set_value("bare")
    screen.filter.chosen.emit("bare")
    rows = [screen.model.index(n, 0).data(KEY) for n in range(screen.model.rowCount())]
    assert [code for code in rows if code] == [codes[1]]


def test_a_closed_list_shows_its_evidence_and_takes_no_more(
    session, gap, screen, tasks, tmp_path, codes, qtbot
):
    session.evidence.add(photo(1), Link(gap.id, codes[0]))
    session.gaps.close(gap.id)
    screen.open(assessment_id=gap.id)
    tasks.wait_idle()
    assert shown(screen) == 1
    assert not screen.evidence.panel.add_button.isEnabled()
    assert not drop(screen, as_dragged(files_in(tmp_path, [photo(2)])))
    sheet = sheet_of(screen, tasks, qtbot)
    assert not sheet.remove_button.isEnabled()
    assert sheet.caption.isReadOnly()
    sheet.reject()


def test_another_list_never_shows_the_evidence_of_the_one_before(
    session, firm, screen, tasks, tmp_path, codes
):
    drop(screen, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    other = session.gaps.start(firm.id, LIST, scope=Scope("site", "Bodega"))
    seen = []
    screen.evidence.changed.connect(lambda: seen.append(shown(screen)))
    screen.open(assessment_id=other.id)
    tasks.wait_idle()
    assert (seen, shown(screen)) == ([0], 0)


# --- in the interview ------------------------------------------------------------------------


@pytest.fixture
def interview(qtbot, context, session, tasks, firm):
    _visit, view = make_draft(session, firm)
    made = InterviewScreen(context)
    session.subscribe(made.on_changes)
    expose(qtbot, made)
    made.open(assessment_id=view.id)
    tasks.wait_idle()
    return made


def test_f_shows_the_evidence_of_a_question_and_takes_more(
    interview, session, firm, qtbot, tasks, tmp_path
):
    qtbot.keyClick(interview, "F")
    sheet = QApplication.activeModalWidget()
    drop(sheet.panel, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    assert sheet.panel.model.rowCount() == 1
    sheet.accept()
    assert interview.view.bar.photo.isChecked()
    (piece,) = session.evidence.of_firm(firm.id)
    assert [link.item for link in piece.links] == [interview.flow.item.code]


def test_a_file_dropped_on_the_interview_is_kept_at_its_question(
    interview, session, firm, qtbot, tasks, tmp_path, navigator
):
    assert drop(interview, as_dragged(files_in(tmp_path, [photo(1)])))
    tasks.wait_idle()
    assert len(session.evidence.of_firm(firm.id)) == 1
    assert navigator.said == ["1 archivo guardado."]
    qtbot.keyClick(interview, Qt.Key.Key_Right)
    tasks.wait_idle()
    assert not interview.view.bar.photo.isChecked()
    drop(interview, as_dragged(files_in(tmp_path, [b"un texto"])))
    tasks.wait_idle()
    assert "no es una foto" in navigator.errors[-1].message
