"""What came out of a printer: its pages as pictures and as text, and how alike two are."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageStat

if TYPE_CHECKING:
    from collections.abc import Sequence

_DPI = 50


def pictures(pdf: Path, scratch: Path) -> list[Image.Image]:
    """Every page as a picture."""
    scratch.mkdir(exist_ok=True)
    start = scratch / pdf.stem
    subprocess.run(["pdftoppm", "-r", str(_DPI), "-png", str(pdf), str(start)], check=True)
    return [Image.open(file).convert("RGB") for file in sorted(scratch.glob(f"{pdf.stem}-*.png"))]


def text(pdf: Path) -> str:
    """What is written on all pages."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pages differ, 0 to 255; a hair's breadth of shift counts little."""
    size = (one.width // 3, one.height // 3)
    small = [page.convert("L").resize(size, Image.Resampling.BOX) for page in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*small)).rms[0]


def halves(sheet: Image.Image, page: Image.Image) -> list[Image.Image]:
    """The two pages on a sheet that lies across, each as large as a page."""
    if sheet.height > sheet.width:  # some printers turn it upright
        sheet = sheet.rotate(-90, expand=True)
    half = sheet.width // 2
    up = min(half / page.width, sheet.height / page.height)
    wide, high = round(page.width * up), round(page.height * up)
    left, top = (half - wide) // 2, (sheet.height - high) // 2
    boxes = [(x + left, top, x + left + wide, top + high) for x in (0, half)]
    return [sheet.crop(box).resize(page.size) for box in boxes]


def strongest_colour(pages: Sequence[Image.Image]) -> int:
    """How far from grey the most coloured pixel is, 0 to 255."""
    strongest = 0
    for page in pages:
        red, green, blue = page.split()
        for one, other in ((red, green), (green, blue), (red, blue)):
            strongest = max(strongest, ImageChops.difference(one, other).getextrema()[1])
    return strongest
