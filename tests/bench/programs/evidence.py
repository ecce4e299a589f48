"""Photos in the real window: added while its heart beats, and five hundred at one point."""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from PySide6.QtCore import QPoint

from tests.bench.children import PASSPHRASE, tell
from tests.bench.programs.gaps import Gaps, Heartbeat, count_aside, figures
from tests.bench.window import Paints, drive, enter, rest, shows, wait
from tests.builders import agree_to_photos, make_firm
from tests.pictures import photo
from ui.models.evidence_list import PICTURE

if TYPE_CHECKING:
    from advisor_app.services.session import Session
    from ui.app import Application

_LARGE = (4000, 3000)
_ADDED = 8
_MANY = 500
_TIMES = 5
_LIST = "iso_17025"


def main(folder: Path, scratch: Path) -> None:
    phases: dict[str, Gaps] = {}
    found: dict[str, list[float]] = {name: [] for name in ("each", "painted", "pictured", "none")}
    files = _files(scratch)
    telephone = _telephone(scratch / "DCIM")

    def script(application: Application, paints: Paints) -> None:
        heart = Heartbeat()
        wait(lambda: application.tasks.idle)
        enter(application, paints, PASSPHRASE)
        full, empty, firm_id = _lists(application.window.context.open_session)
        _open(application, paints, empty)
        rest(500)
        heart.begin()
        count_aside()
        phases["counting"] = heart.end()
        heart.begin()
        found["each"] = [_added(application, file) for file in files]
        phases["adding"] = heart.end()
        for _time in range(_TIMES):
            found["none"].append(_open(application, paints, empty))
            begun = time.monotonic()
            found["painted"].append(_open(application, paints, full))
            wait(lambda: _is_pictured(application))
            found["pictured"].append(1000 * (time.monotonic() - begun))
        heart.begin()
        _walk(application)
        phases["walking"] = heart.end()
        heart.begin()
        found["sorted"] = [
            _look_through(application, firm_id, telephone) for _time in range(_TIMES)
        ]
        phases["sorting"] = heart.end()

    drive(folder, script)
    bare = [_bare(file, scratch / "bare.jpg") for file in files]
    tell({**found, "bare": bare, **{name: figures(gaps) for name, gaps in phases.items()}})


def _files(scratch: Path) -> list[Path]:
    """Photos as large as a telephone's, of points that no JPEG makes small."""
    made: list[Path] = []
    for number in range(_ADDED):
        picture = Image.effect_noise(_LARGE, 40 + number).convert("RGB")
        made.append(scratch / f"large-{number}.jpg")
        picture.save(made[-1], "JPEG", quality=85)
    return made


def _lists(session: Session) -> tuple[str, str, str]:
    """A list whose first point has many photos, one without any, and a firm that is visited."""
    from advisor_app.services.evidence import Link

    ids, firm_id = list[str](), ""
    for _firm in range(2):
        firm = make_firm(session, nit=None, nit_dv=None)
        agree_to_photos(session, firm)
        session.visits.start(firm.id)
        ids.append(session.gaps.start(firm.id, _LIST).id)
        firm_id = firm.id
    point = session.gaps.get(ids[0]).standard.requirements[0].code
    for number in range(_MANY):
        session.evidence.add(photo(number), Link(ids[0], point))
    return ids[0], ids[1], firm_id


def _open(application: Application, paints: Paints, assessment_id: str) -> float:
    """From another screen to this list; in milliseconds until it is painted."""
    application.window.go("today")
    wait(lambda: shows(application, "today") and application.tasks.idle)
    rest(60)
    go, begun = application.window.go, time.monotonic()

    def is_filled() -> bool:
        screen = application.window.screen_shown
        return shows(application, "gap") and screen.answering.holds(assessment_id)

    at = paints.after(lambda: go("gap", assessment_id=assessment_id), is_filled)
    return 1000 * (at - begun)


def _added(application: Application, file: Path) -> float:
    """One photo through the panel; in milliseconds until the strip shows it."""
    screen: Any = application.window.screen_shown
    panel, begun = screen.evidence.panel, time.monotonic()
    before = panel.model.rowCount()
    panel.take_files([str(file)])
    wait(lambda: panel.model.rowCount() == before + 1)
    return 1000 * (time.monotonic() - begun)


def _is_pictured(application: Application) -> bool:
    """Whether every tile in sight has its picture."""
    strip = _strip(application)
    if not strip.isVisible():
        return False
    sight = strip.viewport().rect()
    at = [strip.indexAt(QPoint(x, sight.center().y())) for x in range(8, sight.width(), 40)]
    return all(index.data(PICTURE) for index in at if index.isValid())


def _walk(application: Application) -> None:
    """From one end of the strip to the other, as a hand on the arrow key does."""
    strip = _strip(application)
    for row in range(0, strip.model().rowCount(), 3):
        strip.setCurrentIndex(strip.model().index(row, 0))
        rest(20)
    wait(lambda: application.tasks.idle)


def _telephone(folder: Path) -> Path:
    """Five hundred photos taken just now, by their files."""
    folder.mkdir()
    for number in range(_MANY):
        (folder / f"IMG_{number:04d}.jpg").write_bytes(photo(number))
    return folder


def _look_through(application: Application, firm_id: str, folder: Path) -> float:
    """A folder in the screen of sorting; in milliseconds until its photos are listed."""
    window = application.window
    window.go("photos", firm_id=firm_id)
    wait(lambda: shows(application, "photos") and application.tasks.idle)
    screen: Any = window.screen_shown
    listed, begun = list[float](), time.monotonic()
    screen.sorting.found.connect(lambda: listed.append(1000 * (time.monotonic() - begun)))
    screen.look_through(folder)
    wait(lambda: bool(listed) and application.tasks.idle)
    if screen.model.rowCount() != _MANY:
        raise RuntimeError(f"{screen.model.rowCount()} photos are listed")
    window.go("today")
    return listed[0]


def _strip(application: Application) -> Any:
    screen: Any = application.window.screen_shown
    return screen.evidence.panel.strip


def _bare(file: Path, into: Path) -> float:
    """The same photo made small by Pillow alone and forced to disk; in milliseconds."""
    begun = time.monotonic()
    with Image.open(io.BytesIO(file.read_bytes())) as opened:
        opened.draft(None, (1280, 1280))
        opened.thumbnail((1280, 1280), Image.Resampling.LANCZOS)
        with into.open("wb") as out:
            opened.save(out, "JPEG", quality=80)
            out.flush()
            os.fsync(out.fileno())
    return 1000 * (time.monotonic() - begun)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
