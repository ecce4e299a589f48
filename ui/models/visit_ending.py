"""A visit that is about to end: what is known of it, and how it is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.visit import Outcome
    from advisor_app.services.proposals import Proposal
    from advisor_app.services.session import Session
    from advisor_app.services.visits import Visit


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known when a visit is to be closed; without a visit, none was made."""

    firm_id: str
    firm_name: str
    visit: Visit | None = None
    proposal: Proposal | None = None


def read_ending(session: Session, visit_id: str, firm_id: str) -> Ending:
    """Everything the screen shows, read in the worker."""
    if not visit_id:
        return Ending(firm_id, session.firms.get(firm_id).shown_name)
    visit = session.visits.get(visit_id)
    name = session.firms.get(visit.firm_id).shown_name
    return Ending(visit.firm_id, name, visit, session.proposals.of(visit, language()))


def tell(session: Session, visit_id: str, texts: Mapping[str, str]) -> Visit:
    """Keep texts of a visit that goes on."""
    changes: dict[str, Any] = dict(texts)
    return session.visits.update(replace(session.visits.get(visit_id), **changes))


def finish(
    session: Session,
    about: Visit | str,
    outcome: Outcome,
    answers: dict[str, Any],
    texts: Mapping[str, str],
) -> Visit:
    """End the visit, or record that none was made at a firm."""
    if isinstance(about, str):
        told = {name: answers[name] for name in ("reason", "next_visit_on")}
        purpose, notes = _("Visita sin realizar"), texts["notes"]
        return session.visits.record_unmade(about, outcome, purpose=purpose, notes=notes, **told)
    tell(session, about.id, texts)
    return session.visits.finish(about.id, outcome, **answers)
