"""Many laptops in a closed loop, each pushing one visit of 250 answers after the other."""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final

import httpx

from advisor_app.domain import ids
from tests.bench.children import tell
from tests.server.offices import Asking, firm_block, visit_blocks

_SECONDS_PER_REQUEST: Final = 120
_BUSY: Final = 503


@dataclass(slots=True)
class _Seen:
    """What the laptops saw, together.

    Attributes:
        times: of each visit, from sending it until it was taken, waits for the office included.
        busy: how often the office asked to come again.
        failed: what was neither taken nor asked to come again.
    """

    times: list[float] = field(default_factory=list)
    busy: int = 0
    failed: int = 0


def main(told: dict[str, Any], seconds: float) -> None:
    seen = _Seen()
    laptops = [_laptop(told, number) for number in range(len(told["logins"]))]
    threads = [
        threading.Thread(target=_visit_after_visit, args=(laptop, firm, seconds, seen))
        for laptop, firm in laptops
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - begun
    tell({"seconds": lasted, "times": seen.times, "busy": seen.busy, "failed": seen.failed})


def _laptop(told: dict[str, Any], number: int) -> tuple[Asking, str]:
    """A laptop that was let in and has sent a firm."""
    office: Any = SimpleNamespace(
        http=httpx.Client(base_url=told["address"], timeout=_SECONDS_PER_REQUEST)
    )
    laptop, firm = Asking(office, told["logins"][number]), ids.new_id()
    laptop.enrol(told["codes"][number], told["password"]).raise_for_status()
    laptop.push(laptop.batch(firm_block(firm))).raise_for_status()
    return laptop, firm


def _visit_after_visit(laptop: Asking, firm: str, seconds: float, seen: _Seen) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        body = laptop.batch(*visit_blocks(firm, ids.new_id()))
        begun = time.perf_counter()
        while (answer := laptop.push(body)).status_code == _BUSY:
            seen.busy += 1
            time.sleep(int(answer.headers["Retry-After"]))
        seen.times.append(time.perf_counter() - begun)
        if not answer.is_success or "x" in answer.json():
            seen.failed += 1
    laptop.http.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), float(sys.argv[2]))
