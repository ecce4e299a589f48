"""Content files: read strictly, with the place of each error."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor_app.domain.content import Node, canonical_json, digest_of, read_content
from advisor_app.domain.errors import BadContent


def test_the_digest_ignores_the_order_of_keys():
    assert digest_of({"b": 1, "a": [2]}) == digest_of({"a": [2], "b": 1})
    assert canonical_json({"b": "ñ", "a": 1}) == '{"a":1,"b":"ñ"}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1]",
        '"x"',
        '{"format": "other/1"}',
        '{"format": "x", "format": "x"}',
        "[NaN]",
        "[" * 100_000,
    ],
)
def test_a_text_that_is_no_content_file_is_refused(text: str):
    with pytest.raises(BadContent):
        read_content(text, "mine/1")


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(BadContent, match=r"nada\.json") as caught:
        read_content(tmp_path / "nada.json", "mine/1")
    assert caught.value.file == "nada.json"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    (tmp_path / "raro.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadContent, match=r"raro\.json"):
        read_content(tmp_path / "raro.json", "mine/1")


def test_a_broken_line_is_counted(tmp_path: Path):
    (tmp_path / "a.json").write_text('{\n "format": "mine/1",\n oops\n}', encoding="utf-8")
    with pytest.raises(BadContent, match="línea 3"):
        read_content(tmp_path / "a.json", "mine/1")


def test_a_good_file_gives_its_root(tmp_path: Path):
    (tmp_path / "a.json").write_text('{"format": "mine/1", "n": 3}', encoding="utf-8")
    assert read_content(tmp_path / "a.json", "mine/1").value["n"] == 3


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (3, Node.mapping),
        ({}, Node.array),
        ("  ", Node.string),
        (3, Node.string),
        ({"es": "hola"}, Node.text),
        ({"es": "hola", "en": ""}, Node.text),
        ({"es": "hola", "en": "hi", "fr": "salut"}, Node.text),
        (1, Node.flag),
        ("x1", Node.decimal),
        ("-1", Node.decimal),
        ("NaN", Node.decimal),
        (1.5, Node.decimal),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(value: object, read: object):
    with pytest.raises(BadContent):
        read(Node(value, "f", "here"))  # type: ignore[operator]  # one of Node's readers


@pytest.mark.parametrize("value", [True, 1.0, "1", 0, 6])
def test_a_number_stays_within_its_limits(value: object):
    with pytest.raises(BadContent):
        Node(value, "f").integer(1, 5)


def test_a_list_may_have_to_be_of_some_length():
    with pytest.raises(BadContent):
        Node([1], "f").array(exactly=2)
    with pytest.raises(BadContent):
        Node([], "f").array(least=1)


def test_a_choice_is_one_of_a_few():
    assert Node("S", "f").choice(("S", "M")) == "S"
    with pytest.raises(BadContent, match="S, M"):
        Node("X", "f").choice(("S", "M"))


def test_the_error_says_file_and_place():
    with pytest.raises(BadContent) as caught:
        Node({"levels": [{"es": "a"}]}, "imc.json", "D1.1").mapping()["levels"].array()[0].text()
    assert (caught.value.file, caught.value.place) == ("imc.json", "D1.1 levels[1] en")
