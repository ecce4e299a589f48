"""Photograph every screen: ``python -m tests.shots [DIR] [--docs] [--only ROUTE]``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.shots.scene import Scene
    from tests.shots.studio import Look

_ROOT: Final = Path(__file__).resolve().parents[2]
_DOORS: Final = ("first_start", "unlock", "recover", "restore", "opening")
_DIALOGS: Final = ("help", "search")
_DOCS: Final = {  # the pictures of the README: route and look
    "interview": ("interview", "es", "light", 100),
    "interview-sun": ("interview", "es", "sun", 100),
    "result": ("result", "es", "light", 100),
}


def main() -> int:
    """Every screen in every language, theme and size of text, or the README's few."""
    parser = argparse.ArgumentParser(prog="python -m tests.shots")
    parser.add_argument("into", nargs="?", type=Path, metavar="DIR")
    parser.add_argument("--docs", action="store_true", help="only docs/pictures for the README")
    parser.add_argument("--only", metavar="ROUTE", help="one screen")
    options = parser.parse_args()
    usual = _ROOT / "docs" / "pictures" if options.docs else _ROOT / "test-results" / "shots"
    into: Path = (options.into or usual).resolve()
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="advisor-shots-") as scratch:
        qapp = _offscreen(Path(scratch))
        saved = _photograph(qapp, Path(scratch), into, options)
    if options.docs:
        _make_small(saved)
    sys.stdout.write(f"{len(saved)} pictures in {into}\n")
    return 0


def _photograph(
    qapp: QApplication, scratch: Path, into: Path, options: argparse.Namespace
) -> list[Path]:
    from advisor_app.domain import clock
    from tests.shots.scene import MORNING, demo_workspace
    from tests.shots.studio import studio

    clock.use(MORNING)
    scene = demo_workspace(scratch / "demo")
    saved = [] if options.docs else _doors(qapp, scratch, into, options.only)
    with studio(qapp, scene.folder, into, demo=True) as made:
        if options.docs:
            from tests.shots.studio import Look

            for name, (route, *look) in _DOCS.items():
                made.dress(Look(*look))
                made.shoot_screen(route, name, scene.params[route])
        else:
            for look in _looks():
                made.dress(look)
                _inside(made, scene, look, options.only)
        if options.only in (None, "pages"):
            _pages(made, scene, docs=options.docs)
        return saved + made.saved


def _inside(made, scene: Scene, look: Look, only: str | None) -> None:
    for route, params in scene.params.items():
        if only in (None, route):
            made.shoot_screen(route, f"{route}-{look}", params)
    if look.theme == "light" and only in (None, "dialogs"):
        made.window.go("today")
        for command in _DIALOGS:
            made.shoot_dialog(command, f"{command}-{look}")


def _pages(made, scene: Scene, *, docs: bool) -> None:
    documents = made.window.context.open_session.documents
    for lang in ("es",) if docs else ("es", "en"):
        pdf = documents.preview(scene.reported, lang)
        made.save_pages(pdf, "page" if docs else f"page-{lang}", 1 if docs else 99)


def _doors(qapp: QApplication, scratch: Path, into: Path, only: str | None) -> list[Path]:
    from tests.shots.scene import locked_workspace
    from tests.shots.studio import studio

    with studio(qapp, locked_workspace(scratch / "locked"), into, demo=False) as made:
        for look, route in product(_looks(), _DOORS):
            if only in (None, route):
                made.dress(look)
                made.shoot_screen(route, f"{route}-{look}", {})
        return made.saved


def _make_small(files: list[Path]) -> None:
    """A third of the bytes for the README: 256 colours each, which flat surfaces do not miss."""
    from PIL import Image

    for file in files:
        with Image.open(file) as picture:
            few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        few.save(file, optimize=True)


def _looks() -> list[Look]:
    from tests.shots.studio import Look

    return [Look(*one) for one in product(("es", "en"), ("light", "dark", "sun"), (100, 150))]


def _offscreen(home: Path) -> QApplication:
    """An application on the field laptop's screen that reads and writes nobody's settings."""
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_ROOT / 'tests' / 'field_laptop.json'}"
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = str(home)
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        del os.environ[name]
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from ui import theme

    made = QApplication(["advisor-app", *theme.STYLE_ARGUMENTS])
    made.setCursorFlashTime(0)
    made.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    return made


if __name__ == "__main__":
    sys.exit(main())
