"""A file from a laptop that means harm, sealed and signed as it should be."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from advisor_app.domain.errors import AdvisorError
from advisor_app.schema import office as schema
from advisor_app.server.errors import Refused
from advisor_app.sync import envelope, packing
from advisor_app.sync.bundle import OFFICE, TO_LAPTOP, TO_OFFICE, About, Ask, whole
from advisor_app.sync.envelope import Head, Part
from advisor_app.sync.errors import BadBundle
from advisor_app.sync.wire import Pull
from tests.disks import disk
from tests.sync.test_bundle import Post, visit


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    made = Post(tmp_path)
    yield made
    made.close()


def raw_of(name: bytes, size: int, data: bytes) -> bytes:
    return len(name).to_bytes(2, "big") + name + size.to_bytes(8, "big") + data


def sealed(post: Post, plain: bytes, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A file whose inside is these bytes, signed by a laptop that the office knows."""
    keys = post.bundles["A"].keys
    with monkeypatch.context() as patched:
        patched.setattr(envelope, "_plain", lambda _parts: iter([plain]))
        head = Head(TO_OFFICE, "A", OFFICE, 0)
        return b"".join(envelope.seal(head, [], keys.office_sealing, keys.signing))


def of_parts(post: Post, *parts: Part) -> bytes:
    keys = post.bundles["A"].keys
    head = Head(TO_OFFICE, "A", OFFICE, 0)
    return b"".join(envelope.seal(head, parts, keys.office_sealing, keys.signing))


def files_under(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    "plain",
    [
        raw_of(b"push", 10_000_000_000, b"x" * 300_000),
        raw_of(b"ask", 10_000_000_000, b"{}"),
        raw_of(b"file/" + b"a" * 64, 10_000_000_000, b"x" * 600_000),
        raw_of(b"file/" + b"a" * 64, (1 << 64) - 1, b"x"),
        raw_of(b"\xff\xfe", 1, b"x"),
        raw_of(b"n" * 60_000, 1, b"x"),
        raw_of(b"file/../../x", 1, b"x"),
        raw_of(b"file//etc/x", 1, b"x"),
        raw_of(b"file/\x00", 1, b"x"),
        raw_of(b"ask", 2, b"{}"),
        raw_of(b"ask", 2, b"[["),
        raw_of(b"push", 2, b"{}") + raw_of(b"ask", 2, b"{}"),
        b"\x00",
        b"",
    ],
)
def test_nothing_inside_a_file_harms_the_office(post, tmp_path, monkeypatch, plain):
    before = files_under(tmp_path)
    with pytest.raises((AdvisorError, Refused)):
        b"".join(post.counter.answer(io.BytesIO(sealed(post, plain, monkeypatch))))
    assert files_under(tmp_path) == before


def test_a_file_of_an_announced_size_that_is_too_large_is_not_begun(post, tmp_path, monkeypatch):
    plain = raw_of(b"file/" + b"a" * 64, 10_000_000_000, b"x" * 5_000_000)
    with disk(tmp_path / "office" / "coming", 1), pytest.raises((BadBundle, Refused)):
        b"".join(post.counter.answer(io.BytesIO(sealed(post, plain, monkeypatch))))


def test_a_laptop_that_was_locked_out_hands_in_nothing_and_is_told_nothing(post):
    visit(post)
    there = b"".join(post.bundles["A"].pieces())
    d = schema.device
    with post.office.base.writing() as c:
        c.execute(d.update().where(d.c.id == "A").values(revoked_at="2026-11-25"))
        before = c.execute(sa.select(schema.clock.c.seq)).scalar()
    asking = of_parts(post, whole("ask", packing.to_json(Ask(Pull()))))
    digest = hashlib.sha256(b"x").hexdigest()
    photo = of_parts(post, whole(f"file/{digest}", b"x"), whole("ask", b"{}"))
    for file in (there, asking, photo):
        with pytest.raises(Refused, match="revoked"):
            b"".join(post.counter.answer(io.BytesIO(file)))
    assert not post.blobs.has(digest)
    with post.office.base.reading() as c:
        assert c.execute(sa.select(schema.clock.c.seq)).scalar() == before


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "\0", "a" * 64])
def test_no_name_in_an_answer_leads_out_of_the_folder(post, tmp_path, name):
    keys = post.bundles["A"].keys
    before = files_under(tmp_path)
    about = whole("about", packing.to_json(About(Ask(Pull()))))
    head = Head(TO_LAPTOP, OFFICE, "A", 0)
    parts = [about, whole(f"file/{name}", b"x")]
    told = envelope.seal(head, parts, keys.opening.public_key(), post.signing)
    with pytest.raises(BadBundle):
        post.bring("A", b"".join(told))
    assert files_under(tmp_path) == before
