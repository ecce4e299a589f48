"""Everything a firm's page and form show, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor_app.domain.firm import Firm
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.consents import ConsentState
    from advisor_app.services.firms import FirmRow, HistoryEntry
    from advisor_app.services.people import Person
    from advisor_app.services.session import Session
    from advisor_app.services.signature_rows import Pending
    from advisor_app.services.visits import Visit


@dataclass(frozen=True, slots=True)
class FirmPage:
    """A firm with what belongs to it.

    Attributes:
        printable_visit: the id of the latest visit that there are papers of; empty without one.
        unsigned: documents that somebody promised to sign.
        conflicts: values that a person must choose between.
    """

    firm: Firm
    consents: ConsentState
    people: list[Person]
    visit: Visit | None
    assessments: list[AssessmentView]
    history: list[HistoryEntry]
    twins: list[FirmRow]
    printable_visit: str = ""
    unsigned: tuple[Pending, ...] = ()
    conflicts: int = 0

    @property
    def latest(self) -> AssessmentView | None:
        """The diagnosis under way, or the last one."""
        return self.assessments[0] if self.assessments else None

    @property
    def draft(self) -> AssessmentView | None:
        """The diagnosis under way."""
        return next((view for view in self.assessments if view.is_open), None)


def read_page(session: Session, firm_id: str) -> FirmPage:
    """Read it all; for the worker."""
    firm = session.firms.get(firm_id)
    return FirmPage(
        firm=firm,
        consents=session.consents.of_firm(firm_id),
        people=session.people.of_firm(firm_id),
        visit=session.visits.open_visit(firm_id),
        assessments=session.assessments.of_firm(firm_id),
        history=session.firms.history(firm_id),
        twins=session.firms.same_nit(firm.nit, firm_id) if firm.nit else [],
        unsigned=tuple(session.signatures.pending(firm_id)),
        conflicts=session.conflicts.count(firm_id),
        printable_visit=_printable_visit(session, firm_id),
    )


def _printable_visit(session: Session, firm_id: str) -> str:
    visits = reversed(session.visits.of_firm(firm_id))
    return next((one.id for one in visits if session.documents.papers_of_visit(one.id)), "")


def representative(people: list[Person], new: Person) -> Person:
    """Who answers for the firm: the legal representative, else the first person known."""
    ranked = sorted(people, key=lambda person: person.role != "legal_representative")
    return ranked[0] if ranked else new
