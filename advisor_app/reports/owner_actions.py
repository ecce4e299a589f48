"""The lower half of the owner's sheet: gaps, commitments, the line, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Block, Card, Columns, Figure
from advisor_app.reports.figures import QrArt
from advisor_app.reports.look import WASH, listed, point
from advisor_app.reports.owner_draft import area, lowered
from advisor_app.reports.owner_parts import Numeral, RuledHeading, promises
from advisor_app.reports.page import Heading
from advisor_app.reports.words import Span, Words, strong
from advisor_app.reports.writing import LineAbove

if TYPE_CHECKING:
    from advisor_app.reports.content import CommitmentPart, GapPart
    from advisor_app.reports.owner_draft import OwnerDraft

COMMITMENTS: Final = 3
_CODE: Final = 52.0  # the side of the QR code, in points


def gaps(draft: OwnerDraft) -> list[Block]:
    """What to improve first, each with what it costs."""
    _, found = draft.text, draft.content.gaps
    if not found:
        return []
    title = _("Lo primero por mejorar")
    if not any(gap.missing for gap in found):
        title = _("Para subir más")
    indent = draft.body.size * 1.75
    points = [
        point(_gap(draft, gap), draft.body, Numeral(number, draft.body, LIGHT.danger), indent)
        for number, gap in enumerate(found, start=1)
    ]
    return [RuledHeading(title, draft.head), *listed(points)]


def _gap(draft: OwnerDraft, gap: GapPart) -> list[str | Span]:
    _ = draft.text
    name, follows = area(draft.of(gap.dimension)), lowered(draft.short(draft.of(gap.follows)))
    if gap.missing:
        return [strong(f"{name}: "), follows]
    return [strong(f"{name}. "), _("Siguiente paso: {text}").format(text=follows)]


def commitments(draft: OwnerDraft) -> list[Block]:
    """What the firm promises, to tick off; or lines to write it by hand."""
    _ = draft.text
    given = draft.content.commitments[:COMMITMENTS]
    rows = [(draft.short(part.what), _by_whom(draft, part)) for part in given]
    day = draft.day(draft.content.next_visit_on)
    look = draft.body.but(align="right", after=0, leading=draft.head.leading)
    visit = Words([_("Próxima visita:") + " ", strong(day)], look)
    title = RuledHeading(_("Compromisos"), draft.head, beside=visit)
    lines = [_write_here(draft) for _number in range(COMMITMENTS - len(given))]
    return [title, *promises(rows, draft.body), *lines]


def _by_whom(draft: OwnerDraft, part: CommitmentPart) -> tuple[str, str]:
    _ = draft.text
    day = "" if part.due_on is None else formats.long_date(part.due_on, draft.lang)
    return draft.short(part.who) or _("por acordar"), day


def line(draft: OwnerDraft) -> list[Block]:
    """The service line, why in two sentences, and what would change it."""
    _, part = draft.text, draft.content.line
    title = _("Lo que le conviene: {line}").format(line=draft.of(part.shown))
    if draft.content.preliminary and part.override is None:
        title = _("Lo que sigue: completar el diagnóstico")
    why = " ".join(draft.all_of(part.reasons[:2]))
    if part.override is not None:
        why = draft.short(part.override.reason)
    head = draft.head.but(before=0, size=draft.fit.size + 1)
    blocks: list[Block] = [Heading(2, title, head), Words(why, draft.body)]
    if part.in_brief:
        changes = " ".join(draft.all_of(part.in_brief))
        blocks.append(Words([strong(_("Qué la cambiaría:") + " "), changes], draft.body))
    card = Card(blocks, fill=WASH, bar=LIGHT.accent, padding=(14, 4 + 3 * draft.fit.tight))
    card.before, card.after = draft.look.space(11), draft.look.space(6)
    return [card]


def open_call(draft: OwnerDraft) -> list[Block]:
    """How to apply to the open call, with its QR code, where there is one."""
    _, call = draft.text, draft.content.call
    if call is None:
        return []
    where = _("{name}. Inscríbase en {address}").format(
        name=draft.short(call.name, 90), address=draft.short(call.address, 120)
    )
    apply = Words([strong(_("Convocatoria abierta:") + " "), where], draft.body.but(after=0))
    alt = _("Código QR con la dirección {address}").format(address=call.address)
    code = Figure(QrArt(call.address, _CODE), alt)
    return [Columns([apply, code], [1, -_CODE])]


def _write_here(draft: OwnerDraft) -> Block:
    """Lines to write a commitment by hand: what, who, when."""
    _, tall = draft.text, draft.fit.size * 2.1
    names = (_("Qué"), _("Quién"), _("Cuándo"))
    lines = [LineAbove(name, draft.body, tall) for name in names]
    return Columns(lines, (0.56, 0.24, 0.2), gap=12)
