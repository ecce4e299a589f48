"""How words are compared when they were typed in a hurry."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.text import fold


def test_accents_and_capitals_do_not_matter():
    assert fold("Peñón de ÁGUILAS Ü") == "penon de aguilas u"


@given(st.text())
def test_folding_takes_off_every_mark_and_nothing_else(text):
    parts = unicodedata.normalize("NFKD", text.casefold())
    assert fold(text) == "".join(char for char in parts if not unicodedata.combining(char))
