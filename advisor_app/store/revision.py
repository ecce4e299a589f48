"""The schema revisions this version knows, oldest first (so that opening needs no Alembic)."""

from __future__ import annotations

from typing import Final

REVISIONS: Final = ("0001",)
HEAD: Final = REVISIONS[-1]
