"""Contents of gap reports: a list nearly met, one hardly seen, and the worst that can be typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from advisor_app.domain.editions import compare
from advisor_app.domain.editions_file import shipped_editions
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.gap_parameters import shipped_gap_parameters
from advisor_app.domain.group_rules import shipped_group_rules
from advisor_app.domain.groups import Absence, Draw, Part
from advisor_app.domain.same import shipped_same
from advisor_app.domain.schemes import Prerequisites
from advisor_app.domain.standard import Standard, shipped_standard
from advisor_app.domain.text import Text
from advisor_app.reports.gap_content import GapContent
from advisor_app.services.edition_part import edition_part
from advisor_app.services.gap_source import gap_content
from advisor_app.services.gaps import GapView, Scope
from advisor_app.services.group_source import group_part
from advisor_app.services.group_view import Group
from tests.reports import builders

REASON = "La empresa no hace esto ni lo contrata a otros."


def view(standard: Standard, answers: dict[str, GapAnswer], **fields: Any) -> GapView:
    """An assessment of two weeks ago with these answers."""
    usual: dict[str, Any] = {
        "prerequisites": Prerequisites(months_of_records=2, management_review=True),
        "scope": Scope(),
        "status": "closed",
        "created_at": builders.MOMENT - timedelta(days=14),
        "closed_at": builders.MOMENT - timedelta(days=1),
        "id": "g",
        "group_id": None,
    }
    return GapView(
        firm_id="f", firm_name="", standard=standard, answers=answers,
        parameters=shipped_gap_parameters(), current_item=None, visit_id=None,
        **(usual | fields),
    )  # fmt: skip


def answers(standard: Standard) -> dict[str, GapAnswer]:
    """Two of seven points open, one of them failing; what may be set aside is, now and then."""
    found: dict[str, GapAnswer] = {}
    for number, one in enumerate(standard.requirements):
        state = {2: State.PARTIAL, 5: State.FAILS}.get(number % 7, State.COMPLIES)
        note = "Se mira a ojo; el cuaderno no lo dice." if state is not State.COMPLIES else ""
        if one.na_allowed and number % 5 == 1:
            found[one.code] = GapAnswer(one.code, State.NOT_APPLICABLE, REASON)
        else:
            found[one.code] = GapAnswer(one.code, state, note=note)
    return found


def content_of_view(seen: GapView) -> GapContent:
    """The report of an assessment, for the firm of the other documents."""
    base = builders.content("F01")
    made = gap_content(seen, base.firm, base.advisor)
    return replace(made, number="7F3A-2026-B0012", issued_at=builders.MOMENT, issued_at_offset=-300)


def usual(id: str = "iso_9001_2026") -> GapContent:  # noqa: A002 - as in shipped_standard
    """A list that was seen whole."""
    return content_of_view(seen(id))


def group(count: int = 36, name: str = "Alba Nelly Muñoz Chate") -> GapContent:
    """A producer group: two members seen, one absent and replaced, the rest to come."""
    standard = shipped_standard("globalgap_option2_qms")
    rules = shipped_group_rules()
    short = rules.part_list(rules.of(standard)[0], shipped_standard("globalgap_ifa_v6_fv"))
    register = tuple(
        Part(f"{n:03d}", name, "La Laguna", Decimal("2.5")) for n in range(1, count + 1)
    )
    draw = Draw("3fa291bc77d0a1c2", builders.MOMENT.date(), "Lucía Arboleda",
                tuple(part.code for part in register))  # fmt: skip
    absent = draw.to_visit[1]
    draw = draw.without(Absence(absent, "No estaba en la finca; vuelve en un mes", draw.drawn_on))
    scope = Scope("group", parts="member", rules="1.0", register=register, draws=(draw,))
    begun = [
        view(short, answers(short), id=code, scope=Scope("member", name, code=code), group_id="g")
        for code in draw.to_visit[:2]
    ]
    mine = view(standard, answers(standard), scope=scope)
    part = group_part(Group.of(mine, short, rules.of(standard)[0], begun))
    return replace(content_of_view(mine), group=part)


def older_edition(cells: int = 1) -> GapContent:
    """A list whose newer edition is out; with ``cells`` its words are that much longer."""
    older, newer = shipped_standard("iso_9001_2015"), shipped_standard("iso_9001_2026")
    mine = view(older, answers(older))
    made = compare(older, newer, shipped_editions(), shipped_same())
    part = edition_part(made, mine.states)
    long = [
        replace(one, title=Text(one.title.es * cells, one.title.en * cells), older="8.2.3 " * cells)
        for one in part.changed * cells
    ]
    part = replace(part, changed=tuple(long)) if cells > 1 else part
    return replace(content_of_view(mine), edition=part)


def hardly_seen() -> GapContent:
    """An open assessment of a member with three answers."""
    standard = shipped_standard("globalgap_ifa_v6_fv")
    few = dict(list(answers(standard).items())[:3])
    scope = Scope("member", "Finca La Esperanza")
    return content_of_view(view(standard, few, status="draft", closed_at=None, scope=scope))


def worst(note: str) -> GapContent:
    """Nothing complies, and every point has a note of a page."""
    return content_of_view(worst_seen(note))


def seen(id: str) -> GapView:  # noqa: A002 - as in shipped_standard
    """An assessment of a list that was seen whole."""
    standard = shipped_standard(id)
    return view(standard, answers(standard))


def worst_seen(note: str) -> GapView:
    """One in which nothing complies, every point with a note."""
    standard = shipped_standard("iso_17025")
    failing = {
        one.code: GapAnswer(one.code, State.FAILS, note=note) for one in standard.requirements
    }
    return view(standard, failing, scope=Scope("method", "Ñandú" * 40))
