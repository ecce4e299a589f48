"""Serving the office: on this machine as it is, for others only with a certificate."""

from __future__ import annotations

import logging
import signal
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.sync.address import is_loopback

if TYPE_CHECKING:
    from fastapi import FastAPI

PORT: Final = 8470
_GRACE_SECONDS: Final = 20
_MOST_CONNECTIONS: Final = 1_000
_KEEP_ALIVE_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Address:
    """Where an office answers, and with which certificate."""

    host: str
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        """The address as laptops are told it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{self.port}"

    def check(self) -> None:
        """See that nobody else could listen.

        Raises:
            AdvisorError: other machines would be answered without TLS, or the certificate is none.
        """
        if self.certificate is None or self.key is None:
            if not is_loopback(self.host):
                raise AdvisorError(
                    _("Fuera de este equipo la oficina solo se sirve con TLS."),
                    advice=_("Indique --certificate y --key, o use --host 127.0.0.1."),
                )
            return
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as error:
            raise AdvisorError(
                _("El certificado y su clave no se pueden usar."),
                advice=_("Revise que los dos archivos existan, sean PEM y vayan juntos."),
            ) from error


def serve(app: FastAPI, address: Address) -> None:
    """Answer until told to stop; what was begun is finished first.

    Raises:
        AdvisorError: the address can't be used.
    """
    import uvicorn

    from advisor_app.server.watching import JsonLines

    address.check()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    config = uvicorn.Config(
        app,
        host=address.host,
        port=address.port,
        ssl_certfile=address.certificate,
        ssl_keyfile=address.key,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    # the server stops in peace on these, then sends them again to whoever had them before
    before = {one: signal.signal(one, _heard) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        server.run()
    except SystemExit as error:
        message = _("No se puede servir en {address}.").format(address=address.url)
        raise AdvisorError(message, advice=_("¿Está ocupado el puerto?")) from error
    finally:
        for one, handled in before.items():
            signal.signal(one, handled)


def _heard(_signal: int, _frame: object) -> None:
    """The server has stopped already."""
