"""Small instruments, parameters and results for rules that need no whole firm."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from advisor_app.domain.instrument import Form, Instrument, Profile, load_instrument
from advisor_app.domain.maturity import MaturityResult, score
from advisor_app.domain.parameters import ScoringParameters, load_parameters, shipped_parameters
from tests.domain.sample_firms import answer

SHOP = Profile("shop")


def text(words: str) -> dict[str, str]:
    return {"es": words, "en": words}


def item_data(code: str, weight: int = 1, **changes: Any) -> dict[str, Any]:
    """One item of an instrument's file."""
    data: dict[str, Any] = {
        "code": code,
        "key": f"item_{code.lower().replace('.', '_')}",
        "weight": weight,
        "critical": False,
        "critical_sectors": [],
        "short_form": True,
        "na_allowed": True,
        "applies": ["all"],
        "reference": "ISO 9001",
        "question": text(f"Pregunta {code}"),
        "ask": text(f"Muestre {code}"),
        "levels": [text(f"{code} nivel {n}") for n in range(1, 6)],
        "checks": [text("uno"), text("dos")],
        "consequence": text("Se pierde"),
        "evidence": [text("Un papel")],
        "action": text("Hacerlo"),
        "effort": "S",
        "quick_win": False,
    }
    return data | changes


def dimension_data(
    code: str, *items: dict[str, Any], weight: int = 10, core: bool = False
) -> dict[str, Any]:
    return {
        "code": code,
        "key": f"dimension_{code.lower()}",
        "name": text(f"Dimensión {code}"),
        "purpose": text("Para algo"),
        "weight": weight,
        "core": core,
        "items": list(items),
    }


def instrument_data(*dimensions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A whole instrument's file with two sectors, a group and three conditions."""
    data: dict[str, Any] = {
        "format": "advisor-instrument/1",
        "id": "TEST",
        "version": "1",
        "name": text("Prueba"),
        "scale": [
            {"number": n, "key": f"step_{n}", "name": text(f"Paso {n}"), "idea": text("Idea")}
            for n in range(1, 6)
        ],
        "sectors": [
            {"key": "farm", "name": text("Campo")},
            {"key": "shop", "name": text("Tienda")},
        ],
        "groups": {"goods": ["farm"], "risky": ["goods", "?cooks"]},
        "conditions": [
            {"key": "staff", "question": text("¿Hay equipo?"), "default": True, "requires": []},
            {"key": "cooks", "question": text("¿Cocina?"), "default": False, "requires": []},
            {"key": "fries", "question": text("¿Fríe?"), "default": False, "requires": ["cooks"]},
        ],
        "dimensions": list(dimensions) or [dimension_data("D1", item_data("D1.1"))],
    }
    return copy.deepcopy(data | changes)


def instrument(*dimensions: dict[str, Any], **changes: Any) -> Instrument:
    return load_instrument(json.dumps(instrument_data(*dimensions, **changes)))


def parameters_data(**changes: Any) -> dict[str, Any]:
    """The shipped parameters' file; ``routing__RT2__level=5`` changes one place of it."""
    data: dict[str, Any] = json.loads(shipped_parameters().body)
    for path, value in changes.items():
        *folders, last = path.split("__")
        place = data
        for folder in folders:
            place = place[folder]
        place[last] = value
    return data


def parameters(**changes: Any) -> ScoringParameters:
    return load_parameters(json.dumps(parameters_data(**changes)))


def scored(
    content: Instrument,
    answers: Mapping[str, str] | str,
    *,
    form: Form = "full",
    profile: Profile = SHOP,
    rules: ScoringParameters | None = None,
) -> MaturityResult:
    """The result of tokens by code, or of a line of tokens in the order of the items."""
    if isinstance(answers, str):
        codes = [item.code for item in content.items]
        answers = dict(zip(codes, answers.split(), strict=True))
    given = {code: answer(code, token) for code, token in answers.items()}
    return score(content, rules or shipped_parameters(), profile, form, given)
