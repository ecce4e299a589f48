"""What the pictures show: the demo firms, and one more that is being interviewed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor_app.domain.consent import ConsentKind
from advisor_app.services.visits import Participant
from tests.builders import rated

if TYPE_CHECKING:
    from advisor_app.services.session import Session

SHOWN = "999000101"  # the firm whose result and report are shown
FIRM = {
    "legal_name": "Trapiche La Ceiba",
    "id_type": "none",
    "legal_form": "natural_person",
    "sector": "agroindustry_food",
    "divipola": "25328",
}
ANSWERED = 11


@dataclass(frozen=True)
class Places:
    """What each screen is opened with."""

    firm: str
    assessment: str
    draft_firm: str
    visit: str
    draft: str

    def params(self, route: str) -> dict[str, object]:
        """The parameters of a route."""
        if route in ("firm", "firm_form", "consent"):
            return {"firm_id": self.firm}
        if route == "visit_start":
            return {"firm_id": self.firm}
        if route == "visit_end":
            return {"visit_id": self.visit}
        if route in ("interview", "missing"):
            return {"assessment_id": self.draft}
        if route in ("result", "cost", "commitments", "report"):
            return {"assessment_id": self.assessment}
        return {}


def prepare(session: Session) -> Places:
    """Begin an interview at a firm of its own, and say where everything is."""
    shown = session.firms.by_number(SHOWN)
    done = session.assessments.of_firm(shown.id)[0]
    firm = replace(session.firms.new(), **FIRM)
    session.firms.save(firm)
    owner = replace(session.people.new(firm.id), name="Rosalba Chitiva", role="owner")
    agreed = {ConsentKind.DATA: True, ConsentKind.SENSITIVE: False}
    session.consents.give(firm.id, owner, agreed, "spoken")
    visit = session.visits.start(firm.id, place="Vereda El Chircal", purpose="Diagnóstico")
    session.visits.add_participant(visit.id, Participant("owner", person_id=owner.id))
    draft = session.assessments.open_or_start(firm.id, visit.id, "short")
    items = draft.instrument.applicable(draft.profile, "short")
    for number, item in enumerate(items[:ANSWERED]):
        answer = rated(item.code, 2 + number % 3)
        session.assessments.answer(draft.id, answer, visit.id, items[number + 1].code)
    return Places(shown.id, done.id, firm.id, visit.id, draft.id)
