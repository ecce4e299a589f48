"""A report on its way out: built in memory, named, written where the user chose."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from advisor_app.domain.delivery import Errand
from advisor_app.domain.text import fold
from advisor_app.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor_app.services.session import Session
    from ui.tasks import Report

STEPS: Final = 3
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in memory, its number, and the name a file of it would get.

    Attributes:
        errand: what was issued, and for whom; nothing for a preview.
    """

    pdf: bytes
    firm_name: str
    number: str
    file_name: str
    errand: Errand | None = None

    @property
    def sent(self) -> Errand:
        """The errand of a document that leaves the laptop."""
        if self.errand is None:
            raise RuntimeError("a preview does not leave the laptop")
        return self.errand


def build(
    session: Session, subject: tuple[str, str], lang: str, issue: bool, report: Report
) -> Paper:
    """A document, by subject and kind; issued first where it is about to leave the laptop."""
    report(1)
    errand = issued(session, subject, lang) if issue else None
    content = session.documents.content(*subject)
    report(2)
    subject_id, kind = subject
    pdf = session.documents.preview(subject_id, lang, kind)
    report(STEPS)
    name = content.firm.name
    number = f"{content.number}-v{content.version}-{lang}"
    return Paper(pdf, name, number, f"{plain_name(name)}-{number}", errand)


def issued(session: Session, subject: tuple[str, str], lang: str) -> Errand:
    """A document as it is now, issued so that it can leave the laptop."""
    return Errand(session.documents.issue(*subject).id, lang)


def reprint(session: Session, errand: Errand) -> Paper:
    """An issued document again, for whoever waits for it."""
    name = session.deliveries.name_of(errand.document_id)
    pdf = session.documents.reprint(errand.document_id, errand.lang)
    number = f"{name.number}-v{name.version}-{errand.lang}"
    return Paper(pdf, name.firm_name, number, f"{plain_name(name.firm_name)}-{number}", errand)


def write(path: Path, data: bytes) -> Path:
    """Write a whole file or none, and tell where.

    Raises:
        AdvisorError: the place can't be written to.
    """
    from advisor_app.services.documents import write_file

    write_file(path, data)
    return path


def ask_place(
    parent: QWidget, title: str, name: str, kind: str, chosen: Callable[[str], None]
) -> QFileDialog:
    """Ask where a file goes; ``chosen`` hears the path."""
    dialog = file_dialog(parent, title, QStandardPaths.StandardLocation.DocumentsLocation)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind)
    dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
    dialog.selectFile(f"{name}.{kind}")
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def file_dialog(parent: QWidget, title: str, place: QStandardPaths.StandardLocation) -> QFileDialog:
    """The system's dialog for files, which keeps no note of where one has been."""
    # Qt would note in its own settings which folders were visited; their names are the user's
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    dialog = QFileDialog(parent, title, QStandardPaths.writableLocation(place))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def plain_name(name: str) -> str:
    """A name that every disk takes."""
    kept = "".join(char if char.isalnum() else " " for char in fold(name))
    return "-".join(kept.split())[:_LONGEST_NAME] or _("informe")
