"""Answers, and what they come to, as a workbook for whoever works on with a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from advisor_app.domain.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.services.session import Session

Kind = Literal["diagnosis", "gap"]
NAMES: Final[dict[Kind, Text]] = {
    "diagnosis": Text("Respuestas del diagnóstico", "Answers of the diagnosis"),
    "gap": Text("Respuestas de la brecha", "Answers of the gap"),
}


def workbook(session: Session, kind: Kind, assessment_id: str, lang: str) -> bytes:
    """The workbook of an assessment, the same bytes for the same answers.

    Raises:
        NotFound: there is no such assessment.
    """
    from advisor_app.services.export_diagnosis import diagnosis_sheets
    from advisor_app.services.export_gap import gap_sheets
    from advisor_app.spreadsheet.writer import write_book

    if kind == "gap":
        sheets = gap_sheets(session.gaps.get(assessment_id), lang)
    else:
        sheets = diagnosis_sheets(session.assessments.result(assessment_id), lang)
    return write_book(NAMES[kind].in_(lang), sheets)


def save(session: Session, kind: Kind, assessment_id: str, lang: str, path: Path) -> Path:
    """Write the workbook where the user chose, and tell where.

    Raises:
        AdvisorError: the place can't be written to.
    """
    from advisor_app.services.documents import write_file

    write_file(path, workbook(session, kind, assessment_id, lang))
    return path
