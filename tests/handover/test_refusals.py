"""Whoever is not the right telephone gets nothing, however it asks."""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from advisor_app.domain.hand_over import Stage
from advisor_app.handover.server import OneTimePage
from tests.handover.telephones import (
    LOOPBACK,
    PDF,
    PDF_PATH,
    PICTURE_PATH,
    Ear,
    ask,
    connect,
    offer,
    path_of,
    raw,
    served,
)


def test_the_secret_has_128_bits_and_is_another_each_time():
    pages = [OneTimePage(offer(), Ear()) for _time in range(50)]
    try:
        secrets = {path_of(page.start(LOOPBACK)) for page in pages}
    finally:
        for page in pages:
            page.close()
    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {1 + 26}
    (first, *_) = pages
    assert first.token_hash == hashlib.sha256(path_of(first.url)[1:].encode()).hexdigest()


def test_every_wrong_address_gets_the_same_nothing():
    with served() as (page, ear):
        right = path_of(page.url)
        wrong = [
            "/", "/favicon.ico", "/robots.txt", right[:-1], right + "a", right.upper(),
            "/" + "a" * 26, "/" + "a" * 26 + PDF_PATH, PDF_PATH, f"/x{right}{PDF_PATH}",
        ]  # fmt: skip
        answers = {
            (answer.status, answer.body, tuple(sorted(answer.headers.items())))
            for path in wrong
            for answer in [ask(page.url, path), ask(page.url, path, method="POST")]
        }
        assert len(answers) == 1
        assert answers.pop()[0] == 404
        assert ear.heard == []


@pytest.mark.parametrize(
    "path",
    [
        "/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/..%5c..",
        PDF_PATH + "/..", "/./" + PDF_PATH[1:], "/", "/tengo/", PDF_PATH + "?x=1", "/%00",
    ],
)  # fmt: skip
def test_below_the_secret_there_is_nothing_but_the_three(path: str):
    with served() as (page, _ear):
        assert ask(page.url, path_of(page.url) + path).status == 404


def test_nothing_can_be_fetched_after_it_was_confirmed():
    with served() as (page, _ear):
        ask(page.url + PDF_PATH)
        ask(page.url + "/tengo", method="POST")
        for path, method in ((PDF_PATH, "GET"), (PICTURE_PATH, "GET"), ("", "GET")):
            answer = ask(page.url + path, method=method)
            assert answer.status == 410
            assert "ya se cerró" in answer.body.decode()
        assert ask(page.url + "/tengo", method="POST").status == 410
        assert ask(page.url, "/").status == 404


def test_after_its_time_it_says_so_and_then_it_is_gone():
    with served(lifetime=0.05, linger=0.3) as (page, ear):
        ear.await_stage(Stage.EXPIRED)
        assert ask(page.url + PDF_PATH).status == 410
        thread = next(one for one in threading.enumerate() if one.name == "handover")
        thread.join(10)
        with pytest.raises(ConnectionRefusedError):
            ask(page.url)


def test_methods_that_mean_nothing_here_are_refused():
    with served() as (page, _ear):
        for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "POST"):
            assert ask(page.url, method=method).status == 405
        assert ask(page.url + "/tengo").status == 405
        assert ask(page.url + PDF_PATH, method="POST").status == 405


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n", 431),
        (b"GET /" + b"a" * 9000, 431),
        (b"GET /" + b"a" * 300 + b" HTTP/1.1\r\n\r\n", 414),
        (b"X: y\r\n" * 2000, 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 400),
        (b"GET http://example.org/ HTTP/1.1\r\n\r\n", 400),
        (b"GET /\xc3\xb1 HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nno header\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: \x00\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", 413),
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello", 413),
        (b"\r\n\r\n\r\n\r\n", 400),
    ],
)
def test_rubbish_is_refused_and_the_page_goes_on(data: bytes, status: int):
    with served() as (page, ear):
        answer = raw(page.url, data)
        assert answer[:12] in {b"HTTP/1.1 %d" % status, b""}
        assert ear.heard == []
        assert ask(page.url + PDF_PATH).body == PDF


def is_hung_up(line: socket.socket) -> bool:
    """Whether the server closed this connection, waiting a while for it."""
    try:
        return not line.recv(1)
    except ConnectionResetError:
        return True


def test_a_client_that_says_nothing_or_little_is_hung_up_on():
    with served(patience=0.1) as (page, _ear), connect(page.url) as mute, connect(page.url) as slow:
        slow.sendall(b"GET /")
        assert is_hung_up(mute)
        assert is_hung_up(slow)
        assert ask(page.url).status == 200


def test_a_client_that_dribbles_is_hung_up_on_as_well():
    with served(patience=0.3) as (page, _ear), connect(page.url) as line:
        line.settimeout(0.02)
        began = time.monotonic()
        while not dribbled(line):
            assert time.monotonic() - began < 5
        assert ask(page.url).status == 200


def dribbled(line: socket.socket) -> bool:
    """One more byte of a header that never ends; whether that was the last one taken."""
    try:
        line.sendall(b"X")
        return is_hung_up(line)
    except TimeoutError:
        return False
    except OSError:
        return True


def test_eight_telephones_at_once_are_served():
    with served() as (page, _ear), ThreadPoolExecutor(8) as crowd:
        bodies = list(crowd.map(lambda _n: ask(page.url + PDF_PATH).body, range(8)))
    assert bodies == [PDF] * 8


def test_the_ninth_connection_at_once_is_turned_away():
    with served() as (page, _ear):
        waiting = [connect(page.url) for _n in range(8)]
        try:
            assert raw(page.url, b"GET / HTTP/1.1\r\n\r\n") == b""
        finally:
            for line in waiting:
                line.close()


def test_whoever_asks_too_much_is_slowed_down():
    with served() as (page, _ear):
        assert [ask(page.url, "/").status for _n in range(20)] == [404] * 20
        assert any(ask(page.url, "/").status == 429 for _n in range(500))


def test_what_it_answers_tells_browsers_to_keep_and_run_nothing():
    with served() as (page, _ear):
        for answer in (ask(page.url), ask(page.url + PDF_PATH), ask(page.url, "/")):
            headers = answer.headers
            assert headers["Cache-Control"] == "no-store"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Content-Security-Policy"].startswith("default-src 'none'")
            assert "unsafe" not in headers["Content-Security-Policy"]
            assert not {"Server", "Date", "Set-Cookie"} & set(headers)
