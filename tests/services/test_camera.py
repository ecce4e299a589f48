"""The camera of the computer: its program, its folders, and which photos are new, per platform."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor_app.services.camera import (
    CameraProgram,
    CameraWatch,
    System,
    environment_of,
    folders_of,
    program_of,
)
from tests.pictures import photo

PICTURES = Path("/casa/Imágenes")


def system(platform: str, programs: tuple[str, ...] = (), **told) -> System:
    """A computer with these programs."""
    known = {"environ": {}, "roll": lambda: None, "pictures": PICTURES} | told
    return System(
        platform=platform,
        which=lambda name: f"/usr/bin/{name}" if name in programs else None,
        exists=lambda path: path.as_posix() in programs,
        **known,
    )


@pytest.mark.parametrize(
    ("computer", "program"),
    [
        (system("win32"), CameraProgram(address="microsoft.windows.camera:")),
        (
            system("darwin", ("/System/Applications/Photo Booth.app",)),
            CameraProgram(("open", "-a", "Photo Booth")),
        ),
        (
            system("darwin", ("/Applications/Image Capture.app",)),
            CameraProgram(("open", "-a", "Image Capture")),
        ),
        (system("darwin"), None),
        (system("linux", ("kamoso", "cheese")), CameraProgram(("/usr/bin/cheese",))),
        (system("linux", ("cheese", "snapshot")), CameraProgram(("/usr/bin/snapshot",))),
        (system("linux", ("gimp",)), None),
    ],
)
def test_the_program_that_is_there_is_opened_as_its_system_does(computer, program):
    assert program_of(computer) == program


def test_windows_tells_its_folder_itself_and_the_cloud_is_looked_into():
    roll = Path("D:/Fotos/Álbum de cámara")
    computer = system("win32", roll=lambda: roll, environ={"OneDrive": "C:/Users/u/OneDrive"})
    folders = folders_of(computer)
    assert folders[0] == roll
    assert Path("C:/Users/u/OneDrive/Imágenes/Álbum de cámara") in folders
    assert Path("C:/Users/u/OneDrive/Pictures/Camera Roll") in folders
    assert PICTURES / "Camera Roll" in folders


def test_linux_looks_into_the_pictures_and_the_folders_of_its_programs():
    folders = folders_of(system("linux"))
    assert folders == tuple(
        PICTURES / name for name in ("", "Camera", "Webcam", "Kamoso", "guvcview")
    )
    chosen = Path("/casa/camara")
    assert folders_of(system("linux"), chosen)[0] == chosen
    assert folders_of(system("linux"), PICTURES) == folders


def test_another_program_does_not_get_the_libraries_of_the_frozen_one(monkeypatch):
    told = {"LD_LIBRARY_PATH": "/opt/advisor/_internal", "HOME": "/casa"}
    assert environment_of(system("linux", environ=told)) == told
    before = told | {"LD_LIBRARY_PATH_ORIG": "/lib/mine"}
    assert environment_of(system("linux", environ=before))["LD_LIBRARY_PATH"] == "/lib/mine"
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert environment_of(system("linux", environ=told)) == {"HOME": "/casa"}


def test_only_what_appears_afterwards_is_told_and_once(tmp_path):
    (tmp_path / "before.jpg").write_bytes(photo(1))
    watch = CameraWatch([tmp_path])
    assert watch.look() == ()
    new = tmp_path / "new.jpg"
    new.write_bytes(photo(2))
    (tmp_path / "film.mp4").write_bytes(b"film")
    (tmp_path / ".hidden.jpg").write_bytes(photo(3))
    (tmp_path / "folder.jpg").mkdir()
    assert watch.look() == ()
    assert watch.look() == (new,)
    assert watch.look() == ()


def test_a_file_that_is_still_written_is_waited_for(tmp_path):
    watch = CameraWatch([tmp_path])
    file, data = tmp_path / "IMG.JPG", photo(1)
    file.write_bytes(b"")
    assert (watch.look(), watch.look()) == ((), ())
    for end in range(1000, len(data), 4000):
        file.write_bytes(data[:end])
        assert watch.look() == ()
    file.write_bytes(data)
    assert (watch.look(), watch.look()) == ((), (file,))


def test_a_file_that_grows_after_a_rest_is_told_again(tmp_path):
    watch = CameraWatch([tmp_path])
    file, data = tmp_path / "a.jpg", photo(1)
    file.write_bytes(data[:2000])
    watch.look()
    assert watch.look() == (file,)
    file.write_bytes(data)
    assert (watch.look(), watch.look()) == ((), (file,))


def test_in_a_folder_named_later_what_was_taken_meanwhile_is_new(tmp_path):
    began = datetime.now(UTC)
    old, new = tmp_path / "old.jpg", tmp_path / "new.jpg"
    for file in (old, new):
        file.write_bytes(photo(1))
    before = (began - timedelta(minutes=1)).timestamp()
    os.utime(old, (before, before))
    watch = CameraWatch([tmp_path], began)
    watch.look()
    assert watch.look() == (new,)


def test_a_folder_that_comes_later_or_goes_is_no_trouble(tmp_path):
    folder = tmp_path / "Webcam"
    watch = CameraWatch([folder, tmp_path / "never"])
    assert watch.look() == ()
    folder.mkdir()
    (folder / "b.jpg").write_bytes(photo(1))
    (folder / "b.jpg").rename(folder / "a.jpg")
    watch.look()
    assert watch.look() == (folder / "a.jpg",)
    (folder / "a.jpg").unlink()
    folder.rmdir()
    assert watch.look() == ()


def test_what_is_watched_stays_as_it_is(tmp_path):
    watch = CameraWatch([tmp_path])
    (tmp_path / "a.jpg").write_bytes(photo(1))
    before = (tmp_path / "a.jpg").stat()
    watch.look(), watch.look()
    after = (tmp_path / "a.jpg").stat()
    assert (before.st_mtime_ns, before.st_ctime_ns) == (after.st_mtime_ns, after.st_ctime_ns)


def test_the_folder_somebody_chose_is_remembered_and_can_not_be_read_outside(session, tmp_path):
    assert session.camera.folder() is None
    session.camera.choose(tmp_path / "Fotos de Lucía")
    assert session.camera.folder() == tmp_path / "Fotos de Lucía"
    held = [one.read_bytes() for one in session.folder.rglob("*") if one.is_file()]
    assert not any(b"Fotos de" in one for one in held)
