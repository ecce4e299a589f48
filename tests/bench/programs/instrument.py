"""Opening the instrument in a fresh process: read, parsed and checked, nothing kept from before."""

from __future__ import annotations

import json
import time

from advisor_app.domain.instrument import load_instrument
from advisor_app.paths import resource
from tests.bench.children import tell


def main() -> None:
    file = resource("instruments", "imc-1.1.json")
    begun = time.perf_counter()
    load_instrument(file)
    opened = time.perf_counter()
    json.loads(file.read_bytes())
    parsed = time.perf_counter()
    tell({"opened": 1000 * (opened - begun), "json": 1000 * (parsed - opened)})


if __name__ == "__main__":
    main()
