"""Pages for paper: chosen, in grey, two on a sheet, and still drawn with lines and letters."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from advisor_app.domain.printing import Printer, Wish
from advisor_app.reports.arrange import arrange, count_pages
from advisor_app.reports.kinds import Printable, render_document
from tests.equipment import needs
from tests.printers.paper import difference, halves, pictures, strongest_colour
from tests.reports.papers import CONTENTS

PRINTER = Printer("oficina", "Oficina")


@pytest.fixture(scope="module")
def document():
    """Five pages with coloured words, shapes and a photo on each."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=1)
    photo = Image.new("RGB", (40, 30), (200, 30, 90))
    for number in range(1, 6):
        canvas.setFillColorRGB(0.7, 0.1, 0.1)
        canvas.setFont("Helvetica", 40)
        canvas.drawString(80, 700, f"Hoja {number}")
        canvas.setStrokeColorRGB(0.1, 0.4, 0.9)
        canvas.setLineWidth(9)
        canvas.circle(120 * number - 60, 400, 50)
        canvas.setFillColorCMYK(0.9, 0.1, 0.8, 0.2)
        canvas.rect(80, 80 * number, 200, 40, fill=1, stroke=0)
        canvas.drawImage(ImageReader(photo), 350, 600, 160, 120)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def seen(tmp_path):
    """Shows a document as pictures."""

    def show(pdf: bytes, name: str) -> list[Image.Image]:
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(pdf)
        return pictures(file, tmp_path / name)

    return show


def words(pdf: bytes) -> list[list[str]]:
    """The words of each page."""
    return [page.extract_text().split() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_document_that_is_wished_as_it_is_stays_byte_for_byte(document):
    assert arrange([document], Wish(PRINTER, copies=3, two_sided=True)) is document


def test_only_the_wished_pages_are_left(document):
    made = arrange([document], Wish(PRINTER, pages=(2, 3, 5)))
    assert words(made) == [["Hoja", "2"], ["Hoja", "3"], ["Hoja", "5"]]


def test_two_pages_share_a_sheet_that_lies_across(document):
    made = arrange([document], Wish(PRINTER, per_sheet=2))
    assert words(made) == [["Hoja", "1", "Hoja", "2"], ["Hoja", "3", "Hoja", "4"], ["Hoja", "5"]]
    assert count_pages(made) == 3
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 792, 612]


@needs("pdftoppm")
def test_each_page_stands_whole_on_its_half_of_the_sheet(document, seen):
    pages = seen(document, "pages")
    sheets = seen(arrange([document], Wish(PRINTER, per_sheet=2)), "sheets")
    found = [half for sheet in sheets for half in halves(sheet, pages[0])]
    for number, page in enumerate(pages):
        unlike = [difference(page, half) for half in found]
        assert unlike.index(min(unlike)) == number
        assert unlike[number] < 20


@needs("pdftoppm")
def test_grey_leaves_no_coloured_pixel_and_every_shape(document, seen):
    coloured = seen(document, "coloured")
    grey = seen(arrange([document], Wish(PRINTER, grey=True)), "grey")
    assert strongest_colour(coloured) > 100
    assert strongest_colour(grey) == 0
    for one, other in zip(coloured, grey, strict=True):
        assert difference(one, other) < 3


@needs("pdftoppm")
def test_all_wishes_go_together(document, seen):
    wish = Wish(PRINTER, pages=(1, 2, 4), grey=True, per_sheet=2)
    made = arrange([document], wish)
    assert words(made) == [["Hoja", "1", "Hoja", "2"], ["Hoja", "4"]]
    assert strongest_colour(seen(made, "all")) == 0


def test_several_documents_become_one_job(document):
    short = arrange([document], Wish(PRINTER, pages=(5,)))
    made = arrange([document, short, short], Wish(PRINTER))
    assert [page[-1] for page in words(made)] == ["1", "2", "3", "4", "5", "5", "5"]


def test_no_document_begins_on_the_back_of_another(document):
    short = arrange([document], Wish(PRINTER, pages=(5,)))
    made = arrange([document, short, document], Wish(PRINTER, two_sided=True, per_sheet=2))
    begins = [place for place, page in enumerate(words(made)) if page[:2] == ["Hoja", "1"]]
    assert begins == [0, 6]
    assert [bool(page) for page in words(made)[:6]] == [True, True, True, False, True, False]


def test_letters_stay_letters(document):
    made = arrange([document], Wish(PRINTER, grey=True, per_sheet=2))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        kinds = [
            thing.get("/Subtype") for thing in pdf.objects if isinstance(thing, pikepdf.Stream)
        ]
    assert kinds.count("/Image") == 1, "the photo, and no page made a picture"


@needs("pdftoppm")
@pytest.mark.parametrize("kind", CONTENTS)
def test_every_kind_of_document_prints_in_grey(kind, seen):
    pdf = render_document(Printable(kind, CONTENTS[kind]["usual"]()), "es").pdf
    grey = seen(arrange([pdf], Wish(PRINTER, grey=True)), "grey")
    assert strongest_colour(grey) == 0
    for one, other in zip(seen(pdf, "coloured"), grey, strict=True):
        assert difference(one, other) < 3
