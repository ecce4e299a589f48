"""The instrument: what applies to whom, and files that are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advisor_app.domain.errors import BadContent, InvalidRecord
from advisor_app.domain.instrument import (
    Profile,
    load_instrument,
    shipped_instrument,
    validate_profile,
)
from advisor_app.paths import resource
from tests.domain.builders import dimension_data, instrument, instrument_data, item_data, text

IMC = shipped_instrument()


def codes(content: Any, profile: Profile, form: str = "full") -> list[str]:
    return [item.code for item in content.applicable(profile, form)]


# --- The shipped instrument --------------------------------------------------------------------


def test_it_has_ten_dimensions_and_59_items_27_of_them_in_the_short_form():
    assert len(IMC.dimensions) == 10
    assert len(IMC.items) == 59
    assert sum(item.short_form for item in IMC.items) == 27
    assert sum(item.quick_win for item in IMC.items) == 20
    assert len(IMC.sectors) == 15
    assert [level.number for level in IMC.scale] == [1, 2, 3, 4, 5]


def test_its_weights_are_those_of_the_rules():
    assert [d.weight for d in IMC.dimensions] == [10, 10, 16, 14, 14, 7, 8, 6, 7, 8]
    sums = [sum(item.weight for item in d.items) for d in IMC.dimensions]
    assert sums == [9, 12, 14, 20, 15, 7, 10, 7, 9, 12]
    assert [d.code for d in IMC.dimensions if d.core] == ["D3", "D4", "D5", "D10"]


def test_its_critical_items_are_those_of_the_rules():
    always = {item.code for item in IMC.items if item.critical}
    assert always == {
        "D3.2", "D4.2", "D4.4", "D4.5", "D4.6", "D5.1", "D7.4", "D7.5", "D10.1",
    }  # fmt: skip
    scales = IMC.item("D9.3")
    assert scales.is_critical("laboratory")
    assert not scales.is_critical("tourism")


def test_only_one_item_carries_a_private_alert():
    assert [item.code for item in IMC.items if item.confidential_alert] == ["D7.5"]


def test_it_is_loaded_once_and_known_by_its_digest():
    assert shipped_instrument() is IMC
    assert load_instrument(IMC.body) == IMC
    assert load_instrument(resource("instruments", "imc-1.1.json")).digest == IMC.digest
    assert hash(load_instrument(IMC.body)) == hash(IMC)


def test_another_word_makes_another_instrument():
    changed = json.loads(IMC.body)
    changed["version"] = "1.2"
    assert load_instrument(json.dumps(changed)) != IMC


@pytest.mark.parametrize(
    ("sector", "holds", "shown", "hidden"),
    [
        ("agro_primary", "", "D4.4 D4.5 D4.7 D8.3", "D4.6 D4.8 D3.7 D3.8 D7.1 D7.5 D9.1 D9.3"),
        ("laboratory", "has_measuring_equipment", "D4.4 D4.6 D4.8 D8.3 D9.3", "D4.5 D4.7"),
        ("tourism", "serves_food", "D4.5 D4.6 D8.3", "D4.4 D4.7"),
        ("tourism", "", "D4.6", "D4.5"),
        ("software_it", "has_employees has_design", "D3.8 D7.1 D7.3 D7.5", "D8.3 D4.4 D4.5"),
        ("fashion", "outsources", "D3.7 D4.4 D4.7", "D4.5 D4.6 D4.8"),
        ("bpo_services", "has_site", "D4.6 D4.8 D9.1", "D4.4 D8.3"),
    ],
)
def test_sector_and_conditions_decide_what_is_asked(
    sector: str, holds: str, shown: str, hidden: str
):
    asked = set(codes(IMC, Profile(sector, dict.fromkeys(holds.split(), True))))
    assert set(shown.split()) <= asked
    assert not set(hidden.split()) & asked


def test_the_short_form_asks_a_part_of_the_full_one_in_the_same_order():
    profile = Profile("agro_primary", {"has_measuring_equipment": True})
    full, short = codes(IMC, profile), codes(IMC, profile, "short")
    assert short == [code for code in full if code in short]
    assert 0 < len(short) < len(full)


def test_no_text_of_the_instrument_is_missing():
    for item in IMC.items:
        texts = [item.question, item.ask, item.consequence, item.action, *item.levels]
        assert all(words.es.strip() and words.en.strip() for words in [*texts, *item.checks])


# --- Applicability is data ---------------------------------------------------------------------


def test_groups_hold_sectors_other_groups_and_conditions():
    content = instrument(
        dimension_data(
            "D1",
            item_data("D1.1", applies=["goods"]),
            item_data("D1.2", applies=["risky"]),
            item_data("D1.3", applies=["?staff"]),
            item_data("D1.4", applies=["shop", "?staff"]),
        )
    )
    assert codes(content, Profile("farm")) == ["D1.1", "D1.2"]
    assert codes(content, Profile("shop")) == ["D1.4"]
    assert codes(content, Profile("shop", {"cooks": True})) == ["D1.2", "D1.4"]
    assert codes(content, Profile("farm", {"staff": True})) == ["D1.1", "D1.2", "D1.3", "D1.4"]


def test_a_condition_is_asked_and_holds_only_with_those_it_depends_on():
    content = instrument(dimension_data("D1", item_data("D1.1", applies=["?fries"])))
    alone, both = Profile("shop", {"fries": True}), Profile("shop", {"fries": True, "cooks": True})
    assert codes(content, alone) == []
    assert codes(content, both) == ["D1.1"]
    assert [c.key for c in content.questions(alone)] == ["staff", "cooks"]
    assert [c.key for c in content.questions(both)] == ["staff", "cooks", "fries"]


def test_unknown_codes_are_key_errors():
    with pytest.raises(KeyError):
        IMC.item("D99.1")
    with pytest.raises(KeyError):
        IMC.dimension("D99")
    assert not IMC.has_item("D99.1")


def test_a_profile_of_another_instrument_is_refused():
    validate_profile(IMC, Profile("tourism", {"exports": False}))
    with pytest.raises(InvalidRecord) as caught:
        validate_profile(IMC, Profile("mining", {"exports": True, "flies": True}))
    assert set(caught.value.problems) == {"sector", "flies"}


# --- Broken files ------------------------------------------------------------------------------

Path_ = tuple[str | int, ...]
FIRST: Path_ = ("dimensions", 0, "items", 0)


def broken(change: Any, *path: str | int, drop: bool = False) -> str:
    """A good file with one thing changed (or dropped) at a path."""
    data = instrument_data(dimension_data("D1", item_data("D1.1"), item_data("D1.2")))
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = change
    return json.dumps(data)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ((*FIRST, "levels"), [text("a")] * 4, "D1.1 levels"),
        ((*FIRST, "levels", 2), {"es": "solo español"}, "D1.1 levels[3] en"),
        ((*FIRST, "levels", 2, "en"), "", "D1.1 levels[3] en"),
        ((*FIRST, "weight"), 0, "D1.1 weight"),
        ((*FIRST, "weight"), 1.5, "D1.1 weight"),
        ((*FIRST, "weight"), True, "D1.1 weight"),
        ((*FIRST, "critical"), "no", "D1.1 critical"),
        ((*FIRST, "critical_sectors"), ["mining"], "D1.1 critical_sectors[1]"),
        ((*FIRST, "applies"), ["mining"], "D1.1 applies[1]"),
        ((*FIRST, "applies"), ["?flies"], "D1.1 applies[1]"),
        ((*FIRST, "applies"), ["staff"], "D1.1 applies[1]"),
        ((*FIRST, "applies"), [], "D1.1 applies"),
        ((*FIRST, "effort"), "XL", "D1.1 effort"),
        ((*FIRST, "checks"), [text("a")] * 7, "D1.1 checks"),
        ((*FIRST, "colour"), "red", "D1.1 colour"),
        ((*FIRST, "confidential_alert"), {"es": "a"}, "D1.1 confidential_alert en"),
        ((*FIRST, "code"), "D2.1", "D1 items[1] D2.1"),
        ((*FIRST, "code"), "uno", "code"),
        ((*FIRST, "code"), "D1.2", "D1.2"),
        ((*FIRST, "key"), "item_d1_2", "item_d1_2"),
        (("dimensions", 0, "weight"), -1, "D1 weight"),
        (("dimensions", 0, "core"), None, "D1 core"),
        (("dimensions", 0, "items"), [], "D1 items"),
        (("dimensions", 0, "extra"), 1, "D1 extra"),
        (("dimensions",), [], "dimensions"),
        (("dimensions",), [dimension_data("D1", item_data("D1.1"))] * 2, "D1"),
        (("scale",), [], "scale"),
        (("scale", 1, "number"), 7, "scale[2] number"),
        (("sectors", 1, "key"), "farm", "farm"),
        (("sectors", 0, "key"), "Campo", "sectors[1] key"),
        (("sectors",), [], "sectors"),
        (("conditions", 1, "key"), "staff", "staff"),
        (("conditions", 0, "requires"), ["flies"], "conditions staff"),
        (("conditions", 1, "requires"), ["fries"], "cooks → fries → cooks"),
        (("conditions", 0, "default"), 1, "conditions[1] default"),
        (("groups", "goods"), ["risky"], "goods → risky → goods"),
        (("groups", "goods"), ["goods"], "goods → goods"),
        (("groups", "goods"), ["mining"], "groups goods[1]"),
        (("groups", "goods"), ["all"], "groups goods[1]"),
        (("groups", "shop"), ["farm"], "groups shop"),
        (("groups", "all"), ["farm"], "groups all"),
        (("groups", "Todo"), ["farm"], "groups Todo"),
        (("format",), "advisor-instrument/9", "format"),
        (("version",), "", "version"),
        (("author",), "x", "author"),
    ],
)
def test_a_broken_file_names_the_place(path: Path_, value: Any, place: str):
    with pytest.raises(BadContent) as caught:
        load_instrument(broken(value, *path))
    assert place in caught.value.place
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    "path",
    [(*FIRST, "code"), (*FIRST, "question"), ("dimensions", 0, "code"), ("groups",), ("name",)],
)
def test_a_missing_field_is_named(path: Path_):
    with pytest.raises(BadContent) as caught:
        load_instrument(broken(None, *path, drop=True))
    assert str(path[-1]) in caught.value.place


def test_the_message_names_the_file(tmp_path: Path):
    (tmp_path / "mio-2.0.json").write_text(broken(0, *FIRST, "weight"), encoding="utf-8")
    with pytest.raises(BadContent, match=r"mio-2\.0\.json.*D1\.1 weight"):
        load_instrument(tmp_path / "mio-2.0.json")


def test_a_private_alert_is_read():
    data = instrument_data(dimension_data("D1", item_data("D1.1", confidential_alert=text("ojo"))))
    alert = load_instrument(json.dumps(data)).item("D1.1").confidential_alert
    assert alert is not None
    assert alert.es == "ojo"
