"""The real program and the fullest report: the most memory that it ever took."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.children import PASSPHRASE, tell
from tests.bench.fullest import fill
from tests.bench.window import Paints, drive, enter, wait

if TYPE_CHECKING:
    from advisor_app.services.session import Session
    from ui.app import Application


def main(folder: Path) -> None:
    """Open the window, then fill a firm and make its report in a thread as its screen does."""
    found: dict[str, Any] = {}

    def script(application: Application, paints: Paints) -> None:
        enter(application, paints, PASSPHRASE)
        wait(lambda: application.tasks.idle)
        session = application.window.context.open_session
        found["before"] = _peak()
        application.tasks.run_long(
            lambda: _report(session), lambda made: found.update(bytes=len(made))
        )
        wait(lambda: "bytes" in found)
        found["peak"] = _peak()

    drive(folder, script)
    tell(found)


def _report(session: Session) -> bytes:
    return session.documents.preview(fill(session), "es")


def _peak() -> float:
    """In megabytes; Linux tells kilobytes, macOS bytes."""
    told = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return told / (1 if sys.platform == "darwin" else 1 / 1024) / 1024**2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
