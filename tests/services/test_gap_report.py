"""The report of a gap: what blocks stands there, and its figures are those of the window."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from decimal import Decimal
from typing import cast

import pytest

from advisor_app.domain import explain_gap
from advisor_app.domain.document import DIAGNOSIS, GAP_REPORT
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.schemes import Prerequisites
from advisor_app.domain.standard import Standard, load_standard
from advisor_app.domain.visit import Outcome
from advisor_app.formats import percent
from advisor_app.i18n import LANGUAGES
from advisor_app.reports.gap_content import GapContent
from advisor_app.services.gaps import GapView, Scope
from advisor_app.services.session import Session
from tests.builders import consent, make_draft, make_firm
from tests.reports.reading import outline, pages, whole

LIST = "iso_9001_2026"
SITE = Scope("site", "Planta 2")


@pytest.fixture
def gap(session: Session) -> GapView:
    firm = make_firm(session)
    consent(session, firm)
    return session.gaps.start(firm.id, LIST)


def answer_all(session: Session, gap: GapView) -> GapView:
    """Every third point fails, every fifth is half met; what may be set aside is, once."""
    free = next(one.code for one in gap.standard.requirements if one.na_allowed)
    for number, one in enumerate(gap.standard.requirements):
        state = State.FAILS if number % 3 == 0 else State.PARTIAL
        state = state if number % 3 == 0 or number % 5 == 0 else State.COMPLIES
        note = f"Nota {number}" if state is State.FAILS else ""
        given = GapAnswer(one.code, state, note=note)
        if one.code == free:
            given = GapAnswer(free, State.NOT_APPLICABLE, "No diseña productos")
        session.gaps.answer(gap.id, given)
    return session.gaps.get(gap.id)


def shown(session: Session, gap: GapView, lang: str = "es") -> str:
    text = whole(session.documents.preview(gap.id, lang, GAP_REPORT))
    return " ".join(text.split())


def told(session: Session, gap: GapView) -> GapContent:
    return cast("GapContent", session.documents.content(gap.id, GAP_REPORT))


def between(text: str, start: str, end: str) -> str:
    return text.partition(f"{start} ")[2].partition(f"{end} ")[0]


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_open_blocking_point_stands_in_it_with_its_first_step(
    session: Session, gap: GapView, lang: str
) -> None:
    seen = answer_all(session, gap)
    titles = {"es": ("Lo que bloquea", "Lo que falta además"),
              "en": ("What blocks", "What else is missing")}[lang]  # fmt: skip
    part = between(shown(session, gap, lang), *titles)
    assert len(seen.result.blocking) > 3
    for code in seen.result.blocking:
        one = seen.standard.requirement(code)
        assert f"{code} " in part
        for word in plain(one.action.in_(lang)).split():
            assert word in part


def test_every_point_stands_in_the_annex_with_its_note_or_reason(
    session: Session, gap: GapView
) -> None:
    seen = answer_all(session, gap)
    annex = shown(session, gap).rpartition("Anexo: todos los puntos")[2]
    for one in seen.standard.requirements:
        assert f"{one.code} {plain(one.title.es)}" in annex
    for answer in seen.answers.values():
        assert answer.note in annex
    assert "Por qué no aplica: No diseña productos" in annex


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_figures_and_sentences_are_those_of_the_window(
    session: Session, gap: GapView, lang: str
) -> None:
    seen = answer_all(session, gap)
    session.gaps.set_prerequisites(gap.id, Prerequisites(months_of_records=2))
    seen = session.gaps.get(gap.id)
    text = shown(session, gap, lang).replace("\u00a0", " ")
    sentences = [
        explain_gap.readiness_sentence(seen.result, lang),
        explain_gap.blocking_sentence(seen.result, lang),
        explain_gap.verdict_sentence(seen.verdict, lang),
        explain_gap.disclaimer(lang),
        *(explain_gap.check_sentence(check, lang) for check in seen.verdict.checks),
        percent(cast("Decimal", seen.result.readiness), lang),
    ]
    for sentence in sentences:
        assert plain(sentence.replace("\u00a0", " ")) in text
    assert [one.readiness for one in told(session, gap).chapters] == [
        one.readiness for one in seen.result.sections
    ]


def test_each_condition_says_in_words_how_it_stands(session: Session, gap: GapView) -> None:
    answer_all(session, gap)
    session.gaps.set_prerequisites(gap.id, Prerequisites(months_of_records=6))
    part = between(shown(session, gap), "La regla del esquema", "Lo que bloquea")
    assert "No se cumple. Ningún punto bloquea" in part
    assert "Se cumple. Registros de al menos 3 meses" in part


def test_what_was_seen_little_of_says_so_before_all_else(session: Session, gap: GapView) -> None:
    first, *_more = pages(session.documents.preview(gap.id, "es", GAP_REPORT))
    assert first.index("Resultado preliminar") < first.index("Brecha frente a")
    answer_all(session, gap)
    assert "reliminar" not in shown(session, gap)


def test_the_annex_names_what_was_not_seen_by_its_numbers(session: Session, gap: GapView) -> None:
    first, second, *_more = gap.standard.requirements
    session.gaps.answer(gap.id, GapAnswer(first.code, State.COMPLIES))
    annex = between(shown(session, gap), "Anexo: todos los puntos", "La lista y la norma")
    assert first.title.es in annex
    assert f"Sin ver: {second.code}, " in annex
    assert second.title.es not in annex


def test_what_is_to_be_confirmed_is_called_so(session: Session, gap: GapView) -> None:
    sure = shown(session, gap)
    assert "Esta lista está por confirmar" not in sure
    body = json.loads(gap.standard.body)
    body["confirm"] = True
    body["requirements"][0]["confirm"] = True
    unsure = session.gaps.start(gap.firm_id, load_standard(json.dumps(body)), scope=SITE)
    text = shown(session, unsure)
    assert "Esta lista está por confirmar con la fuente oficial." in text
    assert text.count("por confirmar)") > sure.count("por confirmar)")


def test_it_carries_no_text_of_the_standard_and_says_to_buy_it(
    session: Session, gap: GapView
) -> None:
    assert "La empresa debe adquirir la norma." in shown(session, gap)
    assert "The firm must acquire the standard." in shown(session, gap, "en")


def test_a_closed_one_prints_the_same_after_the_list_has_moved_on(
    session: Session, gap: GapView, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(session, gap)
    session.gaps.close(gap.id)
    before = told(session, gap)
    later = _later(gap.standard)
    home = sys.modules["advisor_app.services.contents"]
    monkeypatch.setattr(home, "shipped_standard", lambda _id: later)
    assert "Otro título" in shown(session, session.gaps.start(gap.firm_id, later, scope=SITE))
    assert told(session, gap).stamped(before.stamp) == before
    assert "Otro título" not in shown(session, gap)


def _later(standard: Standard) -> Standard:
    body = json.loads(standard.body)
    body["version"] = "1.1"
    body["requirements"][0]["title"] = {"es": "Otro título", "en": "Another title"}
    return load_standard(json.dumps(body, ensure_ascii=False))


def test_an_issued_one_of_a_closed_assessment_stays_the_same_version(
    session: Session, gap: GapView
) -> None:
    answer_all(session, gap)
    session.gaps.close(gap.id)
    issued = session.documents.issue(gap.id, GAP_REPORT)
    assert issued.number.rpartition("-")[2] == "B0001"
    session.firms.save(replace(session.firms.get(gap.firm_id), trade_name="Otro nombre"))
    assert session.documents.issue(gap.id, GAP_REPORT) == issued
    assert session.documents.is_current(issued.id)


def test_a_changed_answer_makes_a_new_version(session: Session, gap: GapView) -> None:
    first = session.documents.issue(gap.id, GAP_REPORT)
    assert session.documents.issue(gap.id, GAP_REPORT) == first
    session.gaps.answer(gap.id, GapAnswer(gap.standard.requirements[0].code, State.FAILS))
    assert session.documents.issue(gap.id, GAP_REPORT).version == 2


def test_it_is_one_of_the_papers_of_the_visit_that_it_was_answered_in(session: Session) -> None:
    visit, draft = make_draft(session)
    wanted = [
        session.gaps.start(draft.firm_id, LIST, visit.id),
        session.gaps.start(draft.firm_id, "iso_14001"),
        session.gaps.start(draft.firm_id, "iso_14001", scope=SITE),
    ]
    for one in wanted[1:]:
        code = one.standard.requirements[0].code
        session.gaps.answer(one.id, GapAnswer(code, State.COMPLIES), visit_id=visit.id)
    papers = session.documents.papers_of_visit(visit.id)
    gaps = [one for one in papers if one.kind == GAP_REPORT]
    assert {one.subject_id for one in gaps} == {one.id for one in wanted}
    assert len({one.title for one in gaps}) == 3
    assert [one.subject_id for one in papers if one.kind == DIAGNOSIS] == [draft.id]


def test_a_visit_with_a_gap_alone_has_no_diagnosis_and_closes(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    visit = session.visits.start(firm.id)
    gap = session.gaps.start(firm.id, LIST, visit.id)
    session.gaps.answer(gap.id, GapAnswer("4.1", State.COMPLIES), visit_id=visit.id)
    session.proposals.of(session.visits.get(visit.id), "es")
    session.visits.finish(visit.id, Outcome.DONE)
    kinds = [one.kind for one in session.documents.papers_of_visit(visit.id)]
    assert GAP_REPORT in kinds
    assert DIAGNOSIS not in kinds


def test_it_has_a_bookmark_for_each_part(session: Session, gap: GapView) -> None:
    answer_all(session, gap)
    marks = outline(session.documents.preview(gap.id, "es", GAP_REPORT))
    words = " ".join(str(mark) for mark in marks)
    for part in ("La regla del esquema", "Lo que bloquea", "Por capítulo", "Anexo", "Firmas"):
        assert part in words
