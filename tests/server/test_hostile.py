"""Whatever is sent, nothing breaks: an answer that says so, never a defect."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor_app.schema.tables import SYNCED
from advisor_app.server.access import Role
from advisor_app.server.engine import now_ms
from tests.server.offices import Served, firm_block

_BOUNDED = settings(
    max_examples=10,
    suppress_health_check=list(HealthCheck),
    deadline=None,
)


def test_nothing_that_fits_the_description_or_does_not_breaks_the_office(served: Served):
    laptop = served.laptop("ana", Role.COORDINATOR)
    schema = schemathesis.openapi.from_url(f"{served.url}/openapi.json")
    statuses: set[int] = set()
    names: set[str] = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        names.add(operation.path)
        modes = [schemathesis.GenerationMode.POSITIVE]
        if operation.body:
            modes.append(schemathesis.GenerationMode.NEGATIVE)
        for mode in modes:

            @_BOUNDED
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case) -> None:
                told = case.call(headers=laptop.bearer, timeout=20)
                statuses.add(told.status_code)
                assert told.status_code < 500 or "retry-after" in told.headers, told.text

            ask()
    assert {"/v1/push", "/v1/pull"} <= names
    assert {200, 400} <= statuses


_TABLES = {table.name: [str(c.name) for c in table.columns] for table in SYNCED}
_odd = st.one_of(
    st.none(),
    st.integers(-(2**70), 2**70),
    st.text(max_size=12),
    st.sampled_from(["", "\0", "f-1", "co", "global", "user:x", "2026-13-99", "[]", "{"]),
)
_names = st.sampled_from(["f-1", "f-2", "a-1", "x", "\0", "", "\ud83d\ude00", "user:x", "global"])


@st.composite
def _blocks(draw: st.DrawFn) -> dict[str, object]:
    table = draw(st.sampled_from([*_TABLES, "change", "account"]))
    known = _TABLES.get(table, ["id"])
    columns = draw(st.lists(st.sampled_from([*known, "unheard_of"]), unique=True, max_size=6))
    row = st.tuples(
        st.one_of(_names, st.none()),
        st.one_of(st.integers(-(2**70), 2**70), st.just("0.3"), st.text(max_size=3)),
        st.integers(-1, 2**60),
        st.one_of(st.just(0), st.lists(st.integers(0, 9), max_size=6)),
        *(_odd for _column in columns),
    ).map(list)
    rows = draw(st.lists(row, max_size=4))
    alike = draw(st.dictionaries(st.sampled_from(known), _odd, max_size=2))
    return {
        "e": table, "c": columns, "r": rows, "k": alike,
        "t": draw(st.sampled_from([0, now_ms(), -5, 10**17])),
        "h": draw(st.one_of(st.just(""), _names)),
    }  # fmt: skip


def test_no_edit_breaks_the_office_or_stops_what_comes_after_it(served: Served):
    laptop = served.laptop("ana", Role.COORDINATOR)
    laptop.push(laptop.batch(firm_block("f-1"))).raise_for_status()
    statuses: set[int] = set()

    @settings(_BOUNDED, max_examples=120)
    @given(blocks=st.lists(_blocks(), max_size=3), schema=st.integers(0, 9))
    def send(blocks: list[dict[str, object]], schema: int) -> None:
        told = laptop.push(laptop.batch(*blocks, schema=schema))
        statuses.add(told.status_code)
        if told.status_code != 200:
            assert told.status_code == 400, told.text
            laptop.no -= 1

    send()
    assert statuses == {200, 400}
    laptop.push(laptop.batch(firm_block("f-9"))).raise_for_status()
    assert "f-9" in repr(laptop.pull_all())
