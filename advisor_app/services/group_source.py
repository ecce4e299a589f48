"""What a group's report tells beyond its own list, and the papers that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain import document, explain_group
from advisor_app.domain.document import GAP_REPORT
from advisor_app.domain.text import Text
from advisor_app.i18n import LANGUAGES, language
from advisor_app.reports.group_content import DrawPart, FailurePart, GroupPart, GroupRowPart
from advisor_app.services.documents import VisitPaper

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from advisor_app.domain.group_result import Failure
    from advisor_app.domain.groups import Draw
    from advisor_app.services.group_view import Group, PartRow


def group_part(group: Group) -> GroupPart:
    """The group's part of its report."""
    scope, result = group.view.scope, group.result
    kind = scope.parts or "member"
    said = zip(*(explain_group.sentences(result, kind, lang) for lang in LANGUAGES), strict=True)
    return GroupPart(
        kind=kind,
        list_name=group.part_list.name,
        list_note=group.told,
        said=tuple(Text(*pair) for pair in said),
        rows=tuple(_row(group, row) for row in group.sample),
        failures=tuple(_failure(group, one) for one in result.failures),
        draws=tuple(_draw(one) for one in scope.draws),
    )


def is_settled(group: Group, since: datetime) -> bool:
    """Whether every list of the group was closed by then."""
    views = [group.view, *(row.view for row in group.to_visit)]
    return all(
        view is not None and view.closed_at is not None and view.closed_at <= since
        for view in views
    )


def papers_of(group: Group) -> list[VisitPaper]:
    """The reports of a group and of each list that was begun, in the order of the sample."""
    name = document.NAMES[GAP_REPORT].in_(language())
    views = [row.view for row in group.sample if row.view is not None]
    kind = explain_group.NAMES[group.view.scope.parts or "member"].in_(language())
    return [
        VisitPaper(GAP_REPORT, group.view.id, f"{name}: {kind}"),
        *(VisitPaper(GAP_REPORT, view.id, f"{name}: {view.scope.name}") for view in views),
    ]


def _row(group: Group, row: PartRow) -> GroupRowPart:
    scope, chosen, begun = group.view.scope, row.chosen, row.view is not None
    result = row.judged.result
    return GroupRowPart(
        name=row.part.shown,
        facts=_both(lambda lang: explain_group.part_facts(row.part, lang)),
        how=_both(lambda lang: explain_group.chosen_sentence(chosen, scope, lang))
        if chosen
        else None,
        state=_both(lambda lang: explain_group.state_word(row.judged, lang, begun=begun)),
        passes=row.judged.passes,
        is_counted=not (chosen and chosen.absence),
        readiness=result.readiness if begun else None,
        coverage=result.coverage if begun else None,
        blocking=len(result.blocking) if begun else 0,
    )


def _failure(group: Group, one: Failure) -> FailurePart:
    return FailurePart(one.code, group.part_list.requirement(one.code).title, one.count, one.seen)


def _draw(draw: Draw) -> DrawPart:
    said = zip(*(explain_group.draw_sentences(draw, lang) for lang in LANGUAGES), strict=True)
    return DrawPart(tuple(Text(*pair) for pair in said), draw.codes)


def _both(say: Callable[[str], str]) -> Text:
    return Text(*(say(lang) for lang in LANGUAGES))
