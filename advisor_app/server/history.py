"""The history: every batch as it was taken, each chained to the one before by its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from advisor_app.schema.columns import now_text
from advisor_app.schema.office import batch as table
from advisor_app.server import seals
from advisor_app.sync import packing
from advisor_app.sync.wire import Block

if TYPE_CHECKING:
    from advisor_app.server.access import Caller
    from advisor_app.server.ledger import Batch


def knows(c: sa.Connection, batch_id: str) -> bool:
    """Whether a batch was taken already."""
    return c.execute(sa.select(table.c.id).where(table.c.id == batch_id)).first() is not None


def keep(
    c: sa.Connection,
    caller: Caller,
    batch: Batch,
    versions: tuple[int, int],
    statuses: Mapping[int, str],
) -> None:
    """Add a batch to the history."""
    message = batch.message
    values = {
        "id": message.id,
        "inc": message.inc,
        "no": message.no,
        "sha256": batch.sha256,
        "signature": batch.signature,
        "body": packing.shrink(packing.to_json(seals.seal(c, message.blocks)), quick=True),
        "statuses": packing.to_json({str(n): status for n, status in statuses.items()}).decode(),
    }
    _add(c, caller, versions, values)


def keep_own(
    c: sa.Connection,
    caller: Caller,
    name: str,
    versions: tuple[int, int],
    told: Mapping[str, str],
) -> None:
    """Add what somebody had the office do, in a few words without anybody's values."""
    body = packing.to_json(told)
    digest = hashlib.sha256(body).hexdigest()
    _add(c, caller, versions, {"id": name, "no": 0, "sha256": digest, "statuses": body.decode()})


def blocks_of(c: sa.Connection, batch_id: str) -> list[Block]:
    """What a batch brought; what was erased since is empty."""
    body = c.execute(sa.select(table.c.body).where(table.c.id == batch_id)).scalar()
    if body is None:
        return []
    return seals.unseal(c, packing.from_json(packing.grow(bytes(body)), list[Block]))


def _add(
    c: sa.Connection, caller: Caller, versions: tuple[int, int], values: Mapping[str, object]
) -> None:
    first, last = versions
    before = c.execute(sa.select(table.c.digest).order_by(table.c.last.desc()).limit(1)).scalar()
    chained = "\n".join([before or "", *map(str, (values["id"], first, last, values["sha256"]))])
    about = {
        "first": first,
        "last": last,
        "device": caller.device,
        "user_id": caller.user,
        "received_at": now_text(),
        "before": before,
        "digest": hashlib.sha256(chained.encode()).hexdigest(),
    }
    c.execute(table.insert().values({**values, **about}))
