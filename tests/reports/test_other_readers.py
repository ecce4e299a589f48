"""The report in the hands of programs that other people use."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from advisor_app.reports.diagnosis import build_diagnosis
from tests.equipment import needs
from tests.reports import builders


@pytest.fixture(scope="module", params=["es", "en"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in a file."""
    file = tmp_path_factory.mktemp("paper") / f"{request.param}.pdf"
    file.write_bytes(build_diagnosis(builders.content("F01"), request.param))
    return file


def told(*command: str | Path) -> str:
    """What a program says, when it ends well and complains of nothing."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return done.stdout


@needs("qpdf")
def test_qpdf_finds_the_file_sound(report: Path):
    assert "No syntax or stream encoding errors found" in told("qpdf", "--check", report)


@needs("pdftotext")
def test_poppler_reads_the_owner_s_sheet_in_its_order(report: Path):
    words = told("pdftotext", "-l", "1", report, "-")
    places = [
        words.index(said) for said in ("Asociación Hass Cordillera Verde", "Alba Nelly Muñoz")
    ]
    assert places == sorted(places)
    assert "\ufffd" not in words


@needs("pdffonts")
def test_every_font_is_inside(report: Path):
    fonts = told("pdffonts", report).splitlines()[2:]
    assert fonts
    assert all(" yes yes yes " in " ".join(line.split()[-6:-1]) + " " for line in fonts), fonts


@needs("pdftoppm")
def test_poppler_draws_every_page(report: Path, tmp_path: Path):
    told("pdftoppm", "-gray", "-r", "40", report, tmp_path / "page")
    drawn = sorted(tmp_path.glob("page-*.pgm"))
    assert len(drawn) >= 8
    for page in drawn:
        pixels = page.read_bytes()[20:]
        inked = sum(pixel < 200 for pixel in pixels)
        assert inked > len(pixels) / 500
