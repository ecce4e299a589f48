"""One-page formats for a firm: which suit it, and their pages with its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app.domain.firm import Firm
from advisor_app.domain.format import Format, shipped_formats
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import NotFound
from advisor_app.services.paper_forms import PrintedForm, known_firm, this_day
from advisor_app.services.people import Person
from advisor_app.store import records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from advisor_app.domain.actions import Plan
    from advisor_app.reports.format_draft import FormatFirm, FormatTask
    from advisor_app.services.changes import Announcer
    from advisor_app.store.workspace import Workspace

_LEADING: Final = ("owner", "legal_representative", "manager")


@dataclass(frozen=True, slots=True)
class Shelf:
    """All formats, as they suit a firm; without a firm, all of them are general.

    Attributes:
        planned: of the actions that its plan carries now, in their order.
        own: made for its sector.
        general: for any firm.
        others: made for other sectors.
    """

    firm_name: str
    planned: tuple[Format, ...]
    own: tuple[Format, ...]
    general: tuple[Format, ...]
    others: tuple[Format, ...]


class Formats(Service):
    """Chooses and prints what a firm begins to use today; ``plan_of`` gives a firm's plan."""

    def __init__(
        self,
        workspace: Workspace,
        announcer: Announcer,
        plan_of: Callable[[str], Plan],
    ) -> None:
        super().__init__(workspace, announcer)
        self._plan_of = plan_of

    def has(self, key: str) -> bool:
        """Whether an action with this key has a format to begin with."""
        return any(one.serves(key) for one in shipped_formats())

    def shelf(self, firm_id: str = "") -> Shelf:
        """All formats, as they suit a firm.

        Raises:
            NotFound: there is none with this id.
        """
        if not firm_id:
            return Shelf("", (), (), shipped_formats(), ())
        firm = self._firm(firm_id)
        planned = self._planned(firm)
        rest = [one for one in shipped_formats() if one not in planned]
        fitting = [one for one in rest if one.suits(firm.sector)]
        return Shelf(
            firm.shown_name,
            planned,
            tuple(sorted((one for one in fitting if one.sectors and firm.sector), key=_breadth)),
            tuple(one for one in fitting if not one.sectors or not firm.sector),
            tuple(one for one in rest if one not in fitting),
        )

    def pages(
        self, keys: Sequence[str], firm_id: str, lang: str, *, action_key: str = ""
    ) -> PrintedForm:
        """The formats with these keys as one file, a bookmark each; without a firm, nameless.

        Those that the action begins with say who answers for it, and by when.

        Raises:
            NotFound: there is no such firm, or no such format.
        """
        from advisor_app.reports.format_draft import FormatFirm
        from advisor_app.reports.format_page import render_formats

        known = {one.key: one for one in shipped_formats()}
        if not keys or not known.keys() >= set(keys):
            raise NotFound.record()
        wanted = [known[key] for key in keys]
        firm = self._known(firm_id, action_key) if firm_id else FormatFirm()
        rendered = render_formats(wanted, firm, lang, this_day())
        first, last = wanted[0].code, wanted[-1].code
        code = first if first == last else f"{first} {last}"
        return PrintedForm(rendered.pdf, rendered.page_count, code)

    def _firm(self, firm_id: str) -> Firm:
        row = self._read(lambda c: records.one(c, tables.firm, firm_id))
        if row is None:
            raise NotFound.record()
        return records.value_of(Firm, row)

    def _planned(self, firm: Firm) -> tuple[Format, ...]:
        """Those that the actions it carries now begin with, and that suit its sector."""
        found = [
            one
            for action in self._plan_of(firm.id).carried
            for one in shipped_formats()
            if one.serves(action.action_key) and one.suits(firm.sector)
        ]
        return tuple(dict.fromkeys(found))

    def _known(self, firm_id: str, action_key: str) -> FormatFirm:
        """What the firm's record writes on a page."""
        from advisor_app.reports.format_draft import FormatFirm

        firm = self._firm(firm_id)
        on_paper = known_firm(firm)
        return FormatFirm(
            on_paper.name,
            on_paper.number,
            on_paper.place,
            firm.sector,
            firm.products,
            self._responsible(firm_id),
            self._task(firm_id, action_key),
        )

    def _task(self, firm_id: str, key: str) -> FormatTask | None:
        """What the plan says of its open action of this kind; no name without authorization."""
        from advisor_app.reports.format_draft import FormatTask

        if not key:
            return None
        plan = self._plan_of(firm_id)
        named = (one for one in (*plan.carried, *plan.waiting) if one.action_key == key)
        action = next(named, None)
        if action is None:
            return None
        may_name = self._read(lambda c: consent_state(c, firm_id)).data
        return FormatTask(key, action.responsible if may_name else "", action.due_on)

    def _responsible(self, firm_id: str) -> str:
        """Whoever runs the firm, by name."""
        rows = self._read(lambda c: records.of_firm(c, tables.person, firm_id, "created_at", "id"))
        people = [records.value_of(Person, row) for row in rows]
        leading = (one.name for one in people if one.role in _LEADING)
        return next(leading, "")


def _breadth(one: Format) -> int:
    """For how many sectors it is made; the fewer, the nearer to the firm."""
    return len(one.sectors)
