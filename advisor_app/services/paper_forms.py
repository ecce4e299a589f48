"""Blank forms to print and carry, filled in with what is known of the office and the firm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.consent import ConsentWords, consent_text
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.firm import Firm
from advisor_app.domain.instrument import Instrument, shipped_instrument
from advisor_app.domain.places import shipped_places
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.errors import NotFound
from advisor_app.services.office import office_values
from advisor_app.store import records

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor_app.domain.paper_form import Round
    from advisor_app.reports.form_draft import BlankForm, FormFirm
    from advisor_app.services.changes import Announcer
    from advisor_app.services.session import Advisor
    from advisor_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form as it leaves the laptop."""

    pdf: bytes
    page_count: int
    code: str


class PaperForms(Service):
    """Makes the forms of both rounds, for any firm of a sector or for one that is known."""

    def __init__(
        self, workspace: Workspace, announcer: Announcer, advisor: Callable[[], Advisor]
    ) -> None:
        super().__init__(workspace, announcer)
        self._advisor = advisor

    def blank(self, round_: Round, lang: str, sector: str | None = None) -> PrintedForm:
        """A form for firms of a sector, or of any.

        Raises:
            InvalidRecord: the sector is none of the instrument's.
        """
        return _printed(self._form(round_, lang, sector), lang)

    def for_firm(self, round_: Round, lang: str, firm_id: str) -> PrintedForm:
        """A form with the name of a firm and only the questions that apply to it.

        Raises:
            NotFound: there is none with this id.
        """
        row = self._read(lambda c: records.one(c, tables.firm, firm_id))
        if row is None:
            raise NotFound.record()
        firm = records.value_of(Firm, row)
        form = self._form(round_, lang, firm.sector or None)
        known = dict(firm.conditions) if firm.conditions else None
        return _printed(replace(form, firm=known_firm(firm), conditions=known), lang)

    def _form(self, round_: Round, lang: str, sector: str | None) -> BlankForm:
        words = consent_text(lang, self._read(office_values))
        return _blank(round_, words, sector, self._advisor().name)


def blank_form(round_: Round, lang: str, sector: str | None = None) -> PrintedForm:
    """A form without a workspace: the office's data are blank lines to fill in by hand.

    Raises:
        InvalidRecord: the sector is none of the instrument's.
    """
    return _printed(_blank(round_, consent_text(lang), sector), lang)


def _blank(round_: Round, words: ConsentWords, sector: str | None, advisor: str = "") -> BlankForm:
    from advisor_app.reports.form_draft import BlankForm

    instrument = shipped_instrument()
    _check_sector(instrument, sector)
    return BlankForm(instrument, round_, words, this_day(), sector, advisor=advisor)


def _check_sector(instrument: Instrument, sector: str | None) -> None:
    keys = [one.key for one in instrument.sectors]
    if sector is not None and sector not in keys:
        problem = _("Los sectores son: {keys}.").format(keys=", ".join(keys))
        raise InvalidRecord(
            _("No se conoce el sector «{key}».").format(key=sector),
            {"sector": problem},
            advice=problem,
        )


def this_day() -> datetime:
    """The same form of the same day is the same file."""
    return datetime.combine(clock.today(), datetime.min.time(), UTC)


def known_firm(firm: Firm) -> FormFirm:
    """What paper to write on says of a firm."""
    from advisor_app.reports.form_draft import FormFirm

    town = shipped_places().get(firm.divipola) if firm.divipola else None
    number = formats.nit(firm.nit, firm.nit_dv) if firm.nit else firm.office_code
    place = ", ".join(part for part in (town.shown if town else "", firm.vereda) if part)
    return FormFirm(firm.legal_name, number, place)


def _printed(form: BlankForm, lang: str) -> PrintedForm:
    from advisor_app.reports.blank_form import render_form

    rendered = render_form(form, lang)
    return PrintedForm(rendered.pdf, rendered.page_count, str(form.code))
