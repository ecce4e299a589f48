"""Bringing an older base up to date: everything, or nothing."""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from advisor_app.domain import clock
from advisor_app.domain.clock import FixedClock
from advisor_app.schema import tables
from advisor_app.store import base
from advisor_app.store.capture import stored_triggers, trigger_statements
from advisor_app.store.copy import integrity_faults, row_counts
from advisor_app.store.database import Driver, connect, driver_of, writing_engine
from advisor_app.store.errors import BadCopy, DiskFull, NewerBase
from advisor_app.store.migrate import MigrationFailed, Step, migrate, released_steps, run_steps
from advisor_app.store.revision import HEAD, REVISIONS
from advisor_app.store.workspace import Workspace
from tests.store import later_releases
from tests.store.children.migrating import POINTS
from tests.store.later_releases import PARENTS, REGIONS, steps, tables_after_8002
from tests.store.records import add_draft, add_firm, answer_row, base_key, contents, rows

FIRMS = 40


def do(workspace: Workspace, statement: Any, values: list[dict[str, Any]]) -> None:
    workspace.write(lambda connection: connection.execute(statement, values)).result()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with firms, people, drafts and answers."""
    folder = tmp_path_factory.mktemp("template") / "workspace"
    workspace, _code = Workspace.create(folder, "", demo=True)
    for number in range(FIRMS):
        add_draft(workspace, f"firm-{number}")
        person = {"id": f"person-{number}", "firm_id": f"firm-{number}", "name": "José Peña"}
        do(workspace, tables.person.insert(), [person])
        some = [answer_row(item, f"firm-{number}", note="n" * 2_000) for item in range(30)]
        do(workspace, tables.answer.insert(), some)
    do(workspace, tables.firm.update().values(legal_name="Ñandú", vereda="El Placer"), [{}])
    workspace.close()
    return folder


@pytest.fixture
def lived_in(template: Path, folder: Path) -> Path:
    """The test's own copy of it."""
    return shutil.copytree(template, folder)


@contextlib.contextmanager
def opened(folder: Path, name: str = base.NAME) -> Iterator[Driver]:
    with contextlib.closing(connect(folder / name, base_key(folder))) as connection:
        yield connection


def counted(folder: Path) -> dict[str, int]:
    with opened(folder) as connection:
        return row_counts(connection)


def schema(connection: Driver) -> dict[str, str]:
    """Every object of a base by its name, as SQLite keeps its SQL."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: " ".join(sql.split()) for name, sql in found}


# --- The scripts and the tables say the same -------------------------------------------------


def test_running_all_scripts_makes_the_same_base_as_making_it_at_once(folder, tmp_path):
    Workspace.create(folder, "", demo=True)[0].close()
    with opened(folder) as connection:
        at_once = schema(connection)
        state = connection.execute("SELECT * FROM sync_state").fetchall()
    engine = writing_engine(partial(connect, tmp_path / "stepped.db", base_key(folder), "rwc"))
    with engine.connect() as connection:  # as the runner does: replacing a table needs it
        driver_of(connection).execute("PRAGMA foreign_keys = OFF")
    with engine.begin() as connection:
        connection.exec_driver_sql(base.REVISION_TABLE)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('')")
        run_steps(connection, released_steps())
        triggers = {name: " ".join(sql.split()) for name, sql in trigger_statements().items()}
        stepped = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        )
        assert {name: " ".join(sql.split()) for name, sql in stepped} | triggers == at_once
        assert connection.exec_driver_sql("SELECT * FROM sync_state").fetchall() == state
    engine.dispose()


def test_the_table_of_revisions_is_as_alembic_writes_it():
    from alembic.migration import MigrationContext
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateTable

    table = MigrationContext.configure(dialect=dialect())._version
    written = str(CreateTable(table).compile(dialect=dialect()))
    assert " ".join(written.split()) == " ".join(base.REVISION_TABLE.split())


def test_the_newest_revision_is_that_of_the_newest_script():
    assert [step.revision for step in released_steps()] == list(REVISIONS)
    assert max(REVISIONS) == HEAD
    assert list(REVISIONS) == sorted(set(REVISIONS))


def test_every_script_in_the_folder_is_listed():
    from advisor_app.store import migrations, revision

    found = {path.stem for path in Path(migrations.__path__[0]).glob("r*.py")}
    assert found == set(revision.SCRIPTS)


def test_scripts_use_nothing_else_of_the_project():
    from advisor_app.store import migrations

    for script in Path(migrations.__path__[0]).glob("r*.py"):
        assert "advisor_app" not in script.read_text(encoding="utf-8")


def test_opening_a_base_of_today_needs_no_alembic(folder):
    Workspace.create(folder, "", demo=True)[0].close()
    script = (
        "import sys, pathlib\n"
        "from advisor_app.store.workspace import Workspace\n"
        "Workspace.open_demo(pathlib.Path(sys.argv[1])).close()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script, folder], check=False).returncode == 0


# --- Nothing is lost -------------------------------------------------------------------------


def test_tables_with_children_are_rebuilt_and_nothing_is_lost(lived_in):
    key = base_key(lived_in)
    before = counted(lived_in)
    migrate(lived_in, key, steps(REGIONS))
    migrate(lived_in, key, steps(REGIONS, PARENTS), tables_after_8002())
    after = counted(lived_in)
    assert {name: after[name] for name in before} == before
    assert after["village"] == after["region"] == 50
    assert after["answer"] == FIRMS * 30
    with opened(lived_in) as connection:
        assert integrity_faults(connection) == []
        assert connection.execute("SELECT DISTINCT slogan FROM firm").fetchall() == [("de Ñandú",)]
        assert base.revision_of(connection) == "8002"


def test_rebuilt_tables_keep_their_rules(lived_in):
    migrate(lived_in, base_key(lived_in), steps(REGIONS, PARENTS), tables_after_8002())
    with opened(lived_in) as connection:
        assert "STRICT" in schema(connection)["firm"]
        assert "ix_firm_nit" in schema(connection)
        assert "REFERENCES firm (id)" in schema(connection)["answer"]


def test_edits_are_captured_as_before_with_the_new_tables(lived_in):
    migrate(lived_in, base_key(lived_in), steps(REGIONS, PARENTS), tables_after_8002())
    engine = writing_engine(partial(connect, lived_in / base.NAME, base_key(lived_in)))
    with engine.begin() as connection:
        assert stored_triggers(connection) == trigger_statements(tables_after_8002())
        connection.exec_driver_sql("DELETE FROM change")
        connection.exec_driver_sql("UPDATE firm SET slogan = 'x', nit = 'y' WHERE id = 'firm-1'")
        noted = connection.exec_driver_sql("SELECT field FROM change ORDER BY field").fetchall()
        assert noted == [("nit",), ("slogan",)]
    engine.dispose()


def test_the_migration_itself_is_nobodys_edit(lived_in):
    before = counted(lived_in)["change"]
    migrate(lived_in, base_key(lived_in), steps(REGIONS, PARENTS), tables_after_8002())
    assert counted(lived_in)["change"] == before


def test_with_foreign_keys_on_the_children_would_be_gone(lived_in):
    """The trap is real: this is what the machinery guards against."""
    key = base_key(lived_in)
    migrate(lived_in, key, steps(REGIONS))
    engine = writing_engine(partial(connect, lived_in / base.NAME, key))
    with engine.begin() as connection:
        run_steps(connection, [Step("8002", rebuild_region)])
        assert connection.exec_driver_sql("SELECT count(*) FROM village").scalar() == 0
        connection.rollback()
    engine.dispose()


def rebuild_region() -> None:
    from alembic import op

    with op.batch_alter_table("region", recreate="always") as region:
        region.add_column(sa.Column("note", sa.Text))


@pytest.mark.parametrize(
    "careless",
    [later_releases.lose_rows, later_releases.lose_parents],
    ids=["rows are lost", "parents are lost"],
)
def test_a_script_that_loses_something_changes_nothing(lived_in, careless):
    before = counted(lived_in)
    with opened(lived_in) as connection:
        tables_before = schema(connection)
    with pytest.raises(MigrationFailed):
        migrate(lived_in, base_key(lived_in), steps(REGIONS, Step("8002", careless)))
    assert counted(lived_in) == before
    with opened(lived_in) as connection:
        assert schema(connection) == tables_before


def test_a_script_that_fails_halfway_changes_nothing(lived_in):
    before = counted(lived_in)
    failing = steps(REGIONS, Step("8002", later_releases.stop_halfway))
    with pytest.raises(MigrationFailed, match="LookupError"):
        migrate(lived_in, base_key(lived_in), failing)
    assert counted(lived_in) == before
    workspace = Workspace.open_demo(lived_in)
    add_firm(workspace, "after")
    assert ("after", "*") in {(r["id"], r["field"]) for r in rows(workspace, tables.change)}
    workspace.close()


def test_a_migrated_base_is_newer_for_the_version_before(lived_in):
    migrate(lived_in, base_key(lived_in), steps(REGIONS))
    with pytest.raises(NewerBase):
        Workspace.open_demo(lived_in)


def test_opening_an_older_base_brings_it_up_to_date_by_itself(lived_in, monkeypatch):
    monkeypatch.setattr(base, "HEAD", "8001")
    monkeypatch.setattr(base, "REVISIONS", (*REVISIONS, "8001"))
    monkeypatch.setattr("advisor_app.store.migrate.released_steps", lambda: steps(REGIONS))
    workspace = Workspace.open_demo(lived_in)
    assert len(rows(workspace, tables.answer)) == FIRMS * 30
    with workspace.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM village").scalar() == 50
    workspace.close()
    assert len(list(lived_in.glob("backups/*.db"))) == 1
    Workspace.open_demo(lived_in).close()
    assert len(list(lived_in.glob("backups/*.db"))) == 1


# --- The copy made before --------------------------------------------------------------------


def test_an_encrypted_copy_of_the_older_base_is_kept(lived_in):
    before = counted(lived_in)
    copy = migrate(lived_in, base_key(lived_in), steps(REGIONS))
    assert copy.parent == lived_in / "backups"
    assert b"El Placer" not in copy.read_bytes()
    with opened(lived_in, f"backups/{copy.name}") as connection:
        assert row_counts(connection) == before
        assert base.revision_of(connection) == HEAD
        assert integrity_faults(connection) == []


def test_a_copy_put_back_is_a_workspace_again(lived_in):
    copy = migrate(lived_in, base_key(lived_in), steps(REGIONS))
    copy.replace(lived_in / base.NAME)
    workspace = Workspace.open_demo(lived_in)
    assert len(rows(workspace, tables.answer)) == FIRMS * 30
    add_firm(workspace, "after")
    assert (lived_in / "advisor.db-wal").stat().st_size > 0
    workspace.close()


def test_the_three_newest_copies_are_kept(lived_in):
    still = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    clock.use(still)
    for number in range(5):
        still.tick(timedelta(days=1))
        later = [Step(f"{8001 + made}", lambda: None) for made in range(number + 1)]
        migrate(lived_in, base_key(lived_in), steps(*later))
    assert sorted(path.name for path in (lived_in / "backups").iterdir()) == [
        "20261125T000000-8002.db",
        "20261126T000000-8003.db",
        "20261127T000000-8004.db",
    ]


def test_without_room_for_the_copy_nothing_is_changed(lived_in, monkeypatch):
    def full(*_arguments: object) -> None:
        raise DiskFull

    before = contents(lived_in)
    monkeypatch.setattr("advisor_app.store.migrate.checked_copy", full)
    with pytest.raises(DiskFull):
        migrate(lived_in, base_key(lived_in), steps(REGIONS))
    assert contents(lived_in)["advisor.db"] == before["advisor.db"]


def test_a_copy_that_is_not_sound_is_thrown_away_and_nothing_is_changed(lived_in, monkeypatch):
    before = counted(lived_in)
    monkeypatch.setattr("advisor_app.store.copy.integrity_faults", lambda _copy: ["page 7"])
    with pytest.raises(BadCopy) as refused:
        migrate(lived_in, base_key(lived_in), steps(REGIONS))
    assert refused.value.faults == ["page 7"]
    assert counted(lived_in) == before
    assert not list(lived_in.glob("backups/*"))


def test_an_altered_page_is_named(lived_in):
    path = lived_in / base.NAME
    page = path.stat().st_size // 4096 - 3
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 100)
        file.write(bytes(16))
    with opened(lived_in) as connection:
        assert str(page) in " ".join(integrity_faults(connection))


def test_a_damaged_base_is_not_migrated(lived_in):
    path = lived_in / base.NAME
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 6_000)
        file.write(bytes(4_000))
    before = contents(lived_in)
    with pytest.raises(Exception, match="espacio de trabajo"):
        migrate(lived_in, base_key(lived_in), steps(REGIONS))
    assert contents(lived_in)["advisor.db"] == before["advisor.db"]


# --- Killed in the middle --------------------------------------------------------------------


def start(folder: Path, point: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.children.migrating", str(folder), point]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def assert_whole(folder: Path, before: dict[str, int]) -> str:
    """All of the old base or all of the new one; give its revision."""
    with opened(folder) as connection:
        assert integrity_faults(connection) == []
        revision = base.revision_of(connection)
        after = row_counts(connection)
        assert connection.execute("SELECT applying FROM sync_state").fetchall() == [(0,)]
        names = schema(connection)
    assert {name: after[name] for name in before} == before
    assert revision in {HEAD, "8002"}
    new = revision == "8002"
    assert ("region" in names) == new
    expected = trigger_statements(tables_after_8002() if new else tables.SYNCED)
    assert {name for name in names if name.startswith("capture_")} == set(expected)
    return revision


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_in_the_middle_leaves_the_old_base_or_the_new_one(lived_in, point):
    before = counted(lived_in)
    with start(lived_in, point) as child:
        child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    revision = assert_whole(lived_in, before)
    assert revision == ("8002" if point == "after the commit" else HEAD)
    if revision == HEAD:
        migrate(lived_in, base_key(lived_in), steps(REGIONS, PARENTS), tables_after_8002())
        assert assert_whole(lived_in, before) == "8002"
    assert not list(lived_in.rglob("*.part"))


def test_kills_at_random_moments_leave_the_old_base_or_the_new_one(lived_in):
    kill_at_random(lived_in, kills=4, seed=20261122)


def kill_at_random(folder: Path, kills: int, seed: int) -> None:
    before = counted(folder)
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _kill in range(kills):
        with start(folder, "none") as child:
            assert child.stdout is not None
            child.stdout.readline()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(chance.uniform(0.0, 0.25))
            child.kill()
        if assert_whole(folder, before) == "8002":
            break
