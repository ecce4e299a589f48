"""Photos of a telephone are sorted to their points by keyboard, each kept as it is sorted."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.store.errors import DiskFull
from tests.builders import agree_to_photos, make_firm, make_session
from tests.disks import disk, fill
from tests.pictures import photo
from tests.ui.hands import expose, type_text
from ui.models import photo_list
from ui.screens.photos import PhotosScreen

CONTROL = Qt.KeyboardModifier.ControlModifier


class Visit:
    """A visit with three answers, one each ten minutes, and a telephone's folder."""

    def __init__(self, session, folder) -> None:
        self.session = session
        self.folder = folder
        still = clock.FixedClock(clock.now() - timedelta(hours=2))
        clock.use(still)
        self.firm = make_firm(session)
        agree_to_photos(session, self.firm)
        self.visit = session.visits.start(self.firm.id, place="Planta", purpose="Brecha")
        self.gap = session.gaps.start(self.firm.id, "iso_17025", self.visit.id)
        self.codes = [one.code for one in self.gap.standard.requirements]
        for code in self.codes[:3]:
            still.tick(timedelta(minutes=10))
            session.gaps.answer(self.gap.id, GapAnswer(code, State.COMPLIES), self.visit.id)
        still.tick(timedelta(minutes=60))
        folder.mkdir()

    def take(self, minutes: float, number: int = 0) -> None:
        """A photo so many minutes after the visit began."""
        moment = self.visit.started_at + timedelta(minutes=minutes)
        local = formats.local(moment, clock.offset_minutes())
        data = photo(number, taken=f"{local:%Y:%m:%d %H:%M:%S}")
        (self.folder / f"IMG_{number:04d}.jpg").write_bytes(data)

    def kept(self) -> dict[str, int]:
        """How many photos each point has."""
        pieces = self.session.evidence.of_assessment(self.gap.id)
        items = [item for one in pieces for item in one.items_of(self.gap.id)]
        return {item: items.count(item) for item in items}


def shown_on(qtbot, context, tasks, visit) -> PhotosScreen:
    made = PhotosScreen(context)
    expose(qtbot, made)
    made.open(firm_id=visit.firm.id)
    tasks.wait_idle()
    return made


@pytest.fixture
def visit(session, tmp_path):
    made = Visit(session, tmp_path / "DCIM")
    for number, minutes in enumerate((8, 19, 29, 70)):
        made.take(minutes, number)
    return made


@pytest.fixture
def screen(qtbot, context, tasks, visit):
    made = shown_on(qtbot, context, tasks, visit)
    made.look_through(visit.folder)
    tasks.wait_idle()
    return made


@pytest.fixture
def press(qtbot, screen, tasks):
    def pressed(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(screen.sorter.list, key, modifier)
            tasks.wait_idle()

    return pressed


def rows(screen):
    index = screen.model.index
    return [index(n, 0).data(photo_list.ROW) for n in range(screen.model.rowCount())]


def points(screen):
    return [row.point.link.item if row.point else None for row in rows(screen)]


def states(screen):
    return [str(row.state) for row in rows(screen)]


def test_each_photo_is_proposed_to_what_was_answered_at_its_time(screen, visit):
    assert points(screen) == [*visit.codes[:3], None]
    assert screen.sorter.points.chosen == "0"
    assert screen.keep_button.text() == "Guardar 3 propuestas"
    assert visit.kept() == {}


def test_enter_keeps_a_photo_at_once_and_goes_on(screen, press, visit):
    press(Qt.Key.Key_Return)
    assert visit.kept() == {visit.codes[0]: 1}
    assert states(screen) == ["kept", "waiting", "waiting", "waiting"]
    assert screen.sorter.current.key.endswith("IMG_0001.jpg")
    assert screen.foot.words.text() == "1 foto guardada."


def test_space_skips_a_photo_and_brings_it_back(screen, press, visit):
    press(Qt.Key.Key_Space)
    assert states(screen)[0] == "skipped"
    assert screen.keep_button.text() == "Guardar 2 propuestas"
    press(Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert states(screen)[0] == "waiting"
    assert visit.kept() == {}


def test_another_point_is_found_by_typing(screen, press, visit, qtbot, tasks):
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    code = visit.codes[5]
    qtbot.keyClick(screen.sorter.list, code[0])
    typed = screen.sorter.points.typed
    assert typed.hasFocus()
    type_text(qtbot, typed, code[1:])
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    tasks.wait_idle()
    assert visit.kept() == {code: 1}
    assert screen.sorter.list.hasFocus()


def test_enter_without_a_point_asks_for_one(screen, press, visit):
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert screen.sorter.points.typed.hasFocus()
    assert visit.kept() == {}


def test_who_comes_back_finds_each_photo_at_the_point_proposed_for_it(
    screen, press, visit, qtbot, tasks
):
    press(Qt.Key.Key_Down)
    screen.open(firm_id=visit.firm.id)
    tasks.wait_idle()
    assert points(screen) == [*visit.codes[:3], None]
    here = screen.sorter.current.point
    press(Qt.Key.Key_Return)
    assert visit.kept() == {here.link.item: 1}


def test_all_proposals_are_kept_with_one_key_and_none_without_a_point(screen, press, visit):
    press(Qt.Key.Key_Return, modifier=CONTROL)
    assert visit.kept() == dict.fromkeys(visit.codes[:3], 1)
    assert states(screen) == ["kept", "kept", "kept", "waiting"]
    assert not screen.keep_button.isEnabled()
    assert screen.progress.isHidden()


def test_what_was_kept_is_let_go_again_one_by_one(screen, press, visit, navigator):
    press(Qt.Key.Key_Return, modifier=CONTROL)
    press("Z", modifier=CONTROL)
    assert visit.kept() == dict.fromkeys(visit.codes[:2], 1)
    assert states(screen)[2] == "waiting"
    assert screen.sorter.current.key.endswith("IMG_0002.jpg")
    press("Z", "Z", "Z", modifier=CONTROL)
    assert visit.kept() == {}
    assert navigator.said[-1] == "No hay nada que deshacer."


def test_a_telephone_whose_clock_is_wrong_is_told_right(screen, qtbot, tasks, visit):
    for path in visit.folder.iterdir():
        path.unlink()
    visit.take(8 + 67, 1)
    screen.look_through(visit.folder)
    tasks.wait_idle()
    assert points(screen) == [None]
    here = screen.clock_edit.value()
    minutes = (here.hour * 60 + here.minute + 67) % (24 * 60)
    screen.clock_edit.clear()
    type_text(qtbot, screen.clock_edit, f"{minutes // 60}:{minutes % 60:02d}")
    screen.clock_edit.editingFinished.emit()
    assert points(screen) == [visit.codes[0]]
    screen.sorter.list.setFocus()
    qtbot.keyClick(screen.sorter.list, Qt.Key.Key_Return)
    tasks.wait_idle()
    (piece,) = visit.session.evidence.of_assessment(visit.gap.id)
    taken = visit.visit.started_at + timedelta(minutes=8)
    assert abs(piece.taken_at - taken) < timedelta(seconds=1)


def test_photos_of_other_hours_are_shown_only_when_asked_for(screen, tasks, visit):
    visit.take(-300, 9)
    screen.look_through(visit.folder)
    tasks.wait_idle()
    assert len(rows(screen)) == 4
    assert screen.others.text() == "Mostrar las de otras horas (1)"
    screen.others.click()
    assert len(rows(screen)) == 5


def test_a_file_that_is_damaged_is_told_and_the_others_are_kept(screen, press, visit):
    path = visit.folder / "IMG_0001.jpg"
    path.write_bytes(path.read_bytes()[:900])
    press(Qt.Key.Key_Return, modifier=CONTROL)
    assert states(screen)[:3] == ["kept", "refused", "kept"]
    assert "dañado" in rows(screen)[1].word


def test_a_list_closed_meanwhile_refuses_its_photos_with_a_word_and_holds_up_no_other(
    screen, press, visit, tasks, qtbot
):
    other = visit.session.gaps.start(visit.firm.id, "codex_haccp", visit.visit.id)
    code = other.standard.requirements[0].code
    point = next(
        one
        for one in visit.session.evidence.points(visit.firm.id)
        if one.link.assessment_id == other.id and one.link.item == code
    )
    screen.model.change(rows(screen)[1].key, point=point)
    visit.session.gaps.close(visit.gap.id)
    press(Qt.Key.Key_Return, modifier=CONTROL)
    assert states(screen)[:3] == ["refused", "kept", "refused"]
    assert "cerrad" in rows(screen)[0].word
    assert visit.kept() == {}
    assert len(visit.session.evidence.of_assessment(other.id)) == 1


def test_a_photo_that_can_not_be_let_go_yet_can_be_let_go_later(
    screen, press, visit, navigator, monkeypatch
):
    press(Qt.Key.Key_Return)
    with monkeypatch.context() as held:
        held.setattr(type(visit.session.evidence), "unlink", _full)
        press("Z", modifier=CONTROL)
    assert navigator.errors
    assert sum(visit.kept().values()) == 1
    press("Z", modifier=CONTROL)
    assert visit.kept() == {}


def _full(*_anything):
    raise DiskFull


def test_keeping_stops_when_told_and_what_is_kept_stays(screen, visit, tasks):
    screen.keep_proposals()
    screen.stop_button.click()
    tasks.wait_idle()
    counts = [states(screen).count(state) for state in ("kept", "waiting")]
    assert sum(counts) == 4
    assert sum(visit.kept().values()) == counts[0] < 3
    screen.keep_proposals()
    tasks.wait_idle()
    assert visit.kept() == dict.fromkeys(visit.codes[:3], 1)


def test_a_stick_that_was_pulled_is_told(screen, visit, tasks, navigator):
    shutil.rmtree(visit.folder)
    screen.look_through(visit.folder)
    tasks.wait_idle()
    assert navigator.errors[-1].message == "No se pudo leer la carpeta."
    assert screen.progress.isHidden()


def test_without_the_authorization_of_photos_nothing_is_asked_for(
    qtbot, context, tasks, session, visit, navigator
):
    agree_to_photos(session, visit.firm, photos=False)
    screen = shown_on(qtbot, context, tasks, visit)
    assert screen.trouble.isVisible()
    assert not screen.begin_button.isEnabled()
    screen.consent_button.click()
    assert navigator.visited == [("consent", {"firm_id": visit.firm.id})]


def test_a_firm_without_a_visit_is_told_so(qtbot, context, tasks, session):
    firm = make_firm(session)
    screen = PhotosScreen(context)
    expose(qtbot, screen)
    screen.open(firm_id=firm.id)
    tasks.wait_idle()
    assert "ninguna visita" in screen.trouble.text.text()


def test_on_a_full_disk_the_rest_waits_and_is_kept_later(
    qtbot, context, tasks, tmp_path, navigator
):
    with disk(tmp_path / "small", megabytes=8) as place:
        session = context.session = make_session(place / "workspace")
        visit = Visit(session, tmp_path / "DCIM")
        for number, minutes in enumerate((8, 19, 29)):
            visit.take(minutes, number)
        screen = shown_on(qtbot, context, tasks, visit)
        screen.look_through(visit.folder)
        tasks.wait_idle()
        ballast = fill(place, leaving=8 * 1024)
        screen.keep_proposals()
        tasks.wait_idle()
        assert "disco está lleno" in navigator.errors[-1].message
        assert "keeping" not in states(screen)
        ballast.unlink()
        screen.keep_proposals()
        tasks.wait_idle()
        assert visit.kept() == dict.fromkeys(visit.codes[:3], 1)
        context.session = None
        session.close()


def test_photos_of_an_iphone_that_can_not_be_read_are_counted_with_what_to_do(
    qtbot, context, tasks, visit
):
    for number in range(2):
        (visit.folder / f"IMG_9{number}.HEIC").write_bytes(b"\0\0\0\x18ftypheic" + bytes(200))
    screen = shown_on(qtbot, context, tasks, visit)
    screen.look_through(visit.folder)
    tasks.wait_idle()
    assert len(rows(screen)) == 4
    assert "2 más son HEIC" in screen.told.text()
    assert "Más compatible" in screen.told.text()


def test_where_one_is_among_the_photos_is_told_and_buttons_walk_too(screen, press):
    steps = screen.sorter.steps
    assert steps.place.text() == "1 de 4"
    steps.next_button.click()
    assert (steps.place.text(), screen.sorter.current.key[-8:]) == ("2 de 4", "0001.jpg")
    press(Qt.Key.Key_Down)
    assert steps.place.text() == "3 de 4"
    steps.back_button.click()
    assert (steps.place.text(), screen.sorter.list.hasFocus()) == ("2 de 4", True)
