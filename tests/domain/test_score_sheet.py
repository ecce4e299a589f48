"""Score sheets: the published results, and sheets that are refused."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from advisor_app.domain.answers import AnswerState
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.score_sheet import score_text
from tests.domain.sample_firms import ORACLES, SAMPLES


def sheet(name: str = "F01", form: str = "full") -> dict[str, Any]:
    """A sample firm as the command line takes it."""
    sample = SAMPLES[name]
    answers: dict[str, Any] = {}
    for code, given in sample.answers.items():
        if given.state is AnswerState.NA:
            answers[code] = "na"
        elif given.state is AnswerState.NOT_VERIFIED:
            answers[code] = None
        else:
            answers[code] = {"level": given.level, "evidence": given.evidence}
    gap = sample.gap
    return {
        "form": form,
        "profile": {"sector": sample.sector, "cond": dict(sample.profile.conditions)},
        "answers": answers,
        "gap": gap and {"readiness": str(gap.readiness), "blocking": gap.blocking},
        "commitment": sample.commitment,
    }


def scored(data: object) -> Any:
    return score_text(json.dumps(data))


@pytest.mark.parametrize("name", ORACLES)
def test_a_sheet_scores_as_its_oracle(name: str):
    expected, result = ORACLES[name], scored(sheet(name))
    codes = [f"D{n}" for n in range(1, 11)]
    assert result == {
        "dims": dict(zip(codes, expected["dims"].split(), strict=True)),
        "critical_open": [],
        "critical_unverified": [],
        "evidence_discounts": 0,
        "preliminary": False,
        "certification_candidate": False,
        **{
            key: expected[key]
            for key in ("S", "P", "level_base", "level", "caps", "completeness", "confidence",
                        "line", "rule")
        },
    }  # fmt: skip
    short = scored(sheet(name, "short"))
    assert (short["S"], short["level"]) == (expected["short_S"], expected["short_level"])


def test_a_list_of_sheets_gives_a_list_of_results():
    many = scored([sheet(name) for name in SAMPLES])
    assert [one["S"] for one in many] == [scored(sheet(name))["S"] for name in SAMPLES]
    assert scored([]) == []


def test_what_could_not_be_scored_is_said():
    empty = scored({"form": "full", "profile": {"sector": "tourism", "cond": {}}, "answers": {}})
    assert set(empty["dims"].values()) == {"insufficient"}
    assert (empty["S"], empty["P"], empty["level"], empty["confidence"]) == (None,) * 4
    assert (empty["line"], empty["rule"], empty["preliminary"]) == ("unclassified", "RT0", True)
    assert empty["completeness"] == "0.0"
    data = sheet("F10")
    data["answers"] |= dict.fromkeys(["D3.7", "D3.8", "D2.6"], "na")
    assert scored(data)["dims"]["D3"] is not None


def test_a_dimension_of_which_nothing_applies_is_null():
    data = sheet("F12")
    ours = {"form": "short", "profile": {"sector": "software_it"}, "answers": data["answers"]}
    answers = cast("dict[str, Any]", ours["answers"])
    assert scored(ours)["dims"]["D8"] is None  # D8.3 is the only short one and for goods
    assert answers


def test_discounts_are_counted():
    assert scored(sheet("F08"))["evidence_discounts"] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"gap": {"readiness": 88.5, "blocking": 0}},
        {"gap": {"readiness": 100, "blocking": 3}},
        {"gap": None, "commitment": None},
        {"id": "F01"},
    ],
)
def test_what_is_understood_besides(changes: dict[str, Any]):
    assert scored(sheet() | changes)["S"] == "2.12"


def test_gap_and_order_may_be_absent():
    data = sheet("F08")
    del data["gap"], data["commitment"]
    assert scored(data)["line"] == "training"


def test_evidence_may_be_absent_under_level_three():
    data = sheet()
    data["answers"]["D1.1"] = {"level": 2}
    data["answers"]["D1.4"] = {"level": 1, "evidence": None}
    assert scored(data)["S"] == "2.12"


def with_answer(value: Any, code: str = "D1.1") -> dict[str, Any]:
    data = sheet()
    data["answers"][code] = value
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_answer({"level": 6, "evidence": "verified"}), "D1.1: el nivel"),
        (with_answer({"level": 0}), "de 1 a 5, y es 0"),
        (with_answer({"level": True}), "y es true"),
        (with_answer({"level": 3.0, "evidence": "observed"}), "D1.1: el nivel"),
        (with_answer({"level": "3", "evidence": "observed"}), "D1.1: el nivel"),
        (with_answer({"evidence": "observed"}), "y es null"),
        (with_answer({"level": 3}), "falta «evidence»"),
        (with_answer({"level": 3, "evidence": None}), "falta «evidence»"),
        (with_answer({"level": 3, "evidence": "seen"}), "y es \"seen\""),
        (with_answer({"level": 2, "evidence": ["observed"]}), "«evidence»"),
        (with_answer({"level": 2, "evidense": "observed"}), "«evidense»"),
        (with_answer("na"), "D1.1 no admite «no aplica»"),
        (with_answer("si"), "«D1.1» debe ser un objeto"),
        (with_answer(3), "«D1.1» debe ser un objeto"),
        (with_answer({"level": 1}, "D1.9"), "No existe la pregunta \"D1.9\""),
        (with_answer({"level": 1}, "d1.1"), "No existe la pregunta"),
        (sheet() | {"form": "long"}, "«form»"),
        (sheet() | {"form": ["full"]}, "«form»"),
        (sheet() | {"profile": None}, "«profile»"),
        (sheet() | {"profile": {"sector": "mining", "cond": {}}}, "sector «mining»"),
        (sheet() | {"profile": {"cond": {}}}, "«profile.sector»"),
        (sheet() | {"profile": {"sector": "tourism", "cond": []}}, "«cond»"),
        (sheet() | {"profile": {"sector": "tourism", "cond": {"flies": True}}}, "«flies»"),
        (sheet() | {"profile": {"sector": "tourism", "cond": {"exports": 1}}}, "«cond.exports»"),
        (sheet() | {"answers": []}, "«answers»"),
        (sheet() | {"gap": 88}, "«gap»"),
        (sheet() | {"gap": {"readiness": "120", "blocking": 0}}, "«gap.readiness»"),
        (sheet() | {"gap": {"readiness": "-1", "blocking": 0}}, "«gap.readiness»"),
        (sheet() | {"gap": {"readiness": "NaN", "blocking": 0}}, "«gap.readiness»"),
        (sheet() | {"gap": {"readiness": "alta", "blocking": 0}}, "«gap.readiness»"),
        (sheet() | {"gap": {"readiness": True, "blocking": 0}}, "«gap.readiness»"),
        (sheet() | {"gap": {"blocking": 0}}, "«gap.readiness»"),
        (sheet() | {"gap": {"readiness": "80", "blocking": -1}}, "«gap.blocking»"),
        (sheet() | {"gap": {"readiness": "80", "blocking": "0"}}, "«gap.blocking»"),
        (sheet() | {"gap": {"readiness": "80"}}, "«gap.blocking»"),
        (sheet() | {"commitment": "yes"}, "«commitment»"),
        ("una hoja", "«la hoja»"),
        ([sheet(), 3], "Hoja 2: "),
        ([[sheet()]], "Hoja 1: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(data: Any, said: str):
    with pytest.raises(AdvisorError) as caught:
        scored(data)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1, 2", '{"form": NaN}', '{"form": 1, "form": 2}', "[" * 100_000, "9" * 5000],
)
def test_what_is_no_json_is_refused(text: str):
    with pytest.raises(AdvisorError, match="JSON válido"):
        score_text(text)


def test_a_long_value_is_shortened():
    with pytest.raises(AdvisorError) as caught:
        scored(sheet() | {"form": "x" * 500})
    assert len(caught.value.message) < 100
