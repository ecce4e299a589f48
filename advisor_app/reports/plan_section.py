"""The section of a diagnosis on the improvement plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.reports import plan_parts
from advisor_app.reports.page import Heading
from advisor_app.reports.words import Words

if TYPE_CHECKING:
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.draft import Draft


def plan(draft: Draft) -> list[Block]:
    """Its actions in short, the months, and who would pay; nothing without actions."""
    _, look, part = draft.text, draft.look, draft.content.plan
    if part is None or not part.actions:
        return []
    blocks: list[Block] = [
        Heading(2, _("Plan de mejora"), look.section),
        *plan_parts.warned(draft, part),
        plan_parts.in_short(draft, part),
        *plan_parts.by_month(draft, part),
    ]
    waits = len(part.waiting)
    if waits:
        told = draft.plural(
            "{n} acción más espera; está en el documento del plan.",
            "{n} acciones más esperan; están en el documento del plan.",
            waits,
        )
        blocks.append(Words(told.format(n=waits), look.text))
    return [
        *blocks,
        Heading(3, _("Quién pagaría"), look.subsection),
        *plan_parts.shares(draft, part),
    ]
