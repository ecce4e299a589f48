"""All papers of a visit at once: on paper, or in one file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from advisor_app.domain.delivery import Errand
from advisor_app.i18n import _, language
from ui.report_paper import ask_place, issued, plain_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from advisor_app.services.documents import VisitPaper
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.dialogs.print_sheet import Finished
    from ui.widgets.print_choices import Part


@dataclass(frozen=True, slots=True)
class VisitPapers:
    """What can be printed of a visit.

    Attributes:
        parts: name and length of each paper, as the print sheet offers them.
    """

    firm_name: str
    number: int
    papers: Sequence[VisitPaper]
    parts: Sequence[Part]


def read_papers(session: Session, visit_id: str, lang: str) -> VisitPapers:
    """The papers of a visit and how long they are; for the worker."""
    from advisor_app.services.printing import count_pages
    from ui.widgets.print_choices import Part

    visit = session.visits.get(visit_id)
    papers = session.documents.papers_of_visit(visit_id)
    parts = [
        Part(one.title, count_pages(session.documents.preview(one.subject_id, lang, one.kind)))
        for one in papers
    ]
    return VisitPapers(session.firms.get(visit.firm_id).shown_name, visit.number, papers, parts)


def finish_papers(
    session: Session, papers: Sequence[VisitPaper], lang: str, chosen: Sequence[int]
) -> Finished:
    """The chosen papers, issued and as they leave the laptop; for the worker."""
    from ui.dialogs.print_sheet import Finished

    made: list[bytes] = []
    numbers: list[str] = []
    errands: list[Errand] = []
    for place in chosen:
        paper = papers[place]
        issued = session.documents.issue(paper.subject_id, paper.kind)
        made.append(session.documents.preview(paper.subject_id, lang, paper.kind))
        numbers.append(f"{issued.number}-v{issued.version}-{lang}")
        errands.append(Errand(issued.id, lang))
    return Finished(made, " ".join(numbers), errands)


def save_papers(session: Session, found: VisitPapers, lang: str, title: str, path: Path) -> Path:
    """All papers, issued, in one file with bookmarks where the user chose; for the worker."""
    from advisor_app.services.handed_files import save_file

    subjects = [(one.subject_id, one.kind) for one in found.papers]
    errands = [issued(session, subject, lang) for subject in subjects]
    pdf = session.documents.together([(kind, one) for one, kind in subjects], lang, title)
    save_file(session.deliveries, errands, path, pdf)
    return path


class VisitPrinting(QObject):
    """Prints the papers of a visit from a screen; its dialogs open above the screen."""

    def __init__(self, context: Context, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen

    def ask(self, visit_id: str) -> None:
        """Show what can be printed of the visit, and print what is chosen."""
        self._context.say(_("Preparando los documentos…"))
        work = partial(read_papers, self._context.open_session, visit_id, language())
        self._context.tasks.run_long(work, self._offer, self._context.explain)

    def heading_of(self, found: VisitPapers) -> str:
        """What the print sheet is headed with."""
        return _("Imprimir lo de la visita {number}").format(number=found.number)

    def name_of(self, found: VisitPapers) -> str:
        """What a file with all of them is called."""
        visit = _("visita {number}").format(number=found.number)
        return f"{found.firm_name}, {visit}"

    def _offer(self, found: VisitPapers) -> None:
        from ui.dialogs.print_sheet import OtherWay, Printable, PrintSheet

        session = self._context.session
        if session is None or not self._screen.isVisible():
            return
        title = self.heading_of(found)
        make = partial(finish_papers, session, found.papers, language())
        save = OtherWay(_("Guardar todo en un PDF"), "save", partial(self._ask_place, found))
        PrintSheet(self._context, Printable(title, found.parts, make), [save], self._screen).open()

    def _ask_place(self, found: VisitPapers) -> None:
        name = plain_name(self.name_of(found))
        ask_place(
            self._screen, _("Guardar todo en un PDF"), name, "pdf", partial(self._save, found)
        )

    def _save(self, found: VisitPapers, path: str) -> None:
        session, title = self._context.open_session, self.name_of(found)
        work = partial(save_papers, session, found, language(), title, Path(path))
        self._context.tasks.run_long(work, self._tell_saved, self._context.explain)

    def _tell_saved(self, path: Path) -> None:
        self._context.say(_("Guardado en {folder}").format(folder=path.parent.name))
