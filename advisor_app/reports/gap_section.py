"""The sections of a diagnosis on the standards: ready how far, what blocks, what else is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.reports.gap_report import check_item, readiness
from advisor_app.reports.gap_tables import step, steps
from advisor_app.reports.look import bullets, listed
from advisor_app.reports.page import Heading
from advisor_app.reports.standard_part import IN_FULL
from advisor_app.reports.words import Words, strong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.reports.blocks import Block
    from advisor_app.reports.draft import Draft
    from advisor_app.reports.gap_content import PointPart
    from advisor_app.reports.standard_part import StandardPart

_ROWS: Final = 10  # of a table; the rest is named by its numbers
_CODES: Final = 40


def standards(draft: Draft) -> list[Block]:
    """A section for each of the first lists, and a line for each other one."""
    _, look = draft.text, draft.look
    every = draft.content.standards
    blocks = [block for one in every[:IN_FULL] for block in _section(draft, one)]
    rest = every[IN_FULL:]
    if rest:
        blocks.append(Heading(2, _("Otras normas que se miraron"), look.section))
        blocks += bullets([f"{_name(draft, one)}: {_brief(draft, one)}" for one in rest], look.text)
    return blocks


def _section(draft: Draft, part: StandardPart) -> list[Block]:
    _, look = draft.text, draft.look
    title = _("Brecha frente a {list}").format(list=_name(draft, part))
    decided = [strong(_("Qué decidiría hoy el esquema:") + " "), draft.of(part.verdict)]
    return [
        Heading(2, title, look.section),
        Words(_when(draft, part), look.text),
        readiness(draft, part),
        Words(decided, look.text.but(before=look.space(8), keep_next=bool(part.checks))),
        *listed([check_item(draft, one) for one in part.checks]),
        *_table(draft, _("Lo que bloquea"), part.blocking),
        *_table(draft, _("Mayores sin cumplir"), part.majors),
        *_in_brief(draft, part.others),
    ]


def _name(draft: Draft, part: StandardPart) -> str:
    name = draft.of(part.name)
    return f"{name}, {part.scope}" if part.scope else name


def _brief(draft: Draft, part: StandardPart) -> str:
    """Readiness and what blocks, in a line."""
    return " ".join(draft.all_of(part.said[:2]))


def _when(draft: Draft, part: StandardPart) -> str:
    _ = draft.text
    day = draft.day(part.on)
    told = _("empezó el {day}; sigue abierta") if part.is_open else _("cerrada el {day}")
    said = [draft.of(part.edition), _("evaluación {told}").format(told=told.format(day=day))]
    said += [_("lista por confirmar con la fuente oficial")] if part.confirm else []
    return ". ".join(text[:1].upper() + text[1:] for text in said if text) + "."


def _table(draft: Draft, title: str, points: Sequence[PointPart]) -> list[Block]:
    """The first points with what to do; of the rest the numbers."""
    _, look = draft.text, draft.look
    if not points:
        return []
    blocks: list[Block] = [
        Heading(3, title, look.subsection),
        steps(draft, [step(draft, one) for one in points[:_ROWS]]),
    ]
    rest = points[_ROWS:]
    if rest:
        lead = strong(_("Además, en el informe de brecha:") + " ")
        blocks.append(Words([lead, _codes(draft, rest)], look.text))
    return blocks


def _in_brief(draft: Draft, points: Sequence[PointPart]) -> list[Block]:
    _, look = draft.text, draft.look
    if not points:
        return []
    lead = _("Menores y recomendaciones sin cumplir ({n}):").format(
        n=formats.number(len(points), draft.lang)
    )
    return [Words([strong(lead + " "), _codes(draft, points)], look.text)]


def _codes(draft: Draft, points: Sequence[PointPart]) -> str:
    _ = draft.text
    told = ", ".join(one.code for one in points[:_CODES])
    more = len(points) - _CODES
    return told + (" " + _("y {n} más").format(n=more) if more > 0 else "") + "."
