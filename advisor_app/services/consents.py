"""Authorizations under Ley 1581 de 2012: asked first, answered one by one, kept with proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from advisor_app.domain import clock, ids
from advisor_app.domain.consent import ConsentKind, consent_text
from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _, language
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.office import office_values
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.domain.consent import ConsentWords
    from advisor_app.services.people import Person


@dataclass(frozen=True, slots=True)
class ConsentState:
    """The latest answer to each authorization; ``None`` means not asked yet."""

    data: bool | None = None
    sensitive: bool | None = None
    image: bool | None = None
    publicity: bool | None = None
    signature: bool | None = None
    given_at: datetime | None = None

    def of(self, kind: ConsentKind) -> bool | None:
        """The answer to one authorization."""
        answer: bool | None = getattr(self, kind.value)
        return answer


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The sheet on which answers were given: its words, and when that was."""

    words: ConsentWords
    at: datetime


class Consents(Service):
    """Records answers and says which authorization stands."""

    def of_firm(self, firm_id: str) -> ConsentState:
        """The latest answers of a firm."""
        return self._read(lambda connection: consent_state(connection, firm_id))

    def give(
        self,
        firm_id: str,
        signer: Person,
        answers: Mapping[ConsentKind, bool],
        method: str,
        visit_id: str | None = None,
        *,
        on_paper: OnPaper | None = None,
    ) -> ConsentState:
        """Keep the answers with text version, hash, time, and who gave them.

        The signer is stored only together with a yes to the first authorization; after a no,
        nothing but the answer itself is kept. Answers on paper count from the day they were
        given: a later answer to the same question holds.

        Raises:
            InvalidRecord: nobody signs, the first authorization was not answered, or paper of
                the future.
        """
        before = self.of_firm(firm_id)
        problems = _problems(signer, answers, asked_before=before.data is not None)
        if on_paper is not None and on_paper.at > clock.now():
            problems["given_at"] = _("Esa fecha todavía no llega.")
        if problems:
            raise InvalidRecord(_("Falta completar la autorización."), problems)
        text = on_paper.words if on_paper else consent_text(language(), self._read(office_values))
        agreed = answers.get(ConsentKind.DATA, bool(before.data))
        # the last answer holds, so it must not lie before the one it takes back
        moment = on_paper.at if on_paper else clock.after(before.given_at)
        advisor = self._workspace.actor

        def work(connection: sa.Connection) -> None:
            if agreed:
                records.save(connection, tables.person, records.row_of(signer))
            for kind, answer in answers.items():
                records.save(
                    connection,
                    tables.consent,
                    {
                        "id": ids.new_id(),
                        "firm_id": firm_id,
                        "person_id": signer.id if agreed else None,
                        "visit_id": visit_id,
                        "kind": kind,
                        "answer": answer,
                        "version": text.version,
                        "text_hash": text.text_hash,
                        "given_at": moment,
                        "given_at_offset": clock.offset_minutes(),
                        "method": method,
                        "advisor_id": advisor,
                    },
                )

        self._write(work, Changes.of(firm_id, ("consent", firm_id), ("person", signer.id)))
        return self.of_firm(firm_id)


def consent_state(connection: sa.Connection, firm_id: str) -> ConsentState:
    """The latest answers of a firm, read in the caller's transaction."""
    rows = records.of_firm(connection, tables.consent, firm_id, "given_at", "id")
    answers = {row["kind"]: bool(row["answer"]) for row in rows}
    last = datetime.fromisoformat(rows[-1]["given_at"]) if rows else None
    return ConsentState(
        data=answers.get(ConsentKind.DATA),
        sensitive=answers.get(ConsentKind.SENSITIVE),
        image=answers.get(ConsentKind.IMAGE),
        publicity=answers.get(ConsentKind.PUBLICITY),
        signature=answers.get(ConsentKind.SIGNATURE),
        given_at=last,
    )


def _problems(
    signer: Person, answers: Mapping[ConsentKind, bool], *, asked_before: bool
) -> dict[str, str]:
    problems: dict[str, str] = {}
    if ConsentKind.DATA not in answers and not asked_before:
        problems["data"] = _("Marque sí o no a la primera autorización.")
    if answers.get(ConsentKind.DATA, True) and not signer.name.strip():
        problems["name"] = _("Escriba quién da la autorización.")
    return problems
