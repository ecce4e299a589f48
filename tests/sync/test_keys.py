"""The laptop's own keys, and how a base that was brought back is told by them."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import keyring.backend
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from keyring.errors import KeyringError, PasswordDeleteError

from advisor_app.store.sealed import SealedNote
from advisor_app.sync import admission, keys, local
from advisor_app.sync.keys import LaptopKeys, SealedShelf
from tests.sync.world import Laptop, at


class Store(keyring.backend.KeyringBackend):
    """A key store of the system."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service, username):
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _open(self) -> None:
        if self.locked:
            raise KeyringError


@pytest.fixture
def store() -> Iterator[Store]:
    before, made = keyring.get_keyring(), Store()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def note(tmp_path) -> SealedNote:
    return SealedNote(tmp_path / "note", b"k" * 32)


@pytest.fixture
def laptop() -> Iterator[Laptop]:
    made = Laptop("A", at)
    yield made
    made.close()


def test_keys_lie_in_the_system_s_store_and_not_beside_the_base(store, note):
    made = LaptopKeys.fresh("life")
    keys.keep(keys.shelf_beside(note), "w", made)
    assert keys.load(keys.shelf_beside(note), "w") == made
    assert note.read() == {}
    assert list(store.kept) == [(keys.SERVICE, "w")]


def test_keys_lie_sealed_where_the_system_has_no_store(note, tmp_path):
    made = LaptopKeys.fresh("life")
    shelf = keys.shelf_beside(note)
    assert isinstance(shelf, SealedShelf)
    keys.keep(shelf, "w", made)
    assert keys.load(shelf, "w") == made
    assert admission.to_text(made.signing).encode() not in (tmp_path / "note").read_bytes()


def test_a_store_that_stays_locked_does_not_stop_the_laptop(store, note):
    store.locked = True
    made = LaptopKeys.fresh("life")
    keys.keep(keys.shelf_beside(note), "w", made)
    assert keys.load(keys.shelf_beside(note), "w") == made


def test_keys_that_are_taken_away_lie_nowhere(store, note):
    shelf = keys.shelf_beside(note)
    keys.keep(shelf, "w", LaptopKeys.fresh("life"))
    shelf.remove("w")
    shelf.remove("w")
    assert keys.load(shelf, "w") is None
    assert store.kept == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"signing":"AA","sealing":"AA","inc":"x"}', "7"])
def test_what_is_damaged_in_the_store_is_no_key(store, note, text):
    store.set_password(keys.SERVICE, "w", text)
    assert keys.load(keys.shelf_beside(note), "w") is None


def test_the_office_can_check_what_the_laptop_signed():
    made = LaptopKeys.fresh("life")
    public = Ed25519PublicKey.from_public_bytes(admission.from_text(made.public))
    public.verify(made.sign(b"said"), b"said")
    assert len(admission.from_text(made.public_sealing)) == 32


def test_a_base_goes_on_in_its_life(laptop):
    life = laptop.write(local.life)
    laptop.write(lambda c: local.put(c, local.NUMBER, 7))
    kept = laptop.write(lambda c: keys.live_on(c, LaptopKeys.fresh(life)))
    assert kept.inc == life
    assert laptop.read(lambda c: local.number(c, local.NUMBER)) == 7


def test_a_base_that_was_brought_back_begins_another(laptop):
    old = laptop.write(local.life)
    laptop.write(lambda c: local.put(c, local.NUMBER, 7))
    kept = laptop.write(lambda c: keys.live_on(c, LaptopKeys.fresh("another")))
    assert kept.inc == laptop.write(local.life)
    assert kept.inc not in (old, "another")
    assert laptop.read(lambda c: local.number(c, local.NUMBER)) == 0
