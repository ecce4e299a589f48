"""Paragraphs: lines that fit, words that stay whole for those who listen."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor_app.reports import fonts
from advisor_app.reports.words import Span, Style, Words, strong

STYLE = Style(11, "#000000", leading=1.25)
SENTENCE = "Las personas que hacen el trabajo ven primero la falla y la dicen. "


def lines_of(words: Words, room: float) -> list[str]:
    """The set lines, as they would be drawn."""
    from advisor_app.reports.tagging import Marks

    drawn: list[tuple[float, str]] = []

    class Listener:
        def __init__(self) -> None:
            self.marks = Marks()

        def element(self, _element):
            from contextlib import nullcontext

            return nullcontext()

        def lines(self, runs, _size):
            drawn.extend((y, text) for (_x, y), text, _font, _colour in runs)

    words.draw(Listener(), 0, 1000, room)
    heights = sorted({y for y, _text in drawn}, reverse=True)
    return ["".join(text for y, text in drawn if y == height) for height in heights]


def test_every_line_but_the_last_ends_with_a_blank():
    text = (SENTENCE * 3).strip()
    lines = lines_of(Words(text, STYLE), 200)
    assert len(lines) > 3
    assert all(line.endswith(" ") for line in lines[:-1])
    assert "".join(lines) == text


def test_a_blank_at_the_end_is_kept_for_the_words_that_follow_in_another_size():
    assert lines_of(Words("cerca de ", STYLE), 400) == ["cerca de "]


def test_a_word_longer_than_the_line_is_broken_without_a_blank():
    lines = lines_of(Words("x" * 200, STYLE), 200)
    assert len(lines) > 1
    assert "".join(lines) == "x" * 200


def test_looks_change_without_a_blank_where_none_was_written():
    lines = lines_of(Words(["Está en el ", strong("2"), ", Básico", Span(".")], STYLE), 400)
    assert lines == ["Está en el 2, Básico."]


def test_a_line_break_is_kept():
    assert lines_of(Words("uno\ndos\n", STYLE), 400) == ["uno ", "dos"]


def test_a_short_last_word_is_not_left_alone():
    words = Words("Sin una revisión con fecha fija los problemas se conocen ya.", STYLE)
    rooms = [200 + 5 * step for step in range(40)]
    tails = [lines_of(words, room)[-1] for room in rooms if len(lines_of(words, room)) > 1]
    assert tails
    assert all(len(tail.split()) > 1 or fonts.width(tail, fonts.REGULAR, 11) > 30 for tail in tails)


def test_a_paragraph_never_leaves_one_line_on_either_page():
    words = Words(SENTENCE * 4, STYLE)
    pitch = 11 * 1.25
    whole = words.height(200)
    count = round(whole / pitch)
    assert words.split(200, pitch) is None
    above, below = words.split(200, whole - pitch) or (None, None)
    assert above is not None
    assert below is not None
    assert round(above.height(200) / pitch) == count - 2
    assert round(below.height(200) / pitch) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.floats(30, 500))
def test_any_text_is_set_in_lines_no_wider_than_the_room(text: str, room: float):
    for line in lines_of(Words(text, STYLE), room):
        drawn = line.rstrip(" ")
        assert len(drawn) <= 1 or fonts.width(drawn, fonts.REGULAR, 11) <= room + 0.01


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("aábcñ-\n", min_size=1, max_size=12), min_size=2), st.floats(40, 400))
def test_words_in_one_look_break_where_the_same_words_in_two_spans_do(
    words: list[str], room: float
):
    half = len(words) // 2
    parts = [" ".join(words[:half]) + " ", " ".join(words[half:])]
    assert lines_of(Words("".join(parts), STYLE), room) == lines_of(Words(parts, STYLE), room)
