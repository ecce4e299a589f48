"""The twelve demo firms as report contents, and contents that strain the page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from advisor_app.domain.answers import Answer, AnswerState, Evidence
from advisor_app.domain.firm import Firm
from advisor_app.domain.instrument import Profile, shipped_instrument
from advisor_app.domain.maturity import score
from advisor_app.domain.parameters import shipped_parameters
from advisor_app.domain.quality_cost import QuickCost
from advisor_app.domain.routing import Gap, route
from advisor_app.domain.text import Text
from advisor_app.domain.visit import MODALITIES, ROLES, Modality
from advisor_app.domain.what_if import decisive_evidence, fewest_changes
from advisor_app.paths import resource
from advisor_app.reports.compose import Facts, Place, compose
from advisor_app.reports.content import CommitmentPart, DiagnosisContent, SessionPart

MOMENT = datetime(2026, 11, 2, 15, 16, tzinfo=UTC)
_EVIDENCE = {"d": Evidence.DECLARED, "o": Evidence.OBSERVED, "v": Evidence.VERIFIED}
_PLACES = {
    "19256": ("El Tambo", "Cauca"),
    "05154": ("Caucasia", "Antioquia"),
    "66170": ("Dosquebradas", "Risaralda"),
    "50577": ("Puerto Lleras", "Meta"),
}


@cache
def demo() -> dict[str, dict[str, Any]]:
    """The demo file by firm id."""
    entries = json.loads(resource("demo", "firms.json").read_text(encoding="utf-8"))["firms"]
    return {entry["id"]: entry for entry in entries}


FIRMS = sorted(demo())


def answer(code: str, given: Any) -> Answer:
    """An answer from the demo file's shorthand."""
    if isinstance(given, dict):
        return Answer(code, AnswerState.NA, na_reason=given["na"])
    if given == "not_seen":
        return Answer(code, AnswerState.NOT_VERIFIED)
    return Answer(code, AnswerState.RATED, int(given[0]), _EVIDENCE[given[1]], role="owner")


def facts_of(firm_id: str, form: str = "full", answers: dict[str, Answer] | None = None) -> Facts:
    """What the report of a demo firm is made from."""
    entry = demo()[firm_id]
    data = entry["firm"]
    given = {code: answer(code, value) for code, value in entry["answers"].items()}
    instrument, parameters = shipped_instrument(), shipped_parameters()
    profile = Profile(data["sector"], data["conditions"])
    result = score(instrument, parameters, profile, form, given if answers is None else answers)
    gap = entry["gap"] and Gap(Decimal(str(entry["gap"]["readiness"])), entry["gap"]["blocking"])
    commitment = bool(data["market_commitment"])
    firm = Firm(
        id=firm_id,
        nit=data["nit"],
        nit_dv=data["nit_dv"],
        legal_name=data["legal_name"],
        trade_name=data.get("trade_name", ""),
        sector=data["sector"],
        demo=True,
    )
    return Facts(
        firm=firm,
        place=Place(*_PLACES.get(data["divipola"], ("Toribío", "Cauca")), Text("micro", "micro")),
        advisor="Marta Lucía Ordóñez",
        sessions=(session(entry["visit"]["place"]),),
        result=result,
        parameters=parameters,
        routing=route(result, parameters, gap, commitment),
        next_line=fewest_changes(result, parameters, gap, commitment),
        evidence=decisive_evidence(result, parameters, gap, commitment),
        issued_at=MOMENT,
        issued_at_offset=-300,
        cost=QuickCost.from_figures(entry["cost"]) if entry.get("cost") else None,
        commitments=tuple(
            CommitmentPart(c["what"], c["who"], date.fromisoformat(c["due_on"]))
            for c in entry["commitments"]
        ),
        next_visit_on=date(2026, 12, 15),
        number="7F3A-2026-0012",
    )


def session(place: str = "Centro de acopio") -> SessionPart:
    start = MOMENT - timedelta(minutes=131)
    people = ((ROLES["owner"], 1), (ROLES["production"], 2))
    return SessionPart(
        start, MOMENT - timedelta(minutes=20), -300, Decimal("1.85"), place,
        MODALITIES[Modality.IN_PERSON], people,
    )  # fmt: skip


@cache
def content(firm_id: str = "F01", form: str = "full") -> DiagnosisContent:
    """The report content of a demo firm."""
    return compose(facts_of(firm_id, form))


def preliminary(firm_id: str = "F01") -> DiagnosisContent:
    """A report where nothing was seen yet."""
    return compose(facts_of(firm_id, answers={}))


def extreme(firm_id: str = "F08") -> DiagnosisContent:
    """Names of 120 characters, notes of 2,000, long commitments, odd letters, no blank."""
    base = content(firm_id)
    name = "Asociación Comunitaria y Multiactiva de Productoras y Productores "
    note = "El cuaderno se mojó en la creciente y se empezó otro; العربية 日本 🙂. "
    what = "Escribir el método de los procesos que causan más fallas y acordarlo con todos. "
    promise = CommitmentPart(what * 4, "X" * 120, date(2026, 12, 15))
    return replace(
        base,
        firm=replace(base.firm, name=(name * 2)[:120], municipality="Ñ" * 60),
        advisor="María de los Ángeles " * 6,
        answers=tuple(
            replace(part, note=(note * 40)[:2000]) if number % 9 == 0 else part
            for number, part in enumerate(base.answers)
        ),
        commitments=(promise,) * 3,
    )
