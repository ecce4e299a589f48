"""What a report says: kept whole, written one way, recognised by its fingerprint."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from advisor_app.domain.errors import BadContent
from advisor_app.domain.firm import Firm
from advisor_app.domain.routing import ServiceLine
from advisor_app.domain.text import Text
from advisor_app.reports.compose import Override, compose, identification
from advisor_app.reports.content import DiagnosisContent
from advisor_app.reports.diagnosis import build_diagnosis
from advisor_app.reports.issued import ReplacedPart, Stamp
from tests.reports import builders


@pytest.mark.parametrize("firm", builders.FIRMS)
def test_a_content_comes_back_equal_from_its_text(firm: str):
    content = builders.content(firm)
    again = DiagnosisContent.from_json(content.canonical_json())
    assert again == content
    assert again.content_hash == content.content_hash


def test_a_kept_content_prints_the_same_report():
    content = builders.content("F01")
    kept = DiagnosisContent.from_json(content.canonical_json())
    assert build_diagnosis(kept, "es") == build_diagnosis(content, "es")


def test_the_fingerprint_depends_on_no_language():
    content = builders.content("F01")
    before = content.content_hash
    build_diagnosis(content, "es")
    build_diagnosis(content, "en")
    assert content.content_hash == before
    assert json.loads(content.canonical_json())["line"]["name"].keys() == {"en", "es"}


def test_the_fingerprint_changes_with_a_single_word():
    content = builders.content("F01")
    noted = replace(content.answers[0], note="Se vio el cuaderno.")
    changed = replace(content, answers=(noted, *content.answers[1:]))
    assert changed.content_hash != content.content_hash


def test_the_same_moment_is_the_same_content_wherever_it_was_read():
    content = builders.content("F01")
    local = content.issued_at.astimezone(timezone(timedelta(hours=-5)))
    assert replace(content, issued_at=local).content_hash == content.content_hash


def test_a_stamp_changes_number_version_and_moment_only():
    content = builders.content("F01")
    at = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
    stamped = content.stamped(Stamp("7F3A-2026-0099", 2, at, -300))
    assert (stamped.number, stamped.version, stamped.issued_at) == ("7F3A-2026-0099", 2, at)
    assert stamped.content_hash != content.content_hash
    assert stamped.stamped(content.stamp) == content


def test_what_was_issued_before_a_field_came_keeps_its_text_and_fingerprint():
    content = builders.content("F01")
    assert '"replaces"' not in content.canonical_json()
    assert DiagnosisContent.from_json(content.canonical_json()) == content
    corrected = content.stamped(
        replace(content.stamp, version=2, replaces=ReplacedPart(1, content.content_hash, "NIT"))
    )
    assert '"reason":"NIT"' in corrected.canonical_json()
    assert DiagnosisContent.from_json(corrected.canonical_json()) == corrected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "no es JSON",
        builders.content("F01").canonical_json().replace('"version":1', '"version":"uno"'),
        builders.content("F01").canonical_json().replace('"form":"full"', '"form":"media"'),
    ],
)
def test_a_text_that_is_no_report_is_refused(text: str):
    with pytest.raises(BadContent):
        DiagnosisContent.from_json(text)


def test_the_confidential_alert_is_in_no_part_of_the_content():
    alert = builders.facts_of("F01").result.instrument.item("D7.5").confidential_alert
    assert alert is not None
    kept = builders.content("F12").canonical_json()
    assert alert.es[:40] not in kept
    assert "ICBF" not in kept


def test_answers_keep_what_was_said_and_what_the_evidence_bears():
    parts = {part.item: part for part in builders.content("F05").answers}
    assert (parts["D5.1"].said, parts["D5.1"].counted) == (2, 2)
    discounted = [p for firm in builders.FIRMS for p in builders.content(firm).answers if p.said]
    assert any(part.counted != part.said for part in discounted)


def test_the_ways_of_seeing_add_up_to_all_questions():
    for firm in builders.FIRMS:
        content = builders.content(firm)
        counts = content.counts
        seen = counts.declared + counts.observed + counts.verified
        assert seen + counts.not_applicable + counts.not_verified == len(content.answers)


def test_a_line_chosen_by_a_person_stands_beside_the_computed_one():
    override = Override(
        ServiceLine.TRAINING, "Cambió todo el equipo este mes.", "Marta", builders.MOMENT.date()
    )
    line = compose(replace(builders.facts_of("F01"), override=override)).line
    assert line.shown == Text("Formación", line.shown.en)
    assert line.name != line.shown


@pytest.mark.parametrize(
    ("firm", "shown"),
    [
        (Firm("1", nit="999000101", nit_dv="0"), "NIT\u00a0999.000.101-0"),
        (Firm("1", id_type="cc", nit="52004118"), "cédula 52004118"),
        (Firm("1", id_type="none", office_code="OF-7"), "sin NIT todavía, código OF-7"),
        (Firm("1"), "sin NIT todavía"),
    ],
)
def test_a_firm_is_identified_by_what_it_has(firm: Firm, shown: str):
    assert identification(firm, "es") == shown


def test_a_dimension_rounds_half_up_to_its_level():
    content = builders.content("F06")
    for part in content.dimensions:
        if part.score is not None:
            assert part.level == int(part.score + Decimal("0.5"))
