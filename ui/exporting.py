"""Saving answers as a workbook from a screen: where it goes, and what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app.i18n import _, language
from ui.report_paper import ask_place, plain_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.services.export import Kind
    from advisor_app.services.session import Session
    from ui.context import Context


class Exporting:
    """Asks for a place and writes the workbook of one assessment there."""

    def __init__(self, context: Context, screen: QWidget) -> None:
        self._context = context
        self._screen = screen

    def ask(self, kind: Kind, assessment_id: str, name: str) -> None:
        """Ask where the file goes."""
        save = partial(self._save, kind, assessment_id)
        ask_place(self._screen, _("Exportar a Excel"), plain_name(name), "xlsx", save)

    def _save(self, kind: Kind, assessment_id: str, path: str) -> None:
        self._context.say(_("Preparando el libro de Excel…"))
        session, lang = self._context.open_session, language()
        work = partial(_write, session, kind, assessment_id, lang, Path(path))
        self._context.tasks.run_long(work, self._saved)

    def _saved(self, path: Path) -> None:
        self._context.say(_("Guardado en {folder}").format(folder=path.parent.name))


def _write(session: Session, kind: Kind, assessment_id: str, lang: str, path: Path) -> Path:
    from advisor_app.services import export

    return export.save(session, kind, assessment_id, lang, path)
