"""The same rows by bare COPY, one transaction a visit, from as many connections at once."""

from __future__ import annotations

import sys
import threading
import time

import psycopg

from advisor_app.domain import ids
from tests.bench.children import tell

_TABLE = (
    "CREATE TABLE answer (id text PRIMARY KEY, firm_id text, assessment_id text, item text,"
    " state text, level int, note text)"
)
_COPY = "COPY answer (id, firm_id, assessment_id, item, state, level, note) FROM STDIN"


def main(url: str, clients: int, seconds: float) -> None:
    with psycopg.connect(url, autocommit=True) as c:
        c.execute(_TABLE)
        c.execute("CREATE INDEX ON answer (assessment_id)")
    times = list[float]()
    threads = [
        threading.Thread(target=_copy_after_copy, args=(url, seconds, times))
        for _client in range(clients)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tell({"seconds": time.perf_counter() - begun, "times": times})


def _copy_after_copy(url: str, seconds: float, times: list[float]) -> None:
    firm, until = ids.new_id(), time.perf_counter() + seconds
    with psycopg.connect(url) as c:
        while time.perf_counter() < until:
            begun, assessment = time.perf_counter(), ids.new_id()
            with c.transaction(), c.cursor().copy(_COPY) as copy:
                for n in range(250):
                    item = f"D{n // 10}.{n % 10}"
                    key = ids.answer_id(assessment, item)
                    copy.write_row((key, firm, assessment, item, "rated", 1 + n % 5, f"nota {n}"))
            times.append(time.perf_counter() - begun)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
