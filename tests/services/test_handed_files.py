"""Documents as files: whole on the stick or told why not, and noted once they are there."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app.domain.delivery import Channel, DeliveryState, Errand
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import Printer, Wish
from advisor_app.services.handed_files import note_print, put_on_stick, save_file, save_picture
from advisor_app.services.session import Session
from tests.builders import make_draft
from tests.disks import disk, fill, read_only


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    with disk(tmp_path / "stick") as place:
        yield place


@pytest.fixture
def errand(session: Session) -> Errand:
    _visit, draft = make_draft(session)
    return Errand(session.documents.issue(draft.id).id, "es")


@pytest.fixture
def pdf(session: Session, errand: Errand) -> bytes:
    return session.documents.reprint(errand.document_id, "es")


def noted(session: Session, errand: Errand) -> list[tuple[Channel, str, int | None]]:
    made = session.deliveries.of_document(errand.document_id)
    return [(one.channel, one.proof.sha256, one.proof.pages) for one in made]


def test_a_document_on_a_stick_is_read_back_and_noted(
    session: Session, errand: Errand, pdf: bytes, stick: Path
) -> None:
    put_on_stick(session.deliveries, errand, stick / "informe.pdf", pdf)
    assert (stick / "informe.pdf").read_bytes() == pdf
    assert [path.name for path in stick.iterdir()] == ["informe.pdf"]
    ((channel, sha256, pages),) = noted(session, errand)
    assert (channel, sha256) == (Channel.USB, hashlib.sha256(pdf).hexdigest())
    assert pages is not None
    assert pages >= 4


def test_a_full_stick_is_told_and_nothing_is_left_on_it(
    session: Session, errand: Errand, pdf: bytes, stick: Path
) -> None:
    fill(stick, leaving=10_000)
    with pytest.raises(AdvisorError, match="está llena") as caught:
        put_on_stick(session.deliveries, errand, stick / "informe.pdf", pdf)
    assert "completo en este equipo" in caught.value.advice
    assert [path.name for path in stick.iterdir()] == ["ballast"]
    assert noted(session, errand) == []


def test_a_locked_stick_is_told_and_its_older_file_stays(
    session: Session, errand: Errand, pdf: bytes, stick: Path
) -> None:
    (stick / "informe.pdf").write_bytes(b"older")
    with read_only(stick), pytest.raises(AdvisorError, match="protegida"):
        put_on_stick(session.deliveries, errand, stick / "informe.pdf", pdf)
    assert (stick / "informe.pdf").read_bytes() == b"older"
    assert noted(session, errand) == []


def test_a_stick_that_was_pulled_is_told(
    session: Session, errand: Errand, pdf: bytes, tmp_path: Path
) -> None:
    with pytest.raises(AdvisorError, match="se retiró antes de terminar"):
        put_on_stick(session.deliveries, errand, tmp_path / "gone" / "informe.pdf", pdf)
    assert noted(session, errand) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the fault comes in through a call of Linux")
def test_a_worn_stick_is_found_out(
    session: Session,
    errand: Errand,
    pdf: bytes,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def one_bit_falls(handle: int, *_words: object) -> None:
        place = Path(f"/proc/self/fd/{handle}").resolve()
        with place.open("r+b") as file:
            file.seek(1000)
            file.write(bytes([pdf[1000] ^ 1]))

    monkeypatch.setattr(os, "posix_fadvise", one_bit_falls)
    with pytest.raises(AdvisorError, match="dañada"):
        put_on_stick(session.deliveries, errand, stick / "informe.pdf", pdf)
    assert noted(session, errand) == []


def test_what_waited_for_a_stick_waits_no_longer(
    session: Session, errand: Errand, pdf: bytes, tmp_path: Path
) -> None:
    waiting = session.deliveries.queue(errand.document_id, Channel.PAPER_BY_HAND, "es")
    put_on_stick(session.deliveries, waiting.errand, tmp_path / "informe.pdf", pdf)
    assert session.deliveries.waiting() == []


def test_a_file_to_be_sent_is_noted_and_goes_on_waiting(
    session: Session, errand: Errand, pdf: bytes, tmp_path: Path
) -> None:
    waiting = session.deliveries.queue(errand.document_id, Channel.PAPER_BY_HAND, "es")
    save_file(session.deliveries, [waiting.errand], tmp_path / "informe.pdf", pdf)
    save_picture(session.deliveries, waiting.errand, tmp_path / "hoja.png", b"\x89PNG")
    assert [row.delivery for row in session.deliveries.waiting()] == [waiting]
    made = session.deliveries.of_document(errand.document_id)
    assert [(one.channel, one.state) for one in made[1:]] == [
        (Channel.FILE, DeliveryState.HANDED),
        (Channel.PICTURE, DeliveryState.HANDED),
    ]
    assert made[2].proof.pages == 1
    assert (tmp_path / "informe.pdf").read_bytes() == pdf


def test_a_file_that_could_not_be_written_is_no_delivery(
    session: Session, errand: Errand, pdf: bytes, tmp_path: Path
) -> None:
    with pytest.raises(AdvisorError, match="la carpeta ya no está"):
        save_file(session.deliveries, [errand], tmp_path / "gone" / "informe.pdf", pdf)
    assert noted(session, errand) == []


def test_what_waited_is_printed_or_goes_on_waiting(
    session: Session, errand: Errand, pdf: bytes
) -> None:
    waiting = session.deliveries.queue(errand.document_id, Channel.PAPER_BY_HAND, "es")
    wish = Wish(Printer("Oficina", "Oficina"), copies=2, pages=(1, 2))
    note_print(session.deliveries, waiting.errand, pdf, "7", wish, "La impresora ya no está.")
    assert [row.delivery for row in session.deliveries.waiting()] == [waiting]
    note_print(session.deliveries, waiting.errand, pdf, "8", wish)
    assert session.deliveries.waiting() == []
    printed, failed = session.deliveries.of_document(errand.document_id)
    assert (failed.state, failed.reason) == (DeliveryState.FAILED, "La impresora ya no está.")
    assert (printed.id, printed.state) == (waiting.id, DeliveryState.HANDED)
    assert (printed.proof.job, printed.proof.copies, printed.proof.pages) == ("8", 2, 2)
