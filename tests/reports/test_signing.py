"""Where a document is signed: boxes for its parties, the hand that signed, what it corrects."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from advisor_app.domain.signature import Method, Party, Signature, Signer, StrokePoint
from advisor_app.reports.diagnosis import blocks_of, sheet_of
from advisor_app.reports.issued import ReplacedPart
from advisor_app.reports.page import render
from tests.reports import builders
from tests.reports.reading import PROFILES, failures, tree, whole


def signature(method: Method = Method.DRAWN, **fields: object) -> Signature:
    signed_at = builders.MOMENT + timedelta(minutes=40)
    strokes = ((StrokePoint(0.1, 0.1), StrokePoint(0.5, 0.3)), (StrokePoint(0.6, 0.2),))
    made = Signature(
        "s", "d", Party.FIRM, method, Signer("Alba Nelly Muñoz", "CC", "52.004.118"),
        signed_at, -300, "", strokes,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def built(*signatures: Signature, lang: str = "es") -> bytes:
    content = builders.content("F01")
    return render(blocks_of(content, lang, signatures), sheet_of(content, lang)).pdf


def test_a_drawn_signature_stands_on_its_line_with_words_for_it():
    pdf = built(signature())
    alts = [text for tag, text in tree(pdf) if tag == "Figure"]
    assert any(alt.startswith("Firma de Alba Nelly Muñoz, dibujada en pantalla") for alt in alts)
    assert "CC 52.004.118" in whole(pdf)
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]


def test_a_signature_of_one_dot_is_drawn():
    assert failures(built(signature(strokes=((StrokePoint(0.4, 0.4),),))), PROFILES[0]) == []


def test_who_refused_is_told_with_the_reason():
    refused = signature(Method.REFUSED, strokes=(), reason="No está de acuerdo con el nivel")
    assert "No quiso firmar. No está de acuerdo con el nivel" in whole(built(refused))


def test_a_corrected_version_names_the_one_it_replaces():
    content = replace(
        builders.content("F01"), version=2, replaces=ReplacedPart(1, "ab" * 32, "Faltó un nombre")
    )
    pdf = render(blocks_of(content, "es"), sheet_of(content, "es")).pdf
    told = "Versión 2, corrige la versión 1 (huella abababababab). Motivo: Faltó un nombre"
    assert told in whole(pdf)
