"""A list walked through by keyboard: one key a point, each answer on disk, slips taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.gap import GapAnswer, State
from tests.builders import consent, make_firm, make_session
from tests.disks import disk, dying_disk, fill
from tests.services.test_damaged_content import list_of, spoil
from tests.ui.hands import expose, type_text
from ui.models.headed_rows import KEY, ROW
from ui.screens.gap import GapScreen

LIST = "iso_17025"


@pytest.fixture
def gap(session):
    firm = make_firm(session)
    consent(session, firm)
    return session.gaps.start(firm.id, LIST)


@pytest.fixture
def screen(qtbot, context, session, tasks, gap):
    made = GapScreen(context)
    expose(qtbot, made)
    made.open(assessment_id=gap.id)
    tasks.wait_idle()
    return made


@pytest.fixture
def press(qtbot, screen, tasks):
    """Press keys on the list, one after the other."""

    def pressed(*keys):
        for key in keys:
            qtbot.keyClick(screen.list, key)
            tasks.wait_idle()

    return pressed


def chosen(screen):
    return screen.list.currentIndex().data(KEY)


def states(session, gap):
    return session.gaps.get(gap.id).states


def walking(place, qtbot, context, tasks):
    """A workspace on a disk of its own, with its list open."""
    session = context.session = make_session(place / "workspace")
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, LIST)
    screen = GapScreen(context)
    expose(qtbot, screen)
    screen.open(assessment_id=gap.id)
    tasks.wait_idle()
    return session, gap, screen


def press_until_refused(screen, gap, qtbot, tasks):
    """Answer until the disk takes no more: its journal may still have some room."""
    codes = iter(gap.standard.requirements)
    while not screen.trouble.isVisible():
        next(codes)
        qtbot.keyClick(screen.list, "C")
        tasks.wait_idle()


def test_each_key_is_on_disk_and_leads_to_the_next_point(screen, press, session, gap):
    codes = [one.code for one in gap.standard.requirements]
    assert chosen(screen) == codes[0]
    press("C", "P", "N")
    assert states(session, gap) == {
        codes[0]: State.COMPLIES, codes[1]: State.PARTIAL, codes[2]: State.FAILS,
    }  # fmt: skip
    assert chosen(screen) == codes[3]


def test_a_slip_is_undone_where_it_happened(screen, press, session, gap, qtbot, tasks):
    codes = [one.code for one in gap.standard.requirements]
    press("C", "N")
    qtbot.keyClick(screen.list, "Z", Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert states(session, gap) == {codes[0]: State.COMPLIES}
    assert chosen(screen) == codes[1]


def test_a_point_can_go_back_to_not_seen(screen, press, session, gap):
    press("C")
    press(Qt.Key.Key_Up, "S")
    assert states(session, gap) == {}


def test_not_applicable_asks_for_its_reason_only_where_the_list_admits_it(
    screen, press, session, gap, navigator, qtbot, tasks
):
    fixed = next(one.code for one in gap.standard.requirements if not one.na_allowed)
    free = next(one.code for one in gap.standard.requirements if one.na_allowed)
    screen.list.setCurrentIndex(screen.model.place_of(fixed))
    press("X")
    assert navigator.said == ["Este punto siempre aplica."]
    screen.list.setCurrentIndex(screen.model.place_of(free))
    press("X")
    assert screen.panel.reason.hasFocus()
    type_text(qtbot, screen.panel.reason, "No hay")
    qtbot.keyClick(screen.panel.reason, Qt.Key.Key_Return)
    assert "10 letras" in screen.panel.reason_field.error
    type_text(qtbot, screen.panel.reason, " muestreo en el laboratorio")
    qtbot.keyClick(screen.panel.reason, Qt.Key.Key_Return)
    tasks.wait_idle()
    kept = session.gaps.get(gap.id).answers
    assert kept[free].na_reason == "No hay muestreo en el laboratorio"
    assert fixed not in kept


def test_a_note_is_kept_as_its_field_is_left(screen, press, session, gap, qtbot, tasks):
    code = gap.standard.requirements[0].code
    press("P", Qt.Key.Key_Up, "T")
    assert screen.panel.note.hasFocus()
    type_text(qtbot, screen.panel.note, "Falta la firma del técnico")
    screen.list.setFocus()
    tasks.wait_idle()
    assert session.gaps.get(gap.id).answers[code].note == "Falta la firma del técnico"


def test_the_list_is_searched_and_filtered(screen, press, gap, qtbot):
    press("C", "N")
    screen.filter.set_value("open")
    screen._refresh()
    shown = [screen.model.index(n, 0).data(KEY) for n in range(screen.model.rowCount())]
    codes = [one.code for one in gap.standard.requirements]
    assert [code for code in shown if code] == codes[1:]  # what was not seen is open too
    screen.filter.set_value("all")
    type_text(qtbot, screen.search, "calibracion")
    found = [screen.model.index(n, 0).data(ROW) for n in range(screen.model.rowCount())]
    assert 0 < len([row for row in found if not row.is_heading]) < len(gap.standard.requirements)


def test_the_list_is_walked_by_place(screen, gap):
    screen.grouping.set_value("place")
    screen._refresh()
    rows = [screen.model.index(n, 0).data(ROW) for n in range(screen.model.rowCount())]
    points = [row for row in rows if not row.is_heading]
    assert len(points) == len(gap.standard.requirements)
    places = [gap.standard.requirement(row.key).place for row in points]
    assert len(set(places)) == sum(row.is_heading for row in rows)


def test_an_answer_that_finds_no_room_is_told_and_written_again(
    qtbot, context, tasks, navigator, tmp_path
):
    with disk(tmp_path / "small", 8) as place:
        session, gap, screen = walking(place, qtbot, context, tasks)
        ballast = fill(place)
        press_until_refused(screen, gap, qtbot, tasks)
        before = states(session, gap)
        assert screen.unsaved()
        ballast.unlink()
        navigator.retry()
        tasks.wait_idle()
        assert not screen.trouble.isVisible()
        assert len(states(session, gap)) == len(before) + 1
        session.close()


def test_an_answer_that_a_dying_disk_refuses_is_told_and_the_ones_before_are_safe(
    qtbot, context, tasks, navigator, tmp_path
):
    with dying_disk(tmp_path / "dying") as (place, die):
        session, gap, screen = walking(place, qtbot, context, tasks)
        qtbot.keyClick(screen.list, "C")
        tasks.wait_idle()
        die()
        press_until_refused(screen, gap, qtbot, tasks)
        assert "El disco no aceptó los datos" in screen.trouble.text.text()
        assert states(session, gap)[gap.standard.requirements[0].code] is State.COMPLIES
        assert screen.unsaved()
        session.close()


def test_it_opens_where_it_was_left(screen, press, session, gap, tasks):
    press("C", "C", "C")
    assert screen.leave()
    tasks.wait_idle()
    screen.open(assessment_id=gap.id)
    tasks.wait_idle()
    assert chosen(screen) == gap.standard.requirements[3].code


def test_a_closed_assessment_shows_its_answers_and_takes_no_more(
    screen, press, session, gap, tasks
):
    code = gap.standard.requirements[0].code
    session.gaps.answer(gap.id, GapAnswer(code, State.FAILS))
    session.gaps.close(gap.id)
    screen.open(assessment_id=gap.id)
    tasks.wait_idle()
    press("C")
    assert states(session, gap) == {code: State.FAILS}


def test_the_result_is_one_key_away(press, gap, navigator):
    press("R")
    assert navigator.visited == [("gap_result", {"assessment_id": gap.id})]


def test_a_screen_reader_hears_point_state_and_severity(screen, press):
    press("N")
    spoken = screen.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "No cumple" in spoken
    assert "Mayor" in spoken or "Crítico" in spoken or "Menor" in spoken


def test_keys_faster_than_the_disk_answer_one_point_after_the_other(
    screen, session, gap, qtbot, tasks
):
    codes = [one.code for one in gap.standard.requirements]
    for key in "CPN":
        qtbot.keyClick(screen.list, key)
    qtbot.keyClick(screen.list, "Z", Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert states(session, gap) == {codes[0]: State.COMPLIES, codes[1]: State.PARTIAL}
    assert chosen(screen) == codes[2]


def test_a_note_stays_with_its_point_when_the_keys_go_on_to_another(
    screen, press, session, gap, qtbot, tasks
):
    first, second = (one.code for one in gap.standard.requirements[:2])
    press("P", "P")
    screen.list.setCurrentIndex(screen.model.place_of(first))
    press("T")
    type_text(qtbot, screen.panel.note, "Falta la firma")
    qtbot.keyClick(screen.panel.note, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert chosen(screen) == second
    assert screen.panel.note.value() == ""
    kept = session.gaps.get(gap.id).answers
    assert (kept[first].note, kept[second].note) == ("Falta la firma", "")


def test_what_was_answered_elsewhere_meanwhile_is_shown_and_not_written_over(
    window, session, tasks, qtbot
):
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, LIST)
    first, second = (one.code for one in gap.standard.requirements[:2])
    window.go("gap", assessment_id=gap.id)
    tasks.wait_idle()
    screen = window.screen_shown
    qtbot.keyClick(screen.list, "C")
    tasks.wait_idle()
    session.gaps.answer(gap.id, GapAnswer(first, State.FAILS, note="Sin firma"))
    session.gaps.answer(gap.id, GapAnswer(second, State.PARTIAL, note="Vencido"))
    qtbot.waitUntil(lambda: screen.panel.note.value() == "Vencido")
    assert "cambió en otra parte" in window.bar.state.text()
    qtbot.keyClick(screen.list, "N")
    tasks.wait_idle()
    kept = session.gaps.get(gap.id).answers
    assert kept[second] == GapAnswer(second, State.FAILS, note="Vencido")
    for _again in range(3):  # the slip that was corrected elsewhere is not taken back
        qtbot.keyClick(screen.list, "Z", Qt.KeyboardModifier.ControlModifier)
        tasks.wait_idle()
    assert session.gaps.get(gap.id).answers[first].state is State.FAILS


def test_a_list_that_was_closed_meanwhile_says_so_and_loses_nothing(
    screen, press, session, gap, navigator, tasks
):
    code = gap.standard.requirements[0].code
    press("P")
    session.gaps.close(gap.id)
    press("C")
    assert "ya está cerrada" in screen.trouble.text.text()
    assert not screen.unsaved()
    assert not screen.panel.states[State.COMPLIES].isEnabled()
    assert navigator.errors == []
    assert states(session, gap) == {code: State.PARTIAL}
    assert screen.leave()
    tasks.wait_idle()
    assert navigator.errors == []


def test_an_authorization_taken_back_in_between_is_told_and_keeps_what_was_said_before(
    screen, press, session, gap, navigator, tasks
):
    codes = [one.code for one in gap.standard.requirements]
    press("P")
    signer = replace(session.people.new(gap.firm_id), name="José Peña", role="owner")
    session.consents.give(gap.firm_id, signer, {ConsentKind.DATA: False}, "spoken")
    press("C")
    assert "autorización" in screen.trouble.text.text()
    assert states(session, gap) == {codes[0]: State.PARTIAL}
    assert chosen(screen) == codes[1]
    session.consents.give(gap.firm_id, signer, {ConsentKind.DATA: True}, "spoken")
    navigator.retry()
    tasks.wait_idle()
    assert states(session, gap) == {codes[0]: State.PARTIAL, codes[1]: State.COMPLIES}


def test_a_list_that_is_damaged_in_the_base_is_told_and_the_rest_stays_in_reach(
    window, session, tasks
):
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, list_of())
    spoil(session, gap.standard, "[]")
    for route in ("gap", "gap_result"):
        window.go(route, assessment_id=gap.id)
        tasks.wait_idle()
        assert "dañado" in window.banner.text.text()
        assert "Las respuestas siguen guardadas" in window.banner.advice.text()
    window.go("standards", firm_id=firm.id)
    tasks.wait_idle()
    assert window.banner is None
