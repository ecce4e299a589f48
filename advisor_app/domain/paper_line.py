"""A line of a filled-in form as it is typed: ``3o``, ``n`` and why, ``s``, ``3v / note``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app.domain.answers import (
    GRADED_FROM,
    NA_REASON_LENGTH,
    Answer,
    AnswerState,
    Evidence,
)
from advisor_app.i18n import _, ngettext

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Item

GRADES: Final = {"d": Evidence.DECLARED, "o": Evidence.OBSERVED, "v": Evidence.VERIFIED}
EMPTY: Final = frozenset({"", "."})
_LETTERS: Final = {evidence: letter for letter, evidence in GRADES.items()}
_RATED: Final = re.compile(r"(\d+)\s*(\D*)", re.ASCII)
_NOTE: Final = re.compile(r"(?<=\s)/|^/")  # in a reason a stroke may stand inside a word


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed means an answer, nothing yet, or something that is wrong.

    Attributes:
        problem: what to change, in words; nothing where all is well.
        may_become: whether typing on can still make it right.
    """

    answer: Answer | None = None
    problem: str = ""
    may_become: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the line is left without an answer."""
        return self.answer is None and not self.problem


def read_line(item: Item, typed: str, role: str = "") -> Line:
    """What the line of an item says, and ``role`` who answered."""
    text = typed.strip()
    if text in EMPTY:
        return Line()
    if text[0] in "nN":
        return _not_applicable(item, text[1:], role)
    said, _stroke, note = text.partition("/")
    said = said.strip().lower()
    if not said:
        return Line(problem=_("La nota necesita una respuesta: 1 a 5, N o S."))
    if said == "s":
        answer = Answer(item.code, AnswerState.NOT_VERIFIED, note=note.strip(), role=role)
        return Line(answer)
    return _rated(item, said, note.strip(), role)


def written(answer: Answer | None) -> str:
    """The line that says this answer; what was typed for it, without haste."""
    if answer is None:
        return ""
    note = f" / {_on_one_line(answer.note)}" if answer.note else ""
    if answer.state is AnswerState.NA:
        return f"n {_on_one_line(answer.na_reason)}{note}"
    if answer.state is AnswerState.NOT_VERIFIED:
        return f"s{note}"
    graded = answer.level is not None and answer.level >= GRADED_FROM
    grade = _LETTERS[answer.evidence] if graded and answer.evidence else ""
    return f"{answer.level}{grade}{note}"


def _not_applicable(item: Item, rest: str, role: str) -> Line:
    if not item.na_allowed:
        return Line(problem=_("Aquí no hay N: esta pregunta aplica a toda empresa."))
    reason, *note = _NOTE.split(rest, maxsplit=1)
    missing = NA_REASON_LENGTH - len(reason.strip())
    if missing > 0:
        problem = ngettext(
            "Después de N escriba por qué no aplica: falta {n} letra.",
            "Después de N escriba por qué no aplica: faltan {n} letras.",
            missing,
        )
        return Line(problem=problem.format(n=missing), may_become=True)
    said = "".join(note).strip()
    return Line(Answer(item.code, AnswerState.NA, na_reason=reason.strip(), note=said, role=role))


def _rated(item: Item, said: str, note: str, role: str) -> Line:
    found = _RATED.fullmatch(said)
    if found is None:
        return Line(problem=_("No se entiende «{typed}»: 1 a 5, N o S.").format(typed=said))
    level, letter = found[1], found[2].strip()
    top = len(item.levels)
    if not level.isdigit() or not 1 <= int(level) <= top:
        return Line(problem=_("Los niveles van de 1 a {top}.").format(top=top))
    if letter and letter not in GRADES:
        return Line(problem=_("Después del nivel va D, O o V; la nota va tras una barra (/)."))
    if not letter and int(level) >= GRADED_FROM:
        problem = _("¿Cómo lo vio? D dicho, O observado, V verificado.")
        return Line(problem=problem, may_become=not note)
    grade = GRADES.get(letter, Evidence.DECLARED)  # below 3 a grade says nothing
    answer = Answer(item.code, AnswerState.RATED, int(level), grade, note=note, role=role)
    return Line(answer)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
