"""The program outside its checkout: as a wheel, as a frozen folder, and as commands."""

from __future__ import annotations

import faulthandler
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.equipment import needs
from tests.sources import ROOT

RESOURCES = ROOT / "resources"
TELL_RESOURCES = """
import hashlib, json, advisor_app
from advisor_app.paths import resource
root = resource()
digests = {
    path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
    for path in root.rglob("*")
    if path.is_file()
}
print(json.dumps({"package": advisor_app.__file__, "files": digests}))
"""


def resource_digests() -> dict[str, str]:
    """What lies in the checkout's resources."""
    files = [path for path in RESOURCES.rglob("*") if path.is_file()]
    return {
        path.relative_to(RESOURCES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


# --- The wheel ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_an_installed_wheel_finds_the_same_resources(installed: Path, tmp_path: Path):
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    said = subprocess.check_output(
        [sys.executable, "-c", TELL_RESOURCES], cwd=tmp_path, env=environment, text=True
    )
    found = json.loads(said)
    assert Path(found["package"]).is_relative_to(installed)
    assert found["files"] == resource_digests()


def test_the_wheel_brings_both_doors_and_the_licences(installed: Path):
    (information,) = installed.glob("*.dist-info")
    doors = ConfigParser()
    doors.read(information / "entry_points.txt")
    assert set(doors["console_scripts"]) == {"advisor-cli", "advisor-office"}
    assert set(doors["gui_scripts"]) == {"advisor-app"}
    licences = {path.name for path in (information / "licenses").rglob("*") if path.is_file()}
    assert licences == {"LICENSE", "OFL.txt"}


def test_the_wheel_holds_nothing_but_the_product(installed: Path):
    tops = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert tops == {"advisor_app", "ui"}
    assert not list(installed.rglob("test_*"))


# --- The frozen folder -------------------------------------------------------------------------


def can_be_frozen() -> bool:
    """Whether this Python has the shared library that a frozen program takes along."""
    from PyInstaller.depend.bindepend import get_python_library_path
    from PyInstaller.exceptions import PythonLibraryNotFoundError

    try:
        return bool(get_python_library_path())
    except PythonLibraryNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.timeout(900)
@needs("objdump")
def test_the_frozen_program_makes_a_visit_and_is_silent(tmp_path: Path):
    if not can_be_frozen():
        pytest.skip("this Python was built without a shared library")
    faulthandler.cancel_dump_traceback_later()  # it takes minutes, and that is no hang
    packaging = ROOT / "packaging"
    built = tmp_path / "dist"
    subprocess.run([sys.executable, packaging / "build.py", built], check=True, cwd=tmp_path)
    smoke = [sys.executable, packaging / "smoke.py", built / "advisor"]
    subprocess.run(smoke, check=True, cwd=tmp_path)
    frozen = built / "advisor" / "_internal" / "advisor_app" / "_resources"
    files = [path for path in frozen.rglob("*") if path.is_file()]
    assert {
        path.relative_to(frozen).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    } == resource_digests()


# --- The commands ------------------------------------------------------------------------------


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What ``dev.py`` says."""
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_help_names_every_command_and_make_has_them_all():
    told = re.findall(r"^  (\w+)", dev("help").stdout, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^TARGETS := (.*)$", makefile, re.MULTILINE)[0].split()
    assert sorted(told) == sorted(targets)


def test_an_unknown_command_is_answered_with_the_known_ones():
    answer = dev("tset")
    assert answer.returncode == 2
    assert "knows no command 'tset'" in answer.stdout
    assert "test [options]" in answer.stdout


def test_the_locks_carry_hashes_and_no_address():
    for lock in ("app.lock", "dev.lock"):
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        pins = re.findall(r"^[\w.-]+==\S+", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text


def test_what_is_locked_for_running_is_the_same_for_development():
    def pins(lock: str) -> set[str]:
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        return set(re.findall(r"^[\w.-]+==\S+", text, re.MULTILINE))

    assert pins("app.lock") <= pins("dev.lock")


def _names(packages: list[str]) -> set[str]:
    return {re.split(r"[><=]", package)[0].lower() for package in packages}


def _asked(file: str) -> set[str]:
    asked = (ROOT / "requirements" / file).read_text(encoding="utf-8").split()
    return _names(asked) - {"hatchling", "editables"}


def test_the_packages_of_the_project_are_those_that_are_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    laptop = _names(project["dependencies"])
    office = _names(project["optional-dependencies"]["office"])
    assert laptop == _asked("app.in")
    assert office <= _asked("office.in") <= office | laptop
