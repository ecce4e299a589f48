"""A plan laid out of findings and of what was told by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.actions import FindingRef, Plan, Terms
from advisor_app.domain.call import Call
from advisor_app.domain.plan import Status
from advisor_app.domain.plan_findings import Finding, Rules
from advisor_app.domain.plan_making import Kept, Sources, action_id, moved, plan_of
from advisor_app.domain.plan_parameters import shipped_plan_parameters
from advisor_app.domain.topics import shipped_topics

RULES = Rules(shipped_plan_parameters(), date(2026, 11, 25), "es")
FIRM = "firm"


def found(key: str, figures: tuple[int, int, int, int] = (3, 3, 1, 3), **fields: Any) -> Finding:
    item = fields.pop("item", key)
    ref = FindingRef(fields.pop("assessment", "a1"), item, "gap", "Lista", f"Punto {item}")
    return Finding(ref, key, f"Hacer {item}", f"Se ve {item}", *figures, **fields)


def plan(findings: list[Finding], kept: tuple[Kept, ...] = (), **beside: Any) -> Plan:
    terms, call = beside.pop("terms", Terms()), beside.pop("call", None)
    return plan_of(Sources(FIRM, kept, findings, lambda ref: ref, terms, call), RULES)


def kept(key: str, *refs: Finding, removed: bool = False, number: int = 0, **told: Any) -> Kept:
    told = {"status": Status.PENDING, "starts_on": date(2026, 11, 1),
            "due_on": date(2026, 12, 1), **told}  # fmt: skip
    named = tuple(one.ref for one in refs)
    return Kept(action_id(FIRM, key, number), key, told, named, removed)


def keys(actions: Any) -> list[str]:
    return [one.action_key for one in actions]


A = found("A", (5, 4, 4, 4))
B = found("B", (3, 4, 2, 1))
C = found("C", (2, 2, 1, 3))


def test_the_order_and_the_priorities_of_the_worked_examples():
    made = plan([C, B, A])
    assert keys(made.actions) == ["A", "B", "C"]
    assert [one.priority for one in made.actions] == [
        Decimal("4.00"),
        Decimal("3.50"),
        Decimal("2.05"),
    ]
    assert [one.quick_win for one in made.actions] == [False, True, False]


def test_what_blocks_by_law_comes_first():
    legal = found("B", (3, 4, 2, 1), blocks="law")
    assert keys(plan([C, legal, A]).actions) == ["B", "A", "C"]


def test_findings_of_one_kind_are_closed_by_one_action_with_the_gravest_figures():
    first, second = found("own:1", (2, 3, 1, 2), item="1"), found("own:1", (5, 5, 1, 3), item="2")
    (action,) = plan([first, second]).actions
    assert {ref.item for ref in action.findings} == {"1", "2"}
    assert (action.severity, action.impact, action.effort) == (5, 5, 3)
    assert action.title == "Hacer 2"


def test_findings_of_a_topic_share_its_words_and_a_single_one_keeps_its_own():
    first, second = found("recall", item="1"), found("recall", item="2")
    topic = shipped_topics().topic("recall")
    (action,) = plan([first, second]).actions
    assert (action.title, action.expected_result) == (topic.action.es, topic.expected.es)
    assert plan([second]).actions[0].title == "Hacer 2"
    (told,) = plan([], (kept("recall", first, second),)).actions
    assert told.title == topic.action.es


def test_the_thirteenth_action_waits_and_says_why():
    many = [found(f"k{number:02}") for number in range(15)]
    made = plan(many)
    assert (len(made.carried), len(made.waiting)) == (12, 3)
    assert {one.waits for one in made.waiting} == {"full"}
    few = plan(many, terms=Terms(hours=9))
    assert (few.hours_used, len(few.carried)) == (8, 2)
    assert {one.waits for one in few.waiting} == {"hours"}


def test_an_action_stands_behind_what_it_needs():
    audit, method = found("internal_audit", (5, 5, 5, 1)), found("standard_method", (1, 1, 1, 5))
    assert keys(plan([audit, method]).actions) == ["standard_method", "internal_audit"]


def test_what_was_told_by_hand_stays_while_the_rest_follows_the_answers():
    one = kept("A", A, responsible="Ana", cost=500)
    graver = found("A", (2, 2, 1, 1))
    (action,) = plan([graver], (one,)).actions
    assert (action.responsible, action.cost, action.severity) == ("Ana", 500, 2)
    assert action.due_on == date(2026, 12, 1)


def test_an_edit_that_was_taken_back_leaves_the_proposal():
    blank = Kept(action_id(FIRM, "A", 0), "A", {}, (A.ref,))
    (action,) = plan([A], (blank,)).actions
    assert not action.kept
    assert plan([], (blank,)).actions == ()


def test_a_removed_action_does_not_come_back_for_the_same_finding():
    gone = kept("A", A, removed=True)
    assert plan([A], (gone,)).actions == ()
    later = found("A", assessment="a2")
    (again,) = plan([later], (gone,)).actions
    assert again.id != gone.id


def test_a_done_action_keeps_its_finding_and_a_new_one_brings_another():
    done = kept("A", A, status=Status.DONE)
    (only,) = plan([A], (done,)).actions
    assert (only.status, only.advance) == (Status.DONE, 100)
    later = found("A", assessment="a2")
    fresh, ended = plan([A, later], (done,)).actions
    assert (ended.status, fresh.status) == (Status.DONE, Status.PENDING)
    assert fresh.id != ended.id


def test_an_action_whose_findings_are_in_order_says_so():
    met = FindingRef("a1", "A", "gap", "Lista", "Punto A", "Hacer A", closed=True)
    sources = Sources(FIRM, (kept("A", A),), [], lambda _ref: met, Terms(), None)
    (action,) = plan_of(sources, RULES).actions
    assert [one.closed for one in action.findings] == [True]
    assert action.title == "Hacer A"


def test_the_call_decides_who_pays_and_waiting_actions_cost_nothing_yet():
    one = kept("A", A, cost=62_000_000)
    money = plan([A], (one,)).cofinancing
    assert (money.support, money.firm) == (43_400_000, 18_600_000)
    call = Call("x", "https://x.co", rate=Decimal("0.5"), cap=20_000_000)
    money = plan([A], (one,), call=call).cofinancing
    assert (money.support, money.firm, money.capped) == (20_000_000, 42_000_000, True)
    alone = kept("A", A, cost=100, funding="firm")
    assert plan([A], (alone,)).cofinancing.firm == 100
    part = kept("A", A, cost=100, eligible_cost=50)
    assert plan([A], (part,)).cofinancing.support == 35
    dropped = kept("A", A, cost=100, status=Status.CANCELLED)
    assert plan([A], (dropped,)).cofinancing.cost == 0


def test_who_certifies_may_not_support():
    one = kept("A", A, support="ICONTEC Pasto")
    assert "Icontec" in plan([A], (one,), terms=Terms(certifier="Icontec")).warnings[0]
    assert plan([A], (one,), terms=Terms(certifier="SGS")).warnings == ()
    assert plan([A], (one,)).warnings == ()


def with_places(findings: list[Finding], places: dict[str, int]) -> Plan:
    rows = [
        kept(one.key, one, **({"position": at} if (at := places.get(one.key)) is not None else {}))
        for one in findings
    ]
    return plan(findings, tuple(rows))


@given(
    st.lists(st.integers(1, 5), min_size=2, max_size=16),
    st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=6),
)
def test_a_moved_action_stands_where_it_was_put_and_the_others_keep_their_order(
    severities: list[int], moves: list[tuple[int, int]]
):
    findings = [
        found(f"k{number:02}", (severity, 3, 1, 2)) for number, severity in enumerate(severities)
    ]
    places: dict[str, int] = {}
    for which, where in moves:
        before = with_places(findings, places)
        order = [one.id for one in (*before.carried, *before.waiting)]
        one, at = order[which % len(order)], where % len(order)
        told = moved(before, one, at)
        names = {each.id: each.action_key for each in (*before.carried, *before.waiting)}
        places |= {names[each]: at for each, at in told.items()}
        after = with_places(findings, places)
        order.remove(one)
        order.insert(at, one)
        assert [each.id for each in (*after.carried, *after.waiting)] == order


@given(st.permutations([A, B, C, found("A", (1, 1, 1, 1), item="z")]))
def test_the_plan_is_the_same_however_the_findings_come(findings: list[Finding]):
    assert keys(plan(findings).actions) == ["A", "B", "C"]
    assert plan(findings).actions[0].title == "Hacer A"
