"""Photos of the computer's camera: a program writes them, one key keeps each at the point."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.services import camera
from tests.builders import agree_to_photos, make_draft, make_firm
from tests.pictures import photo
from tests.ui.fake_camera import PIECES
from tests.ui.hands import expose
from ui import camera_watching
from ui.models.camera_list import Taken
from ui.models.photo_list import State
from ui.screens.gap import GapScreen
from ui.screens.interview import InterviewScreen

PROGRAM = Path(__file__).with_name("fake_camera.py")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the fake is a program of Linux")


@pytest.fixture
def no_camera():
    """Here programs are opened: those in the folder of the test."""


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Looks follow each other sooner than a person would notice."""
    monkeypatch.setattr(camera_watching, "_LOOK_MS", 120)


@pytest.fixture
def pictures(monkeypatch, tmp_path):
    """The user's folder of pictures."""
    folder = tmp_path / "Imágenes"
    folder.mkdir()
    monkeypatch.setattr(platformdirs, "user_pictures_path", lambda: folder)
    return folder


@pytest.fixture
def no_program(monkeypatch, tmp_path, pictures):
    """A computer without a camera program."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs


@pytest.fixture
def program(no_program, pictures):
    """A camera program that writes its photo in pieces."""
    script = no_program / "cheese"
    script.write_text(f"#!/bin/sh\nexec {sys.executable} {no_program / 'cheese.py'}\n")
    script.chmod(0o755)
    shutil.copy(PROGRAM, no_program / "cheese.py")
    (no_program / "photo.jpg").write_bytes(photo(1, size=(1600, 1200)))
    (no_program / "folder.txt").write_text(str(pictures / "Webcam"), encoding="utf-8")
    os.mkfifo(no_program / "go")
    go = os.open(no_program / "go", os.O_RDWR)
    yield lambda: os.write(go, b"1")
    os.close(go)


@pytest.fixture
def firm(session):
    made = make_firm(session)
    agree_to_photos(session, made)
    return made


@pytest.fixture
def gap(session, firm):
    return session.gaps.start(firm.id, "iso_17025")


@pytest.fixture
def screen(qtbot, context, tasks, gap):
    made = GapScreen(context)
    context.open_session.subscribe(made.on_changes)
    expose(qtbot, made)
    made.open(assessment_id=gap.id)
    tasks.wait_idle()
    return made


@pytest.fixture
def opened(screen, qtbot, tasks):
    """The sheet, by its button, once it has looked at what lies there already."""

    def by_button():
        screen.evidence.panel.camera_button.click()
        sheet = QApplication.activeModalWidget()
        with qtbot.waitSignal(sheet.watching.opened):
            pass
        return sheet

    return by_button


@pytest.fixture
def kept(session, gap):
    return lambda: session.evidence.of_assessment(gap.id)


def states(sheet) -> list[State]:
    taken: list[Taken | None] = [
        sheet.model.get(sheet.model.index(row, 0)) for row in range(sheet.model.rowCount())
    ]
    return [one.state for one in taken if one is not None]


def test_a_photo_that_the_camera_writes_in_pieces_is_shown_once_whole_and_kept_by_one_key(
    program, pictures, opened, qtbot, gap, kept
):
    (pictures / "old.jpg").write_bytes(photo(9))
    file = pictures / "Webcam" / "2026-11-25-093000.jpg"
    sheet = opened()
    assert "La cámara está abierta" in sheet.state.text()
    assert not sheet.keep_button.isEnabled()
    program()
    qtbot.waitUntil(lambda: file.exists() and file.stat().st_size > 0)
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    assert sheet.picture.pixmap().isNull()
    for _piece in range(PIECES - 1):
        program()
    qtbot.waitUntil(lambda: not sheet.picture.pixmap().isNull())
    assert sheet.model.rowCount() == 1
    assert kept() == ()
    qtbot.keyClick(sheet.strip, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: states(sheet) == [State.KEPT])
    (piece,) = kept()
    assert [link.item for link in piece.links] == [gap.standard.requirements[0].code]
    assert sheet.state.text() == "1 foto guardada."
    assert file.exists()
    sheet.accept()


def test_a_photo_is_left_by_another_key_and_taken_up_again(
    no_program, pictures, opened, qtbot, tasks, kept
):
    sheet = opened()
    for number in range(2):
        (pictures / f"{number}.jpg").write_bytes(photo(number))
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 2)
    qtbot.keyClick(sheet.strip, Qt.Key.Key_Space)
    assert states(sheet) == [State.SKIPPED, State.WAITING]
    assert sheet.strip.currentIndex().row() == 1
    qtbot.keyClick(sheet.strip, Qt.Key.Key_Left)
    qtbot.keyClick(sheet.strip, Qt.Key.Key_Space)
    assert states(sheet) == [State.WAITING, State.WAITING]
    sheet.leave_button.click()
    sheet.keep_button.click()
    qtbot.waitUntil(lambda: states(sheet) == [State.SKIPPED, State.KEPT])
    assert len(kept()) == 1
    sheet.reject()


def test_without_a_camera_program_it_is_said_what_to_do_instead(no_program, opened):
    sheet = opened()
    assert "No se encontró ningún programa de cámara" in sheet.state.text()
    assert "teléfono" in sheet.state.text()
    assert not sheet.again_button.isVisible()
    assert sheet.folder_button.isVisible()
    sheet.reject()


def test_a_program_that_does_not_start_is_like_none(no_program, opened):
    broken = no_program / "cheese"
    broken.write_text("#!/nowhere/at/all\n")
    broken.chmod(0o755)
    sheet = opened()
    assert "No se encontró ningún programa de cámara" in sheet.state.text()
    sheet.reject()


def test_another_folder_is_chosen_once_and_what_was_taken_meanwhile_is_offered(
    no_program, opened, qtbot, tasks, tmp_path, session
):
    elsewhere = tmp_path / "otra"
    elsewhere.mkdir()
    sheet = opened()
    (elsewhere / "a.jpg").write_bytes(photo(1))
    sheet.folder_button.click()
    dialog = sheet.findChild(QFileDialog)
    dialog.fileSelected.emit(str(elsewhere))
    dialog.reject()
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    sheet.reject()
    again = opened()
    (elsewhere / "b.jpg").write_bytes(photo(2))
    qtbot.waitUntil(lambda: again.model.rowCount() == 1)
    assert session.camera.folder() == elsewhere
    again.reject()


def test_what_is_no_photo_is_told_and_kept_once_it_is_whole(
    no_program, pictures, opened, qtbot, tasks, kept
):
    sheet = opened()
    file, data = pictures / "a.jpg", photo(1)
    file.write_bytes(data[:3000])
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    qtbot.keyClick(sheet.strip, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: states(sheet) == [State.REFUSED])
    assert "dañado" in sheet.trouble.text()
    assert kept() == ()
    file.write_bytes(data)
    qtbot.waitUntil(lambda: states(sheet) == [State.WAITING])
    qtbot.keyClick(sheet.strip, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: states(sheet) == [State.KEPT])
    assert len(kept()) == 1
    sheet.reject()


def test_a_photo_is_called_kept_only_once_it_is_on_disk(
    no_program, pictures, opened, qtbot, session, kept, monkeypatch
):
    sheet = opened()
    for number in range(2):
        (pictures / f"{number}.jpg").write_bytes(photo(number))
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 2)
    may_go, add = threading.Event(), session.evidence.add

    def slowly(source, at, **options):
        if source.name == "1.jpg":
            may_go.wait(10)
        return add(source, at, **options)

    monkeypatch.setattr(session.evidence, "add", slowly)
    for _photo in range(2):
        qtbot.keyClick(sheet.strip, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: states(sheet) == [State.KEPT, State.KEEPING])
    assert len(kept()) == 1
    may_go.set()
    qtbot.waitUntil(lambda: states(sheet) == [State.KEPT, State.KEPT])
    assert len(kept()) == 2
    sheet.reject()


def test_without_the_authorization_of_photos_none_is_kept(
    no_program, pictures, opened, qtbot, session, firm, kept
):
    agree_to_photos(session, firm, photos=False)
    sheet = opened()
    (pictures / "a.jpg").write_bytes(photo(1))
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    qtbot.keyClick(sheet.strip, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: states(sheet) == [State.REFUSED])
    assert "no ha autorizado fotos" in sheet.trouble.text()
    assert kept() == ()
    sheet.reject()


def test_nothing_is_looked_for_once_the_sheet_is_closed(
    no_program, pictures, opened, qtbot, tasks, monkeypatch
):
    sheet = opened()
    watching = sheet.watching
    watching.setParent(None)
    sheet.reject()
    tasks.wait_idle()
    looks = []
    monkeypatch.setattr(camera.CameraWatch, "look", lambda _watch: looks.append(1) or ())
    (pictures / "a.jpg").write_bytes(photo(1))
    assert not watching._soon.isActive()
    assert looks == []
    watching.deleteLater()


def test_a_closed_list_takes_no_photos_of_the_camera(screen, session, gap, tasks):
    session.gaps.close(gap.id)
    screen.open(assessment_id=gap.id)
    tasks.wait_idle()
    assert not screen.evidence.panel.camera_button.isEnabled()


def test_the_interview_takes_photos_of_the_camera_for_its_question(
    no_program, pictures, qtbot, context, session, tasks, firm
):
    _visit, view = make_draft(session, firm)
    interview = InterviewScreen(context)
    session.subscribe(interview.on_changes)
    expose(qtbot, interview)
    interview.open(assessment_id=view.id)
    tasks.wait_idle()
    qtbot.keyClick(interview, "F")
    evidence = QApplication.activeModalWidget()
    evidence.panel.camera_button.click()
    sheet = QApplication.activeModalWidget()
    with qtbot.waitSignal(sheet.watching.opened):
        pass
    (pictures / "a.jpg").write_bytes(photo(1))
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    qtbot.keyClick(sheet.strip, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: states(sheet) == [State.KEPT])
    sheet.accept()
    qtbot.waitUntil(lambda: evidence.panel.model.rowCount() == 1)
    (piece,) = session.evidence.of_firm(firm.id)
    assert [link.item for link in piece.links] == [interview.flow.item.code]
    evidence.accept()
