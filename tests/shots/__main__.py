"""Every screen and page as a picture: ``python3 dev.py shots [DIR]``, to be looked at by people.

The demo workspace is shown on the field laptop's screen, in each language, theme and size of text.
``--readme`` renews the pictures of the documents instead.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from advisor_app.domain import clock
from advisor_app.i18n import LANGUAGES, set_language
from advisor_app.services import entry
from tests.shots.demo import Places, prepare
from ui import settings as choices
from ui.app import Application
from ui.hand import Hand
from ui.screens import REGISTRY, WITHOUT_SESSION

if TYPE_CHECKING:
    from advisor_app.services.session import Session

ROOT = Path(__file__).resolve().parent.parent.parent
FIELD_LAPTOP = ROOT / "tests" / "field_laptop.json"
MORNING = datetime(2026, 11, 17, 11, 10, tzinfo=UTC)
PAGE_WIDTH = 1000
OF_THE_README = ("today", "interview", "result", "report")
PICTURES = ROOT / "docs" / "pictures"


@contextmanager
def running(app: QApplication, folder: Path, lang: str, *, demo: bool) -> Iterator[Hand]:
    """The whole application, with a hand that can take pictures."""
    application = Application(app, folder, demo=demo, lang=lang)
    application.show()
    hand = Hand(application)
    hand.rest()
    try:
        yield hand
    finally:
        application.close()
        application.window.close()
        application.window.deleteLater()
        application.deleteLater()
        app.processEvents()


def show_inside(app: QApplication, demo: Path, places: Places, lang: str, into: Path) -> None:
    """Every screen of an open workspace, in each theme and size of text."""
    variants = itertools.product(choices.THEME.choices, (100, 150))
    with running(app, demo, lang, demo=True) as hand:
        hand.arrive("today")
        for theme, percent in variants:
            settings = hand.window.context.settings
            settings.set(choices.THEME, theme)
            settings.set(choices.TEXT_PERCENT, percent)
            folder = into / f"{lang}-{theme}-{percent}"
            folder.mkdir(parents=True, exist_ok=True)
            for number, route in enumerate(REGISTRY):
                if route not in WITHOUT_SESSION:
                    hand.window.go(route, **places.params(route))
                    hand.arrive(route)
                    hand.picture(folder / f"{number:02}-{route}.png")


def show_doors(app: QApplication, locked: Path, lang: str, into: Path) -> None:
    """The screens in front of a closed workspace."""
    folder = into / f"{lang}-light-100"
    with running(app, locked, lang, demo=False) as hand:
        for route in ("unlock", "recover", "first_start"):
            hand.window.go(route)
            hand.arrive(route)
            hand.picture(folder / f"{list(REGISTRY).index(route):02}-{route}.png")


def show_paper(session: Session, assessment_id: str, lang: str, into: Path) -> None:
    """Every page of a report."""
    into.mkdir(parents=True, exist_ok=True)
    file = into / f"report-{lang}.pdf"
    file.write_bytes(session.documents.preview(assessment_id, lang))
    document = QPdfDocument()
    document.load(str(file))
    for number in range(document.pageCount()):
        page_of(document, number).save(str(into / f"report-{lang}-{number + 1}.png"))
    document.close()


def page_of(document: QPdfDocument, number: int) -> QImage:
    """A page as a picture on white."""
    points = document.pagePointSize(number)
    size = QSize(PAGE_WIDTH, round(PAGE_WIDTH * points.height() / points.width()))
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(QColor(Qt.GlobalColor.white))
    with QPainter(paper) as painter:
        painter.drawImage(0, 0, document.render(number, size))
    return paper


def take(app: QApplication, into: Path, languages: tuple[str, ...]) -> None:
    """All pictures into a folder."""
    with tempfile.TemporaryDirectory(prefix="advisor-shots-") as scratch:
        demo, locked = Path(scratch, "demo"), Path(scratch, "locked")
        entry.create(locked, "una frase larga y propia", "Lucía Arboleda")[0].close()
        session = entry.open_demo(demo)
        places = prepare(session)
        for lang in languages:
            set_language(lang)
            show_paper(session, places.assessment, lang, into / "paper")
        session.close()
        for lang in languages:
            show_inside(app, demo, places, lang, into)
            show_doors(app, locked, lang, into)


def renew_readme(taken: Path) -> None:
    """The pictures of the documents, from those just taken."""
    PICTURES.mkdir(exist_ok=True)
    for route in OF_THE_README:
        (found,) = (taken / "es-light-100").glob(f"??-{route}.png")
        (PICTURES / f"{route}.png").write_bytes(found.read_bytes())
    (found,) = (taken / "es-sun-100").glob("??-interview.png")
    (PICTURES / "interview-sun.png").write_bytes(found.read_bytes())
    (PICTURES / "owner-sheet.png").write_bytes((taken / "paper" / "report-es-1.png").read_bytes())


def main() -> int:
    """Take the pictures and say where they are."""
    parser = argparse.ArgumentParser(prog="python3 dev.py shots")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "test-results" / "shots")
    parser.add_argument("--lang", choices=LANGUAGES, action="append")
    parser.add_argument("--readme", action="store_true", help="renew docs/pictures")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={FIELD_LAPTOP}")
    # a screen that is only in memory complains of each window that has size hints
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    app = QApplication([])
    app.setCursorFlashTime(0)
    clock.use(clock.FixedClock(MORNING))
    languages = ("es",) if options.readme else tuple(options.lang or LANGUAGES)
    into = options.folder.resolve()
    take(app, into, languages)
    if options.readme:
        renew_readme(into)
    print(f"{len(list(into.rglob('*.png')))} pictures in {into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
