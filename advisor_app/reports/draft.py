"""What every section of a report is written with: content, language, styles, table numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.i18n import catalog
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from datetime import date

    from advisor_app.domain.signature import Signature
    from advisor_app.domain.text import Text
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.content import DiagnosisContent
    from advisor_app.reports.look import Look


class Writing:
    """A document while it is written; a section marks its texts with ``_ = writing.text``."""

    def __init__(self, lang: str, look: Look) -> None:
        self.lang = lang
        self.look = look
        self.text = catalog(lang).text
        self.plural = catalog(lang).plural
        self._tables = 0

    def of(self, text: Text) -> str:
        """A text in the report's language."""
        return text.in_(self.lang)

    def all_of(self, texts: Sequence[Text]) -> list[str]:
        return [text.in_(self.lang) for text in texts]

    def caption(self, title: str) -> Words:
        """``Tabla 1.`` and a title, to stand above a table."""
        _ = self.text
        self._tables += 1
        label = _("Tabla {n}.").format(n=self._tables)
        return Words(f"{label} {title}", self.look.caption)

    def heads(self, *titles: str, right: Sequence[int] = ()) -> list[Block]:
        """The header cells of a table; columns named in ``right`` hold figures."""
        head = self.look.cell_head
        return [
            Words(title, head.but(align="right") if number in right else head)
            for number, title in enumerate(titles)
        ]

    def cell(self, text: str | Sequence[str | Span], *, right: bool = False) -> Words:
        """An ordinary cell of a table."""
        return Words(text, self.look.cell.but(align="right") if right else self.look.cell)

    def label(self, text: str) -> Words:
        """A cell that names its row."""
        return Words([strong(text)], self.look.cell)

    def day(self, day: date | None) -> str:
        """A date in words, or that it is still to be agreed."""
        _ = self.text
        return _("por acordar") if day is None else formats.long_date(day, self.lang)

    def short_day(self, day: date | None) -> str:
        """A date in figures, for tables."""
        _ = self.text
        return _("por acordar") if day is None else formats.short_date(day, self.lang)

    def pesos(self, amount: Decimal | None) -> str:
        """An amount, never blank."""
        _ = self.text
        return _("sin dato") if amount is None else formats.pesos(amount, self.lang)


class Draft(Writing):
    """A diagnosis report while it is written, with the signatures it was given."""

    def __init__(
        self,
        content: DiagnosisContent,
        lang: str,
        look: Look,
        signatures: Sequence[Signature] = (),
    ) -> None:
        super().__init__(lang, look)
        self.content = content
        self.signatures = signatures
