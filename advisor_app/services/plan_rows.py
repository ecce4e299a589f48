"""The rows of a plan: what was told of each action, what it closes, and the plan's terms."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from advisor_app.domain import clock, ids
from advisor_app.domain.actions import EDITED, FindingRef, Source, Terms
from advisor_app.domain.plan import Status
from advisor_app.domain.plan_findings import kind_of_point
from advisor_app.domain.plan_making import Kept
from advisor_app.schema import tables
from advisor_app.store import records

if TYPE_CHECKING:
    from advisor_app.domain.standard import Standard
    from advisor_app.store.records import Row

_TERMS: Final = "plan_terms"
_DAYS: Final = ("starts_on", "due_on", "verified_on")
_ASKED: Final = frozenset({"dated_actions", "closed_actions"})
_CHOSEN: Final = frozenset({"status", "starts_on", "due_on"})
_ENDED: Final = (Status.DONE, Status.VERIFIED)


@dataclass(frozen=True, slots=True)
class Before:
    """How rows of a plan were, so that an edit can be taken back.

    Attributes:
        left: how the edit left the same rows.
        terms: how the terms were, and how the edit left them.
    """

    firm_id: str
    rows: tuple[Mapping[str, object], ...] = ()
    left: tuple[Mapping[str, object], ...] = ()
    terms: tuple[Terms, Terms] | None = None


def kept_actions(c: sa.Connection, firm_id: str) -> list[Kept]:
    """Every action of the firm that lies in the base, removed ones included."""
    a, f = tables.action, tables.finding
    links: defaultdict[str, list[FindingRef]] = defaultdict(list)
    for row in records.many(c, f, (f.c.firm_id == firm_id,), ("created_at", "id")):
        links[row["action_id"]].append(_ref(row))
    rows = c.execute(sa.select(a).where(a.c.firm_id == firm_id).order_by(a.c.created_at, a.c.id))
    return [_kept(cast("Row", row), links[row["id"]]) for row in rows.mappings()]


def row_before(c: sa.Connection, action_id: str) -> Mapping[str, object]:
    """The row as it is, to be put back by an undo; blank when there is none."""
    a = tables.action
    row = c.execute(sa.select(a).where(a.c.id == action_id)).mappings().first()
    names = (*EDITED, "_deleted")
    if row is None:
        return {"id": action_id} | dict.fromkeys(EDITED) | {"_deleted": False}
    return {"id": action_id} | {name: row[name] for name in names}


def put_back(c: sa.Connection, was: Mapping[str, object], left: Mapping[str, object]) -> bool:
    """Put back what an edit changed and nobody since then; whether that was all of it."""
    now = row_before(c, str(was["id"]))
    changed = {name for name in was if was[name] != left[name]}
    mine = {name for name in changed if now[name] == left[name]}
    if was["status"] is None and now != left:
        mine -= _CHOSEN  # what somebody told since then needs an action that was chosen
    if mine:
        records.save(c, tables.action, {"id": was["id"]} | {name: was[name] for name in mine})
    return mine == changed


def put_terms_back(c: sa.Connection, firm_id: str, was: Terms, left: Terms) -> bool:
    """The same for the terms; the rules of the plan stay."""
    now = terms_of(c, firm_id)
    hours = was.hours if now.hours == left.hours else now.hours
    certifier = was.certifier if now.certifier == left.certifier else now.certifier
    keep_terms(c, firm_id, replace(now, hours=hours, certifier=certifier))
    return (hours, certifier) == (was.hours, was.certifier)


def is_new(c: sa.Connection, action_id: str) -> bool:
    """Whether no row of this action lies in the base, not even a removed one."""
    a = tables.action
    return c.execute(sa.select(a.c.id).where(a.c.id == action_id)).first() is None


def link(c: sa.Connection, firm_id: str, action: str, refs: Iterable[FindingRef]) -> None:
    """Note what an action is for; what it was for before stays noted."""
    for ref in refs:
        source = f"{ref.source}:{ref.target}" if ref.target else ref.source
        row = {
            "id": ids.answer_id(action, f"{ref.assessment_id}/{ref.item}"),
            "firm_id": firm_id,
            "action_id": action,
            "assessment_id": ref.assessment_id,
            "item": ref.item,
            "source": source,
            "_deleted": False,
        }
        records.save(c, tables.finding, row)


def terms_of(c: sa.Connection, firm_id: str) -> Terms:
    """The plan's terms as they were told last."""
    t = tables.content
    body = c.execute(
        sa.select(t.c.body)
        .where(t.c.kind == _TERMS, t.c.content_id == firm_id)
        .order_by(t.c.version.desc())
        .limit(1)
    ).scalar()
    return Terms(**json.loads(body)) if body else Terms()


def keep_terms(c: sa.Connection, firm_id: str, terms: Terms) -> None:
    """A version of the terms; nothing when they are the same."""
    if terms == terms_of(c, firm_id):
        return
    moment = clock.now().isoformat(timespec="microseconds")
    values = {"hours": terms.hours, "certifier": terms.certifier, "parameters": terms.parameters}
    body = json.dumps(values, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(f"{firm_id}\n{moment}\n{body}".encode()).hexdigest()
    c.execute(
        tables.content.insert().values(
            digest=digest, kind=_TERMS, content_id=firm_id, version=moment, body=body,
            bucket=firm_id,
        )
    )  # fmt: skip


def acted_on(c: sa.Connection, assessment: Row, standard: Standard) -> dict[str, list[str]]:
    """The points whose action has a date, and those whose action is done, where a rule asks.

    A closed assessment keeps what was known when it was closed.
    """
    if assessment["status"] != "draft" or not _ASKED.intersection(standard.prerequisites):
        return {}
    dated: set[str] = set()
    done: set[str] = set()
    open_keys: set[str] = set()
    for kept in kept_actions(c, assessment["firm_id"]):
        if kept.removed or kept.status in (None, Status.CANCELLED):
            continue
        named = {ref.item for ref in kept.findings if ref.assessment_id == assessment["id"]}
        if kept.status in _ENDED:
            done |= named
        else:
            open_keys.add(kept.action_key)
        dated |= named
    codes = [one.code for one in standard.requirements]
    dated |= {code for code in codes if kind_of_point(standard.id, code) in open_keys}
    return {"dated_actions": sorted(dated), "closed_actions": sorted(done)}


def _kept(row: Row, links: list[FindingRef]) -> Kept:
    values: dict[str, Any] = {name: row[name] for name in EDITED if row[name] is not None}
    for name in _DAYS:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    if "status" in values:
        values["status"] = Status(values["status"])
    if "after" in values:
        values["after"] = tuple(json.loads(values["after"]))
    return Kept(row["id"], row["action_key"] or "", values, tuple(links), bool(row["_deleted"]))


def _ref(row: Row) -> FindingRef:
    source, _colon, target = (row["source"] or "gap").partition(":")
    found = FindingRef(row["assessment_id"] or "", row["item"], cast("Source", source))
    return replace(found, target=int(target)) if target else found
