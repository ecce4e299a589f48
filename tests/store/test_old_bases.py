"""The bases of earlier releases open, with everything in them."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from pathlib import Path

import pytest

from advisor_app.schema import tables
from advisor_app.store import base
from advisor_app.store.copy import integrity_faults
from advisor_app.store.database import connect, driver_of
from advisor_app.store.revision import REVISIONS
from advisor_app.store.workspace import Workspace
from tests.store.records import base_key, rows

OLD = Path(__file__).with_name("old")
KEPT = sorted(path.name for path in OLD.iterdir() if path.name[:4].isdigit())
NEW_TABLES = {
    "0002": {"signature", "delivery"},
    "0003": {"evidence", "action", "finding"},
    "0004": {"conflict", "review", "remark"},
}
PHOTO = "Una foto del año 2026".encode()


def test_a_base_of_every_release_is_kept():
    assert {name[:4] for name in KEPT} == set(REVISIONS)


@pytest.fixture(params=KEPT)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return shutil.copytree(OLD / request.param, tmp_path / request.param)


def later(old: Path) -> set[str]:
    """The tables that this release did not know yet."""
    return set().union(*(names for since, names in NEW_TABLES.items() if old.name[:4] < since))


def test_it_opens_with_everything_in_it(old):
    workspace = Workspace.open_demo(old)
    try:
        known = [table for table in tables.SYNCED if table.name not in later(old)]
        for table in tables.SYNCED:
            assert len(rows(workspace, table)) == (table in known), table.name
        (firm,) = rows(workspace, tables.firm)
        assert (firm["nit"], firm["legal_name"]) == ("2", "ñ legal_name")
        noted = {(row["entity"], row["field"]) for row in rows(workspace, tables.change)}
        assert noted == {(table.name, "*") for table in known} | {("firm", "nit")}
        assert workspace.attachments.get(hashlib.sha256(PHOTO).hexdigest()) == PHOTO
        with workspace.read() as connection:
            assert integrity_faults(driver_of(connection)) == []
    finally:
        workspace.close()


def test_it_has_todays_tables_and_triggers_after_opening(old, tmp_path):
    Workspace.open_demo(old).close()
    Workspace.create(tmp_path / "new", "", demo=True)[0].close()
    schemas: list[set[tuple[str, str]]] = []
    for folder in (old, tmp_path / "new"):
        with contextlib.closing(connect(folder / base.NAME, base_key(folder))) as connection:
            found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            schemas.append({(name, " ".join(sql.split())) for name, sql in found})
    assert schemas[0] == schemas[1], "after a change of the tables: a script, or make it anew"
