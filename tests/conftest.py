"""What every test stands on: no screen, no home folder, no log line unread, no thread left."""

from __future__ import annotations

import gc
import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from advisor_app import i18n
from advisor_app.domain import clock

if TYPE_CHECKING:
    from tests.printers.cups import PrivateCups

_HERE = Path(__file__).resolve().parent
_RESULTS = _HERE.parent / "test-results"

# a busy machine is no failure: benchmarks measure speed. The same cases each time, and new ones in
# the long runs.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=1_000)
settings.load_profile("soak" if os.environ.get("ADVISOR_SOAK") else "suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows on this screen")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--onscreen"):
        laptop = _HERE / "field_laptop.json"
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={laptop}"
    os.environ["QT_ACCESSIBILITY"] = "1"
    os.environ["PYTHONFAULTHANDLER"] = "1"
    # no test asks the key store of whoever runs it
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "qapp" in getattr(item, "fixturenames", ()):
            item.add_marker("gui")
            item.add_marker(pytest.mark.xdist_group("gui"))


@pytest.fixture(autouse=True, scope="module")
def _look_at_one_file_s_rubbish() -> None:
    """Collecting after each test then goes through what this file made, not through everything."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, settings and temp folder of the test's own."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name, folder in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("TMPDIR", "tmp"),
    ):
        (home / folder).mkdir()
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setattr(tempfile, "tempdir", str(home / "tmp"))
    return home


@pytest.fixture(autouse=True)
def _spanish_and_on_time() -> Iterator[None]:
    i18n.set_language("es")
    yield
    i18n.set_language("es")
    clock.use(clock.Clock())


@pytest.fixture(scope="session")
def _cups_server() -> Iterator[PrivateCups]:
    from tests.printers.cups import PrivateCups

    server = PrivateCups()
    yield server
    server.remove()


@pytest.fixture
def cups(_cups_server: PrivateCups, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateCups]:
    """A printing system of the tests' own, without any printer yet."""
    for name, value in _cups_server.environment.items():
        monkeypatch.setenv(name, value)
    for name in ("LPDEST", "PRINTER"):
        monkeypatch.delenv(name, raising=False)
    _cups_server.start()
    yield _cups_server
    _cups_server.remove_printers()


class _Alarm(logging.Handler):
    """Keeps the warnings that no test expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: set[str] = set()
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not any(record.name.startswith(name) for name in self.expected):
            self.heard.append(record)


@pytest.fixture(autouse=True)
def expect_log() -> Iterator[set[str]]:
    """The logger names whose warnings this test expects; any other warning fails it."""
    alarm = _Alarm()
    root = logging.getLogger()
    root.addHandler(alarm)
    yield alarm.expected
    root.removeHandler(alarm)
    if alarm.heard:
        lines = [f"{one.name}: {one.getMessage()}" for one in alarm.heard]
        pytest.fail("unexpected log: " + "; ".join(lines), pytrace=False)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if one not in before and one.is_alive()]
    for thread in left:
        thread.join(5)
    names = [thread.name for thread in left if thread.is_alive()]
    assert not names, f"threads left alive: {names}"


@pytest.fixture(autouse=True)
def _collect_between_tests_only(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the cyclic collector out of Qt's event dispatch, where it ends the process."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()
    if report.when == "call" and report.failed and "qapp" in getattr(item, "fixturenames", ()):
        _photograph(item)


def _photograph(item: pytest.Item) -> None:
    """Keep what the windows showed when the test failed."""
    from PySide6.QtWidgets import QApplication

    _RESULTS.mkdir(exist_ok=True)
    name = "".join(char if char.isalnum() else "-" for char in item.name)[:100]
    for number, window in enumerate(QApplication.topLevelWidgets()):
        if window.isVisible():
            window.grab().save(str(_RESULTS / f"{name}-{number}.png"))
