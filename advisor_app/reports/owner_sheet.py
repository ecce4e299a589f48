"""The first page: one sheet in large type that an owner reads, or hears, in two minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.domain.charts import ladder_data
from advisor_app.domain.document import DIAGNOSIS, NAMES
from advisor_app.reports import owner_actions
from advisor_app.reports.blocks import Card, Figure
from advisor_app.reports.figures import LadderArt, Tick
from advisor_app.reports.flow import height_of
from advisor_app.reports.look import WASH, bullets
from advisor_app.reports.owner_draft import Fit, OwnerDraft, area, lowered, unbroken
from advisor_app.reports.owner_parts import RuledHeading, Sum
from advisor_app.reports.page import ROOM, TALL, Heading
from advisor_app.reports.words import Span, Style, Words, strong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.reports.blocks import Block
    from advisor_app.reports.content import DiagnosisContent

# How much is told in which size, from the best; the first that fits on the page is taken.
_SIZES: Final = (
    Fit(),
    Fit(13),
    Fit(12),
    Fit(11, longest=160),
    Fit(10, longest=110),
    Fit(9, longest=80),
)
_LOOSEST: Final = 1.6
_TIGHTEST: Final = 0.1


def owner_sheet(content: DiagnosisContent, lang: str) -> tuple[list[Block], Fit]:
    """The blocks of the sheet and how they were made to fit one page."""
    for fit in _SIZES[:-1]:
        drafted = _blocks(OwnerDraft(content, lang, replace(fit, tight=_TIGHTEST)))
        if height_of(drafted, ROOM) <= TALL:
            return _spread(content, lang, fit)
    return _spread(content, lang, _SIZES[-1])


def _spread(content: DiagnosisContent, lang: str, fit: Fit) -> tuple[list[Block], Fit]:
    """The loosest spacing that still fits; the height grows nearly evenly with it."""
    low, high = _TIGHTEST, _LOOSEST
    best = replace(fit, tight=low)
    blocks = _blocks(OwnerDraft(content, lang, best))
    for _try in range(5):
        middle = replace(fit, tight=(low + high) / 2)
        tried = _blocks(OwnerDraft(content, lang, middle))
        if height_of(tried, ROOM) <= TALL:
            low, best, blocks = middle.tight, middle, tried
        else:
            high = middle.tight
    return blocks, best


def _blocks(draft: OwnerDraft) -> list[Block]:
    return [
        *_identity(draft),
        *_step(draft),
        *_strengths(draft),
        *_money(draft),
        *owner_actions.gaps(draft),
        *owner_actions.commitments(draft),
        *owner_actions.line(draft),
        *owner_actions.open_call(draft),
    ]


def _identity(draft: OwnerDraft) -> list[Block]:
    _, content, firm = draft.text, draft.content, draft.content.firm
    day = formats.local(content.issued_at, content.issued_at_offset).date()
    number = content.number or _("borrador")
    advised = _("asesoría de {name}").format(name=content.advisor) if content.advisor else ""
    facts = [
        _("«{name}»").format(name=firm.trade_name) if firm.trade_name else "",
        draft.of(firm.identification),
        ", ".join(part for part in (firm.municipality, firm.department) if part),
        formats.long_date(day, draft.lang),
        advised,
        _("informe {number}, versión {version}").format(number=number, version=content.version),
    ]
    document = NAMES[DIAGNOSIS].in_(draft.lang)
    name = draft.short(firm.name, 200)
    large = draft.fit.size * (1.55 if len(name) < 50 else 1.2)
    title = Style(large, LIGHT.ink, strong=True, leading=1.12)
    soft = Style(draft.fit.size - 3.5, LIGHT.soft_ink, leading=1.25, before=2)
    return [
        Heading(1, name, title, outline=(document, _("Hoja para el dueño o la dueña"))),
        Words(
            f"{formats.NBSP}· ".join(unbroken(draft.short(fact, 160)) for fact in facts if fact),
            soft,
        ),
    ]


def _step(draft: OwnerDraft) -> list[Block]:
    _, result = draft.text, draft.content.result
    sentence = Style(
        draft.fit.size + 1, LIGHT.ink, strong=True, leading=1.2,
        before=draft.look.space(13), after=draft.look.space(7) + 2,
    )  # fmt: skip
    ladder = ladder_data(draft.content.scale, result.level, draft.lang)
    flag = _("Por ahora") if result.preliminary else _("Su empresa")
    art = LadderArt(ladder, flag, rise=5 + 5 * draft.fit.tight)
    return [Words(draft.of(result.sentence), sentence), Figure(art, ladder.alt)]


def _strengths(draft: OwnerDraft) -> list[Block]:
    _ = draft.text
    texts: list[Sequence[str | Span]] = []
    for strength in draft.content.strengths:
        name, today = area(draft.of(strength.dimension)), draft.short(draft.of(strength.today))
        lead = _("{area}:") if strength.solid else _("{area}, un primer paso:")
        texts.append([strong(lead.format(area=name) + " "), lowered(today)])
    if not texts:
        texts = [
            [_("Abrió sus puertas y contestó con franqueza.")],
            [_("Ya dio el primer paso: mirar cómo está su empresa.")],
        ]
    title = RuledHeading(_("Lo que ya hace bien"), draft.head)
    return [title, *bullets(texts, draft.body, sign=Tick(draft.fit.size * 1.1))]


def _money(draft: OwnerDraft) -> list[Block]:
    _, cost = draft.text, draft.content.cost
    pad = 3 + 3 * draft.fit.tight
    if cost is None or cost.total is None:
        text: list[str | Span] = [
            strong(_("Lo que le cuestan las fallas: sin dato todavía.") + " "),
            _("Con cinco cifras suyas lo calculamos en la próxima visita."),
        ]
        words = Words(text, draft.body.but(after=0))
        block: Block = Card([words], fill=WASH, bar=LIGHT.danger, padding=(14, pad))
    else:
        block = Sum(
            _("Cada mes, las fallas le cuestan cerca de"),
            formats.pesos(cost.total, draft.lang),
            _("Es una estimación con las cifras que usted dio."),
            draft.body,
            pad,
        )
    block.before, block.after = draft.look.space(11), draft.look.space(2)
    return [block]
