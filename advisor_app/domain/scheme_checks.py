"""The conditions that the rules of the schemes are made of, and what they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from advisor_app.domain.figures import half_up
from advisor_app.domain.gap import State

if TYPE_CHECKING:
    from advisor_app.domain.gap import GapResult
    from advisor_app.domain.gap_parameters import GapParameters
    from advisor_app.domain.standard import Severity


@dataclass(frozen=True, slots=True)
class Prerequisites:
    """What is known beside the list; None where it was not asked yet.

    Attributes:
        months_of_records, performance_months: whole months.
        dated_actions, closed_actions: requirements whose action has a date, or is closed.
        workers, risk_class: of the firm; they decide its group under Resolución 0312.
    """

    months_of_records: int | None = None
    performance_months: int | None = None
    internal_audit: bool | None = None
    management_review: bool | None = None
    proficiency_tests: bool | None = None
    iso_9001_ready: bool | None = None
    members_inspected: bool | None = None
    own_sample: bool | None = None
    finished_project: bool | None = None
    dated_actions: frozenset[str] | None = None
    closed_actions: frozenset[str] | None = None
    workers: int | None = None
    risk_class: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a rule.

    Attributes:
        holds: None while what it needs was not asked.
        actual: the firm's value, such as ``86.0`` or a count.
        limit: what the rule wants.
        codes: the requirements that it fails by.
    """

    key: str
    holds: bool | None
    actual: str = ""
    limit: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scheme would decide on these answers.

    Attributes:
        checks: the whole rule; it passes when all hold.
        figures: the scheme's own numbers, as text or whole numbers, None where unknown.
    """

    scheme: str
    checks: tuple[Check, ...]
    figures: Mapping[str, str | int | None] = field(default_factory=dict[str, str | int | None])

    @property
    def passes(self) -> bool | None:
        """Whether the rule is met; None when that hangs on something not asked yet."""
        held = [check.holds for check in self.checks]
        if False in held:
            return False
        return None if None in held else True


@dataclass(frozen=True, slots=True)
class Case:
    """One assessment before its scheme."""

    gap: GapResult
    parameters: GapParameters
    beside: Prerequisites

    def limit(self, name: str) -> Decimal:
        """A limit of the list's scheme."""
        return self.parameters.schemes[self.gap.standard.scheme][name]


def ready(case: Case) -> Check:
    """The readiness reaches the scheme's minimum."""
    least, readiness = case.limit("readiness"), case.gap.readiness
    holds = readiness is not None and readiness >= least
    return Check("readiness", holds, shown(readiness), str(least))


def none_blocking(case: Case) -> Check:
    """No critical point is open and no major fails."""
    codes = case.gap.blocking
    return Check("blocking", not codes, str(len(codes)), "0", codes)


def comply(case: Case, *severities: Severity) -> Check:
    """Every point of these severities at C."""
    codes = tuple(case.gap.failing(*severities))
    return Check("comply_" + "_".join(severities), not codes, str(len(codes)), "0", codes)


def no_major_fails(case: Case) -> Check:
    """No major at N, nor unseen."""
    codes = tuple(
        one.code
        for one in case.gap.applicable("M")
        if case.gap.state(one.code) in (State.FAILS, None)
    )
    return Check("no_major_fails", not codes, str(len(codes)), "0", codes)


def proven(case: Case, role: str) -> Check:
    """Something that the list itself asks; where it does not, what was told beside it."""
    codes = [
        code
        for code in case.gap.standard.roles.get(role, ())
        if case.gap.state(code) is not State.COMPLIES
    ]
    known: bool | None = getattr(case.beside, role)
    if codes or known is False:
        return Check(role, False, codes=tuple(codes))
    return Check(role, True if role in case.gap.standard.roles else known)


def told(case: Case, name: str) -> Check:
    """Something that is asked beside the list."""
    known: bool | None = getattr(case.beside, name)
    return Check(name, known)


def months(case: Case, name: str) -> Check:
    """Enough months of records or of performance data."""
    known, least = getattr(case.beside, name), case.limit("months")
    holds = None if known is None else known >= least
    return Check(name, holds, "" if known is None else str(known), str(least))


def minors_acted_on(case: Case, name: str) -> Check:
    """Every open minor has an action that is dated, or closed."""
    left = case.gap.failing("m")
    acted: frozenset[str] | None = getattr(case.beside, name)
    if not left:
        return Check(name, True, "0", "0")
    if acted is None:
        return Check(name, None, "", str(len(left)), tuple(left))
    without = tuple(code for code in left if code not in acted)
    return Check(name, not without, str(len(left) - len(without)), str(len(left)), without)


def few_failing(case: Case, severity: Severity, limit: str) -> Check:
    """At most a share of these points may fail, rounded down; half met is not met."""
    left, count = case.gap.failing(severity), len(case.gap.applicable(severity))
    allowed = int(case.limit(limit) * count)
    key = f"few_failing_{severity}"
    return Check(key, len(left) <= allowed, str(len(left)), str(allowed), tuple(left))


def share_met(case: Case, *severities: Severity) -> str:
    """The share of these points that fully comply, in percent."""
    count = len(case.gap.applicable(*severities))
    met = count - len(case.gap.failing(*severities))
    return str(half_up(Fraction(100 * met, count), 1) if count else Decimal("100.0"))


def shown(value: Decimal | None) -> str:
    """A figure as text; nothing where there is none."""
    return "" if value is None else str(value)
