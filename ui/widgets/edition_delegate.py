"""Draws two editions side by side: points in two columns, and beneath the newer what changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from advisor_app.domain.editions import Change
from advisor_app.domain.explain_editions import CHANGES
from advisor_app.i18n import _, language
from ui import theme
from ui.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from ui.models.edition_list import EditionRow, Side

OLDER_PART: Final = 42
"""How much of the width the older edition takes, in percent."""
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_SIDE: Final = 12
_PAD: Final = 7

_Line = tuple[str, QFont, str]
"""Words, their font, and the name of their colour."""


class EditionDelegate(RowDelegate["EditionRow"]):
    """Rows as high as the longer of their sides."""

    def height(self, row: EditionRow, width: int) -> int:
        pad = theme.look().space(_PAD)
        if row.is_heading:
            return QFontMetrics(_plain(strong=True)).height() + 3 * pad
        sides = _columns(QRect(0, 0, width, 10_000))
        tallest = max(
            sum(_tall(line, place.width()) for line in lines)
            for place, lines in zip(sides, (_older(row), _newer(row)), strict=True)
        )
        return max(tallest + 2 * pad, theme.look().target)

    def paint_row(self, painter: QPainter, row: EditionRow, place: QRect) -> None:
        if row.is_heading:
            _paint_heading(painter, row, place)
            return
        for column, lines in zip(_columns(place), (_older(row), _newer(row)), strict=True):
            top = column.top()
            for line in lines:
                words, font, colour = line
                tall = _tall(line, column.width())
                painter.setFont(font)
                painter.setPen(QColor(getattr(theme.look().colours, colour)))
                painter.drawText(QRect(column.left(), top, column.width(), tall), _WRAP, words)
                top += tall


def _columns(place: QRect) -> tuple[QRect, QRect]:
    """Where the words of both editions stand in a row."""
    space = theme.look().space
    side, pad = space(_SIDE), space(_PAD)
    middle = place.left() + place.width() * OLDER_PART // 100
    inside = place.adjusted(side, pad, -side, -pad)
    older, newer = QRect(inside), QRect(inside)
    older.setRight(middle - side)
    newer.setLeft(middle + side)
    return older, newer


def _older(row: EditionRow) -> Iterator[_Line]:
    if not row.older:
        yield _("No estaba"), _plain(), "soft_ink"
    yield from _points(row.older)


def _newer(row: EditionRow) -> Iterator[_Line]:
    if row.change is not Change.SAME:
        colour = {Change.NEW: "accent", Change.WIDER: "attention", Change.GONE: "danger"}
        name = CHANGES[row.change].in_(language())
        yield name, _small(strong=True), colour.get(row.change, "info")
    yield from _points(row.newer)
    if row.what:
        yield row.what, _small(), "soft_ink"


def _points(sides: tuple[Side, ...]) -> Iterator[_Line]:
    for one in sides:
        yield one.text, _plain(), "ink"
        if one.answer:
            yield one.answer, _small(strong=True), one.tone


def _tall(line: _Line, width: int) -> int:
    words, font, _colour = line
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _WRAP, words).height()


def _paint_heading(painter: QPainter, row: EditionRow, place: QRect) -> None:
    look = theme.look()
    pad, side = look.space(_PAD), look.space(_SIDE)
    words = place.adjusted(side, 2 * pad, -side, -pad)
    painter.setFont(_plain(strong=True))
    painter.setPen(QColor(look.colours.accent))
    painter.drawText(words, 0, row.text)
    painter.setFont(_small())
    painter.setPen(QColor(look.colours.soft_ink))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom),
                     row.aside)  # fmt: skip


def _plain(*, strong: bool = False) -> QFont:
    look = theme.look()
    return look.font(look.type.body + 1, semibold=strong)


def _small(*, strong: bool = False) -> QFont:
    look = theme.look()
    return look.font(look.type.caption + 1, semibold=strong)
