"""A process that is the office, on one SQLite file, until somebody kills it."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn

from advisor_app.server.app import create_app
from advisor_app.server.engine import Base


def serve(folder: Path, port: int) -> None:
    """Answer on this port of the loopback."""
    base = Base(f"sqlite:///{folder / 'office.db'}")
    base.create()
    app = create_app(base, "Oficina de prueba", folder / "files")
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
