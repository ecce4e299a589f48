"""The report of a gap: how ready the firm is for a standard, what blocks, and every point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.design import LIGHT, TYPE
from advisor_app.domain.signature import BOTH_PARTIES
from advisor_app.i18n import catalog
from advisor_app.reports import gap_tables
from advisor_app.reports.blocks import Block, Card, Columns, Decoration, Stack
from advisor_app.reports.document_parts import facts, head
from advisor_app.reports.draft import Writing
from advisor_app.reports.edition_section import edition_blocks
from advisor_app.reports.gap_content import CheckPart, GapContent
from advisor_app.reports.gap_signs import check_sign
from advisor_app.reports.group_pages import group_blocks
from advisor_app.reports.look import WASH, ListItem, Look, listed, point
from advisor_app.reports.page import Heading, Sheet, sheet_for
from advisor_app.reports.signing import signature_blocks
from advisor_app.reports.words import Words, strong

if TYPE_CHECKING:
    from advisor_app.domain.signature import Party, Signature
    from advisor_app.domain.text import Text
    from advisor_app.reports.standard_part import StandardPart

CONTENT: Final = GapContent
_FIGURE: Final = 10.5  # room for the readiness, in sizes of the type


def blocks_of(
    content: GapContent, lang: str, signatures: Sequence[Signature] = ()
) -> Sequence[Block]:
    """Everything on its pages, in reading order."""
    writing = Writing(lang, Look(10.5, 0.5))
    _, look = writing.text, writing.look
    title, scope = _title(content, lang), content.scope
    signed = signature_blocks(writing, content, signatures, BOTH_PARTIES)
    return [
        *_preliminary(writing, content),
        *head(writing, title, content, outline=(f"{title}, {scope}" if scope else title,)),
        facts(writing, _facts(writing, content), after=look.space(14)),
        readiness(writing, content),
        *_rule(writing, content),
        *group_blocks(writing, content),
        *gap_tables.blocking(writing, content),
        *gap_tables.missing(writing, content),
        *gap_tables.chapters(writing, content),
        *edition_blocks(writing, content.edition),
        *gap_tables.annex(writing, content),
        *_about_the_list(writing, content),
        Heading(2, _("Firmas"), look.section),
        Stack(signed),
    ]


def parties_of(_content: GapContent) -> Mapping[Party, Text]:
    """Who signs, and what each says by it."""
    return BOTH_PARTIES


def sheet_of(content: GapContent, lang: str) -> Sheet:
    """What stands on every page."""
    _ = catalog(lang).text
    why = _("Falta ver parte de la lista: este resultado puede cambiar.")
    return sheet_for(
        content,
        lang,
        kind=_("Informe de brecha"),
        title=f"{_title(content, lang)}: {content.firm.name}",
        warning=(_("PRELIMINAR"), why) if content.preliminary else None,
    )


def _title(content: GapContent, lang: str) -> str:
    _ = catalog(lang).text
    return _("Brecha frente a {list}").format(list=content.standard.name.in_(lang))


def _preliminary(writing: Writing, content: GapContent) -> list[Block]:
    """Said before all else, in large words, where too little was seen."""
    _, look = writing.text, writing.look
    if not content.preliminary:
        return []
    why = _(
        "Falta ver parte de la lista, y el resultado puede cambiar. Con el {least} visto se "
        "puede publicar."
    ).format(least=formats.percent(content.least_seen, writing.lang, 0))
    large = look.title.but(size=TYPE.question, colour=LIGHT.attention)
    return [
        Card(
            [Words(_("Resultado preliminar"), large), Words(why, look.text.but(after=0))],
            stroke=LIGHT.attention,
            after=look.space(20),
        )
    ]


def _facts(writing: Writing, content: GapContent) -> list[tuple[str, str]]:
    _, standard = writing.text, content.standard
    started = writing.day(content.started_on)
    if content.closed_on is None:
        when = _("empezó el {day}; sigue abierta").format(day=started)
    else:
        closed = writing.day(content.closed_on)
        when = _("empezó el {day}; cerrada el {closed}").format(day=started, closed=closed)
    unsure = _("Esta lista está por confirmar con la fuente oficial.")
    whole = _("toda la empresa")
    if content.group is not None:
        is_managed = content.group.kind == "member"
        whole = _("la gestión del grupo") if is_managed else _("lo que se contesta una sola vez")
    return [
        (_("Edición"), writing.of(standard.edition)),
        (_("Transición"), writing.of(standard.transition) if standard.transition else ""),
        (_("Por confirmar"), unsure if standard.confirm else ""),
        (_("Se evaluó"), content.scope or whole),
        (_("Lista"), writing.of(content.part_list) if content.part_list else ""),
        (_("Sorteo"), _drawn(writing, content)),
        (_("Evaluación"), when),
        (_("Asesoría"), content.advisor),
    ]


def _drawn(writing: Writing, content: GapContent) -> str:
    """How a member came into the sample."""
    _ = writing.text
    seed, _blank, rank = content.drawn.partition(" ")
    return _("puesto {rank}; semilla {seed}").format(rank=rank, seed=seed) if rank else ""


def readiness(writing: Writing, content: GapContent | StandardPart) -> Block:
    """The figure, large, and what it means."""
    _, look = writing.text, writing.look
    figure = "—" if content.readiness is None else formats.percent(content.readiness, writing.lang)
    large = look.text.but(size=TYPE.figure, strong=True, colour=LIGHT.accent, leading=1.1, after=0)
    first, *rest = writing.all_of(content.said)
    said: list[Block] = [Words([strong(first)], look.text)]
    said += [Words(line, look.text) for line in rest]
    said.append(Words(writing.of(content.disclaimer), look.cell.but(colour=LIGHT.soft_ink)))
    name = Words(_("de preparación"), look.cell.but(colour=LIGHT.soft_ink))
    parts = [Stack([Words(figure, large), name]), Stack(said)]
    return Card([Columns(parts, [-look.body * _FIGURE, 1])], fill=WASH, padding=(12, 10))


def _rule(writing: Writing, content: GapContent) -> list[Block]:
    _, look = writing.text, writing.look
    return [
        Heading(2, _("La regla del esquema"), look.section),
        Words([strong(writing.of(content.verdict))], look.text.but(keep_next=True)),
        *listed([check_item(writing, check) for check in content.checks]),
    ]


def check_item(writing: Writing, check: CheckPart) -> ListItem:
    """A condition: sign, word, sentence, and the points that it fails by."""
    _, look = writing.text, writing.look
    word, colour = {
        True: (_("Se cumple"), LIGHT.accent),
        False: (_("No se cumple"), LIGHT.danger),
        None: (_("Falta saberlo"), LIGHT.soft_ink),
    }[check.holds]
    said = f" {writing.of(check.said)}"
    if check.codes and check.holds is not True:
        said += " " + _("Puntos: {codes}.").format(codes=", ".join(check.codes))
    style = look.text.but(after=look.space(6))
    pitch = style.size * style.leading
    sign = Decoration(check_sign(check.holds, pitch))
    return point([strong(f"{word}.", colour), said], style, sign, style.size * 1.45)


def _about_the_list(writing: Writing, content: GapContent) -> list[Block]:
    """What the list is, and that the standard itself is bought by the firm."""
    _, look = writing.text, writing.look
    own = _(
        "Este informe no trae el texto de la norma: solo los números de sus puntos y palabras "
        "nuestras. La empresa debe adquirir la norma."
    )
    told = (writing.of(content.standard.note), writing.of(content.standard.source), own)
    return [
        Heading(2, _("La lista y la norma"), look.section),
        *[Words(text, look.text) for text in told if text],
    ]
