"""Twelve invented firms with their answers, and what the rules give for six of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from advisor_app.domain.answers import Answer, Evidence, not_applicable, not_verified, rated
from advisor_app.domain.instrument import Form, Profile, shipped_instrument
from advisor_app.domain.maturity import MaturityResult, score
from advisor_app.domain.parameters import shipped_parameters
from advisor_app.domain.routing import Gap, Routing, route

_GRADES = {"d": Evidence.DECLARED, "o": Evidence.OBSERVED, "v": Evidence.VERIFIED}


def answer(code: str, token: str) -> Answer:
    """``3o`` level 3 observed, ``2`` level 2, ``x`` does not apply, ``-`` not seen."""
    if token == "x":
        return not_applicable(code, "No hace parte de su trabajo")
    if token == "-":
        return not_verified(code)
    return rated(code, int(token[0]), _GRADES[token[1]] if token[1:] else None)


@dataclass(frozen=True)
class Sample:
    """A firm: sector, conditions that hold, a line of answers for each dimension, gap, order."""

    sector: str
    holds: str
    rows: str
    gap: Gap | None
    commitment: bool

    @property
    def profile(self) -> Profile:
        return Profile(self.sector, dict.fromkeys(self.holds.split(), True))

    @property
    def answers(self) -> dict[str, Answer]:
        rows = [row.split() for row in self.rows.strip().splitlines()]
        found: dict[str, Answer] = {}
        for dimension, row in zip(shipped_instrument().dimensions, rows, strict=True):
            for item, token in zip(dimension.items, row, strict=True):
                found[item.code] = answer(item.code, token)
        return found

    def scored(self, form: Form = "full") -> MaturityResult:
        return score(shipped_instrument(), shipped_parameters(), self.profile, form, self.answers)

    def routed(self, form: Form = "full") -> Routing:
        return route(self.scored(form), shipped_parameters(), self.gap, self.commitment)


SAMPLES = {
    "F01": Sample(
        "agro_primary",
        "has_employees outsources has_measuring_equipment has_site exports",
        """
        2o 2d 2o 1d 2d
        3o 3v 2d 2d 2d 2o
        2o 2o 2d 2o 1d 2o 2o 2d
        3o 2o 2o 3v 3v 2d 2o 2d
        2o 2o 1d 2o 1d 2d 2d
        2o 3o 1d 2d
        2d 3v 2o 2o 2o
        2o 2o 3o 2d
        2o 2o 2o 3o 2o
        3v 2o 2o 2o 2d 3o 2d
        """,
        None,
        True,
    ),
    "F02": Sample(
        "aquaculture",
        "has_employees outsources has_measuring_equipment has_site exports",
        """
        3v 3o 3v 3o 3o
        4v 4v 3o 3v 3o 3v
        3v 3v 3o 3v 3o 4v 3v 2d
        4v 4v 3v 4v 4v 3o 3v 3o
        4v 3v 3v 4v 3v 3o 3v
        3v 3v 3o 3o
        3o 4v 3o 3v 3v
        3v 3v 3v 3o
        3v 3v 4v 3v 3o
        4v 3v 3o 3v 3o 3v 3o
        """,
        Gap(Decimal("88.5"), 0),
        True,
    ),
    "F03": Sample(
        "laboratory",
        "has_employees has_measuring_equipment has_site",
        """
        4v 3v 4v 4v 3o
        4v 4v 3v 3v 3v 4v
        4v 4v 3v 4v 3v 3v x x
        4v 4v 4v 4v x 4v x 4v
        3v 4v 4v 3v 2o 3v 4v
        4v 4v 3v 3v
        4v 4v 3o 3v 4v
        4v 4v 4v 3v
        4v 4v 4v 3v 3v
        4v 4v 3v 4v 3v 3v 3v
        """,
        Gap(Decimal("91.2"), 0),
        False,
    ),
    "F04": Sample(
        "aerospace_defense",
        "has_employees outsources has_measuring_equipment has_site",
        """
        4v 4v 4v 4v 3v
        5v 4v 4v 4v 4v 4v
        4v 4v 4v 4v 4v 4v 4v x
        5v 5v 4v 5v x x 4v x
        4v 4v 4v 4v 3v 4v 4v
        4v 4v 4v 3v
        4v 4v 3v 4v 4v
        4v 4v 4v 3v
        4v 4v 5v 4v 4v
        4v 4v 4v 4v 4v 3v 4v
        """,
        Gap(Decimal("93.4"), 0),
        True,
    ),
    "F05": Sample(
        "pharma_devices",
        "has_employees outsources has_design has_measuring_equipment has_site exports",
        """
        4v 3v 3v 3v 3o
        4v 3v 3v 3v 3o 3v
        3v 3v 3v 3v 3o 3v 3o 4v
        4v 4v 3v 3v 3v x 3o x
        2o 3o 3o 3v 2d 3o 3o
        4v 4v 3o 3v
        3v 3v 3o 3v 3v
        3v 3o 3v 2o
        3v 3o 3v 3v 3v
        3v 3v 3v 3o 3o 2o 2d
        """,
        Gap(Decimal("78.0"), 3),
        False,
    ),
    "F06": Sample(
        "agroindustry_food",
        "has_employees outsources has_design has_measuring_equipment has_site exports",
        """
        3v 3o 3o 2o 2o
        3v 3v 3o 3o 2d 3v
        3o 3v 2o 3o 2d 3o 2o 2o
        3v 3v 3o 3v 3v x 3o x
        2o 2o 2o 3o 1d 2o 2o
        3o 3o 2d 2o
        2o 3v 3o 2o 3o
        3o 2o 3v 2d
        3o 2o 3o 3o 2o
        3v 2o 2o 2o 2o 3o 2d
        """,
        Gap(Decimal("71.5"), 4),
        True,
    ),
    "F07": Sample(
        "metal_vehicles",
        "has_employees outsources has_design has_measuring_equipment has_site exports",
        """
        4o 3v 3v 3v 3o
        3v 3o 3v 3v 2d 3v
        3v 3v 3o 3o 3o 3v 2o 3v
        3v 3v 3v 3v x x 3o x
        3v 3o 2o 3v 2o 3v 3o
        3v 3v 2o 2o
        3o 3v 2o 3v 3v
        3v 2o 3v 3o
        3v 3v 2o 2o 3o
        3v 3v 2o 3o 3o 2o 3o
        """,
        None,
        True,
    ),
    "F08": Sample(
        "agroindustry_food",
        "has_employees outsources has_design has_measuring_equipment has_site exports",
        """
        2o 2d 2o 2d 1d
        2o 2o 2d 3d 2d 2o
        2o 2o 2d 2o 1d 2o 2d 2d
        2o 2o 2o 2o 2o x 2o x
        1d 2d 1d 2d 1d 1d 1d
        2o 2o 1d 1d
        2d 2o 2d 2o 2o
        2o 1d 2o 2d
        2o 2o 1o 3o 2o
        2o 2d 1d 1d 2d 2o 1d
        """,
        None,
        False,
    ),
    "F09": Sample(
        "tourism",
        "has_employees outsources has_design has_site serves_food",
        """
        2o 2o 2o 2d 2d
        2o 3o 2o 2o 2o 3o
        2o 2o 2o 2o 2d 3o 2d 2o
        2o 2o 2d x 2o 3o x 2o
        2o 2d 1d 2d 1d 2o 2d
        2o 2o 3o 2o
        3o 3v 3o 2o 2o
        2o 2d 2o 2o
        2o 2o x 3o 2o
        3v 2o 3o 1d 2o 3o 3o
        """,
        None,
        False,
    ),
    "F10": Sample(
        "software_it",
        "has_employees has_design has_site exports",
        """
        4v 4v 3v 3v 3v
        4v 4v 4v 3v 4v 3v
        4v 3v 4v 4v 4v 4v x 4v
        3v 4v 3v x x 4v x 4v
        4v 3v 3o 4v 2o 4v 4v
        4v 4v 4v 4v
        3v 4v 4v 3v 4v
        3v 3o x 3o
        x 3v x 3v 5v
        4v 3v 3v 3v 4v 2o 3v
        """,
        None,
        True,
    ),
    "F11": Sample(
        "cosmetics_cleaning",
        "has_employees outsources has_design has_measuring_equipment has_site",
        """
        3o 2o 3o 2o 2d
        3o 3o 2o 3o 2o 3v
        3o 3o 2o 3o 2o 2o 2o 3o
        3v 3v 3o 3o 3o x 3o x
        2o 3o 2d 2o 2d 2d 2o
        3o 3o 3o 2o
        2o 3o 3o 1o 3o
        3o 2o 3o 2d
        3o 2o 2o 3o 2o
        3v 2o 2o 2d 2o 2o 2d
        """,
        None,
        False,
    ),
    "F12": Sample(
        "fashion",
        "has_employees has_design",
        """
        2d 1d 2d 1d 2d
        2o 1d 2d 1d 2d 1o
        1d 2o 1d 1d 1d 2d x 2o
        2o 1o 1d 1d x x 2o x
        1d 1d 1d 1d 1d 1d 1d
        1d 1d 2o 1d
        1d 2o 2o 1d -
        2d 1d 2o 1d
        x 2o x 2o 1d
        2o 1d 1d 1d 1d 2o 1d
        """,
        None,
        False,
    ),
}

# Computed by hand from the rules; the other six firms follow the same rules.
ORACLES: dict[str, dict[str, Any]] = {
    "F01": {
        "dims": "1.78 2.42 1.92 2.60 1.67 2.14 2.20 2.29 2.11 2.33",
        "S": "2.12",
        "P": "28.0",
        "level_base": 2,
        "level": 2,
        "caps": [["T2", "D1", 3], ["T1", "D3", 2], ["T1", "D5", 2]],
        "completeness": "100.0",
        "confidence": "0.97",
        "line": "technical_assistance",
        "rule": "RT4",
        "short_S": "2.27",
        "short_level": 2,
    },
    "F02": {
        "dims": "3.00 3.42 3.17 3.80 3.33 3.00 3.20 3.00 3.33 3.25",
        "S": "3.29",
        "P": "57.3",
        "level_base": 3,
        "level": 3,
        "caps": [],
        "completeness": "100.0",
        "confidence": "0.95",
        "line": "certification",
        "rule": "RT2",
        "short_S": "3.43",
        "short_level": 3,
    },
    "F03": {
        "dims": "3.67 3.58 3.64 4.00 3.33 3.57 3.60 3.86 3.78 3.58",
        "S": "3.65",
        "P": "66.3",
        "level_base": 4,
        "level": 3,
        "caps": [["T4", "D3/D5<3.50", 3]],
        "completeness": "100.0",
        "confidence": "1.00",
        "line": "certification",
        "rule": "RT2",
        "short_S": "3.75",
        "short_level": 3,
    },
    "F04": {
        "dims": "3.89 4.25 4.00 4.75 3.87 3.71 3.90 3.86 4.33 3.92",
        "S": "4.08",
        "P": "77.0",
        "level_base": 4,
        "level": 4,
        "caps": [],
        "completeness": "100.0",
        "confidence": "1.00",
        "line": "certification",
        "rule": "RT2",
        "short_S": "4.17",
        "short_level": 3,
    },
    "F05": {
        "dims": "3.22 3.25 3.14 3.40 2.67 3.57 3.00 2.86 3.00 2.83",
        "S": "3.10",
        "P": "52.5",
        "level_base": 3,
        "level": 3,
        "caps": [],
        "completeness": "100.0",
        "confidence": "0.95",
        "line": "technical_assistance",
        "rule": "RT4",
        "short_S": "3.15",
        "short_level": 3,
    },
    "F06": {
        "dims": "2.67 2.92 2.64 3.00 2.00 2.57 2.50 2.57 2.67 2.33",
        "S": "2.59",
        "P": "39.8",
        "level_base": 3,
        "level": 2,
        "caps": [["T7", "D3/D4/D5<2.50", 2]],
        "completeness": "100.0",
        "confidence": "0.92",
        "line": "technical_assistance",
        "rule": "RT4",
        "short_S": "2.75",
        "short_level": 2,
    },
}
