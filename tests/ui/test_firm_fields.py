"""The fields that know their trade: NIT, municipality, activity, notes and years."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.nit import Nit
from advisor_app.domain.places import shipped_places
from tests.ui.hands import expose, type_text
from ui.widgets.ciiu_edit import CiiuEdit
from ui.widgets.municipality_edit import MunicipalityEdit
from ui.widgets.nit_edit import NitEdit, live_digit
from ui.widgets.note_edit import NoteEdit
from ui.widgets.year_edit import YearEdit


def beside_another(qtbot, field):
    """The field in a window, and another one to go to."""
    window = QWidget()
    column = QVBoxLayout(window)
    other = QLineEdit()
    column.addWidget(field)
    column.addWidget(other)
    expose(qtbot, window, 500, 200)
    field.setFocus()
    field.window_kept = window
    return other


# --- NIT -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "digit"),
    [
        ("99900", None),
        ("999000101", "0"),
        ("999.000.101", "0"),
        ("800197268-", "4"),
        ("8001972684444", None),
        ("no sé", None),
    ],
)
def test_the_digit_appears_as_soon_as_there_is_enough(qapp, typed, digit):
    assert live_digit(typed) == digit


@pytest.mark.parametrize("typed", ["999000101", "999.000.101-0", " 999 000 101 ", "9990001010"])
def test_a_nit_is_taken_however_it_is_pasted(qtbot, typed):
    field = NitEdit()
    other = beside_another(qtbot, field)
    type_text(qtbot, field, typed)
    assert field.digit.text().startswith("dígito") or len(typed) == 10
    with qtbot.waitSignal(field.committed):
        other.setFocus()
    assert field.text() == "999.000.101-0"
    assert field.value() == Nit("999000101", "0")


def test_a_wrong_digit_stays_as_typed_and_both_digits_are_named(qtbot):
    field = NitEdit()
    other = beside_another(qtbot, field)
    type_text(qtbot, field, "999000101-5")
    other.setFocus()
    assert field.text() == "999000101-5"
    with pytest.raises(InvalidRecord) as refused:
        field.value()
    assert refused.value.problems["nit"] == (
        "Escribió 5 después del guion y a 999000101 le corresponde 0."
    )


def test_ctrl_z_brings_back_what_was_written_before_the_number_was_dressed(qtbot):
    field = NitEdit()
    other = beside_another(qtbot, field)
    type_text(qtbot, field, "999000101")
    other.setFocus()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "999000101"


def test_other_identifications_need_no_check_digit(qtbot):
    field = NitEdit()
    field.set_kind("cc")
    other = beside_another(qtbot, field)
    type_text(qtbot, field, "52004118")
    assert field.digit.text() == ""
    other.setFocus()
    assert field.text() == "52.004.118"
    assert field.value() == Nit("52004118", "")
    field.set_kind("passport")
    field.set_value(Nit("AR123456", ""))
    assert field.value() == Nit("AR123456", "")


def test_leaving_the_field_untouched_tells_nothing(qtbot):
    field = NitEdit()
    field.set_value(Nit("999000101", "0"))
    other = beside_another(qtbot, field)
    with qtbot.assertNotEmitted(field.committed):
        other.setFocus()


# --- Municipality --------------------------------------------------------------------------


@pytest.fixture
def municipality(qtbot):
    field = MunicipalityEdit(shipped_places())
    field.other = beside_another(qtbot, field)
    yield field
    field.offers.hide()


def test_a_few_letters_without_accents_find_it(qtbot, municipality):
    type_text(qtbot, municipality, "bogota")
    assert municipality.offers.isVisible()
    qtbot.keyClick(municipality, Qt.Key.Key_Return)
    assert municipality.value() == "11001"
    assert not municipality.offers.isVisible()


def test_the_offers_name_the_department_and_the_pdet_subregion(qtbot, municipality):
    type_text(qtbot, municipality, "el tambo")
    model = municipality.offers.model()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert "El Tambo (Cauca) · PDET Alto Patía y Norte del Cauca" in offered
    assert "El Tambo (Nariño)" in offered


def test_the_arrows_choose_among_places_of_the_same_name(qtbot, municipality):
    type_text(qtbot, municipality, "el tambo")
    model = municipality.offers.model()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    for _step in range(offered.index("El Tambo (Nariño)")):
        qtbot.keyClick(municipality, Qt.Key.Key_Down)
    with qtbot.waitSignal(municipality.committed):
        qtbot.keyClick(municipality, Qt.Key.Key_Return)
    assert municipality.text() == "El Tambo (Nariño)"
    assert shipped_places().get(municipality.value()).department == "Nariño"


def test_a_name_that_means_one_place_is_taken_on_leaving(qtbot, municipality):
    type_text(qtbot, municipality, "envigado")
    qtbot.keyClick(municipality, Qt.Key.Key_Tab)
    assert municipality.text() == "Envigado (Antioquia)"
    assert municipality.value() == "05266"


def test_a_name_with_its_department_is_taken_too(qtbot, municipality):
    type_text(qtbot, municipality, "el tambo, nariño")
    qtbot.keyClick(municipality, Qt.Key.Key_Tab)
    assert municipality.text() == "El Tambo (Nariño)"


def test_a_name_of_several_places_asks_which(qtbot, municipality):
    type_text(qtbot, municipality, "El Tambo")
    qtbot.keyClick(municipality, Qt.Key.Key_Tab)
    with pytest.raises(InvalidRecord) as refused:
        municipality.value()
    assert refused.value.problems["divipola"] == (
        "Hay varios municipios «El Tambo»: Cauca, Nariño. Elija uno de la lista."
    )


def test_an_unknown_name_says_so_and_stays(qtbot, municipality):
    type_text(qtbot, municipality, "Macondo")
    qtbot.keyClick(municipality, Qt.Key.Key_Tab)
    assert municipality.text() == "Macondo"
    with pytest.raises(InvalidRecord, match="No hay un municipio «Macondo»"):
        municipality.value()


def test_escape_closes_the_offers_and_keeps_the_text(qtbot, municipality):
    type_text(qtbot, municipality, "med")
    qtbot.keyClick(municipality, Qt.Key.Key_Escape)
    assert not municipality.offers.isVisible()
    assert municipality.text() == "med"


def test_an_empty_field_is_no_place(municipality):
    assert municipality.value() is None
    municipality.set_value("19256")
    assert municipality.text() == "El Tambo (Cauca)"
    municipality.set_value(None)
    assert municipality.text() == ""


# --- Activity ------------------------------------------------------------------------------


def test_a_code_shows_its_division_from_the_second_digit_on(qtbot):
    field = CiiuEdit()
    said = []
    field.division_changed.connect(said.append)
    beside_another(qtbot, field)
    type_text(qtbot, field, "01")
    assert said[-1].startswith("División 01: ")
    type_text(qtbot, field, "21")
    assert field.value().code == "0121"


def test_a_word_lists_the_divisions_and_begins_the_code(qtbot):
    field = CiiuEdit()
    beside_another(qtbot, field)
    type_text(qtbot, field, "alimentos")
    assert field.offers.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text().isdigit()
    assert len(field.text()) == 2


def test_a_code_of_three_digits_is_refused(qtbot):
    field = CiiuEdit()
    other = beside_another(qtbot, field)
    type_text(qtbot, field, "012")
    with qtbot.waitSignal(field.committed):
        other.setFocus()
    with pytest.raises(InvalidRecord, match="CIIU"):
        field.value()


# --- The small ones ------------------------------------------------------------------------


def test_a_note_is_handed_over_when_it_is_left_and_not_before(qtbot):
    field = NoteEdit()
    other = beside_another(qtbot, field)
    with qtbot.assertNotEmitted(field.committed):
        type_text(qtbot, field, "Preguntar por doña Inés")
    with qtbot.waitSignal(field.committed):
        other.setFocus()
    assert field.value() == "Preguntar por doña Inés"


def test_a_year_has_no_thousands(qtbot):
    field = YearEdit()
    qtbot.addWidget(field)
    field.set_value(2025)
    assert field.text() == "2025"
    assert field.value() == Decimal(2025)
