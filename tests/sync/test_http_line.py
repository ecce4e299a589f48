"""The line to the office: what goes over it, and what it says when it fails."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import zstandard

from advisor_app.sync import admission, errors, packing
from advisor_app.sync.address import address_of
from advisor_app.sync.admission import Enrol, Enrolled
from advisor_app.sync.client import Refused
from advisor_app.sync.http_line import HttpLine, Traffic
from advisor_app.sync.wire import Refusal
from tests.sync.lines import KEYS, Said, ScriptedOffice, self_signed, token

BODY = b'{"id":"b"}'
ANSWER = b'{"no":1,"first":1}'


@pytest.fixture
def office() -> Iterator[ScriptedOffice]:
    made = ScriptedOffice()
    yield made
    made.close()


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def line(office, waited) -> Iterator[HttpLine]:
    traffic = Traffic(pause=lambda seconds: bool(waited.append(seconds)))
    with HttpLine(office.address, "laptop", KEYS, traffic) as made:
        yield made


def refused(code: str, status: int, now: int = 0) -> Said:
    return Said(packing.to_json(Refusal(code, now=now)), status)


def test_a_batch_goes_small_and_signed(office, line):
    office.say("/v1/push", Said(ANSWER))
    assert line.push(BODY) == ANSWER
    _path, headers, body = office.asked[-1]
    assert packing.grow(body) == BODY
    assert headers["Authorization"] == "Bearer t"
    signature = admission.from_text(headers[admission.SIGNATURE_HEADER])
    assert signature == KEYS.sign(admission.said_for_batch(BODY))


def test_a_small_answer_is_opened(office, line):
    office.say("/v1/pull", Said(packing.shrink(ANSWER), headers={"Content-Encoding": "zstd"}))
    assert line.pull(b"{}") == ANSWER


def test_one_token_serves_for_many_requests(office, line):
    office.say("/v1/push", Said(ANSWER))
    for _each in range(3):
        line.push(BODY)
    assert office.count("/v1/token") == 1


def test_a_token_that_is_good_no_more_is_taken_anew(office, line):
    office.say("/v1/token", token("old"), token("new"))
    office.say("/v1/push", refused("token", 401), Said(ANSWER))
    assert line.push(BODY) == ANSWER
    assert office.asked[-1][1]["Authorization"] == "Bearer new"


def test_a_laptop_that_the_office_does_not_know_is_told_so(office, line):
    office.say("/v1/token", refused("token", 401))
    with pytest.raises(errors.Revoked):
        line.push(BODY)


def test_the_office_s_time_counts_where_the_laptop_s_is_wrong(office, line):
    office.say("/v1/token", refused("clock", 401, now=1_000_000), token())
    office.say("/v1/push", Said(ANSWER))
    line.push(BODY)
    asked = packing.from_json(packing.grow(office.asked[1][2]), admission.TokenRequest)
    assert 0 <= asked.at - 1_000_000 < 60_000


def test_what_the_office_refuses_is_handed_on(office, line):
    office.say("/v1/push", refused("gap", 409))
    with pytest.raises(Refused) as caught:
        line.push(BODY)
    assert caught.value.refusal.code == "gap"


def test_a_busy_office_is_asked_again_after_as_long_as_it_says(office, line, waited):
    busy = Said(b"", 503, {"Retry-After": "7"}, "text/plain")
    office.say("/v1/push", busy, busy, Said(ANSWER))
    assert line.push(BODY) == ANSWER
    assert waited == [7, 7]


def test_an_office_that_stays_busy_is_left_alone(office, line, waited):
    office.say("/v1/push", Said(b"{}", 503, {"Retry-After": "600"}))
    with pytest.raises(errors.OfficeBusy) as caught:
        line.push(BODY)
    assert (caught.value.seconds, waited, office.count("/v1/push")) == (600, [], 1)


@pytest.mark.parametrize("cut_at", [0, 1, 9])
def test_a_line_that_breaks_says_that_nothing_was_lost(office, line, cut_at):
    office.say("/v1/push", Said(ANSWER, cut_at=cut_at))
    with pytest.raises(errors.LineCut) as caught:
        line.push(BODY)
    assert "No se perdió nada" in caught.value.advice


def test_an_answer_cut_inside_its_frame_is_no_message(office, line):
    small = packing.shrink(ANSWER)[:-3]
    office.say("/v1/push", Said(small, headers={"Content-Encoding": "zstd"}))
    with pytest.raises(errors.BadMessage):
        line.push(BODY)


def test_a_small_answer_that_would_fill_the_memory_is_not_opened(office, line):
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(packing.MOST_BYTES + 1))
    assert len(bomb) < 10_000
    office.say("/v1/pull", Said(bomb, headers={"Content-Encoding": "zstd"}))
    with pytest.raises(errors.BadMessage):
        line.pull(b"{}")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Said(b"<html>entre aqui</html>", kind="text/html"), errors.NotAnOffice),
        (Said(b"", 302, {"Location": "http://portal.test/"}, "text/html"), errors.NotAnOffice),
        (Said(b'{"detail":"Not Found"}', 404), errors.NotAnOffice),
        (Said(b"trace", 500, kind="text/plain"), errors.OfficeTrouble),
        (Said(b"bad gateway", 502, kind="text/html"), errors.OfficeTrouble),
    ],
)
def test_what_is_not_the_office_is_named(office, line, said, error):
    office.say("/v1/push", said)
    with pytest.raises(error):
        line.push(BODY)


def test_nobody_at_the_address_is_told_from_no_network():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with (
        HttpLine(f"http://127.0.0.1:{port}", "laptop", KEYS) as line,
        pytest.raises(errors.NoAnswer),
    ):
        line.push(BODY)
    with HttpLine("https://oficina.invalid", "laptop", KEYS) as line, pytest.raises(errors.NoLine):
        line.push(BODY)


def test_a_certificate_that_nobody_vouches_for_is_explained_and_nothing_is_sent(tmp_path):
    office = ScriptedOffice(self_signed(tmp_path))
    try:
        with (
            HttpLine(office.address, "laptop", KEYS) as line,
            pytest.raises(errors.BadCertificate) as caught,
        ):
            line.push(BODY)
    finally:
        office.close()
    assert "No se envió nada" in caught.value.advice
    assert office.asked == []


def test_a_proxy_that_somebody_once_set_does_not_read_along(office, line, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    office.say("/v1/push", Said(ANSWER))
    with HttpLine(office.address, "laptop", KEYS) as fresh:
        assert fresh.push(BODY) == ANSWER


def test_whoever_stops_waits_for_no_answer(office):
    office.say("/v1/push", Said(ANSWER))
    with (
        HttpLine(office.address, "laptop", KEYS, Traffic(stopped=lambda: True)) as line,
        pytest.raises(errors.Stopped),
    ):
        line.push(BODY)


def test_bytes_are_counted_as_they_go(office):
    seen: list[tuple[int, int]] = []
    traffic = Traffic()
    traffic.tell = lambda: seen.append((traffic.up, traffic.down))
    office.say("/v1/push", Said(ANSWER))
    with HttpLine(office.address, "laptop", KEYS, traffic) as line:
        line.push(BODY)
    assert seen == sorted(seen)
    assert traffic.up > 0
    assert traffic.down > len(ANSWER)


def test_a_laptop_is_put_on_the_list(office):
    enrolled = Enrolled("laptop-1", "u-1", "Ana", "advisor", "e1")
    office.say("/v1/enrol", Said(packing.to_json(enrolled)))
    asked = Enrol("ana", "secreto", "K7M2", "Portátil", KEYS.public, KEYS.public_sealing)
    with HttpLine(office.address, "", None) as line:
        assert line.enrol(asked) == enrolled


def test_a_wrong_code_is_said_without_naming_which_of_the_three(office):
    office.say("/v1/enrol", refused("token", 401))
    asked = Enrol("ana", "secreto", "K7M2", "Portátil", KEYS.public, KEYS.public_sealing)
    with HttpLine(office.address, "", None) as line, pytest.raises(errors.WrongLogin):
        line.enrol(asked)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("oficina.ejemplo.co", "https://oficina.ejemplo.co"),
        ("  https://oficina.ejemplo.co:8443/ ", "https://oficina.ejemplo.co:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("http://localhost:8000/avanza", "http://localhost:8000/avanza"),
    ],
)
def test_an_address_is_completed(typed, address):
    assert address_of(typed) == address


@pytest.mark.parametrize(
    "typed", ["http://oficina.ejemplo.co", "http://10.0.0.7:8000", "http://127.0.0.1.ejemplo.co"]
)
def test_an_address_that_sends_readable_text_is_refused(typed):
    with pytest.raises(errors.NotSecure):
        address_of(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "https://", "ftp://oficina.co", "https://a b.co", "https://u:p@x.co", "https://x:99999"],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(errors.BadAddress):
        address_of(typed)
