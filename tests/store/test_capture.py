"""What the triggers note for the office."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.store.capture import captured_fields, stored_triggers, trigger_statements
from advisor_app.store.workspace import Workspace
from tests.store.records import add_firm, rows


def noted(workspace: Workspace) -> dict[tuple[str, str, str], int]:
    return {
        (row["entity"], row["id"], row["field"]): row["base_rv"]
        for row in rows(workspace, tables.change)
    }


def do(workspace: Workspace, *statements: Any) -> None:
    def work(connection: sa.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    workspace.write(work).result()


def from_office(*statements: Any) -> list[Any]:
    """The statements as sync applies them: capture rests."""
    state = tables.sync_state.update()
    return [state.values(applying=1), *statements, state.values(applying=0)]


def update(firm_id: str = "f", **values: Any) -> sa.Update:
    return tables.firm.update().where(tables.firm.c.id == firm_id).values(**values)


@pytest.fixture
def known(workspace: Workspace) -> Workspace:
    """A firm ``f`` as the office knows it, at version 7."""
    do(workspace, *from_office(tables.firm.insert().values(id="f", nit="1", _rv=7)))
    assert noted(workspace) == {}
    return workspace


def test_the_triggers_in_the_base_are_those_of_the_tables(workspace):
    with workspace.read() as connection:
        assert stored_triggers(connection) == trigger_statements()
    assert len(trigger_statements()) == 3 * len(tables.SYNCED)


def test_a_new_row_is_noted_once_as_a_whole(workspace):
    add_firm(workspace, "f", legal_name="Ñandú", nit="1")
    assert noted(workspace) == {("firm", "f", "*"): 0}


def test_an_edit_is_noted_by_field_with_the_version_it_stood_on(known):
    do(known, update(nit="2", vereda="El Placer"))
    assert noted(known) == {("firm", "f", "nit"): 7, ("firm", "f", "vereda"): 7}


def test_writing_the_same_value_again_is_no_edit(known):
    do(known, update(nit="1", vereda=None))
    assert noted(known) == {}


def test_from_something_to_nothing_is_an_edit(known):
    do(known, update(nit=None))
    assert noted(known) == {("firm", "f", "nit"): 7}


def test_the_first_version_stays_when_a_field_is_edited_again(known):
    do(known, update(nit="2"))
    do(known, *from_office(update(_rv=9)))
    do(known, update(nit="3"))
    assert noted(known) == {("firm", "f", "nit"): 7}


def test_the_last_author_and_moment_are_kept(known):
    known.actor = "lucia"
    do(known, update(nit="2"))
    (first,) = rows(known, tables.change)
    known.actor = "pedro"
    do(known, update(nit="3"))
    (last,) = rows(known, tables.change)
    assert (first["actor"], last["actor"]) == ("lucia", "pedro")
    assert last["hlc"] > first["hlc"]


@pytest.mark.parametrize("prefix", ["OR REPLACE", "OR IGNORE", "OR ROLLBACK"])
def test_how_a_statement_settles_clashes_does_not_reach_into_the_notes(known, prefix):
    do(known, update(nit="2"))
    do(known, *from_office(update(_rv=9)))
    do(known, update(nit="3").prefix_with(prefix))
    assert noted(known) == {("firm", "f", "nit"): 7}


def test_an_upsert_is_noted_as_the_edit_it_is(known):
    do(
        known,
        sa.text(
            "INSERT INTO firm (id, nit, bucket, created_at, updated_at)"
            " VALUES ('f', '5', 'f', '', '') ON CONFLICT (id) DO UPDATE SET nit = excluded.nit"
        ),
    )
    assert noted(known) == {("firm", "f", "nit"): 7}


def test_a_mark_of_deletion_is_an_edit(known):
    do(known, update(_deleted=1))
    assert noted(known) == {("firm", "f", "_deleted"): 7}


def test_a_row_really_deleted_is_noted_too(known):
    do(known, tables.firm.delete())
    assert noted(known) == {("firm", "f", "_deleted"): 7}


def test_what_the_office_sends_is_not_noted(known):
    do(known, *from_office(update(nit="9", _rv=8), tables.firm.delete()))
    assert noted(known) == {}


def test_the_version_and_the_time_of_writing_are_not_exchanged():
    for table in tables.SYNCED:
        fields = captured_fields(table)
        assert not {"_rv", "updated_at", "id", "digest"} & set(fields)
        assert {"_deleted", "bucket", "created_at"} <= set(fields)


def test_a_firm_moved_to_another_bucket_is_noted(known):
    do(known, update(bucket="other"))
    assert noted(known) == {("firm", "f", "bucket"): 7}


def test_an_edit_that_was_undone_leaves_no_note(known):
    def work(connection: sa.Connection) -> None:
        connection.execute(update(nit="2"))
        raise LookupError

    with pytest.raises(LookupError):
        known.write(work).result()
    assert noted(known) == {}


@pytest.mark.parametrize("table", tables.SYNCED, ids=lambda table: table.name)
def test_every_field_of_every_table_is_watched(workspace, table):
    """Set each field of a row to another value: each is noted, and nothing else."""
    (key,) = table.primary_key.columns
    integers = {c.name for c in table.columns if isinstance(c.type, sa.Integer)}
    values = {c.name: 1 if c.name in integers else "1" for c in table.columns}
    changed = {
        name: 2 if name in integers else "2" for name in values if name not in {key.name, "_rv"}
    }
    with workspace.read() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    do(
        workspace,
        sa.text("PRAGMA defer_foreign_keys = ON"),
        *from_office(table.insert().values(values)),
        table.update().values(changed),
        *from_office(table.delete()),
    )
    assert noted(workspace) == {(table.name, "1", field): 1 for field in captured_fields(table)}
