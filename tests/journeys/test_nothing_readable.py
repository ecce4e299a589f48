"""A whole visit leaves nothing to read but what the user saved, where the user saved it."""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from pypdf import PdfReader

from tests.equipment import needs
from tests.journeys.visiting import SAID

pytestmark = pytest.mark.xdist_group("a visit watched")

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "TMPDIR": "tmp",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
}
CHOSEN = "Carpeta de Calamburina"
"""The user's own folder; its name may tell whose reports it holds."""
SAVED = {"informe.pdf", "hoja.png", "otra vez.pdf"}
GIVING_UP_SECONDS = 150

# What a workspace is made of; no other name may appear in it, not even for a moment.
OURS = re.compile(
    r"advisor\.db(\.new)?(-wal|-shm|-journal)?|vault\.json(\.part)?|attempts\.json(\.part)?"
    r"|settings\.(json|new)|lock|attachments(/.*)?|second-copy(\.part)?|checking\.db"
)
# Places that hold nothing: the terminal, the process itself, what lives in memory.
NOWHERE = ("/dev/null", "/dev/tty", "/dev/pts/", "/dev/urandom", "/proc/", "/sys/")


def spellings(said: str) -> Iterator[bytes]:
    """How words may lie in a file, as small letters; all of `SAID` is plain ASCII."""
    plain = said.lower()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        yield plain.encode(encoding)
    yield plain.encode().hex().encode()
    yield quote(plain).encode()
    yield "-".join(plain.split()).encode()
    if plain.isdigit():
        yield f"{int(plain):,}".replace(",", ".").encode()


def codings(said: str) -> Iterator[bytes]:
    """The same as Base64 at each of its three places, as it was typed."""
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + said.encode())
        yield coded[4 if shift else 0 : -4]


def leaks(secrets: Mapping[str, str], *places: Path, but: tuple[Path, ...] = ()) -> list[str]:
    """What can be read where, in files and in their names."""
    found: list[str] = []
    paths = {path for place in places for path in place.rglob("*")} - set(but)
    for path in sorted(paths):
        data = path.read_bytes() if path.is_file() else b""
        small = data.lower() + b"\n" + path.name.lower().encode()
        found += [
            f"{path}: {what}"
            for what, said in secrets.items()
            if any(one in small for one in spellings(said))
            or any(one in data for one in codings(said))
        ]
    return found


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """The search itself must work, or all the rest proves nothing."""
    said = SAID["note"]
    forms = [*spellings(said), *spellings(said.upper()), said.upper().encode("utf-16-le")]
    forms += [one.upper() for one in spellings(said)]
    forms += [base64.b64encode(b"x" * shift + said.encode() + b"yz") for shift in range(3)]
    for number, form in enumerate(forms):
        (tmp_path / str(number)).write_bytes(b"\x00junk" + form + b"\x01junk")
    (tmp_path / "-".join(said.lower().split())).touch()
    assert len(leaks(SAID, tmp_path)) == len(forms) + 1


# --- The visit -------------------------------------------------------------------------------

MOMENTS = ("open", "locked", "idle", "closed")


@dataclass
class Watched:
    """What was seen from outside of a visit in another process, at each of its moments."""

    home: Path
    workspace: Path
    chosen: Path
    trace: Path
    secrets: dict[str, str]
    titles: dict[str, str] = field(default_factory=dict)
    log_bytes: dict[str, int] = field(default_factory=dict)
    leaks: dict[str, list[str]] = field(default_factory=dict)

    def look(self, moment: str, titles: str) -> None:
        """Search everything but the reports that the user saved."""
        log = self.workspace / "advisor.db-wal"
        saved = (self.chosen, *(self.chosen / name for name in SAVED))
        self.titles[moment] = titles
        self.log_bytes[moment] = log.stat().st_size if log.exists() else 0
        self.leaks[moment] = leaks(
            self.secrets, self.home, self.workspace, self.chosen.parent, but=saved
        )


def environment(home: Path) -> dict[str, str]:
    """Every folder that a program may write to, in a place of the test's own."""
    own = {name: str(home / folder) for name, folder in FOLDERS.items()}
    for folder in own.values():
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, **own, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}


def command(watched: Watched) -> list[str]:
    """The visit, under the eyes of strace where there is one."""
    places = [str(watched.workspace), str(watched.chosen)]
    program = [sys.executable, "-m", "tests.journeys.visiting", *places]
    if not shutil.which("strace"):
        return program
    calls = (
        "open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,"
        "symlink,symlinkat,mknod,mknodat"
    )
    tracer = ["strace", "-f", "-qq", "--seccomp-bpf", "-y", "-s", "4096", "-e", f"trace={calls}"]
    return [*tracer, "-o", str(watched.trace), *program]


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """A whole visit, looked at while it is open, locked by hand, locked by itself, and closed."""
    base = tmp_path_factory.mktemp("visit")
    home, workspace, chosen = base / "home", base / "work" / "w", base / "own" / CHOSEN
    for folder in (home, workspace.parent, chosen):
        folder.mkdir(parents=True)
    watched = Watched(home, workspace, chosen, base / "trace", {**SAID, "folder": CHOSEN})
    process = subprocess.Popen(
        command(watched),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(home),
        start_new_session=True,
    )
    giving_up = threading.Timer(GIVING_UP_SECONDS, os.killpg, [process.pid, signal.SIGKILL])
    giving_up.start()
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        for word in ("code", *MOMENTS):
            said, _space, rest = process.stdout.readline().partition(" ")
            if said.strip() != word:
                os.killpg(process.pid, signal.SIGKILL)
                pytest.fail(f"the visit stopped before «{word}»: {said} {rest}")
            if word == "code":
                watched.secrets["recovery code"] = rest.strip()
                continue
            if word == "closed":
                assert process.wait() == 0
            watched.look(word, rest.strip())
            if word != "closed":
                process.stdin.write("\n")
                process.stdin.flush()
    giving_up.cancel()
    return watched


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_can_be_read_anywhere_but_in_the_report(visit: Watched, moment: str) -> None:
    assert visit.leaks[moment] == []


def test_the_search_was_made_while_the_base_s_log_was_alive(visit: Watched) -> None:
    assert visit.log_bytes["open"] > 100_000, "the whole visit is in the log"


@pytest.mark.parametrize("moment", ["locked", "idle"])
def test_a_lock_names_nobody_in_a_title_and_closes_the_base(visit: Watched, moment: str) -> None:
    assert SAID["trade name"] in visit.titles["open"], "while it is open the title names the firm"
    assert "Advisor" in visit.titles[moment]
    assert [what for what, said in SAID.items() if said in visit.titles[moment]] == []
    assert visit.log_bytes[moment] == 0


def test_the_report_is_the_one_place_that_tells(visit: Watched) -> None:
    assert {path.name for path in visit.chosen.iterdir()} == SAVED
    pages = PdfReader(visit.chosen / "informe.pdf").pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    signed = ("person", "document", "refusal", "witness", "witness document")
    for what in ("advisor", "firm", "place", "reason", "commitment", "who", *signed):
        assert SAID[what] in told, what
    for what in ("passphrase", "recovery code", "phone", "mail"):
        assert visit.secrets[what] not in told, what


# --- Every file that was ever opened to write ------------------------------------------------

CALL = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+)")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def written(trace: str) -> set[str]:
    """Every path that was opened to write, made, or given to a file."""
    found: set[str] = set()
    for line in trace.splitlines():
        call = CALL.match(line)
        if call is None or call[3] == "-1":
            continue
        name, arguments = call[1], call[2]
        if name.startswith("open") and not re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", arguments):
            continue
        paths = [text.encode().decode("unicode_escape") for text in QUOTED.findall(arguments)]
        found |= {path.encode("latin-1").decode("utf-8") for path in paths[-1:] or paths}
    return found


@needs("strace")
def test_no_file_anywhere_else_was_ever_opened_to_write(visit: Watched) -> None:
    paths = written(visit.trace.read_text(encoding="utf-8"))
    assert str(visit.workspace / "advisor.db") in paths, "the trace tells of the base"
    elsewhere: list[str] = []
    for path in sorted(paths):
        if path.startswith(NOWHERE) or path == "/dev/shm":
            continue
        if path.startswith(f"{visit.workspace}"):
            inside = path.removeprefix(str(visit.workspace)).lstrip("/")
            allowed = not inside or OURS.fullmatch(inside)
        else:
            named = path.removeprefix(f"{visit.chosen}/")
            allowed = named.removesuffix(".part") in SAVED
        if not allowed:
            elsewhere.append(path)
    assert elsewhere == []


@needs("strace")
def test_the_trace_would_tell(tmp_path: Path) -> None:
    program = f"open({str(tmp_path / 'ñ.txt')!r}, 'w').close(); open({str(tmp_path / 'ñ.txt')!r})"
    program += f"; import os; os.rename({str(tmp_path / 'ñ.txt')!r}, {str(tmp_path / 'b')!r})"
    trace = tmp_path / "trace"
    calls = "trace=open,openat,rename"
    subprocess.run(
        ["strace", "-f", "-qq", "-e", calls, "-o", trace, sys.executable, "-c", program],
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    told = written(trace.read_text(encoding="utf-8"))
    assert {str(tmp_path / "ñ.txt"), str(tmp_path / "b")} <= told
