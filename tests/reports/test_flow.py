"""Pages: filled from the top, headings with what they head, tables with their headers."""

from __future__ import annotations

import pytest

from advisor_app.reports.blocks import Block, Card, Columns, NewPage, Stack
from advisor_app.reports.flow import paginate
from advisor_app.reports.look import bullets
from advisor_app.reports.table import Table
from advisor_app.reports.words import Style, Words

STYLE = Style(10, "#000000", leading=1.2)
ROOM, TALL = 300.0, 200.0


class Slab(Block):
    """A block of a fixed height that cannot be split."""

    def __init__(self, tall: float, *, keep_next: bool = False, before: float = 0):
        super().__init__(before=before, keep_next=keep_next)
        self.tall = tall

    def height(self, room: float) -> float:
        return self.tall


def heights(blocks: list[Block]) -> list[list[float]]:
    return [
        [block.height(ROOM) for block, _top in page.blocks] for page in paginate(blocks, ROOM, TALL)
    ]


def test_blocks_fill_a_page_and_go_on_to_the_next():
    assert heights([Slab(90), Slab(90), Slab(90)]) == [[90, 90], [90]]


def test_a_heading_moves_with_what_it_heads():
    assert heights([Slab(150), Slab(20, keep_next=True), Slab(60)]) == [[150], [20, 60]]


def test_several_headings_move_together():
    blocks = [Slab(140), Slab(20, keep_next=True), Slab(20, keep_next=True), Slab(60)]
    assert heights(blocks) == [[140], [20, 20, 60]]


def test_space_above_is_dropped_at_the_top_of_a_page():
    pages = paginate([Slab(150), Slab(100, before=30)], ROOM, TALL)
    assert [top for _block, top in pages[1].blocks] == [0]


def test_a_block_taller_than_a_page_stands_alone():
    assert heights([Slab(10), Slab(300), Slab(10)]) == [[10], [300], [10]]


def test_a_new_page_is_not_started_twice():
    assert heights([Slab(10), NewPage(), NewPage(), Slab(20), NewPage()]) == [[10], [20]]


def test_nothing_makes_one_empty_page():
    assert heights([]) == [[]]


def test_neither_first_nor_last_point_of_a_list_stands_alone():
    points = bullets([f"Punto {number}" for number in range(4)], STYLE)
    pages = heights([Slab(TALL - 20), *points])
    assert len(pages[0]) == 1
    pages = heights([Slab(TALL - 40), *points])
    assert [len(page) for page in pages] == [3, 2]


def test_a_point_longer_than_a_page_goes_on_without_its_sign():
    points = bullets(["Uno", "Una promesa muy larga que no termina. " * 90], STYLE)
    pages = paginate(points, ROOM, TALL)
    assert len(pages) > 2
    assert all(page.used <= TALL for page in pages)
    first, _top = pages[0].blocks[0]
    assert len(list(first.elements())) == 1


def table(rows: int, text: str = "celda") -> Table:
    head = [Words("Qué", STYLE), Words("Cuándo", STYLE)]
    cells = [[Words(f"{number}", STYLE), Words(text, STYLE)] for number in range(rows)]
    return Table(head, cells, [1, 1], caption=Words("Tabla 1. Prueba", STYLE.but(tag="Caption")))


def test_a_table_is_split_between_rows_and_repeats_its_header():
    whole = table(30)
    parts = [block for page in paginate([whole], ROOM, TALL) for block, _top in page.blocks]
    assert len(parts) > 2
    rows_only = whole.height(ROOM) - parts[0].least(ROOM)
    assert sum(part.height(ROOM) for part in parts) > rows_only
    assert all(part.height(ROOM) <= TALL for part in parts)
    assert {id(element) for part in parts for element in part.elements()} == {
        id(element) for element in whole.elements()
    }


def test_a_row_taller_than_a_page_is_split():
    pages = paginate([table(1, "Una nota muy larga que no termina. " * 60)], ROOM, 2 * TALL)
    assert len(pages) > 2
    assert all(page.used <= 2 * TALL for page in pages)


def test_the_last_row_of_a_table_does_not_stand_alone_on_a_page():
    whole = table(6)
    short = whole.height(ROOM) - 1
    parts = [block for page in paginate([whole], ROOM, short) for block, _top in page.blocks]
    one_row = whole.height(ROOM) - table(5).height(ROOM)
    assert whole.height(ROOM) - parts[0].height(ROOM) == pytest.approx(2 * one_row)


@pytest.mark.parametrize("head", [True, False], ids=["under a heading", "alone"])
def test_neither_the_head_nor_the_first_row_of_a_table_is_alone_at_a_page_s_foot(head: bool):
    whole = table(6)
    one_row = whole.height(ROOM) - table(5).height(ROOM)
    top = whole.height(ROOM) - 6 * one_row
    title = [Slab(10, keep_next=True)] if head else []
    for rows_left in (0.5, 1, 1.5, 1.9):
        left = TALL - top - rows_left * one_row - 10 * head
        first, second, *_others = paginate([Slab(left), *title, whole], ROOM, TALL)
        assert [type(block) for block, _top in first.blocks] == [Slab]
        assert len(second.blocks) == 1 + head
    left = TALL - top - 2 * one_row - 10 * head
    first, *_others = paginate([Slab(left), *title, whole], ROOM, TALL)
    assert isinstance(first.blocks[-1][0], Table)


def test_columns_are_as_tall_as_the_tallest_and_cards_match():
    low, high = Card([Slab(20)]), Card([Slab(50)])
    both = Columns([low, high], [1, 1])
    assert both.height(ROOM) == high.height(100)


def test_a_stack_counts_the_larger_of_two_spaces():
    first, second = Slab(10), Slab(10, before=8)
    first.after = 5
    assert Stack([first, second]).height(ROOM) == 28
