"""A process that walks a list of requirements through the real window until somebody kills it.

Each line on standard output acknowledges an answer: the point, the place of its key among
``KEYS``, and the point the window shows next.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtWidgets import QApplication

from advisor_app.domain.gap import State
from ui.advisor import FieldAdvisor
from ui.app import Application
from ui.models.headed_rows import KEY

if TYPE_CHECKING:
    from ui.screens.gap import GapScreen

KEYS: Final = {"c": State.COMPLIES, "p": State.PARTIAL, "n": State.FAILS}


def assess(folder: Path, assessment_id: str, seed: int) -> None:
    """Answer at random from the first point to the last but one, again and again."""
    chance = random.Random(seed)  # noqa: S311 - reproducible answers, no secret
    application = Application(QApplication([]), folder, demo=False, lang="es")
    application.show()
    advisor = FieldAdvisor(application)
    advisor.arrive("today")
    codes = _codes(advisor, assessment_id)
    advisor.window.go("gap", assessment_id=assessment_id)
    screen = cast("GapScreen", advisor.arrive("gap"))
    _begin_again(screen, codes)
    print("ready", _code(screen), flush=True)
    while True:
        code, key = _code(screen), chance.choice(list(KEYS))
        advisor.type(key)
        advisor.wait(lambda before=code: _code(screen) != before, "the next point")
        _begin_again(screen, codes)
        print("kept", code, list(KEYS).index(key), _code(screen), flush=True)


def _codes(advisor: FieldAdvisor, assessment_id: str) -> list[str]:
    view = advisor.window.context.open_session.gaps.get(assessment_id)
    return [one.code for one in view.standard.requirements]


def _begin_again(screen: GapScreen, codes: list[str]) -> None:
    """At the last point, which leads nowhere, go back to the first."""
    if _code(screen) == codes[-1]:
        screen.list.setCurrentIndex(screen.model.place_of(codes[0]))


def _code(screen: GapScreen) -> str:
    return str(screen.list.currentIndex().data(KEY))


if __name__ == "__main__":
    laptop = Path(__file__).resolve().parents[1] / "field_laptop.json"
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={laptop}"
    assess(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
