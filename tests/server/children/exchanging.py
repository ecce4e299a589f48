"""A process of a laptop that joined: it exchanges with the office until somebody kills it."""

from __future__ import annotations

import sys
from pathlib import Path

from advisor_app.services import exchanges
from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace


def exchange(folder: Path) -> None:
    """Exchange in small batches, telling what the office has confirmed."""
    exchanges.BATCH = 10
    session = Session(Workspace.open_demo(folder))
    print("ready", flush=True)
    session.exchange.run(lambda step: print(step.sent, flush=True))
    session.close()


if __name__ == "__main__":
    exchange(Path(sys.argv[1]))
