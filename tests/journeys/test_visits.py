"""Whole visits through the real window, from the first start to the saved report, by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from ui.walk import demo_visit, make_visit

if TYPE_CHECKING:
    from tests.journeys.conftest import Starter
    from ui.advisor import FieldAdvisor

WORDS = "cuatro palabras que nadie uniria"


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def result_of(advisor: FieldAdvisor, diagnosis: str) -> Any:
    return advisor.window.context.open_session.assessments.result(diagnosis)


@pytest.mark.parametrize(
    ("code", "group", "score", "level"),
    [
        ("F01", "goods with health risk", "2.12", 2),
        ("F04", "goods", "4.08", 4),
        ("F09", "services with health risk", None, None),
        ("F10", "services", None, None),
        ("F03", "laboratory", "3.65", 3),
    ],
)
def test_a_visit_ends_with_the_report_in_the_owners_hand(
    start: Starter, tmp_path: Path, code: str, group: str, score: str | None, level: int | None
) -> None:
    visit = demo_visit(code)
    advisor = start()
    advisor.first_day("Lucía Ñáñez", WORDS)
    diagnosis = make_visit(advisor, visit)
    report = advisor.saves_report(diagnosis, tmp_path / "informe.pdf")
    outcome = result_of(advisor, diagnosis)
    if score is not None:
        assert (str(outcome.result.S), outcome.result.level) == (score, level), group
    assert not outcome.assessment.is_open
    said = text_of(report)
    assert visit.firm["legal_name"] in said.replace("\n", " ")
    assert "Lucía Ñáñez" in said
    picture = advisor.saves_picture(tmp_path / "hoja.png")
    assert picture.stat().st_size > 20_000


def test_a_visit_in_english_ends_with_an_english_report(start: Starter, tmp_path: Path) -> None:
    visit = demo_visit("F02")
    advisor = start(lang="en")
    advisor.first_day("Lucía Ñáñez", WORDS)
    visit = replace(
        visit,
        promises=[(what, who, due) for what, who, due in visit.promises],
    )
    diagnosis = make_visit(advisor, visit)
    said = text_of(advisor.saves_report(diagnosis, tmp_path / "report.pdf", "en"))
    assert "Your firm is on step 3 of 5" in said
    assert "Su empresa" not in said


def test_a_firm_without_a_number_gets_the_same_service(start: Starter, tmp_path: Path) -> None:
    visit = demo_visit("F12")
    firm = {key: value for key, value in visit.firm.items() if key not in ("nit", "nit_dv")}
    advisor = start()
    advisor.first_day("Lucía Ñáñez", WORDS)
    diagnosis = make_visit(advisor, replace(visit, firm=firm))
    said = text_of(advisor.saves_report(diagnosis, tmp_path / "informe.pdf"))
    assert "sin NIT todavía" in said
    assert result_of(advisor, diagnosis).line.value == "training"


def test_a_diagnosis_goes_on_in_a_second_visit_after_a_restart(
    start: Starter, tmp_path: Path
) -> None:
    visit = demo_visit("F06")
    advisor = start()
    advisor.first_day("Lucía Ñáñez", WORDS)
    firm_id = advisor.registers(visit.firm)
    advisor.asks_consent(firm_id, visit.signer)
    advisor.completes(firm_id, visit.firm)
    advisor.starts_visit(firm_id, visit.place)
    asked: list[str] = []
    asked += advisor.answers(visit.sheet, until=_after(advisor, 9))
    session = advisor.window.context.open_session
    stood_at = session.assessments.of_firm(firm_id)[0].current_item
    going_on = session.visits.open_visit(firm_id)
    assert going_on is not None
    advisor.ends_visit(going_on.id, Qt.Key.Key_6, reason="Derrumbe en la vía, toca volver")

    advisor = start()
    advisor.unlocks(WORDS)
    advisor.starts_visit(firm_id, visit.place)
    screen = advisor.arrive("interview")
    assert screen.flow.item.code == stood_at  # type: ignore[attr-defined]  # the interview's own
    rest = advisor.answers(visit.sheet)
    assert not set(asked) & set(rest)
    session = advisor.window.context.open_session
    diagnosis = session.assessments.of_firm(firm_id)[0].id
    assert [v.number for v in session.visits.of_firm(firm_id)] == [1, 2]
    said = text_of(advisor.saves_report(diagnosis, tmp_path / "informe.pdf"))
    assert "forma corta" in said


def _after(advisor: FieldAdvisor, count: int) -> Any:
    """True once this many questions have been answered."""
    asked = iter(range(count))
    return lambda: next(asked, None) is None
