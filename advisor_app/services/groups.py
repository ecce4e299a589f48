"""Groups: a list that an association, several sites or the methods of a laboratory share.

A group is the assessment of its management; its scope holds the register and the draws, and each
member, site or method has an assessment of its own beneath it. A member's name lies with the
people, where erasure finds it; here stands only the code (docs/decisions/0012-groups.md).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from advisor_app.domain import clock
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.group_rules import GroupRule, shipped_group_rules
from advisor_app.domain.groups import Absence, Draw, Part, Scope, check_reason
from advisor_app.domain.scope_text import scope_of, scope_text
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services import contents
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import Closed, ConsentNeeded, NotFound
from advisor_app.services.group_names import forget, keep_name
from advisor_app.services.group_view import Group
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.domain.groups import PartKind
    from advisor_app.domain.standard import Standard
    from advisor_app.services.documents import VisitPaper
    from advisor_app.services.gaps import Gaps, GapView
    from advisor_app.services.session import Advisor
    from advisor_app.store.workspace import Workspace

T = TypeVar("T")
_SEED_BYTES: Final = 8


class Groups(Service):
    """Keeps the register of a group, draws its sample, and tells what all lists come to."""

    def __init__(
        self,
        workspace: Workspace,
        announcer: Announcer,
        gaps: Gaps,
        advisor: Callable[[], Advisor],
    ) -> None:
        super().__init__(workspace, announcer)
        self._gaps = gaps
        self._advisor = advisor

    def begin(self, firm_id: str, standard_id: str, visit_id: str | None = None) -> GapView:
        """Start a list, for a group from the outset where it is one of groups only.

        Raises:
            ConsentNeeded: the firm has not given the first authorization.
        """
        rules = shipped_group_rules()
        always = [one for one in rules.of(self._gaps.newest(standard_id)) if one.always]
        scope = Scope("group", parts=always[0].parts, rules=rules.version) if always else None
        return self._gaps.start(firm_id, standard_id, visit_id, scope=scope)

    def ways(self, view: GapView) -> tuple[PartKind, ...]:
        """Into what an open list of a whole firm can be divided."""
        if not view.is_open or view.scope.kind != "firm":
            return ()
        return tuple(rule.parts for rule in shipped_group_rules().of(view.standard))

    def divide(self, assessment_id: str, parts: PartKind) -> GapView:
        """Share an open list between a group and its parts; what was answered stays.

        Raises:
            InvalidRecord: it can't be divided this way.
        """
        view, rules = self._gaps.get(assessment_id), shipped_group_rules()
        if parts not in self.ways(view):
            raise InvalidRecord(_("Esta lista no se puede dividir así."), {})
        rule = _rule_of(view.standard, parts)
        central = rules.central_list(rule, view.standard)
        whole = view.standard.digest if rule.shares else ""
        scope = Scope("group", parts=parts, rules=rules.version, whole=whole)

        def work(c: sa.Connection) -> None:
            contents.keep(c, standard=central)
            values = {"scope": scope_text(scope), "instrument_digest": central.digest}
            records.save(c, tables.assessment, {"id": assessment_id, **values})

        self._write_open(view, work)
        return self._gaps.get(assessment_id)

    def join(self, group_id: str) -> GapView:
        """Undo a division while no part was begun and nothing is registered.

        Raises:
            InvalidRecord: there is a register or a list that would be lost.
        """
        view = self._gaps.get(group_id)
        if view.scope.register or self._gaps.parts_of(group_id):
            raise InvalidRecord(
                _("Ya hay partes registradas."), {}, advice=_("Retírelas antes de unir la lista.")
            )
        digest = view.scope.whole or view.standard.digest

        def work(c: sa.Connection) -> None:
            values = {"scope": scope_text(Scope()), "instrument_digest": digest}
            records.save(c, tables.assessment, {"id": group_id, **values})

        self._write_open(view, work)
        return self._gaps.get(group_id)

    def get(self, group_id: str) -> Group:
        """A group with its parts and what all of it comes to.

        Raises:
            NotFound: there is no group with this id.
        """
        view = self._gaps.get(group_id)
        if view.scope.parts is None:
            raise NotFound.record()
        begun = self._gaps.parts_of(group_id)
        rule = _rule_of(self._base(view), view.scope.parts)
        return Group.of(view, self._part_list(view, begun), rule, begun)

    # --- the register ------------------------------------------------------------------------

    def add(self, group_id: str, parts: Sequence[Part]) -> None:
        """Put parts into the register, all of them or none.

        Raises:
            ConsentNeeded: the firm has not given the first authorization, or took it back.
            InvalidRecord: a code is taken.
        """
        view = self._gaps.get(group_id)

        def change(c: sa.Connection, scope: Scope) -> Scope:
            taken = {part.code for part in scope.register}
            fresh = [part.code for part in parts]
            if taken.intersection(fresh) or len(set(fresh)) < len(fresh):
                raise InvalidRecord(
                    _("Un código está repetido."), {"code": _("Cada uno lleva su código.")}
                )
            kept = [keep_name(c, view, part) for part in parts]
            return replace(scope, register=(*scope.register, *kept))

        self._change(view, change)

    def correct(self, group_id: str, code: str, changes: Mapping[str, Any]) -> None:
        """Keep what was changed of a part that is there already, and leave the rest as it is.

        Raises:
            InvalidRecord: it would have no name.
            NotFound: it was taken out of the register; an erased name stays erased.
        """
        view = self._gaps.get(group_id)
        if not changes.get("name", code).strip():
            raise InvalidRecord(_("Falta el nombre."), {"name": _("Escriba el nombre.")})

        def change(c: sa.Connection, scope: Scope) -> Scope:
            now = scope.part(code)
            if now is None or now.is_gone:
                raise NotFound.record()
            kept = replace(now, **changes)
            if "name" in changes:
                kept = keep_name(c, view, kept)
            return replace(
                scope, register=tuple(kept if one.code == code else one for one in scope.register)
            )

        self._change(view, change)

    def remove(self, group_id: str, code: str) -> None:
        """Take a part out of the register; a member's name is erased where nothing else needs it.

        Raises:
            InvalidRecord: it is in the sample, or its list was begun.
        """
        view = self._gaps.get(group_id)
        begun = {one.scope.code for one in self._gaps.parts_of(group_id)}

        def change(c: sa.Connection, scope: Scope) -> Scope:
            draw, part = scope.draw, scope.part(code)
            if part is None:
                raise NotFound.record()
            if draw is not None and code in draw.to_visit:
                raise InvalidRecord(
                    _("Está en la muestra."),
                    {},
                    advice=_("Diga primero por qué no se visita; entra el siguiente del sorteo."),
                )
            if code in begun and scope.parts != "member":
                raise InvalidRecord(
                    _("Ya tiene su lista empezada."), {}, advice=_("La lista sigue como estaba.")
                )
            forget(c, part.person_id)
            drawn = any(code in one.codes for one in scope.draws)
            gone = replace(part, name="", person_id="", is_gone=True)
            rest = tuple(one for one in scope.register if one.code != code)
            return replace(scope, register=(*rest, gone) if drawn or code in begun else rest)

        self._change(view, change)

    # --- the sample --------------------------------------------------------------------------

    def draw(self, group_id: str, reason: str = "") -> Draw:
        """Draw the sample; anew only from another register, and with a reason.

        Raises:
            InvalidRecord: nobody is registered, or the same register was drawn from already.
        """
        view, seed = self._gaps.get(group_id), secrets.token_hex(_SEED_BYTES)

        def change(_c: sa.Connection, scope: Scope) -> Scope:
            codes = tuple(sorted(part.code for part in scope.active))
            if not codes:
                raise InvalidRecord(_("El registro está vacío."), {})
            if scope.draw is not None:
                if not scope.is_register_newer:
                    raise InvalidRecord(
                        _("La muestra de este registro ya se sorteó."),
                        {},
                        advice=_("Quien no esté se reemplaza por el siguiente del sorteo."),
                    )
                check_reason(reason)
            drawn = Draw(seed, clock.today(), self._advisor().name, codes, reason.strip())
            return replace(scope, draws=(*scope.draws, drawn))

        return self._draw_of(self._change(view, change))

    def replace_absent(self, group_id: str, code: str, reason: str) -> Draw:
        """Put the next of the drawn order in the place of somebody who can't be visited.

        Raises:
            InvalidRecord: no reason, not of the sample, or nobody is left.
        """
        view = self._gaps.get(group_id)

        def change(_c: sa.Connection, scope: Scope) -> Scope:
            draw = self._draw_of(scope).without(Absence(code, reason.strip(), clock.today()))
            here = {part.code for part in scope.active}
            while gone := [one for one in draw.to_visit if one not in here]:
                draw = draw.without(Absence(gone[0], _("Ya no está en el grupo."), clock.today()))
            return replace(scope, draws=(*scope.draws[:-1], draw))

        return self._draw_of(self._change(view, change))

    def take_back_absence(self, group_id: str) -> Draw:
        """Undo the last replacement.

        Raises:
            InvalidRecord: there is none, or the list of who came in was begun.
        """
        view = self._gaps.get(group_id)
        begun = {one.scope.code for one in self._gaps.parts_of(group_id)}

        def change(_c: sa.Connection, scope: Scope) -> Scope:
            draw = self._draw_of(scope)
            before = replace(draw, absences=draw.absences[:-1])
            lost = set(draw.to_visit) - set(before.to_visit)
            if before == draw or lost & begun:
                raise InvalidRecord(
                    _("El reemplazo ya no se puede deshacer."),
                    {},
                    advice=_("La lista de quien entró ya está empezada."),
                )
            return replace(scope, draws=(*scope.draws[:-1], before))

        return self._draw_of(self._change(view, change))

    # --- the lists of the parts --------------------------------------------------------------

    def start(self, group_id: str, code: str, visit_id: str | None = None) -> GapView:
        """The list of a part where it stands, or a new one.

        Raises:
            InvalidRecord: a member who was not drawn.
        """
        view = self._gaps.get(group_id)
        scope, part = view.scope, view.scope.part(code)
        if part is None:
            raise NotFound.record()
        begun = self._gaps.parts_of(group_id)
        mine = [one for one in begun if one.scope.code == code]
        if mine:
            return mine[-1]
        if not view.is_open:
            raise Closed.assessment()
        drawn = ""
        if scope.parts == "member":
            drawn = _place_in(self._draw_of(scope), code)
        part_scope = Scope(
            scope.parts or "member",
            name="" if part.person_id else part.shown,
            drawn=drawn,
            code=code,
            person_id=part.person_id,
            whole=scope.whole,
            rules=scope.rules,
        )
        return self._gaps.start(
            view.firm_id,
            self._part_list(view, begun),
            visit_id,
            scope=part_scope,
            group_id=group_id,
        )

    def next_after(self, assessment_id: str) -> str | None:
        """The code of the part whose list follows this one; None when all were seen."""
        view = self._gaps.get(assessment_id)
        return self.get(view.group_id).next_code(view.scope.code) if view.group_id else None

    def papers(self, group_id: str) -> list[VisitPaper]:
        """The reports of a group and of each list that was begun."""
        from advisor_app.services.group_source import papers_of

        return papers_of(self.get(group_id))

    # --- inside ------------------------------------------------------------------------------

    def _part_list(self, view: GapView, begun: Sequence[GapView]) -> Standard:
        """The list of the parts: the same for all of them, once one has begun."""
        if begun:
            return begun[0].standard
        base = self._base(view)
        rule = _rule_of(base, view.scope.parts or "member")
        if rule.list_id and rule.list_id != base.id:
            base = self._gaps.newest(rule.list_id)
        return shipped_group_rules().part_list(rule, base)

    def _base(self, view: GapView) -> Standard:
        """The group's list before it was shared."""
        digest = view.scope.whole
        return self._read(lambda c: contents.standard(c, digest)) if digest else view.standard

    @staticmethod
    def _draw_of(scope: Scope) -> Draw:
        if scope.draw is None:
            raise InvalidRecord(
                _("Todavía no se ha sorteado la muestra."), {}, advice=_("Sortéela primero.")
            )
        return scope.draw

    def _change(self, view: GapView, change: Callable[[sa.Connection, Scope], Scope]) -> Scope:
        """Read the scope, change it and keep it, in one transaction."""

        def work(c: sa.Connection) -> Scope:
            row = records.one(c, tables.assessment, view.id)
            assert row is not None  # noqa: S101 - it was read just before
            scope = change(c, scope_of(row["scope"]))
            records.save(c, tables.assessment, {"id": view.id, "scope": scope_text(scope)})
            return scope

        return self._write_open(view, work)

    def _write_open(self, view: GapView, work: Callable[[sa.Connection], T]) -> T:
        """Write to a group that goes on, of a firm that agrees."""

        def checked(c: sa.Connection) -> T:
            row = records.one(c, tables.assessment, view.id)
            if row is None or row["status"] != "draft":
                raise Closed.assessment()
            if not consent_state(c, view.firm_id).data:
                raise ConsentNeeded.for_data()
            return work(c)

        touched = (("assessment", view.id), ("person", view.firm_id))
        result = self._write(checked, Changes.of(view.firm_id, *touched))
        self._gaps.forget(view.id)
        return result


def _rule_of(standard: Standard, parts: PartKind) -> GroupRule:
    return next(rule for rule in shipped_group_rules().of(standard) if rule.parts == parts)


def _place_in(draw: Draw, code: str) -> str:
    """Seed and place in the draw, for whoever checks it."""
    chosen = next((one for one in draw.chosen if one.code == code and not one.absence), None)
    if chosen is None:
        raise InvalidRecord(
            _("No está en la muestra."), {}, advice=_("Solo se visita a quien salió sorteado.")
        )
    return f"{draw.seed} {chosen.rank}/{len(draw.codes)}"
