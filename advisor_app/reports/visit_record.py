"""The record of a visit: what was done, found and agreed; one page, and it supports the payment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain.signature import BOTH_PARTIES, Party
from advisor_app.domain.text import Text
from advisor_app.i18n import catalog
from advisor_app.reports import visit_words
from advisor_app.reports.document_parts import commitments, facts, head, on_one_page, part, typed
from advisor_app.reports.draft import Writing
from advisor_app.reports.page import Sheet, sheet_for
from advisor_app.reports.signing import signature_blocks
from advisor_app.reports.visit_content import AttendeePart, VisitRecordContent
from advisor_app.reports.words import Words, strong
from advisor_app.reports.writing import WriteLine

if TYPE_CHECKING:
    from advisor_app.domain.signature import Signature
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.look import Look

_REMARKS: Final = 2  # lines to write what the firm says, where nothing was typed
_SHORT: Final = 8  # digits of a photo's fingerprint


CONTENT: Final = VisitRecordContent
_ALONE: Final = {
    Party.ADVISOR: Text(
        "Por el programa. La visita no se hizo.", "For the programme. The visit did not take place."
    ),
}


def blocks_of(
    content: VisitRecordContent, lang: str, signatures: Sequence[Signature] = ()
) -> Sequence[Block]:
    """Everything on its page, in reading order."""

    def make(look: Look, beside: bool) -> list[Block]:
        writing = Writing(lang, look)
        return _blocks(writing, content, signatures, beside=beside)

    return on_one_page(make)


def sheet_of(content: VisitRecordContent, lang: str) -> Sheet:
    """What stands on every page."""
    _ = catalog(lang).text
    is_open = content.visit.outcome is None
    title = _("Acta de la visita {n}: {firm}").format(
        n=content.visit.number, firm=content.firm.name
    )
    warning = (_("BORRADOR"), _("La visita sigue abierta.")) if is_open else None
    return sheet_for(content, lang, kind=_("Acta de visita"), title=title, warning=warning)


def parties_of(content: VisitRecordContent) -> Mapping[Party, Text]:
    """Who signs, and what each says by it."""
    return BOTH_PARTIES if content.visit.made else _ALONE


def _blocks(
    writing: Writing, content: VisitRecordContent, signatures: Sequence[Signature], *, beside: bool
) -> list[Block]:
    _, look = writing.text, writing.look
    title = _("Acta de la visita {n}").format(n=content.visit.number)
    parts = _parts(writing, content)
    signed = [
        *signature_blocks(writing, content, signatures, parties_of(content)),
        Words(_data_note(writing, content), look.cell.but(colour=LIGHT.soft_ink, before=3)),
    ]
    return [
        *head(writing, title, content),
        facts(writing, _facts(writing, content)),
        *[block for name, inside in parts for block in part(writing, name, inside, beside=beside)],
        *([] if beside else part(writing, _("Firmas"), [], beside=False)),
        *_apart(signed, look.space(10) + 4),
    ]


def _apart(blocks: list[Block], space: float) -> list[Block]:
    blocks[0].before = max(blocks[0].before, space)
    return blocks


def _facts(writing: Writing, content: VisitRecordContent) -> list[tuple[str, str]]:
    _, visit = writing.text, content.visit
    when = [visit_words.day(writing, visit), visit_words.times(writing, visit)]
    pause = visit_words.breaks(writing, visit)
    if pause:
        when.append(_("pausas: {pause}").format(pause=pause))
    where = [writing.of(visit.modality), visit.place] if visit.made else [visit.place]
    return [
        (_("Fecha y hora"), "; ".join(when)),
        (_("Horas por pagar"), visit_words.hours(writing, visit)),
        (_("Modalidad y lugar"), ", ".join(one for one in where if one)),
        (_("Asesoría"), content.advisor),
        (_("Objetivo"), visit.purpose),
        (_("Resultado"), visit_words.ending(writing, visit)),
        (_("Asistieron"), _people(writing, content.people)),
    ]


def _people(writing: Writing, people: Sequence[AttendeePart]) -> str:
    named = [f"{one.name} ({writing.of(one.role).lower()})" for one in people if one.name]
    roles = Counter(writing.of(one.role).lower() for one in people if not one.name)
    return "; ".join([*named, *(f"{role} ({n})" for role, n in roles.items())])


def _parts(writing: Writing, content: VisitRecordContent) -> list[tuple[str, Sequence[Block]]]:
    """The titled parts; what a visit that was not made can't have is left out."""
    _, look, made = writing.text, writing.look, content.visit.made
    cell = look.cell.but(after=look.space(2))
    parts: list[tuple[str, Sequence[Block]]] = [
        (_("Actividades"), typed(content.activities, cell)),
        (_("Hallazgos"), typed(content.findings, cell)),
        (
            _("Compromisos") if content.commitments else _("Próxima visita"),
            _commitments(writing, content),
        ),
        (_("Evidencias"), [Words(_photos(writing, content), cell)] if made else []),
        (_("Lo que dice la empresa"), _remarks(writing, content)),
    ]
    return [(name, inside) for name, inside in parts if inside]


def _commitments(writing: Writing, content: VisitRecordContent) -> list[Block]:
    _, cell = writing.text, writing.look.cell
    day = f"{writing.day(content.next_visit_on)}."
    if not content.commitments:
        return [Words(day, cell)]
    promises = commitments(writing, content.commitments, after=writing.look.space(3) + 1)
    return [promises, Words([strong(_("Próxima visita:") + " "), day], cell)]


def _photos(writing: Writing, content: VisitRecordContent) -> str:
    _, count = writing.text, len(content.photos)
    if not count:
        return _("Sin fotos.")
    told = writing.plural("{n} foto, huella {hashes}", "{n} fotos, huellas {hashes}", count)
    return told.format(n=count, hashes=", ".join(one[:_SHORT] for one in content.photos)) + "."


def _remarks(writing: Writing, content: VisitRecordContent) -> list[Block]:
    look = writing.look
    if content.remarks:
        return typed(content.remarks, look.cell.but(after=look.space(2)))
    if not content.visit.made:
        return []
    return [WriteLine("", look.cell, 12 + look.space(8)) for _number in range(_REMARKS)]


def _data_note(writing: Writing, content: VisitRecordContent) -> str:
    _ = writing.text
    if not content.authorized:
        return _("Sin autorización de datos: esta acta no nombra a nadie de la empresa.")
    note = _(
        "Sus datos se usan solo con la autorización que usted dio. Puede conocerlos, "
        "corregirlos o pedir que se borren"
    )
    return f"{note}: {content.contact}." if content.contact else f"{note}."
