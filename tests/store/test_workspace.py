"""Making, opening, refusing and recovering a workspace."""

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
    Closed,
    NewerBase,
    NotABase,
    ShortPassphrase,
    TooSoon,
    UnsuitableFolder,
    WrongPassphrase,
)
from advisor_app.store.workspace import Workspace
from tests.store.records import CHEAP, add_firm, base_key, contents, count, rows

RIGHT = "café con leche"


def closed_demo(folder: Path) -> None:
    Workspace.create(folder, "", demo=True)[0].close()


def closed_with_passphrase(folder: Path, passphrase: str = RIGHT) -> str:
    workspace, code = Workspace.create(folder, passphrase, cost=CHEAP)
    workspace.close()
    return code


def set_revision(folder: Path, revision: str) -> None:
    with contextlib.closing(connect(folder / base.NAME, base_key(folder))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


# --- Making and opening ----------------------------------------------------------------------


def test_what_was_written_is_there_after_opening_again(folder):
    workspace, _code = Workspace.create(folder, "café con leche", cost=CHEAP)
    add_firm(workspace, legal_name="Panadería Ñandú")
    workspace.close()
    again = Workspace.open(folder, "café con leche")
    assert [row["legal_name"] for row in rows(again, tables.firm)] == ["Panadería Ñandú"]
    again.close()


def test_a_passphrase_is_the_same_however_the_keyboard_makes_its_accents(folder):
    closed_with_passphrase(folder, "con caf\N{LATIN SMALL LETTER E WITH ACUTE}")
    Workspace.open(folder, "con cafe\N{COMBINING ACUTE ACCENT}").close()


def test_a_demo_opens_by_itself_and_says_so(folder):
    closed_demo(folder)
    assert Workspace.inspect(folder) == "demo"
    workspace = Workspace.open_demo(folder)
    assert workspace.is_demo
    workspace.close()


def test_a_demo_opens_with_any_passphrase_too(folder):
    closed_demo(folder)
    Workspace.open(folder, "cualquiera").close()


def test_an_advisors_own_workspace_is_no_demo(folder):
    closed_with_passphrase(folder)
    assert Workspace.inspect(folder) == "locked"
    with pytest.raises(NotABase):
        Workspace.open_demo(folder)


def test_a_folder_that_does_not_exist_is_absent_and_stays_so(folder):
    assert Workspace.inspect(folder) == "absent"
    assert not folder.exists()


def test_an_empty_folder_is_absent(folder):
    folder.mkdir()
    assert Workspace.inspect(folder) == "absent"


def test_a_workspace_is_never_made_over_another(folder):
    closed_demo(folder)
    before = contents(folder)
    with pytest.raises(NotABase):
        Workspace.create(folder, "cualquiera", cost=CHEAP)
    assert contents(folder) == before


def test_only_the_owner_may_look_into_the_folder(folder):
    closed_demo(folder)
    if os.name != "nt":
        assert folder.stat().st_mode & 0o077 == 0


def test_a_closed_workspace_takes_and_gives_nothing(folder):
    workspace, _code = Workspace.create(folder, "", demo=True)
    workspace.close()
    workspace.close()
    with pytest.raises(Closed):
        workspace.write(lambda connection: None)
    with pytest.raises(Closed), workspace.read():
        pass


def test_readers_can_not_write(workspace):
    with pytest.raises(Exception, match="readonly"), workspace.read() as connection:
        connection.execute(tables.advisor.insert().values(id="a"))


def test_a_reader_sees_one_moment_of_the_base(workspace):
    add_firm(workspace, "firm-1")
    with workspace.read() as connection:
        before = connection.execute(tables.firm.select()).all()
        add_firm(workspace, "firm-2")
        assert connection.execute(tables.firm.select()).all() == before
    assert count(workspace, tables.firm) == 2


def test_everything_is_in_the_base_itself_after_closing(folder):
    workspace, _code = Workspace.create(folder, "", demo=True)
    add_firm(workspace)
    workspace.close()
    assert not (folder / "advisor.db-wal").exists()


# --- Wrong passphrases -----------------------------------------------------------------------


def test_a_wrong_passphrase_opens_nothing(folder):
    closed_with_passphrase(folder)
    with pytest.raises(WrongPassphrase):
        Workspace.open(folder, "cafe con leche")


def test_after_three_wrong_passphrases_even_the_right_one_waits(folder):
    closed_with_passphrase(folder)
    for _attempt in range(3):
        with pytest.raises(WrongPassphrase):
            Workspace.open(folder, "no")
    with pytest.raises(TooSoon) as refused:
        Workspace.open(folder, "café con leche")
    assert refused.value.wait_seconds == 5


def test_the_right_passphrase_forgives_the_wrong_ones(folder):
    closed_with_passphrase(folder)
    for passphrase in ("no", "no", "café con leche", "no", "no"):
        with contextlib.suppress(WrongPassphrase):
            Workspace.open(folder, passphrase).close()
    Workspace.open(folder, "café con leche").close()


# --- Recovery --------------------------------------------------------------------------------


def test_the_recovery_code_opens_it_and_gives_a_new_passphrase_and_a_new_code(folder):
    code = closed_with_passphrase(folder, "la olvidada")
    workspace, fresh = Workspace.recover(folder, f" {code.lower()} ", "clave nueva", cost=CHEAP)
    workspace.close()
    Workspace.open(folder, "clave nueva").close()
    with pytest.raises(WrongPassphrase):
        Workspace.open(folder, "la olvidada")
    with pytest.raises(WrongPassphrase):
        Workspace.recover(folder, code, "otra clave", cost=CHEAP)
    Workspace.recover(folder, fresh, "otra clave", cost=CHEAP)[0].close()


def test_recovery_does_not_wait_for_wrong_passphrases(folder):
    code = closed_with_passphrase(folder)
    for _attempt in range(3):
        with pytest.raises(WrongPassphrase):
            Workspace.open(folder, "no")
    workspace, _code = Workspace.recover(folder, code, "clave nueva", cost=CHEAP)
    workspace.close()
    Workspace.open(folder, "clave nueva").close()


def test_changing_the_passphrase_leaves_the_base_as_it_is(folder):
    workspace, code = Workspace.create(folder, "clave vieja", cost=CHEAP)
    workspace.change_passphrase("clave vieja", "clave nueva", cost=CHEAP)
    workspace.close()
    with pytest.raises(WrongPassphrase):
        Workspace.open(folder, "clave vieja")
    Workspace.open(folder, "clave nueva").close()
    Workspace.recover(folder, code, "otra clave", cost=CHEAP)[0].close()


def test_changing_the_passphrase_needs_the_old_one(folder):
    workspace, _code = Workspace.create(folder, "clave vieja", cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        workspace.change_passphrase("otra clave", "clave nueva", cost=CHEAP)
    workspace.close()
    Workspace.open(folder, "clave vieja").close()


def test_a_short_new_passphrase_changes_nothing(folder):
    code = closed_with_passphrase(folder)
    before = contents(folder)
    with pytest.raises(ShortPassphrase):
        Workspace.recover(folder, code, "corta", cost=CHEAP)
    assert contents(folder) == before
    with pytest.raises(ShortPassphrase):
        Workspace.create(folder.with_name("other"), "corta", cost=CHEAP)
    assert Workspace.inspect(folder.with_name("other")) == "absent"


def test_a_new_recovery_code_replaces_the_old_one(folder):
    workspace, old = Workspace.create(folder, "clave larga", cost=CHEAP)
    new = workspace.new_recovery_code()
    workspace.close()
    with pytest.raises(WrongPassphrase):
        Workspace.recover(folder, old, "cualquiera", cost=CHEAP)
    Workspace.recover(folder, new, "cualquiera", cost=CHEAP)[0].close()


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
