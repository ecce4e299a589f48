"""Folders where a base would not be safe."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from advisor_app.store.errors import UnsuitableFolder
from advisor_app.store.folder import cloud_of, file_system_of, is_on_network
from advisor_app.store.workspace import Workspace
from tests.store.records import contents


@pytest.mark.parametrize(
    ("parts", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Universidad del Cauca", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("Mi unidad", "Google Drive"),
        ("Library/Mobile Documents", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Library/CloudStorage", "la nube"),
        ("CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
    ],
)
def test_a_folder_of_a_cloud_service_is_known_by_its_name(tmp_path, parts, service):
    assert cloud_of(tmp_path / parts / "Advisor", {}) in {service, "CloudStorage"}


@pytest.mark.parametrize("name", ["Documentos", "Megaproyecto", "dropboxes", "Mi unidades"])
def test_other_folders_are_not_mistaken_for_a_cloud(tmp_path, name):
    assert cloud_of(tmp_path / name, {}) is None


def test_a_cloud_folder_with_another_name_is_known_by_the_systems_variable(tmp_path):
    environment = {"OneDriveCommercial": str(tmp_path / "Trabajo")}
    assert cloud_of(tmp_path / "Trabajo" / "Advisor", environment) == "OneDrive"
    assert cloud_of(tmp_path / "Otra", environment) is None


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder", ".nextcloudsync.log"])
def test_a_cloud_folder_with_another_name_is_known_by_the_services_mark(tmp_path, mark):
    (tmp_path / mark).write_text("")
    assert cloud_of(tmp_path / "a" / "b", {})


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /home/lucia/red nfs4 rw 0 0
//server/share /media/mi\\040disco cifs rw 0 0
/dev/sdb1 /home/lucia/red/local ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/lucia", "ext4"),
        ("/home/lucia/red/x", "nfs4"),
        ("/home/lucia/red/local/x", "ext4"),
        ("/media/mi disco/x", "cifs"),
        ("/home/lucia/redes", "ext4"),
    ],
)
def test_the_file_system_of_a_place_is_that_of_the_nearest_mount(place, kind):
    assert file_system_of(PurePosixPath(place), MOUNTS.splitlines()) == kind


def test_a_share_of_a_windows_network_is_on_the_network():
    assert is_on_network(PureWindowsPath(r"\\server\share\advisor"))


def test_a_cloud_folder_is_refused_with_its_name_before_anything_is_made(tmp_path):
    place = tmp_path / "Dropbox" / "advisor"
    with pytest.raises(UnsuitableFolder) as refused:
        Workspace.create(place, "cualquiera")
    assert refused.value.reason == "cloud"
    assert "Dropbox" in refused.value.message
    assert not (tmp_path / "Dropbox").exists()


def test_a_workspace_moved_into_a_cloud_folder_is_refused_untouched(tmp_path):
    Workspace.create(tmp_path / "w", "", demo=True)[0].close()
    (tmp_path / "OneDrive").mkdir()
    moved = (tmp_path / "w").rename(tmp_path / "OneDrive" / "w")
    before = contents(moved)
    for attempt in (Workspace.inspect, Workspace.open_demo):
        with pytest.raises(UnsuitableFolder):
            attempt(moved)
    assert contents(moved) == before


@pytest.fixture
def read_only(tmp_path: Path):
    """A folder with a demo where nothing can be written, for root neither."""
    place = tmp_path / "w"
    Workspace.create(place, "", demo=True)[0].close()
    if os.name == "nt":
        pytest.skip("folders are not made read-only this way on Windows")
    if os.geteuid() != 0:
        place.chmod(0o500)
        yield place
        place.chmod(0o700)
        return
    bound = subprocess.run(["mount", "--bind", place, place], check=False, capture_output=True)
    if bound.returncode:
        pytest.skip("root may not mount here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_read_only_folder_is_refused_untouched(read_only):
    before = contents(read_only)
    for attempt in (
        lambda: Workspace.inspect(read_only),
        lambda: Workspace.open_demo(read_only),
        lambda: Workspace.create(read_only / "new", "cualquiera"),
    ):
        with pytest.raises(UnsuitableFolder) as refused:
            attempt()
        assert refused.value.reason == "read_only"
    assert contents(read_only) == before
