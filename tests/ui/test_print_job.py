"""What is left with the printing system: a number, never a name."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrinter

from tests.builders import make_draft
from ui import printing
from ui.report_paper import build
from ui.screens.report import ReportScreen


def test_a_print_job_is_named_by_the_number_of_the_document(
    context, session, tasks, qtbot, monkeypatch
):
    context.session = session
    _visit, draft = make_draft(session)
    given = []
    monkeypatch.setattr(printing, "takes_files", lambda _printer: True)
    monkeypatch.setattr(printing, "hand_over", lambda *words: given.append(words))
    screen = ReportScreen(context)
    qtbot.addWidget(screen)
    paper = build(session, (draft.id, "diagnosis"), "es", True, lambda _step: None)
    screen._send(QPrinter(), paper)
    tasks.wait_idle()
    ((data, _printer, title),) = given
    assert data.startswith(b"%PDF")
    assert title == f"{session.documents.of(draft.id)[0].number}-v1-es"
