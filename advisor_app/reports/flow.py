"""Where blocks fall: pages filled from top to bottom, headings kept with what they head."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from advisor_app.reports.blocks import Block, NewPage

Placed = tuple[Block, float]  # a block and its distance from the top of the text area


@dataclass(slots=True)
class Page:
    """The blocks of one page."""

    blocks: list[Placed] = field(default_factory=list)
    used: float = 0
    space_after: float = 0


def paginate(blocks: Sequence[Block], room: float, tall: float) -> list[Page]:
    """The pages that hold the blocks in a text area ``room`` wide and ``tall`` high.

    A block that cannot be split and is taller than a page stands alone on one.
    """
    pages = [Page()]
    queue = deque(blocks)
    while queue:
        block = queue.popleft()
        page = pages[-1]
        if isinstance(block, NewPage):
            if page.blocks:
                pages.append(Page())
            continue
        space = tall - page.used - _gap(page, block)
        if page.blocks and _least(block, queue, room) > space:
            pages.append(Page())
            queue.appendleft(block)
        elif block.height(room) <= space or (parts := block.split(room, space)) is None:
            _place(page, block, room)
        else:
            _place(page, parts[0], room)
            queue.appendleft(parts[1])
            pages.append(Page())
    return pages if pages[-1].blocks or len(pages) == 1 else pages[:-1]


def height_of(blocks: Sequence[Block], room: float) -> float:
    """The height of blocks on one endless page."""
    page = Page()
    for block in blocks:
        _place(page, block, room)
    return page.used


def _gap(page: Page, block: Block) -> float:
    return max(page.space_after, block.before) if page.blocks else 0


def _place(page: Page, block: Block, room: float) -> None:
    top = page.used + _gap(page, block)
    page.blocks.append((block, top))
    page.used = top + block.height(room)
    page.space_after = block.after


def _least(block: Block, following: deque[Block], room: float) -> float:
    """The room a block needs here: with the first part of what it must not leave behind."""
    if not block.keep_next or not following:
        return block.least(room)
    need = 0.0
    last = block
    for follower in following:
        need += last.height(room) + max(last.after, follower.before)
        last = follower
        if not follower.keep_next:
            break
    return need + last.least(room)
