"""Who is responsible for the data, and which call is open: what the programme's office tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from advisor_app.domain import clock
from advisor_app.domain.call import Call, call_problems
from advisor_app.domain.consent import shipped_consent
from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import LANGUAGES, _
from advisor_app.services.kept import Kept, kept_values, kept_versions

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.domain.consent import ConsentWords


class Office(Kept):
    """The office's data; the last version fills the consent text."""

    kind: ClassVar[str] = "office"

    def words(self, lang: str) -> ConsentWords:
        """The consent text with the office's data filled in."""
        return shipped_consent().words(lang, self.current())

    def wordings(self) -> list[ConsentWords]:
        """Every text of the authorization that this program may have printed or read out."""
        versions = [{}, *self._read(lambda c: kept_versions(c, self.kind))]
        text = shipped_consent()
        return [text.words(lang, values) for values in reversed(versions) for lang in LANGUAGES]

    def save(self, values: Mapping[str, str]) -> None:
        """Keep new data; what is not a placeholder of the consent text is left out."""
        self._keep(
            {
                name: values[name].strip()
                for name in shipped_consent().placeholders
                if values.get(name, "").strip()
            }
        )


class Calls(Kept):
    """The call that page 1 of the report invites to."""

    kind: ClassVar[str] = "call"

    def last(self) -> Call | None:
        """The call that was told last, open or not."""
        values = self.current()
        if not values:
            return None
        closes = values.get("closes_on")
        closes_on = date.fromisoformat(closes) if closes else None
        rate, cap = values.get("rate"), values.get("cap")
        return Call(
            values["name"],
            values["address"],
            closes_on,
            Decimal(rate) if rate else None,
            int(cap) if cap else None,
        )

    def open(self) -> Call | None:
        """The call to which one can apply today."""
        call = self.last()
        return call if call is not None and call.is_open(clock.today()) else None

    def save(self, call: Call | None) -> None:
        """Keep a call; None when there is no more.

        Raises:
            InvalidRecord: no name, or an address that no telephone can open; nothing was stored.
        """
        if call is None:
            self._keep({})
            return
        tidy = replace(call, name=call.name.strip(), address=call.address.strip())
        if problems := call_problems(tidy):
            raise InvalidRecord(_("Revise los datos de la convocatoria."), problems)
        closes = tidy.closes_on.isoformat() if tidy.closes_on else None
        told = {"closes_on": closes, "rate": tidy.rate, "cap": tidy.cap}
        beside = {name: str(value) for name, value in told.items() if value is not None}
        self._keep({"name": tidy.name, "address": tidy.address, **beside})


def office_values(c: sa.Connection) -> dict[str, str]:
    """The last version of the office's data, read in the caller's transaction."""
    return kept_values(c, Office.kind)
