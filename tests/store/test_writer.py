"""One writer: order, wholeness, and what its futures promise."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from advisor_app.domain import clock
from advisor_app.domain.clock import FixedClock
from advisor_app.schema import tables
from advisor_app.store import hlc, writer
from advisor_app.store.errors import DiskTrouble
from advisor_app.store.workspace import Priority, Workspace
from tests.store.records import add_draft, add_firm, answer_row, count, rows

PATIENCE = 30


@contextmanager
def busy(workspace: Workspace) -> Iterator[None]:
    """The writer held inside a piece of work, so that what follows has to queue."""
    started, go_on = threading.Event(), threading.Event()

    def hold(_connection: sa.Connection) -> None:
        started.set()
        assert go_on.wait(PATIENCE)

    held = workspace.write(hold)
    assert started.wait(PATIENCE)
    try:
        yield
    finally:
        go_on.set()
        held.result(PATIENCE)


def test_the_users_work_goes_first_and_equals_in_their_order(workspace):
    done: list[str] = []
    queued: list[Future[None]] = []
    order = [
        ("background 1", Priority.BACKGROUND),
        ("sync 1", Priority.SYNC),
        ("user 1", Priority.USER),
        ("background 2", Priority.BACKGROUND),
        ("user 2", Priority.USER),
        ("sync 2", Priority.SYNC),
    ]
    with busy(workspace):
        for name, priority in order:
            queued.append(
                workspace.write(lambda _connection, n=name: done.append(n), priority=priority)
            )
    wait(queued, PATIENCE)
    assert done == ["user 1", "user 2", "sync 1", "sync 2", "background 1", "background 2"]


def test_a_long_import_lets_the_user_in_after_each_batch(workspace):
    """Each batch queues the next, as an import does; the user waits for one batch at most."""
    add_draft(workspace)
    done: list[str] = []
    finished = threading.Event()
    user: list[Future[Any]] = []

    def batch(number: int) -> None:
        def work(connection: sa.Connection) -> None:
            some = [answer_row(200 * number + offset) for offset in range(200)]
            connection.execute(tables.answer.insert(), some)
            done.append(f"batch {number}")
            if number % 3 == 1:
                user.append(submit_from_elsewhere(workspace, lambda _c: done.append("user")))

        future = workspace.write(work, priority=Priority.BACKGROUND)
        future.add_done_callback(lambda _f: submit_next(number))

    def submit_next(number: int) -> None:
        if number == 9:
            finished.set()
            return
        threading.Thread(target=batch, args=(number + 1,)).start()

    batch(0)
    assert finished.wait(PATIENCE)
    wait(user, PATIENCE)
    for place, entry in enumerate(done):
        if entry == "user":
            assert done[place - 1] in {"batch 1", "batch 4", "batch 7"}
    assert done.count("user") == 3
    assert count(workspace, tables.answer) == 2_000


def submit_from_elsewhere(workspace: Workspace, work: Any) -> Future[Any]:
    """What the window does while the writer is at work."""
    submitted: list[Future[Any]] = []
    thread = threading.Thread(target=lambda: submitted.append(workspace.write(work)))
    thread.start()
    thread.join(PATIENCE)
    return submitted[0]


def test_an_exception_undoes_the_whole_piece_and_reaches_its_future(workspace):
    def work(connection: sa.Connection) -> None:
        connection.execute(tables.firm.insert().values(id="a"))
        raise LookupError("halfway")

    with pytest.raises(LookupError, match="halfway"):
        workspace.write(work).result(PATIENCE)
    assert count(workspace, tables.firm) == 0
    assert count(workspace, tables.change) == 0


def test_after_a_failure_the_next_piece_is_done(workspace):
    def fail(connection: sa.Connection) -> None:
        connection.execute(tables.answer.insert().values(answer_row(1, firm_id="nobody")))

    with pytest.raises(sa.exc.IntegrityError):
        workspace.write(fail).result(PATIENCE)
    add_firm(workspace)
    assert count(workspace, tables.firm) == 1


def test_the_result_of_the_work_is_the_futures(workspace):
    assert workspace.write(lambda _connection: 42).result(PATIENCE) == 42


def test_when_the_future_resolves_others_see_it(workspace):
    for number in range(20):
        add_firm(workspace, f"firm-{number}")
        assert count(workspace, tables.firm) == number + 1


def test_a_cancelled_piece_is_not_done(workspace):
    with busy(workspace):
        future = workspace.write(lambda c: c.execute(tables.firm.insert().values(id="a")))
        assert future.cancel()
    add_firm(workspace, "b")
    assert [row["id"] for row in rows(workspace, tables.firm)] == ["b"]


def test_closing_finishes_what_is_queued(folder):
    workspace, _code = Workspace.create(folder, "", demo=True)
    queued = [
        workspace.write(
            lambda c, n=number: c.execute(tables.firm.insert().values(id=f"firm-{n}")),
            priority=Priority.BACKGROUND,
        )
        for number in range(100)
    ]
    workspace.close()
    assert all(future.done() and future.exception() is None for future in queued)
    again = Workspace.open_demo(folder)
    assert count(again, tables.firm) == 100
    again.close()


def test_a_piece_of_work_that_would_wait_for_another_is_told_so(workspace):
    def work(_connection: sa.Connection) -> None:
        workspace.write(lambda _c: None).result(PATIENCE)

    with pytest.raises(RuntimeError, match="its connection"):
        workspace.write(work).result(PATIENCE)


def test_a_transaction_that_ended_by_itself_does_not_count_as_done(workspace):
    def work(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ROLLBACK")

    with pytest.raises(RuntimeError, match="ended before"):
        workspace.write(work).result(PATIENCE)
    add_firm(workspace)
    assert count(workspace, tables.firm) == 1


def test_many_threads_may_write_at_once(workspace):
    def write(name: str) -> None:
        for number in range(20):
            add_firm(workspace, f"{name}-{number}")

    threads = [threading.Thread(target=write, args=(f"t{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert count(workspace, tables.firm) == 160


def test_a_forgotten_reader_does_not_hold_up_the_closing(folder):
    workspace, _code = Workspace.create(folder, "", demo=True)
    with workspace.read() as connection:
        connection.execute(tables.firm.select()).all()
        add_firm(workspace)
        workspace.close()
    again = Workspace.open_demo(folder)
    assert count(again, tables.firm) == 1
    again.close()


def test_the_log_is_folded_into_the_base_before_it_grows_without_end(workspace, monkeypatch):
    monkeypatch.setattr(writer, "PAGES_AT_LAST", 100)
    for number in range(60):
        add_firm(workspace, f"firm-{number}", access_note="x" * 40_000)
    log = workspace.folder / "advisor.db-wal"
    assert log.stat().st_size < 150 * 4_200
    assert count(workspace, tables.firm) == 60


def test_when_nobody_waits_it_is_folded_sooner(workspace, monkeypatch):
    monkeypatch.setattr(writer, "PAGES_WHEN_IDLE", 10)
    add_firm(workspace, access_note="x" * 100_000)
    base = workspace.folder / "advisor.db"
    for _idle_moment in range(10_000):
        workspace.write(lambda _connection: None).result(PATIENCE)
        if base.stat().st_size > 100_000:
            return
    pytest.fail("the log was never folded into the base")


# --- The clock of edits ----------------------------------------------------------------------


def test_edits_are_noted_in_the_order_they_were_made_even_if_the_clock_goes_back(folder):
    still = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    clock.use(still)
    workspace, _code = Workspace.create(folder, "", demo=True)
    add_firm(workspace, "a")
    still.tick(timedelta(days=-2))
    add_firm(workspace, "b")
    workspace.close()
    workspace = Workspace.open_demo(folder)
    add_firm(workspace, "c")
    noted = {row["id"]: row["hlc"] for row in rows(workspace, tables.change)}
    workspace.close()
    assert noted["a"] < noted["b"] < noted["c"]


def test_a_moment_after_another_is_later_as_text():
    clock.use(FixedClock(datetime(2026, 11, 22, tzinfo=UTC)))
    moments = ["000000000000000.000000"]
    for _number in range(1_200):
        moments.append(hlc.after(moments[-1]))
    assert moments == sorted(set(moments))


def test_a_change_names_its_author(workspace):
    workspace.actor = "lucia"
    add_firm(workspace, "a")
    workspace.actor = None
    add_firm(workspace, "b")
    assert {row["id"]: row["actor"] for row in rows(workspace, tables.change)} == {
        "a": "lucia",
        "b": None,
    }


def test_a_base_that_may_only_be_read_from_now_on_is_told_in_words(workspace):
    workspace.write(lambda c: c.exec_driver_sql("PRAGMA query_only = 1")).result(PATIENCE)
    with pytest.raises(DiskTrouble):
        workspace.write(add_firm).result(PATIENCE)
    assert count(workspace, tables.firm) == 0
