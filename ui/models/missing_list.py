"""What a diagnosis still lacks, in sections, as one list to walk through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor_app.domain import explain
from advisor_app.i18n import _, language
from ui.models.headed_rows import HeadedModel, HeadedRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from advisor_app.domain.maturity import ItemResult
    from advisor_app.services.assessment_view import ResultView


@dataclass(frozen=True, slots=True)
class MissingRow(HeadedRow):
    """A heading, or an item under it with why it is here."""

    detail: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.text}. {self.detail}".strip(". ")


@dataclass(frozen=True, slots=True)
class Missing:
    """How much is missing, and the rows that say what."""

    unanswered: int
    unseen: int
    unsupported: int
    rows: tuple[MissingRow, ...]


def missing_of(view: ResultView) -> Missing:
    """Unanswered, not seen, said without support, critical not applicable, then what decides."""
    lang = language()
    entries = view.result.items
    unanswered = [e for e in entries if e.answer is None]
    unseen = [e for e in entries if e.answer is not None and e.unverified]
    unsupported = [e for e in entries if e.discounted]
    waived = [e for e in entries if e.item.code in view.result.na_critical]
    sector = view.result.profile.sector

    def weight(entry: ItemResult) -> str:
        return _("Crítica: pone tope al nivel") if entry.item.is_critical(sector) else ""

    rows = [
        *_section(_("Por responder"), unanswered, weight),
        *_section(_("Sin ver"), unseen, weight),
        *_section(
            _("Se dijo más de lo que se vio"),
            unsupported,
            lambda entry: explain.discount_sentence(entry, lang),
        ),
        *_section(_("No aplica en preguntas críticas: lo revisa la coordinación"), waived, _reason),
        *_decisive(view),
    ]
    return Missing(len(unanswered), len(unseen), len(unsupported), tuple(rows))


def _section(
    heading: str, entries: Sequence[ItemResult], why: Callable[[ItemResult], str]
) -> Iterable[MissingRow]:
    if entries:
        yield MissingRow(f"{heading} · {len(entries)}")
    for entry in entries:
        question = entry.item.question.in_(language())
        yield MissingRow(f"{entry.item.code}  {question}", entry.item.code, why(entry))


def _reason(entry: ItemResult) -> str:
    return entry.answer.na_reason if entry.answer is not None else ""


def _decisive(view: ResultView) -> Iterable[MissingRow]:
    lang = language()
    if view.evidence:
        yield MissingRow(
            _("Evidencia que puede cambiar el nivel o la línea") + f" · {len(view.evidence)}"
        )
    for pending in view.evidence:
        item = view.result.instrument.item(pending.item)
        could = {
            "line": _("Podría cambiar la línea."),
            "level": _("Podría subir el nivel."),
        }[pending.changes]
        ask = "; ".join(text.in_(lang) for text in item.evidence)
        detail = _("{could} Pida ver: {ask}.").format(could=could, ask=ask)
        yield MissingRow(f"{item.code}  {item.question.in_(lang)}", item.code, detail)


class MissingModel(HeadedModel[MissingRow]):
    """What is missing, under why."""
