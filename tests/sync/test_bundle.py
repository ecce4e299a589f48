"""Without a line: everything goes by hand, once, and the line may come back at any time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from advisor_app.schema import office as schema
from advisor_app.schema import tables
from advisor_app.server import audit
from advisor_app.server.blobs import Blobs
from advisor_app.server.bundles import Counter, Sender
from advisor_app.store.attachments import Attachments
from advisor_app.sync.admission import to_text
from advisor_app.sync.bundle import Bundles, Keys
from advisor_app.sync.errors import BadBundle
from tests.sync.world import Laptop, Office, add_assessment, add_firm, answer, at, change, exchange


class Post:
    """Laptops and an office that only speak by files."""

    def __init__(self, folder: Path) -> None:
        self.office = Office("A", "B")
        self.blobs = Blobs(self.office.base, folder / "office")
        self.signing, self.opening = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        self.laptops = {"A": Laptop("A", at), "B": Laptop("B", lambda: at(5))}
        self.bundles = {name: self._bundles(name, folder / name) for name in self.laptops}
        self.counter = Counter(self.office.base, self.blobs, self.signing, self.opening, self._who)
        for laptop in self.laptops.values():
            exchange(laptop, self.office)

    def _bundles(self, name: str, folder: Path) -> Bundles:
        keys = Keys(
            name,
            Ed25519PrivateKey.generate(),
            X25519PrivateKey.generate(),
            self.signing.public_key(),
            self.opening.public_key(),
        )
        return Bundles(self.laptops[name], Attachments(folder, name.encode() * 32), keys)

    def _who(self, name: str) -> Sender:
        keys = self.bundles[name].keys
        caller = self.office.callers[name]
        return Sender(caller, keys.signing.public_key(), keys.opening.public_key())

    def carry(self, name: str) -> bytes:
        """Take a laptop's file to the office; give the answer."""
        there = b"".join(self.bundles[name].pieces())
        return b"".join(self.counter.answer(io.BytesIO(there)))

    def bring(self, name: str, back: bytes) -> None:
        self.bundles[name].take(io.BytesIO(back))

    def close(self) -> None:
        for laptop in self.laptops.values():
            laptop.close()
        self.office.close()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    made = Post(tmp_path)
    yield made
    made.close()


def visit(post: Post) -> None:
    a = post.laptops["A"]
    add_firm(a, "firm-1")
    add_assessment(a, "firm-1", "as-1")
    for number in range(30):
        answer(a, "firm-1", "as-1", f"D1.{number}", 1 + number % 5)
    digest = post.bundles["A"].attachments.put(b"una foto", "image/jpeg")
    row = {"id": "photo-1", "firm_id": "firm-1", "sha256": digest, "size": 8}
    a.edit(lambda c: c.execute(tables.attachment.insert().values(row)))


def same(post: Post) -> None:
    a, b = post.laptops.values()
    for table in tables.SYNCED:
        assert a.rows(table.name) == b.rows(table.name), table.name


def test_a_visit_goes_by_hand_and_comes_to_another_laptop_by_hand(post):
    visit(post)
    post.bring("A", post.carry("A"))
    assert post.laptops["A"].noted() == 0
    post.office.give("B", "firm-1")
    post.bring("B", post.carry("B"))
    same(post)
    (row,) = post.laptops["B"].rows("attachment").values()
    assert post.bundles["B"].attachments.get(row["sha256"]) == b"una foto"


def test_what_came_by_hand_is_in_the_history_with_the_signature_of_its_laptop(post, tmp_path):
    for name, bundles in post.bundles.items():
        key = to_text(bundles.keys.signing.public_key().public_bytes_raw())
        d = schema.device
        with post.office.base.writing() as c:
            c.execute(d.update().where(d.c.id == name).values(public_key=key))
    visit(post)
    post.carry("A")
    with post.office.base.reading() as c:
        assert c.execute(sa.select(schema.batch.c.signature)).scalar()
        assert audit.faults(c, tmp_path / "office" / "files") == []


def test_a_file_that_is_brought_twice_changes_nothing(post):
    visit(post)
    there = b"".join(post.bundles["A"].pieces())
    first = b"".join(post.counter.answer(io.BytesIO(there)))
    second = b"".join(post.counter.answer(io.BytesIO(there)))
    post.bring("A", first)
    before = {t.name: post.laptops["A"].rows(t.name) for t in tables.SYNCED}
    post.bring("A", first)
    post.bring("A", second)
    assert {t.name: post.laptops["A"].rows(t.name) for t in tables.SYNCED} == before


def test_the_line_comes_back_before_the_answer_does(post):
    visit(post)
    back = post.carry("A")
    exchange(post.laptops["A"], post.office)
    change(post.laptops["A"], "firm", "firm-1", trade_name="Otra")
    exchange(post.laptops["A"], post.office)
    before = post.laptops["A"].rows("firm")
    post.bring("A", back)
    assert post.laptops["A"].rows("firm") == before
    post.office.give("B", "firm-1")
    exchange(post.laptops["B"], post.office)
    same(post)


def test_the_file_reaches_the_office_after_the_line_did(post):
    visit(post)
    there = b"".join(post.bundles["A"].pieces())
    exchange(post.laptops["A"], post.office)
    post.bring("A", b"".join(post.counter.answer(io.BytesIO(there))))
    assert post.laptops["A"].noted() == 0
    post.office.give("B", "firm-1")
    exchange(post.laptops["B"], post.office)
    exchange(post.laptops["A"], post.office)
    same(post)


def test_what_is_edited_while_the_file_travels_goes_with_the_next_one(post):
    visit(post)
    back = post.carry("A")
    answer(post.laptops["A"], "firm-1", "as-1", "D1.3", 5)
    post.bring("A", back)
    assert post.laptops["A"].noted() == 1
    post.bring("A", post.carry("A"))
    post.office.give("B", "firm-1")
    post.bring("B", post.carry("B"))
    same(post)


def test_an_answer_for_another_laptop_is_refused(post):
    visit(post)
    with pytest.raises(BadBundle):
        post.bring("B", post.carry("A"))


@pytest.mark.parametrize("cut", [0, 5, 200, -1])
def test_a_file_that_was_cut_changes_nothing(post, cut):
    visit(post)
    there = b"".join(post.bundles["A"].pieces())
    with pytest.raises(BadBundle):
        b"".join(post.counter.answer(io.BytesIO(there[:cut])))
    back = post.carry("A")
    with pytest.raises(BadBundle):
        post.bring("A", back[:cut])
    assert post.laptops["A"].noted() > 0
