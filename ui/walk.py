"""The demo visit without anybody in front of it: the same window, driven to the saved report.

``python -m ui.walk --out DIR`` makes a fresh workspace, registers a firm, visits it, answers every
question and saves report and pictures to DIR; their paths are the last lines that it prints.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from advisor_app.domain import clock
from advisor_app.domain.places import shipped_places
from advisor_app.i18n import LANGUAGES
from advisor_app.paths import resource

if TYPE_CHECKING:
    from ui.advisor import FieldAdvisor

_DEMO_FIRM = "F01"
_WORDS = "caballo lluvia escalera limón"
_LAPTOP = {
    "name": "field-laptop", "x": 0, "y": 0, "width": 1366, "height": 768,
    "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoVisit:
    """What would be typed during the visit of one demo firm."""

    firm: Mapping[str, Any]
    sheet: Mapping[str, str]
    signer: str
    place: str
    cost: Mapping[str, int]
    promises: Sequence[tuple[str, str, str]]


def demo_visit(code: str) -> DemoVisit:
    """One of the twelve demo firms as an advisor would meet it; KeyError for another code."""
    text = resource("demo", "firms.json").read_text(encoding="utf-8")
    entry = {one["id"]: one for one in json.loads(text)["firms"]}[code]
    town = shipped_places().get(entry["firm"]["divipola"])
    return DemoVisit(
        firm={**entry["firm"], "municipality": town.shown if town else ""},
        sheet={item: _typed(given) for item, given in entry["answers"].items()},
        signer=entry["representative"]["name"],
        place=entry["visit"]["place"],
        cost=entry["cost"],
        promises=[(one["what"], one["who"], one["due_on"]) for one in entry["commitments"]],
    )


def _typed(given: str | Mapping[str, str]) -> str:
    """An answer of the demo file as it is typed."""
    if isinstance(given, Mapping):
        return f"na:{given['na']}"
    return "s" if given == "not_seen" else given


def make_visit(advisor: FieldAdvisor, visit: DemoVisit) -> str:
    """From the firm's first record to the closed visit; the id of the diagnosis."""
    firm_id = advisor.registers(visit.firm)
    advisor.asks_consent(firm_id, visit.signer)
    advisor.completes(firm_id, visit.firm)
    advisor.starts_visit(firm_id, visit.place)
    advisor.answers(visit.sheet)
    advisor.goes_on_with_the_rest()
    advisor.answers(visit.sheet)
    session = advisor.window.context.open_session
    diagnosis = session.assessments.of_firm(firm_id)[0].id
    advisor.tells_cost(diagnosis, visit.cost)
    advisor.agrees(diagnosis, visit.promises)
    advisor.sees_result(diagnosis)
    advisor.closes_diagnosis(diagnosis)
    going_on = session.visits.open_visit(firm_id)
    if going_on is not None:
        advisor.ends_visit(going_on.id, Qt.Key.Key_1)
    return diagnosis


def walk(out: Path, lang: str = "es") -> int:
    """Walk the demo visit into a folder; 0 when report and pictures are there."""
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="advisor-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        if "QT_QPA_PLATFORM" not in os.environ:
            screens = folder / "screen.json"
            screens.write_text(json.dumps({"screens": [_LAPTOP]}), encoding="utf-8")
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
        made = _walk(folder / "workspace", out, lang)
    sys.stdout.write("".join(f"{path}\n" for path in made))
    return 0 if made and all(path.is_file() for path in made) else 1


def _walk(workspace: Path, out: Path, lang: str) -> list[Path]:
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from ui.advisor import FieldAdvisor
    from ui.app import Application

    def only_trouble(kind: QtMsgType, _context: object, message: str) -> None:
        # a screen that is only in memory says for each window what it can't do
        if kind is not QtMsgType.QtDebugMsg and not message.startswith("This plugin does not"):
            sys.stderr.write(f"{message}\n")

    qInstallMessageHandler(only_trouble)
    application = Application(QApplication(["advisor"]), workspace, demo=False, lang=lang)
    advisor = FieldAdvisor(application, pictures=out)
    application.show()
    try:
        advisor.first_day("Lucía Fernanda Arboleda", _WORDS)
        diagnosis = make_visit(advisor, demo_visit(_DEMO_FIRM))
        day = clock.today().isoformat()
        page = out / f"informe-{day}-p1.png"
        report = advisor.saves_report(diagnosis, out / f"informe-{day}.pdf", lang)
        advisor.saves_picture(page)
    finally:
        application.close()
    return [*advisor.taken, page, report]


def main(argv: Sequence[str] | None = None) -> int:
    """The command line of the walk."""
    parser = argparse.ArgumentParser(prog="python -m ui.walk", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--lang", choices=LANGUAGES, default="es")
    options = parser.parse_args(argv)
    return walk(options.out, options.lang)


if __name__ == "__main__":
    sys.exit(main())
