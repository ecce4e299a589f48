"""Two people change one value: both values in words, and a choice that the office puts in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from advisor_app.domain.answers import Answer, AnswerState
from advisor_app.domain.field_words import RECORDS, field_words, is_named
from advisor_app.domain.statement_words import Point, statement
from advisor_app.i18n import set_language
from advisor_app.schema.tables import SYNCED
from advisor_app.services.conflicts import Sent
from advisor_app.services.session import Session
from advisor_app.sync.policy import Rule, fields_of, group_of
from tests.builders import make_draft, make_session, rated
from tests.sync.meeting import Meeting
from tests.sync.world import Office

_SETTLED_BY_RULE = (Rule.FIRST, Rule.FURTHER, Rule.MARK)


@pytest.fixture
def meeting(tmp_path) -> Iterator[Meeting]:
    office = Office("A", "B")
    sessions = {
        "A": make_session(tmp_path / "a", "Ana Ruiz"),
        "B": make_session(tmp_path / "b", "Beto Paz"),
    }
    yield Meeting(office, sessions)
    for session in sessions.values():
        session.close()
    office.close()


@pytest.fixture
def a(meeting) -> Session:
    return meeting.sessions["A"]


@pytest.fixture
def b(meeting) -> Session:
    return meeting.sessions["B"]


@pytest.fixture
def draft(meeting, a):
    """A diagnosis that both laptops have."""
    view = make_draft(a)[1]
    meeting.exchange("A")
    meeting.give(view.firm_id)
    meeting.exchange("B")
    return view


@pytest.fixture
def differing(meeting, draft, a, b):
    """Two levels for one question; the office has the first laptop's."""
    a.assessments.answer(draft.id, rated("D1.1", 2))
    b.assessments.answer(draft.id, rated("D1.1", 4, "verified"))
    meeting.exchange("A", "B", "A")
    (found,) = a.conflicts.open()
    return found


def values(side) -> dict[str, str]:
    return dict(side.lines)


def test_both_values_are_told_in_words_with_who_and_where(differing, draft):
    item = draft.instrument.item("D1.1")
    assert (differing.firm_name, differing.kind) == ("Panadería Ñandú", "Respuesta")
    assert differing.about == f"D1.1 · {item.question.es}"
    assert values(differing.kept)["Nivel"] == f"2, Básico: {item.levels[1].es}"
    assert values(differing.lost)["Cómo se vio"] == "Verificado"
    assert (differing.kept.by, differing.kept.where) == ("Asesor A", "here")
    assert (differing.lost.by, differing.lost.where) == ("Asesor B", "elsewhere")
    assert differing.now == ()


def test_the_other_value_is_put_in_for_everybody_once_it_is_chosen(meeting, differing, draft, a, b):
    assert b.conflicts.open()[0].lost.where == "here"
    assert a.conflicts.decide([differing.id], "lost", "Vi los registros") == [differing.id]
    assert a.conflicts.open() == []
    meeting.exchange("A", "B", "A")
    for session in (a, b):
        answer = session.assessments.get(draft.id).answers["D1.1"]
        assert (answer.level, answer.evidence) == (4, "verified")
        (settled,) = session.conflicts.settled()
        assert (settled.choice, settled.resolved_by) == ("lost", "Ana Ruiz")
        assert settled.reason == "Vi los registros"


def test_what_the_office_has_stays_where_it_is_chosen(meeting, differing, draft, a, b):
    b.conflicts.decide([differing.id], "kept")
    meeting.exchange("B", "A")
    assert {s.assessments.get(draft.id).answers["D1.1"].level for s in (a, b)} == {2}
    assert a.conflicts.open() == b.conflicts.open() == []


def test_a_choice_can_be_taken_back_until_it_is_sent(meeting, differing, a):
    a.conflicts.decide([differing.id], "lost", "Me equivoqué")
    a.conflicts.undo([differing.id])
    (again,) = a.conflicts.open()
    assert (again.choice, again.reason, again.resolved_by) == (None, "", "")
    a.conflicts.decide([differing.id], "lost")
    meeting.exchange("A")
    with pytest.raises(Sent):
        a.conflicts.undo([differing.id])
    assert a.conflicts.open() == []


def test_a_choice_that_somebody_made_meanwhile_is_not_made_again(differing, a):
    assert a.conflicts.decide([differing.id], "kept") == [differing.id]
    assert a.conflicts.decide([differing.id], "lost") == []


def test_several_are_decided_at_once(meeting, draft, a, b):
    for code in ("D1.1", "D1.2"):
        a.assessments.answer(draft.id, rated(code, 1))
        b.assessments.answer(draft.id, rated(code, 5))
    meeting.exchange("A", "B", "A")
    found = a.conflicts.open(draft.firm_id)
    assert a.conflicts.count(draft.firm_id) == len(found) == 2
    a.conflicts.decide([one.id for one in found], "lost")
    meeting.exchange("A", "B")
    answers = b.assessments.get(draft.id).answers
    assert [answers[code].level for code in ("D1.1", "D1.2")] == [5, 5]
    assert a.conflicts.count(draft.firm_id) == 0


def test_a_value_that_was_changed_after_the_difference_is_told_too(differing, draft, a):
    a.assessments.answer(draft.id, rated("D1.1", 3, "declared"))
    (told,) = a.conflicts.open()
    assert dict(told.now)["Nivel"].startswith("3, ")


def test_an_answer_is_taken_or_left_as_one_statement(meeting, draft, a, b):
    """A level never goes into an answer that says that the question does not apply."""
    code = next(item.code for item in draft.instrument.items if item.na_allowed)
    a.assessments.answer(draft.id, rated(code, 4, "verified"))
    meeting.exchange("A", "B")
    a.assessments.answer(draft.id, Answer(code, AnswerState.NA, na_reason="No tienen esa línea"))
    b.assessments.answer(draft.id, rated(code, 5, "verified"))
    meeting.exchange("A", "B", "A")
    (found,) = a.conflicts.open()
    a.conflicts.decide([found.id], "lost")
    meeting.exchange("A", "B")
    for session in (a, b):
        kept = session.assessments.get(draft.id).answers[code]
        assert (kept.state, kept.level, kept.na_reason) == (AnswerState.RATED, 5, "")


def test_what_settled_itself_is_told_with_the_value_that_lost(meeting, draft, a, b):
    for session, market in ((a, "Bogotá"), (b, "Alemania")):
        firm = session.firms.get(draft.firm_id)
        session.firms.save(replace(firm, target_market=market))
    meeting.exchange("A", "B", "A")
    assert a.conflicts.open() == []
    (settled,) = a.conflicts.settled()
    assert (settled.state, settled.kind) == ("auto", "Datos de la empresa")
    assert values(settled.kept) == {"Mercado objetivo": "Alemania"}
    assert values(settled.lost) == {"Mercado objetivo": "Bogotá"}


def test_every_field_that_can_differ_has_a_name():
    unnamed = [
        f"{table.name}.{name}"
        for table in SYNCED
        for name in fields_of(table.name)
        if group_of(table.name, name).rule not in _SETTLED_BY_RULE
        and table.name != "conflict"
        and not is_named(table.name, name)
    ]
    assert unnamed == []
    assert {table.name for table in SYNCED} == set(RECORDS)


@pytest.mark.parametrize(
    ("entity", "field", "value", "words"),
    [
        ("firm", "annual_income", 80_000_000, "$\N{NO-BREAK SPACE}80.000.000"),
        ("firm", "founded_on", "2019-03-05", "05/03/2019"),
        ("firm", "divipola", "19256", "El Tambo (Cauca)"),
        ("firm", "legal_form", "cooperative", "Cooperativa"),
        ("firm", "target_standards", '["iso_9001_2015"]', "ISO 9001:2015"),
        ("firm", "products", '["Panela", "Café"]', "Panela, Café"),
        ("firm", "women_led", 0, "No"),
        ("answer", "state", "NA", "No aplica"),
        ("answer", "state", "not_verified", "Sin ver"),
        ("action", "status", "done", "Hecha"),
        ("assessment", "line", "training", "Formación"),
        ("assessment", "gap_readiness", "61.5", "61,5 %"),
        ("consent", "answer", 1, "Sí"),
        ("person", "phone", None, "Sin dato"),
        ("firm", "_deleted", 1, "Borrado"),
        ("quality_cost", "figures", '{"monthly_sales": "1200000"}', "Ventas del mes: 1.200.000"),
    ],
)
def test_a_value_is_read_as_a_person_reads_it(entity, field, value, words):
    ((_name, read),) = statement(entity, {field: value}, "es")
    assert read.replace("\N{NO-BREAK SPACE}%", " %") == words


def test_what_cannot_be_read_is_shown_as_it_was_written_and_keys_never():
    assert statement("firm", {"founded_on": "hacia 1990"}, "es")[0][1] == "hacia 1990"
    assert statement("answer", {"visit_id": "0190-abc"}, "es", Point("D1.1", "")) == ()
    assert field_words("firm", "of_a_later_version").reads == "inside"


def test_the_words_are_in_the_language_of_the_window(differing, a):
    set_language("en")
    (told,) = a.conflicts.open()
    assert told.kind == "Answer"
    assert values(told.lost)["How it was seen"] == "Verified"
