"""Whole visits through the real window, from the first start to the saved report, by keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from advisor_app.domain.places import shipped_places
from advisor_app.paths import resource

if TYPE_CHECKING:
    from tests.journeys.conftest import Starter

PASSPHRASE = "cuatro palabras que nadie uniria"


def demo_firm(code: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A demo firm as it would be typed, and its answers as a sheet."""
    entries = json.loads(resource("demo", "firms.json").read_text(encoding="utf-8"))["firms"]
    entry = next(one for one in entries if one["id"] == code)
    firm = dict(entry["firm"])
    town = shipped_places().get(firm["divipola"])
    assert town is not None
    firm["municipality"] = town.shown
    return firm, {item: as_typed(given) for item, given in entry["answers"].items()}


def as_typed(given: str | dict[str, str]) -> str:
    """An answer of the demo file as the sheet writes it."""
    if isinstance(given, dict):
        return f"na:{given['na']}"
    return "s" if given == "not_seen" else given


def test_a_first_day_ends_with_the_core_questions_answered(start: Starter) -> None:
    firm, sheet = demo_firm("F01")
    advisor = start()
    advisor.first_day("Lucía Ñáñez", PASSPHRASE)
    firm_id = advisor.registers(firm)
    advisor.asks_consent(firm_id, "Alba Nelly Muñoz")
    advisor.completes(firm_id, firm)
    advisor.starts_visit(firm_id, "Centro de acopio")
    asked = advisor.answers(sheet)
    session = advisor.window.context.session
    assert session is not None
    kept = session.assessments.of_firm(firm_id)[0]
    assert list(kept.answers) == asked
    assert {c: a.level for c, a in kept.answers.items()} == {c: int(sheet[c][0]) for c in asked}
    advisor.goes_on_with_the_rest()
    rest = advisor.answers(sheet)
    assert not set(rest) & set(asked)
    outcome = session.assessments.result(kept.id)
    assert str(outcome.result.S) == "2.12"
    visit = session.visits.open_visit(firm_id)
    assert visit is not None
    advisor.ends_visit(visit.id, Qt.Key.Key_1)
