"""The questions of a blank form: number, words, five boxes, how it was seen, a line for a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain.paper_form import Scope, asked, line_numbers
from advisor_app.formats import NBSP
from advisor_app.reports.blocks import Block, Stack
from advisor_app.reports.page import Heading
from advisor_app.reports.tagging import Element
from advisor_app.reports.words import Span, Words, strong
from advisor_app.reports.writing import Tick, Ticks, WriteLine

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Instrument, Item
    from advisor_app.reports.form_draft import FormDraft
    from advisor_app.reports.pen import Pen

_GUTTER: Final = 30.0
_MARKS: Final = 16.0  # the height of the line of marks: a note is written on it


def items(draft: FormDraft) -> list[Block]:
    """Every question of the form, under the name of its dimension."""
    form = draft.form
    numbers = line_numbers(form.instrument)
    blocks: list[Block] = []
    dimension = ""
    for item, scope in asked(form.instrument, form.round, form.sector, form.conditions).items():
        if item.dimension != dimension:
            dimension = item.dimension
            name = draft.of(form.instrument.dimension(dimension).name)
            blocks.append(Heading(2, f"{dimension}. {name}", draft.head))
        blocks.append(_Item(draft, numbers[item.code], item, scope))
    return blocks


class _Item(Stack):
    """One question; it stays together on a page and ends with a hairline."""

    def __init__(self, draft: FormDraft, number: int, item: Item, scope: Scope) -> None:
        self._head = _ItemHead(draft, number, item)
        for_whom = scope_words(draft, scope)
        super().__init__(
            [
                self._head,
                *([Words(for_whom, draft.small.but(colour=LIGHT.attention))] if for_whom else []),
                *_levels(draft, item),
                _marks(draft, item),
            ],
            before=3,
        )

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        self._head.draw_number(pen, left, top)  # first, as it is read
        super().draw(pen, left + _GUTTER, top, room - _GUTTER)
        bottom = top - self.height(room)
        pen.line((left, bottom), (left + room, bottom), LIGHT.line)

    def height(self, room: float) -> float:
        return super().height(room - _GUTTER) + 2


class _ItemHead(Words):
    """The number of the line in the gutter, the code and the question, as one heading."""

    def __init__(self, draft: FormDraft, number: int, item: Item) -> None:
        _ = draft.text
        key = f" {_('(clave)')}" if item.is_critical(draft.form.sector or "") else ""
        style = draft.look.subsection.but(size=10, before=0, after=1, leading=1.2, tag="H3")
        super().__init__(
            [
                Span(f"{item.code} ", colour=LIGHT.soft_ink),
                draft.of(item.question),
                Span(key, colour=LIGHT.danger),
            ],
            style,
        )
        self._number = Words(
            f"{number}{NBSP}", style.but(size=13, align="right"), element=self.element
        )

    def draw_number(self, pen: Pen, left: float, top: float) -> None:
        self._number.draw(pen, left, top + 1.5, _GUTTER - 5)


def _levels(draft: FormDraft, item: Item) -> list[Block]:
    style = draft.small.but(size=9.2, leading=1.2, tag="LBody")
    rows = [
        _Level(number, Words(draft.of(text), style))
        for number, text in enumerate(item.levels, start=1)
    ]
    rows[0].tree = [Element("L", [row.own_element() for row in rows])]
    return list(rows)


class _Level(Block):
    """A level to tick: box, number, description."""

    def __init__(self, number: int, words: Words) -> None:
        super().__init__()
        label = words.style.but(strong=True, tag="Lbl")
        self._label = Words(str(number), label)
        self._words = words
        self._row = Tick(self._label)
        self.parts = [self._label, words]
        self.tree: list[Element] = []

    def elements(self) -> Iterable[Element]:
        return self.tree

    def own_element(self) -> Element:
        return Element("LI", [*self._label.elements(), *self._words.elements()])

    def height(self, room: float) -> float:
        return self._words.height(room - self._start)

    @property
    def _start(self) -> float:
        return self._row.natural_width + 6

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        self._row.draw(pen, left, top, room)
        self._words.draw(pen, left + self._start, top, room - self._start)


def _marks(draft: FormDraft, item: Item) -> Block:
    _ = draft.text
    letters = ["D", "O", "V", *(["N"] if item.na_allowed else []), "S"]
    ticks = [Tick(Words([strong(letter)], draft.small)) for letter in letters]
    note = WriteLine(_("Nota"), draft.small, _MARKS)
    return Ticks(ticks, rest=note, apart=12, tall=_MARKS)


def scope_words(draft: FormDraft, scope: Scope) -> str:
    """To whom a question applies, in a sentence; nothing where it applies to all."""
    _, instrument = draft.text, draft.form.instrument
    who = _sectors(draft, instrument, scope.sectors)
    questions = "; ".join(
        _("«{question}»").format(question=draft.of(condition.question))
        for condition in instrument.conditions
        if condition.key in scope.conditions
    )
    if who and questions:
        return _("{who}, o si responde sí a {questions}.").format(who=who, questions=questions)
    if questions:
        return _("Solo aplica si responde sí a {questions}.").format(questions=questions)
    return f"{who}." if who else ""


def _sectors(draft: FormDraft, instrument: Instrument, keys: Sequence[str]) -> str:
    _ = draft.text
    if not keys:
        return ""
    names = {sector.key: draft.of(sector.name) for sector in instrument.sectors}
    others = [name for key, name in names.items() if key not in keys]
    if len(others) < len(keys):
        return _("Aplica a todos los sectores menos {sectors}").format(sectors="; ".join(others))
    return _("Solo aplica a {sectors}").format(sectors="; ".join(names[key] for key in keys))
