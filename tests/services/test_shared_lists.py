"""A list that methods or sites share with the firm: asked once or for each, judged together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.domain.explain_group import state_word
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.groups import Part
from advisor_app.services.gaps import GapView
from advisor_app.services.session import Session
from tests.builders import answer_list, consent, make_firm


@pytest.fixture
def laboratory(session: Session) -> GapView:
    firm = make_firm(session, sector="laboratory")
    consent(session, firm)
    view = session.gaps.start(firm.id, "iso_17025")
    session.gaps.answer(view.id, GapAnswer("7.7.1", State.COMPLIES))
    session.gaps.answer(view.id, GapAnswer("4.1.1", State.COMPLIES))
    return view


METHODS = [
    Part("001", "AOAC 991.14", analyte="Coliformes", matrix="Agua"),
    Part("002", "ISO 6579", analyte="Salmonella", matrix="Carne"),
]


def test_methods_repeat_the_technical_points_and_share_the_rest(
    session: Session, laboratory: GapView
) -> None:
    assert set(session.groups.ways(laboratory)) == {"method", "site"}
    group = session.groups.divide(laboratory.id, "method")
    assert set(group.answers) == {"4.1.1"}
    session.groups.add(group.id, METHODS)
    known = session.gaps.get(group.id).prerequisites
    session.gaps.set_prerequisites(group.id, replace(known, proficiency_tests=True))
    answer_list(session, session.gaps.get(group.id))
    one, two = (session.groups.start(group.id, part.code) for part in METHODS)
    assert one.scope.name == "AOAC 991.14 · Coliformes · Agua"
    answer_list(session, one)
    answer_list(session, two, "7.7.2")
    assert session.gaps.get(one.id).verdict.passes is True
    assert session.gaps.get(two.id).verdict.passes is False
    result = session.groups.get(group.id).result
    assert (result.passes, result.complying, result.failing) == (False, 1, 1)
    session.gaps.answer(two.id, GapAnswer("7.7.2", State.COMPLIES))
    assert session.groups.get(group.id).result.passes is True


def test_what_the_group_fails_every_method_fails(session: Session, laboratory: GapView) -> None:
    group = session.groups.divide(laboratory.id, "method")
    session.groups.add(group.id, METHODS)
    answer_list(session, session.gaps.get(group.id), *[
        one.code for one in group.standard.requirements
    ])  # fmt: skip
    answer_list(session, session.groups.start(group.id, "001"))
    row = session.groups.get(group.id).row("001")
    assert row is not None
    assert row.judged.passes is False


def test_a_division_is_undone_while_nothing_hangs_on_it(
    session: Session, laboratory: GapView
) -> None:
    group = session.groups.divide(laboratory.id, "site")
    session.groups.add(group.id, [Part("001", "Planta 2")])
    with pytest.raises(InvalidRecord, match="partes"):
        session.groups.join(group.id)
    session.groups.remove(group.id, "001")
    whole = session.groups.join(group.id)
    assert whole.standard == laboratory.standard
    assert set(whole.answers) == {"7.7.1", "4.1.1"}
    session.gaps.answer(whole.id, GapAnswer("7.7.2", State.FAILS))


def test_an_answer_goes_to_the_list_that_is_there_after_a_division(
    session: Session, laboratory: GapView
) -> None:
    session.groups.divide(laboratory.id, "method")
    with pytest.raises(AdvisorError):
        session.gaps.answer(laboratory.id, GapAnswer("7.7.2", State.FAILS))


def test_a_divided_list_does_not_speak_for_the_whole_firm(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    session.firms.save(replace(firm, target_standards=("codex_haccp",)))
    draft = session.assessments.open_or_start(firm.id, None, "short")
    group = session.groups.divide(session.gaps.start(firm.id, "codex_haccp").id, "site")
    answer_list(session, group)
    session.gaps.close(group.id)
    assert session.assessments.get(draft.id).gap is None


def test_a_part_that_waits_for_the_group_says_so(session: Session, laboratory: GapView) -> None:
    group = session.groups.divide(laboratory.id, "method")
    session.groups.add(group.id, METHODS)
    answer_list(session, session.groups.start(group.id, "001"))
    row = session.groups.get(group.id).row("001")
    assert row is not None
    assert row.judged.passes is None
    assert state_word(row.judged, "es", begun=True) == "Vista; falta un dato"


def test_a_closed_method_keeps_its_result_whatever_the_group_answers_later(
    session: Session, laboratory: GapView
) -> None:
    group = session.groups.divide(laboratory.id, "method")
    session.groups.add(group.id, METHODS)
    known = session.gaps.get(group.id).prerequisites
    session.gaps.set_prerequisites(group.id, replace(known, proficiency_tests=True))
    answer_list(session, session.gaps.get(group.id))
    one, two = (session.groups.start(group.id, part.code) for part in METHODS)
    answer_list(session, one)
    answer_list(session, two)
    session.gaps.close(one.id)
    answer_list(session, session.gaps.get(group.id), *[
        one.code for one in group.standard.requirements
    ])  # fmt: skip
    assert session.gaps.get(one.id).verdict.passes is True
    assert session.gaps.get(two.id).verdict.passes is False
    for point in group.standard.requirements:
        session.gaps.clear(group.id, point.code)
    found = session.groups.get(group.id)
    said = [row.judged.passes for row in found.rows]
    assert said == [True, None]
    assert session.gaps.get(one.id).scope.name == "AOAC 991.14 · Coliformes · Agua"


def test_a_method_closed_before_the_office_is_completed_by_it_and_then_keeps_that(
    session: Session, laboratory: GapView
) -> None:
    group = session.groups.divide(laboratory.id, "method")
    session.groups.add(group.id, METHODS[:1])
    part = session.groups.start(group.id, "001")
    answer_list(session, part)
    known = session.gaps.get(group.id).prerequisites
    session.gaps.set_prerequisites(group.id, replace(known, proficiency_tests=True))
    session.gaps.close(part.id)
    assert session.groups.get(group.id).rows[0].judged.passes is None
    session.gaps.answer(group.id, GapAnswer("4.1.1", State.FAILS))
    assert session.gaps.get(part.id).together[1]["4.1.1"] is State.COMPLIES
    answer_list(session, session.gaps.get(group.id))
    assert session.groups.get(group.id).rows[0].judged.passes is True
