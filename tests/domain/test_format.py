"""Formats: complete in both languages, some for every sector, and a bad file is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor_app.domain.errors import BadContent
from advisor_app.domain.format import Format, load_format, shipped_formats
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.paths import resource

EVERY = shipped_formats()
LEAST = 24
OF_THE_ISSUE = {
    "quality_policy", "roles", "objectives", "legal_register", "customer_requirements",
    "batch_record", "standard_method", "identification_traceability", "complaints",
    "customer_satisfaction", "indicators", "supplier_evaluation", "purchasing", "calibration",
    "infrastructure", "cleaning", "pest_control", "water", "hygiene", "recall",
    "nonconforming_product", "corrective_action", "internal_audit", "management_review",
    "competence", "document_control", "emergency", "incident_investigation", "agrochemicals",
    "plot_register", "waste", "asset_inventory", "access_control", "backup", "laboratory_tests",
    "design",
}  # fmt: skip


def test_there_are_formats_for_what_is_asked_for_most():
    assert len(EVERY) >= LEAST
    assert {topic for one in EVERY for topic in one.topics} >= OF_THE_ISSUE


def test_an_action_is_served_by_its_topic_or_by_its_question():
    log = next(one for one in EVERY if one.key == "complaint_log")
    assert [log.serves(key) for key in ("complaints", "item:D2.4")] == [True, True]
    assert not any(log.serves(key) for key in ("", "item:", "item:D2.5", "iso_9001_2015:D2.4"))


def test_the_questions_they_serve_are_those_of_the_interview():
    known = {one.code for one in shipped_instrument().items}
    served = {item for one in EVERY for item in one.items}
    assert served <= known
    assert len(served) >= 40


def test_keys_and_codes_are_unique_and_the_file_is_named_by_them():
    assert len({one.key for one in EVERY}) == len({one.code for one in EVERY}) == len(EVERY)
    names = {path.name for path in resource("formats").glob("*.json")}
    assert names == {f"{one.key}-{one.version}.json" for one in EVERY}


def test_every_sector_is_known_and_has_formats_of_its_own_or_for_all():
    sectors = {one.key for one in shipped_instrument().sectors}
    assert {sector for one in EVERY for sector in one.sectors} <= sectors
    for sector in sectors:
        assert sum(one.suits(sector) for one in EVERY) >= LEAST - 6, sector


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_a_format_speaks_briefly(one: Format):
    assert len(one.title.es) <= 48
    assert len(one.title.en) <= 60
    assert 3 <= len(one.steps) <= 4
    assert all(len(text) <= 125 for step in one.steps for text in (step.es, step.en))


@pytest.mark.parametrize("path", sorted(resource("formats").glob("*.json")), ids=lambda p: p.stem)
def test_every_sentence_in_spanish_has_its_own_in_english(path: Path):
    def pairs(node: Any) -> Any:
        if isinstance(node, dict):
            if set(node) == {"es", "en"}:
                yield node["es"], node["en"]
                return
            node = list(node.values())
        if isinstance(node, list):
            for part in node:
                yield from pairs(part)

    found = list(pairs(json.loads(path.read_text(encoding="utf-8"))))
    assert len(found) > 10
    words = re.compile(r"[^\W\d]{3,}")  # a name or a figure is the same in both
    assert [es for es, en in found if es == en and len(words.findall(es)) > 3] == []


def bent(change: Callable[[dict[str, Any]], object]) -> str:
    """The complaint log after a slip of its author."""
    name = "complaint_log-1.0.json"
    data = json.loads(resource("formats", name).read_text(encoding="utf-8"))
    change(data)
    return json.dumps(data)


def _second_grow(data: dict[str, Any]) -> None:
    data["parts"].append({"part": "text", "lines": 1, "grow": True})


SLIPS: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("format", lambda d: d.update(format="advisor-format/9")),
    ("extra", lambda d: d.update(extra=1)),
    ("purpose", lambda d: d.pop("purpose")),
    ("title en", lambda d: d["title"].pop("en")),
    ("title es", lambda d: d["title"].update(es="  ")),
    ("code", lambda d: d.update(code="F9")),
    ("key", lambda d: d.update(key="Quejas!")),
    ("steps", lambda d: d["steps"].pop()),
    ("topics", lambda d: d["topics"].clear()),
    ("parts[1] part", lambda d: d["parts"][0].update(part="poem")),
    ("parts[1] columns", lambda d: d["parts"][0]["columns"].clear()),
    ("parts[1] rows", lambda d: d["parts"][0].update(rows="many")),
    ("parts[1] examples[1] cells", lambda d: d["parts"][0]["examples"][0]["cells"].pop()),
    ("purpose", lambda d: d["purpose"].update(es="Para {nobody}")),
    ("parts", lambda d: d["parts"][0].pop("grow")),
    ("parts", _second_grow),
    ("parts[1] grow", lambda d: d["parts"][0].update(grow="yes")),
]


@pytest.mark.parametrize(
    ("place", "slip"), SLIPS, ids=[f"{n} {p}" for n, (p, _) in enumerate(SLIPS)]
)
def test_a_slip_in_a_file_is_refused_with_its_place(
    place: str, slip: Callable[[dict[str, Any]], object]
):
    with pytest.raises(BadContent) as refused:
        load_format(bent(slip))
    assert place in str(refused.value.place)


def test_a_file_that_is_not_one_is_refused():
    for text in ("", "[]", "{", '{"format": 3}'):
        with pytest.raises(BadContent):
            load_format(text)
