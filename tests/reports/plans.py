"""Contents of improvement plans: a usual one, an empty one, and the worst that can be typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from advisor_app.domain.text import Text
from advisor_app.reports.plan_content import (
    ActionPart,
    AnsweredPart,
    ClosesPart,
    PlanContent,
    PlanPart,
    SharesPart,
)
from advisor_app.reports.standard_part import IN_FULL
from advisor_app.services.diagnosis_sections import standard_part
from tests.reports import builders, gaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.reports.content import DiagnosisContent
    from advisor_app.services.gaps import GapView

DAY = date(2026, 11, 2)
_LIST = Text("GLOBALG.A.P. IFA v6 frutas y verduras", "GLOBALG.A.P. IFA v6 fruit and vegetables")


def action(number: int = 1, **fields: Any) -> ActionPart:
    """An action of a month."""
    usual: dict[str, Any] = {
        "title": Text(f"Escribir el método de la tarea {number}.", f"Write down task {number}."),
        "expected": Text("El método está en el puesto.", "The method is at the workplace."),
        "starts_on": DAY,
        "due_on": DAY + timedelta(days=30 * number),
        "priority": Decimal("3.50"),
        "closes": (ClosesPart(_LIST, f"FV {number}", Text("Registros", "Records")),),
    }
    return ActionPart(**(usual | fields))


def part() -> PlanPart:
    """Five actions, each in another state, and one that waits."""
    return PlanPart(
        actions=(
            action(1, blocks="law", responsible="Alba Nelly Muñoz", support="SENA", cost=2_000_000,
                   funding="programme"),
            action(2, quick_win=True, responsible="Jhon Campo", cost=0, state="in_progress",
                   advance=40),
            action(3, blocks="standard"),
            action(4, state="verified", proof="Acta y foto", verified_on=DAY, verified_by="Marta"),
            action(5, state="cancelled"),
        ),
        waiting=(action(6, waits="hours"), action(7, waits="full")),
        shares=SharesPart(
            Decimal(240_000_000), Decimal(240_000_000), Decimal(130_000_000), Decimal(110_000_000),
            capped=True, unknown=2, call="Convocatoria 2026",
        ),
        hours_used=24,
        hours=40,
        warnings=(Text("Quien certifica no puede asesorar.", "Who certifies must not advise."),),
    )  # fmt: skip


def usual() -> PlanContent:
    """The plan of a demo firm."""
    base = builders.content("F01")
    return PlanContent(
        firm=base.firm,
        advisor=base.advisor,
        on=DAY,
        plan=part(),
        issued_at=builders.MOMENT,
        issued_at_offset=-300,
        answers=(AnsweredPart(_LIST, DAY),),
        number="7F3A-2026-P0012",
    )


def empty() -> PlanContent:
    """A plan without an action."""
    nothing = SharesPart(*[Decimal(0)] * 4, capped=False, unknown=0)
    return replace(usual(), plan=PlanPart((), (), nothing, 0), answers=())


def worst() -> PlanContent:
    """Sixty actions over sixty years, of words without a blank, nobody and no price."""
    word = "Ñ" * 90
    actions = tuple(
        action(
            number,
            title=Text(f"{word} {word}", f"{word} {word}"),
            expected=Text("largo " * 120, "long " * 120),
            due_on=DAY + timedelta(days=365 * number),
            closes=(ClosesPart(_LIST, "X" * 40, _LIST),) * 30,
            responsible=word if number % 2 else "",
            cost=999_999_999_999 if number % 5 == 0 else None,
        )
        for number in range(1, 61)
    )
    base = usual()
    return replace(base, plan=replace(part(), actions=actions, waiting=actions))


def diagnosis(firm_id: str = "F01") -> DiagnosisContent:
    """A diagnosis with three lists and a plan."""
    made = (gaps.seen("globalgap_ifa_v6_fv"), gaps.seen("iso_9001_2026"), gaps.seen("iso_14001"))
    return with_sections(builders.content(firm_id), made, part())


def crowded_diagnosis() -> DiagnosisContent:
    """The longest list with nothing in order and notes of a page, and the worst plan."""
    return with_sections(builders.extreme(), (gaps.worst_seen("Nota " * 400),) * 2, worst().plan)


def with_sections(
    content: DiagnosisContent, views: Sequence[GapView], plan: PlanPart
) -> DiagnosisContent:
    """A diagnosis with these lists and this plan."""
    parts = tuple(
        standard_part(view, content, in_full=place < IN_FULL) for place, view in enumerate(views)
    )
    return replace(content, standards=parts, plan=plan)
