"""The photos of a document: those that were taken, in order, while the firm lets them be shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor_app.domain.document import DIAGNOSIS, GAP_REPORT
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.market import short_name
from advisor_app.i18n import LANGUAGES
from advisor_app.services.evidence import Link
from advisor_app.services.gaps import GapView
from advisor_app.services.session import Session
from tests.builders import agree_to_photos, make_draft, make_firm
from tests.pictures import paper, photo
from tests.reports.reading import whole
from tests.reports.test_photo import images

LIST = "iso_17025"
LOST = "Esta foto no se puede mostrar"


@pytest.fixture
def gap(session: Session) -> GapView:
    firm = make_firm(session)
    agree_to_photos(session, firm)
    return session.gaps.start(firm.id, LIST)


def points(gap: GapView) -> list[Link]:
    return [Link(gap.id, one.code) for one in gap.standard.requirements]


def told(session: Session, subject_id: str, kind: str = GAP_REPORT) -> list[Any]:
    content: Any = session.documents.content(subject_id, kind)
    return [(one.caption, one.points, one.taken_on) for one in content.pictures]


def test_a_gap_report_shows_its_photos_as_they_were_taken_and_no_paper(session, gap):
    first, second, *_others = points(gap)
    session.evidence.add(photo(1), second, caption="Sin hora")
    late = session.evidence.add(photo(2, taken="2026:11:23 11:00:00"), first, caption="Bodega")
    session.evidence.add(photo(3, taken="2026:11:23 09:00:00"), first)
    session.evidence.link(late.id, second)
    session.evidence.add(paper(), first, caption="Un papel")
    assert told(session, gap.id) == [
        ("", (first.item,), date(2026, 11, 23)),
        ("Bodega", (first.item, second.item), date(2026, 11, 23)),
        ("Sin hora", (second.item,), None),
    ]
    pdf = session.documents.preview(gap.id, "es", GAP_REPORT)
    assert len(images(pdf)) == 3
    assert "Un papel" not in whole(pdf)


def test_a_diagnosis_shows_those_of_its_own_answers(session, gap):
    firm = session.firms.get(gap.firm_id)
    _visit, view = make_draft(session, firm)
    agree_to_photos(session, firm)
    session.evidence.add(photo(1), points(gap)[0], caption="De una lista sin respuestas")
    session.evidence.add(photo(2), Link(view.id, "D1.1"), caption="Del diagnóstico")
    assert told(session, view.id, DIAGNOSIS) == [("Del diagnóstico", ("D1.1",), None)]
    assert "Del diagnóstico" in whole(session.documents.preview(view.id, "es"))


def test_a_diagnosis_shows_those_of_its_lists_too_each_once_with_the_point_of_its_list(
    session, gap
):
    firm = session.firms.get(gap.firm_id)
    _visit, view = make_draft(session, firm)
    agree_to_photos(session, firm)
    first, second, *_others = points(gap)
    session.gaps.answer(gap.id, GapAnswer(first.item, State.FAILS))
    both = session.evidence.add(photo(1, taken="2026:11:23 09:00:00"), first, caption="De ambos")
    session.evidence.link(both.id, second)
    session.evidence.link(both.id, Link(view.id, "D1.1"))
    session.evidence.add(photo(2, taken="2026:11:23 10:00:00"), second, caption="De la norma")
    assert told(session, view.id, DIAGNOSIS) == [
        ("De ambos", ("D1.1",), date(2026, 11, 23)),
        ("De la norma", (), date(2026, 11, 23)),
    ]
    for lang in LANGUAGES:
        pdf = session.documents.preview(view.id, lang)
        assert len(images(pdf)) == 2
        said = whole(pdf)
        name = short_name(gap.standard).in_(lang)
        assert f": D1.1; {name}: {first.item}, {second.item} · " in said
        assert f": {name}: {second.item} · " in said
    agree_to_photos(session, firm, photos=False)
    assert told(session, view.id, DIAGNOSIS) == []


def test_a_list_that_is_told_in_a_line_keeps_its_photos_to_its_own_report(session, gap):
    firm = session.firms.get(gap.firm_id)
    _visit, view = make_draft(session, firm)
    agree_to_photos(session, firm)
    for number, listed in enumerate((LIST, "iso_9001_2015", "iso_14001")):
        one = gap if listed == LIST else session.gaps.start(firm.id, listed)
        link = points(one)[0]
        session.gaps.answer(one.id, GapAnswer(link.item, State.FAILS))
        session.evidence.add(photo(number), link, caption=listed)
    shown = session.documents.content(view.id, DIAGNOSIS)
    assert len(shown.standards) == 3
    assert {one.caption for one in shown.pictures} == {"iso_14001", "iso_9001_2015"}


def test_a_new_photo_or_caption_makes_a_new_version_and_the_old_one_keeps_its_own(session, gap):
    first, second, *_others = points(gap)
    piece = session.evidence.add(photo(1), first)
    issued = session.documents.issue(gap.id, GAP_REPORT)
    session.evidence.describe(piece.id, "Bodega")
    session.evidence.add(photo(2), second)
    assert session.documents.issue(gap.id, GAP_REPORT).version == 2
    reprint = session.documents.reprint(issued.id, "es")
    assert (len(images(reprint)), "Bodega" in whole(reprint)) == (1, False)


def test_without_the_firm_s_leave_a_draft_has_no_annex_and_a_reprint_no_picture(session, gap):
    session.evidence.add(photo(1), points(gap)[0], caption="Bodega")
    issued = session.documents.issue(gap.id, GAP_REPORT)
    agree_to_photos(session, session.firms.get(gap.firm_id), photos=False)
    assert told(session, gap.id) == []
    assert "Fotos" not in whole(session.documents.preview(gap.id, "es", GAP_REPORT))
    reprint = session.documents.reprint(issued.id, "es")
    assert images(reprint) == []
    assert LOST in whole(reprint)
    assert session.documents.content_of(issued.id).content_hash == issued.content_hash


def test_a_closed_report_stays_the_same_version_when_the_leave_is_taken_back(session, gap):
    session.evidence.add(photo(1), points(gap)[0])
    session.gaps.close(gap.id)
    issued = session.documents.issue(gap.id, GAP_REPORT)
    agree_to_photos(session, session.firms.get(gap.firm_id), photos=False)
    assert session.documents.issue(gap.id, GAP_REPORT) == issued
    assert LOST in whole(session.documents.preview(gap.id, "es", GAP_REPORT))


@pytest.mark.parametrize("harm", ["gone", "altered", "cut"])
def test_a_lost_file_is_said_and_the_others_are_shown(session, gap, harm):
    first, second, *_others = points(gap)
    session.evidence.add(photo(1), first)
    (file,) = [path for path in (session.folder / "attachments").rglob("*") if path.is_file()]
    session.evidence.add(photo(2), second)
    sealed = file.read_bytes()
    match harm:
        case "gone":
            file.unlink()
        case "altered":
            file.write_bytes(sealed[:-20] + bytes(20))
        case _:
            file.write_bytes(sealed[: len(sealed) // 2])
    pdf = session.documents.preview(gap.id, "es", GAP_REPORT)
    assert len(images(pdf)) == 1
    assert whole(pdf).count(LOST) == 1


def test_the_same_report_gives_the_same_bytes(session, gap):
    session.evidence.add(photo(1), points(gap)[0], caption="Bodega")
    session.gaps.close(gap.id)
    issued = session.documents.issue(gap.id, GAP_REPORT)
    first, second = (session.documents.reprint(issued.id, "en") for _time in range(2))
    assert first == second
