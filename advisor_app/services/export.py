"""Answers, and the plan they lead to, as a workbook for whoever works on with a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from advisor_app.domain.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.services.session import Session
    from advisor_app.spreadsheet.writer import Sheet

Kind = Literal["diagnosis", "gap", "plan"]
NAMES: Final[dict[Kind, Text]] = {
    "diagnosis": Text("Respuestas del diagnóstico", "Answers of the diagnosis"),
    "gap": Text("Respuestas de la brecha", "Answers of the gap"),
    "plan": Text("Plan de mejora", "Improvement plan"),
}


def workbook(session: Session, kind: Kind, subject_id: str, lang: str) -> bytes:
    """The workbook of an assessment, or of a firm's plan; the same bytes for the same content.

    Raises:
        NotFound: there is no such assessment or firm.
    """
    from advisor_app.spreadsheet.writer import write_book

    return write_book(NAMES[kind].in_(lang), _SHEETS[kind](session, subject_id, lang))


def save(session: Session, kind: Kind, subject_id: str, lang: str, path: Path) -> Path:
    """Write the workbook where the user chose, and tell where.

    Raises:
        AdvisorError: the place can't be written to.
    """
    from advisor_app.services.documents import write_file

    write_file(path, workbook(session, kind, subject_id, lang))
    return path


def _of_diagnosis(session: Session, assessment_id: str, lang: str) -> list[Sheet]:
    from advisor_app.services.export_diagnosis import diagnosis_sheets

    return diagnosis_sheets(session.assessments.result(assessment_id), lang)


def _of_gap(session: Session, assessment_id: str, lang: str) -> list[Sheet]:
    from advisor_app.services.export_gap import gap_sheets

    view = session.gaps.get(assessment_id)
    group = session.groups.get(assessment_id) if view.scope.parts else None
    return gap_sheets(view, lang, group)


def _of_plan(session: Session, firm_id: str, lang: str) -> list[Sheet]:
    from advisor_app.services.export_plan import plan_sheets

    name = session.firms.get(firm_id).shown_name
    return plan_sheets(session.plans.of_firm(firm_id, lang), name, lang)


_SHEETS: Final[dict[Kind, Callable[[Session, str, str], list[Sheet]]]] = {
    "diagnosis": _of_diagnosis,
    "gap": _of_gap,
    "plan": _of_plan,
}
