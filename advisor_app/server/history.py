"""The history: every batch as it was taken, each chained to the one before by its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from advisor_app.schema.columns import now_text
from advisor_app.schema.office import batch as table
from advisor_app.sync import packing

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
    first, last = versions
    before = c.execute(sa.select(table.c.digest).order_by(table.c.last.desc()).limit(1)).scalar()
    body = packing.shrink(packing.to_json(batch.message.blocks))
    told = packing.to_json({str(number): status for number, status in statuses.items()}).decode()
    chained = "\n".join([before or "", batch.message.id, str(first), str(last), batch.sha256])
    values = {
        "id": batch.message.id,
        "first": first,
        "last": last,
        "device": caller.device,
        "user_id": caller.user,
        "inc": batch.message.inc,
        "no": batch.message.no,
        "sha256": batch.sha256,
        "signature": batch.signature,
        "received_at": now_text(),
        "body": body,
        "statuses": told,
        "before": before,
        "digest": hashlib.sha256(chained.encode()).hexdigest(),
    }
    c.execute(table.insert().values(values))
