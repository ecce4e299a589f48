"""One answer proposes itself in other lists; it becomes an answer only when somebody accepts it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from advisor_app.domain import clock
from advisor_app.domain.answers import Answer, AnswerState, Evidence
from advisor_app.domain.cross import Proposal, Same, Source, proposals, state_of_level
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.market import short_name
from advisor_app.domain.scope_text import scope_of
from advisor_app.domain.text import Text
from advisor_app.formats import short_date
from advisor_app.i18n import _, language
from advisor_app.schema import tables
from advisor_app.services import contents, evidence_rows
from advisor_app.services.assessments import GAP, MATURITY
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.errors import DamagedContent, NotFound
from advisor_app.services.evidence_rows import Link
from advisor_app.services.gaps import answer_of, answer_row
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.store.records import Row
    from advisor_app.store.workspace import Workspace

__all__ = ["Accepted", "Cross", "Proposal", "Source"]

_DIAGNOSIS: Final = Text("Diagnóstico de madurez", "Maturity diagnosis")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was taken over, so that it can be taken back.

    Attributes:
        links: the pieces of evidence that back the answers since then.
    """

    assessment_id: str
    firm_id: str
    answers: tuple[GapAnswer, ...]
    links: tuple[tuple[str, Link], ...]


class Cross(Service):
    """Tells what other answers of the firm propose, and takes it over when told to."""

    def __init__(
        self, workspace: Workspace, announcer: Announcer, topics: Callable[[], Same]
    ) -> None:
        super().__init__(workspace, announcer)
        self._topics = topics

    def proposed(self, assessment_id: str) -> Mapping[str, Proposal]:
        """What the points of a list that were not seen would be answered with.

        Raises:
            NotFound: there is no such list.
        """
        return self._read(lambda c: _proposed(c, assessment_id, self._topics()))

    def accept(
        self, assessment_id: str, shown: Mapping[str, State], visit_id: str | None = None
    ) -> Accepted:
        """Answer these points as they were proposed, with the same evidence: all of them or none.

        A point that is answered meanwhile, or that something else is proposed for than was
        shown, is left as it is.

        Raises:
            ConsentNeeded: the firm has taken its authorization back; nothing was stored.
            Closed, NotFound: the list takes no answers.
        """

        def work(c: sa.Connection) -> Accepted:
            (row,) = evidence_rows.open_assessments(c, [Link(assessment_id, "")])
            firm_id = row["firm_id"]
            evidence_rows.require_consent(c, firm_id, picture=False)
            found = _proposed(c, assessment_id, self._topics())
            answers: list[GapAnswer] = []
            links: list[tuple[str, Link]] = []
            for code, state in shown.items():
                if code in found and found[code].state is state:
                    given = GapAnswer(code, state, note=origin(found[code]))
                    told = (firm_id, assessment_id, given, visit_id, self._workspace.actor)
                    records.save(c, tables.answer, answer_row(*told))
                    answers.append(given)
                    links += _back(c, firm_id, Link(assessment_id, code), found[code])
            return Accepted(assessment_id, firm_id, tuple(answers), tuple(links))

        done = self._workspace.write(work).result()
        self._announcer.announce(_changes(done))
        return done

    def undo(self, accepted: Accepted) -> None:
        """Take back what was accepted; what somebody changed since then stays.

        Raises:
            Closed, NotFound: the list no longer changes.
        """
        assessment_id = accepted.assessment_id

        def work(c: sa.Connection) -> None:
            evidence_rows.open_assessments(c, [Link(assessment_id, "")])
            rows = {row["item"]: row for row in _answers(c, [assessment_id])}
            gone: set[str] = set()
            for given in accepted.answers:
                row = rows.get(given.item)
                if row is not None and answer_of(row) == given:
                    records.save(c, tables.answer, {"id": row["id"], "_deleted": True})
                    gone.add(given.item)
            for piece_id, link in accepted.links:
                if link.item in gone:
                    marked = {"id": evidence_rows.link_id(piece_id, link), "_deleted": True}
                    records.save(c, tables.evidence, marked)

        self._write(work, _changes(accepted))


def origin(proposal: Proposal) -> str:
    """Where an accepted answer comes from, for its note."""
    lang = language()
    told = [
        _("{list} {code}, visto el {date}").format(
            list=one.name.in_(lang),
            code=one.code,
            date=short_date((one.seen_at + timedelta(minutes=clock.offset_minutes())).date(), lang),
        )
        for one in proposal.sources
    ]
    return _("Propuesto por {sources}").format(sources="; ".join(told))


def _changes(accepted: Accepted) -> Changes:
    touched = [("answer", accepted.assessment_id)]
    touched += [("evidence", piece_id) for piece_id, _link in accepted.links]
    return Changes.of(accepted.firm_id, *touched)


def _proposed(c: sa.Connection, assessment_id: str, same: Same) -> Mapping[str, Proposal]:
    row = records.one(c, tables.assessment, assessment_id)
    if row is None or row["kind"] != GAP:
        raise NotFound.record()
    standard = contents.standard(c, row["instrument_digest"])
    answered = {one["item"] for one in _answers(c, [assessment_id])}
    return proposals(standard, answered, same, _sources(c, row))


def _sources(c: sa.Connection, asking: Row) -> list[Source]:
    """What was found elsewhere about the same part of the firm, each point as last seen."""
    t, part = tables.assessment, _part(asking)
    found = records.many(c, t, (t.c.firm_id == asking["firm_id"],), ("-created_at", "-id"))
    others = [row for row in found if row["id"] != asking["id"] and _part(row) == part]
    given: dict[str, list[Row]] = {row["id"]: [] for row in others}
    for answer in _answers(c, given):
        given[answer["assessment_id"]].append(answer)
    told: dict[tuple[str, str], Source | None] = {}
    for row in others:
        with contextlib.suppress(DamagedContent):  # told when it is opened by itself
            list_id, name = _list_of(c, row)
            for answer in given[row["id"]]:
                place = (list_id, answer["item"])
                if place not in told:  # the later assessment decides, whatever it says
                    told[place] = _source(row, list_id, name, answer)
    return [source for source in told.values() if source is not None]


def _part(row: Row) -> tuple[str, object]:
    """What of the firm an assessment looks at; a group is looked at as a whole firm is."""
    scope = scope_of(row["scope"])
    return ("firm", "") if scope.kind in ("firm", "group") else (scope.kind, scope.identity)


def _list_of(c: sa.Connection, row: Row) -> tuple[str, Text]:
    """The list of an assessment and its short name; none for a diagnosis."""
    if row["kind"] == MATURITY:
        return "", _DIAGNOSIS
    standard = contents.standard(c, row["instrument_digest"])
    return standard.id, short_name(standard)


def _source(row: Row, list_id: str, name: Text, answer: Row) -> Source | None:
    state = State(answer["state"]) if list_id else _state_of(answer)
    if state is None:
        return None
    seen_at = datetime.fromisoformat(answer["answered_at"] or row["created_at"])
    note = answer["note"] or ""
    return Source(row["id"], name, list_id, answer["item"], state, seen_at, note)


def _state_of(answer: Row) -> State | None:
    grade = Evidence(answer["evidence"]) if answer["evidence"] else None
    told = Answer(answer["item"], AnswerState(answer["state"]), answer["level"], grade)
    return state_of_level(told)


def _answers(c: sa.Connection, assessments: Iterable[str]) -> list[Row]:
    t = tables.answer
    return records.many(c, t, (t.c.assessment_id.in_(list(assessments)),), ("id",))


def _back(c: sa.Connection, firm_id: str, at: Link, proposal: Proposal) -> list[tuple[str, Link]]:
    """Back an answer with what backs its sources; the links that were not there before."""
    t, made = tables.evidence, list[tuple[str, Link]]()
    for source in proposal.sources:
        where = (t.c.assessment_id == source.assessment_id, t.c.item == source.code)
        for row in records.many(c, t, where, ("created_at", "id")):
            piece_id = row["attachment_id"]
            if records.one(c, t, evidence_rows.link_id(piece_id, at)) is None:
                evidence_rows.keep_link(c, firm_id, piece_id, at)
                made.append((piece_id, at))
    return made
