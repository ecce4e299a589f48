"""A field that finds a municipality while its name is typed, accents or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.text import fold
from advisor_app.i18n import _
from ui.widgets.suggesting import OFFERED, SuggestingEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.places import Municipality, Places

_PUNCTUATION: Final = str.maketrans(dict.fromkeys("(),.-", " "))


def described(place: Municipality) -> str:
    """The name with its department and, where there is one, its PDET subregion."""
    if place.pdet_subregion is None:
        return place.shown
    return _("{place} · PDET {subregion}").format(place=place.shown, subregion=place.pdet_subregion)


class MunicipalityEdit(SuggestingEdit):
    """Type a few letters, choose from the list; 66 names occur in more than one department."""

    def __init__(self, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(_("Municipios encontrados"), parent)
        self._places = places
        self._code: str | None = None
        self.setPlaceholderText(_("Escriba las primeras letras"))

    def value(self) -> str | None:
        """The code of the municipality.

        Raises:
            InvalidRecord: what is written is no municipality, or several.
        """
        if not self.text().strip():
            return None
        if self._code is None:
            sentence = self._problem(self._exact(self.text()))
            raise InvalidRecord(sentence, {"divipola": sentence})
        return self._code

    def set_value(self, code: str | None) -> None:
        """Show a municipality; a code the list no longer has stays readable."""
        place = self._places.get(code) if code else None
        self._code = code or None
        self.show_text(place.shown if place else code or "")

    def matches(self, text: str) -> Sequence[tuple[str, str]]:
        if len(text.strip()) < 2:
            return []
        return [(place.code, described(place)) for place in self._places.search(text, OFFERED)]

    def on_typing(self) -> None:
        self._code = None

    def take(self, key: str) -> None:
        place = self._places.get(key)
        if place is not None:
            self.replace_text(place.shown)
        self._code = key
        self.forget_typing()
        self.committed.emit()

    def settle(self) -> None:
        """Take a name that can only mean one place; otherwise leave it as typed."""
        exact = self._exact(self.text())
        if len(exact) == 1:
            self.take(exact[0].code)
        else:
            self.committed.emit()

    def _exact(self, text: str) -> list[Municipality]:
        wanted = _bare(text)
        found = self._places.search(text, 50) if wanted else []
        return [place for place in found if wanted in (_bare(place.name), _bare(place.shown))]

    def _problem(self, exact: list[Municipality]) -> str:
        if len(exact) > 1:
            departments = ", ".join(sorted(place.department for place in exact))
            return _(
                "Hay varios municipios «{name}»: {departments}. Elija uno de la lista."
            ).format(name=exact[0].name, departments=departments)
        return _(
            "No hay un municipio «{name}». Escriba sus primeras letras y elíjalo de la lista."
        ).format(name=self.text().strip())


def _bare(text: str) -> str:
    """``El Tambo (Cauca)`` and ``el tambo, cauca`` are the same."""
    return " ".join(fold(text).translate(_PUNCTUATION).split())
