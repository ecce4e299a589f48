"""The plan on paper: its actions in order, along the months, what waits, and who would pay."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Figure
from advisor_app.reports.document_parts import facts
from advisor_app.reports.look import bullets
from advisor_app.reports.plan_words import BLOCKS, FUNDING, MONTHS, STATES, WAITS
from advisor_app.reports.table import Table
from advisor_app.reports.timeline import Bar, TimelineArt, span_of
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from datetime import date

    from advisor_app.reports.blocks import Block
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.plan_content import ActionPart, ClosesPart, PlanPart

_PAD: Final = 3.0
_ROWS: Final = 24  # of the drawing, so that it fits on any page
_LABEL: Final = 120  # letters of an action's name in words for who does not see the drawing
_NAMED: Final = 6  # findings named with each action
Numbered = Sequence[tuple[int, "ActionPart"]]


def in_short(writing: Writing, plan: PlanPart) -> Table:
    """A line for each action: what, who, by when, for how much, with whose support."""
    _, look = writing.text, writing.look
    heads = (_("N.º"), _("Acción"), _("Responsable"), _("Hasta"), _("Costo"), _("Apoyo"))
    rows = [
        [
            writing.label(str(number)),
            writing.cell(_named(writing, one)),
            writing.cell(one.responsible or _("por acordar")),
            writing.cell(writing.short_day(one.due_on)),
            writing.cell(_cost(writing, one)),
            writing.cell(one.support or _("por acordar")),
        ]
        for number, one in enumerate(plan.actions, start=1)
    ]
    body = look.body
    return Table(
        writing.heads(*heads),
        rows,
        [-body * 2, 2.6, 1.1, -body * 5.8, -body * 6.8, 1],
        caption=writing.caption(_("Acciones, en orden de prioridad")),
        row_headers=True,
        pad=_PAD,
        after=look.space(8),
    )


def in_full(writing: Writing, plan: PlanPart) -> Table:
    """Everything about each action."""
    _, look = writing.text, writing.look
    heads = (_("Acción y resultado esperado"), _("Quién"), _("Cuándo"), _("Costo"), _("Estado"))
    rows = [
        [
            writing.cell(_described(writing, number, one)),
            writing.cell(_people(writing, one)),
            writing.cell(_days(writing, one)),
            writing.cell(_price(writing, one)),
            writing.cell(_state(writing, one)),
        ]
        for number, one in enumerate(plan.actions, start=1)
    ]
    body = look.body
    return Table(
        writing.heads(*heads),
        rows,
        [3.2, 1, -body * 7.8, -body * 6.8, -body * 5.6],
        caption=writing.caption(_("Acciones, en orden de prioridad")),
        pad=_PAD,
        after=look.space(8),
    )


def by_month(writing: Writing, plan: PlanPart) -> list[Block]:
    """The drawing along the months, and the table that says the same."""
    _, look = writing.text, writing.look
    shown = _shown(plan)
    if not shown:
        return []
    bars = [
        Bar(number, writing.of(one.title), one.starts_on, one.due_on,
            blocks=bool(one.blocks), done=not one.is_open)
        for number, one in shown
    ]  # fmt: skip
    key = _("Barra oscura: lo que bloquea. Clara: lo demás. Vacía: lo que ya terminó.")
    blocks: list[Block] = [Words(key, look.text.but(keep_next=True))]
    span = span_of(bars)
    for at in range(0, len(bars), _ROWS):
        part = bars[at : at + _ROWS]
        art = TimelineArt(part, span, MONTHS[writing.lang])
        blocks.append(Figure(art, _alt(writing, part), after=look.space(6)))
    heads = (_("Mes"), _("Empiezan"), _("Deben quedar listas"))
    blocks.append(
        Table(
            writing.heads(*heads),
            _months(writing, shown),
            [-look.body * 10, 1, 1],
            caption=writing.caption(_("Las acciones mes a mes, por su número")),
            row_headers=True,
            pad=2,
            after=look.space(8),
        )
    )
    return blocks


def shares(writing: Writing, plan: PlanPart) -> list[Block]:
    """Who would pay, with its label; nothing where no cost is known."""
    _, look, part = writing.text, writing.look, plan.shares
    if not part.cost:
        text = _("Todavía no hay costos escritos; sin ellos no se estima la cofinanciación.")
        return [Words(text, look.text)]
    support = writing.pesos(part.support)
    if part.capped:
        support += " " + _("(el tope de la convocatoria)")
    rows = [
        (_("Costo total"), writing.pesos(part.cost)),
        (_("Cofinanciable"), writing.pesos(part.eligible)),
        (_("Programa"), support),
        (_("Empresa"), writing.pesos(part.firm)),
        (_("Convocatoria"), part.call),
    ]
    label = _("Estimación; depende de los términos de la convocatoria vigente.")
    unknown = writing.plural(
        "Falta el costo de {n} acción.", "Falta el costo de {n} acciones.", part.unknown
    ).format(n=part.unknown)
    told = f"{label} {unknown}" if part.unknown else label
    return [Words([strong(told)], look.text.but(keep_next=True)),
            facts(writing, rows, after=look.space(6))]  # fmt: skip


def waiting(writing: Writing, plan: PlanPart) -> Table:
    """What does not fit now, under the reason."""
    _, look = writing.text, writing.look
    numbered = list(enumerate(plan.waiting, start=len(plan.actions) + 1))
    rows: list[Sequence[Block]] = []
    for reason, told in WAITS.items():
        waits = [(number, one) for number, one in numbered if (one.waits or "full") == reason]
        if waits:
            rows.append([writing.label(writing.of(told))])
        rows += [
            [writing.label(str(number)), writing.cell(writing.of(one.title))]
            for number, one in waits
        ]
    return Table(
        writing.heads(_("N.º"), _("Acción")),
        rows,
        [-look.body * 2.4, 1],
        caption=writing.caption(_("Acciones que esperan")),
        row_headers=True,
        pad=2,
        after=look.space(8),
    )


def warned(writing: Writing, plan: PlanPart) -> list[Block]:
    """What whoever signs has to know."""
    style = writing.look.text.but(colour=LIGHT.attention)
    return bullets(writing.all_of(plan.warnings), style)


def _shown(plan: PlanPart) -> Numbered:
    """The actions along the months; a cancelled one has no place there."""
    every = enumerate(plan.actions, start=1)
    return [(number, one) for number, one in every if one.state != "cancelled"]


def _named(writing: Writing, one: ActionPart) -> list[str | Span]:
    spans: list[str | Span] = [writing.of(one.title)]
    signs = _signs(writing, one)
    if signs:
        spans.append(Span("\n" + signs, strong=True, colour=LIGHT.accent))
    return spans


def _signs(writing: Writing, one: ActionPart) -> str:
    _ = writing.text
    signs = [writing.of(BLOCKS[one.blocks])] if one.blocks else []
    signs += [_("Rápida")] if one.quick_win else []
    signs += [writing.of(STATES[one.state])] if not one.is_open else []
    return " · ".join(signs)


def _described(writing: Writing, number: int, one: ActionPart) -> list[str | Span]:
    _ = writing.text
    spans: list[str | Span] = [strong(f"{number}. {writing.of(one.title)}")]
    signs = _signs(writing, one)
    if signs:
        spans.append(Span("\n" + signs, strong=True, colour=LIGHT.accent))
    expected = writing.of(one.expected)
    if expected:
        spans.append("\n" + _("Resultado: {result}").format(result=expected))
    if one.closes:
        closes = _("Cierra: {points}").format(points=_closes(writing, one.closes))
        spans.append(Span("\n" + closes, colour=LIGHT.soft_ink))
    spans.append("\n" + _("Prueba de cierre: {proof}").format(proof=_proof(writing, one)))
    if one.state == "verified" and one.verified_on:
        told = _("Verificada el {day} por {who}.")
        if not one.verified_by:
            told = _("Verificada el {day}.")
        day = writing.day(one.verified_on)
        spans.append(strong("\n" + told.format(day=day, who=one.verified_by)))
    return spans


def _proof(writing: Writing, one: ActionPart) -> str:
    """What was written, and the file that is kept with it."""
    _ = writing.text
    file = {"photo": _("foto"), "paper": _("documento"), "": ""}[one.shown]
    if file and one.caption:
        file = f"{file}: {one.caption}"
    return " · ".join(filter(None, (one.proof, file))) or _("por mostrar")


def _closes(writing: Writing, closes: Sequence[ClosesPart]) -> str:
    """The findings under the list they come from, the first ones by name."""
    _ = writing.text
    by_list: dict[str, list[str]] = {}
    for one in closes[:_NAMED]:
        by_list.setdefault(writing.of(one.list_name), []).append(one.code)
    told = "; ".join(f"{name} {', '.join(codes)}" for name, codes in by_list.items())
    more = len(closes) - _NAMED
    return told + (" " + _("y {n} más").format(n=more) if more > 0 else "")


def _people(writing: Writing, one: ActionPart) -> list[str | Span]:
    _ = writing.text
    spans: list[str | Span] = [one.responsible or _("por acordar")]
    if one.support:
        spans.append(Span("\n" + _("Apoyo: {who}").format(who=one.support), colour=LIGHT.soft_ink))
    return spans


def _days(writing: Writing, one: ActionPart) -> list[str | Span]:
    _ = writing.text
    start = _("desde {day}").format(day=writing.short_day(one.starts_on))
    end = _("hasta {day}").format(day=writing.short_day(one.due_on))
    return [strong(end), "\n" + start]


def _cost(writing: Writing, one: ActionPart) -> str:
    return writing.pesos(None if one.cost is None else Decimal(one.cost))


def _price(writing: Writing, one: ActionPart) -> str:
    _ = writing.text
    who = _("paga: {who}").format(who=writing.of(FUNDING[one.funding]))
    return f"{_cost(writing, one)}\n{who}"


def _state(writing: Writing, one: ActionPart) -> list[str | Span]:
    _ = writing.text
    spans: list[str | Span] = [strong(writing.of(STATES[one.state]))]
    if one.is_open and one.advance:
        spans.append("\n" + _("avance {n} %").format(n=one.advance))
    return spans


def _alt(writing: Writing, bars: Sequence[Bar]) -> str:
    _ = writing.text
    told = [
        _("{n}. {name}: del {start} al {end}").format(
            n=bar.number,
            name=bar.name[:_LABEL].rstrip(" ."),
            start=writing.short_day(bar.start),
            end=writing.short_day(bar.end),
        )
        for bar in bars
    ]
    return _("Línea de tiempo del plan.") + " " + "; ".join(told) + "."


def _months(writing: Writing, shown: Numbered) -> list[list[Block]]:
    """Only the months in which something begins or ends."""
    begins: dict[tuple[int, int], list[str]] = {}
    ends: dict[tuple[int, int], list[str]] = {}
    for number, one in shown:
        begins.setdefault(_month(one.starts_on), []).append(str(number))
        ends.setdefault(_month(one.due_on), []).append(str(number))
    return [
        [
            writing.label(f"{MONTHS[writing.lang][month - 1]} {year}"),
            writing.cell(", ".join(begins.get((year, month), ("—",)))),
            writing.cell(", ".join(ends.get((year, month), ("—",)))),
        ]
        for year, month in sorted({*begins, *ends})
    ]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
