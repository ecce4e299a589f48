"""Who is responsible for the data: the programme's office, as the consent text names it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.domain import clock
from advisor_app.domain.consent import shipped_consent
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes

if TYPE_CHECKING:
    from advisor_app.domain.consent import ConsentWords

KIND: Final = "office"


class Office(Service):
    """Keeps every version of the office's data; the last one fills the consent text."""

    def current(self) -> dict[str, str]:
        """Placeholder of the consent text -> the office's own words; empty when not told yet."""
        return self._read(office_values)

    def words(self, lang: str) -> ConsentWords:
        """The consent text with the office's data filled in."""
        return shipped_consent().words(lang, self.current())

    def save(self, values: Mapping[str, str]) -> None:
        """Keep new data; what is not a placeholder of the consent text is left out."""
        known = {
            name: values[name].strip()
            for name in shipped_consent().placeholders
            if values.get(name, "").strip()
        }
        if known == self.current():
            return
        moment = clock.now().isoformat(timespec="microseconds")
        body = json.dumps(known, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(f"{moment}\n{body}".encode()).hexdigest()

        def work(c: sa.Connection) -> None:
            c.execute(
                tables.content.insert().values(
                    digest=digest, kind=KIND, content_id=KIND, version=moment, body=body
                )
            )

        self._write(work, Changes(frozenset({("content", digest)}), frozenset()))


def office_values(c: sa.Connection) -> dict[str, str]:
    """The last version of the office's data, read in the caller's transaction."""
    t = tables.content
    body = c.execute(
        sa.select(t.c.body).where(t.c.kind == KIND).order_by(t.c.version.desc()).limit(1)
    ).scalar()
    return dict(json.loads(body)) if body else {}
