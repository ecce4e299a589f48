"""The bundle for support: what helps to find a fault, and nothing that names a firm or a person."""

from __future__ import annotations

import io
import json
import platform
import shutil
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from advisor_app import __version__
from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.services import entry
from advisor_app.services.documents import write_file
from advisor_app.store.revision import HEAD

if TYPE_CHECKING:
    from advisor_app.services.session import Session

FORMAT: Final = "advisor-support/1"
STEPS: Final = 3
_REPORT: Final = "report.json"
_SETTINGS: Final = "settings.json"
_GIGABYTE: Final = 10**9
_OWN_FILES: Final = frozenset(
    {"advisor.db", "advisor.db-wal", "advisor.db-shm", "vault.json", "settings.json"}
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a bundle, by name, in the words in which they will be saved."""

    files: Mapping[str, str]

    def shown(self) -> str:
        """All of them, one below the other, to be read before anything is saved."""
        return "\n".join(f"{name}\n{text}" for name, text in self.files.items())

    def save(self, path: Path) -> None:
        """Write all of it into one archive, whole or not at all.

        Raises:
            AdvisorError: the place can't be written to; nothing was left there.
        """
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, text in self.files.items():
                packed.writestr(name, text)
        try:
            write_file(path, archive.getvalue())
        except AdvisorError as error:
            advice = _("No quedó ningún archivo a medias. Elija otra carpeta.")
            raise AdvisorError(error.message, advice=advice) from error


def gather(
    folder: Path,
    session: Session | None,
    window: Mapping[str, Any],
    notes: Mapping[str, str],
    tell: Callable[[int], None],
) -> Bundle:
    """What support needs: of the program, of a workspace that may be closed, and of failures.

    ``window`` is what only the window knows, with its ``settings``; ``notes`` are the files of
    earlier failures. ``tell`` hears of each step.
    """
    seen = dict(window)
    settings = seen.pop("settings", {})
    tell(1)
    report = {
        "format": FORMAT,
        "made_at": clock.now().isoformat(timespec="seconds"),
        "program": _program(),
        "window": seen,
        "files": _files(folder),
    }
    tell(2)
    report["workspace"] = _closed(folder) if session is None else _open(session)
    tell(STEPS)
    return Bundle({_REPORT: _pretty(report), _SETTINGS: _pretty(settings), **notes})


def _program() -> dict[str, Any]:
    return {
        "version": __version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "base_revision": HEAD,
        "offset_minutes": clock.offset_minutes(),
    }


def _files(folder: Path) -> dict[str, Any]:
    """Sizes; of files that are not ours only how many there are, for their names may tell."""
    own: dict[str, int] = {}
    others = {"attachments": [0, 0], "others": [0, 0]}
    try:
        for path in folder.rglob("*"):
            if not path.is_file():
                continue
            inside, size = path.relative_to(folder), path.stat().st_size
            if inside.as_posix() in _OWN_FILES:
                own[path.name] = size
            else:
                kind = others["attachments" if inside.parts[0] == "attachments" else "others"]
                kind[0] += 1
                kind[1] += size
    except OSError as error:
        own["unreadable"] = error.errno or 0
    sums = {name: {"files": count, "bytes": size} for name, (count, size) in others.items()}
    return {"bytes": own, **sums, "free_gigabytes": _free(folder)}


def _free(folder: Path) -> float | None:
    for place in (folder, *folder.absolute().parents):
        try:
            return round(shutil.disk_usage(place).free / _GIGABYTE, 1)
        except OSError:
            continue
    return None


def _closed(folder: Path) -> dict[str, Any]:
    try:
        return {"state": entry.inspect(folder)}
    except AdvisorError as error:
        return {"state": "refused", "why": type(error).__name__}


def _open(session: Session) -> dict[str, Any]:
    about: dict[str, Any] = {"state": "open", "demo": session.is_demo}
    try:
        findings = session.verify()
        about["sound"] = not findings
        about["findings"] = findings
        about["rows"] = session.counts()
        about["evidence_files"] = session.files.check().counts()
    except Exception as error:  # whatever is broken: that is what the bundle is for
        about["why"] = type(error).__name__
    return about


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
