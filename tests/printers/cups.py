"""A CUPS of the tests' own beside the system's: own folders, own socket, real queues."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
from pathlib import Path

from tests.equipment import needs

needs_cups = needs("cupsd", "lp", "/usr/lib/cups/backend/cups-pdf", "pdftoppm")
"""Marks what prints for real; as root, like the printing system itself."""

_PDF_BACKEND = Path("/usr/lib/cups/backend/cups-pdf")
_PDF_PPD = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
_LETTER_PPD = Path(__file__).with_name("letter.ppd")
_PATIENCE = 30

_FILES = """
User {user}
Group lp
SystemGroup root
ServerRoot {folder}/etc
ServerBin {folder}/bin
DataDir /usr/share/cups
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
ErrorLog {folder}/log/errors
AccessLog {folder}/log/accesses
PageLog {folder}/log/pages
"""
_RULES = """
Listen {folder}/socket
LogLevel debug
Browsing Off
WebInterface No
DefaultAuthType None
JobRetryInterval 1
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
# It is given a job on its standard input and says on standard error how things stand.
_OWN_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && exit 0
name=${DEVICE_URI##*/}
. {folder}/"$name.sh"
"""
PRINTS = 'cat > "{folder}/paper/$name-$1.pdf"\n'
"""What a printer in good health does."""


def _short_folder() -> Path:
    """A new folder whose path has nine letters, as many as cups-pdf has room for."""
    while True:
        folder = Path("/tmp") / secrets.token_hex(2)
        with contextlib.suppress(FileExistsError):
            folder.mkdir()
            return folder


class PrivateCups:
    """Runs until ``stop``; what is printed lies in ``paper``."""

    def __init__(self) -> None:
        self.folder = _short_folder()
        self.paper = self.folder / "paper"
        self._server: subprocess.Popen[bytes] | None = None
        self._prepare()
        self.start()

    @property
    def environment(self) -> dict[str, str]:
        """What leads the commands of CUPS here."""
        return {"CUPS_SERVER": str(self.folder / "socket")}

    def start(self) -> None:
        """Begin to serve, and be there when this returns; nothing if it serves already."""
        if self._server is not None and self._server.poll() is None:
            return
        etc = self.folder / "etc"
        command = ["cupsd", "-f", "-c", str(etc / "cupsd.conf"), "-s", str(etc / "cups-files.conf")]
        with (self.folder / "log" / "said").open("ab") as said:
            self._server = subprocess.Popen(command, stdout=said, stderr=said)
        for _attempt in range(2_000):
            if b"is running" in self.run("lpstat", "-r"):
                return
        raise RuntimeError((self.folder / "log" / "said").read_text())

    def stop(self, *, at_once: bool = False) -> None:
        """Serve no more; jobs and queues stay for another start."""
        if self._server is not None:
            (self._server.kill if at_once else self._server.terminate)()
            self._server.wait(_PATIENCE)
            self._server = None

    def remove(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder)

    def run(self, *words: str) -> bytes:
        """Carry out a command of CUPS here; what it said."""
        environment = {**os.environ, **self.environment, "LC_ALL": "C"}
        done = subprocess.run(
            words, env=environment, capture_output=True, timeout=_PATIENCE, check=False
        )
        return done.stdout

    def add_pdf_printer(self, name: str) -> None:
        """Debian's virtual printer, which makes a PDF file of each job."""
        self._add(name, "cups-pdf:/", _PDF_PPD)

    def add_printer(self, name: str, does: str = PRINTS) -> None:
        """A letter printer that does what a few lines of shell say."""
        self.teach(name, does)
        self._add(name, f"own:/{name}", str(_LETTER_PPD))

    def teach(self, name: str, does: str) -> None:
        """Have a printer do something else from the next job on."""
        lines = does.replace("{folder}", str(self.folder))
        (self.folder / f"{name}.sh").write_text(lines, encoding="utf-8")

    def remove_printers(self) -> None:
        """Forget every queue and its jobs, and what was printed."""
        self.start()
        for name in self.run("lpstat", "-e").decode().split():
            self.run("cancel", "-a", name)
            self.run("lpadmin", "-x", name)
        for file in self.paper.iterdir():
            file.unlink()

    def printed(self) -> list[Path]:
        """The PDF files that came out, the latest last."""
        return sorted(self.paper.glob("*.pdf"), key=lambda file: file.stat().st_mtime_ns)

    def titles(self) -> str:
        """What the system keeps of the jobs it was given: its list of pages."""
        log = self.folder / "log" / "pages"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def _add(self, name: str, device: str, ppd: str) -> None:
        self.run("lpadmin", "-p", name, "-E", "-v", device, "-P", ppd)
        self.run("lpadmin", "-d", name)

    def _prepare(self) -> None:
        self.folder.chmod(0o755)
        for name in ("etc", "bin/backend", "cache", "state", "spool/tmp", "log", "paper"):
            (self.folder / name).mkdir(parents=True)
        self.paper.chmod(0o777)  # printers are no root
        for name in ("daemon", "filter", "monitor", "notifier"):
            (self.folder / "bin" / name).symlink_to(f"/usr/lib/cups/{name}")
        user = "lp" if os.geteuid() == 0 else str(os.environ.get("USER", "nobody"))
        for name, text in (("cups-files.conf", _FILES), ("cupsd.conf", _RULES)):
            filled = text.format(folder=self.folder, user=user)
            (self.folder / "etc" / name).write_text(filled, encoding="utf-8")
        backend = self.folder / "bin" / "backend" / "own"
        backend.write_text(_OWN_BACKEND.replace("{folder}", str(self.folder)), encoding="utf-8")
        backend.chmod(0o755)
        self._bring_pdf_backend()

    def _bring_pdf_backend(self) -> None:
        """Debian's backend with its configuration here: it looks for one in a single place only."""
        program = _PDF_BACKEND.read_bytes().replace(b"/etc/cups", str(self.folder).encode())
        backend = self.folder / "bin" / "backend" / "cups-pdf"
        backend.write_bytes(program)
        backend.chmod(0o700)  # run as root, which it asks for
        lines = f"Out {self.paper}\nAnonDirName {self.paper}\nSpool {self.folder}/pdf\n"
        (self.folder / "cups-pdf.conf").write_text(f"{lines}Log {self.folder}/log\n")
