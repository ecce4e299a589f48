"""Workspaces made ahead, so that a journey begins where it matters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace
from tests.builders import make_draft, make_firm
from tests.store.records import CHEAP

WORDS = "cuatro palabras que nadie uniria"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A closed workspace behind `WORDS`, with a firm that agreed and a draft under way."""

    folder: Path
    firm_id: str
    visit_id: str
    assessment_id: str


def prepare(folder: Path, form: Any = "short", *, visit: bool = True, **firm: Any) -> Prepared:
    """Make one as an advisor would have left it; ``visit=False`` for a firm only."""
    workspace, _code = Workspace.create(folder, WORDS, cost=CHEAP)
    session = Session(workspace)
    session.introduce("Lucía Ñáñez")
    made = make_firm(session, **firm)
    visit_id = draft_id = ""
    if visit:
        begun, draft = make_draft(session, made, form)
        visit_id, draft_id = begun.id, draft.id
    session.close()
    return Prepared(folder, made.id, visit_id, draft_id)


def empty(folder: Path) -> Path:
    """A closed workspace behind `WORDS` without any firm."""
    workspace, _code = Workspace.create(folder, WORDS, cost=CHEAP)
    session = Session(workspace)
    session.introduce("Lucía Ñáñez")
    session.close()
    return folder
