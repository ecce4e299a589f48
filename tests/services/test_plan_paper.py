"""The plan as a document: numbered, the same while nothing changed, with its visit's papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from advisor_app.domain import clock
from advisor_app.domain.document import PLAN
from advisor_app.domain.gap import GapAnswer, State
from tests.builders import answer_everything, make_draft
from tests.reports.reading import whole
from tests.services.test_plans import LIST, firm_with

if TYPE_CHECKING:
    import pytest

    from advisor_app.reports.content import DiagnosisContent
    from advisor_app.reports.plan_content import PlanContent
    from advisor_app.services.session import Session


def planned(session: Session) -> str:
    """A firm with two failing points; its id."""
    firm = firm_with(session)
    visit = session.visits.start(firm.id)
    gap = session.gaps.start(firm.id, LIST, visit.id)
    for one in gap.standard.requirements[:2]:
        session.gaps.answer(gap.id, GapAnswer(one.code, State.FAILS))
    return firm.id


def test_it_tells_what_was_told_of_each_action_in_both_languages(session: Session) -> None:
    firm_id = planned(session)
    first = session.plans.of_firm(firm_id, "es").actions[0]
    session.plans.edit(firm_id, first.id, {"responsible": "Ana Ñúñez", "cost": 1_000_000})
    content = cast("PlanContent", session.documents.content(firm_id, PLAN))
    assert len(content.plan.actions) == 2
    assert content.plan.actions[0].title.es == first.title
    assert content.plan.actions[0].title.en != first.title
    assert [one.name.es for one in content.answers]
    for lang in ("es", "en"):
        text = whole(session.documents.preview(firm_id, lang, PLAN))
        assert "Ana Ñúñez" in text
    assert content.number.split("-")[-1].startswith("P")


def test_the_same_plan_on_another_day_is_the_same_version(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm_id = planned(session)
    issued = session.documents.issue(firm_id, PLAN)
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", later.date)
    assert session.documents.issue(firm_id, PLAN) == issued


def test_a_change_makes_a_new_version_and_the_old_one_keeps_its_words(session: Session) -> None:
    firm_id = planned(session)
    issued = session.documents.issue(firm_id, PLAN)
    session.plans.add(firm_id, "Cambiar la báscula")
    assert session.documents.issue(firm_id, PLAN).version == 2
    assert "Cambiar la báscula" not in whole(session.documents.reprint(issued.id, "es"))


def test_it_lies_with_the_papers_of_the_visit_that_worked_on_it(session: Session) -> None:
    firm_id = planned(session)
    (visit,) = session.visits.of_firm(firm_id)
    assert (PLAN, firm_id) in [
        (one.kind, one.subject_id) for one in session.documents.papers_of_visit(visit.id)
    ]


def test_the_diagnosis_tells_the_target_list_first_and_the_plan(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft, 2)
    before = session.documents.content(draft.id)
    for each in (LIST, "iso_14001", "iso_45001"):
        gap = session.gaps.start(draft.firm_id, each)
        session.gaps.answer(gap.id, GapAnswer(gap.standard.requirements[0].code, State.FAILS))
    session.firms.save(replace(session.firms.get(draft.firm_id), target_standards=(LIST,)))
    content = cast("DiagnosisContent", session.documents.content(draft.id))
    assert content.content_hash != before.content_hash
    first, second, third = content.standards
    assert first.name.es == session.gaps.of_firm(draft.firm_id)[-1].standard.name.es
    assert [len(one.blocking + one.majors + one.others) for one in (first, second)] != [0, 0]
    assert (third.blocking, third.majors, third.others, third.checks) == ((), (), (), ())
    assert content.plan is not None
    text = whole(session.documents.preview(draft.id, "es"))
    order = ["Madurez por dimensión", "Brecha frente a", "Otras normas", "Deben quedar listas"]
    places = [text.index(one) for one in order]
    assert places == sorted(places)


def test_a_diagnosis_that_was_issued_keeps_what_it_said_of_the_plan(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft, 2)
    issued = session.documents.issue(draft.id)
    session.plans.add(draft.firm_id, "Cambiar la báscula")
    kept = session.documents.content_of(issued.id)
    assert kept.content_hash == issued.content_hash
    assert "Cambiar la báscula" not in whole(session.documents.reprint(issued.id, "es"))
