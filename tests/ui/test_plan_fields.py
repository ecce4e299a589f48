"""The other fields of an action: its weights, what it waits for, what shows that it is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from advisor_app.domain import clock
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.plan import Status
from tests.builders import agree_to_photos, make_firm, make_session
from tests.disks import disk, fill
from tests.pictures import paper, photo
from tests.ui.hands import expose, type_text, write_over
from ui.dialogs.piece import PieceSheet
from ui.models.headed_rows import KEY, ROW
from ui.screens.plan import PlanScreen

CTRL = Qt.KeyboardModifier.ControlModifier
FULL = "El disco está lleno"


def firm_with_plan(session):
    made = make_firm(session)
    agree_to_photos(session, made)
    gap = session.gaps.start(made.id, "iso_9001_2015")
    for code in ("9.2.1", "9.3.1", "7.5.2", "7.2", "8.7.1"):
        session.gaps.answer(gap.id, GapAnswer(code, State.FAILS))
    return made


@pytest.fixture
def firm(session):
    return firm_with_plan(session)


@pytest.fixture
def screen(window, firm, tasks):
    window.go("plan", firm_id=firm.id)
    tasks.wait_idle()
    window.screen_shown.panel.more.reveal()
    return window.screen_shown


@pytest.fixture
def plan(session, firm):
    return lambda: session.plans.of_firm(firm.id)


@pytest.fixture
def current(screen, plan):
    return lambda: plan().action(screen.list.currentIndex().data(KEY))


@pytest.fixture
def press(qtbot, screen, tasks):
    def pressed(key, held=Qt.KeyboardModifier.NoModifier, where=None):
        qtbot.keyClick(where or screen.first_focus(), key, held)
        tasks.wait_idle()

    return pressed


def walk_to(screen, tasks, action_id):
    screen.list.setCurrentIndex(screen.model.place_of(action_id))
    tasks.wait_idle()


def choose(qtbot, tasks, editor, key):
    """Walk with the arrows to a row of a list box, as a hand on the keyboard would."""
    editor.setFocus()
    while editor.value() != key:
        before = editor.currentIndex()
        qtbot.keyClick(editor, Qt.Key.Key_Down if editor.findData(key) > before else Qt.Key.Key_Up)
        assert editor.currentIndex() != before
    tasks.wait_idle()


# --- weights ---------------------------------------------------------------------------------


def test_more_is_folded_until_somebody_looks(window, firm, tasks, qtbot):
    window.go("plan", firm_id=firm.id)
    tasks.wait_idle()
    more = window.screen_shown.panel.more
    assert not more.needs.isVisible()
    more.head.setFocus()
    qtbot.keyClick(more.head, Qt.Key.Key_Space)
    assert more.needs.isVisible()


@pytest.mark.parametrize("name", ["severity", "urgency", "effort"])
def test_what_is_told_overrides_the_rule_says_so_and_gives_way_again(
    screen, current, press, qtbot, tasks, name
):
    editor, field = screen.panel.more.weights[name], screen.panel.fields[name]
    ruled = getattr(current().ruled, name)
    told = 1 if ruled != 1 else 2
    assert editor.currentText() == f"Regla: {ruled}"
    before = current().priority
    choose(qtbot, tasks, editor, str(told))
    assert getattr(current(), name) == told
    assert current().priority != before
    assert f"la regla da {ruled}" in field.message.text()
    choose(qtbot, tasks, editor, None)
    assert (getattr(current(), name), current().by_hand) == (ruled, frozenset())
    assert not field.message.isVisible()
    for _step in range(told):  # each row that was walked through is an edit
        press("Z", CTRL)
    assert getattr(current(), name) == told


def test_an_effort_told_by_hand_stays_when_the_rule_says_the_same(screen, current, qtbot, tasks):
    ruled = current().ruled.effort
    choose(qtbot, tasks, screen.panel.more.weights["effort"], str(ruled))
    assert current().by_hand == {"effort"}


def test_the_reason_of_another_impact_can_not_be_taken_away_alone(screen, current, qtbot, tasks):
    more = screen.panel.more
    other = 1 if current().ruled.impact != 1 else 2
    choose(qtbot, tasks, more.weights["impact"], str(other))
    write_over(qtbot, tasks, more.reason, "El cliente ya lo acepta")
    assert current().impact == other
    more.reason.setFocus()
    more.reason.clear()
    qtbot.keyClick(more.reason, Qt.Key.Key_Tab)
    tasks.wait_idle()
    assert "10 letras" in screen.panel.fields["impact_reason"].error
    assert current().impact_reason == "El cliente ya lo acepta"


def test_a_problem_behind_the_fold_unfolds_it(screen, current, qtbot, tasks):
    more = screen.panel.more
    write_over(qtbot, tasks, screen.panel.cost, "2 millones")
    write_over(qtbot, tasks, more.eligible, "1 millón")
    assert current().eligible_cost == 1_000_000
    more.turn()
    assert not more.eligible.isVisible()
    write_over(qtbot, tasks, screen.panel.cost, "500 mil")
    assert more.eligible.isVisible()
    assert "cofinancia" in screen.panel.fields["eligible_cost"].error


def test_who_pays_decides_what_the_programme_could_share(screen, plan, current, qtbot, tasks):
    write_over(qtbot, tasks, screen.panel.cost, "2 millones")
    assert plan().cofinancing.support == 1_400_000
    choose(qtbot, tasks, screen.panel.funding, "firm")
    assert current().funding == "firm"
    assert plan().cofinancing.support == 0
    choose(qtbot, tasks, screen.panel.funding, None)
    assert current().funding == ""


# --- what comes before -----------------------------------------------------------------------


def tick(qtbot, tasks, needs, name):
    (row,) = [n for n in range(needs.count()) if needs.item(n).data(KEY) == name]
    needs.setFocus()
    needs.setCurrentRow(row)
    qtbot.keyClick(needs, Qt.Key.Key_Space)
    tasks.wait_idle()


def test_an_action_is_put_behind_another_and_the_plan_shows_it(
    screen, plan, current, press, qtbot, tasks
):
    first, second = plan().carried[:2]
    needs = screen.panel.more.needs
    assert second.name not in current().after
    tick(qtbot, tasks, needs, second.name)
    assert plan().carried[0].id == second.id  # it stands first now
    assert plan().action(first.id).after == tuple(sorted((*first.after, second.name)))
    row = screen.model.place_of(first.id).data(ROW)
    assert "después de 1" in row.aside
    press("L")
    screen.timeline.grab()
    press("Z", CTRL)
    assert plan().carried[0].id == first.id


def test_an_action_of_the_firm_s_own_may_come_first(session, firm, screen, plan, qtbot, tasks):
    own, _before = session.plans.add(firm.id, "Comprar la báscula")
    QApplication.processEvents()
    tasks.wait_idle()
    first = plan().carried[0]
    walk_to(screen, tasks, first.id)
    tick(qtbot, tasks, screen.panel.more.needs, own)
    assert own in plan().action(first.id).after
    order = [one.id for one in plan().carried]
    assert order.index(own) < order.index(first.id)


def test_two_actions_can_not_wait_for_each_other(screen, plan, qtbot, tasks):
    first, second = plan().carried[:2]
    tick(qtbot, tasks, screen.panel.more.needs, second.name)
    walk_to(screen, tasks, second.id)
    tick(qtbot, tasks, screen.panel.more.needs, first.name)
    assert "ya espera a esta acción" in screen.panel.fields["after"].error
    assert first.name not in plan().action(second.id).after
    tick(qtbot, tasks, screen.panel.more.needs, first.name)  # taken back by hand
    assert not screen.panel.fields["after"].error
    assert not screen.unsaved()


def test_what_comes_before_goes_back_to_the_rule(screen, plan, press, qtbot, tasks):
    audited = next(one for one in plan().carried if one.action_key == "internal_audit")
    walk_to(screen, tasks, audited.id)
    more = screen.panel.more
    assert "document_control" in audited.after
    assert not more.rule_button.isVisible()
    tick(qtbot, tasks, more.needs, "document_control")
    assert "document_control" not in plan().action(audited.id).after
    assert more.rule_button.isVisible()
    more.rule_button.click()
    tasks.wait_idle()
    assert plan().action(audited.id).after == audited.after
    assert not more.rule_button.isVisible()


# --- closing ---------------------------------------------------------------------------------


def test_a_photo_closes_an_action_is_seen_large_and_can_be_taken_back(
    session, screen, current, press, qtbot, tasks, tmp_path
):
    closing = screen.proof.view
    file = tmp_path / "acta.jpg"
    file.write_bytes(photo())
    choose(qtbot, tasks, screen.panel.status, "done")
    assert closing.missing.isVisible()
    closing.take_file(str(file))
    tasks.wait_idle()
    kept = current().closing_attachment_id
    assert session.evidence.picture(kept)
    assert closing.strip.isVisible()
    assert not closing.missing.isVisible()
    closing.strip.setFocus()
    qtbot.keyClick(closing.strip, Qt.Key.Key_Return)
    tasks.wait_idle()
    (sheet,) = screen.findChildren(PieceSheet)
    type_text(qtbot, sheet.caption, "Acta firmada")
    sheet.reject()
    tasks.wait_idle()
    screen.window().activateWindow()
    qtbot.waitUntil(screen.window().isActiveWindow)
    assert session.evidence.get(kept).caption == "Acta firmada"
    press(Qt.Key.Key_Delete, where=closing.strip)
    assert current().closing_attachment_id is None
    assert not closing.strip.isVisible()
    press("Z", CTRL)
    assert current().closing_attachment_id == kept
    assert closing.strip.isVisible()


def test_a_paper_closes_an_action_too_and_what_is_no_paper_is_refused(
    window, screen, current, tasks, tmp_path
):
    file = tmp_path / "acta.pdf"
    file.write_bytes(paper())
    screen.proof.view.take_file(str(file))
    tasks.wait_idle()
    kept = current().closing_attachment_id
    assert kept
    file.write_bytes(b"no es un PDF")
    screen.proof.view.take_file(str(file))
    tasks.wait_idle()
    assert window.banner is not None
    assert current().closing_attachment_id == kept


def test_a_file_goes_to_its_own_action_whichever_plan_is_looked_at_meanwhile(
    window, session, screen, current, plan, tasks, tmp_path
):
    mine = current().id
    other = make_firm(session, legal_name="Otra", nit="900123456", nit_dv="8")
    (tmp_path / "acta.pdf").write_bytes(paper())
    screen.proof.view.take_file(str(tmp_path / "acta.pdf"))
    window.go("plan", firm_id=other.id)
    tasks.wait_idle()
    assert plan().action(mine).closing_attachment_id


def test_who_verified_and_when_is_asked_of_what_is_verified(screen, current, press, qtbot, tasks):
    closing = screen.proof.view
    assert not closing.verified_on.isVisible()
    choose(qtbot, tasks, screen.panel.status, "verified")
    assert closing.verified_on.value() == clock.today()
    write_over(qtbot, tasks, closing.verified_by, "Marta Ruiz")
    late = clock.today() + timedelta(days=3)
    write_over(qtbot, tasks, closing.verified_on.line, late.strftime("%d/%m/%Y"))
    assert "todavía no" in screen.panel.fields["verified_on"].error
    early = clock.today() - timedelta(days=3)
    write_over(qtbot, tasks, closing.verified_on.line, early.strftime("%d/%m/%Y"))
    assert (current().verified_by, current().verified_on) == ("Marta Ruiz", early)
    choose(qtbot, tasks, screen.panel.status, "done")
    assert (current().verified_by, current().verified_on) == ("", None)
    press("Z", CTRL)
    assert current().status is Status.VERIFIED
    assert (current().verified_by, current().verified_on) == ("Marta Ruiz", early)


# --- the pointer, and a disk that takes nothing ----------------------------------------------


def test_the_pointer_tells_that_the_end_of_a_bar_stretches(screen, plan, press, qtbot):
    press("L")
    line, action = screen.timeline, plan().carried[0]
    bar = line.bar_of(action, line.visualRect(screen.model.place_of(action.id)))
    shapes = []
    for at in (QPoint(bar.right() - 3, bar.center().y()), bar.center(), QPoint(5, bar.top())):
        qtbot.mouseMove(line.viewport(), at)
        QApplication.processEvents()
        shapes.append(line.viewport().cursor().shape())
    shape = Qt.CursorShape
    assert shapes == [shape.SizeHorCursor, shape.OpenHandCursor, shape.ArrowCursor]


def test_what_a_full_disk_refused_is_tried_again_with_one_button(
    qtbot, context, tasks, navigator, tmp_path
):
    with disk(tmp_path / "small", 8) as place:
        session = context.session = make_session(place / "workspace")
        firm = firm_with_plan(session)
        screen = PlanScreen(context)
        expose(qtbot, screen)
        screen.open(firm_id=firm.id)
        tasks.wait_idle()
        order = [one.id for one in session.plans.of_firm(firm.id).carried]
        screen.panel.more.reveal()
        ballast = fill(place)
        told = 0
        while not navigator.errors:  # its journal may have room
            told = told % 5 + 1
            choose(qtbot, tasks, screen.panel.more.weights["urgency"], str(told))
        assert FULL in navigator.errors[-1].message
        qtbot.keyClick(screen.list, Qt.Key.Key_Down, CTRL)
        tasks.wait_idle()
        count = len(navigator.errors)
        assert count > 1
        (tmp_path / "acta.jpg").write_bytes(photo())
        screen.proof.view.take_file(str(tmp_path / "acta.jpg"))
        tasks.wait_idle()
        assert len(navigator.errors) > count
        proof_again = navigator.retry
        screen.list.setCurrentIndex(screen.model.place_of(order[2]))
        qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
        tasks.wait_idle()
        assert session.plans.of_firm(firm.id).has(order[2])
        ballast.unlink()
        navigator.retry()
        tasks.wait_idle()
        proof_again()
        tasks.wait_idle()
        plan = session.plans.of_firm(firm.id)
        assert plan.action(order[0]).urgency == told
        assert [one.id for one in plan.carried][:2] == [order[1], order[0]]
        assert not plan.has(order[2])
        assert plan.action(order[0]).closing_attachment_id
        context.session = None
        session.close()
