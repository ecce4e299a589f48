"""The authorization of a firm as a document: its words are found again by their fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from advisor_app.domain.consent import METHODS, ConsentKind, ConsentMethod, shipped_consent
from advisor_app.domain.firm import Firm
from advisor_app.domain.text import Text
from advisor_app.i18n import LANGUAGES
from advisor_app.reports.consent_content import ConsentContent, GivenAnswer
from advisor_app.schema import tables
from advisor_app.services.documents import Subject
from advisor_app.services.kept import kept_versions
from advisor_app.services.office import Office, office_values
from advisor_app.services.paper_parts import document_of, firm_part, role_name
from advisor_app.services.people import Person
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.services.session import Advisor
    from advisor_app.services.visits import Visits
    from advisor_app.store.workspace import Workspace


class ConsentSource:
    """Gathers the latest answer to each question; the document is about the firm."""

    def __init__(
        self, workspace: Workspace, visits: Visits, advisor: Callable[[], Advisor]
    ) -> None:
        self._workspace = workspace
        self._visits = visits
        self._advisor = advisor

    def subject(self, subject_id: str) -> Subject:
        return Subject(subject_id)

    def of_visit(self, visit_id: str) -> list[str]:
        """The firm, if it answered since the visit before and until this one ended."""
        visit = self._visits.get(visit_id)
        earlier = [
            one.ended_at
            for one in self._visits.of_firm(visit.firm_id)
            if one.started_at < visit.started_at and one.ended_at is not None
        ]
        since = max(earlier, default=None)
        given = [datetime.fromisoformat(row["given_at"]) for row in self._rows(visit.firm_id)]
        asked = [
            at
            for at in given
            if (since is None or at > since) and (visit.ended_at is None or at <= visit.ended_at)
        ]
        return [visit.firm_id] if asked else []

    def about(self, _subject_id: str) -> str:
        return ""

    def draft(self, subject_id: str) -> ConsentContent:
        rows = {row["kind"]: row for row in self._rows(subject_id)}  # the last answer stays
        with self._workspace.read() as c:
            firm = records.one(c, tables.firm, subject_id)
            assert firm is not None  # noqa: S101 - the caller names a firm of this base
            people = {
                row["id"]: records.value_of(Person, row)
                for row in records.of_firm(c, tables.person, subject_id)
            }
            wordings = dict(_wordings(c))
            today = office_values(c)
        first = rows.get(ConsentKind.DATA) or next(iter(rows.values()), {})
        asked_in, values = wordings.get(first.get("text_hash", ""), ("", today))
        named = bool(first.get("answer")) and first.get("kind") == ConsentKind.DATA
        text = shipped_consent()
        words = {lang: text.words(lang, values) for lang in LANGUAGES}
        return ConsentContent(
            firm=firm_part(records.value_of(Firm, firm)),
            advisor=self._advisor().name,
            title=text.title,
            wording=first.get("version") or text.label,
            full=Text(*(words[lang].full for lang in LANGUAGES)),
            issued_at=_moment(first) or datetime.fromisoformat(firm["created_at"]),
            issued_at_offset=first.get("given_at_offset") or 0,
            answers=tuple(
                _answer(
                    text.names[kind],
                    Text(*(words[lang].questions[kind] for lang in LANGUAGES)),
                    rows.get(kind, {}),
                    people if named else {},
                )
                for kind in ConsentKind
            ),
            asked_in=asked_in,
        )

    def is_settled(self, subject_id: str, since: datetime) -> bool:
        """No question was answered again."""
        moments = [_moment(row) for row in self._rows(subject_id)]
        return all(at is not None and at <= since for at in moments)

    def _rows(self, firm_id: str) -> list[records.Row]:
        with self._workspace.read() as c:
            return records.of_firm(c, tables.consent, firm_id, "given_at", "id")


def _wordings(c: sa.Connection) -> Iterator[tuple[str, tuple[str, Mapping[str, str]]]]:
    """Fingerprint -> language and data of the office, for everything that was ever shown here."""
    for values in ({}, *kept_versions(c, Office.kind)):
        for lang in LANGUAGES:
            yield shipped_consent().words(lang, values).text_hash, (lang, values)


def _answer(
    name: Text, question: Text, row: records.Row, people: Mapping[str, Person]
) -> GivenAnswer:
    if not row:
        return GivenAnswer(name, question)
    signer = people.get(row["person_id"] or "")
    return GivenAnswer(
        name=name,
        question=question,
        answer=bool(row["answer"]),
        given_at=_moment(row),
        given_at_offset=row["given_at_offset"] or 0,
        method=METHODS[ConsentMethod(row["method"])] if row["method"] else None,
        signer=_named(signer) if signer else "",
        role=role_name(signer.role) if signer and signer.role else None,
        text_hash=row["text_hash"] or "",
    )


def _named(signer: Person) -> str:
    number = document_of(signer)
    return f"{signer.name}, {number}" if number else signer.name


def _moment(row: records.Row) -> datetime | None:
    return datetime.fromisoformat(row["given_at"]) if row.get("given_at") else None
