"""What a format is printed from, and the styles it is written with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.i18n import catalog
from advisor_app.reports.look import Look
from advisor_app.reports.words import Style

if TYPE_CHECKING:
    from datetime import date, datetime

    from advisor_app.domain.format import Known
    from advisor_app.domain.text import Text

ROW: Final = 25.5  # the least height of a row that a hand writes in, 9 mm
_LONGEST_PRODUCT: Final = 32


@dataclass(frozen=True, slots=True)
class FormatTask:
    """The action of the plan that a format is for; ``key`` is what it is a first step of."""

    key: str
    responsible: str
    due_on: date


@dataclass(frozen=True, slots=True)
class FormatFirm:
    """What is known of the firm; empty is left to be written by hand."""

    name: str = ""
    number: str = ""
    place: str = ""
    sector: str = ""
    products: tuple[str, ...] = ()
    responsible: str = ""
    task: FormatTask | None = None


class FormatDraft:
    """A page while it is written; texts of our own are marked with ``_ = draft.text``.

    ``size`` is that of the smallest words on it; a brief one leaves out what it is for.
    """

    def __init__(
        self, firm: FormatFirm, lang: str, moment: datetime, size: float, *, brief: bool = False
    ) -> None:
        self.firm = firm
        self.brief = brief
        self.lang = lang
        self.moment = moment
        self.text = catalog(lang).text
        look = Look(size + 1, 0.5)
        self.title: Style = look.title.but(size=17, after=2)
        self.head: Style = look.section.but(size=size + 2, before=8, after=3)
        self.small: Style = Style(size, LIGHT.ink, leading=1.2)
        self.soft: Style = self.small.but(colour=LIGHT.soft_ink)
        self.column: Style = self.small.but(strong=True, leading=1.1)
        self.large: Style = Style(size + 5, LIGHT.ink, leading=1.35)

    def of(self, text: Text | None) -> str:
        """A text in the page's language, with what is known of the firm."""
        _ = self.text
        if text is None:
            return ""
        words = text.in_(self.lang)
        product = self.firm.products[0] if self.firm.products else ""
        if not product or len(product) > _LONGEST_PRODUCT:
            product = _("el producto")
        words = words.replace("{product}", product)
        return words.replace("{firm}", self.firm.name or _("nuestra empresa"))

    def known(self, what: Known) -> str:
        """What the firm's record writes on a line."""
        if what == "products":
            return ", ".join(self.firm.products)
        if what == "responsible":
            return self.firm.responsible
        return formats.short_date(self.moment.date(), self.lang) if what == "date" else ""
