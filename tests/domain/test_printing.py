"""What may be wished of a printer."""

from __future__ import annotations

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import Printer, Wish, parse_pages

PRINTER = Printer("oficina", "Oficina")


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("", ()),
        ("  ", ()),
        ("todas", ()),
        ("Todas", ()),
        ("all", ()),
        ("1", (1,)),
        ("2-4,6", (2, 3, 4, 6)),
        ("2 - 4; 6", (2, 3, 4, 6)),
        ("6, 2", (2, 6)),
        ("4-2", (2, 3, 4)),
        ("1, 1, 1-2", (1, 2)),
        ("1 y 3", (1, 3)),
        ("1 and 3", (1, 3)),
        ("1 3", (1, 3)),
        ("7-8", (7, 8)),
    ],
)
def test_pages_are_understood_as_people_write_them(written, pages):
    assert parse_pages(written, 8) == pages


@pytest.mark.parametrize("written", ["0", "9", "1-9", "0-3", "99999"])
def test_a_page_that_the_document_lacks_is_told_with_those_it_has(written):
    with pytest.raises(AdvisorError, match="páginas 1 a 8"):
        parse_pages(written, 8)


@pytest.mark.parametrize(
    "written", ["a", "1-", "-1", "1--2", "uno", "1,,2", "2-4,6x", ",", "½", "9" * 5_000]
)
def test_what_is_no_page_is_told_with_an_example(written):
    with pytest.raises(AdvisorError, match="2-4,6"):
        parse_pages(written, 8)


@pytest.mark.parametrize(
    ("wish", "sheets"),
    [
        (Wish(PRINTER), 9),
        (Wish(PRINTER, copies=3), 27),
        (Wish(PRINTER, per_sheet=2), 5),
        (Wish(PRINTER, two_sided=True), 5),
        (Wish(PRINTER, per_sheet=2, two_sided=True), 3),
        (Wish(PRINTER, copies=2, per_sheet=2, two_sided=True), 6),
        (Wish(PRINTER, pages=(2, 3, 9), per_sheet=2), 2),
    ],
)
def test_the_paper_that_a_document_of_nine_pages_takes(wish, sheets):
    assert wish.sheets([9]) == sheets


def test_each_document_begins_on_a_sheet_of_its_own():
    assert Wish(PRINTER, two_sided=True).sheets([3, 1, 2]) == 4
    assert Wish(PRINTER, per_sheet=2, copies=2).sheets([3, 1]) == 6
