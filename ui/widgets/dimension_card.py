"""The dimensions of a result: the radar, and beside it the same figures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from advisor_app.domain.charts import radar_of
from advisor_app.i18n import _, language
from ui import theme
from ui.widgets.basic import Card, label
from ui.widgets.radar import RadarView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from advisor_app.domain.maturity import MaturityResult


class DimensionCard(Card):
    """Ten spokes, and ten lines that say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Las dimensiones"), parent)
        self.radar = RadarView()
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(theme.look().space(12))
        self._table.setVerticalSpacing(theme.look().space(8))
        self._table.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []
        row = QHBoxLayout()
        row.setSpacing(theme.look().space(24))
        row.addWidget(self.radar)
        row.addLayout(self._table, 1)
        self.body.addLayout(row)

    def show_result(self, result: MaturityResult) -> None:
        """Another result."""
        radar = radar_of(result, language())
        self.radar.show_radar(radar)
        while len(self._rows) < len(radar.spokes):
            line = (label("", "name", wrap=False), label(), label("", "name", wrap=False))
            line[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, cell in enumerate(line):
                self._table.addWidget(cell, len(self._rows), column)
            self._rows.append(line)
        for line, spoke in zip(self._rows, radar.spokes, strict=False):
            for cell, text in zip(line, (spoke.code, spoke.name, spoke.shown), strict=True):
                cell.setText(text)
