"""Formats on paper: one page each whatever the firm is called, valid, with room for a hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest

from advisor_app.domain.format import Format, shipped_formats
from advisor_app.reports.blocks import Block
from advisor_app.reports.flow import height_of
from advisor_app.reports.format_draft import ROW, FormatFirm, FormatTask
from advisor_app.reports.format_page import blocks_of, render_formats
from advisor_app.reports.format_parts import PAD, Room
from advisor_app.reports.page import ROOM, TALL
from advisor_app.reports.words import Words
from tests.reports.papers import LONG_NAME
from tests.reports.reading import PROFILES, failures, fonts, outline, pages, tree, whole

MOMENT = datetime(2026, 11, 25, tzinfo=UTC)
EVERY = shipped_formats()
LANGS = ("es", "en")
EIGHT_MM = 8 / 25.4 * 72
FIRM = FormatFirm(
    "Asociación Hass Cordillera Verde",
    "999.000.101-0",
    "El Tambo (Cauca), La Laguna",
    "agro_primary",
    ("Aguacate hass fresco",),
    "Alba Nelly Muñoz Chate",
)
HOSTILE = FormatFirm(
    f"{LONG_NAME} 🙂 شركة زراعية 日本",
    "OF-D87FB161",
    "San Andrés de Tumaco (Nariño), " + "Ñ" * 90,
    "agroindustry_food",
    ("Pulpa de mora congelada y otras frutas de la cordillera 🍇",) * 3,
    "María de los Ángeles " * 5,
)
TASK = FormatTask("", "María de los Ángeles " * 5, date(2027, 3, 14))
FIRMS = {"known": FIRM, "nobody": FormatFirm(), "hostile": HOSTILE}
WHO_AND_LANG = [(who, lang) for who in FIRMS for lang in LANGS]


@cache
def printed(who: str, lang: str) -> bytes:
    return render_formats(EVERY, FIRMS[who], lang, MOMENT).pdf


def all_blocks(one: Format, firm: FormatFirm, lang: str) -> list[Block]:
    found: list[Block] = []
    waiting = list(blocks_of(one, firm, lang, MOMENT))
    while waiting:
        block = waiting.pop()
        found.append(block)
        waiting += block.parts
    return found


@pytest.mark.parametrize("who", FIRMS)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_a_format_is_one_page(one: Format, lang: str, who: str):
    assert render_formats([one], FIRMS[who], lang, MOMENT).page_count == 1


@pytest.mark.parametrize("who", FIRMS)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_it_still_is_with_the_action_that_it_is_for(one: Format, lang: str, who: str):
    key = one.topics[0] if one.topics else f"item:{one.items[0]}"
    firm = replace(FIRMS[who], task=replace(TASK, key=key))
    made = render_formats([one], firm, lang, MOMENT)
    assert made.page_count == 1
    assert "2027" in whole(made.pdf)


@pytest.mark.parametrize("sector", sorted({s for one in EVERY for s in one.sectors}))
def test_the_examples_of_every_sector_fit(sector: str):
    firm = FormatFirm(LONG_NAME, "1", "2", sector, ("Producto de nombre bastante largo",), "3")
    for lang in LANGS:
        assert render_formats(EVERY, firm, lang, MOMENT).page_count == len(EVERY)


@pytest.mark.parametrize(("who", "lang"), WHO_AND_LANG)
@pytest.mark.parametrize("profile", PROFILES, ids=["UA-1", "A-2a"])
def test_all_of_them_are_accessible_and_archivable(who: str, lang: str, profile: object):
    assert failures(printed(who, lang), profile) == []


@pytest.mark.parametrize("lang", LANGS)
def test_each_has_a_bookmark_a_title_and_its_own_foot(lang: str):
    pdf = printed("known", lang)
    titles = [one.title.in_(lang) for one in EVERY]
    assert [text for tag, text in tree(pdf) if tag == "H1"] == titles
    assert [entry for entry in outline(pdf) if entry in titles] == titles
    version = {"es": "versión", "en": "version"}[lang]
    for one, text in zip(EVERY, pages(pdf), strict=True):
        shown = text.replace("\u00a0", " ")
        assert f"{one.code} · {version} {one.version}" in shown
        assert shown.count(FIRM.name) >= 2


def test_what_is_known_of_the_firm_is_written_and_the_rest_is_left():
    known, nobody = whole(printed("known", "es")), whole(printed("nobody", "es"))
    for fact in (FIRM.name, FIRM.number, FIRM.place, FIRM.products[0], FIRM.responsible):
        assert fact in known
        assert fact not in nobody
    assert "Empresa: ____" in nobody
    assert "{" not in known + nobody


def test_an_endless_name_stands_in_full():
    text = whole(printed("hostile", "es"))
    assert text.count(" ".join(LONG_NAME.split())) >= len(EVERY)


def test_the_example_is_that_of_the_sector():
    one = next(one for one in EVERY if one.key == "method_sheet")
    for sector, said in (("aquaculture", "pescado"), ("tourism", "reserva"), ("", "canastillas")):
        firm = FormatFirm("X", sector=sector)
        assert said in whole(render_formats([one], firm, "es", MOMENT).pdf)


@pytest.mark.parametrize("sector", ["software_it", "bpo_services", "other_services", "laboratory"])
def test_an_office_reads_nothing_of_crates_and_harvests(sector: str):
    fitting = [one for one in EVERY if one.suits(sector)]
    text = whole(render_formats(fitting, FormatFirm("X", sector=sector), "es", MOMENT).pdf)
    assert re.findall(r"(?i)\w*(?:fruta|canastilla|cosecha|agroinsumo|finca)\w*", text) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_a_hand_has_room_and_nothing_is_too_small(one: Format, lang: str):
    assert ROW > EIGHT_MM
    blocks = all_blocks(one, FIRM, lang)
    sizes = [block.style.size for block in blocks if isinstance(block, Words) and block.text]
    assert min(sizes) >= 9
    rooms = [block.height(ROOM) + 2 * PAD for block in blocks if isinstance(block, Room)]
    assert all(tall >= EIGHT_MM for tall in rooms)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_the_page_is_used_to_its_foot(one: Format, lang: str):
    used = height_of(blocks_of(one, FIRM, lang, MOMENT), ROOM)
    assert 0.93 * TALL < used <= TALL


def test_the_same_formats_give_the_same_bytes_with_fonts_embedded():
    again = render_formats(EVERY, FIRM, "es", MOMENT).pdf
    assert again == printed("known", "es")
    assert all(fonts(again).values())
