"""The last page: the owner's data, the signatures, room to disagree, and the fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Block, Card, Columns, Figure, Stack
from advisor_app.reports.figures import QrArt
from advisor_app.reports.page import Heading
from advisor_app.reports.words import Words, strong

if TYPE_CHECKING:
    from advisor_app.reports.draft import Draft
    from advisor_app.reports.pen import Pen
    from advisor_app.reports.tagging import Element


def signing(draft: Draft) -> list[Block]:
    """The data note, the boxes to sign, and how to recognise this report."""
    _, look = draft.text, draft.look
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
        Stack(
            [
                Columns([_owner(draft), _advisor(draft)], [1, 1], gap=14, after=12),
                _disagreement(draft),
                _fingerprint(draft),
            ]
        ),
    ]


def _owner(draft: Draft) -> Block:
    _ = draft.text
    return _box(draft, _("Por la empresa. Me explicaron este informe y recibí copia."), "")


def _advisor(draft: Draft) -> Block:
    _ = draft.text
    text = _("Por el programa. Expliqué este informe y entregué copia.")
    return _box(draft, text, draft.content.advisor)


def _box(draft: Draft, text: str, name: str) -> Block:
    _ = draft.text
    room = 22.0 + draft.look.body
    return Card(
        [
            Words(text, draft.look.cell.but(after=2)),
            _Line(draft, _("Nombre"), room, written=name),
            _Line(draft, _("Documento"), room),
            _Line(draft, _("Firma"), room * 1.7),
            _Line(draft, _("Lugar, fecha y hora"), room),
        ],
        stroke=LIGHT.soft_ink,
    )


def _disagreement(draft: Draft) -> Block:
    _, cell = draft.text, draft.look.cell
    title = _("¿No está de acuerdo con algo? Escríbalo aquí; hace parte del informe.")
    lines = [_Line(draft, "", 24) for _number in range(4)]
    return Card([Words([strong(title)], cell), *lines], stroke=LIGHT.soft_ink, after=10)


def _fingerprint(draft: Draft) -> Block:
    _, content, cell = draft.text, draft.content, draft.look.cell
    digits = content.content_hash
    groups = " ".join(digits[start : start + 8] for start in range(0, 64, 8))
    number = content.number or _("Borrador")
    text = _("Informe {number}, versión {version}. Huella del contenido (SHA-256):").format(
        number=number, version=content.version
    )
    alt = _("Código QR con el número, la versión y la huella del informe.")
    code = Figure(QrArt(f"{content.number} v{content.version} {digits}", 64), alt)
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
    return Columns([code, words], [-64, 1], gap=12)


class _Line(Block):
    """A line to write on, named below it, and already written on if that is known."""

    def __init__(self, draft: Draft, label: str, tall: float, *, written: str = "") -> None:
        super().__init__()
        self._written = Words(written, draft.look.cell)
        self._label = Words(label, draft.look.cell.but(size=9, colour=LIGHT.soft_ink))
        self._tall = tall

    def elements(self) -> list[Element]:
        shown = [words for words in (self._label, self._written) if words.text]
        return [element for words in shown for element in words.elements()]

    def height(self, room: float) -> float:
        return self._tall

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        below = self._label.height(room) if self._label.text else 2
        y = top - self._tall + below
        self._written.draw(pen, left, y + self._written.height(room) + 1, room)
        pen.line((left, y), (left + room, y), LIGHT.soft_ink, 0.5)
        self._label.draw(pen, left, y, room)
