"""The written rules cannot drift away from the numbers the program uses."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from advisor_app.domain.parameters import shipped_parameters
from advisor_app.domain.size import shipped_sizes
from tests.sources import ROOT

DOCUMENT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
RULES = shipped_parameters()


def row(first: str) -> list[str]:
    """The cells of the table row that begins so."""
    found = re.search(rf"^\| {re.escape(first)}[^|]*\|(.*)\|$", DOCUMENT, re.MULTILINE)
    assert found, first
    return [cell.strip() for cell in found[1].split("|")]


@pytest.mark.parametrize("rule", RULES.caps, ids=lambda rule: rule.rule)
def test_the_caps_are_those_of_the_parameters(rule: object):
    cap = next(cap for cap in RULES.caps if cap == rule)
    condition, limit = row(cap.rule)
    assert int(limit) == cap.limit
    numbers = set(re.findall(r"\d\.\d\d", condition))
    assert numbers == ({str(cap.below)} if cap.below is not None else set())
    assert set(re.findall(r"\bD\d+", condition)) == set(cap.dimensions)


@pytest.mark.parametrize("rule", RULES.routing.certification, ids=lambda rule: rule.rule)
def test_the_certification_rules_are_those_of_the_parameters(rule: object):
    way = next(way for way in RULES.routing.certification if way == rule)
    numbers = {Decimal(n) for n in re.findall(r"≥ (\d+\.?\d*)", row(way.rule)[0])}
    known = {way.score, way.core_minimum, way.confidence, way.readiness, *way.items.values()}
    assert numbers == known | ({Decimal(way.level)} if way.level is not None else set())


def test_the_other_limits_are_those_of_the_parameters():
    rules = RULES.routing
    assert str(rules.assistance_score) in row("RT4")[0]
    assert f"{rules.leveling_from} ≤ S < {rules.leveling_below}" in row("RT5")[0]
    assert all(item in DOCUMENT for item in rules.alert.items)
    for grade, borne in RULES.evidence_caps.items():
        bears, trust = row(str(grade))
        assert int(bears) == borne
        assert Decimal(trust) == RULES.trust(5, grade)
    assert f"Under {RULES.coverage_minimum}" in DOCUMENT
    assert f"under {RULES.completeness_minimum}" in DOCUMENT


@pytest.mark.parametrize("macro", ["manufacturing", "services", "commerce"])
def test_the_size_limits_are_those_of_the_catalogue(macro: str):
    written = [Decimal(cell.replace(",", "")) for cell in row(macro)]
    assert tuple(written) == shipped_sizes().limits[macro]


def test_what_the_code_cites_is_a_chapter():
    chapters = set(re.findall(r"^## (.*)$", DOCUMENT, re.MULTILINE))
    cited = {
        chapter
        for path in Path(ROOT / "advisor_app").rglob("*.py")
        for chapter in re.findall(r'docs/rules\.md, "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert cited
    assert cited <= chapters
