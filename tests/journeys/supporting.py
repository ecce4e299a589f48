"""A process that falls, or that saves the bundle for support, by keys alone.

``python -m tests.journeys.supporting WORKSPACE CHOSEN_FOLDER falls|saves|gives-up``.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from PySide6.QtCore import Qt, QTimer

from tests.journeys.prepared import WORDS
from tests.journeys.visiting import SAID, tell
from ui import app
from ui.advisor import FieldAdvisor
from ui.dialogs.error import ErrorSheet
from ui.dialogs.help import HelpSheet
from ui.dialogs.sheet import Sheet
from ui.dialogs.support import SupportSheet

if TYPE_CHECKING:
    from ui.app import Application

T = TypeVar("T", bound=Sheet)
NAME: Final = "paquete.zip"


def falls(advisor: FieldAdvisor, _chosen: Path) -> None:
    """Open a firm, and meet a hard fault there."""
    advisor.unlocks(WORDS)
    (firm,) = advisor.window.context.open_session.firms.list()
    advisor.window.go("firm", firm_id=firm.id)
    advisor.arrive("firm")
    cast("Any", faulthandler)._sigsegv()


def saves(advisor: FieldAdvisor, chosen: Path) -> None:
    """Meet errors whose messages name people, and save the bundle from the sheet that comes."""
    advisor.unlocks(WORDS)
    (firm,) = advisor.window.context.open_session.firms.list()
    advisor.window.go("firm", firm_id=firm.id)
    advisor.arrive("firm")
    thread = threading.Thread(target=partial(_fall, SAID["person"]))
    thread.start()
    thread.join()
    QTimer.singleShot(0, partial(_fall, SAID["firm"]))
    error = sheet_of(advisor, ErrorSheet)
    advisor.push(error.support)
    save(advisor, chosen)


def gives_up(advisor: FieldAdvisor, chosen: Path) -> None:
    """Save the bundle from the door, by the help of its screen."""
    advisor.arrive("unlock")
    advisor.press(Qt.Key.Key_F1)
    sheet = sheet_of(advisor, HelpSheet)
    advisor.push(sheet.support)
    save(advisor, chosen)


def save(advisor: FieldAdvisor, chosen: Path) -> None:
    """Wait for the bundle, and keep it in a file of its own."""
    sheet = sheet_of(advisor, SupportSheet)
    advisor.wait(sheet.save_button.isEnabled, "the bundle")
    advisor.push(sheet.save_button)
    advisor.names_file(chosen / NAME)
    advisor.wait(lambda: sheet.outcome is not None, "a word about it")
    assert sheet.outcome is not None
    tell(sheet.outcome.text.text())
    advisor.press(Qt.Key.Key_Escape)
    advisor.rest()


def sheet_of(advisor: FieldAdvisor, kind: type[T]) -> T:
    """The sheet of a kind, once it has the keyboard."""
    advisor.wait(lambda: advisor.window.findChildren(kind), f"the {kind.__name__}")
    (sheet,) = advisor.window.findChildren(kind)
    advisor.wait(sheet.isActiveWindow, f"the {kind.__name__} to come up")
    return sheet


def _fall(name: str) -> None:
    raise ValueError(name)


def run(workspace: Path, chosen: Path, what: str) -> int:
    """The program with somebody in front of it."""
    after = app.Application._after_first_paint

    def begin(application: Application) -> None:
        after(application)
        QTimer.singleShot(0, application, partial(drive, application))

    def drive(application: Application) -> None:
        ways = {"falls": falls, "saves": saves, "gives-up": gives_up}
        try:
            ways[what](FieldAdvisor(application), chosen)
        except BaseException:
            traceback.print_exc()
            os._exit(3)
        application.window.close()

    app.Application._after_first_paint = begin  # type: ignore[method-assign]  # somebody sits down
    return app.run(["advisor-app", "--workspace", str(workspace), "--lang", "es"])


if __name__ == "__main__":
    laptop = Path(__file__).resolve().parents[1] / "field_laptop.json"
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={laptop}"
    sys.exit(run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
