"""What a blank form is printed from, and the styles it is written with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain.paper_form import ROUNDS, FormCode, Round, asks_consent
from advisor_app.i18n import catalog
from advisor_app.reports.look import Look
from advisor_app.reports.words import Style, Words, strong

if TYPE_CHECKING:
    from datetime import datetime

    from advisor_app.domain.consent import ConsentWords
    from advisor_app.domain.instrument import Instrument
    from advisor_app.domain.text import Text

SMALLEST: Final = 9.0  # nothing on a form is smaller


@dataclass(frozen=True, slots=True)
class FormFirm:
    """What is known of the firm before the visit; empty is left to be written by hand."""

    name: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """Everything that decides what a form says.

    Attributes:
        sector: whose questions it asks; None for any firm.
        conditions: the firm's own, where they are known.
    """

    instrument: Instrument
    round: Round
    consent: ConsentWords
    moment: datetime
    sector: str | None = None
    conditions: Mapping[str, bool] | None = field(default=None, hash=False)
    firm: FormFirm = FormFirm()
    advisor: str = ""

    @property
    def code(self) -> FormCode:
        """What stands at its foot."""
        check = self.consent.check_digits if asks_consent(self.round) else ""
        return FormCode(self.instrument.id, self.instrument.version, self.round, check)


class FormDraft:
    """One form while it is written; a section marks its texts with ``_ = draft.text``."""

    def __init__(self, form: BlankForm, lang: str) -> None:
        self.form = form
        self.lang = lang
        self.look = Look(10)
        self.text = catalog(lang).text
        self.body: Style = self.look.text.but(leading=1.2, after=3)
        self.small: Style = Style(SMALLEST, LIGHT.ink, leading=1.2)
        self.line: Style = self.small.but(size=9.5)
        self.head: Style = self.look.section.but(size=11.5, before=7, after=2)

    @property
    def title(self) -> str:
        """What the form is for, and which questions it asks."""
        _ = self.text
        return _("Diagnóstico de calidad · {round}").format(round=self.of(ROUNDS[self.form.round]))

    def of(self, text: Text) -> str:
        """A text in the form's language."""
        return text.in_(self.lang)

    def remark(self, text: str) -> Words:
        """A remark on what follows."""
        return Words(text, self.small.but(colour=LIGHT.soft_ink, keep_next=True))

    def label(self, text: str) -> Words:
        """A short word that names what follows."""
        return Words([strong(text)], self.small)
