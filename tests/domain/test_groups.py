"""The sample of a group: repeatable from what is printed, fair, and replaced in the drawn order."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.group_rules import shipped_group_rules
from advisor_app.domain.groups import (
    Absence,
    Conflict,
    Draw,
    Part,
    Scope,
    drawn_order,
    merge_registers,
    next_code,
    register_digest,
)
from advisor_app.domain.scope_text import scope_of, scope_text
from advisor_app.domain.standard import load_standard, shipped_ids, shipped_standard

DAY = date(2026, 11, 25)
CODES = tuple(f"{number:03d}" for number in range(1, 37))
codes = st.lists(st.text("ABCDEFGH0123456789", min_size=1, max_size=6), unique=True, min_size=1)
seeds = st.text("0123456789abcdef", min_size=16, max_size=16)


def draw(seed="3fa291bc77d0a1c2", of=CODES, *absent):
    made = Draw(seed, DAY, "Lucía Arboleda", of)
    for code in absent:
        made = made.without(Absence(code, "No estaba en la finca", DAY))
    return made


def test_thirty_six_members_give_a_sample_of_six():
    assert len(draw().to_visit) == 6
    assert [one.rank for one in draw().chosen] == [1, 2, 3, 4, 5, 6]


def test_anybody_repeats_the_draw_from_what_is_printed():
    seed = "3fa291bc77d0a1c2"
    by_hand = sorted(CODES, key=lambda code: hashlib.sha256(f"{seed}|{code}".encode()).digest())
    assert draw(seed).to_visit == tuple(by_hand[:6])


def test_the_same_seed_gives_the_same_sample_for_ever():
    assert draw().to_visit == ("021", "013", "029", "010", "002", "004")


@given(codes, seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_register_does_not_matter(found, seed, shuffler):
    other = list(found)
    shuffler.shuffle(other)
    assert drawn_order(seed, found) == drawn_order(seed, other)
    assert sorted(drawn_order(seed, found)) == sorted(found)
    assert register_digest(found) == register_digest(other)


def test_every_member_is_drawn_about_as_often_as_every_other():
    count = dict.fromkeys(CODES, 0)
    for number in range(2_000):
        for code in draw(f"{number:016x}").to_visit:
            count[code] += 1
    expected = 2_000 * 6 / 36
    spread = (2_000 * (6 / 36) * (30 / 36)) ** 0.5
    assert all(abs(times - expected) < 4.5 * spread for times in count.values())


def test_who_is_absent_is_replaced_by_the_next_of_the_order():
    order = drawn_order("3fa291bc77d0a1c2", CODES)
    made = draw("3fa291bc77d0a1c2", CODES, order[2], order[6])
    assert made.to_visit == (*order[:2], *order[3:6], order[7])
    stood_for = {one.code: one.stands_for for one in made.chosen if one.stands_for}
    assert stood_for == {order[6]: order[2], order[7]: order[6]}
    assert made.chosen[2].absence == Absence(order[2], "No estaba en la finca", DAY)


@given(codes, seeds, st.lists(st.integers(0, 50), max_size=12))
def test_the_sample_keeps_its_size_whoever_is_absent(found, seed, absences):
    made = draw(seed, tuple(sorted(found)))
    for place in absences:
        if made.left_over:
            code = made.to_visit[place % made.size]
            made = made.without(Absence(code, "Salió a la cabecera", DAY))
    assert len(made.to_visit) == made.size
    assert len(set(made.to_visit)) == made.size


@pytest.mark.parametrize(
    ("absence", "what"),
    [
        (Absence("021", "corta", DAY), "reason"),
        (Absence("001", "No estaba en la finca", DAY), "code"),
    ],
)
def test_a_replacement_without_a_reason_or_of_somebody_else_is_refused(absence, what):
    with pytest.raises(InvalidRecord) as refused:
        draw().without(absence)
    assert what in refused.value.problems


def test_nobody_is_left_to_replace_the_last_one():
    with pytest.raises(InvalidRecord, match="No queda nadie"):
        draw("0" * 16, ("1",), "1")


def test_a_scope_comes_back_as_it_was_and_without_the_names_of_members():
    member = Part("001", name="Rosa Campo", place="La Laguna", person_id="p1")
    scope = Scope(
        "group",
        parts="member",
        rules="1.0",
        register=(member, Part("002", is_gone=True)),
        draws=(draw("3fa291bc77d0a1c2", CODES, "021"),),
    )
    text = scope_text(scope)
    assert "Rosa" not in text
    back = scope_of(text)
    assert back.draws == scope.draws
    assert back.register[0] == Part("001", place="La Laguna", person_id="p1")
    assert scope_of(None) == Scope()
    assert scope_of('{"kind": "site", "name": "Planta 2", "later": 1}') == Scope("site", "Planta 2")


def test_a_new_code_is_never_one_that_was_used():
    assert next_code([]) == "001"
    assert next_code(["001", "GGN-7", "017"]) == "018"


# --- the lists of the parts ---------------------------------------------------------------------


def test_a_farm_of_option_2_answers_every_point_that_decides():
    rules = shipped_group_rules()
    group, farm = (shipped_standard(f"globalgap_{key}") for key in ("option2_qms", "ifa_v6_fv"))
    (rule,) = rules.of(group)
    short = rules.part_list(rule, farm)
    wanted = [one.code for one in farm.requirements if one.severity in ("C", "M")]
    assert [one.code for one in short.requirements] == wanted
    assert rules.central_list(rule, group) is group
    assert short.id == farm.id
    assert short.digest != farm.digest
    assert load_standard(short.body) == short


def test_what_is_shared_is_asked_in_one_place_only():
    rules = shipped_group_rules()
    for key in shipped_ids():
        standard = shipped_standard(key)
        for rule in rules.of(standard):
            if not rule.shares:
                continue
            part = [one.code for one in rules.part_list(rule, standard).requirements]
            central = [one.code for one in rules.central_list(rule, standard).requirements]
            assert part
            assert central
            assert sorted(part + central) == sorted(one.code for one in standard.requirements)


def test_a_laboratory_answers_its_technical_core_for_each_method():
    rules, standard = shipped_group_rules(), shipped_standard("iso_17025")
    rule = next(one for one in rules.of(standard) if one.parts == "method")
    part = {one.code for one in rules.part_list(rule, standard).requirements}
    assert set(standard.roles["must_comply"]) <= part
    assert not {code for code in part if code.startswith(("4", "5", "8"))}


# --- two registers that were changed apart -------------------------------------------------------

parts = st.builds(
    Part,
    st.sampled_from(["001", "002", "003", "004"]),
    place=st.sampled_from(["", "La Laguna", "El Tablón"]),
    size=st.sampled_from([None, Decimal(1), Decimal("2.5")]),
    person_id=st.sampled_from(["", "p1"]),
    is_gone=st.booleans(),
)
registers = st.lists(parts, max_size=4, unique_by=lambda part: part.code).map(tuple)
BASE = (Part("001", place="La Laguna", person_id="p1"), Part("002", person_id="p2"))


def fields_of(part):
    return {} if part is None else {one.name: getattr(part, one.name) for one in fields(part)}


def by_code(register):
    return {part.code: part for part in register}


def test_two_who_correct_one_member_in_different_fields_both_have_it():
    mine = (replace(BASE[0], place="El Tablón"), BASE[1])
    theirs = (replace(BASE[0], size=Decimal(3)), BASE[1], Part("003", person_id="p3"))
    merged = (replace(BASE[0], place="El Tablón", size=Decimal(3)), BASE[1], theirs[2])
    assert merge_registers(BASE, mine, theirs) == (merged, ())


def test_two_who_correct_the_same_field_are_told_and_the_base_stands():
    mine, theirs = ((replace(BASE[0], place=place), BASE[1]) for place in ("El Tablón", "La Cruz"))
    conflict = Conflict("001", "place", "El Tablón", "La Cruz")
    assert merge_registers(BASE, mine, theirs) == (BASE, (conflict,))


def test_a_correction_of_who_was_taken_out_and_two_with_one_code_are_told():
    corrected = replace(BASE[0], place="El Tablón")
    mine, theirs = (Part("003", person_id="p3"), Part("003", person_id="p4"))
    merged, conflicts = merge_registers(BASE, (BASE[1], mine), (corrected, BASE[1], theirs))
    assert merged == BASE
    assert conflicts == (
        Conflict("001", "", None, corrected),
        Conflict("003", "", mine, theirs),
    )


@given(registers, registers)
def test_a_register_that_one_alone_changed_is_taken_as_it_is(base, mine):
    merged, conflicts = merge_registers(base, mine, base)
    assert (by_code(merged), conflicts) == (by_code(mine), ())


@given(registers, registers, registers)
def test_it_does_not_matter_whose_register_is_called_mine(base, mine, theirs):
    one, told = merge_registers(base, mine, theirs)
    other, turned = merge_registers(base, theirs, mine)
    assert one == other
    swapped = tuple(Conflict(found.code, found.field, found.theirs, found.mine) for found in turned)
    assert told == swapped


@given(registers, registers, registers)
def test_every_change_of_either_is_in_the_merged_register_or_in_a_conflict(base, mine, theirs):
    merged, conflicts = merge_registers(base, mine, theirs)
    old, new = by_code(base), by_code(merged)
    told = {(one.code, one.field): one for one in conflicts}
    for side, register in (("mine", by_code(mine)), ("theirs", by_code(theirs))):
        for code in old.keys() | register.keys():
            before, after = old.get(code), register.get(code)
            if before == after:
                continue
            if whole := told.get((code, "")):
                assert getattr(whole, side) == after
                continue
            if after is None:
                assert code not in new
                continue
            for name, value in fields_of(after).items():
                if fields_of(before).get(name) != value and (code, name) not in told:
                    assert getattr(new[code], name) == value
                elif (code, name) in told and getattr(before, name) != value:
                    assert getattr(told[code, name], side) == value
