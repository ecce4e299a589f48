"""The style sheet of the window, written from the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.design import FOCUS_RING, RADIUS
from advisor_app.paths import resource

if TYPE_CHECKING:
    from ui.theme import Look


def style_sheet(look: Look) -> str:
    """The whole sheet for a theme and a size of text."""
    parts = (_ground, _labels, _buttons, _levels, _fields, _ticks, _frames, _lists, _bars)
    return "\n".join(part(look) for part in parts)


def mix(one: str, other: str, share: float) -> str:
    """A colour between two: ``share`` of the first on the second."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _ground(look: Look) -> str:
    c = look.colours
    return f"""
    QMainWindow, QDialog, QWidget[role="screen"], QWidget[role="paper"] {{ background: {c.paper}; }}
    QScrollArea, QScrollArea > QWidget > QWidget[role="column"] {{
        background: transparent; border: none; }}
    QToolTip {{ background: {c.raised}; color: {c.ink}; border: 1px solid {c.line};
        padding: {look.space(4)}px; }}
    """


def _labels(look: Look) -> str:
    c, t, px = look.colours, look.type, look.px
    return f"""
    QLabel {{ background: transparent; }}
    QLabel[role="title"] {{ font-size: {px(t.title * 1.25)}px; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: {px(t.answer)}px; font-weight: 600; }}
    QLabel[role="name"] {{ font-weight: 600; }}
    QLabel[role="question"] {{ font-size: {px(t.question)}px; }}
    QLabel[role="answer"] {{ font-size: {px(t.answer)}px; }}
    QLabel[role="soft"] {{ color: {c.soft_ink}; }}
    QLabel[role="caption"] {{ color: {c.soft_ink}; font-size: {px(t.caption * 1.08)}px; }}
    QLabel[role="error"] {{ color: {c.danger}; font-weight: 600; }}
    QLabel[role="ok"] {{ color: {c.accent}; font-weight: 600; }}
    QLabel[role="attention"] {{ color: {c.attention}; font-weight: 600; }}
    QLabel[role="figure"] {{ font-size: {px(t.figure)}px; font-weight: 600; }}
    QLabel[role="code"] {{ font-size: {px(t.title)}px; font-weight: 600; letter-spacing: 2px;
        background: {c.raised}; border: 1px solid {c.line}; border-radius: {RADIUS}px;
        padding: {look.space(12)}px {look.space(16)}px; }}
    QLabel[role="key"] {{ color: {c.soft_ink}; font-size: {px(t.caption)}px;
        border: 1px solid {c.line}; border-radius: 4px; padding: 1px {look.space(6)}px; }}
    QLabel[role="badge"] {{ color: {c.soft_ink}; background: {mix(c.ink, c.raised, 0.07)};
        border-radius: {RADIUS}px; padding: {look.space(2)}px {look.space(8)}px;
        font-weight: 600; font-size: {px(t.caption * 1.08)}px; }}
    QLabel[role="badge"][tone="accent"] {{ color: {c.accent};
        background: {mix(c.accent, c.raised, 0.12)}; }}
    QLabel[role="badge"][tone="attention"] {{ color: {c.attention};
        background: {mix(c.attention, c.raised, 0.14)}; }}
    QLabel[role="badge"][tone="danger"] {{ color: {c.danger};
        background: {mix(c.danger, c.raised, 0.12)}; }}
    QLabel[role="badge"][tone="info"] {{ color: {c.info};
        background: {mix(c.info, c.raised, 0.12)}; }}
    """


def _buttons(look: Look) -> str:
    c, t = look.colours, look.type
    inner = look.target - 2 * _ring(look) - 2 * look.space(4)
    thin = _ring(look) - 1  # what a hairline leaves free of the ring's room
    hover = mix(c.ink, c.raised, 0.05)
    return f"""
    QPushButton, QToolButton {{ min-height: {inner}px; min-width: {inner}px;
        padding: {look.space(4)}px {look.space(16)}px; border-radius: {RADIUS}px;
        border: {_ring(look)}px solid {_edge(look)}; background: {c.raised}; color: {c.ink}; }}
    QPushButton[role="secondary"] {{ border-width: 1px;
        padding: {look.space(4) + thin}px {look.space(16) + thin}px; }}
    QPushButton[role="secondary"]:focus {{ border-width: {_ring(look)}px;
        padding: {look.space(4)}px {look.space(16)}px; }}
    QPushButton:hover, QToolButton:hover {{ background: {hover}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {mix(c.ink, c.raised, 0.11)}; }}
    QPushButton:disabled {{ color: {c.soft_ink}; background: {c.paper}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {c.accent}; }}
    QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent};
        border-color: {c.accent}; font-weight: 600;
        padding: {look.space(4)}px {look.space(24)}px; }}
    QPushButton[role="primary"]:hover {{ background: {mix(c.ink, c.accent, 0.14)}; }}
    QPushButton[role="primary"]:focus {{ border: 6px double {c.accent};
        padding: {max(0, look.space(4) - 4)}px {look.space(24) - 4}px; }}
    QPushButton[role="primary"]:disabled {{ background: {mix(c.ink, c.paper, 0.12)};
        border-color: {mix(c.ink, c.paper, 0.12)}; color: {c.soft_ink}; }}
    QPushButton[role="danger"] {{ color: {c.danger}; border-color: {c.danger};
        font-weight: 600; }}
    QPushButton[role="quiet"], QToolButton {{ background: transparent;
        border-color: transparent; padding-left: {look.space(8)}px;
        padding-right: {look.space(8)}px; }}
    QPushButton[role="quiet"]:hover, QToolButton:hover {{ background: {hover}; }}
    QPushButton[role="link"] {{ background: transparent; border-color: transparent;
        color: {c.accent}; text-align: left; font-weight: 600;
        padding: {look.space(4)}px {look.space(4)}px; }}
    QPushButton[role="link"]:hover {{ text-decoration: underline; }}
    QPushButton[role="quiet"]:focus, QPushButton[role="link"]:focus, QToolButton:focus {{
        border-color: {c.accent}; }}
    QPushButton[role="key"] {{ padding: {look.space(4)}px {look.space(8)}px;
        font-size: {look.px(t.caption)}px; color: {c.soft_ink}; }}
    QPushButton[role="row"] {{ text-align: left; padding: {look.space(8)}px {look.space(12)}px;
        background: {c.raised}; border: 1px solid {c.line};
        font-size: {look.px(t.answer)}px; }}
    QPushButton[role="row"]:focus {{ border: {_ring(look)}px solid {c.accent}; }}
    QPushButton[role="row"]:hover {{ background: {hover}; }}
    QPushButton[role="row"]:checked {{ background: {mix(c.accent, c.raised, 0.1)};
        border-color: {c.accent}; }}
    QPushButton[role="rail"] {{ text-align: left; background: transparent;
        border-color: transparent; color: {c.soft_ink}; font-size: {look.px(t.answer * 0.93)}px;
        padding-left: {look.space(12)}px; padding-right: {look.space(8)}px; }}
    QPushButton[role="rail"]:hover {{ background: {mix(c.ink, c.paper, 0.06)}; }}
    QPushButton[role="rail"]:checked, QPushButton[role="rail"][here="true"] {{
        background: {mix(c.accent, c.paper, 0.13)};
        color: {c.accent}; font-weight: 600; }}
    QPushButton[role="rail"]:focus {{ border-color: {c.accent}; }}
    """


def _levels(look: Look) -> str:
    c = look.colours
    rows = [
        f"""
    QPushButton[role="level"] {{ text-align: left; background: {c.raised};
        border: {_ring(look)}px solid {_edge(look)}; border-left-width: 8px;
        padding: {look.space(8)}px {look.space(12)}px;
        font-size: {look.px(look.type.answer)}px; }}
    QPushButton[role="level"]:focus {{ border-color: {c.accent}; }}"""
    ]
    for number in range(1, 6):
        colour = c.level(number)
        rows.append(f"""
    QPushButton[role="level"][level="{number}"]:checked {{ border-left-color: {colour};
        background: {mix(colour, c.raised, 0.1)}; font-weight: 600; }}
    QLabel[role="badge"][level="{number}"] {{ background: {colour}; color: {c.on_level}; }}""")
    return "".join(rows)


def _fields(look: Look) -> str:
    c = look.colours
    inner = look.target - 2 * _ring(look) - 2 * look.space(4)
    thin = _ring(look) - 1  # what a hairline leaves free of the ring's room
    fields = "QLineEdit, QComboBox, QAbstractSpinBox"
    texts = "QPlainTextEdit, QTextEdit"
    focused = ", ".join(f"{one}:focus" for one in f"{fields}, {texts}".split(", "))
    tight = f"padding: {look.space(4)}px {look.space(8)}px;"
    invalid = ", ".join(f'{one}[state="invalid"]' for one in f"{fields}, {texts}".split(", "))
    return f"""
    {fields}, {texts} {{ background: {c.raised}; color: {c.ink};
        border: 1px solid {_edge(look)}; border-radius: {RADIUS}px;
        padding: {look.space(4) + thin}px {look.space(8) + thin}px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    {fields} {{ min-height: {inner}px; }}
    {invalid} {{ border: {_ring(look)}px solid {c.danger}; {tight} }}
    {focused} {{ border: {_ring(look)}px solid {c.accent}; {tight} }}
    QLineEdit:disabled, QComboBox:disabled, QLineEdit[readOnly="true"] {{
        background: {c.paper}; color: {c.soft_ink}; }}
    QComboBox::drop-down {{ border: none; width: {look.space(32)}px; }}
    QComboBox::down-arrow {{ image: url({_image(look, "chevron")});
        width: {look.space(16)}px; height: {look.space(16)}px; }}
    QComboBox QAbstractItemView {{ background: {c.raised}; color: {c.ink};
        border: 1px solid {_edge(look)}; outline: none; }}
    """


def _ticks(look: Look) -> str:
    c = look.colours
    thin = _ring(look) - 1
    side, ring = look.space(16), mix(c.ink, c.raised, 0.55)
    return f"""
    QCheckBox, QRadioButton {{ spacing: {look.space(8)}px; min-height: {look.target - 4}px;
        border: {_ring(look)}px solid transparent; border-radius: {RADIUS}px;
        padding: 0 {look.space(4)}px; background: transparent; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
    QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {{
        width: {side}px; height: {side}px; border: 2px solid {ring}; background: {c.raised}; }}
    QCheckBox::indicator, QListView::indicator {{ border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: {side // 2 + 2}px; }}
    QCheckBox::indicator:checked, QListView::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url({_image(look, "check")}); }}
    QRadioButton::indicator:checked {{ border-color: {c.accent};
        background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
            stop:0 {c.accent}, stop:0.52 {c.accent}, stop:0.6 {c.raised}); }}
    QRadioButton[role="chip"] {{ background: {c.raised}; border: 1px solid {_edge(look)};
        padding: {thin}px {look.space(16) + thin}px {thin}px {look.space(8) + thin}px; }}
    QRadioButton[role="chip"]:checked {{ background: {mix(c.accent, c.raised, 0.12)};
        border-color: {c.accent}; }}
    QRadioButton[role="chip"]:focus {{ border: {_ring(look)}px solid {c.accent};
        padding: 0 {look.space(16)}px 0 {look.space(8)}px; }}
    """


def _frames(look: Look) -> str:
    c = look.colours
    tint = mix(c.info, c.paper, 0.09)
    return f"""
    QFrame[role="card"] {{ background: {c.raised}; border: 1px solid {c.line};
        border-radius: {RADIUS + 4}px; }}
    QFrame[role="paper-row"] {{ border: none; border-bottom: 1px solid {c.line};
        border-left: 4px solid transparent; }}
    QFrame[role="paper-row"][current="true"] {{ border-left-color: {c.accent};
        background: {mix(c.accent, c.raised, 0.08)}; }}
    QFrame[role="drop"] {{ background: {c.paper}; border: 2px dashed {_edge(look)};
        border-radius: {RADIUS}px; }}
    QFrame[role="line"] {{ background: {c.line}; max-height: 1px; min-height: 1px;
        border: none; }}
    QFrame[role^="banner"] {{ background: {tint}; border: none;
        border-left: 4px solid {c.info}; border-radius: {RADIUS}px; }}
    QFrame[role="banner-attention"] {{ background: {mix(c.attention, c.paper, 0.1)};
        border-left-color: {c.attention}; }}
    QFrame[role="banner-danger"] {{ background: {mix(c.danger, c.paper, 0.09)};
        border-left-color: {c.danger}; }}
    QDialog[role="palette"] {{ background: {c.raised}; border: 2px solid {_edge(look)}; }}
    QFrame[role="bar"] {{ background: {c.paper}; border: none;
        border-bottom: 1px solid {c.line}; }}
    QFrame[role="foot"] {{ background: {c.paper}; border: none;
        border-top: 1px solid {c.line}; }}
    QFrame[role="railframe"] {{ background: {c.paper}; border: none;
        border-right: 1px solid {c.line}; }}
    """


def _lists(look: Look) -> str:
    c = look.colours
    item = look.target - 2 * look.space(4)
    return f"""
    QListView, QTableView, QTreeView {{ background: {c.raised}; color: {c.ink};
        border: {_ring(look)}px solid {c.line}; border-radius: {RADIUS}px; outline: none;
        alternate-background-color: {c.paper}; gridline-color: {c.line}; }}
    QListView:focus, QTableView:focus, QTreeView:focus {{ border-color: {c.accent}; }}
    QListView::item, QTreeView::item {{ min-height: {item}px;
        padding: {look.space(4)}px {look.space(8)}px; border-left: 4px solid transparent; }}
    QListView[role="plain"] {{ border: none; }}
    QTableView::item {{ padding: {look.space(4)}px {look.space(8)}px; }}
    QAbstractItemView::item:hover {{ background: {mix(c.ink, c.raised, 0.05)}; }}
    QAbstractItemView::item:selected {{ background: {mix(c.accent, c.raised, 0.16)};
        color: {c.ink}; border-left: 4px solid {c.accent}; }}
    QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.raised}; }}
    QCalendarWidget QToolButton {{ padding: 0 {look.space(8)}px; font-weight: 600; }}
    QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
    QCalendarWidget QAbstractItemView {{ border: none; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QCalendarWidget QAbstractItemView:disabled {{ color: {c.soft_ink}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
    QCalendarWidget QAbstractItemView::item {{ padding: 0; min-height: 0; border: none; }}
    QCalendarWidget QAbstractItemView::item:selected {{ background: {c.accent};
        color: {c.on_accent}; border: none; }}
    QHeaderView {{ background: {c.raised}; border: none; }}
    QHeaderView::section {{ background: {c.raised}; color: {c.soft_ink}; border: none;
        border-bottom: 1px solid {c.line}; font-weight: 600;
        padding: {look.space(8)}px {look.space(8)}px; }}
    """


def _bars(look: Look) -> str:
    c = look.colours
    thumb = mix(c.ink, c.paper, 0.28)
    return f"""
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: {look.space(14)}px; }}
    QScrollBar:horizontal {{ height: {look.space(14)}px; }}
    QScrollBar::handle {{ background: {thumb}; border-radius: {look.space(10) // 2}px;
        margin: {look.space(2)}px; }}
    QScrollBar::handle:vertical {{ min-height: {look.target}px; }}
    QScrollBar::handle:horizontal {{ min-width: {look.target}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {mix(c.ink, c.paper, 0.1)}; border: none;
        border-radius: {look.space(4)}px; max-height: {look.space(8)}px;
        min-height: {look.space(8)}px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {look.space(4)}px; }}
    QMenu {{ background: {c.raised}; color: {c.ink}; border: 1px solid {_edge(look)};
        padding: {look.space(4)}px; }}
    QMenu::item {{ padding: {look.space(12)}px {look.space(16)}px; border-radius: {RADIUS}px; }}
    QMenu::item:selected {{ background: {mix(c.accent, c.raised, 0.16)}; }}
    """


def _ring(look: Look) -> int:
    """The width of the focus ring; outdoors, where every line is black, one pixel more."""
    return FOCUS_RING + (look.theme == "sun")


def _edge(look: Look) -> str:
    """The border of what can be operated: darker than a hairline, so that it can be found."""
    c = look.colours
    return c.line if look.theme == "sun" else mix(c.ink, c.raised, 0.5)


def _image(look: Look, name: str) -> str:
    return resource("icons", f"{name}-{look.theme}.svg").as_posix()
