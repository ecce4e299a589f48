"""The weights and limits of a gap assessment; a version of them travels with each one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import Node, canonical_json, digest_of, read_content
from advisor_app.i18n import _
from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-gap-parameters/1"
LIMITS: Final[Mapping[str, tuple[str, ...]]] = {
    "ms": ("readiness", "months"),
    "accreditation": ("readiness",),
    "as9100": ("readiness",),
    "iatf": ("readiness", "months"),
    "globalgap": ("minor_failing_share",),
    "bap": (),
    "haccp": ("readiness",),
    "brcgs": (),
    "fssc": ("readiness",),
    "gmp": ("readiness",),
    "invima": ("favourable", "conditional"),
    "sgsst": ("acceptable", "moderate"),
    "legal": (),
    "group_qms": (),
    "service": ("readiness",),
    "profile": ("readiness",),
    "ica_bpa": ("major_failing_share", "minor_failing_share"),
    "fairtrade": ("development",),
}
"""Scheme -> the limits that its rule needs (`advisor_app.domain.schemes` says what they mean)."""
SCHEMES: Final = tuple(LIMITS)
ROLES: Final = ("internal_audit", "management_review", "must_comply")
"""What a requirement may stand for in a scheme's rule."""
PREREQUISITES: Final = (
    "months_of_records", "performance_months", "internal_audit", "management_review",
    "proficiency_tests", "iso_9001_ready", "members_inspected", "own_sample", "finished_project",
    "dated_actions", "closed_actions",
)  # fmt: skip
"""What is asked beside a list so that its verdict can be computed."""
_ROOT: Final = (
    "format", "id", "version", "provenance", "weights", "values", "effort_days",
    "coverage_minimum", "schemes", "grades", "grades_that_pass",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GradeRow:
    """The most majors and minors with which a grade is still given."""

    grade: str
    major: int
    minor: int


@dataclass(frozen=True, slots=True)
class GapParameters:
    """One version of the numbers behind readiness and verdicts.

    Attributes:
        weights: by severity.
        values: what an answer counts, from 0 to 1.
        effort_days: person-days by effort.
        coverage_minimum: in percent; below it a readiness is preliminary.
        schemes: the limits of each scheme.
        grades: from the best to the worst.
    """

    digest: str
    id: str
    version: str
    provenance: Text
    weights: Mapping[str, int]
    values: Mapping[str, Decimal]
    effort_days: Mapping[str, int]
    coverage_minimum: Decimal
    schemes: Mapping[str, Mapping[str, Decimal]]
    grades: tuple[GradeRow, ...]
    grades_that_pass: tuple[str, ...]
    body: str = field(default="", repr=False, compare=False)


@cache
def load_gap_parameters(source: Path | str) -> GapParameters:
    """The parameters in a file or text.

    Raises:
        BadContent: naming what is wrong where.
    """
    root = read_content(source, FORMAT)
    fields = root.table(_ROOT)
    schemes = fields["schemes"].table(SCHEMES)
    return GapParameters(
        digest=digest_of(root.value),
        id=fields["id"].string(),
        version=fields["version"].string(),
        provenance=fields["provenance"].text(),
        weights=_wholes(fields["weights"], ("C", "M", "m", "R")),
        values=MappingProxyType(_shares(fields["values"])),
        effort_days=_wholes(fields["effort_days"], ("S", "M", "L")),
        coverage_minimum=fields["coverage_minimum"].decimal(),
        schemes=MappingProxyType({key: _limits(key, node) for key, node in schemes.items()}),
        grades=tuple(_grade(node) for node in fields["grades"].array(least=1)),
        grades_that_pass=fields["grades_that_pass"].strings(),
        body=canonical_json(root.value),
    )


def shipped_gap_parameters(version: str = "1.0") -> GapParameters:
    """The parameters that come with the program, loaded once."""
    return load_gap_parameters(resource("parameters", f"gap-{version}.json"))


def _wholes(node: Node, keys: tuple[str, ...]) -> Mapping[str, int]:
    fields = node.table(keys)
    return MappingProxyType({key: fields[key].integer(0) for key in keys})


def _shares(node: Node) -> dict[str, Decimal]:
    fields = node.table(("C", "P", "N"))
    shares = {key: field.decimal() for key, field in fields.items()}
    if not shares["N"] <= shares["P"] <= shares["C"] == 1:
        node.fail(_("deben crecer de N a C, y C debe ser 1"))
    return shares


def _limits(scheme: str, node: Node) -> Mapping[str, Decimal]:
    fields = node.table(LIMITS[scheme])
    return MappingProxyType({key: field.decimal() for key, field in fields.items()})


def _grade(node: Node) -> GradeRow:
    fields = node.table(("grade", "major", "minor"))
    return GradeRow(
        fields["grade"].string(), fields["major"].integer(0), fields["minor"].integer(0)
    )
