"""The tokens keep their promise of contrast."""

from __future__ import annotations

import pytest

from advisor_app.design import PALETTES, Palette, contrast


@pytest.mark.parametrize("name", PALETTES)
def test_every_text_colour_is_readable_on_both_grounds(name: str) -> None:
    palette = PALETTES[name]
    texts = [palette.ink, palette.soft_ink, palette.accent, palette.attention, palette.danger]
    for ground in (palette.paper, palette.raised):
        for colour in [*texts, palette.info, *palette.levels]:
            assert contrast(colour, ground) >= 4.5, (name, colour, ground)


@pytest.mark.parametrize("name", PALETTES)
def test_text_on_a_filled_surface_is_readable(name: str) -> None:
    palette: Palette = PALETTES[name]
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert all(contrast(palette.on_level, level) >= 4.5 for level in palette.levels)


def test_black_on_white_has_the_largest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
