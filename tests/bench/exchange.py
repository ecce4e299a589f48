"""The exchange with the office, beside PouchDB and its server on the same documents."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import Final

from tests.bench import served, words
from tests.bench.children import ROOT, run
from tests.bench.table import Line, Table
from tests.server.postgres import Postgres, programs

_PACKAGES: Final = ("pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4")
_CACHE: Final = ROOT / ".venv" / "pouchdb"
_RIVALS: Final = ROOT / "tests" / "bench" / "rivals"
_DOCUMENTS: Final = 10_000
_FIRMS: Final = 100
_BYTES: Final = 850
_BATCH: Final = 300  # as the program has it
_SEED: Final = 20_261_125
_PUSH: Final = 1 / 2
_PULL: Final = 1 / 4
_UP: Final = 1 / 8
_EDITS: Final = 1 / 30
_VISIT_BYTES: Final = 5_000
_NOTHING_BYTES: Final = 150
_CHANGED_S: Final = 2
Steps = dict[str, dict[str, float]]


def measure(table: Table, scratch: Path) -> None:
    """Ours on SQLite and on PostgreSQL, and the rival, in one run; then what a visit costs."""
    home = scratch / "home"
    documents = scratch / "documents.json"
    documents.write_text(
        json.dumps(words.documents(_DOCUMENTS, _FIRMS, _BYTES, _SEED), ensure_ascii=False),
        encoding="utf-8",
    )
    rival = _rival(table, scratch / "rival", documents, home)
    url = f"sqlite:///{scratch / 'office.db'}"
    ours = _ours(scratch / "laptops", documents, home, url)
    _tell(table, "SQLite", ours, rival, (_PUSH, _PULL))
    _tell_bytes(table, ours, rival)
    with _postgres() as address:
        if address is None:
            table.note("PostgreSQL is not installed: the office was tried on SQLite alone.")
        else:
            found = _ours(scratch / "laptops-pg", documents, home, address)
            _tell(table, "PostgreSQL", found, rival, (1, 1))
    _tell_visit(table, ours)
    table.note(
        f"Exchange: {_DOCUMENTS} documents of {_BYTES} bytes of {_FIRMS} firms in batches of "
        f"{_BATCH}; on our side two workspaces in SQLCipher, the office under uvicorn in another "
        "process with tokens, signed batches, history and merge per field; on PouchDB's side "
        "LevelDB at both ends, no accounts, no encryption, the later document wins. Bytes are "
        "bodies on our side and all that the sockets saw on the rival's."
    )


@contextlib.contextmanager
def _postgres() -> Generator[str | None]:
    folder = programs()
    if folder is None:
        yield None
        return
    server = Postgres(folder)
    try:
        yield server.new_base()
    finally:
        server.remove()


def _ours(folder: Path, documents: Path, home: Path, url: str) -> Steps:
    with served.office(home, url) as office:
        told = json.dumps(office.told)
        return run("laptop", home, told, documents, folder, str(_BATCH))


def _rival(table: Table, folder: Path, documents: Path, home: Path) -> Steps | None:
    """The same steps by PouchDB; nothing where Node or its packages can't be had."""
    if not _install():
        table.note("PouchDB could not be installed: the exchange has no rival in this run.")
        return None
    for name in ("office", "laptop"):
        (folder / name).mkdir(parents=True)
    variables = {"NODE_PATH": str(_CACHE / "node_modules")}
    server = ["node", str(_RIVALS / "pouch_office.js"), str(folder / "office")]
    with served.serving(server, home, variables) as office:
        laptop = ["node", str(_RIVALS / "pouch_laptop.js"), office.told["address"],
                  str(documents), str(folder / "laptop"), str(_BATCH)]  # fmt: skip
        with served.serving(laptop, home, variables) as child:
            before, traffic = office.traffic(), dict[str, dict[str, int]]()
            while "step" in (said := child.ask()):
                now = office.traffic()
                traffic[said["step"]] = {way: now[way] - before[way] for way in now}
                before = now
    return {name: said[name] | traffic[name] for name in said}


def _install() -> bool:
    if shutil.which("npm") is None:
        return False
    if not (_CACHE / "node_modules" / "express-pouchdb").is_dir():
        _CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", *_PACKAGES]
        return subprocess.run(command, cwd=_CACHE, capture_output=True, check=False).returncode == 0
    return True


def _tell(
    table: Table, base: str, ours: Steps, rival: Steps | None, limits: tuple[float, float]
) -> None:
    what = {"push": f"{_DOCUMENTS} documents to the office ({base})",
            "pull": f"  and down to a second laptop ({base})"}  # fmt: skip
    for (name, words_), limit in zip(what.items(), limits, strict=True):
        beside = (rival[name]["seconds"], "PouchDB") if rival else None
        table.add(Line(words_, ours[name]["seconds"], "s", beside, limit, by_ratio=True))


def _tell_bytes(table: Table, ours: Steps, rival: Steps | None) -> None:
    lines: list[tuple[str, str, str, float | None]] = [
        ("  bytes up", "push", "up", _UP),
        ("  bytes down", "pull", "down", None),
        ("100 one-field edits: bytes up", "edits", "up", _EDITS),
    ]
    for words_, name, way, limit in lines:
        beside = (rival[name][way] / 1000, "PouchDB") if rival else None
        table.add(Line(words_, ours[name][way] / 1000, "kB", beside, limit, by_ratio=True))
    beside = (rival["edits"]["seconds"], "PouchDB") if rival else None
    table.add(Line("  sent", ours["edits"]["seconds"], "s", beside))


def _tell_visit(table: Table, ours: Steps) -> None:
    add = table.add
    add(Line("A visit of 120 answers: body, compressed", ours["visit"]["body"], "B",
             None, _VISIT_BYTES))  # fmt: skip
    add(Line("Nothing to do: body up", ours["nothing"]["asked"], "B", None, _NOTHING_BYTES))
    add(Line("  body down", ours["nothing"]["told"], "B", None, _NOTHING_BYTES))
    add(Line("  requests beside the token's", ours["nothing"]["requests"], "", None, 1))
    add(Line("  from asking to knowing", 1000 * ours["nothing"]["seconds"], "ms"))
    add(Line("1,000 changed records, sent", ours["changed"]["seconds"], "s", None, _CHANGED_S))
