"""A visit on paper, brought in by keys alone: the same result as the interview would have given."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain import clock
from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.paper_form import Round
from tests.disks import disk, fill
from tests.journeys.prepared import WORDS, Prepared, prepare
from ui.walk import DemoVisit, demo_visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.journeys.conftest import Starter
    from ui.advisor import FieldAdvisor
    from ui.screens.firm_form import FirmFormScreen
    from ui.screens.paper_forms import PaperFormsScreen
    from ui.screens.paper_visit import PaperVisitScreen
    from ui.screens.transcribe import TranscribeScreen

CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


# --- hands -------------------------------------------------------------------------------------


def line_of(given: str) -> str:
    """How an answer of the sheet is typed on its line."""
    if given.startswith("na:"):
        return "n " + given.removeprefix("na:")
    return given if given == "s" or int(given[0]) >= 3 else given[0]


def takes_form(advisor: FieldAdvisor, firm_id: str, round_: Round, lang: str = "es") -> str:
    """Look at the form of a firm before the visit; its code, as it is printed."""
    advisor.window.go("paper_forms", firm_id=firm_id)
    screen = cast("PaperFormsScreen", advisor.arrive("paper_forms"))
    advisor.choose(screen.round, round_)
    advisor.choose(screen.language, lang)
    advisor.wait(screen.print_button.isEnabled, "the form")
    advisor.push(screen.transcribe_button)
    return screen.pages.text().rpartition("código ")[2]


def copies_head(
    advisor: FieldAdvisor, code: str, visit: DemoVisit, day: str, *, consent: bool = True
) -> None:
    """Code, authorization and visit, as they stand on the sheet."""
    screen = cast("PaperVisitScreen", advisor.arrive("paper_visit"))
    advisor.write(screen.code, code)
    if consent:
        for kind in ConsentKind:
            advisor.says(screen.questions.list, kind, yes=True)
        advisor.write(screen.signer.name, visit.signer)
    for field, text in (
        (screen.visit.day.line, day),
        (screen.visit.start, "8:30"),
        (screen.visit.end, "11:45"),
        (screen.visit.breaks, "15"),
        (screen.visit.visit_place, visit.place),
    ):
        advisor.write(field, text)
    advisor.push(screen.start_button)


def goes_on(advisor: FieldAdvisor) -> TranscribeScreen:
    """Press the button of the head, where visit and code stand already."""
    screen = cast("PaperVisitScreen", advisor.arrive("paper_visit"))
    advisor.push(screen.start_button)
    return cast("TranscribeScreen", advisor.arrive("transcribe"))


def types_lines(screen: TranscribeScreen, advisor: FieldAdvisor, sheet: Mapping[str, str]) -> int:
    """Every line from the sheet, faster than the disk; the number of keys."""
    keys = 0
    for line in screen.flow.lines:
        typed = line_of(sheet.get(line.item.code, "s"))
        advisor.type(typed)
        advisor.press(Qt.Key.Key_Return)
        keys += len(typed) + 1
    advisor.wait(lambda: screen.flow.line is None, "the end of the form")
    advisor.rest()
    return keys


def diagnosis_of(advisor: FieldAdvisor, firm_id: str) -> Any:
    return advisor.window.context.open_session.assessments.of_firm(firm_id)[0]


def scores(result: Any) -> list[tuple[Any, ...]]:
    return [(one.dimension.code, one.score, one.coverage, one.state) for one in result.dimensions]


# --- the whole way -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["F01", "F10"])
def test_a_form_gives_the_result_that_the_interview_gives(start: Starter, code: str) -> None:
    clock.use(clock.FixedClock(DAY))
    visit = demo_visit(code)
    advisor = start()
    advisor.first_day("Lucía Ñáñez", WORDS)
    on_paper = advisor.registers(visit.firm)
    form = takes_form(advisor, on_paper, Round.FULL)
    copies_head(advisor, form, visit, "12/11/2026")
    profile = cast("FirmFormScreen", advisor.arrive("firm_form"))
    advisor.answers_conditions(profile, visit.firm["conditions"])
    advisor.push(profile.done_button)
    screen = goes_on(advisor)
    types_lines(screen, advisor, visit.sheet)
    advisor.press(Qt.Key.Key_Return)
    advisor.arrive("cost")

    asked = {**visit.firm, "legal_name": visit.firm["legal_name"] + " II", "nit": ""}
    interviewed = advisor.registers(asked)
    advisor.asks_consent(interviewed, visit.signer)
    advisor.window.go("firm_form", firm_id=interviewed)
    profile = cast("FirmFormScreen", advisor.arrive("firm_form"))
    advisor.answers_conditions(profile, visit.firm["conditions"])
    advisor.push(profile.done_button)
    advisor.starts_visit(interviewed, visit.place)
    advisor.answers(visit.sheet)
    advisor.goes_on_with_the_rest()
    advisor.answers(visit.sheet)

    assessments = advisor.window.context.open_session.assessments
    paper, spoken = (
        assessments.result(diagnosis_of(advisor, firm).id) for firm in (on_paper, interviewed)
    )
    said = [
        {code: (a.state, a.level, a.evidence, a.na_reason) for code, a in one.items()}
        for one in (paper.assessment.answers, spoken.assessment.answers)
    ]
    assert said[0] == said[1]
    assert scores(paper.result) == scores(spoken.result)
    assert (paper.result.S, paper.result.level, paper.result.caps, paper.line) == (
        spoken.result.S, spoken.result.level, spoken.result.caps, spoken.line,
    )  # fmt: skip
    made = advisor.window.context.open_session.visits.of_firm(on_paper)[0]
    assert made.started_at == datetime(2026, 11, 12, 13, 30, tzinfo=UTC)
    assert paper.assessment.visit_id == made.id


def test_both_rounds_come_in_from_two_visits_with_three_keys_a_line(start: Starter) -> None:
    clock.use(clock.FixedClock(DAY))
    visit = demo_visit("F04")
    advisor = start()
    advisor.first_day("Lucía Ñáñez", WORDS)
    firm_id = advisor.registers(visit.firm)
    advisor.asks_consent(firm_id, visit.signer)
    advisor.completes(firm_id, visit.firm)
    keys = lines = 0
    for round_, day in ((Round.SHORT, "10/11/2026"), (Round.REST, "12/11/2026")):
        form = takes_form(advisor, firm_id, round_)
        screen = cast("PaperVisitScreen", advisor.arrive("paper_visit"))
        if screen.visit.which.isVisible():
            advisor.choose_listed(screen.visit.which, "new")
        copies_head(advisor, form, visit, day, consent=False)
        typing = cast("TranscribeScreen", advisor.arrive("transcribe"))
        ordinary = [
            line for line in typing.flow.lines if not visit.sheet[line.item.code].startswith("na:")
        ]
        sheet = {line.item.code: visit.sheet[line.item.code] for line in ordinary}
        keys += types_lines(typing, advisor, sheet)
        lines += len(typing.flow.lines)
    assert keys <= 3 * lines
    view = diagnosis_of(advisor, firm_id)
    assert view.form == "full"
    assert len(view.answers) == lines
    session = advisor.window.context.open_session
    assert [one.number for one in session.visits.of_firm(firm_id)] == [1, 2]
    content = session.documents.content(view.id)
    assert len(content.sessions) == 2


def test_a_form_that_is_left_halfway_goes_on_after_a_restart(start: Starter) -> None:
    clock.use(clock.FixedClock(DAY))
    visit = demo_visit("F04")
    advisor = start()
    advisor.first_day("Lucía Ñáñez", WORDS)
    firm_id = advisor.registers(visit.firm)
    advisor.asks_consent(firm_id, visit.signer)
    advisor.completes(firm_id, visit.firm)
    form = takes_form(advisor, firm_id, Round.SHORT)
    copies_head(advisor, form, visit, "10/11/2026", consent=False)
    advisor.arrive("transcribe")
    for line in ("2", "3o", "", "1"):
        advisor.type(line)
        advisor.press(Qt.Key.Key_Return)
    advisor.rest()

    advisor = start()
    clock.use(clock.FixedClock(DAY))
    advisor.unlocks(WORDS)
    advisor.window.go("paper_visit", firm_id=firm_id)
    screen = cast("PaperVisitScreen", advisor.arrive("paper_visit"))
    advisor.write(screen.code, form)
    typing = goes_on(advisor)
    assert typing.flow.line is typing.flow.lines[2]
    assert typing.flow.done == 3
    session = advisor.window.context.open_session
    assert len(session.visits.of_firm(firm_id)) == 1


# --- trouble -----------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    with disk(tmp_path / "disk", megabytes=3) as place:
        yield place


def begin(advisor: FieldAdvisor, prepared: Prepared) -> TranscribeScreen:
    advisor.unlocks(WORDS)
    advisor.window.go(
        "transcribe", assessment_id=prepared.assessment_id, visit_id=prepared.visit_id
    )
    return cast("TranscribeScreen", advisor.arrive("transcribe"))


def kept(advisor: FieldAdvisor, prepared: Prepared) -> dict[str, int | None]:
    view = advisor.window.context.open_session.assessments.get(prepared.assessment_id)
    return {code: answer.level for code, answer in view.answers.items()}


def test_a_line_without_room_stays_until_there_is(start: Starter, small: Path) -> None:
    prepared = prepare(small / "w")
    advisor = start(folder=prepared.folder)
    screen = begin(advisor, prepared)
    ballast = fill(small)
    while not screen.trouble.isVisible():
        place = screen.flow.place
        assert place < 20, "the disk never filled"
        advisor.type("4o")
        advisor.press(Qt.Key.Key_Return)
        advisor.wait(
            lambda at=place: screen.flow.place != at or screen.trouble.isVisible(),
            "the next line, or why there is none",
        )
    assert screen.trouble.text.text() == "El disco está lleno: lo último no se guardó."
    line = screen.flow.line
    assert line is not None
    before = kept(advisor, prepared)
    assert line.item.code not in before
    assert screen.list.field is not None
    assert screen.list.field.text() == "4o"
    advisor.press(Qt.Key.Key_1, CONTROL)
    advisor.rest()
    assert advisor.screen is screen, "the first try to leave keeps the advisor here"
    ballast.unlink()
    advisor.push(screen.retry)
    advisor.wait(lambda: screen.flow.line is not line, "the next line")
    assert not screen.trouble.isVisible()
    assert kept(advisor, prepared) == {**before, line.item.code: 4}
    assert advisor.window.context.open_session.verify() == []


def test_a_lock_in_the_middle_of_a_line_loses_nothing(start: Starter, tmp_path: Path) -> None:
    prepared = prepare(tmp_path / "workspace")
    advisor = start(folder=prepared.folder)
    screen = begin(advisor, prepared)
    advisor.type("2")
    advisor.press(Qt.Key.Key_Return)
    advisor.type("3")  # how it was seen is still missing
    advisor.window.lock()
    door: Any = advisor.arrive("unlock")
    advisor.reach(door.passphrase.line)
    advisor.type(WORDS)
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: advisor.window.context.session is not None, "the open workspace")
    advisor.rest()
    assert advisor.screen is screen
    assert screen.list.field is not None
    assert screen.list.field.text() == "3"
    advisor.reach(screen.list.field)
    advisor.press(Qt.Key.Key_End)
    advisor.type("v")
    advisor.press(Qt.Key.Key_Return)
    advisor.rest()
    assert list(kept(advisor, prepared).values()) == [2, 3]
