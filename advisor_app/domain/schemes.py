"""What each scheme would decide: its own rule, condition by condition (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from advisor_app.domain.figures import half_up
from advisor_app.domain.gap import State
from advisor_app.domain.scheme_checks import (
    Case,
    Check,
    Prerequisites,
    Verdict,
    comply,
    few_failing,
    minors_acted_on,
    months,
    no_major_fails,
    none_blocking,
    proven,
    ready,
    share_met,
    shown,
    told,
)

if TYPE_CHECKING:
    from advisor_app.domain.gap import GapResult
    from advisor_app.domain.gap_parameters import GapParameters
    from advisor_app.domain.standard import Requirement

__all__ = ["Check", "Prerequisites", "Verdict", "group_of", "verdict"]

_SMALL_FIRM: Final = 10
_MIDDLE_FIRM: Final = 50
_LOW_RISK: Final = 3
_Rule = Callable[[Case], tuple[list[Check], dict[str, str | int | None]]]


def verdict(gap: GapResult, parameters: GapParameters, beside: Prerequisites) -> Verdict:
    """The verdict of the list's own scheme."""
    scheme = gap.standard.scheme
    checks, figures = _RULES[scheme](Case(gap, parameters, beside))
    return Verdict(scheme, tuple(checks), figures)


def group_of(workers: int | None, risk_class: int | None) -> int | None:
    """The group of a firm under Resolución 0312 de 2019: 7, 21 or 60 standards."""
    if risk_class is not None and risk_class > _LOW_RISK:
        return 60
    if workers is not None and workers > _MIDDLE_FIRM:
        return 60
    if workers is None or risk_class is None:
        return None
    return 7 if workers <= _SMALL_FIRM else 21


# --- The rules -------------------------------------------------------------------------------


def _management_system(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    checks = [ready(case), none_blocking(case)]
    checks += [proven(case, "internal_audit"), proven(case, "management_review")]
    return [*checks, months(case, "months_of_records")], {}


def _accreditation(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    wanted = case.gap.standard.roles.get("must_comply", ())
    codes = tuple(code for code in case.gap.failing() if code in wanted)
    core = Check("must_comply", not codes, str(len(codes)), "0", codes)
    return [ready(case), none_blocking(case), core, told(case, "proficiency_tests")], {}


def _aerospace(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    return [told(case, "iso_9001_ready"), ready(case), no_major_fails(case)], {}


def _automotive(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    checks = [ready(case), none_blocking(case)]
    checks += [proven(case, "internal_audit"), proven(case, "management_review")]
    return [*checks, months(case, "performance_months")], {}


def _globalgap(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    majors = comply(case, "C", "M")
    minors = few_failing(case, "m", "minor_failing_share")
    figures: dict[str, str | int | None] = {
        "major_pct": share_met(case, "C", "M"),
        "minor_pct": share_met(case, "m"),
        "minor_failing_allowed": int(minors.limit),
        "minor_failing": int(minors.actual),
    }
    return [majors, minors], figures


def _closed(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    return [comply(case, "C", "M"), minors_acted_on(case, "closed_actions")], {}


def _critical_and_ready(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    return [comply(case, "C"), ready(case)], {}


def _retail_grade(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    """Findings as an auditor would raise them, and the grade of the scheme's table."""
    counts = {"fundamental": 0, "major": 0, "minor": 0}
    for code in case.gap.failing("C", "M", "m"):
        one = case.gap.standard.requirement(code)
        counts[_finding(one, case.gap.state(code))] += 1
    grade = next(
        (
            row.grade
            for row in case.parameters.grades
            if not counts["fundamental"]
            and counts["major"] <= row.major
            and counts["minor"] <= row.minor
        ),
        None,
    )
    wanted = case.parameters.grades_that_pass
    check = Check("grade", grade in wanted, grade or "", wanted[-1])
    return [check], {"grade": grade, **counts}


def _finding(one: Requirement, state: State | None) -> str:
    if state is State.PARTIAL:
        return "major" if one.severity == "C" else "minor"
    return {"C": "fundamental", "M": "major"}.get(one.severity, "minor")


def _food_safety(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    return [ready(case), none_blocking(case)], {}


def _health_authority(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    """Two points for what complies, one for part of it; a critical failure decides alone."""
    worth = {State.COMPLIES: 2, State.PARTIAL: 1}
    points = case.gap.applicable()
    got = sum(worth.get(state, 0) for one in points if (state := case.gap.state(one.code)))
    share = half_up(Fraction(100 * got, 2 * len(points)), 1) if points else None
    broken = tuple(
        one.code
        for one in case.gap.applicable("C")
        if case.gap.state(one.code) in (State.FAILS, None)
    )
    concept = "unfavourable"
    if share is not None and not broken and share >= case.limit("conditional"):
        favourable = share >= case.limit("favourable")
        concept = "favourable" if favourable else "favourable_with_requirements"
    checks = [
        Check("critical_met", not broken, str(len(broken)), "0", broken),
        Check(
            "points", share is not None and share >= case.limit("favourable"), shown(share),
            str(case.limit("favourable")),
        ),
    ]  # fmt: skip
    figures: dict[str, str | int | None] = {
        "points": got, "points_possible": 2 * len(points), "score": shown(share) or None,
        "concept": concept,
    }  # fmt: skip
    return checks, figures


def _safety_at_work(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    """Both readings: out-of-group points given in full, and the firm's group alone."""
    group = group_of(case.beside.workers, case.beside.risk_class)
    if group is None:
        return [Check("group", None)], {"group": None, "points": None, "official_score": None,
                                        "group_score": None}  # fmt: skip
    asked = [one for one in case.gap.standard.requirements if group in one.groups]
    worth = sum((one.points or Decimal(0) for one in asked), Decimal(0))
    got = sum((one.points or Decimal(0) for one in asked if _given(case, one)), Decimal(0))
    whole = sum((one.points or Decimal(0) for one in case.gap.standard.requirements), Decimal(0))
    official = half_up(100 * (whole - worth + got) / whole, 1)
    own = half_up(100 * got / worth, 1)
    check = Check(
        "official_score", official > case.limit("acceptable"), str(official),
        str(case.limit("acceptable")),
    )  # fmt: skip
    return [check], {
        "group": group,
        "points": str(official),
        "official_score": str(official),
        "official_result": _safety_result(case, official),
        "group_score": str(own),
        "group_result": _safety_result(case, own),
    }


def _given(case: Case, one: Requirement) -> bool:
    return case.gap.state(one.code) in (State.COMPLIES, State.NOT_APPLICABLE)


def _safety_result(case: Case, score: Decimal) -> str:
    if score > case.limit("acceptable"):
        return "acceptable"
    return "moderately_acceptable" if score >= case.limit("moderate") else "critical"


def _by_law(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    return [comply(case, "C", "M")], {}


def _producer_group(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    checks = [comply(case, "C", "M"), minors_acted_on(case, "dated_actions")]
    return [*checks, told(case, "members_inspected"), proven(case, "internal_audit")], {}


def _service(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    checks = [comply(case, "C"), no_major_fails(case), ready(case)]
    return [*checks, told(case, "own_sample")], {}


def _profile(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    return [comply(case, "C", "M"), ready(case), told(case, "finished_project")], {}


def _good_farming(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    majors = few_failing(case, "M", "major_failing_share")
    minors = few_failing(case, "m", "minor_failing_share")
    figures: dict[str, str | int | None] = {
        "critical_pct": share_met(case, "C"),
        "major_pct": share_met(case, "M"),
        "minor_pct": share_met(case, "m"),
    }
    return [comply(case, "C"), majors, minors], figures


def _fair_trade(case: Case) -> tuple[list[Check], dict[str, str | int | None]]:
    values, minors = case.parameters.values, case.gap.applicable("m")
    got = sum(
        (values[state.value] for one in minors if (state := case.gap.state(one.code))), Decimal(0)
    )
    share = half_up(Fraction(100 * got) / len(minors), 1) if minors else Decimal("100.0")
    least = case.limit("development")
    check = Check("development", share >= least, str(share), str(least))
    return [comply(case, "C", "M"), check], {"development_pct": str(share)}


_RULES: Final[Mapping[str, _Rule]] = {
    "ms": _management_system,
    "accreditation": _accreditation,
    "as9100": _aerospace,
    "iatf": _automotive,
    "globalgap": _globalgap,
    "bap": _closed,
    "haccp": _critical_and_ready,
    "brcgs": _retail_grade,
    "fssc": _food_safety,
    "gmp": _critical_and_ready,
    "invima": _health_authority,
    "sgsst": _safety_at_work,
    "legal": _by_law,
    "group_qms": _producer_group,
    "service": _service,
    "profile": _profile,
    "ica_bpa": _good_farming,
    "fairtrade": _fair_trade,
}
