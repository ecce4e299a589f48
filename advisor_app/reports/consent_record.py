"""The authorization as it was given: every word that was read, each answer, who gave it and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.domain.signature import Party
from advisor_app.domain.text import Text
from advisor_app.i18n import catalog
from advisor_app.reports.consent_content import ConsentContent, GivenAnswer
from advisor_app.reports.document_parts import head
from advisor_app.reports.draft import Writing
from advisor_app.reports.look import Look, numbered
from advisor_app.reports.page import Heading, Sheet, sheet_for
from advisor_app.reports.signing import signature_blocks
from advisor_app.reports.table import Table
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from advisor_app.domain.signature import Signature
    from advisor_app.reports.blocks import Block

_SIDE: Final = 8  # digits in each group of a fingerprint

CONTENT: Final = ConsentContent
_PARTIES: Final = {
    Party.FIRM: Text(
        "Por la empresa. Respondí lo que dice este documento y recibí copia.",
        "For the firm. I gave the answers in this document and received a copy.",
    ),
    Party.ADVISOR: Text(
        "Por el programa. Pregunté permiso por permiso y entregué copia.",
        "For the programme. I asked for each permission in turn and handed over a copy.",
    ),
}


def blocks_of(
    content: ConsentContent, lang: str, signatures: Sequence[Signature] = ()
) -> Sequence[Block]:
    """Everything on its pages, in reading order."""
    writing = Writing(lang, Look())
    _, look = writing.text, writing.look
    return [
        *head(writing, writing.of(content.title), content),
        Words(_wording(writing, content), look.cell.but(after=look.space(6))),
        *_full_text(writing, content),
        Heading(2, _("Respuestas"), look.section),
        *_answers(writing, content),
        *_proof(writing, content),
        Heading(2, _("Firmas"), look.section),
        *signature_blocks(writing, content, signatures, parties_of(content)),
    ]


def parties_of(_content: ConsentContent) -> Mapping[Party, Text]:
    """Who signs, and what each says by it."""
    return _PARTIES


def sheet_of(content: ConsentContent, lang: str) -> Sheet:
    """What stands on every page."""
    _ = catalog(lang).text
    title = f"{content.title.in_(lang)}: {content.firm.name}"
    return sheet_for(content, lang, kind=_("Autorización de datos"), title=title)


def _wording(writing: Writing, content: ConsentContent) -> str:
    _ = writing.text
    told = _("Texto {wording}, con los datos de la oficina que estaban vigentes al preguntar.")
    if not content.asked_in:
        told = _(
            "Texto {wording}. Los datos de la oficina de ese día no están en este equipo: se "
            "muestran los de hoy."
        )
    elif content.asked_in != writing.lang:
        told += (
            " " + _("Se preguntó en español; esta es su traducción.")
            if content.asked_in == "es"
            else " " + _("Se preguntó en inglés; esta es su traducción.")
        )
    return told.format(wording=content.wording)


def _full_text(writing: Writing, content: ConsentContent) -> list[Block]:
    """The text as it was shown; its numbered purposes are a list."""
    style = writing.look.text
    blocks: list[Block] = []
    for paragraph in writing.of(content.full).split("\n\n"):
        lead, *points = paragraph.split("\n")
        before = 0 if not blocks else style.after
        blocks.append(Words(lead, style.but(before=before, keep_next=bool(points))))
        plain = [point.lstrip("0123456789. ") for point in points]
        blocks += numbered(plain, style.but(after=1))
    return blocks


def _answers(writing: Writing, content: ConsentContent) -> list[Block]:
    """A row for each question; how it was answered is told once where it is the same for all."""
    _, look = writing.text, writing.look
    told = dict.fromkeys(_how(writing, one) for one in content.answers if one.given_at)
    each = len(told) > 1
    heads = [_("Permiso"), _("Respuesta"), *([_("Quién, cuándo y cómo")] if each else [])]
    rows = [
        [
            writing.cell([strong(f"{writing.of(one.name)}. "), writing.of(one.question)]),
            writing.cell([_answer(writing, one)]),
            *([writing.cell(_how(writing, one))] if each else []),
        ]
        for one in content.answers
    ]
    table = Table(
        writing.heads(*heads),
        rows,
        [1.5, -64, *([1] if each else [])],
        caption=writing.caption(_("Cada permiso se preguntó y se contestó por separado")),
        row_headers=True,
        pad=1 + 3 * look.tight,
        after=look.space(8),
    )
    lead = strong(_("Respondió:") + " ")
    common = [] if each else [Words([lead, f"{how}."], look.text.but(after=8)) for how in told]
    return [*common, table]


def _answer(writing: Writing, part: GivenAnswer) -> Span:
    _ = writing.text
    if part.answer is None:
        return Span(_("Sin preguntar"), colour=LIGHT.soft_ink)
    return strong(_("Sí")) if part.answer else strong(_("No"), LIGHT.danger)


def _how(writing: Writing, part: GivenAnswer) -> str:
    if part.given_at is None:
        return ""
    at = formats.local(part.given_at, part.given_at_offset)
    lines = (
        part.signer,
        writing.of(part.role).lower() if part.role is not None else "",
        f"{formats.long_date(at.date(), writing.lang)}, {formats.clock_time(at, writing.lang)}",
        writing.of(part.method).lower() if part.method is not None else "",
    )
    return "; ".join(line for line in lines if line)


def _proof(writing: Writing, content: ConsentContent) -> list[Block]:
    """The fingerprints of the words that were shown; usually one for all answers."""
    _, look = writing.text, writing.look
    prints = dict.fromkeys(one.text_hash for one in content.answers if one.text_hash)
    if not prints:
        return []
    lead = _("Huella del texto que se leyó o mostró (SHA-256):")
    groups = [
        " ".join(digits[start : start + _SIDE] for start in range(0, len(digits), _SIDE))
        for digits in prints
    ]
    style = look.cell.but(keep_next=True)  # the signatures are not alone on their page
    return [Words([strong(lead), *(f"\n{one}" for one in groups)], style)]
