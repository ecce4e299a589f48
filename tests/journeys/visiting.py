"""A process that makes a whole visit through the real window with words found nowhere else.

It tells on standard output where it stands and waits for a line before it goes on:
``python -m tests.journeys.visiting WORKSPACE CHOSEN_FOLDER``.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from advisor_app.domain import clock
from advisor_app.domain.nit import check_digit
from ui.advisor import FieldAdvisor
from ui.app import Application
from ui.forms.signature_form import SignatureForm

if TYPE_CHECKING:
    from ui.screens.firm_form import FirmFormScreen
    from ui.screens.interview import InterviewScreen
    from ui.screens.signing import SigningScreen

NIT: Final = "948372615"
SAID: Final[dict[str, str]] = {
    "advisor": "Zorzalina Cucarachero",
    "passphrase": "marimonda columpio zarzaparrilla",
    "firm": "Zopilotera Quimerica SAS",
    "trade name": "Chigualo Bermejo",
    "NIT": NIT,
    "person": "Hermenegilda Zurrapastrosa",
    "document": "7391846205",
    "phone": "3198467025",
    "mail": "zangolotino@example.invalid",
    "place": "Vereda Guacharaquillo",
    "note": "La nevera zumba como abejorro tartamudo",
    "reason": "Aqui nadie borda charreteras purpuras",
    "commitment": "Comprar tamiz de crinolina",
    "who": "Robustiana Pizarnik",
    "refusal": "La firma se la llevo el azulejo",
    "witness": "Eufrasia Calicanto",
    "witness document": "8264019375",
    "visit notes": "Volver por la trocha del murcielago",
    "sales": "7654321",
}
"""Everything that must not be readable, by what it is."""

_CONTROL = Qt.KeyboardModifier.ControlModifier


def visit(advisor: FieldAdvisor, chosen: Path) -> None:
    """From the first day to the report in the chosen folder."""
    code = advisor.first_day(SAID["advisor"], SAID["passphrase"])
    tell("code", code)
    firm_id = advisor.registers(
        {
            "legal_name": SAID["firm"],
            "nit": NIT,
            "nit_dv": check_digit(NIT),
            "legal_form": "sas",
            "municipality": "Silvia (Cauca)",
            "sector": "agroindustry_food",
        }
    )
    advisor.asks_consent(firm_id, SAID["person"])
    describe(advisor, firm_id)
    advisor.starts_visit(firm_id, SAID["place"])
    interview(advisor)
    session = advisor.window.context.open_session
    (diagnosis,) = session.assessments.of_firm(firm_id)
    figures = dict.fromkeys(("monthly_sales", *_FIGURES), int(SAID["sales"]))
    advisor.tells_cost(diagnosis.id, {**figures, "margin_pct": 30})
    advisor.agrees(diagnosis.id, [(SAID["commitment"], SAID["who"], "15 dic")])
    nobody_signs(advisor, diagnosis.id)
    advisor.saves_report(diagnosis.id, chosen / "informe.pdf")
    advisor.saves_picture(chosen / "hoja.png")
    walk_to(advisor, chosen, "otra vez.pdf")
    going_on = session.visits.open_visit(firm_id)
    assert going_on is not None
    advisor.window.go("visit_end", visit_id=going_on.id)
    end: Any = advisor.arrive("visit_end")
    advisor.reach(end.notes)
    advisor.type(SAID["visit notes"])
    advisor.window.go("firms")
    advisor.arrive("firms")
    advisor.type(SAID["firm"])
    advisor.rest()
    advisor.window.go("firm", firm_id=firm_id)
    advisor.arrive("firm")


_FIGURES: Final = (
    "scrapped_units", "unit_cost", "rework_hours", "hour_cost", "returns_value", "lost_sales",
)  # fmt: skip


def describe(advisor: FieldAdvisor, firm_id: str) -> None:
    """Trade name, representative, and the conditions of the interview."""
    from ui.forms.contact import ContactGroup
    from ui.forms.identity import IdentityGroup

    advisor.window.go("firm_form", firm_id=firm_id, group="contact")
    form = cast("FirmFormScreen", advisor.arrive("firm_form"))
    contact = form.groups.part(ContactGroup)
    advisor.choose_listed(contact.document_type, "CC")
    advisor.write(contact.document_number, SAID["document"])
    advisor.write(contact.phone, SAID["phone"])
    advisor.write(contact.email, SAID["mail"])
    advisor.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    identity = form.groups.part(IdentityGroup)
    advisor.write(identity.trade_name, SAID["trade name"])
    advisor.answers_conditions(form, {})
    advisor.push(form.done_button)
    advisor.arrive("firm")


def interview(advisor: FieldAdvisor) -> None:
    """Answer both rounds, once with a note and once with why something does not apply."""
    screen = cast("InterviewScreen", advisor.arrive("interview"))
    first = screen.flow.item.code
    advisor.type("3oa")
    advisor.type(SAID["note"])
    advisor.press(Qt.Key.Key_Return)
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: screen.flow.item.code != first, "the second question")
    items = screen.flow.instrument.items
    sheet = {i.code: f"na:{SAID['reason']}" if i.na_allowed else "2" for i in items}
    advisor.answers(sheet)
    advisor.goes_on_with_the_rest()
    advisor.answers(sheet)


def nobody_signs(advisor: FieldAdvisor, diagnosis_id: str) -> None:
    """The owner refuses before a witness; the document is locked by it."""
    advisor.window.go("sign", subject_id=diagnosis_id)
    screen = cast("SigningScreen", advisor.arrive("sign"))
    advisor.rest()
    advisor.press(Qt.Key.Key_4)
    (form,) = [one for one in screen.findChildren(SignatureForm) if one.isVisible()]
    for field, said in (
        (form.reason, "refusal"),
        (form.witnesses.names[0], "witness"),
        (form.witnesses.numbers[0], "witness document"),
    ):
        advisor.reach(field)
        advisor.type(SAID[said])
    advisor.press(Qt.Key.Key_Return, _CONTROL)
    advisor.wait(lambda: screen.state.text.text().startswith("Documento bloqueado"), "the lock")


def walk_to(advisor: FieldAdvisor, folder: Path, name: str) -> None:
    """Save once more, going into the folder first, which a file dialog likes to remember."""
    advisor.press(Qt.Key.Key_S, _CONTROL)
    advisor.names_file(folder)
    advisor.names_file(Path(name))
    advisor.wait((folder / name).exists, "the second report")
    advisor.rest()


def tell(*words: str) -> None:
    """One line for the one who watches."""
    print(*words, flush=True)


def wait_for_a_word() -> None:
    """Stand still until the one who watches has looked."""
    sys.stdin.readline()


def titles() -> str:
    """Everything that the system may show of the windows, in a task bar or a list of windows."""
    shown = [window.title() for window in QGuiApplication.topLevelWindows()]
    widgets = [one for one in QApplication.topLevelWidgets() if not one.isHidden()]
    said = [f"{one.windowTitle()} {one.windowIconText()} {one.windowFilePath()}" for one in widgets]
    return " | ".join([*shown, *said])


def run(workspace: Path, chosen: Path) -> None:
    """The visit, a lock by hand, an automatic lock, and the end."""
    application = Application(QApplication(["advisor"]), workspace, demo=False, lang="es")
    advisor = FieldAdvisor(application)
    application.show()
    visit(advisor, chosen)
    tell("open", titles())
    wait_for_a_word()
    advisor.press(Qt.Key.Key_L, _CONTROL)
    advisor.arrive("unlock")
    tell("locked", titles())
    wait_for_a_word()
    advisor.reach(cast("Any", advisor.screen).passphrase)
    advisor.type(SAID["passphrase"])
    advisor.press(Qt.Key.Key_Return)
    advisor.arrive("firm")
    assert application.idle is not None
    clock.use(clock.FixedClock(clock.now() + timedelta(minutes=31)))
    application.idle.look()
    advisor.arrive("unlock")
    tell("idle", titles())
    wait_for_a_word()
    application.window.close()
    application.close()
    tell("closed")


if __name__ == "__main__":
    laptop = Path(__file__).resolve().parents[1] / "field_laptop.json"
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={laptop}"
    run(Path(sys.argv[1]), Path(sys.argv[2]))
