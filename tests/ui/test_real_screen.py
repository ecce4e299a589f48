"""The window on a screen that exists: the X server's, not one in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.equipment import needs
from tests.outside.stage import x_server
from tests.sources import ROOT

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.app import Application

app = QApplication([])
application = Application(app, Path(sys.argv[1]), demo=False, lang="es")

def look():
    application.window.grab().save(sys.argv[2])
    print(app.platformName(), application.window.isVisible(), application.window.screen_shown.route)
    application.window.close()

application.window.first_painted.connect(look)
application.show()
app.exec()
application.close()
"""


@needs("Xvfb")
def test_the_first_screen_comes_up_on_a_real_display(tmp_path: Path):
    picture = tmp_path / "first.png"
    with x_server() as screen:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, tmp_path / "workspace", picture],
            cwd=ROOT,
            env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.stderr == ""
    assert done.stdout.split() == ["xcb", "True", "first_start"]
    assert picture.stat().st_size > 10_000
