"""The office's command line, from setting up to serving."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from advisor_app import office
from advisor_app.server.docs import Docs
from advisor_app.server.engine import Base
from advisor_app.sync.merge import Record, Stamp

PASSWORD = "aguacate-hass-2026"
_ALL = "::"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command in a folder of its own; gives code, output and errors."""
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n")

    def do(*words: str) -> tuple[int, str, str]:
        more = ["--password-file", str(secret)]
        asks = words[:1] == ("init",) or words[:2] in (("user", "add"), ("user", "password"))
        command = ["--data", str(tmp_path / "office"), *words, *(more if asks else [])]
        code = office.main(command)
        told = capsys.readouterr()
        return code, told.out, told.err

    return do


def test_an_office_is_set_up_once(run, tmp_path):
    assert run("init", "--name", "Programa Calidad")[0] == 0
    code, _out, told = run("init")
    assert code == office.BAD_INPUT
    assert "ya hay una oficina" in told
    assert (tmp_path / "office").stat().st_mode & 0o077 == 0


def test_a_short_password_sets_nothing_up(run, tmp_path):
    (tmp_path / "password").write_text("corta\n")
    code, _out, told = run("init")
    assert (code, "al menos 10" in told) == (office.BAD_INPUT, True)
    (tmp_path / "password").write_text(PASSWORD)
    assert run("init")[0] == 0


def test_people_and_their_codes(run):
    run("init")
    code, out, _err = run("user", "add", "Ana", "--name", "Ana Gómez", "--role", "coordinator")
    assert code == 0
    assert len(out.rstrip().rpartition(" ")[2]) == 14
    assert run("user", "add", "ana")[0] == office.BAD_INPUT
    assert run("user", "code", "ana")[1] != out
    assert run("user", "code", "beto")[0] == office.BAD_INPUT
    assert run("user", "password", "ana")[0] == 0
    run("user", "disable", "ana")
    lines = [line.split("\t") for line in run("user", "list")[1].splitlines()]
    assert [(line[0], line[2], bool(line[3])) for line in lines] == [
        ("admin", "administrator", False),
        ("ana", "coordinator", True),
    ]


def test_without_an_office_nothing_is_made_by_the_way(run, tmp_path):
    code, _out, told = run("user", "list")
    assert (code, "advisor-office init" in told) == (office.BAD_INPUT, True)
    assert not (tmp_path / "office").exists()


def test_other_machines_are_answered_with_tls_only(run):
    run("init")
    code, _out, told = run("serve", "--host", _ALL)
    assert (code, "TLS" in told) == (office.BAD_INPUT, True)
    here = str(Path(__file__))
    code, _out, told = run("serve", "--host", _ALL, "--certificate", here, "--key", here)
    assert (code, "certificado" in told) == (office.BAD_INPUT, True)


def _serve(folder: Path, *words: str) -> tuple[subprocess.Popen[str], int]:
    """The office of a test, served by a process of its own, once it answers; and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*_command(folder), "--port", str(port), *words]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ)
    assert process.stderr is not None
    line = process.stderr.readline()
    assert f"://127.0.0.1:{port}" in line
    while "Uvicorn running" not in line:
        line = process.stderr.readline()
        assert process.poll() is None
    return process, port


def _command(folder: Path) -> list[str]:
    place = str(folder / "office")
    return [sys.executable, "-m", "advisor_app.office", "--data", place, "serve"]


def test_it_is_served_with_one_command_and_stops_in_peace(run, tmp_path):
    run("init")
    process, port = _serve(tmp_path)
    assert httpx.get(f"http://127.0.0.1:{port}/health").json() == {"ok": True}
    command = [*_command(tmp_path), "--port", "1"]
    again = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (again.returncode, "ya se está sirviendo" in again.stderr) == (office.BAD_INPUT, True)
    process.send_signal(signal.SIGTERM)
    rest = process.communicate(timeout=30)[1].splitlines()
    assert process.returncode == 0
    told = [json.loads(line) for line in rest if "request" in line]
    assert [(one["path"], one["status"]) for one in told] == [("/health", 200)]


def test_a_copy_becomes_an_office_elsewhere(run, tmp_path):
    run("init", "--name", "Programa Calidad")
    run("user", "add", "ana")
    code, out, _err = run("backup", "--to", str(tmp_path / "copies"))
    assert code == 0
    copy = out.strip().rpartition(" ")[2]
    (tmp_path / "office").rename(tmp_path / "lost")
    assert run("restore", copy)[0] == 0
    assert "ana\t" in run("user", "list")[1]
    assert run("check")[:2] == (0, "Todo está en orden.\n")
    assert run("restore", copy)[0] == office.BAD_INPUT


def test_firms_are_given_and_taken_away_by_nit(run, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(("NIT", "Nombre", "Municipio", "Asesores"))
    book.active.append(("999.000.101-0", "Asociación La Meseta", "Popayán", "ana"))
    book.save(tmp_path / "firms.xlsx")
    run("init")
    run("user", "add", "ana")
    assert "nuevas: 1" in run("import", str(tmp_path / "firms.xlsx"))[1]
    assert "\t999000101\tAsociación La Meseta" in run("grant", "list", "ana")[1]
    assert run("grant", "remove", "ana", "999.000.101-0")[0] == 0
    assert run("grant", "list", "ana")[1] == ""
    for wrong in ("999.000.101-5", "999000102", "0"):
        assert run("grant", "add", "ana", wrong)[0] == office.BAD_INPUT
    for typed in ("999000101", "NIT 999.000.101 - 0", "999 000 101"):
        assert run("grant", "add", "ana", typed)[0] == 0
    assert run("import", str(tmp_path / "nothing.xlsx"))[0] == office.BAD_INPUT


def test_an_office_needs_no_window_and_no_laptop_s_base():
    code = (
        "import sys, advisor_app.office, advisor_app.server.app, advisor_app.server.serving,"
        " advisor_app.server.place, advisor_app.server.importing, advisor_app.server.copies\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = set(told.stdout.split())
    assert not loaded & {"PySide6", "sqlcipher3", "alembic", "reportlab", "pikepdf", "PIL", "httpx"}


def test_it_answers_over_tls_whoever_believes_its_certificate(run, tmp_path):
    run("init")
    certificate, key = _certificate(tmp_path)
    files = ["--certificate", str(certificate), "--key", str(key)]
    process, port = _serve(tmp_path, *files)
    try:
        trusting = ssl.create_default_context(cafile=certificate)
        url = f"https://localhost:{port}/health"
        assert httpx.get(url, verify=trusting).json() == {"ok": True}
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(url)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://localhost:{port}/health")
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that nobody knows yet, and its key."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "office.pem", folder / "office.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret


def test_somebody_who_asks_is_forgotten_by_who_may_grant_it(run, tmp_path):
    run("init")
    run("user", "add", "ana", "--name", "Ana Gómez", "--role", "advisor")
    base = Base(f"sqlite:///{tmp_path / 'office' / 'office.db'}")
    with base.writing() as c:
        docs = Docs(c)
        record = Record(
            1, {"name": "José Canario", "firm_id": "f", "bucket": "f"}, Stamp(1, "", "")
        )
        docs.put(("person", "p-1"), "f", "p-1", record)
        docs.save()
    base.close()
    assert run("erase", "p-1", "--by", "ana")[0] == office.BAD_INPUT
    assert run("erase", "p-2", "--by", "admin")[0] == office.BAD_INPUT
    code, told, _err = run("erase", "p-1", "--by", "admin")
    assert (code, "fuera de alcance" in told) == (0, True)
    base = Base(f"sqlite:///{tmp_path / 'office' / 'office.db'}")
    with base.reading() as c:
        known = Docs(c).get(("person", "p-1"))
    base.close()
    assert known is not None
    assert known.records["p-1"].f == {"firm_id": "f", "bucket": "f"}
