"""The list's own data: one datum a row, its value beside it, and the same in English."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any, Final

from advisor_app.domain.content import KEY
from advisor_app.domain.gap_parameters import PREREQUISITES
from advisor_app.domain.grid import Finds, Grid, address, no_cells_of_their_own, quoted
from advisor_app.domain.list_cells import chosen, not_a_choice, plain_cell, words_of
from advisor_app.domain.list_template import DATA, DATUM, IN_BOTH, Column, sector_keys
from advisor_app.domain.list_template import PREREQUISITES as ASKED_BY_SCHEME
from advisor_app.domain.standard_file import FORMAT
from advisor_app.domain.text import Text, fold
from advisor_app.i18n import _, language

Raw = dict[str, Any]
VERSION: Final = re.compile(r"\d{1,4}(\.\d{1,4}){1,2}")
_UNTOLD: Final = {
    "edition": Text("Sin edición", "No edition"),
    "timeline": Text("Por definir", "To be defined"),
    "source": Text("Lista propia", "Own list"),
    "note": Text("Lista propia.", "Own list."),
}
"""What stands where the list's own data say nothing."""
_DATA: Final = {column.key: column for column in DATA}
_NAME: Final = Column("datum", DATUM, DATUM, 60)


class ListData:
    """One datum a row: its name, its value, and the same in English."""

    def __init__(self, grid: Grid, finds: Finds) -> None:
        self._grid, self._finds = grid, finds
        no_cells_of_their_own(grid, finds)
        self._rows = self._by_key()
        self._refuse_loose_cells()

    def read(self) -> Raw:
        """The fields of a content file, as far as they could be read."""
        scheme = self._choice("scheme") or "ms"
        key = self._matching("id", KEY, _("solo letras minúsculas, números y «_»"))
        raw: Raw = {
            "format": FORMAT,
            "id": key,
            "version": self._matching("version", VERSION, _("escríbala como 1.0")) or "1.0",
            "family": self._matching("family", KEY, _("solo letras minúsculas, números y «_»"))
            or key,
            "scheme": scheme,
            "prerequisites": self._keys("prerequisites", PREREQUISITES)
            or list(ASKED_BY_SCHEME.get(scheme, ())),
            "sectors": self._keys("sectors", sector_keys()) or ["all"],
            "valid_from": self._day("valid_from"),
            "valid_to": self._day("valid_to"),
            "confirm": self._choice("confirm") == "yes",
        }
        raw |= {key: self._both(key) for key in IN_BOTH}
        if raw["valid_from"] and raw["valid_to"] and raw["valid_from"] > raw["valid_to"]:
            self._wrong("valid_to", _("termina antes de empezar"))
        return raw

    def _by_key(self) -> dict[str, int]:
        names = {fold(word): one.key for one in DATA for word in (one.title.es, one.title.en)}
        found: dict[str, int] = {}
        for row in self._grid.rows:
            name = plain_cell(self._grid, (row, 1), _NAME, self._finds) if row > 1 else None
            if not name:
                continue
            key = names.get(fold(name))
            place = address(self._grid.name, row, 1)
            if key is None:
                self._finds.wrong(
                    place, _("no se conoce el dato «{name}»").format(name=quoted(name))
                )
            elif key in found:
                self._finds.wrong(
                    place, _("el dato «{name}» está dos veces").format(name=quoted(name))
                )
            else:
                found[key] = row
        for one in DATA:
            if one.is_needed and one.key not in found:
                missing = _("falta la fila «{name}»").format(name=one.title.in_(language()))
                self._finds.wrong(self._grid.name, missing)
        return found

    def _refuse_loose_cells(self) -> None:
        """Name every value that no datum of this sheet takes."""
        single = {row for key, row in self._rows.items() if key not in IN_BOTH}
        for row, column in sorted(self._grid.cells):
            if row > 1 and (column > 3 or (column == 3 and row in single)):
                self._finds.wrong(
                    address(self._grid.name, row, column), _("aquí no va ningún dato; bórrelo")
                )

    def _wrong(self, key: str, text: str) -> None:
        self._finds.wrong(address(self._grid.name, self._rows[key], 2), text)

    def _text(self, key: str) -> str | None:
        row = self._rows.get(key)
        return plain_cell(self._grid, (row, 2), _DATA[key], self._finds) if row else None

    def _both(self, key: str) -> dict[str, str] | None:
        default, spanish = _UNTOLD.get(key), self._text(key)
        if not spanish:
            return {"es": default.es, "en": default.en} if default else None
        column = replace(_DATA[key], is_needed=False)
        at = (self._rows[key], 3)
        english = plain_cell(self._grid, at, column, self._finds)
        if english == "":
            place = address(self._grid.name, *at)
            self._finds.warn(place, _("falta el inglés; se usará el español"))
        return {"es": spanish, "en": english or spanish}

    def _choice(self, key: str) -> str | None:
        text = self._text(key)
        if not text:
            return None
        found = chosen(text, _DATA[key].choices or {})
        if found is None:
            self._wrong(key, not_a_choice(_DATA[key], text))
        return found

    def _matching(self, key: str, pattern: re.Pattern[str], form: str) -> str | None:
        text = self._text(key)
        if text and not pattern.fullmatch(text):
            self._wrong(key, _("«{text}» no sirve: {form}").format(text=quoted(text), form=form))
        return text

    def _keys(self, key: str, known: Collection[str]) -> list[str]:
        words = words_of(self._text(key))
        for word in words:
            if word not in known:
                self._wrong(
                    key,
                    _("«{text}» no existe; use {words}").format(
                        text=quoted(word), words=", ".join(known)
                    ),
                )
        return words

    def _day(self, key: str) -> str | None:
        text = self._text(key)
        if not text:
            return None
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            self._wrong(key, _("escriba la fecha como 2026-11-25"))
            return None
