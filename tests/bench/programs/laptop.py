"""Two real workspaces and an office: all documents up, down again, a hundred edits, nothing."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from advisor_app.domain import ids
from advisor_app.schema import tables
from advisor_app.schema.columns import now_text
from advisor_app.services import exchanges
from advisor_app.services.exchanges import Joining
from advisor_app.services.session import Session
from advisor_app.store.vault import Cost
from advisor_app.store.workspace import Workspace
from advisor_app.sync import http_line
from tests.bench import words
from tests.bench.children import PASSPHRASE, tell

_EDITS = 100
_CHANGED = 1_000
_ANSWERS = 120
_WITH_NOTE = 0.3
_WORDS = 15
_QUICK = Cost(8 * 1024, 1, 1)


def main(told: dict[str, Any], documents: Path, folder: Path, batch: int) -> None:
    exchanges.BATCH = batch  # pyright: ignore[reportConstantRedefinition]  # the rival's
    docs: list[dict[str, Any]] = json.loads(documents.read_text(encoding="utf-8"))
    one, other = told["codes"]
    first, second = _join(folder / "first", told, one), _join(folder / "second", told, other)
    workspace = _workspace(first)
    workspace.write(lambda c: _insert(c, docs)).result()
    found = {"push": _timed(first), "pull": _timed(second)}
    for number in range(_EDITS):
        _edit(workspace, docs[number * len(docs) // _EDITS]["_id"], number)
    found["edits"] = _timed(first)
    found["nothing"] = _timed(first)
    found["visit"] = _visit(first, docs[0]["firm"])
    changed = [doc["_id"] for doc in docs[:_CHANGED]]
    workspace.write(lambda c: _change(c, changed)).result()
    found["changed"] = _timed(first)
    with _workspace(second).read() as c:
        count = c.execute(sa.select(sa.func.count()).select_from(tables.visit)).scalar_one()
    if count != len(docs):
        raise RuntimeError(f"{count} documents came")
    first.close()
    second.close()
    tell(found)


def _join(folder: Path, told: dict[str, Any], code: str) -> Session:
    workspace, _code = Workspace.create(folder, PASSPHRASE, cost=_QUICK)
    session = Session(workspace)
    session.introduce("Ana Ruiz")
    session.exchange.join(Joining(told["address"], told["login"], told["password"], code))
    return session


def _workspace(session: Session) -> Workspace:
    return session._workspace


def _insert(c: sa.Connection, docs: list[dict[str, Any]]) -> None:
    firms = dict.fromkeys(doc["firm"] for doc in docs)
    c.execute(tables.firm.insert(), [{"id": one, "legal_name": "Café El Retiro"} for one in firms])
    visits = [
        {"id": doc["_id"], "firm_id": doc["firm"], "notes": doc["note"],
         "findings": json.dumps(doc["answers"], separators=(",", ":"))}
        for doc in docs
    ]  # fmt: skip
    c.execute(tables.visit.insert(), visits)


def _edit(workspace: Workspace, visit: str, number: int) -> None:
    t = tables.visit
    edited = t.update().where(t.c.id == visit).values(remarks=f"Revisado {number}")
    workspace.write(lambda c: c.execute(edited)).result()


def _change(c: sa.Connection, visits: list[str]) -> None:
    t = tables.visit
    query = t.update().where(t.c.id == sa.bindparam("visit")).values(outcome=sa.bindparam("what"))
    c.execute(query, [{"visit": one, "what": "done"} for one in visits])


def _visit(session: Session, firm: str) -> dict[str, float]:
    """An interview as the program keeps it, answer by answer, and then its exchange."""
    chance = random.Random(_ANSWERS)  # noqa: S311 - invented answers, no secret
    workspace, assessment = _workspace(session), ids.new_id()
    begun = {"id": assessment, "firm_id": firm, "kind": "maturity", "status": "draft"}
    workspace.write(lambda c: c.execute(tables.assessment.insert().values(begun))).result()
    for number in range(_ANSWERS):
        item = f"D{1 + number // 12}.{1 + number % 12}"
        values = {
            "id": ids.answer_id(assessment, item), "firm_id": firm, "assessment_id": assessment,
            "item": item, "state": "rated", "level": chance.randint(1, 5),
            "evidence": chance.choice(("declared", "observed", "verified")), "checks": "[]",
            "role": "owner", "answered_at": now_text(),
            "note": words.note(chance, _WORDS) if chance.random() < _WITH_NOTE else None,
        }  # fmt: skip
        workspace.write(lambda c, v=values: c.execute(tables.answer.insert().values(v))).result()
    return _timed(session)


def _timed(session: Session) -> dict[str, float]:
    """An exchange: its time, its bodies, and the largest of what was asked and told."""
    calls = list[tuple[str, int, int]]()
    once = http_line._Door._once

    def noted(door: Any, path: str, *rest: Any) -> Any:
        up, down = door.traffic.up, door.traffic.down
        answer = once(door, path, *rest)
        calls.append((path, door.traffic.up - up, door.traffic.down - down))
        return answer

    http_line._Door._once = noted
    begun = time.perf_counter()
    done = session.exchange.run()
    seconds = time.perf_counter() - begun
    http_line._Door._once = once
    real = [call for call in calls if call[0] != "/v1/token"]
    return {
        "seconds": seconds, "up": done.up, "down": done.down, "requests": len(real),
        "body": max((up for path, up, _down in real if path == "/v1/push"), default=0),
        "asked": max(up for path, up, _down in real if path == "/v1/pull"),
        "told": max(down for path, _up, down in real if path == "/v1/pull"),
    }  # fmt: skip


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
