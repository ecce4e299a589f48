"""One slip costs one field: right values are kept, wrong ones wait."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ui.models.record_draft import RecordDraft


@dataclass(frozen=True)
class Record:
    name: str = ""
    total: int | None = None
    women: int | None = None
    men: int | None = None


def check(record: Record) -> dict[str, str]:
    problems = {}
    if not record.name:
        problems["name"] = "falta el nombre"
    if None not in (record.women, record.men) and record.women + record.men != record.total:
        problems["total"] = "no suma"
    if (record.men or 0) < 0:
        problems["men"] = "menor que cero"
    return problems


@pytest.fixture
def draft():
    return RecordDraft(Record(name="Ñame"), check)


def test_a_right_value_is_kept(draft):
    edit = draft.change({"total": 9})
    assert edit.record == draft.record == Record("Ñame", 9)
    assert edit.problems == {}


def test_the_same_value_again_changes_nothing(draft):
    draft.change({"total": 9})
    assert draft.change({"total": 9}).record is None


def test_a_wrong_value_waits_and_the_others_are_kept(draft):
    edit = draft.change({"men": -1, "total": 4})
    assert edit.record == Record("Ñame", 4)
    assert edit.problems == {"men": "menor que cero"}
    assert draft.waiting == {"men": -1}


def test_a_sum_that_is_reported_elsewhere_makes_the_last_value_wait(draft):
    draft.change({"total": 9})
    draft.change({"women": 4})
    edit = draft.change({"men": 6})
    assert edit.record is None
    assert edit.problems == {"total": "no suma"}
    assert draft.waiting == {"men": 6}


def test_what_waits_is_kept_once_the_cause_is_corrected(draft):
    draft.change({"total": 9})
    draft.change({"women": 4})
    draft.change({"men": 6})
    edit = draft.change({"total": 10})
    assert edit.record == Record("Ñame", 10, 4, 6)
    assert edit.problems == {}
    assert edit.settled == {"men", "total"}
    assert not draft.waiting


def test_what_was_wrong_from_the_start_does_not_block_other_fields():
    draft = RecordDraft(Record(), check)
    assert draft.change({"total": 9}).record == Record("", 9)
    assert draft.change({"name": ""}).record is None


def test_undo_goes_back_change_by_change(draft):
    assert draft.undo() == ()
    draft.change({"total": 9})
    draft.change({"women": 4, "name": "Otro"})
    assert set(draft.undo()) == {"women", "name"}
    assert draft.record == Record("Ñame", 9)
    assert draft.can_undo
    assert draft.undo() == ("total",)
    assert not draft.can_undo


def test_what_the_store_refuses_is_taken_back_and_waits(draft):
    draft.change({"total": 9, "men": 3})
    draft.refuse({"men": "no"})
    assert draft.record == Record("Ñame")
    assert draft.waiting == {"men": 3}
