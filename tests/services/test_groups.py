"""Groups: their register, their sample, the lists of their parts, and what all of it comes to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.document import GAP_REPORT
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.domain.gap import GapAnswer, State, sample_size
from advisor_app.domain.groups import Part
from advisor_app.services.errors import Closed, ConsentNeeded, NotFound
from advisor_app.services.gaps import GapView
from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace
from tests.builders import answer_list, consent, make_firm, make_session
from tests.disks import disk, fill
from tests.reports.reading import pages

QMS = "globalgap_option2_qms"
REASON = "No estaba en la finca ese día"


@pytest.fixture
def group(session: Session) -> GapView:
    firm = make_firm(session)
    consent(session, firm)
    return session.groups.begin(firm.id, QMS)


def members(count: int) -> list[Part]:
    return [
        Part(f"{n:03d}", f"Miembro {n} Campo", "La Laguna", Decimal("1.5"))
        for n in range(1, count + 1)
    ]


def test_a_list_of_groups_only_begins_as_a_group(session: Session, group: GapView) -> None:
    assert (group.scope.kind, group.scope.parts) == ("group", "member")
    assert session.groups.begin(group.firm_id, QMS).id == group.id
    assert session.groups.begin(group.firm_id, "codex_haccp").scope.kind == "firm"


def test_members_are_kept_with_the_people_and_shown_by_name(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(36))
    found = session.groups.get(group.id)
    assert [row.part.name for row in found.rows[:2]] == ["Miembro 1 Campo", "Miembro 2 Campo"]
    assert found.rows[0].part.size == Decimal("1.5")
    assert [one.name for one in session.people.of_firm(group.firm_id)] == ["José Peña"]


def test_no_name_of_a_member_lies_outside_the_people(session: Session, group: GapView) -> None:
    session.groups.add(group.id, [Part("001", "Rosalba Único")])
    session.groups.draw(group.id)
    session.groups.start(group.id, "001")
    tables = _texts(session)
    assert {name for name, text in tables.items() if "Rosalba" in text} == {"person"}


def _texts(session: Session) -> dict[str, str]:
    from advisor_app.schema.metadata import metadata

    with session._workspace.read() as c:
        return {
            t.name: str(c.execute(sa.select(t)).all())
            for t in metadata.sorted_tables
        }  # fmt: skip


def test_who_leaves_is_erased_and_the_draw_can_still_be_repeated(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(9))
    first = session.groups.draw(group.id).to_visit[0]
    session.groups.start(group.id, first)
    session.groups.replace_absent(group.id, first, REASON)
    name = f"Miembro {int(first)} Campo"
    session.groups.remove(group.id, first)
    found = session.groups.get(group.id)
    gone = found.row(first)
    assert gone is not None
    assert gone.part.is_gone
    assert gone.view is not None
    assert gone.view.scope.name == f"Miembro {first}"
    assert found.view.scope.draw is not None
    assert first in found.view.scope.draw.codes
    assert not any(name in text for text in _texts(session).values())


def test_who_signed_or_came_keeps_the_name(session: Session, group: GapView) -> None:
    session.groups.add(group.id, members(4))
    part = session.groups.get(group.id).rows[3].part
    signer = next(one for one in _register(session) if one[0] == part.person_id)
    person = replace(session.people.new(group.firm_id), id=signer[0], name=signer[1])
    session.consents.give(group.firm_id, person, {ConsentKind.DATA: True}, "spoken")
    session.groups.remove(group.id, part.code)
    assert any(name == signer[1] for _id, name in _register(session))


def _register(session: Session) -> list[tuple[str, str]]:
    from advisor_app.schema import tables

    with session._workspace.read() as c:
        t = tables.person
        return [tuple(row) for row in c.execute(sa.select(t.c.id, t.c.name)).all()]


def test_a_sample_is_drawn_once_for_a_register(session: Session, group: GapView) -> None:
    with pytest.raises(InvalidRecord, match="vacío"):
        session.groups.draw(group.id)
    session.groups.add(group.id, members(36))
    drawn = session.groups.draw(group.id)
    assert len(drawn.to_visit) == 6
    assert drawn.drawn_by == "Lucía Arboleda"
    with pytest.raises(InvalidRecord, match="ya se sorteó"):
        session.groups.draw(group.id, REASON)


def test_another_register_is_drawn_from_with_a_reason_and_the_old_draw_stays(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(36))
    before = session.groups.draw(group.id)
    session.groups.add(group.id, [Part("037", "Nueva Socia")])
    assert session.groups.get(group.id).view.scope.is_register_newer
    with pytest.raises(InvalidRecord):
        session.groups.draw(group.id)
    after = session.groups.draw(group.id, "Entró una socia nueva en octubre")
    assert len(after.to_visit) == 7
    assert session.groups.get(group.id).view.scope.draws == (before, after)


def test_only_who_was_drawn_gets_a_list(session: Session, group: GapView) -> None:
    session.groups.add(group.id, members(16))
    with pytest.raises(InvalidRecord, match="sorteado"):
        session.groups.start(group.id, "001")
    drawn = session.groups.draw(group.id)
    left = next(code for code in drawn.codes if code not in drawn.to_visit)
    with pytest.raises(InvalidRecord, match="muestra"):
        session.groups.start(group.id, left)
    view = session.groups.start(group.id, drawn.to_visit[2])
    assert view.group_id == group.id
    assert view.scope.drawn == f"{drawn.seed} 3/16"
    assert session.groups.start(group.id, drawn.to_visit[2]).id == view.id
    assert {one.severity for one in view.standard.requirements} == {"C", "M"}


def test_a_replacement_is_undone_until_the_substitute_was_begun(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(16))
    drawn = session.groups.draw(group.id)
    session.groups.replace_absent(group.id, drawn.to_visit[0], REASON)
    assert session.groups.take_back_absence(group.id) == drawn
    after = session.groups.replace_absent(group.id, drawn.to_visit[0], REASON)
    (fresh,) = set(after.to_visit) - set(drawn.to_visit)
    session.groups.start(group.id, fresh)
    with pytest.raises(InvalidRecord, match="deshacer"):
        session.groups.take_back_absence(group.id)


def test_who_left_the_group_is_passed_over_as_a_substitute(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(9))
    drawn = session.groups.draw(group.id)
    following, after_that = drawn.left_over[:2]
    session.groups.remove(group.id, following)
    after = session.groups.replace_absent(group.id, drawn.to_visit[0], REASON)
    assert after_that in after.to_visit
    assert following not in after.to_visit


def test_the_lists_are_walked_from_one_member_to_the_next(session: Session, group: GapView) -> None:
    session.groups.add(group.id, members(9))
    first, second, third = session.groups.draw(group.id).to_visit
    views = {code: session.groups.start(group.id, code) for code in (first, second)}
    assert session.groups.get(group.id).next_code() == first
    answer_list(session, views[second])
    assert session.groups.next_after(views[first].id) == third
    assert session.groups.next_after(views[second].id) == third
    answer_list(session, views[first])
    answer_list(session, session.groups.start(group.id, third))
    assert session.groups.get(group.id).next_code() is None


def test_a_group_passes_when_its_list_and_every_sampled_member_pass(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(4))
    codes = session.groups.draw(group.id).to_visit
    assert session.groups.get(group.id).result.passes is None
    answer_list(session, group)
    for code in codes:
        answer_list(session, session.groups.start(group.id, code))
    result = session.groups.get(group.id).result
    assert (result.wanted, result.complying, result.coverage) == (2, 2, Decimal("100.0"))
    assert result.passes is None  # whether all were inspected is asked beside the list
    known = session.gaps.get(group.id).prerequisites
    session.gaps.set_prerequisites(group.id, replace(known, members_inspected=True))
    assert session.groups.get(group.id).result.passes is True
    one = session.groups.start(group.id, codes[0])
    session.gaps.answer(one.id, GapAnswer("32.6", State.PARTIAL))
    result = session.groups.get(group.id).result
    assert (result.passes, result.failing) == (False, 1)
    assert [(one.code, one.count, one.seen) for one in result.failures] == [("32.6", 1, 2)]


def test_every_member_closed_is_known_as_every_member_inspected(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(1))
    (code,) = session.groups.draw(group.id).to_visit
    view = session.groups.start(group.id, code)
    answer_list(session, view)
    assert session.gaps.get(group.id).prerequisites.members_inspected is None
    session.gaps.close(view.id)
    assert session.gaps.get(group.id).prerequisites.members_inspected is True


def test_the_order_of_the_answers_and_of_the_members_does_not_matter(session: Session) -> None:
    results = []
    for turn in (1, -1):
        firm = make_firm(session)
        consent(session, firm)
        group = session.groups.begin(firm.id, QMS)
        session.groups.add(group.id, members(4)[::turn])
        codes = session.groups.draw(group.id).to_visit
        for place, code in enumerate(codes[::turn][::turn]):
            view = session.groups.start(group.id, code)
            answer_list(session, view, *("06.1", "25.2")[: place + 1])
        results.append(session.groups.get(group.id).result)
    assert results[0] == results[1]
    assert [one.count for one in results[0].failures] == [2, 1]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_member_is_told_at_the_head_that_the_list_is_a_short_one(
    session: Session, group: GapView, lang: str
) -> None:
    session.groups.add(group.id, members(1))
    (code,) = session.groups.draw(group.id).to_visit
    view = session.groups.start(group.id, code)
    first = pages(session.documents.preview(view.id, lang, GAP_REPORT))[0]
    head = " ".join(first[: first.index({"es": "La regla", "en": "The rule"}[lang])].split())
    assert session.groups.get(group.id).told.in_(lang).split(":")[0] in head


# --- refusals -----------------------------------------------------------------------------------


def test_after_the_firm_takes_its_yes_back_nothing_more_is_registered(
    session: Session, group: GapView
) -> None:
    signer = replace(session.people.new(group.firm_id), name="José Peña", role="owner")
    session.consents.give(group.firm_id, signer, {ConsentKind.DATA: False}, "spoken")
    with pytest.raises(ConsentNeeded):
        session.groups.add(group.id, members(2))
    assert not any("Miembro 1" in name for _id, name in _register(session))


def test_a_closed_group_keeps_its_register(session: Session, group: GapView) -> None:
    session.groups.add(group.id, members(4))
    session.gaps.close(group.id)
    for act in (
        lambda: session.groups.add(group.id, [Part("009", "Otro")]),
        lambda: session.groups.draw(group.id),
        lambda: session.groups.remove(group.id, "001"),
    ):
        with pytest.raises(Closed):
            act()


def test_members_are_added_all_or_none(session: Session, group: GapView) -> None:
    session.groups.add(group.id, members(2))
    with pytest.raises(InvalidRecord, match="repetido"):
        session.groups.add(group.id, [Part("003", "Nueva"), Part("002", "Repetida")])
    assert len(session.groups.get(group.id).rows) == 2
    assert not any(name == "Nueva" for _id, name in _register(session))


def test_who_was_erased_meanwhile_is_not_named_again(session: Session, group: GapView) -> None:
    session.groups.add(group.id, members(9))
    session.groups.draw(group.id)
    waiting = [
        row.part
        for row in session.groups.get(group.id).rows
        if row.part.code not in session.groups.get(group.id).view.scope.draw.to_visit
    ]
    part = waiting[0]
    session.groups.remove(group.id, part.code)
    with pytest.raises(NotFound):
        session.groups.correct(group.id, part.code, {"name": part.name})
    assert part.name not in {name for _id, name in _register(session)}


def test_two_corrections_of_one_member_keep_what_each_changed(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(2))
    session.groups.correct(group.id, "001", {"place": "El Tablón"})
    session.groups.correct(group.id, "001", {"name": "Rosa Yandí"})
    session.groups.correct(group.id, "001", {"size": None})
    one, two = (row.part for row in session.groups.get(group.id).rows)
    assert (one.name, one.place, one.size) == ("Rosa Yandí", "El Tablón", None)
    assert (two.name, two.place, two.size) == ("Miembro 2 Campo", "La Laguna", Decimal("1.5"))
    with pytest.raises(InvalidRecord, match="nombre"):
        session.groups.correct(group.id, "001", {"name": " "})


def test_a_full_disk_registers_nobody_and_draws_nothing(tmp_path: Path) -> None:
    with disk(tmp_path / "small", 8) as place:
        session = make_session(place / "workspace")
        firm = make_firm(session)
        consent(session, firm)
        group = session.groups.begin(firm.id, QMS)
        session.groups.add(group.id, members(9))
        ballast = fill(place)
        with pytest.raises(AdvisorError):
            _add_for_ever(session, group)  # the journal may still have some room
        count = len(session.groups.get(group.id).rows)
        assert count == len([name for _id, name in _register(session) if name != "José Peña"])
        assert session.groups.get(group.id).view.scope.draw is None
        ballast.unlink()
        assert session.groups.draw(group.id).size == sample_size(count)
        session.close()


def _add_for_ever(session: Session, group: GapView) -> None:
    for start in range(10, 40_000, 500):
        more = [Part(str(start + n), "Nueva " * 15) for n in range(500)]
        session.groups.add(group.id, more)


def test_register_and_draw_are_on_disk_when_the_call_returns(
    session: Session, group: GapView
) -> None:
    session.groups.add(group.id, members(9))
    drawn = session.groups.draw(group.id)
    folder = session.folder
    session.close()
    again = Session(Workspace.open(folder, ""))
    try:
        assert again.groups.get(group.id).view.scope.draw == drawn
        assert again.groups.get(group.id).rows[0].part.name == "Miembro 1 Campo"
    finally:
        again.close()
