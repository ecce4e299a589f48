"""What a diagnosis report says beside the diagnosis: the lists looked at, and the plan."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from advisor_app.domain.gap import State
from advisor_app.domain.market import short_name
from advisor_app.domain.text import Text
from advisor_app.reports.standard_part import IN_FULL, StandardPart
from advisor_app.schema import tables
from advisor_app.services.gap_source import gap_content
from advisor_app.services.paper_photos import photos_of
from advisor_app.services.plan_source import plan_day, plan_part
from advisor_app.store import records

if TYPE_CHECKING:
    from datetime import datetime

    from advisor_app.reports.content import DiagnosisContent
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.gaps import Gaps, GapView
    from advisor_app.services.plans import Plans
    from advisor_app.store.workspace import Workspace

_OPEN: Final = (State.PARTIAL, State.FAILS)


class DiagnosisSections:
    """Adds both to a report, and the photos behind what it tells."""

    def __init__(self, workspace: Workspace, gaps: Gaps, plans: Plans) -> None:
        self._workspace = workspace
        self._gaps = gaps
        self._plans = plans

    def added(self, content: DiagnosisContent, diagnosis: AssessmentView) -> DiagnosisContent:
        """The report with them, up to the end of a diagnosis that is closed."""
        firm_id = diagnosis.firm_id
        with self._workspace.read() as c:
            firm = records.one(c, tables.firm, firm_id)
            on = plan_day(c, firm_id)
        targets = json.loads((firm or {}).get("target_standards") or "[]")
        views = self._relevant(firm_id, diagnosis.closed_at)
        views.sort(key=lambda view: view.standard.id not in targets)  # the latest first, else
        parts = [
            standard_part(view, content, in_full=place < IN_FULL)
            for place, view in enumerate(views)
        ]
        shown = {view.id: _name(view) for view in views[:IN_FULL]}
        with self._workspace.read() as c:
            photos = photos_of(c, firm_id, diagnosis.id, shown)
        return replace(
            content,
            standards=tuple(parts),
            plan=plan_part(self._plans, firm_id, on),
            pictures=photos,
        )

    def _relevant(self, firm_id: str, until: datetime | None) -> list[GapView]:
        """The last assessment of each list and scope that has answers; not the parts of a group.

        The next edition of a list takes its place once enough of it was seen.
        """
        found: dict[tuple[str, str], GapView] = {}
        for view in self._gaps.of_firm(firm_id):
            is_late = until is not None and view.created_at > until
            if not view.answers or view.group_id is not None or is_late:
                continue
            last = found.setdefault((view.standard.family, view.scope.identity), view)
            is_whole = last.result.preliminary and not view.result.preliminary
            if is_whole and last.standard.id != view.standard.id:
                found[view.standard.family, view.scope.identity] = view
        return list(found.values())


def _name(view: GapView) -> Text:
    """The list as people call it, and the site or method that it looks at."""
    name, scope = short_name(view.standard), view.scope.name
    return Text(f"{name.es}, {scope}", f"{name.en}, {scope}") if scope else name


def standard_part(view: GapView, content: DiagnosisContent, *, in_full: bool) -> StandardPart:
    """What the report says of an assessment; its points only where the section is in full."""
    whole = gap_content(view, content.firm, content.advisor)
    blocking = set(view.result.blocking)
    still = {
        one.code: one
        for one in view.standard.requirements
        if one.code in blocking or view.states.get(one.code) in _OPEN
    }
    points = [one for one in whole.points if in_full and one.code in still]
    majors = {code for code, one in still.items() if one.severity in ("C", "M")}
    return StandardPart(
        name=whole.standard.name,
        edition=whole.standard.edition,
        confirm=whole.standard.confirm,
        scope=whole.scope,
        on=whole.closed_on or whole.started_on,
        is_open=view.is_open,
        readiness=whole.readiness,
        said=whole.said,
        verdict=whole.verdict,
        disclaimer=whole.disclaimer,
        checks=tuple(one for one in whole.checks if in_full and one.holds is not True),
        blocking=tuple(one for one in points if one.blocks),
        majors=tuple(one for one in points if not one.blocks and one.code in majors),
        others=tuple(one for one in points if not one.blocks and one.code not in majors),
    )
