"""Short ways to rows, bytes and folders for the tests of the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.store.vault import Cost, derive_key, load
from advisor_app.store.workspace import Workspace

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
"""What keeps a test with a passphrase short; a vault says itself what it costs."""


RIGHT = "café con leche"


def closed_demo(folder: Path) -> None:
    Workspace.create(folder, "", demo=True)[0].close()


def closed_with_passphrase(folder: Path, passphrase: str = RIGHT) -> str:
    """A closed workspace; gives its recovery code."""
    workspace, code = Workspace.create(folder, passphrase, cost=CHEAP)
    workspace.close()
    return code


def add_firm(workspace: Workspace, firm_id: str = "firm-1", **values: Any) -> None:
    insert = tables.firm.insert().values(id=firm_id, **values)
    workspace.write(lambda connection: connection.execute(insert)).result()


def add_draft(workspace: Workspace, firm_id: str = "firm-1") -> None:
    """A firm with an assessment under way, ``draft-<firm>``."""
    add_firm(workspace, firm_id)
    insert = tables.assessment.insert().values(
        id=f"draft-{firm_id}", firm_id=firm_id, kind="maturity", status="draft"
    )
    workspace.write(lambda connection: connection.execute(insert)).result()


def answer_row(number: int, firm_id: str = "firm-1", **values: Any) -> dict[str, Any]:
    return {
        "id": f"answer-{firm_id}-{number}",
        "firm_id": firm_id,
        "assessment_id": f"draft-{firm_id}",
        "item": f"D1.{number}",
        "state": "rated",
        "level": 1 + number % 5,
        **values,
    }


def add_answer(workspace: Workspace, number: int, **values: Any) -> None:
    insert = tables.answer.insert().values(answer_row(number, **values))
    workspace.write(lambda connection: connection.execute(insert)).result()


def rows(workspace: Workspace, table: sa.Table) -> list[dict[str, Any]]:
    with workspace.read() as connection:
        found = connection.execute(sa.select(table)).mappings()
        return [{str(key): value for key, value in row.items()} for row in found]


def count(workspace: Workspace, table: sa.Table) -> int:
    return len(rows(workspace, table))


def base_key(folder: Path) -> bytes:
    """The key of a demo's base."""
    key = load(folder).demo_key
    assert key is not None
    return derive_key(key, "base")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but the lock and SQLite's index of the log."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock" and not path.name.endswith("-shm")
    }
