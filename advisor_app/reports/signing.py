"""The end of every document: who signed and how, what it corrects, and its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain.signature import BOTH_PARTIES, Party
from advisor_app.reports.blocks import Block, Card, Columns, Figure, Stack
from advisor_app.reports.figures import QrArt
from advisor_app.reports.issued import short_hash
from advisor_app.reports.page import ROOM, TALL, Heading
from advisor_app.reports.signature_box import signature_box
from advisor_app.reports.words import Words, strong
from advisor_app.reports.writing import WriteLine

if TYPE_CHECKING:
    from advisor_app.domain.signature import Signature
    from advisor_app.domain.text import Text
    from advisor_app.reports.draft import Draft, Writing
    from advisor_app.reports.issued import Content

_MOST: Final = TALL - 160  # what is signed leaves room for its headings on the page


def signature_blocks(
    writing: Writing,
    content: Content,
    signatures: Sequence[Signature],
    parties: Mapping[Party, Text],
    between: Sequence[Block] = (),
) -> list[Block]:
    """The boxes to sign, side by side; then what this version corrects; then the fingerprint.

    ``parties`` tells what each says by signing. One that several people signed for has a box for
    each of them. All stay on one page, or what comes after the boxes, ``between`` first, on the
    page of the last ones.
    """
    boxes = [
        signature_box(
            writing,
            writing.of(statement),
            given,
            name=content.advisor if party is Party.ADVISOR else "",
        )
        for party, statement in parties.items()
        for given in [one for one in signatures if one.party is party] or [None]
    ]
    pairs = zip_longest(boxes[::2], boxes[1::2], fillvalue=Block())
    after = 4 + 8 * writing.look.tight
    rows: list[Block] = [Columns(pair, [1, 1], gap=14, after=after) for pair in pairs]
    end = [*between, *_correction(writing, content), _fingerprint(writing, content)]
    whole = Stack([*rows, *end])
    return [whole] if whole.height(ROOM) < _MOST else [*rows[:-1], Stack([*rows[-1:], *end])]


def signing(draft: Draft) -> list[Block]:
    """The end of the diagnosis: the data note, room to disagree, and the signatures."""
    _, look = draft.text, draft.look
    return [
        Heading(2, _("Sus datos"), look.section),
        Words(
            _(
                "Los datos personales se usan solo con la autorización que usted dio. Puede "
                "conocerlos, corregirlos, pedir prueba de esa autorización o pedir que se "
                "borren, y quejarse ante la Superintendencia de Industria y Comercio. Este "
                "informe nombra a la empresa, a la asesoría, a quienes asumen compromisos y a "
                "quienes firman; las demás personas aparecen solo por su papel."
            ),
            look.text.but(keep_next=True),
        ),
        Heading(2, _("Firmas"), look.section),
        *signature_blocks(
            draft, draft.content, draft.signatures, BOTH_PARTIES, [_disagreement(draft)]
        ),
    ]


def _disagreement(draft: Draft) -> Block:
    _, cell = draft.text, draft.look.cell
    title = _("¿No está de acuerdo con algo? Escríbalo aquí; hace parte del informe.")
    lines = [WriteLine("", cell, 21) for _number in range(4)]
    return Card([Words([strong(title)], cell), *lines], stroke=LIGHT.soft_ink, after=10)


def _correction(writing: Writing, content: Content) -> Iterator[Block]:
    """Which version this one stands in for, and why."""
    old = content.replaces
    if old is None:
        return
    _ = writing.text
    if old.reason:
        text = _("Esta versión corrige la versión {version} (huella {hash}). Motivo: {reason}")
    else:
        text = _("Esta versión reemplaza la versión {version} (huella {hash}).")
    told = text.format(version=old.version, hash=short_hash(old.content_hash), reason=old.reason)
    yield Words([strong(told)], writing.look.cell.but(after=8))


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
