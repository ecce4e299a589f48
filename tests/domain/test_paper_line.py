"""What is typed for a line of paper: read at once, refused with what to change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.answers import Answer, AnswerState, Evidence, validate_answer
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.paper_line import read_line, written

INSTRUMENT = shipped_instrument()
ALWAYS = INSTRUMENT.item("D1.1")
MAY_NOT_APPLY = next(item for item in INSTRUMENT.items if item.na_allowed)


def rated(level: int, grade: str, note: str = "") -> Answer:
    return Answer("D1.1", AnswerState.RATED, level, Evidence(grade), note=note, role="owner")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1", rated(1, "declared")),
        ("2", rated(2, "declared")),
        ("2o", rated(2, "observed")),
        ("3d", rated(3, "declared")),
        ("3 O", rated(3, "observed")),
        (" 5V ", rated(5, "verified")),
        ("4v/hay actas", rated(4, "verified", "hay actas")),
        ("1 / nadie sabe / de 2 a 3", rated(1, "declared", "nadie sabe / de 2 a 3")),
        ("s", Answer("D1.1", AnswerState.NOT_VERIFIED, role="owner")),
        ("S/estaba cerrado",
         Answer("D1.1", AnswerState.NOT_VERIFIED, note="estaba cerrado", role="owner")),
    ],
)  # fmt: skip
def test_a_line_says_an_answer(typed: str, answer: Answer):
    assert read_line(ALWAYS, typed, "owner").answer == answer


@pytest.mark.parametrize("typed", ["", " ", ".", " . "])
def test_a_line_may_stay_empty(typed: str):
    assert read_line(ALWAYS, typed).is_empty


def test_not_applicable_comes_with_why_and_a_note():
    line = read_line(MAY_NOT_APPLY, "n no hay cultivo y/o bodega / ver foto")
    assert line.answer is not None
    assert line.answer.na_reason == "no hay cultivo y/o bodega"
    assert line.answer.note == "ver foto"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("6", "Los niveles van de 1 a 5."),
        ("0", "Los niveles van de 1 a 5."),
        ("33", "Los niveles van de 1 a 5."),
        ("6o", "Los niveles van de 1 a 5."),
        ("3x", "va D, O o V"),
        ("3od", "va D, O o V"),
        ("3s", "va D, O o V"),
        ("x", "No se entiende «x»"),
        ("o3", "No se entiende «o3»"),
        ("s no", "No se entiende «s no»"),
        ("-1", "No se entiende"),
        ("٣o", "No se entiende"),
        ("/nota", "La nota necesita una respuesta"),
        ("n", "Aquí no hay N"),
        ("n no hay cultivo", "Aquí no hay N"),
    ],
)  # fmt: skip
def test_what_typing_on_cannot_mend_is_wrong_at_once(typed: str, said: str):
    line = read_line(ALWAYS, typed)
    assert line.answer is None
    assert said in line.problem
    assert not line.may_become


@pytest.mark.parametrize("level", [3, 4, 5])
def test_from_level_3_on_it_is_asked_how_that_is_known(level: int):
    line = read_line(ALWAYS, str(level))
    assert line.problem == "¿Cómo lo vio? D dicho, O observado, V verificado."
    assert line.may_become
    assert not read_line(ALWAYS, f"{level} / sin marca").may_become


@pytest.mark.parametrize(
    ("typed", "missing"),
    [("n", "faltan 10 letras"), ("N corto", "faltan 5 letras"), ("n nueve let", "falta 1 letra"),
     ("n / una nota larga", "faltan 10 letras")],
)  # fmt: skip
def test_why_something_does_not_apply_has_ten_letters(typed: str, missing: str):
    line = read_line(MAY_NOT_APPLY, typed)
    assert missing in line.problem
    assert line.may_become


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40).map(
    lambda text: " ".join(text.split())
)
answers = st.one_of(
    st.builds(
        Answer, st.just(MAY_NOT_APPLY.code), st.just(AnswerState.RATED), st.integers(3, 5),
        st.sampled_from(Evidence), note=texts, role=st.just("owner"),
    ),
    st.builds(
        Answer, st.just(MAY_NOT_APPLY.code), st.just(AnswerState.RATED), st.integers(1, 2),
        st.just(Evidence.DECLARED), note=texts, role=st.just("owner"),
    ),
    st.builds(
        Answer, st.just(MAY_NOT_APPLY.code), st.just(AnswerState.NOT_VERIFIED),
        note=texts, role=st.just("owner"),
    ),
    st.builds(
        Answer, st.just(MAY_NOT_APPLY.code), st.just(AnswerState.NA),
        na_reason=texts.filter(lambda text: len(text) >= 10 and " /" not in f" {text}"),
        note=texts, role=st.just("owner"),
    ),
)  # fmt: skip


@given(answers)
def test_an_answer_is_written_as_it_would_be_typed(answer: Answer):
    assert read_line(MAY_NOT_APPLY, written(answer), "owner").answer == answer


@given(st.text(max_size=30), st.sampled_from([ALWAYS, MAY_NOT_APPLY]))
def test_whatever_is_typed_is_an_answer_by_the_rules_or_refused(typed: str, item):
    line = read_line(item, typed)
    if line.answer is None:
        assert line.is_empty or line.problem
        return
    try:
        validate_answer(item, line.answer)
    except InvalidRecord as refused:
        pytest.fail(f"{typed!r}: {refused.problems}")


def test_no_answer_is_an_empty_line():
    assert written(None) == ""
