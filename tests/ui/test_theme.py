"""The look: tokens alone, enough contrast, room that grows with the text."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel

from advisor_app import design
from advisor_app.paths import resource
from ui import settings as choices
from ui import theme
from ui.stylesheet import mix, style_sheet
from ui.theme import Look
from ui.widgets.basic import button

THEMES = sorted(design.PALETTES)


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_of_the_sheet_comes_from_the_palette(name):
    colours = design.PALETTES[name]
    for drawing, token in (("check", colours.on_accent), ("chevron", colours.soft_ink)):
        text = resource("icons", f"{drawing}-{name}.svg").read_text()
        assert f'stroke="{token}"' in text


@pytest.mark.parametrize("name", THEMES)
def test_text_on_a_tinted_ground_can_be_read(name):
    colours = design.PALETTES[name]
    for tone in (colours.accent, colours.attention, colours.danger, colours.info):
        assert design.contrast(tone, mix(tone, colours.raised, 0.14)) >= 4.0
        assert design.contrast(colours.ink, mix(tone, colours.paper, 0.16)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_the_edge_of_what_can_be_operated_is_seen(name):
    sheet = style_sheet(Look(name))
    edge = re.search(r'role="secondary".*?border-width', sheet, re.DOTALL)
    assert edge
    colour = re.search(
        r"QPushButton, QToolButton \{.*?border: \d+px solid (#\w{6})", sheet, re.DOTALL
    )
    assert colour
    assert design.contrast(colour[1], design.PALETTES[name].raised) >= 3.0


@pytest.mark.parametrize("percent", choices.TEXT_PERCENT.choices)
@pytest.mark.parametrize("name", THEMES)
def test_targets_are_large_enough_at_every_size(name, percent):
    look = Look(name, percent)
    assert look.target >= design.TARGET
    assert look.space(16) >= 16
    assert look.px(look.type.body) >= 14


def test_the_bundled_typeface_is_the_one_that_is_drawn(qapp):
    assert QFontInfo(QApplication.font()).family() == design.FONT_FAMILY


def test_another_theme_dresses_what_is_already_shown(qtbot, settings):
    made = button("Guardar", "primary", icon="save")
    word = QLabel("palabra")
    for widget in (made, word):
        qtbot.addWidget(widget)
    before = made.icon().pixmap(20).toImage()
    settings.set(choices.THEME, "dark")
    assert word.palette().windowText().color() == QColor(design.DARK.ink)
    assert made.icon().pixmap(20).toImage() != before
    assert theme.look().theme == "dark"
