"""A list beside its other edition: found by family, with the firm's answers, and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from advisor_app.domain.document import GAP_REPORT
from advisor_app.domain.editions import Change
from advisor_app.domain.firm import Firm
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.standard import shipped_ids
from advisor_app.i18n import LANGUAGES
from advisor_app.reports.content import DiagnosisContent
from advisor_app.reports.gap_content import GapContent
from advisor_app.services.gaps import Scope
from advisor_app.services.session import Session
from tests.builders import answer_everything, answer_list, consent, make_draft, make_firm
from tests.reports.reading import whole
from tests.spreadsheet import panela

OLDER, NEWER = "iso_9001_2015", "iso_9001_2026"


@pytest.fixture
def firm(session: Session) -> Firm:
    made = make_firm(session)
    consent(session, made)
    return made


def test_both_editions_find_each_other_and_no_other_list_has_one(session: Session) -> None:
    paired = {one: session.editions.pair_of(one) for one in shipped_ids()}
    found = {one: tuple(each.id for each in pair) for one, pair in paired.items() if pair}
    assert found == {OLDER: (OLDER, NEWER), NEWER: (OLDER, NEWER)}


def test_an_own_list_that_was_taken_away_is_alone_and_its_report_is_made(
    session: Session, firm: Firm
) -> None:
    session.lists.install(panela.FILE)
    gap = session.gaps.start(firm.id, "panela_propia")
    session.lists.remove("panela_propia")
    assert session.editions.beside(firm.id, "panela_propia") is None
    assert cast("GapContent", session.documents.content(gap.id, GAP_REPORT)).edition is None


def test_the_answers_are_those_of_the_whole_firm(session: Session, firm: Firm) -> None:
    site = session.gaps.start(firm.id, OLDER, scope=Scope("site", name="Planta 2"))
    session.gaps.answer(site.id, GapAnswer("4.1", State.FAILS))
    found = session.editions.beside(firm.id, NEWER)
    assert found is not None
    assert (found.older, found.newer) == (None, None)
    mine = session.gaps.start(firm.id, OLDER)
    session.gaps.answer(mine.id, GapAnswer("4.1", State.COMPLIES))
    found = session.editions.beside(firm.id, NEWER)
    assert found is not None
    assert found.older is not None
    assert found.older.states == {"4.1": State.COMPLIES}


def test_an_own_list_of_the_family_is_the_next_edition(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    book = panela.workbook()
    book["Lista"]["B2"] = "a_first_by_name"
    book["Lista"].append(["Familia", "iso_9001"])
    book.save(file)
    own = session.lists.install(file).standard
    pair = session.editions.pair_of(NEWER)
    assert pair is not None
    assert [one.id for one in pair] == [NEWER, own.id]  # valid from October 2026
    assert session.editions.pair_of(own.id) == pair
    before = session.editions.pair_of(OLDER)
    assert before is not None
    assert before[1].id == NEWER


def test_the_old_answers_wait_as_proposals_in_the_new_edition(session: Session, firm: Firm) -> None:
    answer_list(session, session.gaps.start(firm.id, OLDER), "8.2.3")
    new = session.groups.begin(firm.id, NEWER)
    found = session.cross.proposed(new.id)
    assert new.answers == {}
    assert set(found) == {one.code for one in new.standard.requirements} - {"6.1.3"}
    assert found["8.2.3.1"].state is found["8.2.3.2"].state is State.FAILS
    assert found["7.3"].state is State.PARTIAL  # asks for more than it did
    assert found["9.2.1"].state is State.COMPLIES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_of_the_old_edition_says_what_changes(
    session: Session, firm: Firm, lang: str
) -> None:
    old = session.gaps.start(firm.id, OLDER)
    answer_list(session, old, "5.1.1", "10.1")
    text = " ".join(whole(session.documents.preview(old.id, lang, GAP_REPORT)).split())
    title, day = {
        "es": ("Qué cambia con ISO 9001:2026", "30 de septiembre de 2029"),
        "en": ("What changes with ISO 9001:2026", "30 September 2029"),
    }[lang]
    section = text.partition(title)[2]
    assert day in section
    part = cast("GapContent", session.documents.content(old.id, GAP_REPORT)).edition
    found = session.editions.beside(firm.id, OLDER)
    assert part is not None
    assert found is not None
    assert len(part.changed) == sum(one.change is not Change.SAME for one in found.comparison.pairs)
    for one in part.changed:
        assert one.newer in section
        assert one.what is not None
        assert " ".join(one.what.in_(lang).split()) in section
    states = {one.older: one.state for one in part.changed}
    assert states["5.1.1"] == "N"
    assert states["10.1, 10.3"] == "N"  # the worse of two
    assert states["7.3"] == "C"
    assert states[""] == ""


def test_a_report_tells_its_own_answers_and_only_that_of_the_old_edition_has_the_page(
    session: Session, firm: Firm
) -> None:
    old = session.gaps.start(firm.id, OLDER)
    answer_list(session, old, "5.1.1")
    session.gaps.close(old.id)
    answer_list(session, session.gaps.start(firm.id, OLDER))  # it got better since then
    part = cast("GapContent", session.documents.content(old.id, GAP_REPORT)).edition
    assert part is not None
    assert {one.older: one.state for one in part.changed}["5.1.1"] == "N"
    for other in (
        session.gaps.start(firm.id, NEWER),
        session.gaps.start(firm.id, OLDER, scope=Scope("site", name="Planta 2")),
    ):
        assert cast("GapContent", session.documents.content(other.id, GAP_REPORT)).edition is None


def told(session: Session, diagnosis_id: str) -> list[str]:
    """The editions that a diagnosis tells of."""
    content = cast("DiagnosisContent", session.documents.content(diagnosis_id))
    return [one.edition.en for one in content.standards]


def test_a_diagnosis_tells_the_old_edition_until_enough_of_the_new_one_was_seen(
    session: Session,
) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    old = session.gaps.start(draft.firm_id, OLDER)
    answer_list(session, old)
    new = session.groups.begin(draft.firm_id, NEWER)
    session.gaps.answer(new.id, GapAnswer("4.1", State.COMPLIES))
    assert told(session, draft.id) == [old.standard.edition.en]
    answer_list(session, new)
    assert told(session, draft.id) == [new.standard.edition.en]


def test_a_closed_diagnosis_keeps_its_list_when_the_list_is_begun_again(session: Session) -> None:
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    old = session.gaps.start(draft.firm_id, OLDER)
    answer_list(session, old)
    session.gaps.close(old.id)
    session.assessments.close(draft.id)
    answer_list(session, session.gaps.start(draft.firm_id, OLDER))
    assert told(session, draft.id) == [old.standard.edition.en]
