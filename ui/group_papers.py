"""All reports of a group at once: on paper, or in one file with bookmarks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from advisor_app.i18n import _, language
from ui.visit_papers import VisitPapers, VisitPrinting

if TYPE_CHECKING:
    from advisor_app.services.session import Session


def read_group_papers(session: Session, group_id: str, lang: str) -> VisitPapers:
    """The reports of a group and how long they are; for the worker."""
    from advisor_app.services.printing import count_pages
    from ui.widgets.print_choices import Part

    papers = session.groups.papers(group_id)
    parts = [
        Part(one.title, count_pages(session.documents.preview(one.subject_id, lang, one.kind)))
        for one in papers
    ]
    firm_id = session.gaps.get(group_id).firm_id
    return VisitPapers(session.firms.get(firm_id).shown_name, 0, papers, parts)


class GroupPrinting(VisitPrinting):
    """Prints the reports of a group from a screen."""

    def ask(self, visit_id: str) -> None:
        """Show what can be printed of the group with this id, and print what is chosen."""
        self._context.say(_("Preparando los documentos…"))
        work = partial(read_group_papers, self._context.open_session, visit_id, language())
        self._context.tasks.run_long(work, self._offer, self._context.explain)

    def heading_of(self, found: VisitPapers) -> str:
        return _("Imprimir los informes del grupo")

    def name_of(self, found: VisitPapers) -> str:
        return f"{found.firm_name}, {_('grupo')}"
