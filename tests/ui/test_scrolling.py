"""What has the focus is in sight, what is clicked stays, what lies behind takes no room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from tests.ui.gates import is_in_sight
from tests.ui.hands import expose
from ui.widgets.basic import Column, button, label
from ui.widgets.scrolling import Pages, Scroll, follow_focus


@pytest.fixture
def followed(qapp: QApplication):
    """What the main window sees to."""
    qapp.focusChanged.connect(follow_focus)
    yield
    qapp.focusChanged.disconnect(follow_focus)


@pytest.fixture
def page(qtbot) -> Iterator[tuple[list[QPushButton], QPushButton]]:
    """A bar, a column of twelve buttons that is too high for its room, and a foot."""
    window = QWidget()
    column = Column()
    made = [button(f"Empresa {n}") for n in range(12)]
    head, foot = button("Inicio"), button("Listo")
    for one in made:
        column.add(one)
    layout = QVBoxLayout(window)
    for widget in (head, column, foot):
        layout.addWidget(widget)
    expose(qtbot, window, 500, 400)
    yield made, foot
    window.hide()


@pytest.mark.usefixtures("followed")
def test_the_focus_is_in_sight_when_it_comes_from_outside(page):
    made, foot = page
    foot.setFocus()
    QTest.keyClick(foot, Qt.Key.Key_Backtab)
    assert made[-1].hasFocus()
    assert is_in_sight(made[-1])
    foot.setFocus()
    QTest.keyClick(foot, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert made[0].hasFocus()
    assert is_in_sight(made[0])


@pytest.mark.usefixtures("followed")
def test_what_is_being_clicked_does_not_move_away(page, qtbot):
    half = next(one for one in page[0] if not is_in_sight(one))
    seen = half.visibleRegion().boundingRect()
    assert seen.height() > 4
    place = half.mapTo(half.window(), QPoint(0, 0))
    with qtbot.waitSignal(half.clicked):
        QTest.mouseClick(half, Qt.MouseButton.LeftButton, pos=seen.center())
    assert half.mapTo(half.window(), QPoint(0, 0)) == place


def test_pages_take_the_room_of_the_one_that_is_shown(qtbot):
    pages, small, large = Pages(), QWidget(), QWidget()
    for page, side in ((small, 100), (large, 900)):
        QVBoxLayout(page).addWidget(child := QWidget())
        child.setMinimumHeight(side)
        pages.addWidget(page)
    qtbot.addWidget(pages)
    pages.setCurrentWidget(small)
    assert pages.minimumSizeHint().height() < 200
    pages.setCurrentWidget(large)
    assert pages.minimumSizeHint().height() >= 900


def test_a_scroll_goes_back_to_what_it_keeps_in_sight(qtbot):
    content = QWidget()
    rows = QVBoxLayout(content)
    made = [button(f"Nivel {n}") for n in range(12)]
    for one in made:
        rows.addWidget(one)
    scroll = Scroll(content)
    expose(qtbot, scroll, 400, 300)
    scroll.keep(made[8])
    assert is_in_sight(made[8])
    scroll.resize(400, 200)
    qtbot.waitUntil(lambda: is_in_sight(made[8]))
    scroll.keep(None)
    assert is_in_sight(made[0])


@pytest.mark.usefixtures("followed")
def test_the_focus_stays_in_sight_when_something_grows_above_it(page, qtbot):
    made, _foot = page
    made[6].setFocus()
    made[0].setMinimumHeight(300)
    qtbot.waitUntil(lambda: made[0].height() >= 300 and is_in_sight(made[6]))


@pytest.mark.usefixtures("followed")
def test_whoever_scrolls_away_from_the_focus_is_left_alone(page, qtbot):
    made, _foot = page
    made[11].setFocus()
    area = made[0].parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    area.verticalScrollBar().triggerAction(QScrollBar.SliderAction.SliderToMinimum)
    made[0].setMinimumHeight(120)
    qtbot.waitUntil(lambda: made[0].height() >= 120)
    assert area.verticalScrollBar().value() == 0


@pytest.mark.usefixtures("followed")
def test_what_is_seen_from_the_top_needs_no_scrolling_once_all_is_laid_out(qtbot):
    column, window = Column(), QWidget()
    text, name = label("palabra " * 40), button("Nombre")
    for widget in (text, name, label("palabra\n" * 30)):
        column.add(widget)
    QVBoxLayout(window).addWidget(column)
    text.setMinimumHeight(900)  # as long as nobody knows how wide it will be
    expose(qtbot, window, 500, 400)
    name.setFocus()
    qtbot.waitUntil(lambda: column.verticalScrollBar().value() > 0)
    text.setMinimumHeight(0)
    qtbot.waitUntil(lambda: column.verticalScrollBar().value() == 0)
    assert is_in_sight(name)
