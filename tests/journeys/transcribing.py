"""A process that types a form through the real window until somebody kills it.

Each line on standard output acknowledges a line of the form: the question, the level typed, and
the question whose line is open next.
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
    from ui.screens.transcribe import TranscribeScreen


def transcribe(folder: Path, assessment_id: str, seed: int) -> None:
    """Type at random from the first line to the last, again and again."""
    chance = random.Random(seed)  # noqa: S311 - reproducible answers, no secret
    application = Application(QApplication([]), folder, demo=False, lang="es")
    application.show()
    advisor = FieldAdvisor(application)
    advisor.arrive("today")
    visit_id = advisor.window.context.open_session.assessments.get(assessment_id).visit_id
    advisor.window.go("transcribe", assessment_id=assessment_id, visit_id=visit_id)
    screen = cast("TranscribeScreen", advisor.arrive("transcribe"))
    screen.go(0)
    print("ready", _code(screen), flush=True)
    while True:
        code, place = _code(screen), screen.flow.place
        level = chance.randint(1, 5)
        advisor.type(str(level) + ("o" if level >= 3 else ""))
        advisor.press(Qt.Key.Key_Down)
        advisor.wait(lambda before=place: screen.flow.place != before, "the next line")
        if screen.flow.line is None:
            screen.go(0)
        print("kept", code, level, _code(screen), flush=True)


def _code(screen: TranscribeScreen) -> str:
    line = screen.flow.line
    assert line is not None
    return line.item.code


if __name__ == "__main__":
    laptop = Path(__file__).resolve().parents[1] / "field_laptop.json"
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={laptop}"
    transcribe(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
