"""Making, opening, refusing and recovering a workspace."""

from __future__ import annotations

import contextlib
import os

import pytest

from advisor_app.schema import tables
from advisor_app.store.errors import (
    Closed,
    DiskTrouble,
    NotABase,
    ShortPassphrase,
    TooSoon,
    WrongPassphrase,
)
from advisor_app.store.workspace import Workspace
from tests.store.records import (
    CHEAP,
    add_firm,
    closed_demo,
    closed_with_passphrase,
    contents,
    count,
    rows,
)

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
    with pytest.raises(DiskTrouble), workspace.read() as connection:
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
