"""The commands of the printing system may be missing, hang, or say what nobody expects."""

from __future__ import annotations

import os
import sys

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import Printer, Wish
from advisor_app.printing import cups
from advisor_app.services import printing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no CUPS on Windows")

OFFICE = Wish(Printer("Oficina-2", "Oficina"), copies=2)


@pytest.fixture
def commands(tmp_path, monkeypatch):
    """Puts commands of the test's own before all others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def put(name, does):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{does}\n")
        program.chmod(0o755)

    return put


def test_without_its_commands_there_is_no_cups(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not printing.takes_files()


def test_a_document_goes_through_a_pipe_under_its_number(commands, tmp_path):
    told = f'echo "$@" > {tmp_path}/words; cat > {tmp_path}/job'
    commands("lp", f"{told}; echo 'request id is Oficina-2-17 (1 file(s))'")
    assert cups.send(b"%PDF-1.7 whole", OFFICE, "A595-2026-0001") == "Oficina-2-17"
    assert (tmp_path / "job").read_bytes() == b"%PDF-1.7 whole"
    words = (tmp_path / "words").read_text().split()
    assert words[:6] == ["-d", "Oficina-2", "-n", "2", "-t", "A595-2026-0001"]


def test_the_commands_are_asked_in_the_language_that_is_read(commands, tmp_path):
    commands("lp", f"env > {tmp_path}/words; echo 'request id is Oficina-2-17 (1 file(s))'")
    cups.send(b"%PDF", OFFICE, "A595")
    assert "LC_ALL=C" in (tmp_path / "words").read_text().split()


def test_a_refusal_that_nobody_knows_is_told_with_what_to_do(commands):
    commands("lp", "echo 'lp: Too many copies.' >&2; exit 1")
    commands("lpstat", "echo 'scheduler is running'")
    with pytest.raises(AdvisorError, match="no recibió el documento") as told:
        cups.send(b"%PDF", OFFICE, "A595")
    assert "sigue completo" in told.value.advice
    assert "guarde el PDF" in told.value.advice


def test_a_job_that_cannot_be_taken_back_is_told(commands):
    commands("cancel", "echo 'cancel: cancel-job failed: Forbidden' >&2; exit 1")
    commands("lpstat", "echo 'scheduler is running'")
    with pytest.raises(AdvisorError, match="no se pudo cancelar") as told:
        cups.cancel("Oficina-2-17")
    assert "en la impresora misma" in told.value.advice


def test_a_command_that_hangs_is_given_up(commands, tmp_path, monkeypatch):
    monkeypatch.setattr(cups, "PATIENCE_SECONDS", 0.2)
    os.mkfifo(tmp_path / "never")
    commands("lp", f"exec cat {tmp_path}/never")
    with pytest.raises(AdvisorError, match="no responde"):
        cups.send(b"%PDF", OFFICE, "A595")


def test_a_printer_of_the_network_that_was_never_used_is_offered(commands):
    commands("lpstat", 'case "$1" in -e) echo Nueva;; -H) echo 127.0.0.1:9;; esac')
    (one,) = printing.printers()
    assert (one.name, one.shown_name, one.two_sided) == ("Nueva", "Nueva", False)
