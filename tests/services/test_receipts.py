"""A receipt says which files of a visit the office has confirmed; the others are still missing."""

from __future__ import annotations

from advisor_app.schema import tables
from advisor_app.services import receipts
from advisor_app.sync.files import confirm
from tests.sync.world import Laptop, add_firm, at


def test_of_two_photos_the_one_that_the_office_confirmed_is_on_the_receipt():
    laptop = Laptop("A", at)
    firm = add_firm(laptop, "firm-1")
    visit = {"id": "visit-1", "firm_id": firm, "number": 1}
    photos = [
        {"id": f"photo-{name}", "firm_id": firm, "visit_id": "visit-1", "sha256": name * 64}
        for name in ("a", "b")
    ]
    elsewhere = {"id": "photo-c", "firm_id": firm, "sha256": "c" * 64}
    laptop.edit(lambda c: c.execute(tables.visit.insert().values(visit)))
    for row in (*photos, elsewhere):
        laptop.edit(lambda c, row=row: c.execute(tables.attachment.insert().values(row)))
    for name in ("b", "c"):
        laptop.write(lambda c, name=name: confirm(c, name * 64))
    receipt = laptop.read(lambda c: receipts.of_visit(c, "visit-1", "Oficina"))
    assert receipt.files == ("b" * 64,)
    assert receipt.waiting == 1 + 2 + 1  # the visit, two records of photos, one file
    laptop.close()
