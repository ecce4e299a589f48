"""The code at the foot of a form: written, copied by hand, read again."""

from __future__ import annotations

import pytest

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.paper_form import FormCode, Round, read_code

CODE = FormCode("IMC", "1.1", Round.SHORT, "3F9A")


@pytest.mark.parametrize(
    "code",
    [CODE, FormCode("IMC", "1.10", Round.FULL, "0000"), FormCode("IMC", "2.0", Round.REST)],
    ids=str,
)
def test_a_code_is_read_as_it_was_printed(code: FormCode):
    assert read_code(str(code)) == code


@pytest.mark.parametrize(
    "typed", ["imc 1.1-c-3f9a", " IMC1.1 C 3F9A ", "IMC-1.1-C-3F9A", "imc1.1c3f9a"]
)
def test_a_code_may_be_copied_carelessly(typed: str):
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    ["", "IMC", "1.1-C-3F9A", "IMC 1.1-X-3F9A", "IMC 1.1-C-3F9", "IMC 1.1-C-3F9AA", "IMC 1-C-3F9A",
     "IMC 1.1-C", "IMC 1.1-R-3F9A", "IMC 1.1-C-3FÑA", "IMC ١.١-C-3F9A"],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_an_example(typed: str):
    with pytest.raises(InvalidRecord) as refused:
        read_code(typed)
    assert "IMC 1.1-C-3F9A" in refused.value.problems["code"]
