"""Values of persons in the history, each under a key of its own that can be destroyed.

The records themselves are blanked when an erasure is granted; the history can't be, because its
digests are chained. So what it keeps of a person was never more than a text under that person's
key, and without the key it is nothing. What the chain hashes stays the same.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from advisor_app.schema.columns import now_text
from advisor_app.schema.office import person_key
from advisor_app.sync.policy import fields_of

if TYPE_CHECKING:
    from advisor_app.sync.wire import Block, Value

_SEALED: Final = "\x1f"
"""How a sealed value begins: a character that nobody can type."""
_NONCE: Final = 12
_AT_ONCE: Final = 400
_OPEN_OF_PERSON: Final = frozenset({"firm_id", "bucket", "created_at", "_deleted", "role"})
_OF_FIRM: Final = frozenset(
    {"nit", "nit_dv", "legal_name", "trade_name", "registration_no", "address", "lat", "lon"}
)


def personal_fields(entity: str) -> frozenset[str]:
    """The fields of a table that tell who somebody is; a firm may be one person."""
    if entity == "person":
        return fields_of("person") - _OPEN_OF_PERSON
    return _OF_FIRM if entity == "firm" else frozenset()


def seal(c: sa.Connection, blocks: Iterable[Block]) -> list[Block]:
    """The blocks as the history keeps them."""
    return [_sealed(c, block) if personal_fields(block.e) else block for block in blocks]


def unseal(c: sa.Connection, blocks: Iterable[Block]) -> list[Block]:
    """The blocks as they came; what was erased is empty."""
    return [_opened(c, block) if personal_fields(block.e) else block for block in blocks]


def destroy(c: sa.Connection, subject: str) -> None:
    """Make what the history keeps of somebody unreadable, for ever."""
    k = person_key
    gone = {"wrapped": None, "destroyed_at": now_text()}
    if c.execute(k.update().where(k.c.subject == subject).values(gone)).rowcount == 0:
        c.execute(k.insert().values(subject=subject, **gone))


def destroyed(c: sa.Connection, subjects: Sequence[str]) -> frozenset[str]:
    """Which of these were erased."""
    k = person_key
    found: set[str] = set()
    for start in range(0, len(subjects), _AT_ONCE):
        part = subjects[start : start + _AT_ONCE]
        query = sa.select(k.c.subject).where(k.c.subject.in_(part), k.c.destroyed_at.is_not(None))
        found.update(c.execute(query).scalars())
    return frozenset(found)


def _sealed(c: sa.Connection, block: Block) -> Block:
    """Each row with its personal values sealed; what all rows have alike is told row by row."""
    personal = personal_fields(block.e)
    alike = {name: value for name, value in block.k.items() if name in personal}
    columns = [*block.c, *alike]
    rows: list[list[Any]] = []
    for row in block.r:
        head, values = row[:4], [*row[4:], *alike.values()]
        if isinstance(head[3], list):
            head[3] = [*head[3], *(0 for _name in alike)]
        cipher = _cipher(c, str(row[0]))
        for place, name in enumerate(columns):
            if name in personal and values[place] is not None:
                values[place] = _closed(cipher, name, values[place])
        rows.append([*head, *values])
    rest = {name: value for name, value in block.k.items() if name not in personal}
    return msgspec.structs.replace(block, c=columns, r=rows, k=rest)


def _opened(c: sa.Connection, block: Block) -> Block:
    rows: list[list[Any]] = []
    for row in block.r:
        cipher = _cipher(c, str(row[0]), make=False)
        values = [_read(cipher, n, v) for n, v in zip(block.c, row[4:], strict=True)]
        rows.append([*row[:4], *values])
    return msgspec.structs.replace(block, r=rows)


def _cipher(c: sa.Connection, subject: str, *, make: bool = True) -> AESGCM | None:
    """The cipher of somebody's values; none after an erasure."""
    k = person_key
    row = c.execute(sa.select(k.c.wrapped).where(k.c.subject == subject)).first()
    if row is not None:
        return AESGCM(bytes(row.wrapped)) if row.wrapped else None
    if not make:
        return None
    key = secrets.token_bytes(32)
    c.execute(k.insert().values(subject=subject, wrapped=key))
    return AESGCM(key)


def _closed(cipher: AESGCM | None, name: str, value: Value) -> str | None:
    if cipher is None:
        return None
    nonce = secrets.token_bytes(_NONCE)
    told = cipher.encrypt(nonce, json.dumps(value).encode(), name.encode())
    return _SEALED + b64encode(nonce + told).decode()


def _read(cipher: AESGCM | None, name: str, value: Any) -> Value:  # noqa: ANN401 - as it was kept
    if not isinstance(value, str) or not value.startswith(_SEALED):
        return value
    if cipher is None:
        return None
    data = b64decode(value.removeprefix(_SEALED))
    try:
        told = cipher.decrypt(data[:_NONCE], data[_NONCE:], name.encode())
    except InvalidTag:
        return None
    return json.loads(told)
