"""The key's wrappings, and what they withstand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from advisor_app.store import vault
from advisor_app.store.errors import NotABase, ShortPassphrase, WrongPassphrase
from advisor_app.store.vault import derive_key, load, new_vault
from tests.store.records import CHEAP


def test_passphrase_and_recovery_code_open_the_same_key():
    made, key, code = new_vault("clave larga", CHEAP)
    assert made.unlock("clave larga") == made.recover(code) == key


def test_nothing_of_the_key_the_passphrase_or_the_code_is_written(tmp_path):
    made, key, code = new_vault("una clave larga", CHEAP)
    made.save(tmp_path)
    written = (tmp_path / vault.NAME).read_text()
    assert key.hex() not in written
    assert "una clave larga" not in written
    assert code[:6] not in written


def test_a_vault_comes_back_as_it_was_saved(tmp_path):
    made, _key, _code = new_vault("clave larga", CHEAP)
    made.save(tmp_path)
    assert load(tmp_path) == made


def test_saving_leaves_no_draft_behind(tmp_path):
    new_vault("clave larga", CHEAP)[0].save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [vault.NAME]


def test_a_new_passphrase_or_code_keeps_the_key():
    made, key, code = new_vault("clave larga", CHEAP)
    changed = made.with_passphrase(key, "otra clave", CHEAP)
    assert changed.unlock("otra clave") == changed.recover(code) == key
    renewed, fresh = changed.with_new_code(key)
    assert renewed.recover(fresh) == key
    with pytest.raises(WrongPassphrase):
        renewed.recover(code)


def test_a_slot_of_another_workspace_opens_nothing():
    made, _key, _code = new_vault("clave larga", CHEAP)
    other, _other_key, _other_code = new_vault("clave larga", CHEAP)
    with pytest.raises(WrongPassphrase):
        replace(made, passphrase=other.passphrase).unlock("clave larga")


def test_a_slot_put_in_the_others_place_opens_nothing():
    made, _key, _code = new_vault("clave larga", CHEAP)
    with pytest.raises(WrongPassphrase):
        replace(made, recovery=made.passphrase, passphrase=made.recovery).unlock("clave larga")


def test_a_vault_without_a_slot_opens_nothing():
    with pytest.raises(WrongPassphrase):
        vault.demo_vault().unlock("clave larga")


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2**30},
        {"memory_kib": 1},
        {"passes": 10**6},
        {"lanes": 10**6},
        {"kdf": "md5"},
        {"salt": "AAAA"},
        {"nonce": "AAAA"},
        {"wrapped": "AAAA"},
        {"wrapped": 7},
    ],
)
def test_a_bent_slot_is_refused_before_it_costs_anything(tmp_path, change):
    made, _key, _code = new_vault("clave larga", CHEAP)
    made.save(tmp_path)
    record = json.loads((tmp_path / vault.NAME).read_text())
    record["slots"]["passphrase"].update(change)
    (tmp_path / vault.NAME).write_text(json.dumps(record))
    with pytest.raises(NotABase):
        load(tmp_path)


def test_each_purpose_has_a_key_of_its_own():
    key = bytes(32)
    assert len({derive_key(key, "base"), derive_key(key, "attachment content"), key}) == 3


def test_guessing_costs_what_is_recommended():
    assert (vault.NORMAL.memory_kib, vault.NORMAL.passes, vault.NORMAL.lanes) == (65536, 3, 4)


@pytest.mark.parametrize("short", ["", "1234567", "cafe\N{COMBINING ACUTE ACCENT}123"])
def test_a_short_passphrase_is_not_taken(short):
    with pytest.raises(ShortPassphrase):
        new_vault(short, CHEAP)
