"""What the charts show: one set of figures and words for the screen and the paper alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

from advisor_app.formats import number
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.maturity import DimensionState, MaturityResult
    from advisor_app.domain.text import Text

LOWEST: Final = 1
HIGHEST: Final = 5


class Rung(Protocol):
    """A level as the instrument, or an issued report, names it."""

    @property
    def number(self) -> int: ...
    @property
    def name(self) -> Text: ...
    @property
    def idea(self) -> Text: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder; ``climbed`` up to where the firm stands."""

    number: int
    name: str
    idea: str
    climbed: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """The five steps, and what they show in words."""

    steps: tuple[Step, ...]
    here: int | None
    alt: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension's score, in no language yet."""

    code: str
    name: Text
    state: DimensionState
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Spoke:
    """One direction of the radar; ``reach`` is 0 at the centre, 1 at the rim, None without data."""

    code: str
    name: str
    shown: str
    reach: float | None


@dataclass(frozen=True, slots=True)
class Radar:
    """The spokes clockwise from the top, the rings, and what they show in words."""

    spokes: tuple[Spoke, ...]
    rings: tuple[int, ...]
    alt: str


def ladder_of(result: MaturityResult, lang: str) -> Ladder:
    """The ladder of a result."""
    return ladder_data(result.instrument.scale, result.level, lang)


def ladder_data(scale: Sequence[Rung], level: int | None, lang: str) -> Ladder:
    """The ladder with the firm on a step, or on none while there is no level."""
    _ = catalog(lang).text
    steps = tuple(
        Step(
            number=step.number,
            name=step.name.in_(lang),
            idea=step.idea.in_(lang),
            climbed=level is not None and step.number <= level,
            here=step.number == level,
        )
        for step in scale
    )
    names = ", ".join(f"{step.number} {step.name}" for step in steps)
    here = next((step for step in steps if step.here), None)
    if here is None:
        place = _("La empresa todavía no tiene escalón.")
    else:
        place = _("La empresa está en el escalón {number}, {name}.").format(
            number=here.number, name=here.name
        )
    alt = _("Escalera de cinco escalones: {names}. {place}").format(names=names, place=place)
    return Ladder(steps, level, alt)


def axes_of(result: MaturityResult) -> tuple[Axis, ...]:
    """The dimensions of a result as axes."""
    return tuple(
        Axis(part.dimension.code, part.dimension.name, part.state, part.score)
        for part in result.dimensions
    )


def radar_of(result: MaturityResult, lang: str) -> Radar:
    """The radar of a result."""
    return radar_data(axes_of(result), lang)


def radar_data(axes: Sequence[Axis], lang: str) -> Radar:
    """The radar of scores from 1, at the centre ring, to 5, at the rim."""
    _ = catalog(lang).text
    spokes = tuple(
        Spoke(axis.code, axis.name.in_(lang), score_text(axis, lang), _reach(axis.score))
        for axis in axes
    )
    values = "; ".join(f"{spoke.name}: {spoke.shown}" for spoke in spokes)
    alt = _("Radar de {n} dimensiones con puntaje de 1 a 5. {values}.").format(
        n=len(spokes), values=values
    )
    return Radar(spokes, tuple(range(LOWEST, HIGHEST + 1)), alt)


def ring_reach(ring: int) -> float:
    """How far from the centre a whole score lies: 0 is never reached, 5 is the rim."""
    return ring / HIGHEST


def score_text(axis: Axis, lang: str) -> str:
    """``2,44``, or why there is no figure."""
    _ = catalog(lang).text
    if axis.state == "not_applicable":
        return _("no aplica")
    if axis.score is None:
        return _("sin datos suficientes")
    return number(axis.score, lang, 2)


def _reach(score: Decimal | None) -> float | None:
    return None if score is None else float(score) / HIGHEST
