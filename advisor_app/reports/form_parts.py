"""What surrounds the questions of a blank form: the visit, the authorization, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain import explain
from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.quality_cost import LINES, FigureQuality
from advisor_app.reports.blocks import Block, Columns, Stack
from advisor_app.reports.page import Heading
from advisor_app.reports.words import Span, Words, strong
from advisor_app.reports.writing import Tick, Ticks, WriteLine

if TYPE_CHECKING:
    from advisor_app.reports.form_draft import FormDraft
    from advisor_app.reports.look import Text

_PEOPLE: Final = 3
_COMMITMENTS: Final = 3
_REMARKS: Final = 1
_LINE: Final = 19.0
_FIGURE: Final = 16.5
_SIGNATURE: Final = 30.0
_QUESTION: Final = 264.0  # the room of the longest question of the costs


def opening(draft: FormDraft) -> list[Block]:
    """The title, how to fill the form in, and the visit."""
    _ = draft.text
    return [
        Heading(1, draft.title, draft.look.title.but(after=2)),
        Words(
            _(
                "Marque con X el nivel que se cumple hoy; entre dos, el menor. Desde el nivel 3 "
                "marque cómo lo supo: D si solo lo dicen, O si lo observó, V si lo verificó con "
                "registros de tres meses o tres muestras. S si no se pudo ver. N si no aplica, "
                "solo donde está la casilla: escriba por qué en la nota."
            ),
            draft.small.but(after=2),
        ),
        Stack(_visit(draft), before=2, after=4),
    ]


def _visit(draft: FormDraft) -> list[Block]:
    _, form = draft.text, draft.form
    firm = form.firm
    sectors = {one.key: draft.of(one.name) for one in form.instrument.sectors}
    return [
        _line(draft, _("Empresa"), firm.name),
        Columns(
            [
                _line(draft, _("NIT"), firm.number),
                _line(draft, _("Municipio y vereda"), firm.place),
            ],
            (2, 3),
        ),
        Columns(
            [
                _line(draft, _("Lugar")),
                _line(draft, _("Sector"), sectors.get(form.sector or "", "")),
            ],
            (1, 1),
        ),
        _line(draft, _("Asesor o asesora"), form.advisor),
        Columns(
            [
                _line(draft, _("Fecha")),
                _line(draft, _("Empezó a las")),
                _line(draft, _("Terminó a las")),
                _line(draft, _("Pausas (minutos)")),
            ],
            (1, 1, 1, 1),
        ),
        *[
            Columns([_line(draft, _("Persona {n}").format(n=n)), _line(draft, _("Papel"))], (3, 2))
            for n in range(1, _PEOPLE + 1)
        ],
    ]


def _line(draft: FormDraft, name: str, written: str = "") -> Block:
    return WriteLine(name, draft.line, _LINE, written=written)


def conditions(draft: FormDraft) -> list[Block]:
    """What decides which questions apply, unless it is known already."""
    _, form = draft.text, draft.form
    if form.conditions is not None:
        return []
    questions = [_yes_no(draft, draft.of(one.question)) for one in form.instrument.conditions]
    return [Heading(2, _("Qué preguntas aplican"), draft.head), *_in_two_columns(questions)]


def _yes_no(draft: FormDraft, question: Text) -> Block:
    _ = draft.text
    boxes = Ticks([Tick(draft.label(_("Sí"))), Tick(draft.label(_("No")))], apart=8)
    return Columns([Words(question, draft.small), boxes], (1, -62), gap=8, after=2.5)


def _in_two_columns(blocks: Sequence[Block]) -> list[Block]:
    half = (len(blocks) + 1) // 2
    return [Columns([Stack(blocks[:half]), Stack(blocks[half:])], (1, 1), gap=24, after=2.5)]


def consent(draft: FormDraft) -> list[Block]:
    """The whole authorization, a yes or no to each part, and who signs."""
    _, words = draft.text, draft.form.consent
    questions = [
        _yes_no(draft, [strong(f"{number}. {words.names[kind]}. "), words.questions[kind]])
        for number, kind in enumerate(ConsentKind, start=1)
    ]
    return [
        Heading(2, f"{words.title} ({words.version})", draft.head),
        *[block for part in words.full.split("\n\n") for block in _paragraph(draft, part)],
        *questions,
        Columns([_line(draft, _("Nombre completo")), _line(draft, _("En calidad de"))], (3, 2)),
        Columns(
            [
                WriteLine(_("Tipo y número de documento"), draft.line, _SIGNATURE),
                WriteLine(_("Firma o huella"), draft.line, _SIGNATURE),
            ],
            (1, 1),
        ),
    ]


def _paragraph(draft: FormDraft, text: str) -> list[Block]:
    """A paragraph of the authorization, word for word; a list in it goes in two columns."""
    first, *points = text.split("\n")
    style = draft.small.but(after=2.5)
    if not points:
        return [Words(first, style)]
    listed = [Words(point, draft.small) for point in points]
    return [Words(first, draft.small), *_in_two_columns(listed)]


def closing(draft: FormDraft) -> list[Block]:
    """What poor quality costs, the commitments, and what comes next."""
    _ = draft.text
    return [
        Heading(2, _("¿Cuánto cuesta la mala calidad?"), draft.head),
        draft.remark(
            _(
                "Cifras de un mes normal; lo que no se sepa, en blanco. F: sale de una factura; "
                "R: de un registro; E: es estimada."
            )
        ),
        *_costs(draft),
        Heading(2, _("Compromisos"), draft.head),
        *[_commitment(draft, number) for number in range(1, _COMMITMENTS + 1)],
        Heading(2, _("Observaciones y próxima visita"), draft.head),
        Columns([_line(draft, _("Próxima visita")), _line(draft, _("Observaciones"))], (1, 2)),
        *[_line(draft, "") for _number in range(_REMARKS)],
        Columns(
            [
                WriteLine(_("Firma por la empresa"), draft.line, _SIGNATURE),
                WriteLine(_("Firma por el programa"), draft.line, _SIGNATURE),
            ],
            (1, 1),
        ),
    ]


def _costs(draft: FormDraft) -> list[Block]:
    _ = draft.text
    asked = {
        "monthly_sales": _("¿Cuánto vende en un mes normal?"),
        "scrapped_units": _("¿Cuántas unidades o kilos al mes?"),
        "unit_cost": _("¿Cuánto cuesta cada una?"),
        "rework_hours": _("¿Cuántas horas de trabajo al mes?"),
        "hour_cost": _("¿Cuánto cuesta una hora?"),
        "returns_value": _("¿Cuánto suman en un mes?"),
        "lost_sales": _("¿Cuánto valían los pedidos que se fueron?"),
        "margin_pct": _("¿Qué porcentaje le queda de una venta?"),
    }
    groups = [(_("Las ventas"), ("monthly_sales",))]
    groups += [(explain.cost_line_name(key, draft.lang), names) for key, names in LINES.items()]
    rows: list[Block] = []
    for number, (title, names) in enumerate(groups, start=1):
        for name in names:
            start = [strong(f"{number}. {title}. ", LIGHT.ink)] if name == names[0] else []
            rows.append(_figure(draft, [*start, asked[name]]))
    return [Stack(rows)]


def _figure(draft: FormDraft, question: Sequence[str | Span]) -> Block:
    sources = [
        Tick(Words(explain.figure_quality_name(one, draft.lang)[:1].upper(), draft.small))
        for one in FigureQuality
    ]
    line = WriteLine(question, draft.small, _FIGURE, start=_QUESTION)
    return Columns([line, Ticks(sources, apart=6, tall=_FIGURE)], (1, -84), gap=8)


def _commitment(draft: FormDraft, number: int) -> Block:
    _ = draft.text
    names = (f"{number}. " + _("Qué"), _("Quién"), _("Cuándo"))
    return Columns([_line(draft, name) for name in names], (5, 2, 1.6))
