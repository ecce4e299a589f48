"""A process that interviews through the real window until somebody kills it.

Each line on standard output acknowledges an answer: the question, the level typed, and the
question the window shows next.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.advisor import FieldAdvisor
from ui.app import Application

if TYPE_CHECKING:
    from ui.screens.interview import InterviewScreen


def interview(folder: Path, assessment_id: str, seed: int) -> None:
    """Answer at random, for ever."""
    chance = random.Random(seed)  # noqa: S311 - reproducible answers, no secret
    application = Application(QApplication([]), folder, demo=False, lang="es")
    application.show()
    advisor = FieldAdvisor(application)
    advisor.arrive("today")
    advisor.window.go("interview", assessment_id=assessment_id)
    screen = cast("InterviewScreen", advisor.arrive("interview"))
    print("ready", screen.flow.item.code, flush=True)
    while True:
        code = screen.flow.item.code
        level = chance.randint(1, 5)
        advisor.type(str(level) + ("o" if level >= 3 else ""))
        advisor.press(Qt.Key.Key_Return)
        advisor.wait(
            lambda before=code: not screen.view.is_asking or screen.flow.item.code != before,
            "the next question",
        )
        if not screen.view.is_asking:  # the end: begin again at the first question
            first = screen.flow.items[0].code
            advisor.window.go("today")
            advisor.arrive("today")
            advisor.window.go("interview", assessment_id=assessment_id, item=first)
            advisor.arrive("interview")
        print("kept", code, level, screen.flow.item.code, flush=True)


if __name__ == "__main__":
    laptop = Path(__file__).resolve().parents[1] / "field_laptop.json"
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={laptop}"
    interview(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
