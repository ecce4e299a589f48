"""The gap report's place among the documents: what it tells and when it is settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import clock, explain_gap
from advisor_app.domain.firm import Firm
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.market import short_name
from advisor_app.domain.text import Text
from advisor_app.i18n import LANGUAGES, language
from advisor_app.reports.gap_content import (
    ChapterPart,
    CheckPart,
    GapContent,
    ListPart,
    PointPart,
)
from advisor_app.schema import tables
from advisor_app.services import group_source
from advisor_app.services.documents import Subject
from advisor_app.services.edition_part import edition_part
from advisor_app.services.paper_parts import firm_part
from advisor_app.services.paper_photos import photos_of
from advisor_app.services.visit_gaps import gaps_of_visit
from advisor_app.store import records

if TYPE_CHECKING:
    from datetime import date, datetime

    from advisor_app.domain.standard import Requirement, Section
    from advisor_app.reports.edition_content import EditionPart
    from advisor_app.reports.issued import FirmPart
    from advisor_app.services.editions import Editions
    from advisor_app.services.gaps import Gaps, GapView
    from advisor_app.services.groups import Groups
    from advisor_app.services.session import Advisor
    from advisor_app.store.workspace import Workspace


class GapSource:
    """Gathers the report of a gap assessment."""

    def __init__(
        self,
        workspace: Workspace,
        gaps: Gaps,
        groups: Groups,
        editions: Editions,
        advisor: Callable[[], Advisor],
    ) -> None:
        self._workspace = workspace
        self._gaps = gaps
        self._groups = groups
        self._editions = editions
        self._advisor = advisor

    def subject(self, subject_id: str) -> Subject:
        return Subject(self._gaps.get(subject_id).firm_id, assessment_id=subject_id)

    def of_visit(self, visit_id: str) -> list[str]:
        """The gap assessments made in the visit, and at the desk until the next one."""
        with self._workspace.read() as c:
            return gaps_of_visit(c, visit_id)

    def about(self, subject_id: str) -> str:
        view = self._gaps.get(subject_id)
        name = short_name(view.standard).in_(language())
        return f"{name}, {view.scope.name}" if view.scope.name else name

    def draft(self, subject_id: str) -> GapContent:
        view = self._gaps.get(subject_id)
        with self._workspace.read() as c:
            firm = records.one(c, tables.firm, view.firm_id)
            photos = photos_of(c, view.firm_id, subject_id)
        assert firm is not None  # noqa: S101 - an assessment's firm is in the same base
        made = gap_content(view, firm_part(records.value_of(Firm, firm)), self._advisor().name)
        made = replace(made, pictures=photos, edition=self._edition(view))
        if view.group_id is not None:
            return replace(made, part_list=self._groups.get(view.group_id).told)
        if view.scope.parts is None:
            return made
        return replace(made, group=group_source.group_part(self._groups.get(subject_id)))

    def _edition(self, view: GapView) -> EditionPart | None:
        """What changes with the newer edition, where the whole firm was held against the older."""
        if view.group_id is not None or view.scope.kind not in ("firm", "group"):
            return None
        pair = self._editions.pair_of(view.standard.id)
        if pair is None or pair[0].id != view.standard.id:
            return None
        return edition_part(self._editions.compared(pair), view.states)

    def is_settled(self, subject_id: str, since: datetime) -> bool:
        """A closed assessment, and all lists beneath it closed too."""
        view = self._gaps.get(subject_id)
        if view.scope.parts is not None:
            return group_source.is_settled(self._groups.get(subject_id), since)
        return view.closed_at is not None and view.closed_at <= since


def gap_content(view: GapView, firm: FirmPart, advisor: str) -> GapContent:
    """What the report says of an assessment, without a number."""
    result, standard, decided = view.result, view.standard, view.verdict
    lines = [explain_gap.figure_lines(decided, lang) for lang in LANGUAGES]
    return GapContent(
        firm=firm,
        advisor=advisor,
        standard=ListPart(
            standard.name,
            standard.edition,
            standard.transition,
            standard.note,
            standard.source,
            standard.confirm,
        ),
        scope=view.scope.name,
        drawn=view.scope.drawn,
        started_on=_day(view.created_at),
        closed_on=_day(view.closed_at) if view.closed_at else None,
        readiness=result.readiness,
        coverage=result.coverage,
        preliminary=result.preliminary,
        least_seen=view.parameters.coverage_minimum,
        said=(
            _both(lambda lang: explain_gap.readiness_sentence(result, lang)),
            _both(lambda lang: explain_gap.blocking_sentence(result, lang)),
            *(Text(*pair) for pair in zip(*lines, strict=True)),
        ),
        verdict=_both(lambda lang: explain_gap.verdict_sentence(decided, lang)),
        disclaimer=_both(explain_gap.disclaimer),
        issued_at=view.closed_at or view.created_at,
        issued_at_offset=clock.offset_minutes(),
        checks=tuple(
            CheckPart(
                check.holds,
                _both(lambda lang, check=check: explain_gap.check_sentence(check, lang)),
                check.codes,
            )
            for check in decided.checks
        ),
        chapters=tuple(_chapter(view, section) for section in standard.sections),
        points=tuple(_point(view, one) for one in standard.requirements),
    )


def _chapter(view: GapView, section: Section) -> ChapterPart:
    found = next(one for one in view.result.sections if one.section == section.key)
    complying = [
        one
        for one in view.result.applicable()
        if one.section == section.key and view.states.get(one.code) is State.COMPLIES
    ]
    return ChapterPart(
        section.key,
        section.title,
        found.applicable,
        found.seen,
        len(complying),
        found.blocking,
        found.readiness,
    )


def _point(view: GapView, one: Requirement) -> PointPart:
    answer: GapAnswer | None = view.answers.get(one.code)
    return PointPart(
        one.code,
        one.title,
        explain_gap.SEVERITY_NAMES[one.severity],
        one.section,
        one.confirm,
        one.action,
        explain_gap.EFFORT_NAMES[one.effort],
        state=answer.state.value if answer else "",
        note=answer.note if answer else "",
        na_reason=answer.na_reason if answer else "",
        blocks=one.code in view.result.blocking,
        na_refused=one.code in view.result.na_not_admitted,
    )


def _both(say: Callable[[str], str]) -> Text:
    return Text(*(say(lang) for lang in LANGUAGES))


def _day(moment: datetime) -> date:
    return formats.local(moment, clock.offset_minutes()).date()
