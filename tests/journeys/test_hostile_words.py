"""Every field of every screen takes whatever is typed or pasted, and the papers print it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from advisor_app.domain.quality_cost import QuickCost
from advisor_app.domain.text import fold
from tests.builders import answer_everything, make_draft, make_session, rated
from ui.forms.group_stack import KINDS

if TYPE_CHECKING:
    from advisor_app.services.session import Session
    from tests.journeys.conftest import Starter
    from ui.advisor import FieldAdvisor

MARKUP = "Ñame & Hijos <i>Ltda</i> {x} %s %d \\ «'\"» </para> <br/>"
NASTY = (
    "9" * 30,
    "999999999999999",
    "1000000 mil millones",
    "-5",
    "1e999",
    "½",
    "٣٤٥",
    "31/12/9999",
    "1/1/1",
    MARKUP,
    "\U0001f600\u202eabc\u0000\ud83d",
    "a" * 5_000,
)


def screens(firm_id: str, visit_id: str, assessment_id: str) -> Iterator[tuple[str, Any]]:
    for group in KINDS:
        yield "firm_form", {"firm_id": firm_id, "group": group}
    yield "firm_form", {"firm_id": None}
    yield "visit_start", {"firm_id": firm_id}
    yield "visit_end", {"visit_id": visit_id}
    yield "consent", {"firm_id": firm_id}
    yield "cost", {"assessment_id": assessment_id}
    yield "commitments", {"assessment_id": assessment_id}
    yield "firms", {}


def lines_of(screen: QWidget) -> list[Any]:
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit)
    return [line for kind in kinds for line in screen.findChildren(kind)]


def paste(advisor: FieldAdvisor, line: Any, text: str) -> None:
    line.setFocus()
    line.selectAll()
    line.insert(text) if isinstance(line, QLineEdit) else line.insertPlainText(text)
    advisor.press(Qt.Key.Key_Tab)
    QApplication.processEvents()


def go_away(advisor: FieldAdvisor) -> None:
    advisor.window.go("today")
    asked: Any = QApplication.activeModalWidget()
    if asked is not None:
        asked.accept()
        QApplication.processEvents()
    advisor.rest()


def test_no_field_falls_over_what_is_pasted_into_it(start: Starter, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    session = make_session(folder)
    visit, draft = make_draft(session)
    session.close()
    advisor = start(folder=folder)
    advisor.arrive("today")
    pasted = 0
    for route, params in screens(draft.firm_id, visit.id, draft.id):
        go_away(advisor)
        advisor.window.go(route, **params)
        screen = advisor.arrive(route)
        for line in lines_of(screen):
            for text in NASTY:
                if line.isVisible() and line.isEnabled():
                    paste(advisor, line, text)
                    pasted += 1
            advisor.rest()
    assert pasted > 500
    go_away(advisor)
    session = advisor.window.context.open_session
    assert session.verify() == []
    assert session.firms.get(draft.firm_id).shown_name


def describe(session: Session) -> str:
    """A diagnosis in which every text that is printed is full of signs; its id."""
    visit, draft = make_draft(session)
    firm = replace(session.firms.get(draft.firm_id), legal_name=MARKUP, trade_name=MARKUP)
    session.firms.save(firm)
    session.visits.update(replace(visit, place=MARKUP, purpose=MARKUP, notes=MARKUP))
    answer_everything(session, draft, level=2)
    session.assessments.answer(draft.id, rated("D1.1", 3, note=MARKUP), visit.id)
    session.assessments.set_cost(draft.id, QuickCost.from_figures({"monthly_sales": "1e14"}))
    from advisor_app.services.assessments import Commitment

    session.assessments.set_commitments(draft.id, [Commitment(MARKUP, MARKUP)] * 3)
    return draft.id


@pytest.mark.parametrize("lang", ["es", "en"])
def test_signs_of_other_languages_are_printed_as_they_were_written(
    tmp_path: Path, lang: str
) -> None:
    session = make_session(tmp_path / "w", advisor=MARKUP)
    try:
        draft = describe(session)
        path = tmp_path / "r.pdf"
        path.write_bytes(session.documents.preview(draft, lang))
    finally:
        session.close()
    told = "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
    assert fold("".join(MARKUP.split())) in fold(told)
    assert "&amp;" not in told
    assert "&lt;" not in told
