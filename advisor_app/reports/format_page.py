"""Formats as pages: one each, with the firm's name, how to fill it in, and room to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.i18n import catalog
from advisor_app.reports import fonts, format_parts
from advisor_app.reports.blocks import Block, Card, Columns
from advisor_app.reports.flow import height_of
from advisor_app.reports.format_draft import FormatDraft, FormatFirm
from advisor_app.reports.look import WASH, numbered
from advisor_app.reports.page import ROOM, TALL, Heading, Rendered, Sheet, bind, shortened
from advisor_app.reports.words import Words, strong
from advisor_app.reports.writing import WriteLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from advisor_app.domain.format import Format

_SIZES: Final = (10.0, 9.5, 9.0)  # of the smallest words; a long name may need the last
_NAME: Final = 20.0
_SPARE: Final = 2.0  # left free at the foot of the page


def render_formats(
    wanted: Sequence[Format], firm: FormatFirm, lang: str, moment: datetime
) -> Rendered:
    """The formats as one file with a bookmark each; equal formats give equal bytes."""
    pages = [
        (blocks_of(one, firm, lang, moment), _sheet(one, firm, lang, moment)) for one in wanted
    ]
    return bind(pages, pages[0][1])


def blocks_of(one: Format, firm: FormatFirm, lang: str, moment: datetime) -> list[Block]:
    """Everything on its page, in the largest type in which it fits; what is left is written on."""
    drafts = [FormatDraft(firm, lang, moment, size) for size in _SIZES]
    drafts.append(FormatDraft(firm, lang, moment, _SIZES[-1], brief=True))
    draft = next((each for each in drafts if _room(one, each) >= 0), drafts[-1])
    return _blocks(one, draft, max(_room(one, draft), 0))


def _room(one: Format, draft: FormatDraft) -> float:
    """The height that is left on its page."""
    return TALL - _SPARE - height_of(_blocks(one, draft, 0), ROOM)


def _blocks(one: Format, draft: FormatDraft, room: float) -> list[Block]:
    made = _opening(one, draft)
    for place, part in enumerate(one.parts):
        made += format_parts.blocks(part, draft, room if place == one.grows else 0)
    return made


def _opening(one: Format, draft: FormatDraft) -> list[Block]:
    """The title, what it is for, whose it is, and how it is filled in."""
    _, firm = draft.text, draft.firm
    steps = numbered([draft.of(step) for step in one.steps], draft.small)
    return [
        Heading(1, draft.of(one.title), draft.title),
        *([] if draft.brief else [Words(draft.of(one.purpose), draft.soft.but(after=4))]),
        WriteLine(_("Empresa"), draft.small, _NAME, written=firm.name),
        Columns(
            [
                WriteLine(_("NIT"), draft.small, _NAME, written=firm.number),
                WriteLine(_("Municipio y vereda"), draft.small, _NAME, written=firm.place),
            ],
            (2, 3),
        ),
        *_task(one, draft),
        Card(steps, fill=WASH, padding=(8, 5), before=6, after=6),
    ]


def _task(one: Format, draft: FormatDraft) -> list[Block]:
    """Who answers for the action that the page is for, and by when."""
    _, task = draft.text, draft.firm.task
    if task is None or not one.serves(task.key):
        return []
    day = formats.short_date(task.due_on, draft.lang)
    said = _("Según el plan, a más tardar el {day}.").format(day=day)
    if task.responsible:
        said = _("Según el plan responde {name}, a más tardar el {day}.")
        room = ROOM - fonts.width(said.format(name="", day=day), fonts.STRONG, draft.small.size)
        said = said.format(name=shortened(task.responsible, room * 0.9, draft.small.size), day=day)
    return [Words([strong(said)], draft.small.but(before=4))]


def _sheet(one: Format, firm: FormatFirm, lang: str, moment: datetime) -> Sheet:
    """What stands around the page: what it is, whose, and which edition."""
    _ = catalog(lang).text
    kind = _("Formato {code}").format(code=one.code)
    return Sheet(
        lang=lang,
        title=one.title.in_(lang),
        subject=one.purpose.in_(lang),
        author=firm.name or "Advisor",
        kind=kind,
        foot=firm.name or _("Empresa: {firm}").format(firm="_" * 34),
        mark=_("Formato {code} · versión {version}").format(code=one.code, version=one.version),
        moment=moment,
    )
