"""The office over the line: batches, pages, refusals, bounds."""

from __future__ import annotations

import re
import threading

import pytest
import zstandard

from advisor_app.server import app, ledger
from advisor_app.server.access import Role, give
from advisor_app.server.limits import Seats
from tests.server.offices import Served, firm_block, visit_blocks
from tests.sources import ROOT


def _code(response) -> tuple[int, str]:
    return response.status_code, response.json().get("code", "")


def test_a_batch_comes_back_to_another_laptop_of_the_person(served: Served):
    one, other = served.laptop("ana"), served.laptop("ana")
    told = one.push(one.batch(firm_block("f-1"), *visit_blocks("f-1", "a-1", 30)))
    assert told.json() == {"no": 1, "first": 1}
    rows = other.pull_all()["rows"]
    assert {block["e"]: len(block["r"]) for block in rows} == {
        "firm": 1, "assessment": 1, "answer": 30,
    }  # fmt: skip


def test_nobody_else_is_told_of_a_firm_until_it_is_given(served: Served):
    ana, beto = served.laptop("ana"), served.laptop("beto")
    ana.push(ana.batch(firm_block("f-1")))
    assert beto.pull_all()["rows"] == []
    with served.base.writing() as c:
        give(c, beto.user, "f-1", "test")
    assert [block["e"] for block in beto.pull_all()["rows"]] == ["firm"]
    assert served.laptop("carla", Role.COORDINATOR).pull_all()["rows"]


def test_the_same_batch_posted_eight_times_at_once_has_eight_same_answers(served: Served):
    laptop = served.laptop("ana")
    body = laptop.batch(firm_block("f-1"), *visit_blocks("f-1", "a-1", 100))
    assert laptop.token
    together = threading.Barrier(8)
    answers: list[bytes] = []

    def post() -> None:
        together.wait()
        answers.append(laptop.push(body).raise_for_status().content)

    threads = [threading.Thread(target=post) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    with served.base.reading() as c:
        import sqlalchemy as sa

        from advisor_app.schema import office

        assert c.execute(sa.select(sa.func.count()).select_from(office.batch)).scalar() == 1
        assert c.execute(sa.select(office.clock.c.seq)).scalar() == 102


def test_a_batch_without_the_signature_of_its_laptop_is_not_taken(served: Served):
    ana, beto = served.laptop("ana"), served.laptop("beto")
    body = ana.batch(firm_block("f-1"))
    assert ana.token
    ana.key = beto.key
    assert _code(ana.push(body)) == (400, "message")
    assert _code(ana.push(body, **{"Advisor-Signature": ""})) == (400, "message")


def test_a_number_that_does_not_follow_is_told_which_one_is_waited_for(served: Served):
    laptop = served.laptop("ana")
    laptop.no = 6
    told = laptop.push(laptop.batch(firm_block("f-1")))
    assert _code(told) == (409, "gap")
    assert told.json()["expect"] == 1


def test_another_life_of_the_office_is_said(served: Served):
    told = served.laptop("ana").pull(epoch="0" * 32)
    assert _code(told) == (409, "epoch")
    assert [head for _name, head in told.json()["epochs"]] == [0]


def test_the_decision_names_every_word_that_the_office_refuses_with():
    """``fault`` is the one for what nobody foresaw."""
    text = (ROOT / "docs/decisions/0013-exchange.md").read_text(encoding="utf-8")
    told = text[text.index("`Refusal.code`") :].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z]+)`", told)) == {*app._STATUSES, "fault"}


def test_a_small_body_that_would_grow_without_end_is_refused(served: Served):
    laptop = served.laptop("ana")
    laptop.batch()
    packer = zstandard.ZstdCompressor(level=3).compressobj(size=10_000_000_000)
    piece = bytes(1 << 20)
    bomb = packer.compress(piece) + b"".join(packer.compress(piece) for _each in range(99))
    headers = laptop.bearer | {"Content-Encoding": "zstd"}
    told = served.http.post("/v1/push", content=bomb, headers=headers)
    assert _code(told) == (413, "size")
    lying = bytearray(packing_of(b"x" * 90_000_000))
    lying[5:9] = (1_000).to_bytes(4, "little")
    assert served.http.post("/v1/pull", content=bytes(lying), headers=headers).status_code == 400


def packing_of(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=1).compress(data)


def test_a_body_beyond_the_bound_is_refused_and_the_answer_arrives(served: Served):
    laptop = served.laptop("ana")
    large = bytes(20 * 1024 * 1024)
    assert _code(served.http.post("/v1/pull", content=large, headers=laptop.bearer))[0] == 413
    assert _code(served.http.post("/v1/pull", content=large)) == (401, "token")


def test_beyond_the_waiting_room_a_batch_is_asked_to_come_again(served: Served):
    served.app.state.desk.seats = Seats(1)
    laptop = served.laptop("ana")
    body = laptop.batch(firm_block("f-1"))
    with served.app.state.desk.seats.seat():
        told = laptop.push(body)
        assert _code(told) == (503, "busy")
        assert int(told.headers["Retry-After"]) >= 1
        assert laptop.get("/v1/me").is_success
    assert laptop.push(body).is_success


def test_nothing_new_is_one_request_of_a_few_bytes(served: Served):
    laptop = served.laptop("ana")
    first = laptop.pull().json()
    told = laptop.pull(head=first["head"], grants=first["grants"])
    assert len(told.content) <= 150
    assert not told.json().get("more")


def test_answers_are_made_small_for_who_can_read_them(served: Served):
    laptop = served.laptop("ana")
    laptop.push(laptop.batch(firm_block("f-1"), *visit_blocks("f-1", "a-1", 250)))
    asked = {"epoch": laptop.epoch, "grants": laptop.pull().json()["grants"]}
    headers = laptop.bearer | {"Accept-Encoding": "zstd"}
    small = served.http.post("/v1/pull", json=asked, headers=headers)
    plain = served.http.post(
        "/v1/pull", json=asked, headers=laptop.bearer | {"Accept-Encoding": ""}
    )
    assert small.headers["content-encoding"] == "zstd"
    assert small.json()["rows"] == plain.json()["rows"]
    assert int(small.headers["content-length"]) * 2 < int(plain.headers["content-length"])


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("zstd", b"no frame"),
        ("identity", b"{"),
        ("identity", b"[" * 100_000),
        ("identity", b'{"head": "1"}'),
        ("identity", b'{"head": 99999999999999999999999999}'),
        ("identity", b'{"cursors": {"a\\u0000b": [1, 1]}}'),
        ("identity", b'{"cursors": {"a": [-1, 99999999999999999999]}}'),
        ("gzip", b"{}"),
    ],
)
def test_what_is_no_message_is_said_so_and_nothing_breaks(served: Served, encoding, body):
    laptop = served.laptop("ana")
    headers = laptop.bearer | {"Content-Encoding": encoding}
    told = served.http.post("/v1/pull", content=body, headers=headers)
    assert _code(told) == (400, "message")


def test_figures_tell_counts_and_no_names(served: Served):
    laptop = served.laptop("ana")
    laptop.push(laptop.batch(firm_block("f-1")))
    laptop.pull(epoch="0")
    served.http.get(f"/v1/{laptop.device}")
    text = served.http.get("/metrics").text
    assert 'advisor_requests_total{method="POST",path="/v1/push",status="200"} 1.0' in text
    assert 'advisor_refusals_total{code="epoch"} 1.0' in text
    for name in ("ana", laptop.device, laptop.user, "f-1"):
        assert name not in text


def test_a_base_that_is_away_asks_to_come_again(served: Served, monkeypatch, expect_log):
    import sqlalchemy.exc

    expect_log.add("advisor.office")
    laptop = served.laptop("ana")

    def away(*_args: object) -> bytes:
        raise sqlalchemy.exc.OperationalError("", {}, OSError("gone"))

    body = laptop.batch(firm_block("f-1"))
    monkeypatch.setattr(ledger, "push", away)
    told = laptop.push(body)
    assert _code(told) == (503, "busy")
    assert int(told.headers["Retry-After"]) >= 1
    monkeypatch.undo()
    assert laptop.push(body).is_success


def test_a_coordinator_joins_two_firms_and_their_advisors_have_one(served: Served):
    ana, beto = served.laptop("ana"), served.laptop("beto")
    carla = served.laptop("carla", Role.COORDINATOR)
    ana.push(ana.batch(firm_block("f-1", "Trapiche"), *visit_blocks("f-1", "a-1", 5)))
    beto.push(beto.batch(firm_block("f-2", "El Trapiche"), *visit_blocks("f-2", "a-2", 7)))
    path = "/v1/firms/f-1/join"
    assert _code(served.http.post(path, json={"firm": "f-2"}, headers=ana.bearer)) == (403, "role")
    served.http.post(path, json={"firm": "f-2"}, headers=carla.bearer).raise_for_status()
    for again in ("f-2", "f-1", "f-3"):
        told = served.http.post(path, json={"firm": again}, headers=carla.bearer)
        assert _code(told) == (400, "message")
    for laptop in (ana, beto):
        answers = [b for b in laptop.pull_all()["rows"] if b["e"] == "answer"]
        told = [b["k"].get("firm_id") or b["r"][0] for b in answers]
        assert sum(len(b["r"]) for b in answers) == 12
        assert set(told) == {"f-1"}
