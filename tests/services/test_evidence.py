"""Photos and papers back answers: small, without a place, once each, whole or not at all."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.firm import Firm
from advisor_app.services.errors import Closed, ConsentNeeded, NotFound
from advisor_app.services.evidence import Evidence, Link
from advisor_app.services.gaps import GapView
from advisor_app.services.pdf_files import NotAPaper
from advisor_app.services.photos import NotAPhoto
from advisor_app.services.session import Session
from advisor_app.store.errors import DiskFull
from tests.builders import (
    agree_to_photos,
    answer_everything,
    make_draft,
    make_firm,
    make_session,
)
from tests.disks import disk, fill
from tests.pictures import bent, huge_png, paper, photo

LIST = "iso_17025"
BROKEN_IN_SUITE = 100


@pytest.fixture
def firm(session: Session) -> Firm:
    made = make_firm(session)
    agree_to_photos(session, made)
    return made


@pytest.fixture
def gap(session: Session, firm: Firm) -> GapView:
    return session.gaps.start(firm.id, LIST)


@pytest.fixture
def evidence(session: Session) -> Evidence:
    return session.evidence


def points(gap: GapView) -> list[Link]:
    return [Link(gap.id, one.code) for one in gap.standard.requirements]


def sealed(session: Session) -> set[Path]:
    return {path for path in (session.folder / "attachments").rglob("*") if path.is_file()}


def test_a_photo_is_kept_small_without_place_and_with_its_time(evidence, gap):
    data = photo(size=(1600, 1200), taken="2026:11:23 09:30:00", offset="-05:00")
    piece = evidence.add(data, points(gap)[0], caption="  Tablero de lotes ")
    assert (piece.media_type, piece.caption) == ("image/jpeg", "Tablero de lotes")
    assert piece.taken_at == datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    kept = evidence.picture(piece.id)
    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.size == (1280, 960)
        assert not opened.getexif()
    assert piece.size == len(kept)


def test_a_time_without_an_offset_is_the_laptop_s_own(evidence, gap):
    piece = evidence.add(photo(taken="2026:11:23 09:30:00"), points(gap)[0])
    assert piece.taken_at is not None
    assert f"{piece.taken_at.astimezone():%Y-%m-%d %H:%M}" == "2026-11-23 09:30"


def test_a_screenshot_has_no_time(evidence, gap):
    assert evidence.add(photo(kind="PNG"), points(gap)[0]).taken_at is None


def test_nothing_of_it_lies_readable_on_disk(session, evidence, gap):
    data = photo()
    evidence.add(data, points(gap)[0], keep_original=True)
    for path in session.folder.rglob("*"):
        if path.is_file():
            assert b"JFIF" not in path.read_bytes()


def test_one_piece_backs_answers_of_lists_and_of_a_diagnosis(session, evidence, firm, gap):
    _visit, view = make_draft(session, firm)
    agree_to_photos(session, firm)
    first, second, *_others = points(gap)
    piece = evidence.add(photo(), first)
    evidence.link(piece.id, second)
    evidence.link(piece.id, second)
    evidence.link(piece.id, Link(view.id, "D1.1"))
    (found,) = evidence.of_assessment(gap.id)
    assert found.links == (first, second, Link(view.id, "D1.1"))
    assert found.items_of(gap.id) == (first.item, second.item)
    assert evidence.of_assessment(view.id) == evidence.of_firm(firm.id) == (found,)


def test_the_same_file_is_recognised_and_only_linked(session, evidence, gap):
    first, second, *_others = points(gap)
    piece = evidence.add(photo(), first)
    files = sealed(session)
    assert evidence.add(photo(), second, caption="Bodega").id == piece.id
    assert sealed(session) == files
    (found,) = evidence.of_assessment(gap.id)
    assert (found.links, found.caption) == ((first, second), "Bodega")


def test_two_firms_keep_the_same_file_each_for_itself(session, evidence, gap):
    other = make_firm(session, nit="900123456", nit_dv="8")
    agree_to_photos(session, other)
    there = session.gaps.start(other.id, LIST)
    here = evidence.add(photo(), points(gap)[0])
    assert evidence.add(photo(), points(there)[0]).id != here.id
    with pytest.raises(NotFound):
        evidence.link(here.id, points(there)[0])


def test_pieces_come_in_the_order_they_were_taken(evidence, gap):
    at = points(gap)[0]
    without = evidence.add(photo(1), at)
    late = evidence.add(photo(2, taken="2026:11:23 11:00:00"), at)
    early = evidence.add(photo(3, taken="2026:11:23 09:00:00"), at)
    assert [one.id for one in evidence.of_assessment(gap.id)] == [early.id, late.id, without.id]


def test_unlinking_the_last_answer_removes_the_piece_and_it_can_come_back(evidence, gap):
    first, second, *_others = points(gap)
    piece = evidence.add(photo(), first)
    evidence.link(piece.id, second)
    evidence.unlink(piece.id, first)
    assert evidence.get(piece.id).links == (second,)
    removed = evidence.unlink(piece.id, second)
    assert evidence.of_assessment(gap.id) == ()
    with pytest.raises(NotFound):
        evidence.picture(piece.id)
    evidence.restore(removed)
    assert evidence.get(piece.id).links == (second,)


def test_what_was_removed_is_whole_again_after_undo(evidence, gap):
    first, second, *_others = points(gap)
    piece = evidence.add(photo(), first, caption="Bodega")
    evidence.link(piece.id, second)
    before = evidence.get(piece.id)
    removed = evidence.remove(piece.id)
    assert evidence.of_firm(piece.firm_id) == ()
    evidence.restore(removed)
    assert evidence.get(piece.id) == before


def test_a_removed_file_that_is_added_again_comes_back_to_its_row(evidence, gap):
    first, second, *_others = points(gap)
    piece = evidence.add(photo(), first)
    evidence.remove(piece.id)
    again = evidence.add(photo(), second)
    assert (again.id, again.links) == (piece.id, (second,))


def test_a_caption_is_changed(evidence, gap):
    piece = evidence.add(photo(), points(gap)[0])
    evidence.describe(piece.id, " Extintor vencido ")
    assert evidence.get(piece.id).caption == "Extintor vencido"


def test_a_thumbnail_is_small_and_made_once(evidence, gap, monkeypatch):
    piece = evidence.add(photo(size=(1600, 1200)), points(gap)[0])
    small = evidence.thumbnail(piece.id)
    with Image.open(io.BytesIO(small)) as opened:
        assert opened.size == (256, 192)
    monkeypatch.setattr("advisor_app.services.photos.thumbnail_of", None)
    assert evidence.thumbnail(piece.id) == small


def test_the_original_keeps_every_point_but_not_the_place(session, evidence, gap):
    data = photo(size=(2000, 1500), taken="2026:11:23 09:30:00") + b"film behind"
    piece = evidence.add(data, points(gap)[0], keep_original=True)
    assert piece.has_original
    row = next(row for row in _rows(session) if row["id"] == piece.id)
    original = session._workspace.attachments.get(row["original_sha256"])
    assert b"film" not in original
    with Image.open(io.BytesIO(original)) as kept, Image.open(io.BytesIO(data)) as came:
        assert kept.getexif().get_ifd(0x8825) == {}
        assert kept.getexif().get_ifd(0x8769)[0x9003] == "2026:11:23 09:30:00"
        assert kept.tobytes() == came.tobytes()


def _rows(session: Session) -> list[dict]:
    with session._workspace.read() as c:
        found = c.exec_driver_sql("SELECT * FROM attachment").mappings()
        return [dict(row) for row in found]


# --- who agreed, and what is closed ----------------------------------------------------------


def test_without_the_authorization_of_photos_none_is_kept_and_it_is_said(session, evidence):
    firm = make_firm(session, nit="900123456", nit_dv="8")
    agree_to_photos(session, firm, photos=False)
    gap = session.gaps.start(firm.id, LIST)
    with pytest.raises(ConsentNeeded, match="no ha autorizado fotos"):
        evidence.add(photo(), points(gap)[0])
    assert sealed(session) == set()
    assert evidence.add(paper(), points(gap)[0]).media_type == "application/pdf"


def test_a_closed_list_keeps_its_evidence_as_it_is(session, evidence, gap):
    first, second, *_others = points(gap)
    piece = evidence.add(photo(), first)
    session.gaps.close(gap.id)
    for act in (
        lambda: evidence.add(photo(2), second),
        lambda: evidence.link(piece.id, second),
        lambda: evidence.unlink(piece.id, first),
        lambda: evidence.remove(piece.id),
        lambda: evidence.describe(piece.id, "Otra"),
    ):
        with pytest.raises(Closed):
            act()
    assert evidence.get(piece.id) == piece


def test_a_closed_diagnosis_takes_no_evidence(session, evidence, firm):
    _visit, view = make_draft(session, firm)
    agree_to_photos(session, firm)
    answer_everything(session, view)
    session.assessments.close(view.id)
    with pytest.raises(Closed, match="diagnóstico"):
        evidence.add(photo(), Link(view.id, "D1.1"))


def test_a_point_that_is_not_there_takes_none(session, evidence, gap):
    for at in (Link(gap.id, "99.9"), Link("nothing", "4.1")):
        with pytest.raises(NotFound):
            evidence.add(photo(), at)
    assert sealed(session) == set()


def test_the_photo_of_a_signature_outlives_the_evidence_made_of_it(session, evidence, gap):
    piece = evidence.add(photo(), points(gap)[0])
    with session._workspace.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM signature").scalar_one() == 0
    closing = {"id": "action", "firm_id": piece.firm_id, "closing_attachment_id": piece.id}
    _insert_action(session, closing)
    evidence.remove(piece.id)
    assert evidence.of_firm(piece.firm_id) == ()
    assert evidence.picture(piece.id)


def _insert_action(session: Session, row: dict[str, object]) -> None:
    from advisor_app.schema import tables

    session._workspace.write(lambda c: c.execute(tables.action.insert().values(row))).result()


def test_the_record_of_a_visit_counts_its_photos(session, evidence, firm, gap):
    visit = session.visits.start(firm.id, place="Planta", purpose="Brecha")
    evidence.add(photo(1), points(gap)[0])
    evidence.add(photo(2, taken="2020:01:01 09:00:00"), points(gap)[0])
    evidence.add(paper(), points(gap)[0])
    issued = session.documents.issue(visit.id, "visit_record")
    assert len(session.documents.content_of(issued.id).photos) == 1


# --- papers ----------------------------------------------------------------------------------


def test_a_pdf_is_kept_as_it_came(evidence, gap):
    data = paper()
    piece = evidence.add(data, points(gap)[0])
    assert evidence.picture(piece.id) == data
    assert not piece.is_picture


def _opens_with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _names_a_script(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=pikepdf.String("x"))
    names = Dictionary(Names=Array([pikepdf.String("a"), action]))
    pdf.Root.Names = Dictionary(JavaScript=names)


def _starts_a_program(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=action)
    pdf.pages[0].Annots = Array([link])


def _bomb() -> bytes:
    import zlib

    packed = zlib.compress(bytes(80_000_000), 9)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length "
    return head + str(len(packed)).encode() + b">>\nstream\n" + packed + b"\nendstream endobj\n"


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
LOCK = {"encryption": pikepdf.Encryption(user="a", owner="b")}


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: paper(_opens_with_a_script), "programa adentro"),
        (lambda: paper(_names_a_script, **PACKED), "programa adentro"),
        (lambda: paper(_starts_a_program), "programa adentro"),
        (lambda: paper(**LOCK), "contraseña"),
        (lambda: paper()[:200], "dañado"),
        (lambda: b"%PDF-1.7\nEsto es un texto", "dañado"),
        (_bomb, "llenar la memoria"),
        (lambda: b"%PDF-" + bytes(26 * 1024 * 1024), "pesa demasiado"),
    ],
    ids=["script", "named script", "launch", "locked", "half", "text", "bomb", "large"],
)
def test_a_pdf_that_is_no_plain_paper_is_refused(
    session, evidence, gap, make: Callable[[], bytes], told: str
):
    with pytest.raises(NotAPaper, match=told):
        evidence.add(make(), points(gap)[0])
    assert (sealed(session), _rows(session)) == (set(), [])


# --- hostile, broken, full -------------------------------------------------------------------


def test_a_text_called_jpg_is_refused_from_its_file(session, evidence, gap, tmp_path):
    file = tmp_path / "planta.jpg"
    file.write_bytes(b"Esto es un texto")
    with pytest.raises(NotAPhoto, match="no es una foto"):
        evidence.add(file, points(gap)[0])
    with pytest.raises(NotAPhoto, match="ya no está"):
        evidence.add(tmp_path / "nada.jpg", points(gap)[0])
    with pytest.raises(NotAPhoto, match=r"HEIC.+Formatos > Más compatible"):
        evidence.add(b"\0\0\0\x18ftypheic" + bytes(200), points(gap)[0])
    with pytest.raises(NotAPhoto, match="30000 por 30000"):
        evidence.add(huge_png(30_000), points(gap)[0])
    with pytest.raises(NotAPhoto, match="dañado"):
        evidence.add(photo()[:2000], points(gap)[0])
    assert (sealed(session), _rows(session)) == (set(), [])


def test_of_broken_files_each_is_kept_whole_or_refused(session, evidence, gap):
    at = points(gap)[0]
    for number, data in enumerate(bent(BROKEN_IN_SUITE, 7)):
        before = evidence.of_assessment(gap.id)
        try:
            piece = evidence.add(data, at, keep_original=number % 2 == 0)
        except AdvisorError:
            assert evidence.of_assessment(gap.id) == before, number
        else:
            assert hashlib.sha256(evidence.picture(piece.id)).hexdigest() == piece.sha256
    named = {row["sha256"] for row in _rows(session)}
    named |= {row["original_sha256"] for row in _rows(session)} - {None}
    assert len(sealed(session)) == len(named)


def test_on_a_full_disk_nothing_is_half_kept(tmp_path):
    with disk(tmp_path / "small", megabytes=6) as place:
        session = make_session(place / "workspace")
        try:
            firm = make_firm(session)
            agree_to_photos(session, firm)
            gap = session.gaps.start(firm.id, LIST)
            ballast = fill(place, leaving=12 * 1024)
            with pytest.raises(DiskFull):
                session.evidence.add(photo(size=(1600, 1200)), points(gap)[0])
            assert (sealed(session), session.evidence.of_firm(firm.id)) == (set(), ())
            ballast.unlink()
            assert session.evidence.add(photo(), points(gap)[0]).id
        finally:
            session.close()


def test_files_go_again_when_no_record_can_be_written(session, evidence, gap, monkeypatch):
    kept = evidence.add(photo(1), points(gap)[0])
    before = sealed(session)

    def full(*_anything: object) -> None:
        raise DiskFull

    monkeypatch.setattr("advisor_app.services.evidence_rows.keep_link", full)
    for data in (photo(2), photo(1)):
        with pytest.raises(DiskFull):
            evidence.add(data, points(gap)[1], keep_original=True)
    assert sealed(session) == before
    assert evidence.picture(kept.id)
