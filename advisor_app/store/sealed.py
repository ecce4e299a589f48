"""A small note beside the base that only the open workspace can read."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any, Final

from advisor_app.store.durable import write_whole

if TYPE_CHECKING:
    from pathlib import Path

_NONCE: Final = 12


class SealedNote:
    """Keeps a few named values in one encrypted file; one that can't be read is empty."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def read(self) -> dict[str, Any]:
        """The values."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            raw = self._path.read_bytes()
            found = json.loads(AESGCM(self._key).decrypt(raw[:_NONCE], raw[_NONCE:], None))
        except (OSError, InvalidTag, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, values: dict[str, Any]) -> None:
        """Keep the values instead of those before.

        Raises:
            DiskFull: those before are kept.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self._key).encrypt(nonce, json.dumps(values).encode(), None)
        write_whole(self._path, [nonce + sealed])
