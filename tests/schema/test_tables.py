"""What holds for every table."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.schema.columns import now_text
from advisor_app.schema.metadata import metadata
from tests.store.conftest import folder, workspace
from tests.store.records import add_draft, add_firm, rows

__all__ = ["folder", "workspace"]


def test_every_table_travels_or_stays():
    assert {*tables.SYNCED, *tables.LOCAL} == set(metadata.tables.values())
    assert not set(tables.SYNCED) & set(tables.LOCAL)


def test_parents_come_before_their_children():
    seen: set[str] = set()
    for table in tables.SYNCED:
        parents = {key.column.table.name for key in table.foreign_keys}
        assert parents <= seen | {table.name}
        seen.add(table.name)


def test_what_travels_carries_version_bucket_and_times():
    for table in tables.SYNCED:
        assert {"_rv", "_deleted", "bucket", "created_at", "updated_at"} <= set(table.c.keys())
        assert [column.type.python_type for column in table.primary_key.columns] == [str]


def test_everything_that_belongs_to_a_firm_says_to_which():
    apart = {"firm", "content"}
    for table in tables.SYNCED:
        assert table.name in apart or not table.c.firm_id.nullable


def test_no_row_vanishes_with_another():
    for table in metadata.tables.values():
        assert not [key for key in table.foreign_keys if key.ondelete or key.onupdate]


def test_columns_hold_text_or_whole_numbers_only():
    kinds = {type(c.type) for t in metadata.tables.values() for c in t.columns}
    assert kinds == {sa.Text, sa.Integer}


def test_a_row_travels_with_its_firm(workspace):
    add_draft(workspace, "firm-9")
    assert [row["bucket"] for row in rows(workspace, tables.assessment)] == ["firm-9"]
    assert [row["bucket"] for row in rows(workspace, tables.firm)] == ["firm-9"]


def test_contents_are_everyones(workspace):
    insert = tables.content.insert().values(
        digest="d", kind="instrument", content_id="IMC", version="1.1"
    )
    workspace.write(lambda connection: connection.execute(insert)).result()
    assert [row["bucket"] for row in rows(workspace, tables.content)] == ["global"]


def test_a_moment_always_has_its_microseconds():
    assert len(now_text()) == len("2026-11-22T15:30:00.123456+00:00")


@pytest.mark.parametrize(
    "values",
    [
        {"annual_income": "doce millones"},
        {"annual_income": 12.5},
        {"women_led": "sí"},
        {"workers_total": b"\x01"},
    ],
)
def test_a_value_of_another_kind_is_refused(workspace, values):
    with pytest.raises(sa.exc.IntegrityError):
        add_firm(workspace, **values)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_there_are_five_levels(workspace, level):
    add_draft(workspace)
    insert = tables.answer.insert().values(
        id="a",
        firm_id="firm-1",
        assessment_id="draft-firm-1",
        item="D1.1",
        state="rated",
        level=level,
    )
    with pytest.raises(sa.exc.IntegrityError):
        workspace.write(lambda connection: connection.execute(insert)).result()


def test_a_child_needs_its_parent(workspace):
    insert = tables.person.insert().values(id="p", firm_id="nobody")
    with pytest.raises(sa.exc.IntegrityError):
        workspace.write(lambda connection: connection.execute(insert)).result()
