"""Signing through the window: on screen, on paper, not at all, later; then locked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.document import ATTENDANCE, VISIT_RECORD
from advisor_app.domain.signature import Method, Party
from advisor_app.domain.visit import Outcome
from tests.builders import rated
from tests.reports.signatures import jpeg
from tests.ui.drawing import draw_by_mouse
from tests.ui.hands import type_text
from tests.ui.signing import Signing
from ui.widgets.row_button import RowButton


@pytest.fixture
def advisor(qtbot, window, tasks, session) -> Signing:
    made = Signing(qtbot, window, tasks, session)
    made.open()
    return made


def badges(advisor) -> list[str]:
    return [row.aside.text() for row in advisor.screen.places.rows.values()]


def test_the_screen_tells_what_is_signed_and_who_is_missing(advisor):
    assert advisor.screen.head.name.text().endswith(advisor.document.number)
    assert "Versión 1 · huella" in advisor.screen.head.mark.text()
    assert badges(advisor) == ["Falta", "Falta"]
    assert advisor.screen.state.text.text() == "Todavía puede cambiar"


def test_both_sign_on_screen_and_the_document_is_locked(advisor):
    advisor.names()
    advisor.signs_on_screen()
    assert badges(advisor) == ["Firmado", "Falta"]
    assert advisor.screen.state.text.text() == "Documento bloqueado; faltan firmas"
    advisor.names(number="51888777")
    advisor.signs_on_screen()
    assert advisor.methods() == [(Party.FIRM, Method.DRAWN), (Party.ADVISOR, Method.DRAWN)]
    assert badges(advisor) == ["Firmado", "Firmado"]
    assert advisor.screen.state.text.text() == "Documento firmado y bloqueado"
    assert advisor.session.verify() == []


def test_the_pad_is_not_handed_over_before_one_knows_who_signs(advisor):
    advisor.form.person.document_number.clear()
    advisor.form.pad_button.click()
    assert QApplication.activeModalWidget() is None
    assert "número del documento" in advisor.form.person.number_field.error
    assert advisor.form.person.document_number.hasFocus()


def test_the_keys_choose_the_way_and_refuse_without_a_pointer(advisor):
    advisor.press(Qt.Key.Key_4)
    assert advisor.form.chosen is Method.REFUSED
    advisor.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "por qué no firma" in advisor.form.reason_field.error
    assert advisor.form.reason.hasFocus()
    type_text(advisor.qtbot, advisor.form.reason, "No está de acuerdo con el puntaje.")
    type_text(advisor.qtbot, advisor.form.witnesses.names[0], "José Ñañez")
    advisor.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (kept,) = advisor.stored()
    assert (kept.method, kept.reason) == (Method.REFUSED, "No está de acuerdo con el puntaje.")
    assert [one.name for one in kept.witnesses] == ["José Ñañez"]
    assert badges(advisor) == ["No firmó", "Falta"]


def test_who_refused_may_sign_after_all_and_both_stand_on_the_page(advisor):
    advisor.press(Qt.Key.Key_4)
    type_text(advisor.qtbot, advisor.form.reason, "Quiere leerlo otra vez.")
    advisor.form.keep_button.click()
    advisor.wait()
    advisor.names(number="51888777")
    advisor.signs_on_screen()
    advisor.screen.places.rows[advisor.stored()[0].id].click()
    advisor.given.sign_button.click()
    advisor.names()
    advisor.signs_on_screen()
    assert [method for _party, method in advisor.methods()] == [
        Method.REFUSED,
        Method.DRAWN,
        Method.DRAWN,
    ]
    assert badges(advisor) == ["No firmó", "Firmado", "Firmado"]


def test_signing_later_is_one_key_and_waits_on_today_and_at_the_firm(advisor):
    advisor.press(Qt.Key.Key_5)
    advisor.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert badges(advisor) == ["Pendiente", "Falta"]
    assert advisor.screen.state.text.text() == "Todavía puede cambiar"
    firm_id = advisor.session.signatures.pending()[0].firm_id
    for route, params in (("today", {}), ("firm", {"firm_id": firm_id})):
        advisor.window.go(route, **params)
        advisor.wait()
        rows = advisor.window.screen_shown.findChildren(RowButton)
        (row,) = [one for one in rows if one.isVisible() and one.aside.text() == "Pendiente"]
        assert advisor.document.number in row.accessibleName()
        row.click()
        advisor.wait()
        assert advisor.screen.route == "sign"
    advisor.choose(Party.FIRM)
    advisor.names()
    advisor.signs_on_screen()
    assert advisor.session.signatures.pending() == []


def test_a_signed_paper_is_photographed_and_kept(advisor, tmp_path):
    photo = tmp_path / "firma.jpg"
    photo.write_bytes(jpeg())
    advisor.press(Qt.Key.Key_2)
    advisor.names()
    advisor.form.drop.choose_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(photo))
    dialog.reject()
    advisor.wait()
    assert advisor.form.drop.picture.isVisible()
    assert not advisor.form.drop.picture.pixmap().isNull()
    advisor.form.keep_button.click()
    advisor.wait()
    assert advisor.methods() == [(Party.FIRM, Method.PHOTO)]


def test_a_photo_may_be_dropped_and_a_finger_mark_needs_a_witness(advisor, tmp_path):
    photo = tmp_path / "huella.png"
    photo.write_bytes(jpeg())
    advisor.press(Qt.Key.Key_3)
    advisor.names()
    advisor.drop(advisor.form.drop, photo)
    advisor.form.keep_button.click()
    assert "testigo" in advisor.form.witnesses.first.error
    assert advisor.stored() == []
    type_text(advisor.qtbot, advisor.form.witnesses.names[0], "José Ñañez")
    advisor.form.keep_button.click()
    advisor.wait()
    assert advisor.methods() == [(Party.FIRM, Method.FINGERPRINT)]


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "vacío"), (b"un texto", "no es una foto"), (jpeg()[:2000], "no es una foto")],
    ids=["empty", "text", "cut"],
)
def test_what_is_no_photo_is_said_beside_it_and_nothing_is_lost(advisor, tmp_path, data, told):
    photo = tmp_path / "firma.jpg"
    photo.write_bytes(data)
    advisor.press(Qt.Key.Key_2)
    advisor.names("Ana Núñez")
    advisor.drop(advisor.form.drop, photo)
    assert told in advisor.form.photo_field.error
    assert "Nada se guardó" in advisor.form.photo_field.error
    assert advisor.form.person.name.text() == "Ana Núñez"
    advisor.form.keep_button.click()
    assert "Falta la foto" in advisor.form.photo_field.error
    assert advisor.stored() == []


def test_without_a_yes_to_signing_on_screen_one_is_asked(qtbot, window, tasks, session):
    advisor = Signing(qtbot, window, tasks, session, on_screen=False)
    advisor.open()
    assert advisor.form.ask.isVisible()
    assert not advisor.form.pad_button.isVisible()
    advisor.press(Qt.Key.Key_2)
    assert not advisor.form.ask.isVisible()
    advisor.press(Qt.Key.Key_1)
    advisor.form.ask.actions_row.findChildren(type(advisor.form.pad_button))[0].click()
    advisor.wait()
    assert window.screen_shown.route == "consent"
    firm_id = session.assessments.get(advisor.subject_id).firm_id
    signer = session.people.of_firm(firm_id)[0]
    session.consents.give(firm_id, signer, {ConsentKind.SIGNATURE: True}, "spoken")
    window.back()
    advisor.wait()
    assert advisor.form.pad_button.isVisible()


def test_the_advisor_draws_without_the_firm_s_permission(qtbot, window, tasks, session):
    advisor = Signing(qtbot, window, tasks, session, on_screen=False)
    advisor.open()
    assert advisor.choose(Party.ADVISOR).pad_button.isVisible()
    assert advisor.form.person.name.text() == "Lucía Arboleda"
    assert not advisor.form.person.role_field.isVisible()


def test_without_the_data_authorization_nobody_is_named(advisor):
    session = advisor.session
    firm_id = session.assessments.get(advisor.subject_id).firm_id
    nobody = replace(session.people.new(firm_id), name="José Peña")
    session.consents.give(firm_id, nobody, {ConsentKind.DATA: False}, "spoken")
    advisor.wait()
    form = advisor.form
    assert form.ask.isVisible()
    assert not form.person.isVisible()
    assert form.chosen is Method.LATER
    advisor.press(Qt.Key.Key_1)
    assert form.chosen is Method.LATER
    advisor.press(Qt.Key.Key_4)
    type_text(advisor.qtbot, form.reason, "No autoriza sus datos.")
    form.keep_button.click()
    advisor.wait()
    (kept,) = advisor.stored()
    assert (kept.method, kept.signer.name) == (Method.REFUSED, "")


def test_a_wrong_signature_is_withdrawn_with_a_reason(advisor):
    advisor.names()
    advisor.signs_on_screen()
    (kept,) = advisor.stored()
    advisor.screen.places.rows[kept.id].click()
    advisor.given.withdraw_button.click()
    advisor.given.confirm_button.click()
    advisor.wait()
    assert "por qué se retira" in advisor.given.reason_field.error
    type_text(advisor.qtbot, advisor.given.reason, "Firmó otra persona.")
    advisor.given.confirm_button.click()
    advisor.wait()
    assert advisor.stored() == []
    assert badges(advisor) == ["Falta", "Falta"]
    assert "Firmó otra persona." in advisor.screen.head.withdrawn.text()


def test_a_signature_that_others_rely_on_stays(advisor):
    advisor.names()
    advisor.signs_on_screen()
    advisor.names(number="51888777")
    advisor.signs_on_screen()
    first = advisor.stored()[0]
    advisor.screen.places.rows[first.id].click()
    advisor.given.withdraw_button.click()
    type_text(advisor.qtbot, advisor.given.reason, "Firmó otra persona.")
    advisor.given.confirm_button.click()
    advisor.wait()
    assert "ya no se puede retirar" in advisor.window.banner.text.text()
    assert len(advisor.stored()) == 2


def test_a_correction_asks_why_and_is_signed_anew(advisor):
    advisor.names()
    advisor.signs_on_screen()
    head = advisor.screen.head
    assert not head.correction.isVisible()
    advisor.session.assessments.answer(advisor.subject_id, rated("D1.1", 1))
    advisor.open()
    assert head.correction.isVisible()
    head.correct_button.click()
    advisor.wait()
    assert head.reason_field.error
    type_text(advisor.qtbot, head.reason, "La respuesta D1.1 estaba mal.")
    head.correct_button.click()
    advisor.wait()
    assert "Versión 2" in head.mark.text()
    assert badges(advisor) == ["Falta", "Falta"]
    assert not head.correction.isVisible()


def test_what_changed_behind_the_screen_is_said_and_shown_anew(advisor):
    advisor.names()
    sheet = advisor.hand_over()
    advisor.session.assessments.answer(advisor.subject_id, rated("D1.1", 1))
    draw_by_mouse(sheet.pad)
    sheet.sign_button.click()
    advisor.wait()
    assert advisor.stored() == []
    assert "cambió mientras se mostraba" in sheet.problem.text()
    sheet.reject()
    advisor.open()
    assert "Versión 2" in advisor.screen.head.mark.text()


def test_what_was_typed_is_there_when_one_comes_back(advisor):
    advisor.press(Qt.Key.Key_4)
    type_text(advisor.qtbot, advisor.form.reason, "No está de acuerdo.")
    assert advisor.screen.unsaved()
    advisor.screen.head.pages_button.click()
    advisor.wait()
    assert advisor.window.screen_shown.route == "report"
    advisor.window.back()
    advisor.wait()
    assert advisor.form.reason.value() == "No está de acuerdo."


def test_the_record_of_an_open_visit_waits_for_its_end(advisor):
    visit = advisor.session.visits.today().drafts[0].visit_id
    advisor.window.go("sign", kind=VISIT_RECORD, subject_id=visit)
    advisor.wait()
    assert "sigue abierta" in advisor.window.banner.text.text()
    assert not advisor.screen.places.isVisible()


def test_people_of_a_list_sign_one_after_the_other(advisor):
    visit_id = advisor.session.visits.today().drafts[0].visit_id
    advisor.session.visits.finish(visit_id, Outcome.DONE)
    advisor.window.go("sign", kind=ATTENDANCE, subject_id=visit_id)
    advisor.wait()
    for name in ("José Peña", "Ana Núñez"):
        advisor.choose(Party.ATTENDEE)
        advisor.names(name)
        advisor.signs_on_screen()
    assert badges(advisor) == ["Firmado", "Firmado", "Falta", "Falta"]


def test_the_papers_of_a_visit_lead_to_signing_its_record(advisor):
    visit_id = advisor.session.visits.today().drafts[0].visit_id
    advisor.session.visits.finish(visit_id, Outcome.DONE)
    advisor.window.go("papers", visit_id=visit_id)
    advisor.wait()
    advisor.window.screen_shown.sign_button.click()
    advisor.wait()
    assert advisor.screen.head.name.text().startswith("Acta de visita")


def test_the_report_leads_to_signing(advisor):
    advisor.window.go("report", assessment_id=advisor.subject_id)
    advisor.wait()
    advisor.window.screen_shown.sign_button.click()
    advisor.wait()
    assert advisor.screen.route == "sign"
