"""Who asks to be forgotten is, in records, conflicts and history, and the chain stays whole."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from advisor_app.schema import office as o
from advisor_app.schema import tables
from advisor_app.server import history
from advisor_app.server.access import Caller, Role
from advisor_app.server.erasure import erase
from advisor_app.server.errors import Refused
from tests.sync.world import Laptop, Office, add_firm, change, exchange

CANARY = "Ana Canaria Pérez"


@pytest.fixture
def laptops(office: Office, a: Laptop, b: Laptop) -> tuple[Laptop, Laptop]:
    firm = add_firm(a, "firm-1")
    person = {"id": "person-1", "firm_id": firm, "name": CANARY, "phone": "3001234567"}
    a.edit(lambda c: c.execute(tables.person.insert().values(person)))
    exchange(a, office)
    office.give("B", firm)
    exchange(b, office)
    return a, b


def coordinator() -> Caller:
    return Caller("A", "u-A", Role.COORDINATOR, "Coordinación")


def everything(office: Office) -> bytes:
    """Every byte that the office keeps of its records, opened."""
    found: list[str] = []
    with office.base.reading() as c:
        for table in (o.doc, o.device, o.batch):
            found += [str(row) for row in c.execute(sa.select(table))]
        for name in c.execute(sa.select(o.batch.c.id)).scalars().all():
            found.append(str(history.blocks_of(c, name)))
    return "\n".join(found).encode()


def test_the_history_tells_who_it_was_until_the_erasure(office, laptops):
    assert CANARY.encode() in everything(office)
    with office.base.reading() as c:
        bodies = [bytes(b) for b in c.execute(sa.select(o.batch.c.body)).scalars() if b]
        assert not any(CANARY.encode() in body for body in bodies)
    assert erase(office.base, coordinator(), "person-1")
    assert CANARY.encode() not in everything(office)
    assert b"3001234567" not in everything(office)


def test_every_laptop_blanks_it_with_its_next_exchange(office, laptops):
    erase(office.base, coordinator(), "person-1")
    for laptop in laptops:
        exchange(laptop, office)
        row = laptop.rows("person")["person-1"]
        assert (row["name"], row["phone"], row["firm_id"]) == (None, None, "firm-1")


def test_an_edit_that_did_not_know_of_it_brings_nothing_back(office, laptops):
    _a, b = laptops
    erase(office.base, coordinator(), "person-1")
    change(b, "person", "person-1", phone="3009999999", role="gerente")
    exchange(b, office)
    row = b.rows("person")["person-1"]
    assert (row["phone"], row["role"]) == (None, "gerente")
    assert b"3009999999" not in everything(office)


def test_values_that_lost_are_blanked_too(office, laptops):
    a, b = laptops
    change(a, "person", "person-1", phone="3111111111")
    change(b, "person", "person-1", phone="3222222222")
    exchange(a, office)
    exchange(b, office)
    assert len(b.rows("conflict")) == 1
    erase(office.base, coordinator(), "person-1")
    exchange(b, office)
    (conflict,) = b.rows("conflict").values()
    assert (conflict["kept"], conflict["lost"]) == ("{}", "{}")
    assert b"3111111111" not in everything(office)
    assert b"3222222222" not in everything(office)


def test_an_advisor_grants_no_erasure(office, laptops):
    with pytest.raises(Refused, match="role"):
        erase(office.base, office.callers["A"], "person-1")


def test_the_chain_of_the_history_stays_whole(office, laptops):
    erase(office.base, coordinator(), "person-1")
    with office.base.reading() as c:
        rows = c.execute(sa.select(o.batch).order_by(o.batch.c.last)).all()
    assert [row.before for row in rows[1:]] == [row.digest for row in rows[:-1]]
