"""The lower half of the owner's sheet: gaps, commitments, the line, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Block, Columns, Figure, Stack
from advisor_app.reports.figures import Box, QrArt
from advisor_app.reports.look import bullets, numbered
from advisor_app.reports.owner_draft import lowered, unbroken
from advisor_app.reports.page import Heading
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from advisor_app.reports.content import CommitmentPart, GapPart
    from advisor_app.reports.owner_draft import OwnerDraft
    from advisor_app.reports.pen import Pen
    from advisor_app.reports.tagging import Element

COMMITMENTS: Final = 3


def gaps(draft: OwnerDraft) -> list[Block]:
    """What to improve first, each with what it costs."""
    _, found = draft.text, draft.content.gaps
    if not found:
        return []
    title = _("Lo primero por mejorar")
    if not any(gap.missing for gap in found):
        title = _("Para subir más")
    texts = [_gap(draft, gap) for gap in found]
    return [Heading(2, title, draft.head), *numbered(texts, draft.body, LIGHT.danger)]


def _gap(draft: OwnerDraft, gap: GapPart) -> list[str | Span]:
    _ = draft.text
    follows = draft.short(draft.of(gap.follows))
    if not gap.missing:
        follows = _("Siguiente paso: {text}").format(text=lowered(follows))
    if not draft.fit.questions and gap.missing:
        return [follows]
    return [strong(draft.short(draft.of(gap.question)) + " "), follows]


def commitments(draft: OwnerDraft) -> list[Block]:
    """What the firm promises, to tick off; or lines to write it by hand."""
    _ = draft.text
    given = draft.content.commitments[:COMMITMENTS]
    texts = [_commitment(draft, part) for part in given]
    title = Heading(2, _("Compromisos"), draft.head)
    lines = [_WriteHere(draft) for _number in range(COMMITMENTS - len(given))]
    return [title, *bullets(texts, draft.body, sign=Box(draft.fit.size * 1.1)), *lines]


def _commitment(draft: OwnerDraft, part: CommitmentPart) -> list[str | Span]:
    _ = draft.text
    day = "" if part.due_on is None else formats.short_date(part.due_on, draft.lang)
    who = draft.short(part.who) or _("por acordar")
    promise = unbroken(", ".join(text for text in (who, day) if text))
    return [draft.short(part.what).rstrip(".") + ". ", Span(promise, colour=LIGHT.soft_ink)]


def line(draft: OwnerDraft) -> list[Block]:
    """The service line, why in two sentences, and what would change it."""
    _, part = draft.text, draft.content.line
    title = _("Lo que le conviene: {line}").format(line=draft.of(part.shown))
    if draft.content.preliminary and part.override is None:
        title = _("Lo que sigue: completar el diagnóstico")
    why = " ".join(draft.all_of(part.reasons[:2]))
    if part.override is not None:
        why = draft.short(part.override.reason)
    blocks: list[Block] = [Heading(2, title, draft.head), Words(why, draft.body)]
    if part.in_brief:
        changes = " ".join(draft.all_of(part.in_brief))
        blocks.append(Words([strong(_("Qué la cambiaría:") + " "), changes], draft.body))
    return blocks


def what_comes(draft: OwnerDraft) -> list[Block]:
    """The next visit, and the open call with its QR code where there is one."""
    _, call = draft.text, draft.content.call
    day = draft.day(draft.content.next_visit_on)
    visit = Words([strong(_("Próxima visita:") + " "), f"{day}."], draft.body)
    if call is None:
        visit.before = draft.look.space(6)
        return [visit]
    address = draft.short(call.address, 120)
    where = _("{name}. Inscríbase en {address}").format(
        name=draft.short(call.name, 90), address=address
    )
    lead = strong(_("Convocatoria abierta:") + " ")
    apply = Words([lead, where], draft.body.but(after=0))
    alt = _("Código QR con la dirección {address}").format(address=address)
    code = Figure(QrArt(call.address, 52), alt)
    return [Columns([Stack([visit, apply]), code], [1, -52], before=draft.look.space(4))]


class _WriteHere(Block):
    """Lines to write a commitment by hand: what, who, when."""

    def __init__(self, draft: OwnerDraft) -> None:
        super().__init__()
        _ = draft.text
        small = draft.body.but(size=9, colour=LIGHT.soft_ink)
        self._labels = [Words(text, small) for text in (_("Qué"), _("Quién"), _("Cuándo"))]
        self._shares = (0.56, 0.24, 0.2)
        self._tall = draft.fit.size * 2.1

    def elements(self) -> list[Element]:
        return [element for label in self._labels for element in label.elements()]

    def height(self, room: float) -> float:
        return self._tall

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        base = top - self._tall + 12
        for label, share in zip(self._labels, self._shares, strict=True):
            wide = room * share
            pen.line((left, base), (left + wide - 12, base), LIGHT.soft_ink, 0.6)
            label.draw(pen, left, base, wide)
            left += wide
