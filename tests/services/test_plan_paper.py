"""The plan as a document: numbered, the same while nothing changed, with its visit's papers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from advisor_app.domain import clock
from advisor_app.domain.document import PLAN
from advisor_app.domain.gap import GapAnswer, State
from tests.reports.reading import whole
from tests.services.test_plans import LIST, firm_with

if TYPE_CHECKING:
    import pytest

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
