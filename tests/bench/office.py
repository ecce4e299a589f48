"""The office under load: visits from many laptops at once, on PostgreSQL, beside bare COPY."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.bench import served
from tests.bench.children import run
from tests.bench.table import Line, Table
from tests.server.postgres import Postgres, programs

_CLIENTS: Final = 20
_CROWD: Final = 200
_SECONDS: Final = 10
_VISIT_MS: Final = 1_000 / 30
_P95_MS: Final = 2_000


def measure(table: Table, scratch: Path) -> None:
    """Twenty laptops, then two hundred; the load is made on the same cores."""
    folder = programs()
    if folder is None:
        table.note("PostgreSQL is not installed: the office was not put under load.")
        return
    home, server = scratch / "home", Postgres(folder)
    try:
        found = _loop(home, server.new_base(), _CLIENTS)
        url = server.new_base()
        floor = run("visits_floor", home, url, str(_CLIENTS), str(_SECONDS))
        crowd = _loop(home, server.new_base(), _CROWD)
    finally:
        server.remove()
    each = 1_000 * found["seconds"] / len(found["times"])
    beside = (1_000 * floor["seconds"] / len(floor["times"]), "bare COPY of the same rows")
    table.add(Line(f"A visit of 250 answers, {_CLIENTS} laptops: each", each, "ms", beside,
                   _VISIT_MS))  # fmt: skip
    table.add(Line("  median", 1_000 * median(found["times"])))
    table.add(Line("  p95", 1_000 * _at(found["times"], 0.95), "ms", None, _P95_MS))
    table.add(Line("  failed", found["failed"], "", None, 0))
    each = 1_000 * crowd["seconds"] / len(crowd["times"])
    table.add(Line(f"  {_CROWD} laptops: each", each))
    table.add(Line("    failed", crowd["failed"], "", None, 0))
    table.note(
        f"Office: laptops in a closed loop for {_SECONDS} s, each visit signed, merged, with "
        "history and stamps, on the same cores as the office and PostgreSQL (fsync on). Of the "
        f"{_CROWD}, {crowd['busy']} were asked to come again (503 and Retry-After) and did."
    )


def _loop(home: Path, url: str, clients: int) -> dict[str, Any]:
    with served.office(home, url, laptops=1, people=clients) as office:
        return run("visits", home, json.dumps(office.told), str(_SECONDS))


def _at(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
