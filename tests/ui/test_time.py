"""A time of day as people write it."""

from __future__ import annotations

from datetime import time

import pytest

from ui.widgets.time import TimeEdit, parse_time


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("8", 8, 0), ("8:30", 8, 30), ("830", 8, 30), ("0830", 8, 30), ("14.05", 14, 5),
        ("1430", 14, 30), ("8h30", 8, 30), ("2 pm", 14, 0), ("2:15 p. m.", 14, 15),
        ("12 am", 0, 0), ("12:30 PM", 12, 30), ("0:00", 0, 0), ("23:59", 23, 59),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(text: str, hour: int, minute: int):
    assert parse_time(text) == time(hour, minute)


@pytest.mark.parametrize(
    "text", ["24:00", "8:60", "8:3", "13 pm", "0 pm", "mañana", "8:30:00", "-8"]
)
def test_what_is_no_time_is_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        parse_time(text)


def test_nothing_is_no_time():
    assert parse_time(" ") is None


def test_a_field_shows_the_time_as_it_was_understood(qtbot):
    field = TimeEdit()
    qtbot.addWidget(field)
    field.setText("2 pm")
    field.clearFocus()
    assert field.value() == time(14, 0)
    assert field.problem() == ""
    field.setText("ocho")
    assert field.value() is None
    assert field.problem() == "Escriba la hora así: 8:30, o 14:30."
    field.set_value(time(7, 5))
    assert field.text() == "7:05"
