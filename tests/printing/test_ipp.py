"""Whatever a printing system answers is understood or refused, and never more than that."""

from __future__ import annotations

import contextlib
import struct
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor_app.printing import ipp


class Listener(BaseHTTPRequestHandler):
    """Answers every question with the same bytes."""

    answer = b""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(type(self).answer)

    def log_message(self, *_words):
        pass


@pytest.fixture(scope="module")
def address():
    server = HTTPServer(("127.0.0.1", 0), Listener)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


def attribute(tag, name, value):
    return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value


WELL = b"".join(
    [
        struct.pack(">BBHi", 2, 0, 0, 1),
        b"\x01" + attribute(0x47, b"attributes-charset", b"utf-8"),
        b"\x04" + attribute(0x42, b"printer-name", b"Oficina"),
        attribute(0x23, b"printer-state", struct.pack(">i", 3)),
        attribute(0x22, b"printer-is-accepting-jobs", b"\x00"),
        attribute(0x44, b"sides-supported", b"one-sided"),
        attribute(0x44, b"", b"two-sided-long-edge"),
        attribute(0x35, b"printer-info", b"\x00\x02es\x00\x05Caf\xc3\xa9"),
        attribute(0x30, b"of-no-interest", b"\xff\xfe"),
        b"\x04" + attribute(0x42, b"printer-name", b"Bodega"),
        b"\x03",
    ]
)


def asked(address, answer):
    Listener.answer = answer
    return ipp.ask(address, ipp.GET_PRINTERS, ("printer-name",))


def test_every_printer_of_an_answer_is_read(address):
    first, second = asked(address, WELL).things
    assert first == {
        "printer-name": ["Oficina"],
        "printer-state": [3],
        "printer-is-accepting-jobs": [False],
        "sides-supported": ["one-sided", "two-sided-long-edge"],
        "printer-info": ["Café"],
    }
    assert second == {"printer-name": ["Bodega"]}


def test_an_answer_cut_anywhere_is_no_answer(address):
    for length in range(len(WELL)):
        with pytest.raises(ipp.NoAnswerError):
            asked(address, WELL[:length])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_noise_is_no_answer_or_one_without_harm(address, noise):
    with contextlib.suppress(ipp.NoAnswerError):
        assert asked(address, WELL[:8] + noise).status == 0


def test_where_nobody_listens_there_is_no_answer(tmp_path):
    for place in (str(tmp_path / "socket"), "127.0.0.1:9"):
        with pytest.raises(ipp.NoAnswerError):
            ipp.ask(place, ipp.GET_PRINTERS, ("printer-name",))
