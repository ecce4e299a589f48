"""Another program finds every control by its name and makes a visit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from advisor_app.domain.answers import AnswerState, Evidence
from advisor_app.domain.document import DIAGNOSIS
from advisor_app.domain.signature import Method, Party
from advisor_app.services import entry
from advisor_app.services.session import Session
from tests.equipment import needs
from tests.outside.stage import child, desktop
from tests.sources import ROOT
from ui.screens import REGISTRY, WITHOUT_SESSION

PASSPHRASE = "marimonda columpio zarzaparrilla"
SYSTEM_PYTHON = "/usr/bin/python3"
PIPES: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
DOORS_FIRST = sorted(REGISTRY, key=lambda route: route not in WITHOUT_SESSION)

pytestmark = needs(
    "Xvfb",
    "dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/python3/dist-packages/gi",
    "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib",
)


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    with desktop(tmp_path) as environment:
        yield environment


def stranger(script: str, *arguments: str | Path) -> list[str | Path]:
    return [SYSTEM_PYTHON, Path(__file__).with_name(script), *arguments]


def test_a_stranger_makes_a_visit_on_the_accessibility_bus(surroundings, tmp_path: Path):
    workspace, report = tmp_path / "workspace", tmp_path / "informe.pdf"
    program = (sys.executable, "-m", "advisor_app", "--workspace", workspace, "--lang", "es")
    with child(*program, cwd=ROOT, env=surroundings, stderr=subprocess.DEVNULL) as running:
        visit = subprocess.run(
            stranger("visit.py", report),
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert running.poll() is None, f"the program ended with {running.returncode}"
        assert visit.returncode == 0, visit.stderr
    assert json.loads(visit.stdout) == {}
    said = " ".join("\n".join(page.extract_text() for page in PdfReader(report).pages).split())
    assert "Zopilotera Quimérica SAS" in said
    assert "Hermenegilda Zurrapastrosa" in said
    assert "Firmó en pantalla" in said
    session = entry.unlock(workspace, PASSPHRASE)
    try:
        assert_kept(session)
    finally:
        session.close()


def assert_kept(session: Session) -> None:
    """What the stranger said is what the workspace holds."""
    (row,) = session.firms.list()
    firm = session.firms.get(row.id)
    assert (firm.legal_name, firm.nit, firm.nit_dv) == (
        "Zopilotera Quimérica SAS",
        "900123456",
        "8",
    )
    assert (firm.legal_form, firm.sector, firm.divipola) == ("sas", "agroindustry_food", "19743")
    (signer,) = session.people.of_firm(firm.id)
    assert signer.name == "Hermenegilda Zurrapastrosa"
    (visit,) = session.visits.of_firm(firm.id)
    assert visit.place == "Vereda Guacharaquillo"
    assert visit.outcome == "done"
    (diagnosis,) = session.assessments.of_firm(firm.id)
    answers = session.assessments.get(diagnosis.id).answers
    assert sorted(answers) == ["D1.1", "D1.3"]
    for answer in answers.values():
        assert (answer.state, answer.level) == (AnswerState.RATED, 3)
        assert answer.evidence is Evidence.OBSERVED
        assert all(answer.checks)
    document = session.signatures.lay_out(diagnosis.id, DIAGNOSIS).issued
    (signature,) = session.signatures.of_document(document.id)
    assert (signature.method, signature.party) == (Method.DRAWN, Party.FIRM)
    assert signature.signer.name == "Hermenegilda Zurrapastrosa"
    assert signature.signer.document_number == "7391846205"
    assert [len(stroke) > 10 for stroke in signature.strokes] == [True]


def test_every_control_of_every_screen_can_be_used_by_its_name(surroundings, tmp_path: Path):
    shows = (sys.executable, "-m", "tests.outside.screens", tmp_path / "workspace")
    with (
        child(*shows, cwd=ROOT, env=surroundings, **PIPES) as window,
        child(*stranger("listen.py"), env=surroundings, **PIPES) as ear,
    ):
        missed = {}
        for route in DOORS_FIRST:
            assert ask(window, route) == route
            missed[route] = json.loads(ask(ear, route))
        ask(window, "")
    assert not {route: complaints for route, complaints in missed.items() if complaints}


def ask(program: subprocess.Popen, line: str) -> str:
    """Tell a program a line and hear its answer."""
    print(line, file=program.stdin, flush=True)
    return program.stdout.readline().strip()
