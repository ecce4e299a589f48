"""Two editions on one screen: what changes, what was answered, and the way into the new one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from advisor_app.domain.editions import Change
from advisor_app.domain.gap import GapAnswer, State
from tests.builders import answer_list, consent, make_firm
from tests.ui.hands import expose, type_text
from ui.models.headed_rows import ROW
from ui.screens.editions import EditionsScreen
from ui.screens.gap import GapScreen
from ui.screens.gap_result import GapResultScreen
from ui.screens.standards import StandardsScreen

OLDER, NEWER = "iso_9001_2015", "iso_9001_2026"


@pytest.fixture
def firm(session):
    made = make_firm(session)
    consent(session, made)
    return made


@pytest.fixture
def old(session, firm):
    made = session.gaps.start(firm.id, OLDER)
    answer_list(session, made, "5.1.1")
    return made


@pytest.fixture
def screen(qtbot, context, session):
    made = EditionsScreen(context)
    expose(qtbot, made)
    return made


@pytest.fixture
def opens(screen, firm, tasks):
    def opened(standard=OLDER):
        screen.open(firm_id=firm.id, standard=standard)
        tasks.wait_idle()

    return opened


def rows(screen):
    model = screen.model
    every = [model.index(n, 0).data(ROW) for n in range(model.rowCount())]
    return [row for row in every if not row.is_heading]


def row(screen, key):
    return next(one for one in rows(screen) if one.key == key)


def test_first_only_what_changes_is_seen_and_one_touch_shows_all(opens, old, screen, qtbot):
    opens()
    assert len(rows(screen)) == 9
    assert Change.SAME not in {one.change for one in rows(screen)}
    screen.only_changes.setFocus()
    qtbot.keyClick(screen.only_changes, Qt.Key.Key_Space)
    shown = rows(screen)
    assert sum(len(one.newer) for one in shown) == 65
    assert sum(len(one.older) for one in shown) == 63


def test_the_answers_of_the_old_edition_stand_beside_it(opens, old, screen):
    opens()
    assert [one.answer for one in row(screen, "5.1.1 → 5.1.1").older] == ["No cumple"]
    assert [one.answer for one in row(screen, "10.1 10.3 → 10.1").older] == ["Cumple", "Cumple"]
    assert row(screen, "→ 6.1.3").older == ()


def test_a_firm_without_the_old_edition_sees_no_answers_and_no_report(opens, screen):
    opens()
    assert {side.answer for one in rows(screen) for side in one.older} == {""}
    assert not screen.report_button.isVisible()


def test_what_is_from_memory_is_marked(opens, screen):
    opens()
    assert row(screen, "9.1.2 → 9.1.2").what.endswith("Por confirmar.")
    assert "confirmar" not in row(screen, "5.1.1 → 5.1.1").what
    assert "por confirmar con la norma publicada" in screen.days.advice.text()


def test_a_screen_reader_hears_change_both_sides_and_answer(opens, old, screen):
    opens()
    spoken = row(screen, "5.1.1 → 5.1.1").spoken
    assert spoken.startswith("Pide más. 5.1.1")
    assert "No cumple" in spoken
    assert "cultura de calidad" in spoken


def test_the_days_of_the_transition_are_said_first(opens, screen):
    opens()
    assert screen.days.text.text() == (
        "ISO 9001:2026 rige desde el 16 de septiembre de 2026. Los certificados de ISO 9001:2015 "
        "valen hasta el 30 de septiembre de 2029 (por confirmar)."
    )
    assert "31 de marzo de 2028" in screen.days.advice.text()


def test_both_sides_are_searched_and_nothing_found_is_said(opens, screen, qtbot):
    opens()
    screen.only_changes.setChecked(False)
    qtbot.keyClick(screen, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert screen.search.hasFocus()
    type_text(qtbot, screen.search, "auditoria programa")
    assert [one.key for one in rows(screen)] == ["9.2.2 → 9.2.2"]
    type_text(qtbot, screen.search, " trapiche")
    assert rows(screen) == []
    assert screen.nothing.isVisible()


def test_one_button_begins_the_new_edition_with_proposals_and_no_answer(
    opens, old, screen, session, firm, tasks, navigator
):
    opens()
    assert screen.start_button.text() == "Empezar ISO 9001:2026"
    screen.start_button.click()
    tasks.wait_idle()
    begun = next(v for v in session.gaps.of_firm(firm.id) if v.standard.id == NEWER)
    assert navigator.visited == [("gap", {"assessment_id": begun.id})]
    assert navigator.said == ["64 propuestas: A acepta cada una."]
    assert begun.answers == {}
    opens()
    assert screen.start_button.text() == "Seguir con ISO 9001:2026"
    screen.start_button.click()
    tasks.wait_idle()
    assert navigator.visited[-1] == navigator.visited[0]


def test_without_authorization_nothing_begins_and_it_says_so(screen, session, tasks, navigator):
    bare = make_firm(session)
    screen.open(firm_id=bare.id, standard=NEWER)
    tasks.wait_idle()
    screen.start_button.click()
    tasks.wait_idle()
    assert session.gaps.of_firm(bare.id) == []
    assert len(navigator.errors) == 1


def test_a_proposal_for_a_point_that_asks_for_more_says_why_it_is_partial(
    qtbot, context, session, firm, tasks
):
    answer_list(session, session.gaps.start(firm.id, OLDER))
    new = session.groups.begin(firm.id, NEWER)
    gap = GapScreen(context)
    expose(qtbot, gap)
    for code, more in (("5.1.1", True), ("5.1.2", False)):
        gap.open(assessment_id=new.id, item=code)
        tasks.wait_idle()
        assert gap.proposals.card.isVisible()
        assert ("falta ver lo nuevo" in gap.proposals.card.sources.text()) is more


def test_the_page_for_the_owner_is_in_the_report_of_the_old_edition(opens, old, screen, navigator):
    opens(NEWER)
    screen.report_button.click()
    assert navigator.visited == [("report", {"kind": "gap", "subject_id": old.id})]


@pytest.fixture
def result(qtbot, context, session, tasks):
    made = GapResultScreen(context)
    expose(qtbot, made)

    def opened(view):
        made.open(assessment_id=view.id)
        tasks.wait_idle()
        return made

    return opened


def test_the_result_of_the_old_edition_leads_to_the_comparison(result, old, firm, navigator):
    banner = result(old).edition
    assert banner.isVisible()
    assert "30 de septiembre de 2029" in banner.advice.text()
    banner.compare_button.click()
    assert navigator.visited == [("editions", {"firm_id": firm.id, "standard": OLDER})]


def test_the_result_of_the_new_edition_leads_there_only_with_an_old_one(result, session, firm):
    new = session.groups.begin(firm.id, NEWER)
    assert not result(new).edition.isVisible()
    session.gaps.start(firm.id, OLDER)
    assert result(new).edition.isVisible()


def test_a_list_of_one_edition_says_nothing_of_others(result, old, session, firm):
    assert result(old).edition.isVisible()
    assert not result(session.gaps.start(firm.id, "iso_27001")).edition.isVisible()


def test_the_standards_of_a_firm_lead_to_the_comparison(
    qtbot, context, firm, old, tasks, navigator
):
    made = StandardsScreen(context)
    expose(qtbot, made)
    made.open(firm_id=firm.id)
    tasks.wait_idle()
    made.rows[f"{OLDER} {NEWER}"].click()
    assert navigator.visited == [("editions", {"firm_id": firm.id, "standard": OLDER})]
    heads = [each.text() for each in made.findChildren(QLabel) if each.isVisibleTo(made)]
    assert heads.index("Comparar ediciones") < heads.index("Propuestas por sector y mercado")


def test_an_answer_that_changed_is_seen_when_one_comes_back(opens, old, screen, session):
    opens()
    session.gaps.answer(old.id, GapAnswer("5.1.1", State.PARTIAL))
    opens()
    assert [one.answer for one in row(screen, "5.1.1 → 5.1.1").older] == ["Parcial"]
