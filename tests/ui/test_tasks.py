"""Work in other threads: in order, answered here, dropped when nobody is there."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from advisor_app.domain.errors import AdvisorError


def test_works_are_done_in_order_and_answered_in_the_window_s_thread(tasks):
    told: list[tuple[int, threading.Thread]] = []
    for number in range(20):
        tasks.run(
            lambda number=number: number, lambda got: told.append((got, threading.current_thread()))
        )
    tasks.wait_idle()
    assert told == [(number, threading.main_thread()) for number in range(20)]


def test_an_error_for_the_user_goes_to_the_one_who_asked(tasks):
    heard = []

    def work():
        raise AdvisorError("No se pudo", advice="Reintente")

    tasks.run(work, lambda _: None, heard.append)
    tasks.wait_idle()
    assert [error.message for error in heard] == ["No se pudo"]


def test_an_error_nobody_takes_goes_to_the_window(tasks, qtbot):
    def work():
        raise AdvisorError("No se pudo")

    with qtbot.waitSignal(tasks.failed) as told:
        tasks.run(work, lambda _: None)
    assert told.args[0].message == "No se pudo"


def test_any_other_error_is_raised_in_the_window_s_thread(tasks, qtbot):
    with qtbot.captureExceptions() as raised:
        tasks.run(lambda: 1 / 0, lambda _: None)
        tasks.wait_idle()
    assert raised[0][0] is ZeroDivisionError


class _Screen(QObject):
    def __init__(self):
        super().__init__()
        self.got = []

    def show_it(self, value):
        self.got.append(value)


def test_a_result_whose_screen_is_gone_is_dropped(tasks):
    import shiboken6

    hold = threading.Event()
    screen = _Screen()
    tasks.run(hold.wait, screen.show_it)
    tasks.run(lambda: 1, lambda value: screen.show_it(value + 1))
    shiboken6.delete(screen)
    hold.set()
    tasks.wait_idle()
    assert screen.got == []


def test_a_long_work_reports_and_can_be_given_up(tasks, qtbot):
    reports, results = [], []
    tasks.run_long(lambda report: report(0.5), results.append, progress=reports.append)
    tasks.wait_idle()
    assert (reports, results) == ([0.5], [None])
    hold = threading.Event()
    job = tasks.run_long(hold.wait, results.append)
    job.cancel()
    hold.set()
    tasks.wait_idle()
    assert results == [None]


def test_busy_is_told_once_for_many_works(tasks, qtbot):
    heard = []
    tasks.busy_changed.connect(heard.append)
    tasks.run(lambda: 1, lambda _: None)
    tasks.run(lambda: 2, lambda _: None)
    tasks.wait_idle()
    assert heard == [True, False]


def test_closing_waits_for_what_was_asked(tasks):
    done = []
    tasks.run(lambda: done.append(1), pytest.fail)
    tasks.close()
    assert done == [1]
