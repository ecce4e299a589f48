"""What the office tells once for all firms, kept in versions of which the last one holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import ClassVar

import sqlalchemy as sa

from advisor_app.domain import clock
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes


class Kept(Service):
    """Values of one kind; each edit is a version of its own."""

    kind: ClassVar[str]

    def current(self) -> dict[str, str]:
        """The last version; empty when nothing was told yet."""
        return self._read(lambda c: kept_values(c, self.kind))

    def _keep(self, values: Mapping[str, str]) -> None:
        if dict(values) == self.current():
            return
        moment = clock.now().isoformat(timespec="microseconds")
        body = json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(f"{moment}\n{body}".encode()).hexdigest()

        def work(c: sa.Connection) -> None:
            c.execute(
                tables.content.insert().values(
                    digest=digest, kind=self.kind, content_id=self.kind, version=moment, body=body
                )
            )

        self._write(work, Changes(frozenset({("content", digest)}), frozenset()))


def kept_values(c: sa.Connection, kind: str) -> dict[str, str]:
    """The last version of a kind, read in the caller's transaction."""
    versions = kept_versions(c, kind)
    return versions[-1] if versions else {}


def kept_versions(c: sa.Connection, kind: str) -> list[dict[str, str]]:
    """Every version of a kind, the first one first."""
    t = tables.content
    bodies = c.execute(sa.select(t.c.body).where(t.c.kind == kind).order_by(t.c.version))
    return [dict(json.loads(body)) for body in bodies.scalars()]
