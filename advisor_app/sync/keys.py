"""The laptop's own keys, kept outside its base: in the system's key store where there is one.

Beside them lies the life of the base. Where the two don't agree, the base was brought back from a
copy or copied, and begins a life of its own before it speaks with the office again.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from advisor_app.sync import admission, local
from advisor_app.sync.errors import BadMessage

if TYPE_CHECKING:
    import sqlalchemy as sa
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from advisor_app.store.sealed import SealedNote

SERVICE: Final = "advisor-app"
_KEY_BYTES: Final = 32


class Shelf(Protocol):
    """Where a short secret is kept by name."""

    def get(self, name: str) -> str | None: ...
    def put(self, name: str, text: str) -> None: ...
    def remove(self, name: str) -> None: ...


class SealedShelf:
    """Beside the base, readable only while the workspace is open."""

    def __init__(self, note: SealedNote) -> None:
        self._note = note

    def get(self, name: str) -> str | None:
        found = self._note.read().get(name)
        return found if isinstance(found, str) else None

    def put(self, name: str, text: str) -> None:
        self._note.write(self._note.read() | {name: text})

    def remove(self, name: str) -> None:
        kept = self._note.read()
        if kept.pop(name, None) is not None:
            self._note.write(kept)


class SystemShelf:
    """The system's key store; what it does not take or does not give lies sealed instead."""

    def __init__(self, backend: Any, sealed: SealedShelf) -> None:  # noqa: ANN401 - keyring's own
        self._backend = backend
        self._sealed = sealed

    def get(self, name: str) -> str | None:
        from keyring.errors import KeyringError

        try:
            found = self._backend.get_password(SERVICE, name)
        except KeyringError:
            found = None
        return found or self._sealed.get(name)

    def put(self, name: str, text: str) -> None:
        from keyring.errors import KeyringError

        try:
            self._backend.set_password(SERVICE, name, text)
        except KeyringError:
            self._sealed.put(name, text)
        else:
            self._sealed.remove(name)

    def remove(self, name: str) -> None:
        from keyring.errors import KeyringError

        with contextlib.suppress(KeyringError):
            self._backend.delete_password(SERVICE, name)
        self._sealed.remove(name)


def shelf_beside(note: SealedNote) -> Shelf:
    """The system's key store, or a sealed note where the system has none that is safe."""
    import keyring

    sealed, backend = SealedShelf(note), keyring.get_keyring()
    return SystemShelf(backend, sealed) if backend.priority >= 1 else sealed


@dataclass(frozen=True, slots=True)
class LaptopKeys:
    """What the laptop signs with, what it opens sealed things with, and the life they go with."""

    signing: bytes
    sealing: bytes
    inc: str

    @classmethod
    def fresh(cls, inc: str) -> LaptopKeys:
        """New keys."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        signing, sealing = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        return cls(signing.private_bytes_raw(), sealing.private_bytes_raw(), inc)

    def sign(self, said: bytes) -> bytes:
        """The signature of what is said."""
        return self._key.sign(said)

    @property
    def public(self) -> str:
        """What the office knows the signatures by."""
        return admission.to_text(self._key.public_key().public_bytes_raw())

    @property
    def public_sealing(self) -> str:
        """What the office seals with for this laptop only."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        key = X25519PrivateKey.from_private_bytes(self.sealing).public_key()
        return admission.to_text(key.public_bytes_raw())

    @property
    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing)


def load(shelf: Shelf, name: str) -> LaptopKeys | None:
    """The keys that were kept; none where there are none, or what lies there is damaged."""
    text = shelf.get(name)
    if text is None:
        return None
    try:
        kept = json.loads(text)
        signing, sealing = (admission.from_text(kept[part]) for part in ("signing", "sealing"))
        found = LaptopKeys(signing, sealing, str(kept["inc"]))
    except (ValueError, TypeError, KeyError, BadMessage):
        return None
    return found if len(signing) == len(sealing) == _KEY_BYTES else None


def keep(shelf: Shelf, name: str, keys: LaptopKeys) -> None:
    """Keep the keys instead of those before."""
    kept = {
        "signing": admission.to_text(keys.signing),
        "sealing": admission.to_text(keys.sealing),
        "inc": keys.inc,
    }
    shelf.put(name, json.dumps(kept))


def live_on(c: sa.Connection, keys: LaptopKeys) -> LaptopKeys:
    """The keys with the life that the base goes on in: a new one where it was brought back."""
    if local.life(c) != keys.inc:
        local.begin_life(c)
    return LaptopKeys(keys.signing, keys.sealing, local.life(c))
