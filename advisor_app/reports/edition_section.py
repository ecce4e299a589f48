"""What changes with the newer edition, for the owner who has the older one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain.explain_gap import STATES, UNSEEN
from advisor_app.domain.gap import State
from advisor_app.reports.gap_signs import signed, state_sign
from advisor_app.reports.look import bullets
from advisor_app.reports.page import Heading
from advisor_app.reports.table import Table
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.reports.blocks import Block
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.edition_content import ChangedPart, EditionPart

_PAD: Final = 2.0


def edition_blocks(writing: Writing, part: EditionPart | None) -> list[Block]:
    """The days of the transition, and every point that does not stay the same."""
    if part is None:
        return []
    _, look = writing.text, writing.look
    newer = writing.of(part.newer)
    days = writing.all_of(part.dates)
    said = [writing.of(part.said), writing.of(part.unsure) if part.unsure else ""]
    blocks: list[Block] = [Heading(2, _("Qué cambia con {list}").format(list=newer), look.section)]
    blocks += bullets(days, look.text.but(after=look.space(4)))
    blocks.append(Words(" ".join(filter(None, said)), look.text.but(keep_next=True)))
    if part.changed:
        older = writing.of(part.older)
        blocks.append(
            Table(
                writing.heads(older, newer, _("Qué es distinto"), _("Lo respondido")),
                [_row(writing, one) for one in part.changed],
                [-look.body * 6.2, 1.2, 1.5, -look.body * 8],
                pad=_PAD,
                after=look.space(16),
            )
        )
    return blocks


def _row(writing: Writing, one: ChangedPart) -> Sequence[Block]:
    _ = writing.text
    what: list[str | Span] = [strong(writing.of(one.change) + ". ")]
    if one.what is not None:
        what.append(writing.of(one.what))
    if one.confirm:
        what.append(Span(f" ({_('por confirmar')})", colour=LIGHT.soft_ink))
    after = [strong(f"{one.newer} "), writing.of(one.title)] if one.newer else ["—"]
    return [
        writing.cell(one.older or "—"),
        writing.cell(after),
        writing.cell(what),
        _state(writing, one),
    ]


def _state(writing: Writing, one: ChangedPart) -> Block:
    if not one.older:
        return writing.cell("—")
    word = writing.of(STATES[State(one.state)] if one.state else UNSEEN)
    style = writing.look.cell
    return signed(state_sign(one.state, style.size * style.leading), writing.cell([strong(word)]))
