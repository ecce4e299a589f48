"""The sheets of the template, with their drop-downs and the page of help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from advisor_app.domain import list_writing
from advisor_app.domain.explain_gap import PLACE_NAMES
from advisor_app.domain.gap_parameters import PREREQUISITES
from advisor_app.domain.list_template import (
    DATA,
    DATUM,
    HELP,
    IN_ENGLISH,
    LIST,
    MOST_SECTIONS,
    REQUIREMENT_COLUMNS,
    REQUIREMENTS,
    SCHEMES,
    SECTION_COLUMNS,
    SECTIONS,
    VALUE,
    Column,
    sector_keys,
)
from advisor_app.domain.text import Text
from advisor_app.spreadsheet.writer import Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.spreadsheet.writer import Value

_NEEDED: Final = Text("obligatorio", "needed")
_SHEET: Final = Text("Hoja", "Sheet")
_COLUMN: Final = Text("Columna o dato", "Column or datum")
_ALL: Final = Text("Todas las hojas", "All sheets")
_RULES: Final = (
    Text(
        "Todas las celdas son texto, sin fórmulas ni celdas combinadas. La primera fila de cada "
        "hoja son los títulos: no la cambie. Guarde como .xlsx, sin contraseña ni macros.",
        "All cells are text, without formulas or merged cells. The first row of each sheet holds "
        "the headings: leave it as it is. Save as .xlsx, without password or macros.",
    ),
    Text(
        "Hasta 1.000 requisitos y 100 secciones. Al traer la lista, el programa revisa cada celda "
        "y nombra las que hay que corregir; mientras quede una, no guarda nada.",
        "Up to 1,000 requirements and 100 sections. When the list is brought in, the program "
        "checks every cell and names those to correct; while one is left, it stores nothing.",
    ),
)


def sheets_of(raw: dict[str, Any], lang: str) -> list[Sheet]:
    """A list, or nothing yet, in the template's four sheets."""
    data = list_writing.data_lines(raw, lang)
    drop_downs = {
        (row, 1): [name.in_(lang) for name in column.choices.values()]
        for row, column in enumerate(DATA)
        if column.choices
    }
    return [
        Sheet(
            LIST.in_(lang),
            [Heading(DATUM.in_(lang), 22), Heading(VALUE.in_(lang), 60),
             Heading(IN_ENGLISH.in_(lang), 60)],
            data,
            has_filter=False,
            choices=drop_downs,
        ),
        Sheet(
            SECTIONS.in_(lang),
            [_heading(one, lang) for one in SECTION_COLUMNS],
            list_writing.section_lines(raw),
            has_filter=False,
        ),
        Sheet(
            REQUIREMENTS.in_(lang),
            [_heading(one, lang) for one in REQUIREMENT_COLUMNS],
            list_writing.requirement_lines(raw, lang),
        ),
        _help(lang),
    ]  # fmt: skip


def _heading(column: Column, lang: str) -> Heading:
    choices: list[str] | str = [name.in_(lang) for name in (column.choices or {}).values()]
    if column.key == "section":
        choices = f"='{SECTIONS.in_(lang)}'!$A$2:$A${MOST_SECTIONS + 1}"
    elif column.key == "place":  # their commas would end a choice that is written out
        choices = f"='{HELP.in_(lang)}'!$F$2:$F${len(choices) + 1}"
    return Heading(
        column.title.in_(lang), column.width, choices=choices, hint=column.help.in_(lang)
    )


def _help(lang: str) -> Sheet:
    """What belongs in each column, in both languages."""
    rows: list[Sequence[Value]] = [[_ALL.in_(lang), "", "", rule.es, rule.en] for rule in _RULES]
    tables = ((LIST, DATA), (SECTIONS, SECTION_COLUMNS), (REQUIREMENTS, REQUIREMENT_COLUMNS))
    for sheet, columns in tables:
        rows += [
            [
                sheet.in_(lang),
                one.title.in_(lang),
                _NEEDED.in_(lang) if one.is_needed else "",
                one.help.es,
                one.help.en,
            ]
            for one in columns
        ]
    by_key = {one.key: one.title.in_(lang) for one in DATA}
    rows += [
        [LIST.in_(lang), f"{by_key['scheme']}: {key}", "", name.es, name.en]
        for key, name in SCHEMES.items()
    ]
    for key, known in (("prerequisites", PREREQUISITES), ("sectors", sector_keys())):
        keys = ", ".join(known)
        rows.append([LIST.in_(lang), by_key[key], "", keys, keys])
    places = [name.in_(lang) for name in PLACE_NAMES.values()]
    rows = [[*row, *places[n : n + 1]] for n, row in enumerate(rows)]
    headings = [
        Heading(_SHEET.in_(lang), 14),
        Heading(_COLUMN.in_(lang), 28),
        Heading("", 12),
        Heading("Español", 70),
        Heading("English", 70),
        Heading(next(one.title for one in REQUIREMENT_COLUMNS if one.key == "place").in_(lang), 36),
    ]
    return Sheet(HELP.in_(lang), headings, rows, has_filter=False)
