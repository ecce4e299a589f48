"""The rows of evidence: photos and papers, and the answers that each of them backs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.domain import ids
from advisor_app.schema import tables
from advisor_app.services import contents
from advisor_app.services.assessments import GAP
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import Closed, ConsentNeeded, NotFound
from advisor_app.store import records

if TYPE_CHECKING:
    from advisor_app.store.records import Row

_A: Final = tables.attachment.c
_E: Final = tables.evidence.c


@dataclass(frozen=True, slots=True)
class Link:
    """An answer that is backed: a point of a list, or a question of a diagnosis."""

    assessment_id: str
    item: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A photo or a paper that backs answers.

    Attributes:
        id: of its attachment.
        taken_at: when its camera says it was taken; None where nothing tells.
        links: the answers it backs, in the order they were linked.
    """

    id: str
    firm_id: str
    sha256: str
    media_type: str
    size: int
    caption: str
    taken_at: datetime | None
    links: tuple[Link, ...]
    has_original: bool

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown as one."""
        return self.media_type.startswith("image/")

    def items_of(self, assessment_id: str) -> tuple[str, ...]:
        """What it backs of one assessment."""
        return tuple(one.item for one in self.links if one.assessment_id == assessment_id)


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away, so that it can be brought back."""

    firm_id: str
    links: tuple[tuple[str, Link], ...]
    piece_id: str | None = None


def link_id(piece_id: str, link: Link) -> str:
    """The one row that anybody's link of this piece to this answer goes to."""
    return ids.answer_id(link.assessment_id, f"{link.item}/{piece_id}")


def keep_link(c: sa.Connection, firm_id: str, piece_id: str, link: Link) -> None:
    """Back an answer with a piece; once more changes nothing."""
    row = {
        "id": link_id(piece_id, link),
        "firm_id": firm_id,
        "attachment_id": piece_id,
        "assessment_id": link.assessment_id,
        "item": link.item,
        "_deleted": False,
    }
    records.save(c, tables.evidence, row)


def of_assessment(c: sa.Connection, *assessment_ids: str) -> tuple[Piece, ...]:
    """What backs the answers of an assessment, or of any of several, in the order it was taken."""
    linked = sa.select(_E.attachment_id).where(
        _E.assessment_id.in_(assessment_ids), _E["_deleted"] == 0
    )
    return pieces(c, _A.id.in_(linked))


def of_firm(c: sa.Connection, firm_id: str) -> tuple[Piece, ...]:
    """What backs any answer of a firm."""
    linked = sa.select(_E.attachment_id).where(_E.firm_id == firm_id, _E["_deleted"] == 0)
    return pieces(c, _A.id.in_(linked))


def among(c: sa.Connection, piece_ids: Iterable[str]) -> dict[str, Piece]:
    """Those of these pieces that are here, by id."""
    return {one.id: one for one in pieces(c, _A.id.in_(list(piece_ids)))}


def one(c: sa.Connection, piece_id: str) -> Piece:
    """One piece.

    Raises:
        NotFound: there is none, or it was removed.
    """
    found = pieces(c, _A.id == piece_id)
    if not found:
        raise NotFound.record()
    return found[0]


def pieces(c: sa.Connection, where: sa.ColumnElement[bool]) -> tuple[Piece, ...]:
    """The pieces that fit, by the time they were taken, those without one last."""
    found = records.many(c, tables.attachment, (where,), ("taken_at", "id"))
    links: defaultdict[str, list[Link]] = defaultdict(list)
    backed = (_E.attachment_id.in_(sa.select(_A.id).where(where)),)
    for row in records.many(c, tables.evidence, backed, ("created_at", "id")):
        links[row["attachment_id"]].append(Link(row["assessment_id"], row["item"]))
    found.sort(key=lambda row: row["taken_at"] is None)
    return tuple(_piece(row, links[row["id"]]) for row in found)


def same_file(c: sa.Connection, firm_id: str, sha256: str) -> Row | None:
    """The row of a file that the firm has or had."""
    query = sa.select(tables.attachment).where(_A.firm_id == firm_id, _A.sha256 == sha256)
    found = c.execute(query.order_by(_A["_deleted"], _A.id)).mappings().first()
    return None if found is None else {str(name): value for name, value in found.items()}


def open_visit(c: sa.Connection, firm_id: str, taken_at: datetime | None) -> str | None:
    """The visit that goes on, for what was not taken before it."""
    t = tables.visit
    going_on = (t.c.firm_id == firm_id, t.c.outcome.is_(None))
    for row in records.many(c, t, going_on, ("-started_at", "-id")):
        if taken_at is None or taken_at >= datetime.fromisoformat(row["started_at"]):
            return str(row["id"])
    return None


def is_used_otherwise(c: sa.Connection, piece_id: str) -> bool:
    """Whether a signature or an action of the plan rests on the same file."""
    s, p = tables.signature.c, tables.action.c
    signed = sa.select(s.id).where(sa.or_(s.photo_id == piece_id, s.evidence_id == piece_id))
    closing = sa.select(p.id).where(p.closing_attachment_id == piece_id, p["_deleted"] == 0)
    return any(c.execute(query.limit(1)).first() for query in (signed, closing))


def assessment_of(c: sa.Connection, link: Link) -> Row:
    """The assessment of an answer that can still be backed.

    Raises:
        NotFound: there is no such assessment, or no such point in it.
        Closed: it no longer changes.
    """
    (row,) = open_assessments(c, [link])
    digest = row["instrument_digest"]
    if row["kind"] == GAP:
        known = contents.standard(c, digest).has(link.item)
    else:
        known = contents.instrument(c, digest).has_item(link.item)
    if not known:
        raise NotFound.record()
    return row


def open_assessments(c: sa.Connection, links: Iterable[Link]) -> list[Row]:
    """The assessments of these answers.

    Raises:
        NotFound: one of them is not here.
        Closed: one of them no longer changes.
    """
    found: list[Row] = []
    for assessment_id in dict.fromkeys(link.assessment_id for link in links):
        row = records.one(c, tables.assessment, assessment_id)
        if row is None:
            raise NotFound.record()
        if row["status"] != "draft":
            raise Closed.gap() if row["kind"] == GAP else Closed.assessment()
        found.append(row)
    return found


def require_consent(c: sa.Connection, firm_id: str, *, picture: bool) -> None:
    """Refuse what the firm did not agree to.

    Raises:
        ConsentNeeded: to be kept at all, or to be photographed.
    """
    state = consent_state(c, firm_id)
    if not state.data:
        raise ConsentNeeded.for_data()
    if picture and not state.image:
        raise ConsentNeeded.for_photos()


def _piece(row: Row, links: Iterable[Link]) -> Piece:
    taken = row["taken_at"]
    return Piece(
        id=row["id"],
        firm_id=row["firm_id"],
        sha256=row["sha256"],
        media_type=row["media_type"] or "",
        size=row["size"] or 0,
        caption=row["caption"] or "",
        taken_at=datetime.fromisoformat(taken) if taken else None,
        links=tuple(links),
        has_original=bool(row["original_sha256"]),
    )
