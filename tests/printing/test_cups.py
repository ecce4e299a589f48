"""Printing through a real CUPS: its printers, their troubles, and jobs from paper to cancel."""

from __future__ import annotations

import io
import os

import pytest
from reportlab.pdfgen.canvas import Canvas

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import Condition, Printer, Progress, Stage, Wish
from advisor_app.services import printing
from tests.printers.cups import PRINTS, needs_cups
from tests.printers.paper import text

pytestmark = needs_cups

TITLE = "A595-2026-0001-v1-es"
OUT_OF_PAPER = 'echo "STATE: +media-empty-error" >&2\n'
WAITS = "cat {folder}/gate\n"
"""Stands still until somebody writes into the gate."""


@pytest.fixture
def document():
    """Three pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    for number in (1, 2, 3):
        canvas.drawString(100, 700, f"Hoja {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def gate(cups):
    """Holds a printer back in the middle; ``open`` lets it go on."""
    place = cups.folder / "gate"
    os.mkfifo(place)

    class Gate:
        @staticmethod
        def open():
            with place.open("wb"):
                pass

    yield Gate
    place.unlink()


def only_printer():
    (one,) = printing.printers()
    return one


def send(document, **wishes):
    return printing.send([document], Wish(only_printer(), **wishes), TITLE)


def until(sent, is_so):
    """Look again and again, as the window does; each look asks the real printing system."""
    for _look in range(3_000):
        told = printing.progress(sent)
        if is_so(told):
            return told
    raise AssertionError(told)


def at_end(sent):
    return until(sent, lambda told: told.stage.is_last)


# --- Printers --------------------------------------------------------------------------------


def test_without_printers_there_are_none(cups):
    assert printing.takes_files()
    assert printing.printers() == []


def test_the_usual_printer_comes_first_with_what_it_can_do(cups):
    cups.add_pdf_printer("Anturio")
    cups.add_printer("Zarzal")
    first, second = printing.printers()
    assert (first.name, first.is_default, first.two_sided) == ("Zarzal", True, True)
    assert (second.name, second.is_default, second.two_sided) == ("Anturio", False, False)
    assert first.condition is second.condition is Condition.READY


def test_a_printer_is_shown_by_the_name_that_people_gave_it(cups):
    cups.add_printer("HP_4100-2")
    cups.run("lpadmin", "-p", "HP_4100-2", "-D", "Impresora del acopio")
    assert only_printer().shown_name == "Impresora del acopio"


def test_a_paused_printer_and_one_that_takes_no_jobs_say_so(cups):
    cups.add_printer("Oficina")
    cups.run("cupsdisable", "Oficina")
    assert only_printer().condition is Condition.PAUSED
    cups.run("cupsenable", "Oficina")
    cups.run("cupsreject", "Oficina")
    assert only_printer().condition is Condition.REJECTING


def test_a_printing_system_that_stands_still_is_told_apart_from_no_printer(cups):
    cups.add_printer("Oficina")
    cups.stop()
    with pytest.raises(AdvisorError, match="no responde") as told:
        printing.printers()
    assert "sigue completo" in told.value.advice


# --- Jobs ------------------------------------------------------------------------------------


def test_a_document_is_printed_word_for_word(cups, document):
    cups.add_printer("Oficina")
    sent = send(document)
    assert at_end(sent) == Progress(Stage.DONE, 3, 3)
    (paper,) = cups.printed()
    assert text(paper).split() == ["Hoja", "1", "Hoja", "2", "Hoja", "3"]


def test_the_printer_is_told_copies_sides_and_letter_paper(cups, document):
    cups.add_printer("Oficina", 'echo "$4 $5" > {folder}/paper/told.txt\n' + PRINTS)
    at_end(send(document, copies=2, two_sided=True, grey=True))
    copies, *options = (cups.paper / "told.txt").read_text().split()
    assert copies == "2"
    wanted = {
        "sides=two-sided-long-edge",
        "media=na_letter_8.5x11in",
        "print-color-mode=monochrome",
        "print-scaling=none",
    }
    assert wanted <= set(options)


def test_two_pages_a_sheet_are_turned_over_the_short_edge(cups, document):
    cups.add_printer("Oficina", 'echo "$5" > {folder}/paper/told.txt\n' + PRINTS)
    at_end(send(document, per_sheet=2, two_sided=True))
    assert "sides=two-sided-short-edge" in (cups.paper / "told.txt").read_text()


def test_all_copies_count_as_sides(cups, document):
    cups.add_printer("Oficina")
    sent = send(document, copies=4, pages=(1, 3))
    assert sent.sides == 8
    assert at_end(sent) == Progress(Stage.DONE, 8, 8)


def test_the_printing_system_keeps_a_number_and_no_name(cups, document):
    cups.add_printer("Oficina")
    at_end(send(document))
    assert TITLE in cups.titles()


def test_pages_are_counted_while_they_come_out(cups, document, gate):
    cups.add_printer("Oficina", "cat > /dev/null\n" + WAITS)
    sent = send(document)
    told = until(sent, lambda told: told.side == 3)  # as many as have gone to the printer
    assert told == Progress(Stage.PRINTING, 3, 3, Condition.BUSY)
    gate.open()
    assert at_end(sent).stage is Stage.DONE


def test_an_empty_tray_is_told_until_there_is_paper(cups, document, gate):
    refilled = 'echo "STATE: -media-empty-error" >&2\n'
    cups.add_printer("Oficina", OUT_OF_PAPER + WAITS + refilled + PRINTS)
    sent = send(document)
    until(sent, lambda told: told.condition is Condition.PAPER_OUT)
    assert only_printer().condition is Condition.PAPER_OUT
    gate.open()
    assert at_end(sent).stage is Stage.DONE
    assert len(cups.printed()) == 1


@pytest.mark.parametrize(
    ("reason", "condition"),
    [
        ("media-jam-warning", Condition.PAPER_JAM),
        ("toner-empty-warning", Condition.INK_OUT),
        ("cover-open-report", Condition.COVER_OPEN),
        ("offline-report", Condition.OFFLINE),
        ("connecting-to-device", Condition.OFFLINE),
    ],
)
def test_a_printer_tells_its_trouble(cups, document, gate, reason, condition):
    cups.add_printer("Oficina", f'echo "STATE: +{reason}" >&2\n' + WAITS + PRINTS)
    sent = send(document)
    until(sent, lambda told: told.condition is condition)
    printing.cancel(sent)
    assert at_end(sent).stage is Stage.CANCELLED


def test_a_job_that_is_taken_back_prints_nothing_more(cups, document, gate):
    cups.add_printer("Oficina", WAITS + PRINTS)
    sent = send(document)
    until(sent, lambda told: told.stage is Stage.PRINTING)
    printing.cancel(sent)
    assert at_end(sent).stage is Stage.CANCELLED
    assert cups.printed() == []
    assert b"Oficina" not in cups.run("lpstat", "-o")


def test_a_printer_that_wants_a_password_is_told(cups, document):
    cups.add_printer("Oficina", "cat > /dev/null\nexit 2\n")  # "authentication required"
    sent = send(document)
    told = until(sent, lambda told: told.condition is Condition.LOCKED)
    assert told.stage is Stage.WAITING
    printing.cancel(sent)
    assert at_end(sent).stage is Stage.CANCELLED


def test_taking_back_what_is_over_changes_nothing(cups, document):
    cups.add_printer("Oficina")
    sent = send(document)
    at_end(sent)
    printing.cancel(sent)
    assert printing.progress(sent).stage is Stage.DONE


def test_a_paused_printer_keeps_the_job_and_goes_on(cups, document):
    cups.add_printer("Oficina")
    cups.run("cupsdisable", "Oficina")
    sent = send(document)
    told = printing.progress(sent)
    assert (told.stage, told.condition) == (Stage.WAITING, Condition.PAUSED)
    cups.run("cupsenable", "Oficina")
    assert at_end(sent).stage is Stage.DONE


def test_a_printer_that_fails_stops_with_the_job_kept(cups, document):
    cups.add_printer("Oficina", "cat > /dev/null\nexit 4\n")  # "stop the queue"
    sent = send(document)
    stopped = (Stage.WAITING, Condition.PAUSED)
    until(sent, lambda told: (told.stage, told.condition) == stopped)
    cups.teach("Oficina", PRINTS)
    cups.run("cupsenable", "Oficina")
    assert at_end(sent).stage is Stage.DONE


def test_a_printer_that_gives_up_a_job_is_told(cups, document):
    cups.add_printer("Oficina", "cat > /dev/null\nexit 1\n")
    cups.run("lpadmin", "-p", "Oficina", "-o", "printer-error-policy=abort-job")
    assert at_end(send(document)).stage is Stage.FAILED


# --- Refusals --------------------------------------------------------------------------------


def test_a_printer_that_takes_no_jobs_refuses_in_plain_words(cups, document):
    cups.add_printer("Oficina")
    cups.run("cupsreject", "Oficina")
    with pytest.raises(AdvisorError, match="no recibe trabajos") as told:
        send(document)
    assert "sigue completo" in told.value.advice


def test_a_printer_that_went_away_before_the_job_is_told(cups, document):
    cups.add_printer("Oficina")
    gone = only_printer()
    cups.run("lpadmin", "-x", "Oficina")
    with pytest.raises(AdvisorError, match="ya no está"):
        printing.send([document], Wish(gone), TITLE)


def test_a_printer_that_goes_away_with_the_job_is_told(cups, document, gate):
    cups.add_printer("Oficina", WAITS)
    sent = send(document)
    until(sent, lambda told: told.stage is Stage.PRINTING)
    cups.run("lpadmin", "-x", "Oficina")
    assert at_end(sent).stage in (Stage.GONE, Stage.CANCELLED, Stage.FAILED)


def test_a_printing_system_that_ends_in_between_is_told(cups, document, gate):
    cups.add_printer("Oficina", WAITS)
    cups.stop()  # which writes its queues down; by itself it takes half a minute
    cups.start()
    sent = send(document)
    until(sent, lambda told: told.stage is Stage.PRINTING)
    cups.stop(at_once=True)
    with pytest.raises(AdvisorError, match="no responde"):
        printing.progress(sent)
    with pytest.raises(AdvisorError, match="no responde"):
        printing.send([document], Wish(Printer("Oficina", "Oficina")), TITLE)
    cups.start()  # it forgot the job, and nobody may say that it was printed
    assert printing.progress(sent).stage is Stage.FORGOTTEN
