"""Every kind of document from the command line: of a visit, or the latest of a firm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advisor_app import cli
from advisor_app.domain.document import NAMES
from advisor_app.domain.visit import Outcome
from tests.builders import answer_everything, consent, make_draft, make_firm, make_session
from tests.reports.reading import whole

Said = pytest.CaptureFixture[str]


@pytest.fixture
def visited(tmp_path: Path) -> tuple[Path, str, str]:
    """A workspace that opens by itself, with a firm of two visits: the last was not made."""
    folder = tmp_path / "workspace"
    session = make_session(folder)
    firm = make_firm(session)
    visit, draft = make_draft(session, firm)
    answer_everything(session, draft, visit_id=visit.id)
    session.visits.finish(visit.id, Outcome.DONE)
    unmade = session.visits.record_unmade(firm.id, Outcome.NO_SHOW, reason="Nadie abrió")
    session.close()
    return folder, visit.id, unmade.id


def report(folder: Path, *words: str) -> list[str]:
    out = str(folder.parent / "d.pdf")
    return ["report", "--workspace", str(folder), *words, "--json", "--out", out]


def made(said: Said, words: list[str]) -> tuple[dict[str, Any], str]:
    assert cli.main(words) == 0
    facts = json.loads(said.readouterr().out)
    return facts, whole(Path(facts["file"]).read_bytes())


@pytest.mark.parametrize(
    ("kind", "series", "title"),
    [
        ("diagnosis", "", "Su empresa está en el escalón"),
        ("visit_record", "A", "Acta de la visita 1"),
        ("attendance", "L", "Lista de asistencia"),
        ("consent", "C", "Autorización para el tratamiento"),
    ],
)
def test_each_kind_is_written_for_a_visit(
    visited: tuple[Path, str, str], capsys: Said, kind: str, series: str, title: str
):
    folder, visit_id, _unmade = visited
    facts, text = made(capsys, report(folder, "--visit", visit_id, "--kind", kind))
    assert facts["number"].rpartition("-")[2] == f"{series}0001"
    assert title in text


def test_every_kind_can_be_asked_for(capsys: Said):
    with pytest.raises(SystemExit):
        cli.main(["report", "--help"])
    shown = capsys.readouterr().out
    assert all(kind in shown for kind in NAMES)


def test_of_a_firm_the_latest_one_is_written(visited: tuple[Path, str, str], capsys: Said):
    folder, _visit_id, _unmade = visited
    words = ("--firm", "800197268", "--kind")
    assert "Acta de la visita 2" in made(capsys, report(folder, *words, "visit_record"))[1]
    assert "Visita 1" in made(capsys, report(folder, *words, "attendance"))[1]


def test_the_gap_report_of_a_firm_is_written(tmp_path: Path, capsys: Said):
    folder = tmp_path / "workspace"
    session = make_session(folder)
    firm = make_firm(session)
    consent(session, firm)
    session.gaps.start(firm.id, "codex_haccp")
    session.close()
    facts, text = made(capsys, report(folder, "--firm", "800197268", "--kind", "gap"))
    assert facts["number"].rpartition("-")[2] == "B0001"
    assert "Resultado preliminar" in text


def test_a_document_that_is_not_there_is_said(visited: tuple[Path, str, str], capsys: Said):
    folder, _visit_id, unmade = visited
    assert cli.main(report(folder, "--visit", unmade, "--kind", "attendance")) == 2
    assert "Todavía no hay ese documento: Lista de asistencia." in capsys.readouterr().err
    assert cli.main(report(folder, "--visit", unmade)) == 2
    assert "Informe de diagnóstico" in capsys.readouterr().err
