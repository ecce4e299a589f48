"""The one-time page: the right telephone gets exactly the document, everybody else nothing."""

from __future__ import annotations

import socket
import struct
import threading
import urllib.request
from email.message import Message
from html.parser import HTMLParser
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import urljoin

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.hand_over import Stage
from advisor_app.handover.server import OneTimePage
from tests.handover.telephones import (
    ANDROID,
    LOOPBACK,
    PDF,
    PDF_PATH,
    PICTURE,
    PICTURE_PATH,
    Ear,
    ask,
    connect,
    offer,
    path_of,
    served,
)


class Links(HTMLParser):
    """Where a page leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.posts: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        known = dict(attrs)
        if tag == "a":
            self.links.append(known["href"] or "")
        if tag == "form":
            assert known["method"] == "post"
            self.posts.append(known["action"] or "")


def browse(url: str, form: bytes | None = None) -> tuple[bytes, Message]:
    """What a browser gets that knows nothing of us."""
    with urllib.request.urlopen(url, form, timeout=10) as answer:  # noqa: S310 - our own page
        return answer.read(), answer.headers


# --- The right telephone -----------------------------------------------------------------------


def test_a_browser_follows_the_page_to_exactly_the_document():
    with served() as (page, ear):
        found = Links(browse(page.url)[0].decode())
        body, headers = browse(urljoin(page.url, found.links[0]))
        assert body == PDF
        assert headers["Content-Type"] == "application/pdf"
        assert headers["Content-Disposition"].startswith("attachment;")
        assert browse(urljoin(page.url, found.links[1]))[0] == PICTURE
        assert "Quedó anotado" in browse(urljoin(page.url, found.posts[0]), b"")[0].decode()
        ear.await_stage(Stage.CONFIRMED)
    assert found.tags.isdisjoint({"script", "img", "iframe", "link"})


def test_the_advisor_sees_each_step():
    with served() as (page, ear):
        ask(page.url, User_Agent=ANDROID)
        assert ear.await_stage(Stage.OPENED).device == "Android"
        ask(page.url + PDF_PATH, User_Agent=ANDROID)
        delivered = ear.await_stage(Stage.DELIVERED)
        assert (delivered.device, delivered.file) == ("Android", PDF)
        percents = [one.percent for one in ear.heard if one.stage is Stage.DOWNLOADING]
        assert percents == sorted(percents)
        assert percents[-1] == 100
        ask(page.url + "/tengo", method="POST", User_Agent=ANDROID)
        assert ear.await_stage(Stage.CONFIRMED).file == PDF
        assert ear.stages() == [
            Stage.OPENED, Stage.DOWNLOADING, Stage.DELIVERED, Stage.CONFIRMED,
        ]  # fmt: skip


def test_a_previewer_may_fetch_it_again_and_in_parts_until_it_is_confirmed():
    with served() as (page, ear):
        for _time in range(3):
            assert ask(page.url + PDF_PATH).body == PDF
        part = ask(page.url + PDF_PATH, Range="bytes=10-19")
        assert (part.status, part.body) == (206, PDF[10:20])
        assert part.headers["Content-Range"] == f"bytes 10-19/{len(PDF)}"
        assert ask(page.url + PDF_PATH, Range="bytes=-5").body == PDF[-5:]
        assert ask(page.url + PDF_PATH, Range="bytes=0-1,5-6").body == PDF
        assert ask(page.url + PDF_PATH, Range=f"bytes={len(PDF)}-").status == 416
        ear.await_stage(Stage.DELIVERED)


def test_a_download_in_parts_counts_as_delivered_once_it_is_whole():
    half = len(PDF) // 2
    with served() as (page, ear):
        ask(page.url + PDF_PATH, Range=f"bytes=0-{half - 1}")
        ear.await_stage(Stage.WAITING)
        assert Stage.DELIVERED not in ear.stages()
        ask(page.url + PDF_PATH, Range=f"bytes={half}-")
        ear.await_stage(Stage.DELIVERED)


def test_head_tells_the_size_and_nothing_else():
    with served() as (page, ear):
        answer = ask(page.url + PDF_PATH, method="HEAD")
        assert (answer.status, answer.body) == (200, b"")
        assert answer.headers["Content-Length"] == str(len(PDF))
        assert ask(page.url, method="HEAD").body == b""
        assert Stage.DOWNLOADING not in ear.stages()


def test_confirming_before_taking_it_asks_to_take_it_first():
    with served() as (page, ear):
        answer = ask(page.url + "/tengo", method="POST")
        assert answer.status == 409
        assert "Primero guárdelo" in answer.body.decode()
        assert ask(page.url + PDF_PATH).body == PDF
        assert Stage.CONFIRMED not in ear.stages()


def test_the_first_page_alone_can_be_confirmed_too():
    with served() as (page, ear):
        ask(page.url + PICTURE_PATH)
        ask(page.url + "/tengo", method="POST")
        assert ear.await_stage(Stage.CONFIRMED).file == PICTURE


def test_the_page_speaks_the_language_of_the_document():
    with served(offer(lang="en")) as (page, _ear):
        shown = ask(page.url).body.decode()
    assert '<html lang="en">' in shown
    assert "Save on the telephone" in shown


@pytest.mark.parametrize(
    "name",
    ['<script>alert("x")</script>', "شركة النور \u202e لا", "A\"&'><b>", "", "Ñ" * 4000],
)
def test_an_odd_name_stays_a_name(name: str):
    odd = offer(title=name, firm=name, file_name=f"{name}\r\nSet-Cookie: a/../b")
    with served(odd) as (page, _ear):
        shown = ask(page.url).body.decode()
        found = Links(shown)
        assert "script" not in found.tags
        assert "b" not in found.tags
        answer = ask(urljoin(page.url, found.links[0]))
        assert answer.body == PDF
        assert "Set-Cookie" not in answer.headers


# --- Interruptions -----------------------------------------------------------------------------


def leave_halfway(page: OneTimePage, ear: Ear) -> None:
    """A telephone that walks out of the network in the middle."""
    line = connect(page.url)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.sendall(f"GET {path_of(page.url)}{PDF_PATH} HTTP/1.1\r\n\r\n".encode())
    ear.await_stage(Stage.DOWNLOADING)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def test_a_telephone_that_leaves_halfway_can_come_back():
    with served() as (page, ear):
        leave_halfway(page, ear)
        ear.await_stage(Stage.WAITING)
        assert Stage.DELIVERED not in ear.stages()
        assert ask(page.url + PDF_PATH).body == PDF
        ear.await_stage(Stage.DELIVERED)


def test_closing_hangs_up_on_everybody_and_ends_the_thread():
    ear = Ear()
    page = OneTimePage(offer(pdf=b"%PDF" + bytes(40_000_000)), ear)
    page.start(LOOPBACK)
    with connect(page.url) as idle, connect(page.url) as taking:
        taking.sendall(f"GET {path_of(page.url)}{PDF_PATH} HTTP/1.1\r\n\r\n".encode())
        assert taking.recv(12) == b"HTTP/1.1 200"
        page.close()
        for line in (idle, taking):
            line.settimeout(10)
            try:
                while line.recv(1 << 20):
                    pass
            except ConnectionResetError:
                pass
    assert "handover" not in {one.name for one in threading.enumerate()}
    with pytest.raises(ConnectionRefusedError):
        connect(page.url)
    page.close()
    assert Stage.DELIVERED not in ear.stages()


def test_nothing_is_written_to_disk(own_home: Path, tmp_path: Path):
    with served() as (page, _ear):
        ask(page.url)
        ask(page.url + PDF_PATH)
        ask(page.url + "/tengo", method="POST")
    assert [path for path in [*own_home.rglob("*"), *tmp_path.rglob("*")] if path.is_file()] == []


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]):
    caplog.set_level("DEBUG")
    with served() as (page, ear):
        ask(page.url)
        ask(page.url, "/wrong")
        leave_halfway(page, ear)
        ask(page.url + PDF_PATH)
    said = "".join(record.getMessage() for record in caplog.records)
    assert "Panader" not in said
    assert path_of(page.url) not in said
    assert capfd.readouterr() == ("", "")


# --- The laptop's side -------------------------------------------------------------------------


@pytest.mark.parametrize("address", [str(IPv4Address(0)), "8.8.8.8", "::", "example.org", ""])
def test_it_is_served_in_local_networks_only(address: str):
    with pytest.raises(AdvisorError, match="no es local"):
        OneTimePage(offer(), Ear()).start(address)


def test_an_address_that_is_not_the_laptop_s_is_told():
    with pytest.raises(AdvisorError, match="No se pudo abrir la página"):
        OneTimePage(offer(), Ear()).start("192.168.213.77")


def test_a_name_without_plain_letters_still_gives_a_file_name():
    assert offer(file_name="نور").pdf_name == "documento.pdf"
