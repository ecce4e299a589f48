"""A disk that fills up in the middle of a visit: nothing moves on, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.errors import AdvisorError
from advisor_app.store.errors import DiskFull
from tests.builders import consent
from tests.disks import disk, fill
from tests.journeys.prepared import WORDS, Prepared, prepare
from ui.dialogs.hand_over import PICTURE
from ui.forms.people_and_size import SizeGroup

if TYPE_CHECKING:
    from tests.journeys.conftest import Starter
    from ui.advisor import FieldAdvisor
    from ui.screens.interview import InterviewScreen

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    with disk(tmp_path / "disk", megabytes=3) as place:
        yield place


@pytest.fixture
def prepared(small: Path) -> Prepared:
    return prepare(small / "w")


def begin(start: Starter, prepared: Prepared) -> tuple[FieldAdvisor, InterviewScreen]:
    advisor = start(folder=prepared.folder)
    advisor.unlocks(WORDS)
    advisor.window.go("interview", assessment_id=prepared.assessment_id)
    return advisor, cast("InterviewScreen", advisor.arrive("interview"))


def stored(advisor: FieldAdvisor, prepared: Prepared) -> tuple[dict[str, int | None], str | None]:
    """The levels on disk, and the item where the draft would reopen."""
    session = advisor.window.context.open_session
    view = session.assessments.get(prepared.assessment_id)
    return {code: one.level for code, one in view.answers.items()}, view.current_item


def answer_until_full(advisor: FieldAdvisor, screen: InterviewScreen) -> None:
    """Answer question after question until one is refused."""
    for _question in range(25):
        code = screen.flow.item.code
        advisor.type("4o")
        advisor.press(Qt.Key.Key_Return)
        advisor.wait(
            lambda code=code: screen.flow.item.code != code or screen.view.trouble.isVisible(),
            "the next question, or why there is none",
        )
        if screen.view.trouble.isVisible():
            return
    pytest.fail("the disk never filled")


def assert_refused(advisor: FieldAdvisor, screen: InterviewScreen, code: str) -> None:
    """The answer is on the screen, the banner tells, and nothing moved on."""
    assert screen.view.trouble.isVisible()
    assert screen.view.trouble.text.text() == "El disco está lleno: lo último no se guardó."
    assert "Libere espacio" in screen.view.trouble.advice.text()
    assert screen.view.retry.isVisible()
    assert screen.flow.item.code == code
    assert screen.view.place.place.text().endswith(code)
    assert [row.number for row in screen.view.rows.rows if row.isChecked()] == [4]


def test_an_answer_without_room_stays_until_there_is(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    advisor, screen = begin(start, prepared)
    ballast = fill(small)
    answer_until_full(advisor, screen)
    code = screen.flow.item.code
    kept, place = stored(advisor, prepared)
    assert_refused(advisor, screen, code)
    assert code not in kept
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_2, Qt.Key.Key_Right):
        advisor.press(key)
        advisor.rest()
        assert_refused(advisor, screen, code)
    assert stored(advisor, prepared) == (kept, place)
    ballast.unlink()
    advisor.push(screen.view.retry)
    advisor.wait(lambda: screen.flow.item.code != code, "the next question")
    assert not screen.view.trouble.isVisible()
    now, place = stored(advisor, prepared)
    assert now == {**kept, code: 4}
    assert place == screen.flow.item.code
    advisor.type("2")
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: screen.flow.item.code != place, "the question after")
    assert stored(advisor, prepared)[0] == {**now, place: 2}
    assert advisor.window.context.open_session.verify() == []


def test_an_answer_without_room_is_not_left_behind_unsaid(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    advisor, screen = begin(start, prepared)
    ballast = fill(small)
    answer_until_full(advisor, screen)
    code = screen.flow.item.code
    advisor.press(Qt.Key.Key_1, CONTROL)
    advisor.rest()
    assert advisor.screen is screen, "the first try to leave keeps the advisor here"
    assert_refused(advisor, screen, code)
    ballast.unlink()
    advisor.press(Qt.Key.Key_1, CONTROL)
    advisor.arrive("today")
    assert stored(advisor, prepared)[0][code] == 4


def test_an_answer_without_room_survives_the_lock(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    advisor, screen = begin(start, prepared)
    ballast = fill(small)
    answer_until_full(advisor, screen)
    code = screen.flow.item.code
    kept, _place = stored(advisor, prepared)
    advisor.press(Qt.Key.Key_L, CONTROL)
    advisor.arrive("unlock")
    ballast.unlink()
    door: Any = advisor.screen
    advisor.reach(door.passphrase)
    advisor.type(WORDS)
    advisor.press(Qt.Key.Key_Return)
    advisor.arrive("interview")
    assert_refused(advisor, screen, code)
    advisor.push(screen.view.retry)
    advisor.wait(lambda: screen.flow.item.code != code, "the next question")
    assert stored(advisor, prepared)[0] == {**kept, code: 4}


def test_closing_the_window_without_room_loses_nothing_that_was_acknowledged(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    advisor, screen = begin(start, prepared)
    ballast = fill(small)
    answer_until_full(advisor, screen)
    kept, place = stored(advisor, prepared)
    advisor.window.close()
    assert advisor.window.isVisible(), "the first try to close tells what would be lost"
    advisor.window.close()
    assert not advisor.window.isVisible()
    ballast.unlink()
    advisor, screen = begin(start, prepared)
    assert stored(advisor, prepared) == (kept, place)
    assert screen.flow.item.code == (place or "D1.1")


def test_a_full_disk_at_the_door_is_explained_and_opens_once_there_is_room(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    ballast = fill(small)
    advisor = start(folder=prepared.folder)
    door: Any = advisor.arrive("unlock")
    advisor.reach(door.passphrase)
    advisor.type(WORDS)
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: door.trouble is not None, "why it does not open")
    assert "El disco está lleno" in door.trouble.text.text()
    ballast.unlink()
    advisor.unlocks(WORDS)


def test_a_first_day_without_room_says_so_and_goes_on_once_there_is(
    start: Starter, small: Path
) -> None:
    ballast = fill(small, leaving=100_000)
    advisor = start(folder=small / "w")
    screen: Any = advisor.arrive("first_start")
    advisor.write(screen.name, "Lucía Ñáñez")
    advisor.write(screen.passphrase.first, WORDS)
    advisor.write(screen.passphrase.second, WORDS)
    advisor.push(screen.create_button)
    advisor.wait(lambda: screen.trouble is not None, "why there is no workspace")
    assert "El disco está lleno" in screen.trouble.text.text()
    assert screen.name.text() == "Lucía Ñáñez"
    ballast.unlink()
    advisor.push(screen.create_button)
    advisor.wait(screen.code.isVisible, "the recovery code")
    advisor.window.close()
    advisor.window.close()  # the first try says that the code is not shown again


# --- Everything that is not an answer ---------------------------------------------------------


def fill_to_the_brim(advisor: FieldAdvisor, prepared: Prepared, small: Path) -> Path:
    """Take all room, and what the base still had to itself."""
    ballast = fill(small)
    session = advisor.window.context.open_session
    for _time in range(200):
        try:
            session.assessments.set_current(prepared.assessment_id, "D1.1")
        except AdvisorError:
            return ballast
    pytest.fail("the disk never filled")


def banner_text(advisor: FieldAdvisor) -> str:
    banner = advisor.window.banner
    return banner.text.text() if banner is not None else ""


def test_a_field_of_a_firm_stays_and_is_kept_once_there_is_room(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    advisor, _screen = begin(start, prepared)
    advisor.window.go("firm_form", firm_id=prepared.firm_id, group="size")
    form: Any = advisor.arrive("firm_form")
    size = form.groups.part(SizeGroup)
    ballast = fill_to_the_brim(advisor, prepared, small)
    advisor.write(size.workers["workers_total"], "12")
    assert "El disco está lleno" in banner_text(advisor)
    assert size.workers["workers_total"].text() == "12"
    firms = advisor.window.context.open_session.firms
    assert firms.get(prepared.firm_id).workers_total is None
    ballast.unlink()
    advisor.push(retry_button(advisor))
    assert firms.get(prepared.firm_id).workers_total == 12
    assert advisor.window.banner is None


def test_commitments_stay_and_are_kept_once_there_is_room(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    advisor, _screen = begin(start, prepared)
    advisor.window.go("commitments", assessment_id=prepared.assessment_id)
    screen: Any = advisor.arrive("commitments")
    ballast = fill_to_the_brim(advisor, prepared, small)
    advisor.write(screen.rows[0].what, "Limpiar el cuarto frío")
    assert "El disco está lleno" in banner_text(advisor)
    assessments = advisor.window.context.open_session.assessments
    assert assessments.commitments(prepared.assessment_id) == []
    ballast.unlink()
    advisor.push(retry_button(advisor))
    (kept,) = assessments.commitments(prepared.assessment_id)
    assert kept.what == "Limpiar el cuarto frío"


def test_the_end_of_a_visit_stays_and_is_kept_once_there_is_room(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    advisor, _screen = begin(start, prepared)
    advisor.window.go("visit_end", visit_id=prepared.visit_id)
    screen: Any = advisor.arrive("visit_end")
    advisor.reach(screen.notes)
    advisor.type("Llovio toda la tarde")
    ballast = fill_to_the_brim(advisor, prepared, small)
    advisor.push(screen.save_button)
    assert "El disco está lleno" in banner_text(advisor)
    visits = advisor.window.context.open_session.visits
    assert advisor.screen is screen
    assert visits.get(prepared.visit_id).is_open
    ballast.unlink()
    advisor.push(screen.save_button)
    advisor.arrive("papers")
    assert visits.get(prepared.visit_id).notes == "Llovio toda la tarde"


def test_an_authorization_stays_and_is_kept_once_there_is_room(
    start: Starter, prepared: Prepared, small: Path
) -> None:
    advisor, _screen = begin(start, prepared)
    session = advisor.window.context.open_session
    advisor.window.go("consent", firm_id=prepared.firm_id)
    screen: Any = advisor.arrive("consent")
    for kind in ConsentKind:
        advisor.says(screen.questions.list, kind, yes=kind is not ConsentKind.IMAGE)
    ballast = fill_to_the_brim(advisor, prepared, small)
    advisor.push(screen.save_button)
    assert "El disco está lleno" in banner_text(advisor)
    assert session.consents.of_firm(prepared.firm_id).image is None
    ballast.unlink()
    advisor.push(screen.save_button)
    advisor.arrive("firm")
    state = session.consents.of_firm(prepared.firm_id)
    assert (state.sensitive, state.image) == (True, False)


def test_a_visit_is_begun_once_however_often_it_is_tried(
    start: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(tmp_path / "workspace", visit=False)
    advisor = start()
    advisor.unlocks(WORDS)
    session = advisor.window.context.open_session
    firm = session.firms.get(prepared.firm_id)
    consent(session, firm)
    session.firms.save(replace(firm, conditions={"has_site": True}))

    def without_room(*_arguments: object) -> None:
        raise DiskFull

    monkeypatch.setattr(session.assessments, "open_or_start", without_room)
    advisor.starts_visit(firm.id, "Planta")
    screen: Any = advisor.screen
    for _try in range(2):
        assert "El disco está lleno" in banner_text(advisor)
        advisor.push(screen.start_button)
    monkeypatch.undo()
    advisor.push(screen.start_button)
    advisor.arrive("interview")
    assert [visit.number for visit in session.visits.of_firm(firm.id)] == [1]


def retry_button(advisor: FieldAdvisor) -> QPushButton:
    banner = advisor.window.banner
    assert banner is not None
    return next(b for b in banner.findChildren(QPushButton) if b.text() == "Reintentar")


def test_a_report_saved_on_a_full_disk_leaves_no_half_file(
    start: Starter, tmp_path: Path, small: Path
) -> None:
    prepared = prepare(tmp_path / "workspace")
    advisor = start()
    advisor.unlocks(WORDS)
    advisor.window.go("report", assessment_id=prepared.assessment_id)
    report: Any = advisor.arrive("report")
    advisor.wait(report.save_button.isEnabled, "the preview")
    ballast = fill(small, leaving=10_000)
    as_picture = partial(report.hand_over_by, PICTURE)
    for push, name in ((report.save_pdf, "informe.pdf"), (as_picture, "hoja.png")):
        push()
        advisor.names_file(small / name)
        advisor.wait(lambda: advisor.window.banner is not None, "why nothing was saved")
        advisor.rest()
        assert advisor.window.banner is not None
        assert "El disco está lleno" in advisor.window.banner.text.text()
        assert {path.name for path in small.iterdir()} == {"ballast"}
        advisor.window._hide_banner()
    ballast.unlink()
    assert advisor.saves_report(prepared.assessment_id, small / "informe.pdf").stat().st_size > 1000
