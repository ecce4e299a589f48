"""Two laptops and the office: what one wrote, the other one has."""

from __future__ import annotations

import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.store.revision import HEAD
from advisor_app.sync import client, local, outgoing, packing
from advisor_app.sync.wire import Edit, Pulled, Push, Pushed, pack_edits, unpack_rows
from tests.sync.world import (
    DirectLine,
    Office,
    add_assessment,
    add_firm,
    answer,
    change,
    exchange,
)


def test_what_one_laptop_wrote_the_other_one_has(office, a, b):
    firm = add_firm(a, "firm-1")
    assessment = add_assessment(a, firm, "as-1")
    answer(a, firm, assessment, "D1.1", 3, note="con registro")
    exchange(a, office)
    office.give("B", firm)
    exchange(b, office)
    for entity in ("firm", "assessment", "answer"):
        assert b.rows(entity) == a.rows(entity)
    assert a.noted() == b.noted() == 0


def test_nobody_else_has_it(office, a, b):
    add_firm(a, "firm-1")
    exchange(a, office)
    exchange(b, office)
    assert b.rows("firm") == {}


def test_two_answers_to_one_question_wait_for_a_person(office, a, b):
    firm = add_firm(a, "firm-1")
    assessment = add_assessment(a, firm, "as-1")
    exchange(a, office)
    office.give("B", firm)
    exchange(b, office)
    one = answer(a, firm, assessment, "D1.1", 3)
    two = answer(b, firm, assessment, "D1.1", 4)
    assert one == two
    exchange(a, office)
    came = exchange(b, office)
    assert came.clashes == 1
    exchange(a, office)
    for laptop in (a, b):
        assert laptop.rows("answer")[one]["level"] == 3
        (conflict,) = laptop.rows("conflict").values()
        assert (conflict["state"], conflict["field"]) == ("open", "answer")
        assert '"level": 4' in conflict["lost"]
        assert (conflict["kept_by"], conflict["lost_by"]) == ("Asesor A", "Asesor B")


def test_the_value_that_lost_is_taken_back_by_a_person(office, a, b):
    test_two_answers_to_one_question_wait_for_a_person(office, a, b)
    (conflict,) = a.rows("conflict")
    change(a, "conflict", conflict, state="resolved", choice="lost", reason="estaba allá")
    exchange(a, office)
    exchange(b, office)
    exchange(a, office)
    for laptop in (a, b):
        (row,) = laptop.rows("answer").values()
        assert row["level"] == 4


def test_the_same_batch_is_taken_once(office, a):
    add_firm(a, "firm-1")
    a.write(lambda c: local.put(c, local.EPOCH, ""))
    body = a.write(outgoing.build)
    assert {office.push("A", body) for _again in range(8)} == {office.push("A", body)}


def test_nothing_to_say_is_one_request_and_writes_nothing(office, a):
    add_firm(a, "firm-1")
    exchange(a, office)
    exchange(a, office)
    before, written = list(a.driver.iterdump()), a.driver.total_changes
    line = Counting(office, "A")
    client.Exchange(a, line).run()
    assert line.asked == ["pull"]
    assert a.driver.total_changes == written
    assert list(a.driver.iterdump()) == before


def test_what_was_merged_at_the_office_is_told_as_touched(office, a, b):
    firm = add_firm(a, "firm-1")
    exchange(a, office)
    office.give("B", firm)
    exchange(b, office)
    change(a, "firm", firm, legal_name="Otra")
    exchange(a, office)
    change(b, "firm", firm, vereda="La Unión")
    assert ("firm", firm) in exchange(b, office).touched


def test_parents_are_sent_before_their_children_however_small_the_batch(office, a):
    firm = {"id": "z", "legal_name": "Firma"}
    assessment = {"id": "y", "firm_id": "z", "kind": "maturity", "status": "draft"}
    rows = [
        {"id": f"a{n}", "firm_id": "z", "assessment_id": "y", "item": f"D1.{n}", "state": "seen"}
        for n in range(5)
    ]

    def at_once(c: sa.Connection) -> None:
        c.execute(tables.firm.insert().values(firm))
        c.execute(tables.assessment.insert().values(assessment))
        c.execute(tables.answer.insert(), rows)

    a.edit(at_once)
    came = exchange(a, office, batch=2)
    assert (came.sent, came.apart) == (7, 0)


def test_a_batch_says_the_newest_revision_of_the_tables(office, a):
    """So a field that the office doesn't know is a fault, unless a later version wrote it."""
    add_firm(a, "firm-1")
    batch = packing.from_json(a.write(outgoing.build), Push)
    assert batch.schema == int(HEAD)
    fields = {"legal_name": ("Firma", 0), "later": ("x", 0)}
    edit = Edit("firm", "firm-1", "firm-1", 0, f"{0:015d}.000000", fields)
    blocks, _edits = pack_edits([edit])
    taken = []
    for number, schema in ((1, int(HEAD)), (2, int(HEAD) + 1)):
        said = Push(f"batch-{number}", "life", number, schema, blocks)
        answer_ = packing.from_json(office.push("A", packing.to_json(said)), Pushed)
        taken.append([one.st for one in answer_.x])
    assert taken == [["invalid"], []]


class Counting(DirectLine):
    """Remembers what was asked."""

    def __init__(self, office_: Office, name: str) -> None:
        super().__init__(office_, name)
        self.asked: list[str] = []

    def push(self, body: bytes) -> bytes:
        self.asked.append("push")
        return super().push(body)

    def pull(self, body: bytes) -> bytes:
        self.asked.append("pull")
        return super().pull(body)


class _Overhearing(DirectLine):
    """A line that keeps the answers to what was asked."""

    def __init__(self, office_: Office, name: str) -> None:
        super().__init__(office_, name)
        self.rows: list[str] = []

    def pull(self, body: bytes) -> bytes:
        told = super().pull(body)
        page = packing.from_json(told, Pulled)
        self.rows += [row.id for row in unpack_rows(page.rows)]
        return told


def test_a_laptop_is_not_told_what_it_sent_itself_but_all_else(office, a, b):
    firm = add_firm(a, "firm-1")
    exchange(a, office)
    office.give("B", firm)
    exchange(b, office)
    theirs = add_assessment(b, firm, "as-b")
    exchange(b, office)
    add_assessment(a, firm, "as-a")
    line = _Overhearing(office, "A")
    client.Exchange(a, line).run()
    assert line.rows == [theirs]
    assert set(a.rows("assessment")) == {"as-a", "as-b"}


def test_a_laptop_brought_back_is_told_what_it_sent_after_the_copy(office, a):
    firm = add_firm(a, "firm-1")
    exchange(a, office)
    copied = a.copy()
    add_assessment(a, firm, "as-1")
    exchange(a, office)
    back = a.restored(copied)
    exchange(back, office)
    assert set(back.rows("assessment")) == {"as-1"}
    back.close()
