"""A list of requirements as the texts of the template's cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from advisor_app.domain.list_template import (
    DATA,
    EVIDENCES,
    IN_BOTH,
    REQUIREMENT_COLUMNS,
    ROLES,
    YES_NO,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.list_template import Column
    from advisor_app.domain.text import Text

Raw = dict[str, Any]


def data_lines(raw: Raw, lang: str) -> list[list[str]]:
    """The list's own data: name, value, and the value in English."""
    lines: list[list[str]] = []
    for column in DATA:
        value = raw.get(column.key)
        if column.key in IN_BOTH:
            words = value or {"es": "", "en": ""}
            lines.append([column.title.in_(lang), words["es"], words["en"]])
        else:
            lines.append([column.title.in_(lang), _shown(column, value, lang), ""])
    return lines


def section_lines(raw: Raw) -> list[list[str]]:
    """Key and title of each section."""
    known = raw["sections"]
    return [[one["key"], one["title"]["es"], one["title"]["en"]] for one in known]


def requirement_lines(raw: Raw, lang: str) -> list[list[str]]:
    """A line for each requirement, in the order of the columns."""
    proves: dict[str, list[str]] = {}
    for role, codes in raw["roles"].items():
        for code in codes:
            proves.setdefault(code, []).append(ROLES[role].in_(lang))
    lines: list[list[str]] = []
    for one in raw["requirements"]:
        values = {
            **one,
            **_evidence(one["evidence"]),
            "roles": ", ".join(proves.get(one["code"], [])),
            "groups": [str(group) for group in one.get("groups", ())],
        }
        lines.append([_requirement_cell(column, values, lang) for column in REQUIREMENT_COLUMNS])
    return lines


def titles(columns: tuple[Column, ...], lang: str) -> list[str]:
    """The heading of each column."""
    return [column.title.in_(lang) for column in columns]


def _requirement_cell(column: Column, values: Mapping[str, Any], lang: str) -> str:
    key, _dot, english = column.key.partition(".")
    value = values.get(key)
    if isinstance(value, dict):
        return str(cast("dict[str, str]", value)["en" if english else "es"])
    return _shown(column, value, lang)


def _evidence(pieces: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {f"evidence{n}": piece for n, piece in enumerate(pieces[:EVIDENCES], 1)}


def _shown(column: Column, value: object, lang: str) -> str:
    if isinstance(value, bool):
        return YES_NO["yes" if value else "no"].in_(lang)
    if isinstance(value, list):
        return ", ".join(cast("list[str]", value))
    if value is None:
        return ""
    choices: Mapping[str, Text] = column.choices or {}
    return choices[str(value)].in_(lang) if value in choices else str(value)
