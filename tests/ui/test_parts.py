"""A group by keyboard: register, draw, replace, fill one list after the other, and the result."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from advisor_app.domain.groups import Part
from tests.builders import answer_list, consent, make_firm
from tests.reports.reading import outline, whole
from tests.ui.hands import type_text
from ui.dialogs.part_sheets import PartSheet, ReasonSheet
from ui.dialogs.question import Question
from ui.group_papers import read_group_papers
from ui.screens.gap import GapScreen
from ui.screens.gap_result import GapResultScreen
from ui.screens.parts import PartsScreen
from ui.visit_papers import finish_papers, save_papers
from ui.widgets.folded import Folded

QMS = "globalgap_option2_qms"
NAMES = ("Rosa Elvira Campo", "Jhon Edier Ñuscué", "María Yandí", "Luis Chate")


@pytest.fixture
def firm(session):
    made = make_firm(
        session, legal_name="Asociación Hass Cordillera Verde", nit="999000101", nit_dv="0",
        sector="agro_primary",
    )  # fmt: skip
    consent(session, made)
    return made


@pytest.fixture
def group(session, firm):
    return session.groups.begin(firm.id, QMS)


@pytest.fixture
def go(window, tasks):
    """Go to a screen of the real window."""

    def went(route, **params):
        window.go(route, **params)
        tasks.wait_idle()
        return window.screen_shown

    return went


@pytest.fixture
def screen(go, group):
    made = go("parts", assessment_id=group.id)
    assert isinstance(made, PartsScreen)
    return made


def members(count):
    return [Part(f"{n:03d}", f"{NAMES[n % 4]} {n}", "La Laguna") for n in range(1, count + 1)]


def press(qtbot, tasks, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)
        tasks.wait_idle()


def texts(screen):
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]


def folded_in(screen):
    return next(one for one in screen.findChildren(Folded) if one.isVisibleTo(screen))


def test_thirty_six_lines_become_a_sample_of_six_by_keyboard(screen, session, group, qtbot, tasks):
    box = screen.register.lines
    assert box.hasFocus()
    type_text(qtbot, box, "Rosa Ñuscué; La Laguna; 2,5")
    box.insertPlainText("".join(f"\nMiembro {n}; El Tablón" for n in range(2, 37)))
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert len(session.groups.get(group.id).rows) == 36
    assert box.toPlainText() == ""
    screen.next_button.setFocus()
    press(qtbot, tasks, Qt.Key.Key_Space)
    drawn = session.groups.get(group.id).view.scope.draw
    assert len(drawn.to_visit) == 6
    assert tuple(screen.sample.rows) == drawn.to_visit


def test_lines_that_can_not_be_taken_stay_to_be_corrected(screen, session, group, qtbot, tasks):
    box = screen.register.lines
    box.setPlainText("Rosa Campo; La Laguna; 2\nJhon; El Tablón; dos")
    screen.register.add_button.click()
    tasks.wait_idle()
    assert session.groups.get(group.id).rows == ()
    assert "Línea 2" in screen.register.problems.advice.text()
    assert box.toPlainText().startswith("Rosa Campo")
    assert screen.unsaved()
    box.setPlainText("Rosa Campo; La Laguna; 2")
    screen.register.add_button.click()
    tasks.wait_idle()
    assert not screen.register.problems.isVisible()
    assert len(session.groups.get(group.id).rows) == 1


def test_a_file_of_twenty_years_ago_is_brought_in(screen, session, group, tasks, tmp_path):
    path = tmp_path / "socios.csv"
    path.write_bytes("Nombre;Vereda;Hectáreas\r\nBeatriz Peña;El Tablón;1,5\r\n".encode("cp1252"))
    screen.take_file(str(path))
    tasks.wait_idle()
    (row,) = session.groups.get(group.id).rows
    assert (row.part.name, str(row.part.size)) == ("Beatriz Peña", "1.5")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\0" * 90,
        bytes(range(256)) * 40,
        b"Rosa Campo\n" * 90_000,
        b"x" * 1_000_001,
        None,
    ],
    ids=["xlsx", "binary", "lines", "huge", "gone"],
)
def test_a_hostile_file_changes_nothing_and_says_so(
    screen, session, group, tasks, tmp_path, data, window
):
    path = tmp_path / "socios.csv"
    if data is not None:
        path.write_bytes(data)
    tasks.failed.connect(window.explain)  # as the program does
    screen.take_file(str(path))
    tasks.wait_idle()
    assert "No se agregó nada" in window.banner.advice.text()
    assert session.groups.get(group.id).rows == ()


def test_a_register_that_grew_meanwhile_keeps_both_and_what_is_written(
    screen, session, group, qtbot, tasks
):
    box = screen.register.lines
    box.setPlainText("Rosa Campo; La Laguna; 2")
    session.groups.add(group.id, members(1))
    screen.register.add_button.click()  # the window has not heard of it yet
    tasks.wait_idle()
    if box.toPlainText():  # the code was taken: nothing was added, and it can be tried again
        assert len(session.groups.get(group.id).rows) == 1
        screen.register.add_button.click()
        tasks.wait_idle()
    names = [row.part.name for row in session.groups.get(group.id).rows]
    assert sorted(names) == sorted([members(1)[0].name, "Rosa Campo"])
    assert box.toPlainText() == ""


def test_who_left_while_the_sheet_was_open_is_told_and_not_brought_back(
    go, session, group, qtbot, tasks, window
):
    session.groups.add(group.id, members(2))
    screen = go("parts", assessment_id=group.id)
    tasks.failed.connect(window.explain)  # as the program does
    screen.register.correct_asked.emit("001")
    sheet = screen.findChild(PartSheet)
    session.groups.remove(group.id, "001")
    tasks.wait_idle()
    sheet.name.setText("Otra Persona")
    sheet.save_button.click()
    tasks.wait_idle()
    assert window.banner is not None
    assert [row.part.code for row in session.groups.get(group.id).rows] == ["002"]


def test_what_is_written_is_not_lost_to_a_file(screen, tasks, tmp_path):
    screen.register.lines.setPlainText("Rosa Campo")
    path = tmp_path / "socios.csv"
    path.write_text("Otro", encoding="utf-8")
    screen.take_file(str(path))
    tasks.wait_idle()
    assert screen.register.lines.toPlainText() == "Rosa Campo"


def test_who_is_absent_is_replaced_with_a_reason_and_can_come_back(
    go, session, group, qtbot, tasks
):
    session.groups.add(group.id, members(36))
    before = session.groups.draw(group.id).to_visit
    screen = go("parts", assessment_id=group.id)
    screen.sample.absent_buttons[before[0]].click()
    sheet = screen.findChild(ReasonSheet)
    sheet.save_button.click()
    assert "10 letras" in sheet.reason_field.error
    type_text(qtbot, sheet.reason, "Está en la cabecera")
    sheet.save_button.click()
    tasks.wait_idle()
    after = session.groups.get(group.id).view.scope.wanted
    assert before[0] not in after
    assert len(after) == 6
    assert any("Está en la cabecera" in text for text in texts(screen))
    screen.sample.back_button.click()
    tasks.wait_idle()
    assert session.groups.get(group.id).view.scope.wanted == before


def test_two_members_are_filled_one_after_the_other_and_the_group_is_judged(
    go, window, session, group, qtbot, tasks
):
    session.groups.add(group.id, members(4))
    answer_list(session, group)
    first, second = session.groups.draw(group.id).to_visit
    go("parts", assessment_id=group.id)
    press(qtbot, tasks, "M")
    screen = window.screen_shown
    assert isinstance(screen, GapScreen)
    points = len(session.groups.get(group.id).part_list.requirements)
    press(qtbot, tasks, *(["C"] * points), "M")
    assert window.screen_shown.answering.view.scope.code == second
    press(qtbot, tasks, *(["C"] * (points - 1)), "N", "M")
    assert isinstance(window.screen_shown, PartsScreen)
    result = session.groups.get(group.id).result
    assert (result.complying, result.failing, result.passes) == (1, 1, False)
    said = texts(window.screen_shown)
    assert "Estimación: el conjunto no cumpliría." in said
    assert "Miembros vistos: 2 de 2. Cumplen: 1; no cumplen: 1." in said
    assert session.groups.get(group.id).row(first).judged.passes is True


def test_a_part_is_erased_and_another_is_corrected(go, session, group, qtbot, tasks):
    session.groups.add(group.id, members(3))
    screen = go("parts", assessment_id=group.id)
    screen.register.list.setFocus()
    press(qtbot, tasks, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    question = screen.findChild(Question)
    assert "su nombre se borra" in " ".join(one.text() for one in question.findChildren(QLabel))
    question.yes_button.click()
    tasks.wait_idle()
    assert [row.part.code for row in session.groups.get(group.id).rows] == ["001", "003"]
    qtbot.keyClick(screen.register.list, Qt.Key.Key_Up)
    qtbot.keyClick(screen.register.list, Qt.Key.Key_Return)
    sheet = screen.findChild(PartSheet)
    sheet.size_edit.setText("mucho")
    sheet.save_button.click()
    assert sheet.size_field.error
    sheet.size_edit.setText("3,5")
    sheet.name.setText("  Rosa   Elvira ")
    sheet.save_button.click()
    tasks.wait_idle()
    part = session.groups.get(group.id).rows[0].part
    assert (part.code, part.name, str(part.size)) == ("001", "Rosa Elvira", "3.5")


def test_a_sheet_writes_what_was_changed_in_it_and_nothing_else(go, session, group, tasks):
    session.groups.add(group.id, members(1))
    screen = go("parts", assessment_id=group.id)
    screen.register.correct_asked.emit("001")
    sheet = screen.findChild(PartSheet)
    session.groups.correct(group.id, "001", {"place": "El Tablón"})  # told elsewhere meanwhile
    sheet.size_edit.setText("2")
    sheet.save_button.click()
    tasks.wait_idle()
    part = session.groups.get(group.id).rows[0].part
    assert (part.place, part.size) == ("El Tablón", 2)


def test_another_draw_asks_for_its_reason(go, session, group, qtbot, tasks):
    session.groups.add(group.id, members(4))
    session.groups.draw(group.id)
    session.groups.add(group.id, [Part("005", "Nueva Socia")])
    screen = go("parts", assessment_id=group.id)
    screen.sample.redraw_button.click()
    sheet = screen.findChild(ReasonSheet)
    type_text(qtbot, sheet.reason, "Entró una socia nueva")
    sheet.save_button.click()
    tasks.wait_idle()
    draws = session.groups.get(group.id).view.scope.draws
    assert [one.reason for one in draws] == ["", "Entró una socia nueva"]
    folded_in(screen).head.click()
    said = " ".join(texts(screen))
    assert all(one.seed in said for one in draws)


def test_all_reports_of_a_group_are_one_file_with_bookmarks(session, group, tmp_path):
    session.groups.add(group.id, members(4))
    for code in session.groups.draw(group.id).to_visit:
        answer_list(session, session.groups.start(group.id, code), "06.1")
    found = read_group_papers(session, group.id, "es")
    assert len(found.papers) == 3
    path = save_papers(session, found, "es", "Grupo", tmp_path / "todo.pdf")
    pdf = path.read_bytes()
    titles = [title for title in outline(pdf) if title.startswith("Brecha frente a")]
    assert len(set(titles)) == len(titles) == 3
    assert "Miembros y muestra" in whole(pdf)
    made = finish_papers(session, found.papers, "es", [0, 2])
    assert len(made.documents) == len(made.errands) == 2


# --- how one gets there -------------------------------------------------------------------------


def test_a_list_is_divided_from_its_result_and_made_one_again(go, window, session, firm, tasks):
    view = session.gaps.start(firm.id, "codex_haccp")
    screen = go("gap_result", assessment_id=view.id)
    button = next(
        one for one in screen.findChildren(type(screen.list_button)) if one.text() == "Por sedes"
    )
    button.click()
    tasks.wait_idle()
    parts = window.screen_shown
    assert isinstance(parts, PartsScreen)
    assert session.gaps.get(view.id).scope.parts == "site"
    back = next(
        one
        for one in parts.findChildren(type(screen.list_button))
        if one.text() == "Volver a una sola lista"
    )
    back.click()
    tasks.wait_idle()
    assert session.gaps.get(view.id).standard == view.standard


def test_the_standards_show_a_group_and_not_each_of_its_lists(go, window, session, group, tasks):
    session.groups.add(group.id, members(4))
    code = session.groups.draw(group.id).to_visit[0]
    view = session.groups.start(group.id, code)
    screen = go("standards", firm_id=group.firm_id)
    assert view.id not in screen.rows
    screen.rows[f"{group.id} parts"].click()
    tasks.wait_idle()
    assert isinstance(window.screen_shown, PartsScreen)


def test_the_history_keeps_the_lists_of_a_group_under_it(go, session, group):
    session.groups.add(group.id, members(9))
    for code in session.groups.draw(group.id).to_visit:
        session.documents.issue(session.groups.start(group.id, code).id, "gap")
    screen = go("firm", firm_id=group.firm_id)
    said = texts(screen)
    assert not any(name in text for text in said for name in NAMES)
    assert "Brecha: GLOBALG.A.P. opción 2" in said
    folded = folded_in(screen)
    assert "3 listas" in folded.head.accessibleName()
    folded.head.click()
    said = texts(screen)
    assert sum(any(name in text for name in NAMES) for text in said) == 3
    assert sum(text.startswith("Informe de brecha") for text in said) == 3


def test_a_result_leads_to_the_group_and_to_the_next_member(
    go, window, session, group, qtbot, tasks
):
    session.groups.add(group.id, members(4))
    first, second = session.groups.draw(group.id).to_visit
    view = session.groups.start(group.id, first)
    screen = go("gap_result", assessment_id=view.id)
    assert isinstance(screen, GapResultScreen)
    screen.group.next_button.click()
    tasks.wait_idle()
    assert window.screen_shown.answering.view.scope.code == second
    window.screen_shown.group.group_button.click()
    tasks.wait_idle()
    assert isinstance(window.screen_shown, PartsScreen)


def test_a_list_of_no_group_shows_no_way_to_one(go, session, firm):
    view = session.gaps.start(firm.id, "codex_haccp")
    screen = go("gap", assessment_id=view.id)
    assert not screen.group.group_button.isVisible()
    assert not screen.group.next_button.isVisible()
