"""The demo workspace: twelve invented firms with their visits, answers and results."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_type_hints

from advisor_app.domain import clock
from advisor_app.domain.answers import Answer, AnswerState, Evidence
from advisor_app.domain.call import Call
from advisor_app.domain.consent import ConsentKind, shipped_consent
from advisor_app.domain.document import VISIT_RECORD
from advisor_app.domain.errors import BadContent
from advisor_app.domain.firm import PUBLIC_FIELDS, Firm
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.group_lines import read_lines
from advisor_app.domain.quality_cost import QuickCost
from advisor_app.domain.routing import Gap
from advisor_app.domain.visit import Outcome
from advisor_app.i18n import _
from advisor_app.paths import resource
from advisor_app.services.assessment_view import Commitment
from advisor_app.services.people import Person
from advisor_app.services.visits import Participant
from advisor_app.store import records

if TYPE_CHECKING:
    from advisor_app.services.gaps import GapView
    from advisor_app.services.session import Session

FORMAT = "advisor-demo/1"
_EVIDENCE = {"d": Evidence.DECLARED, "o": Evidence.OBSERVED, "v": Evidence.VERIFIED}


def build_demo(session: Session) -> None:
    """Fill an empty workspace with the demo firms, as if each had been visited.

    Raises:
        BadContent: the demo file is of another format.
    """
    path = resource("demo", "firms.json")
    demo = json.loads(path.read_text(encoding="utf-8"))
    if demo.get("format") != FORMAT:
        raise BadContent(
            _("El archivo de demostración no se puede leer."), file=path.name, place="format"
        )
    session.introduce(demo["advisor"])
    session.office.save(shipped_consent().example)
    session.calls.save(Call(demo["call"]["name"], demo["call"]["address"]))
    before = clock.current()
    try:
        for entry in demo["firms"]:
            _visit_firm(session, entry)
    finally:
        clock.use(before)


def _visit_firm(session: Session, entry: Mapping[str, Any]) -> None:
    day = date.fromisoformat(entry["visit"]["date"])
    still = clock.FixedClock(datetime.combine(day, time(13, 5), tzinfo=UTC))
    clock.use(still)
    firm = _firm(session, entry["firm"])
    session.firms.save(_only_public(firm))
    person = Person(id=session.people.new(firm.id).id, firm_id=firm.id, **entry["representative"])
    visit = session.visits.start(
        firm.id, place=entry["visit"]["place"], purpose=entry["visit"]["purpose"]
    )
    still.tick(timedelta(minutes=4))
    yes = dict.fromkeys(ConsentKind, True)
    session.consents.give(firm.id, person, yes, "spoken", visit.id)
    session.visits.add_participant(visit.id, Participant("owner", person_id=person.id))
    session.visits.add_participant(visit.id, Participant("production"))
    session.firms.save(firm)
    assessment = session.assessments.open_or_start(firm.id, visit.id, "full")
    still.tick(timedelta(minutes=95))
    answers = [_answer(code, given) for code, given in entry["answers"].items()]
    session.assessments.answer_all(assessment.id, answers, visit.id)
    _result(session, assessment.id, entry)
    still.tick(timedelta(minutes=12))
    session.assessments.close(assessment.id)
    said = session.proposals.of(visit, "es")
    session.visits.update(
        replace(
            visit,
            activities=said.activities,
            findings=said.findings,
            remarks=entry["visit"].get("remarks", ""),
        )
    )
    session.visits.finish(
        visit.id,
        Outcome.DONE,
        next_visit_on=date.fromisoformat(entry["visit"]["next_visit_on"]),
        break_minutes=10,
    )
    session.documents.issue(assessment.id)
    session.documents.issue(visit.id, VISIT_RECORD)
    if "group" in entry:
        still.tick(timedelta(days=entry["group"]["days_later"]))
        _group(session, firm.id, entry["group"])


def _group(session: Session, firm_id: str, given: Mapping[str, Any]) -> None:
    """An association's list and register, with its sample drawn and some of the members visited."""
    group = session.groups.begin(firm_id, given["standard"])
    session.gaps.answer_all(group.id, _states(group, given["answers"]))
    register = read_lines("\n".join(given["register"]), "member")
    session.groups.add(group.id, register.parts)
    absent = session.groups.draw(group.id).to_visit[-1]
    drawn = session.groups.replace_absent(group.id, absent, given["absence"])
    for code, told in zip(drawn.to_visit, given["parts"], strict=False):
        part = session.groups.start(group.id, code)
        session.gaps.answer_all(part.id, _states(part, told))
        if not told["unseen"]:
            session.gaps.close(part.id)


def _states(view: GapView, told: Mapping[str, Sequence[str]]) -> list[GapAnswer]:
    """What is named as it was told; the rest complies."""
    named = {code: State(state) for state in ("P", "N") for code in told[state]}
    return [
        GapAnswer(one.code, named.get(one.code, State.COMPLIES))
        for one in view.standard.requirements
        if one.code not in told["unseen"]
    ]


def _result(session: Session, assessment_id: str, entry: Mapping[str, Any]) -> None:
    gap = entry["gap"]
    if gap is not None:
        session.assessments.set_gap(assessment_id, Gap(Decimal(gap["readiness"]), gap["blocking"]))
    session.assessments.set_cost(assessment_id, QuickCost.from_figures(entry["cost"]))
    session.assessments.set_commitments(
        assessment_id,
        [
            Commitment(c["what"], c["who"], date.fromisoformat(c["due_on"]))
            for c in entry["commitments"]
        ],
    )


def _firm(session: Session, given: Mapping[str, Any]) -> Firm:
    hints = get_type_hints(Firm)
    stored = {name: records.stored(value) for name, value in given.items() if name in hints}
    return records.value_of(Firm, {"id": session.firms.new().id, "demo": 1, **stored})


def _only_public(firm: Firm) -> Firm:
    waiting = {field.name for field in fields(Firm)} - PUBLIC_FIELDS
    blank = Firm(id=firm.id)
    return replace(firm, **{name: getattr(blank, name) for name in waiting})


def _answer(code: str, given: str | Mapping[str, str]) -> Answer:
    if isinstance(given, Mapping):
        return Answer(code, AnswerState.NA, na_reason=given["na"])
    if given == "not_seen":
        return Answer(code, AnswerState.NOT_VERIFIED)
    level, grade = int(given[0]), _EVIDENCE[given[1]]
    return Answer(code, AnswerState.RATED, level, grade, role="owner")
