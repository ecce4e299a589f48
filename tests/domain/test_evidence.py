"""The proof of a signature: one text for one signature, and the signature back from it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.evidence import Circumstances, evidence_of, rounded, signature_of
from advisor_app.domain.signature import Method, Signature, StrokePoint
from tests.reports.signatures import signature

ABOUT = Circumstances("diagnosis", "7F3A-2026-0012", 1, "7F3A", "0.1.0", "advisor")
SHARE = st.floats(0, 1)
STROKES = st.lists(
    st.lists(st.builds(StrokePoint, SHARE, SHARE, SHARE, st.integers(0, 10**6)), min_size=1)
    .map(tuple),
    max_size=4,
).map(tuple)  # fmt: skip


@pytest.mark.parametrize("method", list(Method))
def test_a_signature_comes_back_whole(method: Method):
    given_ = replace(rounded(signature(method)), photo=b"", photo_sha256="ab" * 32)
    assert signature_of(evidence_of(given_, ABOUT)) == given_


@given(STROKES)
def test_points_come_back_to_a_ten_thousandth(strokes: tuple[tuple[StrokePoint, ...], ...]):
    made = replace(signature(), strokes=strokes)
    back = signature_of(evidence_of(made, ABOUT)).strokes
    assert back == rounded(made).strokes
    pairs = [pair for ones in zip(strokes, back, strict=True) for pair in zip(*ones, strict=True)]
    assert all(abs(a.x - b.x) <= 0.00005 + 1e-12 and a.at_ms == b.at_ms for a, b in pairs)


def test_the_same_signature_gives_the_same_bytes():
    assert evidence_of(signature(), ABOUT) == evidence_of(signature(), ABOUT)


def test_the_text_is_canonical():
    text = evidence_of(signature(Method.REFUSED), ABOUT).decode()
    again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again == text
    assert "José Ñañez" in text


@pytest.mark.parametrize(
    "changed",
    [
        replace(signature(), content_hash="1" * 64),
        replace(signature(), signer=replace(signature().signer, document_number="1")),
        replace(signature(), signed_at_offset=0),
        replace(signature(), strokes=signature().strokes[:1]),
    ],
    ids=["content", "signer", "offset", "strokes"],
)
def test_anything_else_gives_other_bytes(changed: Signature):
    assert evidence_of(changed, ABOUT) != evidence_of(signature(), ABOUT)
