"""Gap assessments: started from a list, answered durably, closed into the routing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.schemes import Prerequisites
from advisor_app.domain.standard import Standard, shipped_standard
from advisor_app.services.errors import Closed, ConsentNeeded
from advisor_app.services.gaps import GapView, Scope
from advisor_app.services.session import Session
from tests.builders import answer_everything, consent, make_draft, make_firm

LIST = "codex_haccp"


def comply(session: Session, gap: GapView) -> None:
    for one in gap.standard.requirements:
        session.gaps.answer(gap.id, GapAnswer(one.code, State.COMPLIES))


def test_nothing_is_assessed_before_the_first_authorization(session: Session) -> None:
    firm = make_firm(session)
    with pytest.raises(ConsentNeeded):
        session.gaps.start(firm.id, LIST)


def test_an_assessment_is_found_where_it_stood(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, LIST)
    first, second = gap.standard.requirements[:2]
    session.gaps.answer(gap.id, GapAnswer(first.code, State.PARTIAL, note="Falta firma"))
    session.gaps.set_current(gap.id, second.code)
    again = session.gaps.start(firm.id, LIST)
    assert again.id == gap.id
    assert again.answers[first.code].note == "Falta firma"
    assert again.current_item == second.code
    assert session.gaps.start(firm.id, "fsma_us").id != gap.id


def test_diagnoses_and_gaps_do_not_mix(session: Session) -> None:
    _visit, draft = make_draft(session)
    gap = session.gaps.start(draft.firm_id, LIST)
    assert [view.id for view in session.assessments.of_firm(draft.firm_id)] == [draft.id]
    assert [view.id for view in session.gaps.of_firm(draft.firm_id)] == [gap.id]


def test_a_gap_leaves_what_the_list_of_firms_says_of_the_diagnosis(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    session.assessments.close(draft.id)
    before = session.firms.list()
    assert before[0].level is not None
    gap = session.gaps.start(draft.firm_id, LIST)
    assert session.firms.list() == before
    session.gaps.close(gap.id)
    assert session.firms.list() == before


def test_an_answer_that_breaks_the_list_changes_nothing(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, "iso_9001_2015")
    fixed = next(one for one in gap.standard.requirements if not one.na_allowed)
    with pytest.raises(InvalidRecord, match="no admite"):
        session.gaps.answer(gap.id, GapAnswer(fixed.code, State.NOT_APPLICABLE, "no hay nada así"))
    free = next(one for one in gap.standard.requirements if one.na_allowed)
    with pytest.raises(InvalidRecord, match="razón"):
        session.gaps.answer(gap.id, GapAnswer(free.code, State.NOT_APPLICABLE, "no hay"))
    assert session.gaps.get(gap.id).answers == {}
    session.gaps.answer(gap.id, GapAnswer(free.code, State.NOT_APPLICABLE, "No diseña productos"))
    assert session.gaps.get(gap.id).states == {free.code: State.NOT_APPLICABLE}


def test_a_slip_is_taken_back(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, LIST)
    code = gap.standard.requirements[0].code
    session.gaps.answer(gap.id, GapAnswer(code, State.FAILS))
    session.gaps.clear(gap.id, code)
    assert session.gaps.get(gap.id).answers == {}
    session.gaps.answer(gap.id, GapAnswer(code, State.COMPLIES))
    assert session.gaps.get(gap.id).states == {code: State.COMPLIES}


def test_closing_gives_the_readiness_to_the_firms_diagnosis(session: Session) -> None:
    firm = make_firm(session)
    _visit, draft = make_draft(session, firm)
    session.firms.save(replace(session.firms.get(firm.id), target_standards=(LIST,)))
    gap = session.gaps.start(firm.id, LIST)
    comply(session, gap)
    minor = next(one.code for one in gap.standard.requirements if one.severity == "m")
    session.gaps.answer(gap.id, GapAnswer(minor, State.FAILS))
    closed = session.gaps.close(gap.id)
    found = session.assessments.get(draft.id).gap
    assert found is not None
    assert found.readiness == closed.result.readiness > Decimal(95)
    assert found.blocking == 0
    with pytest.raises(Closed):
        session.gaps.answer(gap.id, GapAnswer(minor, State.COMPLIES))


def test_what_was_hardly_seen_does_not_reach_the_routing(session: Session) -> None:
    firm = make_firm(session)
    _visit, draft = make_draft(session, firm)
    session.firms.save(replace(session.firms.get(firm.id), target_standards=(LIST,)))
    gap = session.gaps.start(firm.id, LIST)
    session.gaps.answer(gap.id, GapAnswer(gap.standard.requirements[0].code, State.COMPLIES))
    session.gaps.close(gap.id)
    assert session.assessments.get(draft.id).gap is None


def test_the_verdict_waits_for_what_is_asked_beside_the_list(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, "iso_9001_2026")
    comply(session, gap)
    assert session.gaps.get(gap.id).verdict.passes is None
    known = Prerequisites(months_of_records=4, dated_actions=frozenset({"4.1"}))
    session.gaps.set_prerequisites(gap.id, known)
    view = session.gaps.get(gap.id)
    assert view.verdict.passes is True
    assert view.prerequisites.dated_actions == {"4.1"}


def test_the_firms_record_decides_its_group(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    session.firms.save(replace(session.firms.get(firm.id), workers_total=8, arl_risk_class="II"))
    gap = session.gaps.start(firm.id, "sgsst_0312")
    assert gap.verdict.figures["group"] == 7


@pytest.mark.parametrize("workers", [8, None])
def test_a_closed_assessment_keeps_the_firms_size_and_risk(
    session: Session, workers: int | None
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    session.firms.save(
        replace(session.firms.get(firm.id), workers_total=workers, arl_risk_class="II")
    )
    gap = session.gaps.start(firm.id, "sgsst_0312")
    session.gaps.answer(gap.id, GapAnswer(gap.standard.requirements[0].code, State.COMPLIES))
    before = session.gaps.close(gap.id)
    session.firms.save(replace(session.firms.get(firm.id), workers_total=80, arl_risk_class="V"))
    after = session.gaps.get(gap.id)
    assert after.verdict == before.verdict
    assert after.prerequisites == before.prerequisites
    again = session.gaps.start(firm.id, "sgsst_0312")
    assert again.verdict.figures["group"] == 60


def test_each_member_has_an_assessment_of_its_own(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    group = session.gaps.start(firm.id, "globalgap_option2_qms", scope=Scope("group"))
    member = Scope("member", "Finca El Placer", "3 de 37, semilla 20261125")
    part = session.gaps.start(firm.id, "globalgap_ifa_v6_fv", scope=member, group_id=group.id)
    assert [view.scope for view in session.gaps.parts_of(group.id)] == [member]
    assert part.group_id == group.id
    with pytest.raises(InvalidRecord):
        session.gaps.start(firm.id, LIST, scope=Scope("site", " "), group_id=group.id)


def test_an_old_assessment_keeps_the_list_it_began_with(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, LIST)

    def next_edition(id: str, version: str = "1.0") -> Standard:  # noqa: A002 - as there
        return replace(shipped_standard(id, version), digest="another", requirements=())

    monkeypatch.setattr("advisor_app.services.contents.shipped_standard", next_edition)
    assert session.gaps.get(gap.id).standard == gap.standard
