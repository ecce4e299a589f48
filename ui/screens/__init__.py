"""The screens by their routes, imported when they are first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from ui.screens.base import Screen

REGISTRY: Final[dict[str, str]] = {
    "opening": "ui.screens.opening:OpeningScreen",
    "unlock": "ui.screens.unlock:UnlockScreen",
    "first_start": "ui.screens.first_start:FirstStartScreen",
    "recover": "ui.screens.recover:RecoverScreen",
    "today": "ui.screens.today:TodayScreen",
    "firms": "ui.screens.firms:FirmsScreen",
    "firm": "ui.screens.firm:FirmScreen",
    "firm_form": "ui.screens.firm_form:FirmFormScreen",
    "consent": "ui.screens.consent:ConsentScreen",
    "visit_start": "ui.screens.visit_start:VisitStartScreen",
    "visit_end": "ui.screens.visit_end:VisitEndScreen",
    "papers": "ui.screens.papers:PapersScreen",
    "interview": "ui.screens.interview:InterviewScreen",
    "paper_forms": "ui.screens.paper_forms:PaperFormsScreen",
    "plan": "ui.screens.plan:PlanScreen",
    "formats": "ui.screens.formats:FormatsScreen",
    "paper_visit": "ui.screens.paper_visit:PaperVisitScreen",
    "transcribe": "ui.screens.transcribe:TranscribeScreen",
    "missing": "ui.screens.missing:MissingScreen",
    "result": "ui.screens.result:ResultScreen",
    "cost": "ui.screens.cost:CostScreen",
    "commitments": "ui.screens.commitments:CommitmentsScreen",
    "standards": "ui.screens.standards:StandardsScreen",
    "gap": "ui.screens.gap:GapScreen",
    "gap_result": "ui.screens.gap_result:GapResultScreen",
    "editions": "ui.screens.editions:EditionsScreen",
    "photos": "ui.screens.photos:PhotosScreen",
    "parts": "ui.screens.parts:PartsScreen",
    "report": "ui.screens.report:ReportScreen",
    "telephone": "ui.screens.telephone:TelephoneScreen",
    "pending": "ui.screens.pending:PendingScreen",
    "conflicts": "ui.screens.conflicts:ConflictsScreen",
    "returned": "ui.screens.returned:ReturnedScreen",
    "send_back": "ui.screens.send_back:SendBackScreen",
    "sign": "ui.screens.signing:SigningScreen",
    "settings": "ui.screens.settings:SettingsScreen",
    "second_copy": "ui.screens.second_copy:SecondCopyScreen",
    "exchange": "ui.screens.exchange:ExchangeScreen",
    "restore": "ui.screens.restore:RestoreScreen",
}

WITHOUT_SESSION: Final = frozenset({"opening", "unlock", "first_start", "recover", "restore"})

ROOTS: Final = {
    "today": "today",
    "pending": "today",
    "conflicts": "today",
    "returned": "today",
    "settings": "settings",
    "second_copy": "settings",
    "exchange": "settings",
}
"""Where the rail stands on a screen, if not on the firms."""


def screen_class(route: str) -> type[Screen]:
    """The class of a route's screen.

    Raises:
        KeyError: there is no such route.
    """
    module, name = REGISTRY[route].split(":")
    return cast("type[Screen]", getattr(import_module(module), name))
