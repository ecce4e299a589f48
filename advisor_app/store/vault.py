"""The workspace's key, wrapped by the passphrase and by the recovery code."""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
import uuid
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from advisor_app.store import recovery_code
from advisor_app.store.durable import write_whole
from advisor_app.store.errors import NewerBase, NotABase, ShortPassphrase, WrongPassphrase

NAME: Final = "vault.json"
FORMAT: Final = 1
KEY_BYTES: Final = 32
SHORTEST: Final = 8
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
# what a file says that somebody or something bent: other kinds, endless numbers, endless depth
_BENT: Final = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs (Argon2id)."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4

    def is_sane(self) -> bool:
        """Within what a laptop can do, so that a bent file can't hang it."""
        return (
            8 * self.lanes <= self.memory_kib <= 2**21
            and 1 <= self.passes <= 100
            and 1 <= self.lanes <= 64
        )


NORMAL: Final = Cost()


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapping of the workspace's key."""

    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost | None  # None: the secret is random itself and needs no slow derivation


@dataclass(frozen=True, slots=True)
class Vault:
    """What is written in the clear beside the base; a demo's key is, on purpose."""

    workspace: str
    passphrase: Slot | None = None
    recovery: Slot | None = None
    demo_key: bytes | None = None

    @property
    def is_demo(self) -> bool:
        """Whether it opens by itself."""
        return self.demo_key is not None

    @property
    def mark(self) -> str:
        """Another one after each change of passphrase or code."""
        return hashlib.sha256(json.dumps(to_record(self)).encode()).hexdigest()[:16]

    def unlock(self, passphrase: str) -> bytes:
        """The key behind the passphrase.

        Raises:
            WrongPassphrase: it is another one.
        """
        return self._open("passphrase", self.passphrase, _typed(passphrase))

    def recover(self, code: str) -> bytes:
        """The key behind the recovery code.

        Raises:
            WrongRecoveryCode: the code has a slip in it.
            WrongPassphrase: it is a code, of another workspace or an older one.
        """
        return self._open("recovery", self.recovery, recovery_code.parse(code))

    def with_passphrase(self, key: bytes, passphrase: str, cost: Cost = NORMAL) -> Vault:
        """The same key behind another passphrase.

        Raises:
            ShortPassphrase: it would be guessed.
        """
        if len(_typed(passphrase).decode()) < SHORTEST:
            raise ShortPassphrase(SHORTEST)
        return replace(self, passphrase=self._wrap("passphrase", key, _typed(passphrase), cost))

    def with_new_code(self, key: bytes) -> tuple[Vault, str]:
        """The same key behind a fresh recovery code; the old code opens nothing any more."""
        code = recovery_code.new_code()
        slot = self._wrap("recovery", key, recovery_code.parse(code), None)
        return replace(self, recovery=slot), code

    def save(self, folder: Path) -> None:
        """Write it, whole or not at all."""
        write_whole(folder / NAME, [json.dumps(to_record(self), indent=1).encode()])

    def _wrap(self, name: str, key: bytes, secret: bytes, cost: Cost | None) -> Slot:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        wrapping = _derive(secret, salt, cost)
        wrapped = AESGCM(wrapping).encrypt(nonce, key, self._label(name))
        return Slot(salt, nonce, wrapped, cost)

    def _open(self, name: str, slot: Slot | None, secret: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if slot is None:
            raise WrongPassphrase
        wrapping = _derive(secret, slot.salt, slot.cost)
        try:
            return AESGCM(wrapping).decrypt(slot.nonce, slot.wrapped, self._label(name))
        except InvalidTag as error:
            raise WrongPassphrase from error

    def _label(self, name: str) -> bytes:
        """What a wrapping is bound to, so that slots can't be swapped or carried elsewhere."""
        return f"advisor vault {FORMAT} {self.workspace} {name}".encode()


def new_vault(passphrase: str, cost: Cost = NORMAL) -> tuple[Vault, bytes, str]:
    """A vault, its key and its recovery code.

    Raises:
        ShortPassphrase: it would be guessed.
    """
    key = secrets.token_bytes(KEY_BYTES)
    vault = Vault(str(uuid.uuid4())).with_passphrase(key, passphrase, cost)
    vault, code = vault.with_new_code(key)
    return vault, key, code


def demo_vault() -> Vault:
    """A vault that opens by itself, for invented firms."""
    return Vault(str(uuid.uuid4()), demo_key=secrets.token_bytes(KEY_BYTES))


def load(folder: Path) -> Vault:
    """The vault of a workspace.

    Raises:
        NotABase: missing or not a vault.
        NewerBase: written by a newer version.
    """
    try:
        record = json.loads((folder / NAME).read_bytes())
        return from_record(record)
    except (OSError, *_BENT) as error:
        raise NotABase from error


def derive_key(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """A key for one purpose; from it no other can be had."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = f"advisor {purpose}".encode()
    return HKDF(SHA256(), KEY_BYTES, salt or None, info).derive(key)


def _typed(passphrase: str) -> bytes:
    # the same ñ whether the keyboard sends one character or two
    return unicodedata.normalize("NFC", passphrase).encode()


def _derive(secret: bytes, salt: bytes, cost: Cost | None) -> bytes:
    if cost is None:
        return derive_key(secret, "recovery", salt)
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )


def to_record(vault: Vault) -> dict[str, Any]:
    """The vault as it is written."""
    record: dict[str, Any] = {"format": FORMAT, "workspace": vault.workspace}
    if vault.demo_key is not None:
        return record | {"demo": True, "key": vault.demo_key.hex()}
    slots = {"passphrase": vault.passphrase, "recovery": vault.recovery}
    record["slots"] = {name: _slot_json(slot) for name, slot in slots.items() if slot}
    return record


def _slot_json(slot: Slot) -> dict[str, Any]:
    record: dict[str, Any] = {"kdf": "hkdf-sha256"}
    if slot.cost is not None:
        record = {
            "kdf": "argon2id",
            "memory_kib": slot.cost.memory_kib,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
        }
    for name in ("salt", "nonce", "wrapped"):
        record[name] = b64encode(getattr(slot, name)).decode()
    return record


def from_record(record: Mapping[str, Any]) -> Vault:
    """The vault of a record.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: it is none.
        NewerBase: of a newer version.
    """
    if int(record["format"]) > FORMAT:
        raise NewerBase
    workspace = str(uuid.UUID(record["workspace"]))
    if record.get("demo") is True:
        key = bytes.fromhex(record["key"])
        if len(key) != KEY_BYTES:
            raise ValueError("the key has the wrong length")
        return Vault(workspace, demo_key=key)
    slots = record["slots"]
    return Vault(workspace, _slot(slots["passphrase"]), _slot(slots["recovery"]))


def _slot(record: Mapping[str, Any]) -> Slot:
    cost = None
    if record["kdf"] == "argon2id":
        cost = Cost(*(int(record[name]) for name in ("memory_kib", "passes", "lanes")))
        if not cost.is_sane():
            raise ValueError("the cost is out of bounds")
    elif record["kdf"] != "hkdf-sha256":
        raise ValueError("unknown derivation")
    salt, nonce, wrapped = (b64decode(record[name]) for name in ("salt", "nonce", "wrapped"))
    if len(salt) != _SALT_BYTES or len(nonce) != _NONCE_BYTES or len(wrapped) != KEY_BYTES + 16:
        raise ValueError("a part has the wrong length")
    return Slot(salt, nonce, wrapped, cost)
