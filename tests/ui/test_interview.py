"""The interview, by its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from advisor_app.domain.answers import AnswerState, Evidence
from advisor_app.domain.instrument import Profile
from tests.builders import make_draft, rated
from tests.ui.gates import is_in_sight
from tests.ui.hands import type_text
from tests.ui.interviewer import Interviewer
from ui.models.item_list import ItemListModel, ItemRow
from ui.settings import TEXT_PERCENT, THEME


@pytest.fixture
def draft(session):
    return make_draft(session)[1]


@pytest.fixture
def advisor(qtbot, context, tasks, draft):
    return Interviewer(qtbot, context, tasks, draft.id)


@pytest.fixture
def full(qtbot, context, tasks, session):
    assessment = make_draft(session, form="full")[1]
    session.assessments.set_profile(
        assessment.id, Profile("agroindustry_food", {"has_employees": True})
    )
    return Interviewer(qtbot, context, tasks, assessment.id)


def answer_the_rest(advisor, keys="2 Enter"):
    while advisor.screen.view.is_asking:
        advisor.presses(keys)


# Answering


def test_a_low_level_is_one_key_and_enter(advisor):
    advisor.presses("2 Enter")
    assert advisor.item == "D1.3"
    assert advisor.kept["D1.1"] == rated("D1.1", 2, "declared", role="owner")


def test_from_level_three_enter_waits_for_how_it_was_seen(advisor):
    advisor.presses("4 Enter")
    assert advisor.item == "D1.1"
    assert "¿Cómo lo vio?" in advisor.hint
    advisor.presses("v Enter")
    assert advisor.item == "D1.3"
    assert advisor.kept["D1.1"].evidence is Evidence.VERIFIED


def test_below_level_three_no_evidence_is_asked(advisor):
    bar = advisor.screen.view.bar.evidence
    advisor.presses("2")
    assert not bar.isVisible()
    advisor.presses("3")
    assert bar.isVisible()


def test_the_conditions_of_level_three_are_ticked_with_six_to_nine(advisor):
    advisor.presses("3 6 8 o Enter")
    assert advisor.kept["D1.1"].checks == (True, False, True)


def test_a_tick_without_a_level_says_that_levels_end_at_five(advisor):
    advisor.presses("6")
    assert "1 a 5" in advisor.hint
    assert advisor.level_shown is None


def test_clicking_a_condition_chooses_level_three(advisor, qtbot):
    qtbot.mouseClick(advisor.screen.view.rows.ticks[1], Qt.MouseButton.LeftButton)
    assert advisor.level_shown == 3
    advisor.presses("o Enter")
    assert advisor.kept["D1.1"].checks == (False, True, False)


def test_the_chosen_row_says_so_without_colour(advisor):
    advisor.presses("5")
    row = advisor.screen.view.rows.rows[4]
    assert row.isChecked()
    assert row.accessibleName().startswith("5, Mejora sostenida: ")


def test_a_high_level_reminds_of_the_ones_below(advisor):
    advisor.presses("5")
    assert "todo lo del 3" in advisor.hint


def test_a_click_on_a_row_answers_too(advisor, qtbot):
    qtbot.mouseClick(advisor.screen.view.rows.rows[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(advisor.screen.view.bar.next, Qt.MouseButton.LeftButton)
    advisor.presses("")
    qtbot.waitUntil(lambda: advisor.item == "D1.3")
    assert advisor.kept["D1.1"].level == 2


def test_enter_without_an_answer_says_what_to_press(advisor):
    advisor.presses("Enter")
    assert advisor.item == "D1.1"
    assert "Elija de 1 a 5" in advisor.hint


def test_what_could_not_be_seen_is_kept_as_such(advisor):
    advisor.presses("s Enter")
    assert advisor.kept["D1.1"].state is AnswerState.NOT_VERIFIED


def test_not_applicable_is_refused_with_its_reason_where_it_is_not_allowed(advisor):
    advisor.presses("n")
    assert "aplica a toda empresa" in advisor.hint
    assert not advisor.screen.view.bar.is_writing


def test_not_applicable_asks_a_reason_of_ten_letters(full):
    full.opens("D8.3")
    full.presses("n")
    full.writes("no hay")
    assert "faltan 4 letras" in full.hint
    full.writes("No almacena insumos propios")
    full.presses("Enter")
    answer = full.kept["D8.3"]
    assert (answer.state, answer.na_reason) == (AnswerState.NA, "No almacena insumos propios")


def test_giving_the_reason_up_changes_nothing(full, qtbot):
    full.opens("D8.3")
    full.presses("n")
    qtbot.keyClick(full.screen.view.bar.sentence, Qt.Key.Key_Escape)
    assert not full.screen.view.bar.is_writing
    assert not full.screen.view.bar.not_applicable.isChecked()
    assert full.screen.hasFocus()


def test_a_note_keeps_the_letters_that_are_keys_elsewhere(advisor):
    advisor.presses("2 a")
    advisor.writes("Dos vacas señaladas, 15 litros")
    advisor.presses("Enter")
    assert advisor.kept["D1.1"].note == "Dos vacas señaladas, 15 litros"


def test_a_note_alone_holds_the_advisor_until_there_is_an_answer(advisor):
    advisor.presses("a")
    advisor.writes("Volver con la contadora")
    advisor.presses("Right")
    assert advisor.item == "D1.1"
    assert not advisor.screen.leave()
    advisor.presses("s Right")
    assert advisor.kept["D1.1"].note == "Volver con la contadora"


def test_who_answers_stays_until_somebody_else_does(advisor):
    role = advisor.screen.view.rail.role
    advisor.presses("2 Enter")
    role.setCurrentIndex(role.findData("production"))
    role.chosen.emit("production")
    advisor.presses("2 Enter 2 Enter")
    roles = [answer.role for answer in advisor.kept.values()]
    assert roles == ["owner", "production", "production"]


# Moving


def test_arrows_move_without_answering(advisor):
    advisor.presses("Right Right Left")
    assert advisor.item == "D1.3"
    assert advisor.kept == {}
    assert advisor.place_kept == "D1.3"


def test_moving_away_keeps_what_was_chosen_even_without_its_grade(advisor):
    advisor.presses("4 Right")
    assert advisor.kept["D1.1"].evidence is Evidence.DECLARED


def test_a_dimension_of_the_rail_leads_to_its_first_pending_question(advisor, qtbot):
    rail = advisor.screen.view.rail.dimensions
    qtbot.mouseClick(rail.buttons[2], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: advisor.item.startswith("D3."))
    assert "Aquí está" in rail.buttons[2].accessibleName()


def test_g_finds_a_question_by_number_or_word(full, qtbot):
    full.presses("g")
    dialog = full.dialog()
    type_text(qtbot, dialog.typed, "quien se queja")
    assert dialog.model.rowCount() <= 3
    dialog.typed.clear()
    type_text(qtbot, dialog.typed, "4.3")
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: full.item == "D4.3")


def test_the_list_of_questions_is_a_sound_model(qapp):
    model = ItemListModel([ItemRow("D1.1", "¿Qué?", ""), ItemRow("D3.2", "¿Cómo?", "sin ver")])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.narrow("COMO")
    assert model.rowCount() == 1
    assert model.data(model.index(0, 0)) == "D3.2  ¿Cómo?  · sin ver"
    assert tester.model() is model


def test_the_rows_keep_their_places_from_question_to_question(full):
    rows = full.screen.view.rows

    def places():
        return [row.geometry().getRect() for row in rows.rows]

    first = places()
    for _ in range(12):
        full.presses("Right")
        assert places() == first
        assert full.screen.view.question.height() > 0
    full.presses("4 v")
    assert places() == first


def test_result_and_missing_are_one_key_away_and_nothing_shows_them_before(advisor, navigator):
    advisor.presses("2 r")
    assert navigator.visited == [("result", {"assessment_id": advisor.assessment_id})]
    advisor.presses("l")
    assert navigator.visited[1][0] == "missing"


# Undo


def test_ctrl_z_takes_a_slip_back_and_returns_to_its_question(advisor):
    advisor.presses("5 d Enter")
    advisor.presses("Ctrl+Z")
    assert advisor.item == "D1.1"
    assert advisor.level_shown is None
    assert advisor.kept == {}


def test_undo_brings_the_earlier_answer_back(advisor):
    advisor.presses("2 Enter Left 4 v Enter")
    assert advisor.kept["D1.1"].level == 4
    advisor.presses("Ctrl+Z")
    assert advisor.level_shown == 2
    assert advisor.kept["D1.1"].level == 2


def test_undo_still_works_after_a_look_at_the_result(advisor):
    advisor.presses("2 Enter r")
    advisor.opens()
    advisor.presses("Ctrl+Z")
    assert advisor.item == "D1.1"
    assert advisor.kept == {}


def test_undo_without_anything_says_so(advisor):
    advisor.presses("Ctrl+Z")
    assert "nada que deshacer" in advisor.hint


# The private protocol


def test_the_private_protocol_shows_only_on_its_question_and_on_demand(full, qtbot):
    protocol = full.screen.view.rail.protocol
    assert not protocol.isVisible()
    full.opens("D7.5")
    assert protocol.isVisible()
    qtbot.mouseClick(protocol, Qt.MouseButton.LeftButton)
    assert "protección infantil" in full.dialog().text.text()
    full.dialog().reject()


# Every size


@pytest.mark.parametrize(("theme_name", "percent"), [("light", 100), ("sun", 100), ("dark", 150)])
def test_question_and_answer_bar_are_whole_at_every_size(
    qtbot, context, tasks, draft, settings, theme_name, percent
):
    settings.set(THEME, theme_name)
    settings.set(TEXT_PERCENT, percent)
    advisor = Interviewer(qtbot, context, tasks, draft.id)
    screen = advisor.screen
    for key in ("4", "5", "1"):
        advisor.presses(key)
        qtbot.waitUntil(lambda key=key: stands_whole(screen, int(key)))
        ask = screen.view.question.ask
        assert ask.height() + 1 >= ask.heightForWidth(ask.width())


def stands_whole(screen, level):
    """Whether nothing is cut off and the chosen row is in sight."""
    view = screen.view
    parts = (view.question, view.bar, view.bar.next, view.rail, view.hint)
    corners = [part.mapTo(screen, part.rect().bottomRight()) for part in parts]
    row, window = view.rows.rows[level - 1], view.rows.viewport()
    shown = row.rect().translated(row.mapTo(window, row.rect().topLeft()))
    return all(map(screen.rect().contains, corners)) and window.rect().intersects(shown)


def test_at_the_largest_size_question_and_levels_scroll_together(
    qtbot, context, tasks, draft, settings
):
    settings.set(TEXT_PERCENT, 200)
    advisor = Interviewer(qtbot, context, tasks, draft.id)
    view = advisor.screen.view
    for level in (3, 5):
        qtbot.waitUntil(lambda: is_in_sight(view.question.ask))
        advisor.presses(str(level))
        row = view.rows.rows[level - 1]
        qtbot.waitUntil(lambda row=row: not row.visibleRegion().isEmpty())
        for part in (view.bar.evidence, view.bar.next, view.hint, view.place):
            qtbot.waitUntil(lambda part=part: is_in_sight(part))
        advisor.presses("O Enter")


def test_the_help_tells_how_to_interview(advisor):
    assert "muéstreme el último" in advisor.screen.help_text()
    assert advisor.screen.title() == "Panadería Ñandú"
