"""The gates that dialogs pass over the window: they fit, all is read, all has a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QWidget,
)

from advisor_app.domain.delivery import Channel, Errand
from advisor_app.domain.groups import Part
from advisor_app.domain.routing import ServiceLine
from advisor_app.services import list_files
from advisor_app.services.evidence import Link
from advisor_app.services.session import Session
from tests.builders import agree_to_photos, make_draft, make_firm
from tests.pictures import paper, photo
from tests.spreadsheet import panela
from tests.ui.conftest import WaitingTasks
from tests.ui.evidence import files_in
from tests.ui.gates import about, button_is_clipped, controls, label_is_clipped, name_of
from ui import settings as choices
from ui.commands import commands
from ui.dialogs.about import AboutSheet
from ui.dialogs.bring_list import BringList
from ui.dialogs.camera_sheet import CameraSheet
from ui.dialogs.change_line import ChangeLine
from ui.dialogs.command_palette import CommandPalette
from ui.dialogs.error import ErrorSheet
from ui.dialogs.evidence_sheet import EvidenceSheet
from ui.dialogs.go_to_item import GoToItem
from ui.dialogs.go_to_point import GoToPoint
from ui.dialogs.hand_over import FILE, LATER, PICTURE, PRINT, STICK, TELEPHONE, HandOverSheet
from ui.dialogs.help import HelpSheet
from ui.dialogs.later import LaterSheet
from ui.dialogs.part_sheets import PartSheet, ReasonSheet
from ui.dialogs.piece import PieceSheet
from ui.dialogs.private_protocol import PrivateProtocol
from ui.dialogs.question import Question
from ui.dialogs.stick import StickSheet
from ui.dialogs.waiting_ends import GiveUpSheet, SentSheet
from ui.evidence_keeper import EvidenceKeeper
from ui.interview_flow import InterviewFlow
from ui.main_window import MainWindow
from ui.report_paper import reprint
from ui.settings import WindowSettings

WAYS = (TELEPHONE, STICK, PICTURE, PRINT, FILE, LATER)
WORDS = "Si ve a una niña en un trabajo peligroso, no pregunte, no confronte ni tome fotos. " * 5

PART = Part("017", "Rosa Elvira Campo", "La Laguna", analyte="Coliformes", matrix="Agua")


def _go_to_item(window: MainWindow) -> QDialog:
    _visit, view = make_draft(window.context.open_session)
    items = view.instrument.applicable(view.profile, "full")
    return GoToItem(InterviewFlow(view.instrument, items, {}, None, "owner"), "es", window)


def _issued(window: MainWindow) -> tuple[Session, Errand]:
    session = window.context.open_session
    _visit, view = make_draft(session)
    return session, Errand(session.documents.issue(view.id).id, "es")


def _stick(window: MainWindow) -> QDialog:
    session, errand = _issued(window)
    return StickSheet(window.context, reprint(session, errand), window)


def _later(window: MainWindow) -> QDialog:
    session, errand = _issued(window)
    sheet = LaterSheet(session.deliveries.receivers(errand.document_id), window)
    sheet.way.buttons[Channel.WHATSAPP].click()
    return sheet


def _wrong_cells(window: MainWindow) -> QDialog:
    file = window.context.open_session.folder.with_name("mala.xlsx")
    list_files.write_template(file, "es")
    return BringList(window.context, file, window)


def _backed(window: MainWindow, data: bytes) -> tuple[EvidenceKeeper, Link]:
    """A point with a piece of evidence whose caption is long."""
    session = window.context.open_session
    firm = make_firm(session)
    agree_to_photos(session, firm)
    gap = session.gaps.start(firm.id, "globalgap_ifa_v6_fv")
    at = Link(gap.id, gap.standard.requirements[3].code)
    session.evidence.add(data, at, caption=PART.name * 4)
    keeper = EvidenceKeeper(window.context, window)
    keeper.show_for(gap.id)
    return keeper, at


def _piece(window: MainWindow, data: bytes) -> QDialog:
    keeper, at = _backed(window, data)
    (piece,) = window.context.open_session.evidence.of_assessment(at.assessment_id)
    return PieceSheet(window.context, keeper, (piece, piece), 0, window)


def _evidence(window: MainWindow) -> QDialog:
    keeper, at = _backed(window, photo())
    sheet = EvidenceSheet(window.context, keeper, at.item, WORDS, window)
    sheet.panel.show_item(at.item, is_open=True)
    return sheet


def _camera(window: MainWindow) -> QDialog:
    keeper, at = _backed(window, photo())
    sheet = CameraSheet(window.context, keeper, at.item, WORDS, window)
    folder = window.context.open_session.folder.with_name("Webcam")
    folder.mkdir()
    sheet.model.add(files_in(folder, [photo(number) for number in range(3)]))
    sheet.strip.setCurrentIndex(sheet.model.index(0, 0))
    return sheet


def _points(window: MainWindow) -> QDialog:
    _keeper, at = _backed(window, photo())
    evidence = window.context.open_session.evidence
    (piece,) = evidence.of_assessment(at.assessment_id)
    return GoToPoint(evidence.points(piece.firm_id), window)


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "about": AboutSheet,
    "change line": lambda window: ChangeLine(ServiceLine.TRAINING, None, window),
    "search": lambda window: CommandPalette(window.context, commands(window), window),
    "error": lambda window: ErrorSheet("ValueError: x\n" * 30, Path("notas") / "fallo.txt", window),
    "evidence": _evidence,
    "camera": _camera,
    "go to item": _go_to_item,
    "go to point": _points,
    "photo": lambda window: _piece(window, photo()),
    "paper": lambda window: _piece(window, paper()),
    "help": lambda window: HelpSheet("Hoy", WORDS, window),
    "private protocol": lambda window: PrivateProtocol(WORDS, window),
    "hand over": lambda window: HandOverSheet(WAYS, window),
    "stick": _stick,
    "later": _later,
    "already sent": lambda window: SentSheet(WORDS, Channel.WHATSAPP, window),
    "give up": lambda window: GiveUpSheet(WORDS, window),
    "bring a list": lambda window: BringList(window.context, panela.FILE, window),
    "wrong cells": _wrong_cells,
    "part": lambda window: PartSheet(PART, "member", window),
    "method": lambda window: PartSheet(PART, "method", window),
    "reason": lambda window: ReasonSheet("No se visita", WORDS, "Reemplazar", window),
    "question": lambda window: Question("¿Cerrar?", [WORDS], "Cerrar", "Todavía no", window),
}


@pytest.fixture(params=[100, 200])
def percent(request: pytest.FixtureRequest, settings: WindowSettings) -> int:
    settings.set(choices.TEXT_PERCENT, request.param)
    return request.param


def visible(dialog: QDialog, kind: type) -> list:
    return [one for one in dialog.findChildren(kind) if one.isVisible()]


def scrolls_sideways(one: QAbstractScrollArea) -> bool:
    return not isinstance(one, QPlainTextEdit) and one.horizontalScrollBar().maximum() > 0


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.usefixtures("percent")
def test_a_dialog_fits_and_can_be_used(qtbot, window: MainWindow, tasks: WaitingTasks, name: str):
    dialog = DIALOGS[name](window)
    with qtbot.waitExposed(dialog):
        dialog.open()
    tasks.wait_idle()
    QCoreApplication.processEvents()  # what came in late has its place
    assert dialog.width() <= window.width()
    assert dialog.height() <= window.height()
    clipped: list[QWidget] = list(filter(label_is_clipped, visible(dialog, QLabel)))
    clipped += filter(button_is_clipped, visible(dialog, QAbstractButton))
    clipped += filter(scrolls_sideways, visible(dialog, QAbstractScrollArea))
    assert not [about(one) for one in clipped]
    assert not [about(one) for one in controls(dialog) if not name_of(one)]
    dialog.reject()
