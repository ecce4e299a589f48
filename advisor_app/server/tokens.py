"""Letting laptops in: a proof that they hold their key, then a token for a quarter of an hour."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from advisor_app.schema import office
from advisor_app.server import identity
from advisor_app.server.engine import now_ms
from advisor_app.server.errors import Refused
from advisor_app.sync.admission import Token, TokenRequest, from_text, said_for_token
from advisor_app.sync.errors import BadMessage

if TYPE_CHECKING:
    from joserfc.jwk import OKPKey

    from advisor_app.server.engine import Base

SECONDS: Final = 15 * 60
_ALGORITHM: Final = "Ed25519"
_OFF_MS: Final = 15 * 60 * 1000
_MOST_NONCES: Final = 200_000
_LONGEST_TOKEN: Final = 2_000
_SIGNING: Final = "signing_key"
_SEALING: Final = "sealing_key"


class Keys:
    """The office's own keys, made when they are first needed and kept in its base."""

    def __init__(self, base: Base) -> None:
        from joserfc.jwk import OKPKey

        with base.writing() as c:
            self._signing = OKPKey.import_key({"kty": "OKP"} | _kept(c, _SIGNING, "Ed25519"))
            self.sealing = str(_kept(c, _SEALING, "X25519")["x"])

    @property
    def signing(self) -> OKPKey:
        """What tokens are signed with."""
        return self._signing


class Gate:
    """Gives tokens to laptops that prove who they are, and reads them."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self.keys = Keys(base)
        self._nonces = _Nonces()

    def token_for(self, asked: TokenRequest) -> Token:
        """A token for the laptop that signed this.

        Raises:
            Refused: it is not the laptop, its clock is off, or the proof was used before.
        """
        with self._base.reading() as c:
            _caller, key = identity.admitted(c, asked.device)
        if not is_signed(key, said_for_token(asked.device, asked.at, asked.nonce), asked.signature):
            raise Refused("token")
        self._nonces.use(asked.device, asked.nonce, asked.at)
        return Token(self.sign(asked.device), SECONDS, now_ms())

    def sign(self, device: str) -> str:
        """A token of that laptop."""
        from joserfc import jwt

        issued = now_ms() // 1000
        claims = {"sub": device, "iat": issued, "exp": issued + SECONDS}
        return jwt.encode({"alg": _ALGORITHM}, claims, self.keys.signing, algorithms=[_ALGORITHM])

    def device_of(self, token: str) -> str:
        """The laptop that a token was given to.

        Raises:
            Refused: it is not one of this office, or its time is over.
        """
        from joserfc import jwt
        from joserfc.errors import JoseError

        if len(token) > _LONGEST_TOKEN:
            raise Refused("token")
        try:
            claims = jwt.decode(token, self.keys.signing, algorithms=[_ALGORITHM]).claims
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise Refused("token") from error
        device, until = claims.get("sub"), claims.get("exp")
        if not isinstance(device, str) or not device.isprintable() or not isinstance(until, int):
            raise Refused("token")
        if until * 1000 <= now_ms():
            raise Refused("token")
        return device


def is_signed(key: str, said: bytes, signature: str) -> bool:
    """Whether the holder of a key has signed this."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(from_text(key)).verify(from_text(signature), said)
    except (InvalidSignature, BadMessage, ValueError):
        return False
    return True


class _Nonces:
    """Proofs that were used; each counts once, also across a start of the office."""

    def __init__(self) -> None:
        self._started = now_ms()
        self._used: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._turn = threading.Lock()

    def use(self, device: str, nonce: str, at: int) -> None:
        """Take a proof.

        Raises:
            Refused: its time is off, or it was used before.
        """
        now = now_ms()
        # what was said before this start may have been used before it
        if not max(now - _OFF_MS, self._started) <= at <= now + _OFF_MS:
            raise Refused("clock")
        with self._turn:
            while self._used and next(iter(self._used.values())) < now - 2 * _OFF_MS:
                self._used.popitem(last=False)
            if (device, nonce) in self._used:
                raise Refused("token")
            if len(self._used) >= _MOST_NONCES:
                raise Refused("busy")
            self._used[device, nonce] = now


def _kept(c: sa.Connection, name: str, curve: str) -> dict[str, Any]:
    """A key pair of the office as it lies in its settings."""
    import msgspec
    from joserfc.jwk import OKPKey

    s = office.setting
    known = c.execute(sa.select(s.c.value).where(s.c.name == name)).scalar()
    if known is None:
        made = OKPKey.generate_key(curve, private=True).as_dict(private=True)  # pyright: ignore[reportArgumentType]  # the names are the library's
        known = msgspec.json.encode(made).decode()
        c.execute(s.insert().values(name=name, value=known))
    return msgspec.json.decode(known, type=dict[str, Any])
