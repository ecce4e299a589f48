"""In a child: a diagnosis under way in the real program, and the keys that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from advisor_app.domain.instrument import Profile
from tests.bench.window import Paints, shows
from tests.bench.workspace import everything
from tests.builders import make_draft, make_firm

if TYPE_CHECKING:
    from advisor_app.services.session import Session
    from ui.app import Application

SECTOR = "laboratory"  # the one to which most items apply
ANSWERS = ("2", "4o", "1", "3v", "5o")  # a level, and from 3 on how it was seen


def begin(session: Session) -> str:
    """A visit that has just begun at a new firm, and its empty diagnosis with every item."""
    firm = make_firm(session, sector=SECTOR, nit=None, nit_dv=None)
    _visit, view = make_draft(session, firm, "full")
    session.assessments.set_profile(view.id, Profile(SECTOR, everything()))
    return view.id


def open_interview(application: Application, paints: Paints, assessment_id: str) -> float:
    """Go to the interview; when its question has been painted."""

    def is_asking() -> bool:
        return shows(application, "interview") and bool(
            _screen(application).view.place.place.text()
        )

    def go() -> None:
        application.window.go("interview", assessment_id=assessment_id)

    return paints.after(go, is_asking)


def answers(application: Application) -> Iterator[str]:
    """The keys for each item in turn, until the last one is answered."""
    total = _screen(application).flow.total
    for number in range(total):
        yield ANSWERS[number % len(ANSWERS)]


def current_item(application: Application) -> str:
    """The item that is asked; another word once the round is over."""
    screen = _screen(application)
    return screen.flow.item.code if screen.view.is_asking else "the end"


def press(application: Application, key: str) -> None:
    """One key, where the keyboard is."""
    widget = QApplication.focusWidget() or application.window
    QTest.keyClick(widget, Qt.Key.Key_Return if key == "\n" else key)


def _screen(application: Application) -> Any:
    return application.window.screen_shown
