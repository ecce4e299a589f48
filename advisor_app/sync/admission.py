"""How a laptop is let in: enrolled once, then a short token for each exchange.

Keys and signatures are base64url without padding. A signature is Ed25519 by the laptop's own key.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Annotated, Final

import msgspec

from advisor_app.sync.errors import BadMessage
from advisor_app.sync.wire import Count, Name  # noqa: TC001 - msgspec reads the annotations

SIGNATURE_HEADER: Final = "Advisor-Signature"

Key = Annotated[str, msgspec.Meta(max_length=120, pattern=r"^[A-Za-z0-9_-]*$")]
"""A key or a signature as it travels."""
Word = Annotated[str, msgspec.Meta(max_length=1_000, pattern=r"^[^\x00]*$")]
"""What a person types."""

_LETTERS: Final = re.compile(r"[A-Za-z0-9_-]*")


class Enrol(msgspec.Struct):
    """What a person says once for a new laptop.

    Attributes:
        code: the one-time code that the office gave for it.
        name: what the laptop is called in the office's list.
        key: its public key for signatures (Ed25519).
        sealing: its public key for what only it may open (X25519).
    """

    login: Word
    password: Word
    code: Word
    name: Word
    key: Key
    sealing: Key


class Enrolled(msgspec.Struct, omit_defaults=True):
    """The laptop is on the office's list.

    Attributes:
        device: its name there.
        person: the person's name as the office writes it.
        epoch: the life of the office.
        office: what the office calls itself.
        sealing: the office's public key for what only it may open (X25519), if it has one.
    """

    device: str
    user: str
    person: str
    role: str
    epoch: str
    office: str = ""
    sealing: str = ""


class TokenRequest(msgspec.Struct):
    """A laptop that wants to be let in.

    Attributes:
        at: its time in milliseconds since 1970.
        nonce: another one each time.
        signature: of what ``said_for_token`` gives.
    """

    device: Name
    at: Count
    nonce: Name
    signature: Key


class Token(msgspec.Struct):
    """What lets in for a while.

    Attributes:
        seconds: how long from now.
        now: the office's time in milliseconds since 1970.
    """

    token: str
    seconds: int
    now: int


class Me(msgspec.Struct, omit_defaults=True):
    """Who the office takes the caller for."""

    device: str
    user: str
    person: str
    role: str
    office: str = ""


def said_for_token(device: str, at: int, nonce: str) -> bytes:
    """What a laptop signs to be let in."""
    return f"advisor token\n{device}\n{at}\n{nonce}".encode()


def said_for_batch(body: bytes) -> bytes:
    """What a laptop signs of a batch: the SHA-256 of its JSON, before it is made small."""
    return said_for_digest(hashlib.sha256(body).hexdigest())


def said_for_digest(sha256: str) -> bytes:
    """The same, of the digest."""
    return f"advisor batch\n{sha256}".encode()


def to_text(raw: bytes) -> str:
    """A key or a signature as it travels."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """A key or a signature that travelled.

    Raises:
        BadMessage: it is not one.
    """
    try:
        if not _LETTERS.fullmatch(text):
            raise ValueError
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise BadMessage("base64") from error
