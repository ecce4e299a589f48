"""A telephone's folder is looked through for the photos of a visit, and left as it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.services import photo_folder
from advisor_app.services.evidence import Link
from advisor_app.services.photo_folder import find_photos
from tests.builders import agree_to_photos, make_draft, make_firm, rated
from tests.pictures import photo

STARTED = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ENDED = STARTED + timedelta(hours=3)


def found(folder: Path, **options) -> list[str]:
    stopped = options.get("stopped", lambda: False)
    return [one.path.name for one in find_photos(folder, STARTED, ENDED, lambda n: None, stopped)]


def put(folder: Path, name: str, taken: str, number: int = 0) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photo(number, taken=taken, offset="-05:00"))
    return path


def test_photos_come_by_their_time_from_every_folder_below(tmp_path):
    put(tmp_path, "Camera/b.jpg", "2026:11:23 09:10:00")
    put(tmp_path, "Screenshots/a.JPG", "2026:11:23 10:30:00")
    put(tmp_path, "Camera/c.jpg", "2026:11:20 10:30:00")
    put(tmp_path, ".thumbnails/d.jpg", "2026:11:23 09:10:00")
    (tmp_path / "film.mp4").write_bytes(b"film")
    (tmp_path / "text.jpg").write_bytes(b"un texto")
    assert found(tmp_path) == ["b.jpg", "a.JPG"]


def test_a_photo_without_a_time_has_that_of_its_file(tmp_path):
    path = put(tmp_path, "IMG-WA0001.jpg", "")
    moment = STARTED + timedelta(minutes=20)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    (one,) = find_photos(tmp_path, STARTED, ENDED, lambda n: None, lambda: False)
    assert (one.taken_at, one.by_camera) == (moment, False)


def test_a_file_that_was_written_long_before_the_visit_is_not_opened(tmp_path, monkeypatch):
    path = put(tmp_path, "old.jpg", "2026:11:23 09:10:00")
    old = (STARTED - timedelta(days=30)).timestamp()
    os.utime(path, (old, old))
    monkeypatch.setattr(photo_folder, "taken_at", None)
    assert found(tmp_path) == []


def test_looking_stops_when_it_is_told_to(tmp_path):
    for number in range(4):
        put(tmp_path, f"{number}.jpg", "2026:11:23 09:10:00")
    answers = iter((False, False, True))
    assert found(tmp_path, stopped=lambda: next(answers)) == ["0.jpg", "1.jpg"]


def test_a_folder_that_is_gone_or_too_large_is_refused_with_a_word(tmp_path, monkeypatch):
    with pytest.raises(AdvisorError, match="No se pudo leer la carpeta"):
        found(tmp_path / "gone")
    put(tmp_path, "a.jpg", "2026:11:23 09:10:00")
    monkeypatch.setattr(photo_folder, "MOST_FILES", 0)
    with pytest.raises(AdvisorError, match="demasiadas fotos"):
        found(tmp_path)


def test_a_visit_s_photos_are_sorted_by_its_answers_to_what_still_changes(session):
    firm = make_firm(session, trade_name="Ñandú")
    visit, view = make_draft(session, firm)
    agree_to_photos(session, firm)
    gap = session.gaps.start(firm.id, "iso_17025", visit.id)
    closed = session.gaps.start(firm.id, "globalgap_ifa_v6_fv", visit.id)
    point, shut = (one.standard.requirements[0].code for one in (gap, closed))
    session.gaps.answer(closed.id, GapAnswer(shut, State.COMPLIES), visit.id)
    session.gaps.close(closed.id)
    session.assessments.answer(view.id, rated("D1.1", 3), visit.id)
    session.gaps.answer(gap.id, GapAnswer(point, State.COMPLIES), visit.id)
    sorting = session.evidence.sorting(visit.id)
    assert [one.link for _at, one in sorting.answered] == [
        Link(view.id, "D1.1"),
        Link(gap.id, point),
    ]
    assert {one.link.assessment_id for one in sorting.points} == {view.id, gap.id}
    assert (sorting.firm_name, sorting.may_keep) == ("Ñandú", True)


def test_the_time_of_a_kept_photo_follows_our_clock(session):
    firm = make_firm(session)
    _visit, view = make_draft(session, firm)
    agree_to_photos(session, firm)
    data = photo(taken="2026:11:23 09:10:00", offset="-05:00")
    piece = session.evidence.add(data, Link(view.id, "D1.1"), clock_ahead=timedelta(minutes=70))
    assert piece.taken_at == STARTED - timedelta(hours=1)


def test_a_photo_of_an_iphone_is_found_and_told_to_be_unreadable(tmp_path):
    path = tmp_path / "IMG_0001.HEIC"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(200))
    moment = (STARTED + timedelta(minutes=20)).timestamp()
    os.utime(path, (moment, moment))
    (one,) = find_photos(tmp_path, STARTED, ENDED, lambda n: None, lambda: False)
    assert (one.path, one.can_be_read) == (path, False)
