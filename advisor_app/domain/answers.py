"""What an advisor writes down for one question of the instrument."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Item

NA_REASON_LENGTH: Final = 10  # docs/rules.md, "Answering"
GRADED_FROM: Final = 3  # below it the evidence grade says nothing


class AnswerState(StrEnum):
    """What kind of answer it is."""

    RATED = "rated"  # calificada
    NA = "na"  # no aplica
    NOT_VERIFIED = "not_verified"  # no se pudo ver


class Evidence(StrEnum):
    """How the level was shown."""

    DECLARED = "declared"  # solo lo dice
    OBSERVED = "observed"  # lo vi
    VERIFIED = "verified"  # registros de tres meses o tres muestras


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one item, with the role of the person who gave it."""

    item: str
    state: AnswerState
    level: int | None = None
    evidence: Evidence | None = None
    na_reason: str = ""
    checks: tuple[bool, ...] = ()
    note: str = ""
    role: str = ""

    @property
    def substantiated(self) -> int | None:
        """The level that the evidence bears by the shipped rules; None unless rated.

        A stored assessment is scored with its own parameters, not by this.
        """
        from advisor_app.domain.parameters import shipped_parameters

        if self.state is not AnswerState.RATED or self.level is None:
            return None
        return shipped_parameters().substantiated(self.level, self.evidence)


def rated(item: str, level: int, evidence: Evidence | None = None) -> Answer:
    """A plain rated answer."""
    return Answer(item, AnswerState.RATED, level, evidence)


def not_applicable(item: str, reason: str) -> Answer:
    """The item does not apply to this firm, and why."""
    return Answer(item, AnswerState.NA, na_reason=reason)


def not_verified(item: str) -> Answer:
    """The advisor could not see it."""
    return Answer(item, AnswerState.NOT_VERIFIED)


def validate_answer(item: Item, answer: Answer) -> None:
    """Check an answer against its item.

    Raises:
        InvalidRecord: with a sentence for each field that breaks a rule.
    """
    problems: dict[str, str] = {}
    if answer.item != item.code:
        problems["item"] = _("La respuesta es de otra pregunta ({code}).").format(code=answer.item)
    if answer.state is AnswerState.RATED:
        problems |= _rating_problems(item, answer)
    elif answer.level is not None or answer.evidence is not None:
        problems["level"] = _("Una pregunta sin calificar no lleva nivel ni evidencia.")
    if answer.state is AnswerState.NA:
        problems |= _na_problems(item, answer)
    if problems:
        raise InvalidRecord(
            _("La respuesta a {code} no se guardó.").format(code=item.code), problems
        )


def _rating_problems(item: Item, answer: Answer) -> dict[str, str]:
    problems: dict[str, str] = {}
    top = len(item.levels)
    if answer.level is None or not 1 <= answer.level <= top:
        problems["level"] = _("Elija un nivel de 1 a {top}.").format(top=top)
    elif answer.level >= GRADED_FROM and answer.evidence is None:
        problems["evidence"] = _("Diga cómo lo supo: dicho, observado o verificado.")
    if answer.checks and len(answer.checks) != len(item.checks):
        problems["checks"] = _("Las marcas no corresponden a esta pregunta.")
    return problems


def _na_problems(item: Item, answer: Answer) -> dict[str, str]:
    if not item.na_allowed:
        return {"state": _("Esta pregunta aplica a toda empresa: elija un nivel o «sin ver».")}
    if len(answer.na_reason.strip()) < NA_REASON_LENGTH:
        return {
            "na_reason": _("Escriba por qué no aplica, con {n} letras o más.").format(
                n=NA_REASON_LENGTH
            )
        }
    return {}
