"""The box of one party: the signature as it was given, or the room to give it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.domain.signature import METHODS, Method
from advisor_app.domain.visit import ROLES
from advisor_app.reports.blocks import Block, Card, Figure
from advisor_app.reports.photo import PhotoArt, jpeg_of
from advisor_app.reports.strokes import StrokesArt
from advisor_app.reports.words import Words, strong
from advisor_app.reports.writing import LineAbove

if TYPE_CHECKING:
    from advisor_app.domain.signature import Signature, Signer
    from advisor_app.reports.draft import Writing


def signature_box(
    writing: Writing, statement: str, signature: Signature | None, *, name: str = ""
) -> Block:
    """A box with what the party states, and below it how it signed or where it will."""
    parts: list[Block] = [Words(statement, writing.look.cell.but(after=2))]
    if signature is None or signature.method is Method.LATER:
        parts += _blank(writing, signature, name)
    else:
        parts += [_left_by(writing, signature), *_about(writing, signature)]
    return Card(parts, stroke=LIGHT.soft_ink, padding=(10, 3 + 5 * writing.look.tight))


def signature_mark(writing: Writing, given: Signature, tall: float) -> Figure | None:
    """What somebody drew on screen, or the photo of what was left on paper; else nothing."""
    _ = writing.text
    image = jpeg_of(given.photo) if given.photo else None
    if given.method is Method.DRAWN and given.strokes:
        text = _("Firma de {name}, dibujada en pantalla: {when}")
        art = StrokesArt(given.strokes, tall)
    elif given.method is Method.PHOTO and image:
        text = _("Foto de la firma en papel de {name}: {when}")
        art = PhotoArt(image, tall)
    elif given.method is Method.FINGERPRINT and image:
        text = _("Foto de la huella dactilar de {name}: {when}")
        art = PhotoArt(image, tall)
    else:
        return None
    alt = text.format(name=given.signer.name, when=moment(writing, given))
    return Figure(art, alt, before=4, after=4)


def _left_by(writing: Writing, signature: Signature) -> Block:
    """The ink or the photo, or in words that there is none."""
    tall, tight = (62, 22) if signature.method is Method.DRAWN else (100, 30)
    mark = signature_mark(writing, signature, tall - tight * (1 - writing.look.tight))
    if mark is not None:
        return mark
    _, style = writing.text, writing.look.text.but(before=6, after=2)
    if signature.method is Method.REFUSED:
        return Words([strong(writing.of(METHODS[Method.REFUSED]) + ".")], style)
    lost = _("Esta firma está registrada, pero su imagen no se pudo leer en este equipo.")
    return Words(lost, style.but(colour=LIGHT.attention))


def moment(writing: Writing, signature: Signature) -> str:
    """When it was signed, by the clock of the place and how far that is from UTC."""
    offset = signature.signed_at_offset
    there = formats.local(signature.signed_at, offset)
    hours, minutes = divmod(abs(offset), 60)
    zone = f"UTC{formats.MINUS if offset < 0 else '+'}{hours:02d}:{minutes:02d}"
    day = formats.long_date(there.date(), writing.lang)
    return f"{day}, {formats.clock_time(there, writing.lang)} ({zone})"


def signer_words(writing: Writing, signer: Signer) -> str:
    """The document and the role of who signed, as far as they are known."""
    kind = "" if signer.document_type == "other" else signer.document_type
    number = f"{kind} {signer.document_number}".strip() if signer.document_number else ""
    role = writing.of(ROLES[signer.role]) if signer.role in ROLES else signer.role
    return " · ".join(part for part in (number, role) if part)


def _about(writing: Writing, signature: Signature) -> Iterator[Block]:
    """Who, how, when, why not, and who saw it."""
    _, cell = writing.text, writing.look.cell
    if signature.reason:
        yield Words(_("Motivo: {reason}").format(reason=signature.reason), cell)
    if signature.signer.name:
        yield Words([strong(signature.signer.name)], cell.but(before=2))
    if about := signer_words(writing, signature.signer):
        yield Words(about, cell)
    soft = cell.but(size=9, colour=LIGHT.soft_ink)
    how, when = writing.of(METHODS[signature.method]), moment(writing, signature)
    yield Words(when if signature.method is Method.REFUSED else f"{how}: {when}", soft)
    for witness in signature.witnesses:
        about = signer_words(writing, witness)
        told = f"{witness.name} ({about})" if about else witness.name
        yield Words(_("Testigo: {name}").format(name=told), soft)


def _blank(writing: Writing, signature: Signature | None, name: str) -> list[Block]:
    """Lines to write on; a name that is known is written already."""
    _, cell = writing.text, writing.look.cell
    room = writing.look.space(22) + writing.look.body
    written = signature.signer.name if signature else ""
    lines: list[Block] = [
        LineAbove(_("Nombre"), cell, room, written=written or name),
        LineAbove(_("Documento"), cell, room),
        LineAbove(_("Firma"), cell, room * 1.7),
        LineAbove(_("Lugar, fecha y hora"), cell, room),
    ]
    if signature is not None:
        lines.append(Words(writing.of(METHODS[Method.LATER]) + ".", cell.but(before=4)))
    return lines
