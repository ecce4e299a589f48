"""An office that answers by a script, on loopback: for what the line must bear."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from advisor_app.domain import clock
from advisor_app.sync import packing
from advisor_app.sync.admission import Token
from advisor_app.sync.keys import LaptopKeys

KEYS = LaptopKeys(b"\x01" * 32, b"\x02" * 32, "life")


@dataclass
class Said:
    """An answer; ``cut_at`` ends the line after so many bytes of the body."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    cut_at: int | None = None


class ScriptedOffice:
    """Answers each path with the next of its answers, the last one for ever."""

    def __init__(self, certificate: tuple[Path, Path] | None = None) -> None:
        self.script: dict[str, list[Said | Callable[[], Said]]] = {}
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.script["/v1/token"] = [token()]
        office = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                office.asked.append((self.path, dict(self.headers), body))
                said = office._next(self.path)
                self.send_response(said.status)
                self.send_header("Content-Type", said.kind)
                self.send_header("Content-Length", str(len(said.body)))
                for name, value in said.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said.body[: said.cut_at])
                if said.cut_at is not None:
                    self.wfile.flush()
                    self.close_connection = True

            do_GET = do_POST  # noqa: N815 - the server's own name

            def log_message(self, *_args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = False

            def handle_error(self, *_args: Any) -> None:
                """A caller who hangs up is no news here."""

        self._server = Server(("127.0.0.1", 0), Handler)
        scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            scheme = "https"
        self.address = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def say(self, path: str, *answers: Said | Callable[[], Said]) -> None:
        self.script[path] = list(answers)

    def count(self, path: str) -> int:
        return sum(asked == path for asked, _headers, _body in self.asked)

    def _next(self, path: str) -> Said:
        answers = self.script[path]
        said = answers.pop(0) if len(answers) > 1 else answers[0]
        return said if isinstance(said, Said) else said()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def token(name: str = "t", seconds: int = 900) -> Said:
    return Said(packing.to_json(Token(name, seconds, 0)))


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate that nobody vouches for, and its key."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret
