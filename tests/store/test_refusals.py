"""Workspaces that are refused, untouched, and what a crash while making one leaves."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app.schema import tables
from advisor_app.store import base
from advisor_app.store.database import connect
from advisor_app.store.errors import (
    AlreadyOpen,
    NewerBase,
    NotABase,
    UnsuitableFolder,
    WrongPassphrase,
)
from advisor_app.store.workspace import Workspace
from tests.store.records import (
    CHEAP,
    add_firm,
    base_key,
    closed_demo,
    closed_with_passphrase,
    contents,
    rows,
)


def set_revision(folder: Path, revision: str) -> None:
    with contextlib.closing(connect(folder / base.NAME, base_key(folder))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


# --- Second instance -------------------------------------------------------------------------


def test_a_second_window_is_refused(workspace):
    with pytest.raises(AlreadyOpen):
        Workspace.open_demo(workspace.folder)
    with pytest.raises(AlreadyOpen):
        Workspace.inspect(workspace.folder)
    add_firm(workspace)


def test_another_program_is_refused_too(workspace):
    script = (
        "import sys, pathlib\n"
        "from advisor_app.store.workspace import Workspace\n"
        "from advisor_app.store.errors import AlreadyOpen\n"
        "try:\n    Workspace.open_demo(pathlib.Path(sys.argv[1]))\n"
        "except AlreadyOpen:\n    sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, workspace.folder], check=False)
    assert done.returncode == 7


def test_after_closing_another_may_open_it(folder):
    closed_demo(folder)
    Workspace.open_demo(folder).close()
    Workspace.open_demo(folder).close()


def test_a_refusal_leaves_no_lock_behind(folder):
    closed_with_passphrase(folder)
    with pytest.raises(WrongPassphrase):
        Workspace.open(folder, "no")
    assert Workspace.inspect(folder) == "locked"


# --- What is no base, or not for this version ------------------------------------------------


def damaged_vaults() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "no JSON", b"\x00\xff"
    yield "a list", b"[]"
    yield "a format that is no number", b'{"format": "x"}'
    yield "no slots", b'{"format": 1, "workspace": "6e5a4c38-52b0-4a3c-8f68-52b9c9b1a111"}'
    yield (
        "a demo with a short key",
        (
            b'{"format": 1, "workspace": "6e5a4c38-52b0-4a3c-8f68-52b9c9b1a111",'
            b' "demo": true, "key": "00"}'
        ),
    )


@pytest.mark.parametrize(("what", "vault"), list(damaged_vaults()))
def test_a_damaged_vault_is_refused_and_left_alone(folder, what, vault):
    closed_demo(folder)
    (folder / "vault.json").write_bytes(vault)
    before = contents(folder)
    with pytest.raises(NotABase):
        Workspace.inspect(folder)
    with pytest.raises(NotABase):
        Workspace.open(folder, "x")
    assert contents(folder) == before


def test_a_base_without_its_vault_is_refused_and_left_alone(folder):
    closed_demo(folder)
    (folder / "vault.json").unlink()
    before = contents(folder)
    for attempt in (
        lambda: Workspace.inspect(folder),
        lambda: Workspace.open(folder, "x"),
        lambda: Workspace.create(folder, "cualquiera", cost=CHEAP),
    ):
        with pytest.raises(NotABase):
            attempt()
    assert contents(folder) == before


def test_a_vault_without_its_base_is_refused_and_left_alone(folder):
    closed_demo(folder)
    (folder / "advisor.db").unlink()
    before = contents(folder)
    with pytest.raises(NotABase):
        Workspace.inspect(folder)
    with pytest.raises(NotABase):
        Workspace.create(folder, "cualquiera", cost=CHEAP)
    assert contents(folder) == before


@pytest.mark.parametrize("junk", [b"", b"SQLite format 3\x00" + bytes(4080), os.urandom(9000)])
def test_a_file_that_is_no_base_is_refused_and_left_alone(folder, junk):
    closed_demo(folder)
    (folder / "advisor.db").write_bytes(junk)
    before = contents(folder)
    with pytest.raises(NotABase):
        Workspace.open_demo(folder)
    assert contents(folder) == before


def test_the_base_of_another_workspace_is_refused_and_left_alone(folder, tmp_path):
    closed_demo(folder)
    closed_demo(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "advisor.db", folder / "advisor.db")
    before = contents(folder)
    with pytest.raises(NotABase):
        Workspace.open_demo(folder)
    assert contents(folder) == before


def test_a_damaged_page_is_noticed_when_it_is_read(folder):
    workspace, _code = Workspace.create(folder, "", demo=True)
    for number in range(50):
        add_firm(workspace, f"firm-{number}", access_note="x" * 40_000)
    workspace.close()
    path = folder / "advisor.db"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(bytes(100))
    again = Workspace.open_demo(folder)
    with pytest.raises(NotABase):
        rows(again, tables.firm)
    again.close()


def test_a_newer_base_is_refused_and_left_alone(folder):
    closed_demo(folder)
    set_revision(folder, "9999")
    before = contents(folder)
    with pytest.raises(NewerBase):
        Workspace.open_demo(folder)
    assert contents(folder) == before


def test_a_newer_base_with_a_log_from_a_crash_is_left_alone_byte_for_byte(folder, tmp_path):
    closed_demo(folder)
    set_revision(folder, "9999")
    # a copy taken while it is open is what a crash leaves: the base and its log
    crashed = tmp_path / "crashed"
    with contextlib.closing(connect(folder / base.NAME, base_key(folder))) as connection:
        connection.execute("INSERT INTO advisor (id) VALUES ('a')")
        shutil.copytree(folder, crashed)
    before = contents(crashed)
    assert before["advisor.db-wal"]
    with pytest.raises(NewerBase):
        Workspace.open_demo(crashed)
    assert contents(crashed) == before


def test_recovering_a_newer_base_changes_neither_base_nor_vault(folder):
    closed_demo(folder)
    set_revision(folder, "9999")
    with pytest.raises((NewerBase, WrongPassphrase)):
        Workspace.recover(folder, "00000-00000", "cualquiera")


def test_a_vault_of_a_newer_format_is_refused_as_newer(folder):
    closed_demo(folder)
    vault = json.loads((folder / "vault.json").read_bytes())
    (folder / "vault.json").write_text(json.dumps(vault | {"format": 2}))
    with pytest.raises(NewerBase):
        Workspace.inspect(folder)


def test_a_base_without_a_revision_is_no_base_of_ours(folder):
    closed_demo(folder)
    with contextlib.closing(connect(folder / base.NAME, base_key(folder))) as connection:
        connection.execute("DELETE FROM alembic_version")
    with pytest.raises(NotABase):
        Workspace.open_demo(folder)
    with contextlib.closing(connect(folder / base.NAME, base_key(folder))) as connection:
        connection.execute("DROP TABLE alembic_version")
    with pytest.raises(NotABase):
        Workspace.open_demo(folder)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path):
    place = tmp_path / "workspace"
    place.write_text("no")
    with pytest.raises(UnsuitableFolder) as refused:
        Workspace.inspect(place)
    assert refused.value.reason == "not_a_folder"


# --- A crash while it is being made ----------------------------------------------------------


def test_a_base_made_before_its_vault_does_not_count(folder):
    closed_demo(folder)
    (folder / "vault.json").unlink()
    (folder / "advisor.db").rename(folder / "advisor.db.new")
    assert Workspace.inspect(folder) == "absent"
    closed_demo(folder)
    assert Workspace.inspect(folder) == "demo"
    assert not (folder / "advisor.db.new").exists()


def test_a_workspace_with_a_vault_is_finished_when_it_is_opened(folder):
    closed_demo(folder)
    (folder / "advisor.db").rename(folder / "advisor.db.new")
    assert Workspace.inspect(folder) == "demo"
    Workspace.open_demo(folder).close()
    assert (folder / "advisor.db").exists()


def test_a_failure_while_making_it_leaves_nothing(folder, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise OSError("the disk went away")

    monkeypatch.setattr("advisor_app.store.vault.Vault.save", fail)
    with pytest.raises(OSError, match="went away"):
        Workspace.create(folder, "", demo=True)
    monkeypatch.undo()
    assert contents(folder) == {}
    closed_demo(folder)
