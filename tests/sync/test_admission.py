"""What a laptop says to be let in."""

from __future__ import annotations

import pytest

from advisor_app.sync import admission
from advisor_app.sync.errors import BadMessage


@pytest.mark.parametrize("raw", [b"", b"\x00", b"\xff" * 31, b"\xfb\xef" * 32])
def test_a_key_arrives_as_it_was_sent(raw):
    text = admission.to_text(raw)
    assert admission.from_text(text) == raw
    assert not set(text) & set("+/=")


@pytest.mark.parametrize("text", ["ñ", "a", "ab+d", "ab cd", "ab\n"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(BadMessage):
        admission.from_text(text)


def test_what_is_signed_for_a_token_is_never_what_is_signed_for_a_batch():
    assert not admission.said_for_token("d", 1, "n").startswith(b"advisor batch\n")
    assert admission.said_for_batch(b"{}") != admission.said_for_batch(b"{} ")
