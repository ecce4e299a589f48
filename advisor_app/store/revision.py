"""The revisions of the base that this version knows (so that opening one needs no Alembic)."""

from __future__ import annotations

from typing import Final

SCRIPTS: Final = (
    "r0001_first_release",
    "r0002_paper_and_proof",
    "r0003_gap_and_plan",
    "r0004_exchange",
)
"""The modules of `advisor_app.store.migrations`, oldest first; the newest makes today's tables."""

REVISIONS: Final = tuple(name[1:5] for name in SCRIPTS)
HEAD: Final = REVISIONS[-1]
