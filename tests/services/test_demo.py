"""The demo workspace: twelve firms, each visited, diagnosed and reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app.domain import clock
from advisor_app.services import entry
from advisor_app.services.session import Session
from tests.reports.reading import pages

# level and line of the six firms whose results are published with the rules (docs/rules.md)
EXPECTED = {
    "999.000.101-0": ("2.12", 2, "technical_assistance"),
    "999.000.102-8": ("3.29", 3, "certification"),
    "999.000.103-5": ("3.65", 3, "certification"),
    "999.000.104-2": ("4.08", 4, "certification"),
    "999.000.105-1": ("3.10", 3, "technical_assistance"),
    "999.000.106-7": ("2.59", 2, "technical_assistance"),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = entry.open_demo(tmp_path_factory.mktemp("demo") / "workspace")
    yield opened
    opened.close()


def test_the_demo_has_twelve_diagnosed_firms(demo: Session) -> None:
    rows = demo.firms.list()
    assert len(rows) == 12
    assert {row.status for row in rows} == {"diagnosed"}
    assert demo.is_demo


def test_the_demo_results_are_those_of_the_rules(demo: Session) -> None:
    found = {}
    for row in demo.firms.list():
        outcome = demo.assessments.result(demo.assessments.of_firm(row.id)[0].id)
        found[row.nit_shown] = (str(outcome.result.S), outcome.result.level, outcome.line.value)
    assert {nit: found[nit] for nit in EXPECTED} == EXPECTED


def test_each_demo_firm_has_its_report_and_reads_back_unchanged(demo: Session) -> None:
    for row in demo.firms.list():
        assessment = demo.assessments.of_firm(row.id)[0]
        issued = demo.documents.of(assessment.id)
        assert len(issued) == 1
        assert demo.documents.content(assessment.id).content_hash == issued[0].content_hash


def test_building_the_demo_puts_the_clock_back(demo: Session) -> None:
    assert type(clock.current()) is clock.Clock


def test_the_demo_opens_again_by_itself(demo: Session, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    entry.open_demo(folder).close()
    again = entry.open_demo(folder)
    assert len(again.firms.list()) == 12
    again.close()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_each_demo_visit_has_its_record_on_one_page(demo: Session, lang: str) -> None:
    for row in demo.firms.list():
        (visit,) = demo.visits.of_firm(row.id)
        (issued,) = demo.documents.of(visit.id, "visit_record")
        assert visit.activities
        assert len(pages(demo.documents.reprint(issued.id, lang))) == 1


def test_the_growers_of_the_demo_are_a_group_with_a_sample_of_which_some_were_seen(
    demo: Session,
) -> None:
    firm = next(row for row in demo.firms.list() if row.nit_shown == "999.000.101-0")
    (view,) = [one for one in demo.gaps.of_firm(firm.id) if one.scope.parts]
    group = demo.groups.get(view.id)
    assert len(group.rows) == demo.firms.get(firm.id).members == 46
    assert (len(group.to_visit), len(group.sample)) == (7, 8)
    result = group.result
    assert (result.seen, result.complying, result.failing) == (2, 1, 1)
    assert group.next_code() == group.to_visit[2].part.code
