"""What the record of a visit could say, proposed from what was done; the advisor edits it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from advisor_app import formats
from advisor_app.domain import explain, highlights
from advisor_app.domain.maturity import score
from advisor_app.i18n import catalog
from advisor_app.schema import tables
from advisor_app.services.assessments import Assessments, of_visit

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Dimension, Item
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.visits import Visit
    from advisor_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Proposal:
    """Activities and findings, one to a line."""

    activities: str = ""
    findings: str = ""


class Proposals:
    """Reads what happened during a visit."""

    def __init__(self, workspace: Workspace, assessments: Assessments) -> None:
        self._workspace = workspace
        self._assessments = assessments

    def of(self, visit: Visit, lang: str) -> Proposal:
        """What the visit's record could say, in a language."""
        _, plural = catalog(lang).text, catalog(lang).plural
        activities: list[str] = []
        findings: list[str] = []
        with self._workspace.read() as c:
            asked = _permissions_asked(c, visit)
            answered = {each: _answered(c, each, visit.id) for each in of_visit(c, visit.id)}
        if asked:
            told = plural("{n} permiso contestado", "{n} permisos contestados", asked)
            activities.append(_("Autorización de datos: {n}.").format(n=told.format(n=asked)))
        for assessment_id, count in answered.items():
            if not count:
                continue
            view = self._assessments.get(assessment_id)
            activities += [_interview(view, count, lang), *self._agreed(view, lang)]
            findings += _findings(view, lang)
        return Proposal("\n".join(activities), "\n".join(findings))

    def _agreed(self, view: AssessmentView, lang: str) -> list[str]:
        """What came out of the interview besides the answers."""
        _, plural = catalog(lang).text, catalog(lang).plural
        lines: list[str] = []
        cost = self._assessments.cost(view.id)
        if cost is not None and cost.total is not None:
            amount = formats.pesos(cost.total, lang)
            lines.append(_("Cuenta de las fallas: cerca de {amount} al mes.").format(amount=amount))
        promises = len(self._assessments.commitments(view.id))
        if promises:
            told = plural("{n} compromiso acordado.", "{n} compromisos acordados.", promises)
            lines.append(told.format(n=promises))
        if not view.is_open:
            lines.append(_("Resultado explicado y diagnóstico cerrado."))
        return lines


def _interview(view: AssessmentView, count: int, lang: str) -> str:
    _, plural = catalog(lang).text, catalog(lang).plural
    applicable = view.instrument.applicable(view.profile, view.form)
    left = sum(item.code not in view.answers for item in applicable)
    asked = plural("{n} pregunta", "{n} preguntas", count).format(n=count)
    if not left:
        return _("Diagnóstico de madurez: {asked}; quedó completo.").format(asked=asked)
    rest = plural("queda {n}", "quedan {n}", left).format(n=left)
    return _("Diagnóstico de madurez: {asked}; {rest}.").format(asked=asked, rest=rest)


def _findings(view: AssessmentView, lang: str) -> list[str]:
    _ = catalog(lang).text
    result = score(view.instrument, view.parameters, view.profile, view.form, view.answers)
    lines = [explain.place_sentence(result, lang)]
    lines += [
        _("Fortaleza: {area}. {today}").format(
            area=_area(one.dimension, lang), today=one.today.in_(lang)
        )
        for one in highlights.strengths(result)
        if one.solid and _is_printable(one.item)
    ]
    lines += [
        _("Por mejorar: {area}. {today}").format(
            area=_area(one.dimension, lang), today=one.today.in_(lang)
        )
        for one in highlights.gaps(result)
        if one.missing and _is_printable(one.item)
    ]
    return lines


def _area(dimension: Dimension, lang: str) -> str:
    """The first words of a dimension's name."""
    return dimension.name.in_(lang).partition(",")[0]


def _is_printable(item: Item) -> bool:
    """Not where a bad answer is a matter for the private protocol alone."""
    return item.confidential_alert is None


def _permissions_asked(c: sa.Connection, visit: Visit) -> int:
    """How many permissions were answered during the visit."""
    t = tables.consent
    question = sa.select(sa.func.count()).where(t.c.visit_id == visit.id, t.c["_deleted"] == 0)
    return c.execute(question).scalar_one()


def _answered(c: sa.Connection, assessment_id: str, visit_id: str) -> int:
    """How many questions of a diagnosis were answered during the visit."""
    t = tables.answer
    here = (t.c.assessment_id == assessment_id, t.c.visit_id == visit_id, t.c["_deleted"] == 0)
    return c.execute(sa.select(sa.func.count()).where(*here)).scalar_one()
