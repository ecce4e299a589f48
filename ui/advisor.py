"""An advisor at work in the real window, by keys alone: what journeys and the demo walk share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from advisor_app.domain.consent import ConsentKind
from advisor_app.i18n import _
from ui.hand import Hand, Lost

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.app import Application
    from ui.dialogs.hand_over import HandOverSheet
    from ui.dialogs.question import Question
    from ui.forms.yes_no_list import YesNoList
    from ui.screens.code_keeper import CodeKeeper
    from ui.screens.commitments import CommitmentsScreen
    from ui.screens.consent import ConsentScreen
    from ui.screens.cost import CostScreen
    from ui.screens.firm_form import FirmFormScreen
    from ui.screens.first_start import FirstStartScreen
    from ui.screens.gap_result import GapResultScreen
    from ui.screens.interview import InterviewScreen
    from ui.screens.report import ReportScreen
    from ui.screens.result import ResultScreen
    from ui.screens.unlock import UnlockScreen
    from ui.screens.visit_end import VisitEndScreen
    from ui.screens.visit_start import VisitStartScreen
    from ui.widgets.choice import ChoiceGroup, ChoiceList

Sheet = Mapping[str, str]
"""Item code -> ``3o`` (level and grade), ``na:reason`` or ``s`` (not seen)."""

_CONTROL = Qt.KeyboardModifier.ControlModifier


class FieldAdvisor(Hand):
    """Knows the screens and what to do on each of them."""

    def __init__(self, application: Application, pictures: Path | None = None) -> None:
        super().__init__(application)
        self._pictures = pictures
        self.taken: list[Path] = []

    def goes(self, route: str, **params: object) -> None:
        """Go to another screen."""
        self.window.go(route, **params)

    # --- the door ----------------------------------------------------------------------------

    def first_day(self, name: str, passphrase: str) -> str:
        """Make the workspace; the recovery code that was shown."""
        screen = cast("FirstStartScreen", self.arrive("first_start"))
        self.write(screen.name, name)
        self.write(screen.passphrase.first, passphrase)
        self.write(screen.passphrase.second, passphrase)
        self.shoot("first-start")
        self.push(screen.create_button)
        return self._confirm_code(screen)

    def unlocks(self, passphrase: str) -> None:
        """Open the workspace with its passphrase."""
        screen = cast("UnlockScreen", self.arrive("unlock"))
        self.reach(screen.passphrase)
        self.type(passphrase)
        self.press(Qt.Key.Key_Return)
        self.arrive("today")

    def _confirm_code(self, screen: CodeKeeper) -> str:
        code = screen.code
        self.wait(code.isVisible, "the recovery code")
        shown = "-".join(code.code.text().split())
        self.shoot("recovery-code")
        self.push(code.written)
        self.reach(code.typed)
        for group in shown.split("-"):
            self.press(Qt.Key.Key_A, _CONTROL)
            self.type(group)
            self.press(Qt.Key.Key_Return)
            self.rest()
            if self.screen is not screen:
                break
        self.arrive("today")
        return shown

    # --- the firm ----------------------------------------------------------------------------

    def registers(self, firm: Mapping[str, Any]) -> str:
        """Register a firm with its public data; its id."""
        from ui.forms.identity import IdentityGroup

        self.press(Qt.Key.Key_2, _CONTROL)
        self.arrive("firms")
        self.goes("firm_form")
        form = cast("FirmFormScreen", self.arrive("firm_form"))
        who = form.groups.part(IdentityGroup)
        self.write(who.legal_name, firm["legal_name"])
        if firm.get("nit"):
            self.write(who.nit, f"{firm['nit']}-{firm['nit_dv']}")
        else:
            self.choose(who.id_type, "none")
        if firm.get("legal_form"):
            self.choose_listed(who.legal_form, firm["legal_form"])
        self.reach(who.municipality)
        self.type(firm["municipality"])
        self.press(Qt.Key.Key_Tab)
        self.choose_listed(who.sector, firm["sector"])
        if firm.get("ciiu_main"):
            self.write(who.ciiu, firm["ciiu_main"])
        self.shoot("firm-form")
        self.push(form.done_button)
        self.arrive("firm")
        return form.firm_keeper.record.id

    def completes(self, firm_id: str, firm: Mapping[str, Any]) -> None:
        """Fill in size, people and the conditions of the interview."""
        from ui.forms.people_and_size import SizeGroup

        self.goes("firm_form", firm_id=firm_id, group="size")
        form = cast("FirmFormScreen", self.arrive("firm_form"))
        size = form.groups.part(SizeGroup)
        self.choose(size.macro_sector, firm["macro_sector"])
        self.write(size.income, str(firm["annual_income"]))
        self.write(size.income_year, str(firm["income_year"]))
        for name in ("workers_total", "workers_women", "workers_men"):
            if firm.get(name) is not None:
                self.write(size.workers[name], str(firm[name]))
        self.shoot("firm-size")
        self.answers_conditions(form, firm["conditions"])
        self.push(form.done_button)
        self.arrive("firm")

    def answers_conditions(self, form: FirmFormScreen, conditions: Mapping[str, bool]) -> None:
        """Answer what is asked once and decides which questions apply."""
        from ui.forms.conditions import ConditionsGroup

        self.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
        group = form.groups.part(ConditionsGroup)
        self.wait(group.isVisible, "the conditions")
        questions = group.list
        for key in questions.choices:
            if questions.is_asked(key):
                self.says(questions, key, yes=conditions.get(key, False))
        self.rest()
        self.shoot("firm-conditions")

    def asks_consent(self, firm_id: str, signer: str, *, sensitive: bool = False) -> None:
        """Read the text, ask one by one, and keep who said yes."""
        self.goes("consent", firm_id=firm_id)
        screen = cast("ConsentScreen", self.arrive("consent"))
        self.shoot("consent-text")
        self.push(screen.ask_button)
        for kind in ConsentKind:
            agrees = kind is not ConsentKind.SENSITIVE or sensitive
            self.says(screen.questions.list, kind, yes=agrees)
        self.write(screen.signer.name, signer)
        self.shoot("consent-answers")
        self.push(screen.save_button)
        self.arrive("firm")

    # --- the visit ---------------------------------------------------------------------------

    def starts_visit(self, firm_id: str, place: str) -> None:
        """Begin a visit; the interview, or the conditions that are missing, come up."""
        self.goes("visit_start", firm_id=firm_id)
        screen = cast("VisitStartScreen", self.arrive("visit_start"))
        self.write(screen.visit_place, place)
        self.shoot("visit-start")
        self.push(screen.start_button)

    def ends_visit(self, visit_id: str, outcome_key: Qt.Key, *, reason: str = "") -> None:
        """End the visit with the key of its outcome."""
        self.goes("visit_end", visit_id=visit_id)
        screen = cast("VisitEndScreen", self.arrive("visit_end"))
        self.press(outcome_key)
        if reason:
            self.reach(screen.reason)
            self.type(reason)
        self.shoot("visit-end")
        self.push(screen.save_button)
        self.arrive("papers")
        self.shoot("papers")

    # --- the interview -----------------------------------------------------------------------

    def answers(self, sheet: Sheet, *, until: Callable[[], bool] = lambda: False) -> list[str]:
        """Answer question after question from the sheet; the codes that were asked."""
        screen = cast("InterviewScreen", self.arrive("interview"))
        asked: list[str] = []
        while screen.view.is_asking and not until():
            code = screen.flow.item.code
            self._answer(screen, sheet.get(code, "s"))
            asked.append(code)
            if len(asked) in (1, 4):
                self.shoot(f"interview-{len(asked)}")
            self.press(Qt.Key.Key_Return)
            self.wait(
                lambda before=code: not screen.view.is_asking or screen.flow.item.code != before,
                f"the question after {code}",
            )
        self.rest()
        return asked

    def goes_on_with_the_rest(self) -> None:
        """From the pause after the core questions to the others."""
        screen = cast("InterviewScreen", self.arrive("interview"))
        if screen.view.is_asking:
            raise Lost("the pause is not there yet")
        self.shoot("pause")
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: screen.view.is_asking, "the rest of the questions")
        self.rest()

    def _answer(self, screen: InterviewScreen, given: str) -> None:
        if given == "s":
            self.press(Qt.Key.Key_S)
        elif given.startswith("na:"):
            self.press(Qt.Key.Key_N)
            self.type(given.removeprefix("na:"))
            self.press(Qt.Key.Key_Return)
        else:
            self.type(given[0])
            if int(given[0]) >= 3:
                self.type(given[1])
        self.wait(lambda: screen.flow.lack is None, f"the answer {given} to be complete")

    # --- the result and the paper ------------------------------------------------------------

    def sees_result(self, assessment_id: str) -> ResultScreen:
        """Look at the ladder and the line."""
        self.goes("result", assessment_id=assessment_id)
        screen = cast("ResultScreen", self.arrive("result"))
        self.wait(screen.column.isVisible, "the result")
        self.shoot("result")
        return screen

    def tells_cost(self, assessment_id: str, figures: Mapping[str, int]) -> None:
        """Write down the five numbers, as far as they are known."""
        self.goes("cost", assessment_id=assessment_id)
        screen = cast("CostScreen", self.arrive("cost"))
        for question in screen.questions:
            for name, field in question.fields.items():
                self.write(field.input, str(figures[name]))
        self.shoot("cost")
        self.push(screen.done_button)

    def agrees(self, assessment_id: str, promises: Sequence[tuple[str, str, str]]) -> None:
        """Write down what the firm promises: what, who, and the day as it is said."""
        self.goes("commitments", assessment_id=assessment_id)
        screen = cast("CommitmentsScreen", self.arrive("commitments"))
        for row, (what, who, due) in zip(screen.rows, promises, strict=False):
            self.write(row.what, what)
            self.write(row.who, who)
            self.write(row.due, due)
        self.shoot("commitments")
        self.push(screen.done_button)

    def closes_diagnosis(self, assessment_id: str) -> None:
        """Close the diagnosis, and say so a second time."""
        self._closes(self.sees_result(assessment_id).close_button)

    def closes_gap(self) -> None:
        """Close the list whose result is on screen, and say so a second time."""
        self._closes(cast("GapResultScreen", self.arrive("gap_result")).close_button)

    def _closes(self, close_button: QWidget) -> None:
        self.push(close_button)
        self.wait(lambda: self._dialog() is not None, "the question")
        dialog = self._dialog()
        self.reach(cast("Question", dialog).yes_button)
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: not close_button.isVisible(), "it to be closed")
        self.rest()

    def saves_report(self, assessment_id: str, path: Path, lang: str = "es") -> Path:
        """Look at the report in a language and save it as PDF; its path."""
        self.goes("report", assessment_id=assessment_id)
        return self.saves_shown(path, lang)

    def saves_shown(self, path: Path, lang: str = "es") -> Path:
        """Look at the document on screen in a language and save it as PDF; its path."""
        screen = cast("ReportScreen", self.arrive("report"))
        self.choose(screen.language, lang)
        self.wait(
            lambda: screen.save_button.isEnabled() and screen.pages.currentWidget() is screen.view,
            "the preview",
        )
        self.rest()
        self.shoot("report")
        self.press(Qt.Key.Key_S, _CONTROL)
        self._name_file(path)
        return path

    def saves_picture(self, path: Path) -> Path:
        """Save page 1 as a picture from the report on screen; its path."""
        screen = cast("ReportScreen", self.arrive("report"))
        self.push(screen.hand_button)
        self.wait(lambda: self._dialog() is not None, "the ways to hand it over")
        self.push(cast("HandOverSheet", self._dialog()).rows["picture"])
        self._name_file(path)
        return path

    def _name_file(self, path: Path) -> None:
        self.names_file(path)
        self.wait(lambda: self._dialog() is None and path.exists(), f"{path.name} to be written")
        self.rest()

    def names_file(self, path: Path) -> None:
        """Type a path where a file dialog asks for one."""
        self.wait(lambda: self._dialog() is not None, "the file dialog")
        dialog = cast("QWidget", self._dialog())
        self.wait(dialog.isActiveWindow, "the file dialog to come up")
        self.press(Qt.Key.Key_A, _CONTROL)
        self.type(str(path))
        self.press(Qt.Key.Key_Return)

    def sheet(self, what: str) -> QWidget:
        """The dialog above the screen, once it is there."""
        self.wait(lambda: self._dialog() is not None, what)
        return cast("QWidget", self._dialog())

    def _dialog(self) -> QWidget | None:
        return QApplication.activeModalWidget()

    # --- choices -----------------------------------------------------------------------------

    def says(self, questions: YesNoList, key: str, *, yes: bool) -> None:
        """Answer a question with the key for yes or for no."""
        self.reach(questions.choices[key])
        self.type(_("S") if yes else _("N"))
        self.rest()

    def choose(self, group: ChoiceGroup, key: str) -> None:
        """Choose one of a few by the arrow keys."""
        self.reach(group)
        if group.value() is None:
            self.press(Qt.Key.Key_Space)
        for _step in range(len(group.buttons)):
            if group.value() == key:
                break
            self.press(Qt.Key.Key_Right)
        if group.value() != key:
            raise Lost(f"no arrow leads to {key}")
        self.rest()

    def choose_listed(self, box: ChoiceList, key: str) -> None:
        """Choose a row of a list box by the arrow keys."""
        self.reach(box)
        self.press(Qt.Key.Key_Home)
        for _step in range(box.count()):
            if box.value() == key:
                break
            self.press(Qt.Key.Key_Down)
        if box.value() != key:
            raise Lost(f"no row {key}")
        self.rest()

    def shoot(self, name: str) -> None:
        """Take a picture for the record, if somebody wants pictures."""
        if self._pictures is not None:
            path = self._pictures / f"{len(self.taken) + 1:02d}-{name}.png"
            self.taken.append(self.picture(path))
