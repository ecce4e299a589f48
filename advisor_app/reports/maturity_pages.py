"""The result by dimension: radar and table, strengths before what is missing, and the caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.domain.charts import radar_data, score_text
from advisor_app.reports.blocks import Block, Decoration, Figure, Stack
from advisor_app.reports.figures import RadarArt, ScoreBar
from advisor_app.reports.look import bullets
from advisor_app.reports.owner_draft import lowered
from advisor_app.reports.page import Heading
from advisor_app.reports.table import Table
from advisor_app.reports.words import Words

if TYPE_CHECKING:
    from advisor_app.reports.content import DimensionPart
    from advisor_app.reports.draft import Draft


def maturity(draft: Draft) -> list[Block]:
    """The radar, and beside it in words the table of dimensions, the strongest first."""
    _, look = draft.text, draft.look
    dimensions = draft.content.dimensions
    radar = radar_data([part.axis for part in dimensions], draft.lang)
    ordered = sorted(dimensions, key=lambda part: -(part.score or -1))
    title = _("Figura 1. Puntaje de cada dimensión, de 1 a 5")
    return [
        Heading(2, _("Madurez por dimensión"), look.section),
        Words(title, look.caption.but(tag="P", keep_next=True)),
        Figure(RadarArt(radar), radar.alt, after=look.space(4)),
        Table(
            draft.heads(_("Dimensión"), _("Puntaje"), _("Lo que ya hace"), _("Lo que falta")),
            [_dimension(draft, part) for part in ordered],
            [1.45, -min(look.body * 8.2, 96), 2.1, 2.1],
            caption=draft.caption(_("Dimensiones, de la más fuerte a la más débil")),
            row_headers=True,
            after=look.space(6),
        ),
    ]


def why_this_step(draft: Draft) -> list[Block]:
    """The figures behind the step, and each cap that limited it."""
    _, look, result = draft.text, draft.look, draft.content.result
    blocks: list[Block] = [Heading(2, _("Por qué está en este escalón"), look.section)]
    if result.level is None:
        blocks = [Heading(2, _("Por qué no hay escalón todavía"), look.section)]
    if result.score is not None and result.index is not None:
        figures = _("Puntaje general: {score} de 5. Índice de madurez: {index} de 100.").format(
            score=formats.number(result.score, draft.lang, 2),
            index=formats.number(result.index, draft.lang, 1),
        )
        blocks.append(Words(figures, look.text))
    if result.caps:
        lead = _("Estos topes limitan el escalón:")
        blocks.append(Words(lead, look.text.but(keep_next=True)))
        blocks += bullets(draft.all_of(result.caps), look.text)
    elif result.level is not None:
        blocks.append(Words(_("Ningún tope limitó el escalón."), look.text))
    if result.preliminary:
        blocks.append(Words(_("Todavía faltan datos por ver para darlo por firme."), look.text))
    return blocks


def _dimension(draft: Draft, part: DimensionPart) -> list[Block]:
    _ = draft.text
    well = _("Todavía por empezar.")
    if part.well is not None:
        well = draft.of(part.well)
        if not part.well_solid:
            well = _("Primer paso: {text}").format(text=lowered(well))
    missing = draft.of(part.missing) if part.missing else _("Sostener lo logrado.")
    if part.state == "not_applicable":
        well = missing = _("n. a.")
    if part.state == "insufficient":
        well = missing = _("sin dato")
    name = draft.label(draft.of(part.name))
    return [name, _score(draft, part), draft.cell(well), draft.cell(missing)]


def _score(draft: Draft, part: DimensionPart) -> Block:
    cell = draft.look.cell
    shown = score_text(part.axis, draft.lang)
    if part.score is None or part.level is None:
        return Words(shown, cell.but(colour=LIGHT.soft_ink))
    step = draft.content.scale[part.level - 1]
    figure = cell.but(strong=True, colour=LIGHT.level(part.level), after=1)
    return Stack(
        [
            Words(shown, figure),
            Decoration(ScoreBar(float(part.score), part.level), after=1),
            Words(f"{step.number} {draft.of(step.name)}", cell.but(size=cell.size - 1)),
        ]
    )
