"""Assessments that a coordinator returns with remarks, and their corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from advisor_app.domain import clock, ids
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.domain.statement_words import Point, statement
from advisor_app.i18n import _, language
from advisor_app.schema import tables
from advisor_app.schema.exchange import remark, review
from advisor_app.services.assessments import MATURITY
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.errors import NotFound
from advisor_app.services.exchange_rows import coordinates
from advisor_app.services.record_words import RecordWords
from advisor_app.services.review_rows import copy_assessment
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.services.changes import Announcer
    from advisor_app.store.workspace import Workspace

State = Literal["returned", "corrected", "accepted"]
_COMPARED: Final = ("state", "level", "evidence", "na_reason", "checks", "note")


@dataclass(frozen=True, slots=True)
class Review:
    """An assessment that was returned.

    Attributes:
        firm_name: of whom; ``about`` is the instrument.
        corrected_id: the correction, open or closed; empty before it was begun.
    """

    id: str
    firm_id: str
    firm_name: str
    about: str
    assessment_id: str
    corrected_id: str
    state: State
    note: str
    returned_by: str
    returned_at: datetime | None
    remarks: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One question that was remarked on, or that was answered otherwise.

    Attributes:
        remark_id: empty where nothing was remarked.
        after: empty before a correction was begun.
    """

    code: str
    question: str
    before: str
    after: str
    remark_id: str
    remark: str
    reply: str


class NotCoordinator(AdvisorError):  # noqa: N818 - says how it is
    """Only who coordinates returns or accepts."""

    def __init__(self) -> None:
        super().__init__(
            _("Solo quien coordina devuelve o acepta evaluaciones."),
            advice=_("Nada cambió. Pídalo a la oficina."),
        )


class Reviews(Service):
    """Returns, corrections, and what differs between two versions."""

    def __init__(self, workspace: Workspace, announcer: Announcer, name: Callable[[], str]) -> None:
        super().__init__(workspace, announcer)
        self._name = name

    def may_return(self) -> bool:
        """Whether who works here coordinates, as the office said when this laptop joined."""
        return self._read(coordinates)

    def open(self) -> list[Review]:
        """What was returned or corrected and is not accepted, the latest first."""

        def question(c: sa.Connection) -> list[Review]:
            rows = records.many(c, review, (review.c.state != "accepted",), ("-returned_at", "id"))
            again = {row["assessment_id"] for row in records.many(c, review, ())}
            words = RecordWords(c, language())
            # one that was returned a second time goes on under its second review
            left = [row for row in rows if row["corrected_id"] not in again]
            return [_review(words, row) for row in left]

        return self._read(question)

    def differences(self, review_id: str) -> list[Compared]:
        """Question by question: before, after, remark and reply; the same on both sides."""
        return self._read(lambda c: _compared(c, _row(c, review_id)))

    def remarks_on(self, assessment_id: str) -> dict[str, str]:
        """Question -> what was remarked on it, of the diagnosis that this one corrects."""

        def question(c: sa.Connection) -> dict[str, str]:
            found = records.many(c, review, (review.c.corrected_id == assessment_id,))
            told = [one for row in found for one in remarks_of(c, row["id"])]
            return {one["item"]: one["text"] for one in told if one["text"]}

        return self._read(question)

    def send_back(self, assessment_id: str, note: str, remarks: Mapping[str, str]) -> str:
        """Return a closed diagnosis; gives the review's id.

        Raises:
            NotCoordinator: somebody else does that.
            InvalidRecord: it is not closed, or nothing is said about it.
        """
        told = {item: text.strip() for item, text in remarks.items() if text.strip()}
        if not note.strip() and not told:
            raise InvalidRecord(
                _("Falta decir qué corregir."), {"note": _("Escriba una nota o una observación.")}
            )
        review_id = ids.answer_id(assessment_id, "review")

        def work(c: sa.Connection) -> str:
            _require_coordinator(c)
            found = records.one(c, tables.assessment, assessment_id)
            if found is None or found["kind"] != MATURITY:
                raise NotFound.record()
            if found["status"] != "closed":
                raise InvalidRecord(
                    _("Solo se devuelve un diagnóstico cerrado."), {}, advice=_("Sigue abierto.")
                )
            about = {"firm_id": found["firm_id"]}
            values = {
                "id": review_id, "assessment_id": assessment_id, "state": "returned",
                "note": note.strip(), "returned_by": self._name(), "returned_at": clock.now(),
                "advisor_id": found["advisor_id"],
            }  # fmt: skip
            records.save(c, review, {**about, **values})
            for item, text in told.items():
                remark_id = ids.answer_id(review_id, item)
                row = {"id": remark_id, "review_id": review_id, "item": item, "text": text}
                records.save(c, remark, {**about, **row})
            return found["firm_id"]

        self._done(work, review_id)
        return review_id

    def correct(self, review_id: str) -> str:
        """The draft that corrects a returned diagnosis: the one begun, or a new copy; its id."""
        made = ids.answer_id(review_id, "correction")
        actor = self._workspace.actor or ""

        def work(c: sa.Connection) -> str:
            row = _row(c, review_id)
            old = records.one(c, tables.assessment, row["assessment_id"])
            if old is None:
                raise NotFound.record()
            if records.one(c, tables.assessment, made) is None:
                copy_assessment(c, old, made, actor)
                records.save(c, review, {"id": review_id, "corrected_id": made})
                first = remarks_of(c, review_id)
                if first:
                    item = str(first[0]["item"])
                    records.save(c, tables.assessment, {"id": made, "current_item": item})
            return row["firm_id"]

        self._done(work, review_id, made)
        return made

    def reply(self, review_id: str, item: str, text: str) -> None:
        """What the advisor says to a remark."""
        remark_id = ids.answer_id(review_id, item)

        def work(c: sa.Connection) -> str:
            records.save(c, remark, {"id": remark_id, "reply": text.strip() or None})
            return _row(c, review_id)["firm_id"]

        firm_id = self._workspace.write(work).result()
        self._announcer.announce(Changes.of(firm_id, ("remark", remark_id)))

    def accept(self, review_id: str) -> None:
        """The correction is good.

        Raises:
            NotCoordinator: somebody else does that.
        """

        def work(c: sa.Connection) -> str:
            _require_coordinator(c)
            row = _row(c, review_id)
            records.save(c, review, {"id": review_id, "state": "accepted"})
            return row["firm_id"]

        self._done(work, review_id)

    def _done(self, work: Callable[[sa.Connection], str], *touched: str) -> None:
        firm_id = self._workspace.write(work).result()
        entities = ("review", "assessment")
        self._announcer.announce(Changes.of(firm_id, *zip(entities, touched, strict=False)))


def remarks_of(c: sa.Connection, review_id: str) -> list[Mapping[str, Any]]:
    """The remarks of a review, in the order of their codes."""
    return list(records.many(c, remark, (remark.c.review_id == review_id,), ("item", "id")))


def _require_coordinator(c: sa.Connection) -> None:
    if not coordinates(c):
        raise NotCoordinator


def _row(c: sa.Connection, review_id: str) -> Mapping[str, Any]:
    row = records.one(c, review, review_id)
    if row is None:
        raise NotFound.record()
    return row


def _review(words: RecordWords, row: Mapping[str, Any]) -> Review:
    firm = records.one(words.c, tables.firm, row["firm_id"])
    at = row["returned_at"]
    return Review(
        id=row["id"],
        firm_id=row["firm_id"],
        firm_name=str(firm["legal_name"] or "") if firm else "",
        about=words.list_name(row["assessment_id"]),
        assessment_id=row["assessment_id"],
        corrected_id=row["corrected_id"] or "",
        state=row["state"],
        note=row["note"] or "",
        returned_by=row["returned_by"] or "",
        returned_at=datetime.fromisoformat(at) if at else None,
        remarks=len(remarks_of(words.c, row["id"])),
    )


def _compared(c: sa.Connection, row: Mapping[str, Any]) -> list[Compared]:
    words = RecordWords(c, language())
    old, new = row["assessment_id"], row["corrected_id"]
    told = {one["item"]: one for one in remarks_of(c, row["id"])}
    before, after = _answers(c, old), _answers(c, new) if new else {}
    made: list[Compared] = []
    for item in sorted({*told, *before, *after}):
        point = words.point(old, item)
        was, now = (_read(side.get(item), words.lang, point) for side in (before, after))
        one = told.get(item)
        if one is not None or (new and was != now):
            said = one or {"id": "", "text": "", "reply": ""}
            made.append(
                Compared(
                    item,
                    point.text,
                    was,
                    now if new else "",
                    said["id"],
                    said["text"] or "",
                    said["reply"] or "",
                )
            )
    return made


def _answers(c: sa.Connection, assessment_id: str) -> dict[str, Mapping[str, Any]]:
    t = tables.answer
    return {row["item"]: row for row in records.many(c, t, (t.c.assessment_id == assessment_id,))}


def _read(row: Mapping[str, Any] | None, lang: str, point: Point) -> str:
    if row is None:
        return _("Sin respuesta")
    told = {name: row[name] for name in _COMPARED if row[name] not in (None, "", "[]")}
    return "\n".join(f"{name}: {value}" for name, value in statement("answer", told, lang, point))
