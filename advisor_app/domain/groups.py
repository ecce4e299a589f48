"""What an assessment looks at: a whole firm, a group with its members, or one part by itself.

The sample of a group is drawn so that anybody can repeat it from what is printed: the members stand
in the order of the SHA-256 of seed and code (docs/rules.md).

A register is one field of a row. Two that were changed apart are merged part by part and field by
field against the one that both began from: see ``merge_registers``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.gap import sample_size
from advisor_app.i18n import _

ScopeKind = Literal["firm", "group", "member", "site", "method"]
PartKind = Literal["member", "site", "method"]

ALGORITHM: Final = "sha256-order"
ALGORITHM_VERSION: Final = 1
SHORTEST_REASON: Final = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A member, a site or a method of a group.

    Attributes:
        code: stands for it in the draw and on paper; it never changes and names nobody.
        name: of a site or method; a member's is kept with the people, and filled in to be shown.
        size: of a farm, in hectares.
        analyte, matrix: what a method finds, and in what.
        person_id: of a member, whose name lies there alone.
        is_gone: it left the group; kept because it was drawn or assessed.
    """

    code: str
    name: str = ""
    place: str = ""
    size: Decimal | None = None
    analyte: str = ""
    matrix: str = ""
    person_id: str = ""
    is_gone: bool = False

    @property
    def shown(self) -> str:
        """Its name, for a method with analyte and matrix; the code where nothing is known."""
        whole = " · ".join(part for part in (self.name, self.analyte, self.matrix) if part)
        return whole or self.code


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody of the sample who could not be visited, so that the next of the order is."""

    code: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Chosen:
    """A member of the sample.

    Attributes:
        rank: place in the drawn order, from 1.
        stands_for: whom it replaces; empty for those drawn at first.
        absence: why it was replaced in turn; None for those to visit.
    """

    code: str
    rank: int
    stands_for: str = ""
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample as it was drawn, with all that is needed to draw it again.

    Attributes:
        codes: the whole register of that day, sorted.
        reason: why it was drawn anew; empty for the first draw.
        absences: in the order they were told.
    """

    seed: str
    drawn_on: date
    drawn_by: str
    codes: tuple[str, ...]
    reason: str = ""
    absences: tuple[Absence, ...] = ()
    algorithm: str = ALGORITHM
    version: int = ALGORITHM_VERSION

    @property
    def size(self) -> int:
        """How many are visited."""
        return sample_size(len(self.codes))

    @property
    def digest(self) -> str:
        """The fingerprint of the register that was drawn from."""
        return register_digest(self.codes)

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """Everybody of the sample, those who were replaced included, in the order of the draw."""
        order = drawn_order(self.seed, self.codes)
        stands_for: dict[str, str] = {}
        following = self.size
        for absence in self.absences:
            if following < len(order):
                stands_for[order[following]] = absence.code
                following += 1
        told = {absence.code: absence for absence in self.absences}
        return tuple(
            Chosen(code, rank, stands_for.get(code, ""), told.get(code))
            for rank, code in enumerate(order[:following], 1)
        )

    @property
    def to_visit(self) -> tuple[str, ...]:
        """Whom to visit now."""
        return tuple(one.code for one in self.chosen if one.absence is None)

    @property
    def left_over(self) -> tuple[str, ...]:
        """Who comes next, should somebody be absent."""
        return drawn_order(self.seed, self.codes)[len(self.chosen) :]

    def without(self, absence: Absence) -> Draw:
        """The same draw with the next of the order in somebody's place.

        Raises:
            InvalidRecord: no reason, not of the sample, or nobody is left.
        """
        check_reason(absence.reason)
        if absence.code not in self.to_visit:
            raise InvalidRecord(
                _("{code} no está en la muestra.").format(code=absence.code),
                {"code": _("Elija a alguien de la muestra.")},
            )
        if not self.left_over:
            raise InvalidRecord(
                _("No queda nadie en el orden del sorteo."),
                {"code": _("Ya están todos en la muestra.")},
                advice=_("Visítelo otro día, o amplíe el registro y sortee de nuevo."),
            )
        return replace(self, absences=(*self.absences, absence))


@dataclass(frozen=True, slots=True)
class Scope:
    """What an assessment looks at: the whole firm, a group, or a part by name.

    Attributes:
        name: the member, the site, or the method with analyte and matrix.
        drawn: how a member came into the sample, for whoever checks it.
        code: of the part within its group.
        person_id: of a member, whose name lies there alone.
        whole: digest of the full list, where group and parts share its points among them.
        parts: what a group is made of.
        rules: version of the rules by which the points were shared.
        register: everybody or everything of a group.
        draws: the samples of a group, the valid one last.
        answered: of a closed part that shares its list, what the group had answered by then.
    """

    kind: ScopeKind = "firm"
    name: str = ""
    drawn: str = ""
    code: str = ""
    person_id: str = ""
    whole: str = ""
    parts: PartKind | None = None
    rules: str = ""
    register: tuple[Part, ...] = ()
    draws: tuple[Draw, ...] = ()
    answered: tuple[tuple[str, str], ...] = ()

    @property
    def identity(self) -> str:
        """What tells a part from the others of its kind."""
        return self.code or self.name

    @property
    def draw(self) -> Draw | None:
        """The valid sample."""
        return self.draws[-1] if self.draws else None

    @property
    def active(self) -> tuple[Part, ...]:
        """Those that still belong to the group."""
        return tuple(part for part in self.register if not part.is_gone)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The parts to assess: the sample of the members, every site, every method."""
        if self.parts == "member":
            return self.draw.to_visit if self.draw else ()
        return tuple(part.code for part in self.active)

    @property
    def is_register_newer(self) -> bool:
        """Whether somebody came or left since the sample was drawn."""
        codes = [part.code for part in self.active]
        return self.draw is not None and register_digest(codes) != self.draw.digest

    def part(self, code: str) -> Part | None:
        """The part with this code."""
        return next((part for part in self.register if part.code == code), None)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something of a register that two changed apart, and not to the same.

    Attributes:
        field: of the part; empty where it is the part itself, which one of them took out, or which
            both added with the same code.
        mine, theirs: the field's value, or the part; None where it was taken out.
    """

    code: str
    field: str
    mine: object
    theirs: object


def merge_registers(
    base: Sequence[Part], mine: Sequence[Part], theirs: Sequence[Part]
) -> tuple[tuple[Part, ...], tuple[Conflict, ...]]:
    """Two registers that were changed apart, as one; and what somebody has to decide.

    What one changed and the other did not is taken. Where both did, and not to the same, the base
    stands and the conflict holds both, so every change is in one of the two results. The order is
    that of the base; then who was added, by code.
    """
    old, ours, others = ({part.code: part for part in one} for one in (base, mine, theirs))
    fresh = sorted((ours.keys() | others.keys()) - old.keys())
    merged: list[Part] = []
    conflicts: list[Conflict] = []
    for code in (*old, *fresh):
        part, found = _merged(code, old.get(code), ours.get(code), others.get(code))
        merged += [part] if part else []
        conflicts += found
    return tuple(merged), tuple(conflicts)


def _merged(
    code: str, base: Part | None, mine: Part | None, theirs: Part | None
) -> tuple[Part | None, list[Conflict]]:
    """One part of two registers."""
    if theirs in (mine, base):
        return mine, []
    if mine == base:
        return theirs, []
    if base is None or mine is None or theirs is None:
        return base, [Conflict(code, "", mine, theirs)]
    changes: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for name in (field.name for field in fields(Part)):
        was, here, there = (getattr(part, name) for part in (base, mine, theirs))
        if here in (was, there) or there == was:
            changes[name] = there if here == was else here
        else:
            conflicts.append(Conflict(code, name, here, there))
    return replace(base, **changes), conflicts


def drawn_order(seed: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes by the SHA-256 of ``seed|code``: the same whatever order they come in."""

    def place(code: str) -> tuple[str, str]:
        return hashlib.sha256(f"{seed}|{code}".encode()).hexdigest(), code

    return tuple(sorted(set(codes), key=place))


def register_digest(codes: Iterable[str]) -> str:
    """The SHA-256 of the sorted codes, one a line."""
    return hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()


def next_code(known: Iterable[str]) -> str:
    """A code that is not taken yet: one more than the highest number."""
    numbers = [int(code) for code in known if code.isdecimal()]
    return f"{max(numbers, default=0) + 1:03d}"


def check_reason(reason: str) -> None:
    """Refuse a reason too short to be one.

    Raises:
        InvalidRecord: fewer than 10 letters.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidRecord(
            _("Falta la razón."), {"reason": _("Escriba la razón con al menos 10 letras.")}
        )
