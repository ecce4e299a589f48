"""CUPS: its own commands give and take back a job, its own language tells how things stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import Condition, Printer, Progress, Stage, Wish
from advisor_app.i18n import _
from advisor_app.printing import ipp

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE_SECONDS: Final = 20.0
_COMMANDS: Final = ("lp", "lpstat", "cancel")
_LETTER: Final = "na_letter_8.5x11in"
_JOB: Final = re.compile(r"request id is (\S+)-(\d+)")
_HELD: Final = "cups-held-for-authentication"
_OVER: Final = b"already"
_STOPPED: Final = 5  # of printer-state; printing is 4
_PRINTING: Final = 4
_STAGES: Final = {
    3: Stage.WAITING,  # pending
    4: Stage.WAITING,  # held
    5: Stage.PRINTING,
    6: Stage.WAITING,  # stopped in the middle, goes on by itself
    7: Stage.CANCELLED,
    8: Stage.FAILED,
    9: Stage.DONE,
}
_TROUBLES: Final = (  # how printer-state-reasons begin, the gravest first
    ("media-jam", Condition.PAPER_JAM),
    ("media-empty", Condition.PAPER_OUT),
    ("media-needed", Condition.PAPER_OUT),
    ("input-tray-missing", Condition.PAPER_OUT),
    ("cover-open", Condition.COVER_OPEN),
    ("door-open", Condition.COVER_OPEN),
    ("interlock-open", Condition.COVER_OPEN),
    ("toner-empty", Condition.INK_OUT),
    ("marker-supply-empty", Condition.INK_OUT),
    ("offline", Condition.OFFLINE),
    ("shutdown", Condition.OFFLINE),
    ("timed-out", Condition.OFFLINE),
    ("connecting-to-device", Condition.OFFLINE),
    ("paused", Condition.PAUSED),
    ("cups-missing-filter", Condition.TROUBLED),
)
_ABOUT_PRINTER: Final = (
    "printer-name",
    "printer-info",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "sides-supported",
    "media-supported",
)


def is_there() -> bool:
    """Whether this computer prints through CUPS and lets us use its commands."""
    return sys.platform != "win32" and all(map(shutil.which, _COMMANDS))


def printers() -> list[Printer]:
    """The printers of this computer, the usual one first.

    Raises:
        AdvisorError: the printing system does not answer.
    """
    names = _said(_run("lpstat", "-e")).split()
    if not names and not _is_running():
        raise silence()
    usual = _said(_run("lpstat", "-d")).rpartition(": ")[2]
    known = _queues()
    found = [_printer(name, known.get(name, {}), is_default=name == usual) for name in names]
    return sorted(found, key=lambda one: (not one.is_default, one.shown_name.casefold()))


def send(data: bytes, wish: Wish, title: str) -> str:
    """Give a finished PDF to a printer through a pipe, so that no file is left; the job's name.

    Raises:
        AdvisorError: the printing system did not take it.
    """
    words = ["lp", "-d", wish.printer.name, "-n", str(wish.copies), "-t", title]
    for option in _options(wish):
        words += ["-o", option]
    done = _run(*words, data=data)
    taken = _JOB.search(_said(done))
    if taken is None:
        raise _refusal(done.stderr)
    return f"{taken[1]}-{taken[2]}"


def progress(job: str, sides: int) -> Progress:
    """How far a job is.

    Raises:
        ipp.NoAnswerError: the printing system can't be reached.
    """
    name, _dash, number = job.rpartition("-")
    wanted = ("job-state", "job-state-reasons", "job-impressions-completed")
    address = _address()
    answer = ipp.ask(address, ipp.GET_JOB, wanted, f"ipp://localhost/jobs/{number}")
    printer = _ask_printer(address, name)
    if answer.status == ipp.NOT_FOUND:
        return Progress(Stage.GONE if printer is None else Stage.FORGOTTEN)
    told = answer.things[0] if answer.things else {}
    stage = _STAGES.get(_number(told, "job-state"), Stage.WAITING)
    done = _number(told, "job-impressions-completed")
    side = min(done + 1, sides) if done and stage is Stage.PRINTING else min(done, sides)
    is_locked = _HELD in told.get("job-state-reasons", ())
    condition = Condition.LOCKED if is_locked else _condition(printer or {})
    return Progress(stage, side, sides, condition)


def cancel(job: str) -> None:
    """Take a job back; one that is over already stays as it is.

    Raises:
        AdvisorError: the printing system does not answer, or goes on.
    """
    done = _run("cancel", job)
    if done.returncode != 0 and _OVER not in done.stderr:
        if not _is_running():
            raise silence()
        raise AdvisorError(
            _("La impresión no se pudo cancelar."),
            advice=_("Cancélela en la impresora misma o en los ajustes del equipo."),
        )


def _options(wish: Wish) -> list[str]:
    """Pages, grey and two on a sheet are in the PDF already."""
    options = ["print-scaling=none", "collate=true"]
    if wish.printer.letter:
        options.append(f"media={wish.printer.letter}")
    if wish.printer.two_sided:
        edge = "short" if wish.per_sheet > 1 else "long"  # two on a sheet lie across
        options.append(f"sides=two-sided-{edge}-edge" if wish.two_sided else "sides=one-sided")
    if wish.grey:
        options.append("print-color-mode=monochrome")
    return options


def _queues() -> dict[str, ipp.Attributes]:
    """What is known of each queue; a printer of the network that was never used has none."""
    try:
        answer = ipp.ask(_address(), ipp.GET_PRINTERS, _ABOUT_PRINTER)
    except ipp.NoAnswerError:  # an office's server may answer nobody but its own commands
        return {}
    return {str(one["printer-name"][0]): one for one in answer.things if "printer-name" in one}


def _ask_printer(address: str, name: str) -> ipp.Attributes | None:
    uri = f"ipp://localhost/printers/{quote(name)}"
    answer = ipp.ask(address, ipp.GET_PRINTER, _ABOUT_PRINTER[1:5], uri)
    return answer.things[0] if answer.things else None


def _is_running() -> bool:
    return b"not running" not in _run("lpstat", "-r").stdout


def _address() -> str:
    """Where the printing system listens, as its own commands find it."""
    return _said(_run("lpstat", "-H"))


def _printer(name: str, told: ipp.Attributes, *, is_default: bool) -> Printer:
    words = told.get("printer-info", ())
    return Printer(
        name,
        str(words[0]) if words and words[0] else name,
        _condition(told),
        is_default,
        two_sided="two-sided-long-edge" in told.get("sides-supported", ()),
        letter=_LETTER if _LETTER in told.get("media-supported", ()) else "",
    )


def _condition(told: ipp.Attributes) -> Condition:
    if told.get("printer-is-accepting-jobs", [True])[0] is False:
        return Condition.REJECTING
    reasons = [str(one) for one in told.get("printer-state-reasons", ())]
    for beginning, condition in _TROUBLES:
        if any(one.startswith(beginning) for one in reasons):
            return condition
    state = _number(told, "printer-state")
    if state == _STOPPED:
        return Condition.PAUSED
    return Condition.BUSY if state == _PRINTING else Condition.READY


def _number(told: ipp.Attributes, name: str) -> int:
    values: Sequence[ipp.Value] = told.get(name, ())
    return values[0] if values and isinstance(values[0], int) else 0


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode(errors="replace").strip()


def _run(*words: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}  # its words are read below
    try:
        return subprocess.run(  # noqa: S603 - our own words, no shell
            words,
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            env=environment,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise silence() from error


def silence() -> AdvisorError:
    """What is said where the printing system does not answer."""
    return AdvisorError(
        _("El sistema de impresión de este equipo no responde."),
        advice=_(
            "El documento sigue completo en este equipo. Reintente en un momento; si sigue igual, "
            "reinicie el equipo o guarde el PDF."
        ),
    )


def _refusal(said: bytes) -> AdvisorError:
    kept = _("El documento sigue completo en este equipo.")
    if not _is_running():  # its commands then say that no printer exists
        return silence()
    if b"does not exist" in said:
        return AdvisorError(
            _("La impresora ya no está en este equipo."),
            advice=_("{kept} Elija otra o guarde el PDF.").format(kept=kept),
        )
    if b"not accepting" in said:
        return AdvisorError(
            _("La impresora no recibe trabajos."),
            advice=_("{kept} Elija otra o actívela en los ajustes del equipo.").format(kept=kept),
        )
    return AdvisorError(
        _("La impresora no recibió el documento."),
        advice=_("{kept} Revise que esté encendida y con papel, o guarde el PDF.").format(
            kept=kept
        ),
    )
