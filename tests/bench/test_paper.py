"""What the paper benchmark hands to the other programs is the report, and all of it."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import Any

import pytest
from pypdf import PdfReader

from advisor_app.reports.diagnosis import blocks_of, build_diagnosis, sheet_of
from tests.bench.children import ROOT
from tests.bench.pages import record
from tests.bench.rivals import by_canvas, by_platypus
from tests.bench.rivals.plan import Drawing, Grid, Plan, Points, Text, plan_of
from tests.reports import builders


@pytest.fixture(scope="module")
def plan() -> Plan:
    content = builders.content("F01")
    data: Any = json.loads(json.dumps(record(blocks_of(content, "es"), sheet_of(content, "es"))))
    return plan_of(data, ROOT / "resources" / "fonts")


def letters(pdf: bytes) -> Counter[str]:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return Counter(char for char in text if char.isalpha())


def test_the_plan_has_every_kind_of_part(plan: Plan):
    kinds = {type(part) for part in plan.parts}
    assert kinds == {Text, Points, Grid, Drawing}
    tables = [part for part in plan.parts if isinstance(part, Grid)]
    assert len(tables) > 10
    assert all(len(row) == len(table.widths) for table in tables for row in table.rows)


@pytest.mark.parametrize("rival", [by_canvas, by_platypus])
def test_reportlab_alone_writes_the_words_of_the_report(plan: Plan, rival: Any):
    ours = letters(build_diagnosis(builders.content("F01"), "es"))
    theirs = letters(rival.build(plan))
    assert (ours & theirs).total() > 0.95 * ours.total()
