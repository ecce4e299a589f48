"""The attendance list of a visit: who was there, with room for those who sign by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain.signature import METHODS, Party
from advisor_app.domain.text import Text, fold
from advisor_app.domain.visit import ROLES
from advisor_app.i18n import catalog
from advisor_app.reports import visit_words
from advisor_app.reports.blocks import Block
from advisor_app.reports.document_parts import facts, head
from advisor_app.reports.draft import Writing
from advisor_app.reports.flow import height_of
from advisor_app.reports.look import Look
from advisor_app.reports.page import ROOM, TALL, Heading, Sheet, sheet_for
from advisor_app.reports.signature_box import signature_mark
from advisor_app.reports.signing import signature_blocks
from advisor_app.reports.table import Table
from advisor_app.reports.visit_content import AttendanceContent, PersonPart
from advisor_app.reports.words import Words, strong

if TYPE_CHECKING:
    from advisor_app.domain.signature import Signature

_BLANK: Final = 3  # rows left to fill in by hand on a list of several pages
_TALL: Final = 28.0  # room for a signature
_PAD: Final = 4.0


CONTENT: Final = AttendanceContent
_PARTIES: Final = {
    Party.ATTENDEE: Text("Estuve en la visita.", "I was at the visit."),
    Party.ADVISOR: Text(
        "Por el programa. Estas personas estuvieron en la visita.",
        "For the programme. These people were at the visit.",
    ),
}


def blocks_of(
    content: AttendanceContent, lang: str, signatures: Sequence[Signature] = ()
) -> Sequence[Block]:
    """Everything on its pages, in reading order; on one page, as many blank rows as it holds."""
    spare = TALL - height_of(_blocks(content, lang, signatures, 0), ROOM)
    fit = int(spare // (_TALL + 2 * _PAD))
    return _blocks(content, lang, signatures, fit if fit > 0 else _BLANK)


def parties_of(_content: AttendanceContent) -> Mapping[Party, Text]:
    """Who signs, and what each says by it."""
    return _PARTIES


def _blocks(
    content: AttendanceContent, lang: str, signatures: Sequence[Signature], blank: int
) -> list[Block]:
    writing = Writing(lang, Look(10.5, 0.5))
    _, look = writing.text, writing.look
    advisor = {Party.ADVISOR: _PARTIES[Party.ADVISOR]}
    return [
        *head(writing, _("Lista de asistencia"), content),
        facts(writing, _facts(writing, content), after=look.space(14)),
        _table(writing, content, signatures, blank),
        Words(_data_note(writing, content), look.cell.but(colour=LIGHT.soft_ink)),
        Heading(2, _("Firma de quien facilita"), look.section),
        *signature_blocks(writing, content, signatures, advisor),
    ]


def sheet_of(content: AttendanceContent, lang: str) -> Sheet:
    """What stands on every page."""
    _ = catalog(lang).text
    kind, n = _("Lista de asistencia"), content.visit.number
    title = _("Lista de asistencia, visita {n}: {firm}").format(n=n, firm=content.firm.name)
    return sheet_for(content, lang, kind=kind, title=title)


def _facts(writing: Writing, content: AttendanceContent) -> list[tuple[str, str]]:
    _, visit = writing.text, content.visit
    event = _("Visita {n}").format(n=visit.number)
    when = [visit_words.day(writing, visit), visit_words.times(writing, visit)]
    if visit.hours is not None:
        when.append(_("{hours} horas").format(hours=visit_words.hours(writing, visit)))
    return [
        (_("Evento y tema"), ": ".join(one for one in (event, visit.purpose) if one)),
        (_("Fecha y hora"), "; ".join(when)),
        (_("Lugar"), ", ".join(one for one in (writing.of(visit.modality), visit.place) if one)),
        (_("Facilita"), content.advisor),
    ]


def _table(
    writing: Writing, content: AttendanceContent, signatures: Sequence[Signature], blank: int
) -> Table:
    _ = writing.text
    told = any(one.differential for one in content.people)
    heads = [_("N.º"), _("Nombre y documento"), _("Papel y sexo"), _("Teléfono y correo")]
    heads += [_("Datos diferenciales")] if told else []
    rows = [
        _row(writing, number, person, signatures, told=told)
        for number, person in enumerate([*content.people, *_others(content, signatures)], start=1)
    ]
    known = len(rows)
    rows += [
        [_number(writing, known + n), *(Block() for _column in heads[1:]), _Room()]
        for n in range(1, blank + 1)
    ]
    shares = [-20, 1.5, 1.1, 1.4, *([1.1] if told else []), 1.5]
    return Table(
        writing.heads(*heads, _("Firma")),
        rows,
        shares,
        caption=writing.caption(_("Personas que asistieron")),
        row_headers=True,
        pad=_PAD,
        after=writing.look.space(8),
    )


def _row(
    writing: Writing,
    number: int,
    person: PersonPart,
    signatures: Sequence[Signature],
    *,
    told: bool,
) -> list[Block]:
    sex = writing.of(person.sex) if person.sex is not None else ""
    cells: list[Block] = [
        _number(writing, number),
        _lines(writing, person.name, person.document, first_strong=True),
        _lines(writing, writing.of(person.role), sex),
        _lines(writing, person.phone, person.email),
    ]
    if told:
        cells.append(_lines(writing, *writing.all_of(person.differential)))
    given = _signature_of(person, signatures)
    return [*cells, _signed(writing, given) if given else _Room()]


def _number(writing: Writing, number: int) -> Words:
    return writing.label(str(number))


def _lines(writing: Writing, *lines: str, first_strong: bool = False) -> Words:
    kept = [line for line in lines if line]
    if first_strong and kept:
        return writing.cell([strong(kept[0]), *(f"\n{line}" for line in kept[1:])])
    return writing.cell("\n".join(kept))


def _others(content: AttendanceContent, signatures: Sequence[Signature]) -> list[PersonPart]:
    """Who signed without standing on the list."""
    return [
        PersonPart(
            name=one.signer.name,
            role=ROLES.get(one.signer.role) or Text(one.signer.role, one.signer.role),
            document=f"{one.signer.document_type} {one.signer.document_number}".strip(),
        )
        for one in signatures
        if one.party is Party.ATTENDEE
        and one.signer.name
        and not any(_is_of(person, one) for person in content.people)
    ]


def _signature_of(person: PersonPart, signatures: Sequence[Signature]) -> Signature | None:
    """The signature of this person, the last one if there are several."""
    guests = (one for one in reversed(signatures) if one.party is not Party.ADVISOR)
    return next((one for one in guests if _is_of(person, one)), None)


def _is_of(person: PersonPart, signature: Signature) -> bool:
    """Whether this person signed, by number of document, else by name."""
    signer = signature.signer
    number = "".join(char for char in signer.document_number if char.isdigit())
    if number and number == "".join(char for char in person.document if char.isdigit()):
        return True
    return bool(person.name) and fold(signer.name.strip()) == fold(person.name.strip())


def _signed(writing: Writing, given: Signature) -> Block:
    told = [writing.of(METHODS[given.method]), given.reason]
    return signature_mark(writing, given, _TALL - 4) or _lines(writing, *told)


def _data_note(writing: Writing, content: AttendanceContent) -> str:
    _ = writing.text
    if not content.authorized:
        return _(
            "Sin autorización de datos: la lista dice papeles, no nombres. Pídala antes de que "
            "alguien escriba el suyo."
        )
    return _(
        "Los datos se usan con la autorización que la empresa dio. Dar teléfono, correo o datos "
        "diferenciales es voluntario."
    )


class _Room(Block):
    """Room to sign by hand."""

    def height(self, room: float) -> float:
        return _TALL
