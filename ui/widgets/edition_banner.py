"""Says on the result of a list that there is another edition of it, and leads to the comparison."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from advisor_app.domain import explain_editions
from advisor_app.domain.market import short_name
from advisor_app.i18n import _, language
from ui.widgets.basic import Banner, button

if TYPE_CHECKING:
    from advisor_app.services.editions import SideBySide
    from advisor_app.services.gaps import GapView
    from ui.context import Context


class EditionBanner(Banner):
    """Hidden where the firm has nothing to do with another edition."""

    def __init__(self, context: Context) -> None:
        self.compare_button = button(_("Comparar ediciones"), clicked=self._compare)
        super().__init__("", actions=(self.compare_button,))
        self._context = context
        self._view: GapView | None = None
        self.hide()

    def show_for(self, view: GapView) -> None:
        """Look for another edition of this list, where it is the whole firm's."""
        if self._view is not None and self._view.id != view.id:
            self.hide()
        self._view = view
        if view.group_id is None and view.scope.kind in ("firm", "group"):
            editions = self._context.open_session.editions
            work = partial(editions.beside, view.firm_id, view.standard.id)
            self._context.tasks.run(work, partial(self._show, view.id))

    def _show(self, id: str, found: SideBySide | None) -> None:  # noqa: A002 - as in the services
        if self._view is None or self._view.id != id or found is None:
            return
        made, lang = found.comparison, language()
        if self._view.standard.id == made.older.id:
            text = _("Ya hay otra edición: {list}.").format(list=short_name(made.newer).in_(lang))
            self.show_text(text, " ".join(explain_editions.dates_sentences(made, lang)))
        elif found.older is not None:
            text = _("La empresa ya respondió {list}.")
            self.show_text(text.format(list=short_name(made.older).in_(lang)))
        else:
            return
        self.show()

    def _compare(self) -> None:
        view = self._view
        if view is not None:
            self._context.go("editions", firm_id=view.firm_id, standard=view.standard.id)
