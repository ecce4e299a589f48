"""The keeper of the second copy: copies after a visit, waits for its stick, is never in the way."""

from __future__ import annotations

import threading

import pytest

from advisor_app.store import copy_place
from advisor_app.store.copy_errors import MediumFull
from tests.builders import make_firm
from ui import copy_keeper
from ui.copy_keeper import CopyKeeper


@pytest.fixture
def keeper(qtbot, tasks, session):
    made = CopyKeeper(tasks)
    yield made
    made.close()


def settled(qtbot, keeper, light):
    qtbot.waitUntil(lambda: keeper.light == light and not keeper.work)


def begin(qtbot, keeper, session, stick):
    """Started, and copied once."""
    keeper.start(session)
    qtbot.waitUntil(lambda: keeper.state is not None)
    keeper.choose(stick, pytest.fail)
    settled(qtbot, keeper, "twice")


def away(qtbot, keeper, stick):
    """The stick in the pocket, and the keeper has seen that it is gone."""
    pocket = stick.rename(stick.with_name("pocket"))
    keeper.look()
    qtbot.waitUntil(lambda: not keeper.is_there)
    return pocket


def test_a_place_gets_its_first_copy_at_once(qtbot, keeper, session, stick):
    begin(qtbot, keeper, session, stick)
    qtbot.waitUntil(lambda: len(keeper.copies) == 1)
    assert keeper.is_there


def test_an_edit_puts_the_light_out_and_a_visit_s_end_copies_again(qtbot, keeper, session, stick):
    begin(qtbot, keeper, session, stick)
    make_firm(session)
    settled(qtbot, keeper, "behind")
    keeper.want()
    settled(qtbot, keeper, "twice")
    assert len(session.copies.copies()) == 2


def test_what_is_written_after_a_visit_is_copied_once_nobody_writes_any_more(
    qtbot, keeper, session, stick, monkeypatch
):
    begin(qtbot, keeper, session, stick)
    make_firm(session)
    settled(qtbot, keeper, "behind")
    monkeypatch.setattr(copy_keeper, "QUIET_MS", 50)
    make_firm(session)
    settled(qtbot, keeper, "twice")
    assert len(session.copies.copies()) == 2


def test_without_the_stick_it_waits_quietly_and_copies_when_it_is_back(
    qtbot, keeper, session, stick
):
    begin(qtbot, keeper, session, stick)
    pocket = away(qtbot, keeper, stick)
    make_firm(session)
    keeper.want()
    settled(qtbot, keeper, "behind")
    assert keeper.trouble is None
    pocket.rename(stick)
    keeper.look()
    settled(qtbot, keeper, "twice")


def test_what_was_left_uncopied_is_copied_when_the_workspace_opens(qtbot, keeper, session, stick):
    begin(qtbot, keeper, session, stick)
    make_firm(session)
    keeper.stop()
    assert keeper.light == ""
    keeper.start(session)
    settled(qtbot, keeper, "twice")


def test_a_failure_is_told_and_tried_again_only_when_asked_or_the_stick_is_back(
    qtbot, keeper, session, stick, monkeypatch
):
    begin(qtbot, keeper, session, stick)
    tries = []

    def full(*_arguments):
        tries.append(True)
        raise MediumFull(3_000_000)

    monkeypatch.setattr(session.copies, "make", full)
    make_firm(session)
    keeper.want()
    settled(qtbot, keeper, "trouble")
    assert "faltan 3 MB" in keeper.trouble.message
    for _time in range(3):
        with qtbot.waitSignal(keeper.changed, timeout=200, raising=False):
            keeper.look()
    assert len(tries) == 1
    monkeypatch.undo()
    monkeypatch.setattr(copy_place, "is_on_same_disk", lambda _place, _workspace: False)
    pocket = away(qtbot, keeper, stick)
    pocket.rename(stick)
    keeper.look()
    settled(qtbot, keeper, "twice")


def test_a_copy_that_is_stopped_is_no_trouble(qtbot, keeper, session, stick, monkeypatch):
    begin(qtbot, keeper, session, stick)
    make_firm(session)
    settled(qtbot, keeper, "behind")
    going, moment, make = threading.Event(), threading.Event(), session.copies.make

    def slowly(tell, stopped):
        going.set()
        while not stopped():
            moment.wait(0.01)
        return make(tell, stopped)

    monkeypatch.setattr(session.copies, "make", slowly)
    keeper.copy_now()
    assert going.wait(5)
    assert keeper.light == "copying"
    keeper.cancel()
    settled(qtbot, keeper, "behind")
    assert keeper.trouble is None


def test_it_tells_how_far_it_is(qtbot, keeper, session, stick):
    begin(qtbot, keeper, session, stick)
    make_firm(session)
    told = []
    keeper.changed.connect(lambda: told.append((keeper.work, keeper.percent)))
    keeper.copy_now()
    settled(qtbot, keeper, "twice")
    percents = [percent for work, percent in told if work == "copying"]
    assert percents == sorted(percents)
    assert percents[-1] == 100


def test_the_invented_firms_have_no_light_until_somebody_wants_a_copy(qtbot, keeper, session):
    keeper.start(session)
    qtbot.waitUntil(lambda: keeper.state is not None)
    assert session.is_demo
    assert keeper.light == ""


def test_a_workspace_of_one_s_own_says_that_it_exists_only_here(
    qtbot, keeper, session, monkeypatch
):
    monkeypatch.setattr(type(session), "is_demo", False)
    keeper.start(session)
    qtbot.waitUntil(lambda: keeper.light == "never")


def test_a_copy_on_the_same_disk_is_not_called_safe(qtbot, keeper, session, tmp_path):
    keeper.start(session)
    qtbot.waitUntil(lambda: keeper.state is not None)
    (tmp_path / "near").mkdir()
    keeper.choose(tmp_path / "near", pytest.fail)
    settled(qtbot, keeper, "same_disk")


def test_closing_in_the_middle_of_a_copy_waits_for_nothing_but_its_next_step(
    qtbot, keeper, session, stick
):
    begin(qtbot, keeper, session, stick)
    make_firm(session)
    keeper.copy_now()
    keeper.close()
    session.close()
    assert keeper.light == ""


def test_a_result_that_comes_after_closing_changes_nothing(qtbot, keeper, session, stick):
    begin(qtbot, keeper, session, stick)
    keeper.copy_now()
    keeper.stop()
    with qtbot.waitSignal(keeper.changed, timeout=300, raising=False) as waited:
        pass
    assert not waited.signal_triggered
    assert keeper.state is None
