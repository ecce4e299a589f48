"""Every character that is printed has a glyph, or something visible in its place."""

from __future__ import annotations

import json

import pytest

from advisor_app.domain.instrument import shipped_instrument
from advisor_app.paths import resource
from advisor_app.reports.fonts import UNKNOWN, coverage, printable, width


def test_every_text_of_the_instrument_has_its_glyphs():
    texts = json.dumps(json.loads(shipped_instrument().body), ensure_ascii=False)
    assert set(texts) - coverage() == set()


def test_every_text_of_the_demo_has_its_glyphs():
    texts = resource("demo", "firms.json").read_text(encoding="utf-8")
    assert set(texts) - coverage() - {"\n"} == set()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ñandú & Cía", "Ñandú & Cía"),
        ("Jose\u0301", "José"),
        ("✗ ● □ ★", "× • ☐ *"),
        ("ﬁn ① Ａ", "ﬁn 1 A"),
        ("a\u200bb\u202ac\u00ad", "abc\u00ad"),
        ("تعاونية الفلاحين", f"{UNKNOWN} {UNKNOWN}"),
        ("日本🙂", UNKNOWN),
        ("a\x00\x07b", "ab"),
        ("uno\r\ndos", "uno\n\ndos"),
    ],
)
def test_what_the_typeface_lacks_is_replaced_by_something_visible(typed: str, printed: str):
    assert printable(typed) == printed


def test_figures_are_equally_wide_so_that_columns_line_up():
    from advisor_app.reports.fonts import REGULAR

    assert len({width(digit, REGULAR, 10) for digit in "0123456789"}) == 1
