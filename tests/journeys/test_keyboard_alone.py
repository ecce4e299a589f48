"""A whole visit by the keyboard alone, with text at 200 %: no screen is reached any other way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from advisor_app.domain.document import DIAGNOSIS
from advisor_app.domain.signature import Method
from tests.ui.gates import is_in_sight
from ui.advisor import FieldAdvisor
from ui.forms.signature_form import SignatureForm
from ui.settings import TEXT_PERCENT
from ui.walk import demo_visit, make_visit

if TYPE_CHECKING:
    from tests.journeys.conftest import Starter
    from ui.screens.settings import SettingsScreen

WORDS = "cuatro palabras que nadie uniria"
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class KeysAlone(FieldAdvisor):
    """Finds the way from screen to screen by keys, and goes on only where the focus is seen."""

    firm = ""

    def goes(self, route: str, **params: object) -> None:
        if self.screen.route != route:
            getattr(self, f"_go_to_{route}")(params)
        self.arrive(route)

    def rest(self) -> None:
        super().rest()
        self.wait(self._sees_focus, "what has the focus to be in sight")

    def _sees_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is None or focused.window() is not self.window or is_in_sight(focused)

    def enlarges_text(self) -> None:
        """Choose the largest text in the settings, and come back."""
        self.press(Qt.Key.Key_Comma, CONTROL)
        while self.window.context.settings.text_percent != max(TEXT_PERCENT.choices):
            settings = cast("SettingsScreen", self.arrive("settings"))
            self.reach(settings.text_size)  # each size builds the screen anew
            self.press(Qt.Key.Key_Right)
            self.rest()
        self.press(Qt.Key.Key_1, CONTROL)
        self.arrive("today")

    def notes_refusal(self, reason: str) -> None:
        """Note that the owner does not sign the report on screen, and why."""
        self.push_words("Firmar")
        screen = self.arrive("sign")
        self.press(Qt.Key.Key_4)
        (form,) = (one for one in screen.findChildren(SignatureForm) if one.isVisible())
        self.reach(form.reason)
        self.type(reason)
        self.press(Qt.Key.Key_Return, CONTROL)
        self.rest()

    def push_words(self, words: str) -> None:
        """Push the button that says so."""

        def found() -> QAbstractButton | None:
            made = self.window.findChildren(QAbstractButton)
            return next((one for one in made if one.isVisible() and one.text() == words), None)

        self.wait(found, f"a button {words!r}")
        self.push(cast("QAbstractButton", found()))

    def _go_to_firm(self, _params: object = None) -> None:
        self.press(Qt.Key.Key_2, CONTROL)
        self.arrive("firms")
        self.press(Qt.Key.Key_A, CONTROL)  # the search of the last time is still there
        self.type(self.firm)
        self.press(Qt.Key.Key_Return)
        self.arrive("firm")

    def _go_to_firm_form(self, params: dict[str, Any]) -> None:
        if "firm_id" not in params:
            self.press(Qt.Key.Key_N, CONTROL)
            return
        self.push_words("Completar o corregir")
        self.arrive("firm_form")
        self.press(Qt.Key.Key_2, ALT)
        self.rest()

    def _go_to_consent(self, _params: object) -> None:
        self.push_words("Pedir la autorización")

    def _go_to_visit_start(self, _params: object) -> None:
        self.push_words("Empezar la visita")

    def _go_to_result(self, _params: object = None) -> None:
        if self.screen.route != "interview":
            self._go_to_firm()
            self.push_words("Ver el resultado")
        else:
            self.press(Qt.Key.Key_R)
        self.arrive("result")

    def _go_to_cost(self, _params: object) -> None:
        self.goes("result")
        self.push_words("Estimar el costo")

    def _go_to_commitments(self, _params: object) -> None:
        self.goes("result")
        self.push_words("Acordar los compromisos")

    def _go_to_visit_end(self, _params: object) -> None:
        self._go_to_firm()
        self.push_words("Cerrar la visita")

    def _go_to_report(self, _params: object) -> None:
        self.goes("result")
        self.push_words("Ver la hoja del dueño")


def test_a_visit_by_the_keyboard_alone_with_text_at_200_percent(
    start: Starter, tmp_path: Path
) -> None:
    visit = demo_visit("F01")
    advisor = cast("KeysAlone", start(kind=KeysAlone))
    advisor.firm = visit.firm["legal_name"]
    advisor.first_day("Lucía Ñáñez", WORDS)
    advisor.enlarges_text()
    assert advisor.window.context.settings.text_percent == 200
    diagnosis = make_visit(advisor, visit)
    report = advisor.saves_report(diagnosis, tmp_path / "informe.pdf")
    said = " ".join("\n".join(page.extract_text() for page in PdfReader(report).pages).split())
    assert visit.firm["legal_name"] in said
    advisor.notes_refusal("Prefiere leerlo antes con su hijo")
    signatures = advisor.window.context.open_session.signatures
    document = signatures.lay_out(diagnosis, DIAGNOSIS).issued
    (signature,) = signatures.of_document(document.id)
    assert signature.method is Method.REFUSED
    assert signature.reason == "Prefiere leerlo antes con su hijo"
