"""How far a firm is from a standard: readiness, coverage and what blocks it (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.figures import half_up
from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.gap_parameters import GapParameters
    from advisor_app.domain.standard import Requirement, Severity, Standard

SHORTEST_REASON: Final = 10


class State(StrEnum):
    """What was found about a requirement; one that was not seen has no answer at all."""

    COMPLIES = "C"
    PARTIAL = "P"
    FAILS = "N"
    NOT_APPLICABLE = "NA"


@dataclass(frozen=True, slots=True)
class GapAnswer:
    """What was found about one requirement, and in what words.

    Attributes:
        item: the requirement's code.
        na_reason: why it does not apply; asked for where it does not.
    """

    item: str
    state: State
    na_reason: str = ""
    note: str = ""


def validate_gap_answer(requirement: Requirement, answer: GapAnswer) -> None:
    """Refuse an answer that breaks the rules of its requirement.

    Raises:
        InvalidRecord: it is set aside without a reason, or where the list does not allow it.
    """
    if answer.state is not State.NOT_APPLICABLE:
        return
    if not requirement.na_allowed:
        raise InvalidRecord(
            _("El requisito {code} no admite «no aplica».").format(code=requirement.code),
            {"state": _("Responda cumple, parcial o no cumple.")},
            advice=_("La respuesta anterior sigue como estaba."),
        )
    if len(answer.na_reason.strip()) < SHORTEST_REASON:
        raise InvalidRecord(
            _("Falta la razón de «no aplica» en {code}.").format(code=requirement.code),
            {"na_reason": _("Escriba la razón con al menos 10 letras.")},
            advice=_("La respuesta anterior sigue como estaba."),
        )


@dataclass(frozen=True, slots=True)
class SectionResult:
    """How far one chapter is.

    Attributes:
        readiness: in percent; None where nothing of it applies.
        seen: how many of its applicable points were looked at.
        applicable: how many apply.
    """

    section: str
    readiness: Decimal | None
    seen: int
    applicable: int
    blocking: int


@dataclass(frozen=True, slots=True)
class GapResult:
    """The figures of an assessment.

    Attributes:
        readiness: in percent with one decimal; None where nothing applies.
        coverage: in percent with one decimal, by weight.
        weight: of all that applies, the base of both.
        blocking: critical points that do not comply, majors that fail.
        open: every applicable point that does not comply, in the order of the list.
        effort_days: person-days to close what is open.
        na_not_admitted: points that were set aside though the list does not allow it.
        preliminary: too little was seen to publish the readiness.
    """

    standard: Standard
    answers: Mapping[str, State]
    readiness: Decimal | None
    coverage: Decimal | None
    weight: int
    blocking: tuple[str, ...]
    open: tuple[str, ...]
    effort_days: int
    na_not_admitted: tuple[str, ...]
    preliminary: bool
    sections: tuple[SectionResult, ...]

    def state(self, code: str) -> State | None:
        """What was found about a requirement."""
        return self.answers.get(code)

    def applicable(self, *severities: Severity) -> list[Requirement]:
        """The points that apply, of these severities or of all."""
        return [
            one
            for one in self.standard.requirements
            if self.answers.get(one.code) is not State.NOT_APPLICABLE
            and (not severities or one.severity in severities)
        ]

    def failing(self, *severities: Severity) -> list[str]:
        """The points of these severities that do not fully comply, the unseen ones included."""
        return [
            one.code
            for one in self.applicable(*severities)
            if self.answers.get(one.code) is not State.COMPLIES
        ]


def assess(
    standard: Standard, parameters: GapParameters, answers: Mapping[str, State]
) -> GapResult:
    """The result of the answers that were given; the order of the answers does not matter."""
    weigh = _weigher(parameters, answers)
    counted = [
        one for one in standard.requirements if answers.get(one.code) is not State.NOT_APPLICABLE
    ]
    readiness, coverage, weight = weigh(counted)
    left = tuple(one for one in counted if answers.get(one.code) is not State.COMPLIES)
    return GapResult(
        standard=standard,
        answers=answers,
        readiness=readiness,
        coverage=coverage,
        weight=weight,
        blocking=tuple(one.code for one in left if _blocks(one, answers.get(one.code))),
        open=tuple(one.code for one in left),
        effort_days=sum(parameters.effort_days[one.effort] for one in left),
        na_not_admitted=tuple(
            one.code
            for one in standard.requirements
            if answers.get(one.code) is State.NOT_APPLICABLE and not one.na_allowed
        ),
        preliminary=coverage is None or coverage < parameters.coverage_minimum,
        sections=tuple(_sections(standard, answers, counted, weigh)),
    )


def sample_size(members: int) -> int:
    """How many members of a group are visited: the square root, rounded up."""
    root = int(members**0.5)
    while root * root < members:
        root += 1
    return root


_Weigher = Callable[[Iterable["Requirement"]], tuple[Decimal | None, Decimal | None, int]]


def _weigher(parameters: GapParameters, answers: Mapping[str, State]) -> _Weigher:
    def weigh(points: Iterable[Requirement]) -> tuple[Decimal | None, Decimal | None, int]:
        whole, seen, met = 0, 0, Decimal(0)
        for one in points:
            weight, state = parameters.weights[one.severity], answers.get(one.code)
            whole += weight
            if state is not None:
                seen += weight
                met += weight * parameters.values[state.value]
        if not whole:
            return None, None, 0
        return (
            half_up(Fraction(100 * met) / whole, 1),
            half_up(Fraction(100 * seen, whole), 1),
            whole,
        )

    return weigh


def _blocks(one: Requirement, state: State | None) -> bool:
    return one.severity == "C" or (one.severity == "M" and state is State.FAILS)


def _sections(
    standard: Standard,
    answers: Mapping[str, State],
    counted: list[Requirement],
    weigh: _Weigher,
) -> Iterable[SectionResult]:
    for section in standard.sections:
        points = [one for one in counted if one.section == section.key]
        states = {one.code: answers.get(one.code) for one in points}
        yield SectionResult(
            section.key,
            weigh(points)[0],
            sum(state is not None for state in states.values()),
            len(points),
            sum(
                state is not State.COMPLIES and _blocks(one, state)
                for one, state in zip(points, states.values(), strict=True)
            ),
        )
