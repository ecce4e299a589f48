"""Set up, run, test, check and build Advisor with nothing but Python 3.

``python3 dev.py help`` lists the commands; on Windows write ``py -3 dev.py`` instead.
This file uses the standard library alone and starts on old Pythons too, to say what is missing.
"""

from __future__ import annotations

import functools
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST, NEWEST = (3, 11), (3, 14)
CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
BUILD = {"build", "python"} if sys.base_prefix == "/usr" else {"build"}

HELP = """usage: python3 dev.py COMMAND [options]        (or: make COMMAND)

  run [--headless]   open Advisor on the demo workspace; without a screen, or with
                     --headless, walk a demo visit to its printed report instead
  test [options]     the whole test suite, without a screen (options go to pytest)
  check              format, lint, types, layers and texts
  shots [DIR]        every screen as a picture
  bench              the benchmarks, each beside its floor
  soak               the long runs: kills, simulations, the frozen program
  texts              bring the message catalogues up to date
  build              the one-folder program in dist/
  smoke              try the program in dist/ on a whole visit
  lock [--upgrade]   resolve the dependencies anew into requirements/*.lock
  setup              only set up, for development and tests
"""


class Stop(Exception):  # noqa: N818 - it is an ending, told in words, not a defect
    """What is missing, and the line that puts it right."""


class Need(NamedTuple):
    """A library or tool of the system, by how it is found and what it is called in apt."""

    use: str
    probe: str
    packages: tuple[str, ...]


def read_needs() -> list[Need]:
    """The table of what Advisor needs of a Linux system."""
    text = (ROOT / "packaging" / "system-packages.txt").read_text(encoding="utf-8")
    lines = text.replace("{python}", "{}.{}".format(*sys.version_info)).splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return [Need(use, probe, tuple(packages)) for use, probe, *packages in rows]


PROBE = """
import ctypes, glob, shutil, sys
for name in sys.argv[1:]:
    try:
        found = ctypes.CDLL(name) if ".so" in name else shutil.which(name) or glob.glob(name)
    except OSError:
        found = None
    print("" if found else name)
"""


def say(text: str) -> None:
    """One line of progress, seen at once."""
    print(text, flush=True)


def quietly(command: list[str | Path], doing: str) -> None:
    """Run a command and show what it said only when it fails."""
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=ROOT, env=clean_environment(), check=False, **both)
    if done.returncode != 0:
        said = done.stdout.decode(errors="replace").strip()
        raise Stop(f"{said}\n\n{doing} failed (exit code {done.returncode}), see above.")


def succeeds(*command: str | Path) -> bool:
    """Whether a command runs and ends well, whatever it says."""
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    words = [str(part) for part in command]
    return subprocess.call(words, env=clean_environment(), **silent) == 0


def clean_environment(**extra: str) -> dict[str, str]:
    """The caller's environment without what would lead Python or pip elsewhere."""
    strangers = "PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV"
    kept = {key: value for key, value in os.environ.items() if key not in strangers.split()}
    return {**kept, **extra}


# --- Python and the system -------------------------------------------------------------------


def suitable_python() -> list[str]:
    """The command of a Python between the oldest and the newest that are supported."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return [sys.executable]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        command = ["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"]
        if shutil.which(command[0]) and succeeds(*command, "-c", ""):
            return command
    raise Stop(
        f"Advisor needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}; this is {platform.python_version()} "
        "and no other was found.\nInstall one from your system's packages (for example: "
        "sudo apt-get install python3.11 python3.11-venv)\nor from https://www.python.org/downloads/."
    )


def may_install() -> bool:
    """Whether system packages can be installed without asking anyone."""
    return LINUX and shutil.which("apt-get") is not None and os.geteuid() == 0


def missing(uses: set[str]) -> list[Need]:
    """The needs of these uses that the system does not meet, tried by loading them."""
    if not LINUX:
        return []
    wanted = [need for need in read_needs() if need.use in uses]
    probe = [sys.executable, "-c", PROBE, *(need.probe for need in wanted)]
    absent = subprocess.check_output(probe, cwd="/", text=True).split()
    return [need for need in wanted if need.probe in absent]


def known_package(candidates: tuple[str, ...]) -> str:
    """The name that this release of the distribution uses."""
    for name in candidates[:-1]:
        if succeeds("apt-cache", "show", name):
            return name
    return candidates[-1]


@functools.cache
def refresh_package_lists() -> None:
    """Ask once what the distribution offers; old lists name files that are gone."""
    quietly(["apt-get", "update", "-q"], "Refreshing the package lists")


def apt_install(groups: list[tuple[str, ...]]) -> None:
    """Install packages on Debian or Ubuntu, as root."""
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    refresh_package_lists()
    names = [known_package(group) for group in groups]
    say("Installing system packages: " + " ".join(names))
    quietly(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names],
        "Installing system packages",
    )


def line_to_run(needs: list[Need]) -> str:
    """The one line that installs what is missing, in the words of this system."""
    if shutil.which("apt-get"):
        names = " ".join(known_package(need.packages) for need in needs)
        return f"sudo apt-get install -y --no-install-recommends {names}"
    probes = [need.probe for need in needs]
    wanted = [f"'{p}()(64bit)'" if ".so" in p else str(Path("/usr/bin", p)) for p in probes]
    if shutil.which("dnf"):
        return "sudo dnf install " + " ".join(wanted)
    return "install with your package manager: " + " ".join(need.probe for need in needs)


def ensure_system(uses: set[str]) -> None:
    """See that the system has what these uses need: install it, or name the line that does."""
    absent = missing(uses)
    if absent and may_install():
        apt_install([need.packages for need in absent])
        absent = missing(uses)
    vital = [n for n in absent if n.use != "bench" and (n.use != "test" or CI)]
    if vital:
        raise Stop("The system lacks some parts. Run this once:\n\n    " + line_to_run(absent))
    if absent:
        names = ", ".join(need.probe for need in absent)
        say(f"Without {names} some parts are skipped. To have them:\n    {line_to_run(absent)}")


def ensure_venv_module() -> None:
    """Debian ships Python without ``venv``; get it or say how."""
    if succeeds(sys.executable, "-c", "import ensurepip, venv"):
        return
    names = (f"python3.{sys.version_info[1]}-venv", "python3-venv")
    if may_install():
        apt_install([names])
        return
    raise Stop(
        "This Python cannot make virtual environments. Run this once:\n\n    "
        f"sudo apt-get install -y --no-install-recommends {known_package(names)}"
    )


# --- The virtual environment -----------------------------------------------------------------


def lock_file(kind: str) -> Path:
    """The locked dependencies of a kind of set-up: ``app`` or ``dev``."""
    return ROOT / "requirements" / f"{kind}.lock"


def stamps(kind: str) -> dict[Path, str]:
    """What ``.venv`` carries when it is whole: where it stands, and what was installed."""
    made_of = lock_file(kind).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    content = hashlib.sha256(made_of).hexdigest()
    return {VENV / ".advisor-base": str(ROOT), VENV / f".advisor-{kind}": content}


def holds(stamp: Path, proof: str) -> bool:
    """Whether a stamp is there and says so."""
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == proof


def ensure_environment(kind: str) -> None:
    """Make ``.venv`` and install the locked dependencies, unless that was done before."""
    kinds = ("app", "dev") if kind == "app" else ("dev",)
    if any(all(holds(*stamp) for stamp in stamps(each).items()) for each in kinds):
        return
    libc, version = platform.libc_ver()
    if libc == "glibc" and tuple(map(int, version.split(".")[:2])) < (2, 34):
        raise Stop(f"Advisor needs Debian 12, Ubuntu 22.04 or newer (glibc {version} is too old).")
    started = time.monotonic()
    base, content = stamps(kind).items()
    if not (holds(*base) and succeeds(PYTHON, "-m", "pip", "--version")):
        ensure_venv_module()
        say(f"Making .venv with Python {platform.python_version()}")
        quietly([sys.executable, "-m", "venv", "--clear", VENV], "Making the virtual environment")
        base[0].write_text(base[1])
    install(kind)
    content[0].write_text(content[1])
    say(f"Set up in {time.monotonic() - started:.0f} s")


def install(kind: str) -> None:
    """Install what is locked, then the project itself as a link to this folder."""
    for stale in VENV.glob(".advisor-[ad][pe]*"):
        stale.unlink()
    count = lock_file(kind).read_text(encoding="utf-8").count("==")
    say(f"Installing up to {count} packages (the first time some 150 MB are fetched)")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", lock_file(kind)]
    quietly([*pip, *locked], "Installing packages")
    quietly([*pip, "--no-build-isolation", "--no-deps", "-e", ROOT], "Installing Advisor itself")
    for copied in VENV.glob("**/site-packages/advisor_app"):
        shutil.rmtree(copied)  # an editable install copies the resources; the checkout's own count


def set_up(kind: str, uses: set[str]) -> None:
    """Everything a command needs before it starts."""
    ensure_system(uses)
    ensure_environment(kind)


def python(*arguments: str | Path, **environment: str) -> int:
    """Run the environment's Python in the project's folder; its exit code."""
    command = [str(PYTHON), *map(str, arguments)]
    return subprocess.call(command, cwd=ROOT, env=clean_environment(**environment))


# --- Commands --------------------------------------------------------------------------------


def has_screen() -> bool:
    """Whether a window would appear, tried in another process because Qt aborts without one."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    if LINUX and not {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & set(os.environ):
        return False
    return succeeds(PYTHON, "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])")


def run(arguments: list[str]) -> int:
    """Open the demo workspace in a window, or walk it without one."""
    headless = "--headless" in arguments
    arguments = [argument for argument in arguments if argument != "--headless"]
    set_up("app", {"core", "window"} if may_install() else {"core"})
    if headless:
        return walk(arguments)
    if not has_screen():
        absent = missing({"window"}) if {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ) else []
        if absent:
            raise Stop("The window needs these too. Run this once:\n\n    " + line_to_run(absent))
        return walk(arguments)
    demo = [] if "--workspace" in arguments else ["--demo"]
    return python("-m", "advisor_app", *demo, *arguments)


def walk(arguments: list[str]) -> int:
    """Drive the demo visit offscreen and see that its report and pictures are there."""
    folder = Path(tempfile.mkdtemp(prefix="advisor-walk-"))
    say("No screen is used: walking the demo visit to its report")
    command = [str(PYTHON), "-m", "ui.walk", "--out", str(folder), *arguments]
    environment = clean_environment(PYTHONUTF8="1")
    environment.pop("QT_QPA_PLATFORM", None)  # the walk brings a screen of its own, in memory
    named = []
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    ) as walking:
        for line in walking.stdout or ():
            say(line.rstrip())
            named.append(Path(line.rstrip()))
    there = {path.suffix for path in named if path.is_file() and path.stat().st_size}
    if walking.returncode == 0 and not {".pdf", ".png"} <= there:
        raise Stop("The walk ended without its report and pictures.")
    return walking.returncode


def test(arguments: list[str]) -> int:
    """The whole suite but the long runs, in two processes; or the part that is asked for."""
    setup([])
    spread = ["-n", "2", "--dist", "loadgroup"] if (os.cpu_count() or 1) > 1 else []
    return python("-m", "pytest", *(arguments or ["--ignore", "tests/soak", *spread]))


def check(_arguments: list[str]) -> int:
    """Every check that needs no run of the program; all of them, even after one fails."""
    set_up("dev", {"core"})
    here = PYTHON.parent
    steps = {
        "format": [here / "ruff", "format", "--check", "."],
        "lint": [here / "ruff", "check", "."],
        "types": [here / "basedpyright"],
        "layers": [here / "lint-imports"],
        "texts": [PYTHON, "packaging/texts.py", "--check"],
    }
    failed = []
    for name, command in steps.items():
        say(f"== {name}")
        if subprocess.call([str(part) for part in command], cwd=ROOT, env=clean_environment()) != 0:
            failed.append(name)
    say("All checks passed" if not failed else "Failed: " + ", ".join(failed))
    return 1 if failed else 0


def soak(arguments: list[str]) -> int:
    """The long runs."""
    set_up("dev", {"core", "test", *BUILD})
    return python("-m", "pytest", *(arguments or ["tests/soak"]), ADVISOR_SOAK="1")


def setup(_arguments: list[str]) -> int:
    """Set up for development and tests, with everything the tests can make use of."""
    set_up("dev", {"core", "window", "test", *BUILD} if may_install() else {"core", "test"})
    return 0


COMMANDS = {"run": run, "test": test, "check": check, "soak": soak, "setup": setup}
PROGRAMS = {  # commands that are programs of their own in the environment
    "shots": ("-m", "tests.shots"),
    "bench": ("-m", "tests.bench"),
    "texts": ("packaging/texts.py",),
    "build": ("packaging/build.py",),
    "smoke": ("packaging/smoke.py",),
    "lock": ("packaging/lock.py",),
}


def carry_out(name: str, arguments: list[str]) -> int:
    """Run one command with a Python that suits."""
    chosen = suitable_python()
    if chosen != [sys.executable]:
        return subprocess.call([*chosen, __file__, name, *arguments])
    if name in COMMANDS:
        return COMMANDS[name](arguments)
    set_up("dev", {"core"} | {"build": BUILD, "bench": {"bench"}}.get(name, set()))
    return python(*PROGRAMS[name], *arguments)


def main(arguments: list[str]) -> int:
    """Carry out one command."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name in ("help", "-h", "--help"):
        say(HELP)
        return 0
    if name not in {**COMMANDS, **PROGRAMS}:
        say(f"dev.py knows no command {name!r}.\n\n{HELP}")
        return 2
    try:
        return carry_out(name, rest)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
