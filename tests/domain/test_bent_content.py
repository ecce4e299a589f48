"""Content files with anything bent in them: refused by file and place, never by falling over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from advisor_app.domain.editions_file import parse_editions
from advisor_app.domain.errors import BadContent
from advisor_app.domain.instrument import load_instrument
from advisor_app.domain.parameters import load_parameters
from advisor_app.paths import resource
from tests.domain.builders import dimension_data, instrument_data, item_data

BENT = (None, True, 0, -1, 5, 1.5, 10**30, "", " ", "x", "?x", "ñ" * 99, [], [[]], {}, {"es": "x"})
Path_ = tuple[str | int, ...]


def paths(node: Any, here: Path_ = ()) -> Iterator[Path_]:
    """Where there is a value."""
    yield here
    if isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from paths(value, (*here, key))


def with_value(data: Any, path: Path_, value: Any, *, drop: bool = False) -> Any:
    bent = deepcopy(data)
    place = bent
    for step in path[:-1]:
        place = place[step]
    if not path:
        return value
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return bent


def assert_refused_in_words(load: Callable[[str], Any], data: Any) -> int:
    """Bend every value in every way; how many files were refused."""
    refused: list[BadContent] = []
    for path in paths(data):
        changes = [with_value(data, path, value) for value in BENT]
        if path:
            changes.append(with_value(data, path, None, drop=True))
        for bent in changes:
            try:
                load(json.dumps(bent))
            except BadContent as error:
                refused.append(error)
            except Exception as error:
                pytest.fail(f"{path}: {type(error).__name__}: {error}")
    for error in refused:
        assert error.file in error.message
        assert error.message.endswith(".")
    return len(refused)


def test_an_instrument_bent_anywhere_is_refused_in_words() -> None:
    data = instrument_data(dimension_data("D1", item_data("D1.1"), item_data("D1.2")))
    assert assert_refused_in_words(load_instrument, data) > 500


def test_a_map_of_editions_bent_anywhere_is_refused_in_words() -> None:
    data = json.loads(resource("catalogs", "editions-1.0.json").read_text(encoding="utf-8"))
    (one,) = data["maps"]
    one["unchanged"], one["changed"] = one["unchanged"][:2], one["changed"][1:3]
    assert assert_refused_in_words(parse_editions, data) > 300


def test_parameters_bent_anywhere_are_refused_in_words() -> None:
    text = resource("parameters", "maturity-1.1.json").read_text(encoding="utf-8")
    assert assert_refused_in_words(load_parameters, json.loads(text)) > 200


@pytest.mark.parametrize(
    "text",
    ["", "null", "[" * 100_000, '{"a": 1, "a": 2}', '{"format": NaN}', "\x00", '{"format":1e999}'],
)
def test_what_is_no_content_at_all_is_refused_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mio.json"
    file.write_text(text, encoding="utf-8")
    for load in (load_instrument, load_parameters):
        with pytest.raises(BadContent, match=r"mio\.json"):
            load(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadContent, match=r"mio\.json"):
        load_instrument(file)
    with pytest.raises(BadContent, match="no se puede leer"):
        load_instrument(tmp_path / "nada.json")


def test_conditions_whose_ways_often_meet_are_read_at_once() -> None:
    data = instrument_data(dimension_data("D1", item_data("D1.1")))
    pattern = data["conditions"][0]
    names = [[f"c{row}_{side}" for side in "ab"] for row in range(40)]
    data["conditions"] = [
        {**pattern, "key": key, "requires": names[row - 1] if row else []}
        for row, keys in enumerate(names)
        for key in keys
    ] + data["conditions"]
    assert len(load_instrument(json.dumps(data)).conditions) > 80


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda item: item["levels"].pop(), "«D1.1 levels»: debe tener 5 valores"),
        (lambda item: item.update(code="D1.2"), "«D1.2»: el código está repetido"),
        (
            lambda item: item.update(critical_sectors=["mining"]),
            "«D1.1 critical_sectors[1]»: no se conoce «mining»",
        ),
    ],
)
def test_the_sentence_names_file_item_and_field(
    tmp_path: Path, change: Callable[[Any], Any], said: str
) -> None:
    data = instrument_data(dimension_data("D1", item_data("D1.1"), item_data("D1.2")))
    change(data["dimensions"][0]["items"][0])
    file = tmp_path / "mio-2.0.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(BadContent) as refused:
        load_instrument(file)
    assert str(refused.value).startswith("El archivo mio-2.0.json tiene un error en ")
    assert said in str(refused.value)


def test_a_condition_that_needs_itself_is_named_with_its_whole_circle(tmp_path: Path) -> None:
    data = instrument_data(dimension_data("D1", item_data("D1.1")))
    first, second = data["conditions"][:2]
    first["requires"], second["requires"] = [second["key"]], [first["key"]]
    with pytest.raises(BadContent, match="depende de sí misma") as refused:
        load_instrument(json.dumps(data))
    assert f"{first['key']} → {second['key']} → {first['key']}" in str(refused.value)
