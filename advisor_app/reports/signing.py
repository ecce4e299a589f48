"""Where a document is signed: a box for each party, the correction it is, and its fingerprint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.domain.signature import METHODS, Method, Party, Signature
from advisor_app.reports.blocks import Block, Card, Columns, Figure, Stack
from advisor_app.reports.figures import QrArt
from advisor_app.reports.page import Heading
from advisor_app.reports.strokes import StrokesArt
from advisor_app.reports.words import Words, strong

if TYPE_CHECKING:
    from advisor_app.reports.draft import Draft, Writing
    from advisor_app.reports.issued import Content
    from advisor_app.reports.pen import Pen
    from advisor_app.reports.tagging import Element


def signing(draft: Draft) -> list[Block]:
    """The last page of a report: the data note, the signatures, room to disagree."""
    _, look = draft.text, draft.look
    parties = (Party.FIRM, Party.ADVISOR)
    boxes = signature_blocks(draft, draft.content, draft.signatures, parties)
    return [
        Heading(2, _("Sus datos"), look.section),
        Words(
            _(
                "Los datos personales se usan solo con la autorización que usted dio. Puede "
                "conocerlos, corregirlos, pedir prueba de esa autorización o pedir que se "
                "borren, y quejarse ante la Superintendencia de Industria y Comercio. Este "
                "informe nombra a la empresa, a la asesoría y a quienes asumen compromisos; las "
                "demás personas aparecen solo por su papel."
            ),
            look.text.but(keep_next=True),
        ),
        Heading(2, _("Firmas"), look.section),
        Stack([boxes[0], _disagreement(draft), *boxes[1:]]),
    ]


def signature_blocks(
    writing: Writing, content: Content, signatures: Sequence[Signature], parties: Sequence[Party]
) -> list[Block]:
    """The boxes to sign, side by side; then what this version corrects; then the fingerprint."""
    by_party = {signature.party: signature for signature in signatures}
    boxes = [_box(writing, content, party, by_party.get(party)) for party in parties]
    shares = [1] * len(boxes) if len(boxes) > 1 else [1, 1]
    blocks: list[Block] = [
        Columns(
            boxes if len(boxes) > 1 else [*boxes, Block()],
            shares, gap=14, after=4 + 8 * writing.look.tight,
        )
    ]  # fmt: skip
    if content.replaces is not None:
        blocks.append(_correction(writing, content))
    return [*blocks, _fingerprint(writing, content)]


def _box(writing: Writing, content: Content, party: Party, given: Signature | None) -> Block:
    signer = given.signer if given else None
    name = signer.name if signer else content.advisor if party is Party.ADVISOR else ""
    number = f"{signer.document_type} {signer.document_number}".strip() if signer else ""
    room = writing.look.space(22) + writing.look.body
    _ = writing.text
    return Card(
        [
            Words(_statement(writing, party), writing.look.cell.but(after=2)),
            WriteLine(writing, _("Nombre"), room, written=name),
            WriteLine(writing, _("Documento"), room, written=number),
            *_hand(writing, given, room),
            WriteLine(writing, _("Lugar, fecha y hora"), room, written=_when(writing, given)),
        ],
        stroke=LIGHT.soft_ink,
        padding=(10, 3 + 5 * writing.look.tight),
    )


def _statement(writing: Writing, party: Party) -> str:
    _ = writing.text
    return {
        Party.FIRM: _("Por la empresa. Me explicaron este documento y recibí copia."),
        Party.ADVISOR: _("Por el programa. Expliqué este documento y entregué copia."),
        Party.ATTENDEE: _("Estuve en la reunión."),
        Party.WITNESS: _("Como testigo."),
    }[party]


def _hand(writing: Writing, given: Signature | None, room: float) -> list[Block]:
    """The line to sign on, or how it was signed."""
    _ = writing.text
    if given is None:
        return [WriteLine(writing, _("Firma"), room * 1.7)]
    drawn = signature_mark(writing, given, room * 1.4)
    if drawn is not None:
        return [drawn, WriteLine(writing, _("Firma"), 16)]
    told = ". ".join(part for part in (writing.of(METHODS[given.method]), given.reason) if part)
    return [WriteLine(writing, _("Firma"), room * 1.7, written=told)]


def signature_mark(writing: Writing, given: Signature, tall: float) -> Figure | None:
    """What was drawn on screen, with words for it; None for any other way to sign."""
    if given.method is not Method.DRAWN or not given.strokes:
        return None
    _ = writing.text
    alt = _("Firma de {name}, dibujada en pantalla: {when}").format(
        name=given.signer.name, when=_when(writing, given)
    )
    return Figure(StrokesArt(given.strokes, tall), alt)


def _when(writing: Writing, given: Signature | None) -> str:
    if given is None:
        return ""
    at = formats.local(given.signed_at, given.signed_at_offset)
    day = formats.long_date(at.date(), writing.lang)
    return f"{day}, {formats.clock_time(at, writing.lang)}"


def _correction(writing: Writing, content: Content) -> Block:
    _ = writing.text
    old = content.replaces
    assert old is not None  # noqa: S101 - the caller asked
    text = _("Versión {version}, corrige la versión {old} (huella {hash}).").format(
        version=content.version, old=old.version, hash=old.content_hash[:12]
    )
    if old.reason:
        text += " " + _("Motivo: {reason}").format(reason=old.reason)
    return Words([strong(text)], writing.look.cell.but(after=6))


def _disagreement(draft: Draft) -> Block:
    _, cell = draft.text, draft.look.cell
    title = _("¿No está de acuerdo con algo? Escríbalo aquí; hace parte del informe.")
    lines = [WriteLine(draft, "", 24) for _number in range(4)]
    return Card([Words([strong(title)], cell), *lines], stroke=LIGHT.soft_ink, after=10)


def _fingerprint(writing: Writing, content: Content) -> Block:
    _, cell = writing.text, writing.look.cell
    digits = content.content_hash
    groups = " ".join(digits[start : start + 8] for start in range(0, 64, 8))
    number = content.number or _("Borrador")
    text = _("Documento {number}, versión {version}. Huella del contenido (SHA-256):").format(
        number=number, version=content.version
    )
    side = 40 + 24 * writing.look.tight
    alt = _("Código QR con el número, la versión y la huella del documento.")
    code = Figure(QrArt(f"{content.number} v{content.version} {digits}", side), alt)
    words = Stack(
        [
            Words(text, cell.but(after=3)),
            Words(groups, cell.but(after=3)),
            Words(
                _("La huella cambia si cambia una sola palabra del contenido."),
                cell.but(colour=LIGHT.soft_ink),
            ),
        ]
    )
    return Columns([code, words], [-side, 1], gap=12)


class WriteLine(Block):
    """A line to write on, named below it, and already written on if that is known."""

    def __init__(self, writing: Writing, label: str, tall: float, *, written: str = "") -> None:
        super().__init__()
        self._written = Words(written, writing.look.cell)
        self._label = Words(label, writing.look.cell.but(size=9, colour=LIGHT.soft_ink))
        self._tall = tall

    def elements(self) -> list[Element]:
        shown = [words for words in (self._label, self._written) if words.text]
        return [element for words in shown for element in words.elements()]

    def height(self, room: float) -> float:
        label = self._label.height(room) if self._label.text else 2
        return max(self._tall, label + self._written.height(room) + 2)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        below = self._label.height(room) if self._label.text else 2
        y = top - self.height(room) + below
        self._written.draw(pen, left, y + self._written.height(room) + 1, room)
        pen.line((left, y), (left + room, y), LIGHT.soft_ink, 0.5)
        self._label.draw(pen, left, y, room)
