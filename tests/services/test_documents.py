"""Reports: numbered by device, a new version only when the content changed, never half a file."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError
from advisor_app.services.documents import write_file
from advisor_app.services.errors import NotFound
from advisor_app.services.session import Session
from tests.builders import answer_everything, make_draft, make_firm, rated


def test_the_number_tells_device_year_and_count(session: Session) -> None:
    clock.use(clock.FixedClock(datetime(2026, 11, 20, 14, 0, tzinfo=UTC)))
    _visit, first = make_draft(session)
    _visit, second = make_draft(session, make_firm(session, nit="", nit_dv="", id_type="none"))
    code = session.advisor.device_code
    assert session.documents.issue(first.id).number == f"{code}-2026-0001"
    assert session.documents.issue(second.id).number == f"{code}-2026-0002"


def test_the_same_content_is_the_same_version(session: Session) -> None:
    still = clock.FixedClock(datetime(2026, 11, 20, 14, 0, tzinfo=UTC))
    clock.use(still)
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    first = session.documents.issue(draft.id)
    still.tick(timedelta(days=3))
    assert session.documents.issue(draft.id) == first
    assert session.documents.content(draft.id).content_hash == first.content_hash


def test_a_changed_answer_makes_a_new_version_that_names_the_old(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    first = session.documents.issue(draft.id)
    session.assessments.answer(draft.id, rated("D1.1", 1))
    second = session.documents.issue(draft.id)
    assert (second.number, second.version) == (first.number, 2)
    assert second.content_hash != first.content_hash
    assert [one.version for one in session.documents.of(draft.id)] == [2, 1]


def test_an_issued_version_prints_again_as_it_was(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    first = session.documents.issue(draft.id)
    as_handed_over = session.documents.preview(draft.id, "es")
    session.assessments.answer(draft.id, rated("D1.1", 1))
    assert session.documents.reprint(first.id, "es") == as_handed_over
    with pytest.raises(NotFound):
        session.documents.reprint("nothing", "es")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_without_permission_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(AdvisorError, match="permiso"):
        write_file(tmp_path / "informe.pdf", b"%PDF")


def test_a_report_over_an_older_one_is_whole_or_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "informe.pdf"
    write_file(path, b"old")
    path.with_name("informe.pdf.part").mkdir()
    with pytest.raises(AdvisorError):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_closed_diagnosis_keeps_the_words_it_was_issued_with(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisor_app.domain.visit import Outcome
    from advisor_app.services import diagnosis

    visit, draft = make_draft(session)
    answer_everything(session, draft)
    session.assessments.close(draft.id)
    session.visits.finish(visit.id, Outcome.DONE)
    issued = session.documents.issue(draft.id)
    as_today = session.documents.content(draft.id)

    def later_program(*_facts: object) -> object:
        raise AssertionError("an issued report is not composed anew")

    monkeypatch.setattr(diagnosis, "draft_content", later_program)
    assert session.documents.content(draft.id) == as_today
    assert session.documents.issue(draft.id) == issued


def test_a_report_issued_before_the_visit_ended_gets_its_hours_later(session: Session) -> None:
    from advisor_app.domain.visit import Outcome

    visit, draft = make_draft(session)
    answer_everything(session, draft)
    session.assessments.close(draft.id)
    first = session.documents.issue(draft.id)
    session.visits.finish(visit.id, Outcome.DONE)
    assert session.documents.issue(draft.id).version == first.version + 1


def test_the_papers_of_a_visit_are_those_of_its_own_diagnosis(session: Session) -> None:
    visit, draft = make_draft(session)
    make_draft(session, make_firm(session, nit="", nit_dv="", id_type="none"))
    papers = session.documents.papers_of_visit(visit.id)
    assert ("diagnosis", draft.id, "Informe de diagnóstico") in papers
    assert [paper.subject_id for paper in papers if paper.kind == "diagnosis"] == [draft.id]
    with pytest.raises(NotFound):
        session.documents.papers_of_visit("none")
