"""Photos over HTTP: resumed where the line broke, told and given only to who sees their record."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from advisor_app.sync.client import Refused
from advisor_app.sync.http_files import HttpFiles
from advisor_app.sync.http_line import HttpLine
from tests.server.offices import Asking, Served, firm_block

PHOTO = bytes(range(256)) * 2_000
SHA = hashlib.sha256(PHOTO).hexdigest()


def attachment_block(firm_id: str) -> dict[str, Any]:
    row = [secrets.token_hex(8), 0, 0, 0, firm_id, SHA, len(PHOTO)]
    return {"e": "attachment", "c": ["firm_id", "sha256", "size"], "r": [row], "t": 1}


@pytest.fixture
def ana(served: Served) -> Asking:
    """Somebody whose firm has a record that names the photo."""
    laptop = served.laptop("ana")
    told = laptop.push(laptop.batch(firm_block("firm-1"), attachment_block("firm-1")))
    assert told.json()["no"] == 1
    return laptop


@pytest.fixture
def files(ana: Asking) -> Iterator[HttpFiles]:
    with line_of(ana) as line:
        yield HttpFiles(line)


def line_of(laptop: Asking) -> HttpLine:
    return HttpLine(laptop.office.url, laptop.device, laptop.key)


def test_a_photo_goes_up_in_pieces_and_comes_down_whole(files):
    assert not files.has(SHA)
    place, offset = files.begin(SHA, len(PHOTO))
    while offset < len(PHOTO):
        offset = files.append(place, offset, PHOTO[offset : offset + 100_000])
    assert files.has(SHA)
    assert b"".join(files.fetch(SHA)) == PHOTO


def test_it_goes_on_where_it_was(files):
    place, _offset = files.begin(SHA, len(PHOTO))
    files.append(place, 0, PHOTO[:100_000])
    assert files.begin(SHA, len(PHOTO)) == (place, 100_000)


def test_a_piece_at_the_wrong_place_is_refused(files):
    place, _offset = files.begin(SHA, len(PHOTO))
    with pytest.raises(Refused, match="offset"):
        files.append(place, 7, PHOTO[:100])


def test_a_piece_that_was_bent_on_the_way_is_refused(ana, files):
    place, _offset = files.begin(SHA, len(PHOTO))
    headers = ana.bearer | {"Upload-Offset": "0", "Upload-Checksum": "sha256 " + "A" * 43 + "="}
    told = ana.http.patch(place, content=PHOTO[:100], headers=headers)
    assert (told.status_code, told.json()["code"]) == (460, "hash")
    assert files.begin(SHA, len(PHOTO)) == (place, 0)


def test_a_photo_that_is_not_what_its_name_says_is_not_kept(files):
    place, _offset = files.begin(SHA, len(PHOTO))
    with pytest.raises(Refused, match="hash"):
        files.append(place, 0, PHOTO[:-1] + b"x")
    assert not files.has(SHA)


def test_nobody_else_is_told_that_it_is_there(served, ana, files):
    place, _offset = files.begin(SHA, len(PHOTO))
    files.append(place, 0, PHOTO)
    with line_of(served.laptop("beto")) as line:
        other = HttpFiles(line)
        assert not other.has(SHA)
        with pytest.raises(Refused, match="unknown"):
            list(other.fetch(SHA))
        with pytest.raises(Refused, match="unknown"):
            other.begin(SHA, len(PHOTO))
        with pytest.raises(Refused, match="upload"):
            other.append(place, 0, PHOTO)


def test_a_photo_that_no_record_names_is_not_taken(files):
    with pytest.raises(Refused, match="unknown"):
        files.begin("0" * 64, 10)


@pytest.mark.parametrize("size", ["", "-1", "x", "9" * 15, str(10**12)])
def test_a_size_that_is_none_is_refused(ana, size):
    told = ana.http.post("/v1/uploads", headers=ana.bearer | {"Upload-Length": size})
    assert told.status_code in (400, 404, 413)


def test_what_began_can_be_dropped(ana, files):
    place, _offset = files.begin(SHA, len(PHOTO))
    files.append(place, 0, PHOTO[:100])
    assert ana.http.delete(place, headers=ana.bearer).status_code == 204
    assert ana.http.head(place, headers=ana.bearer).status_code == 404
