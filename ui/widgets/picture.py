"""A photo as large as its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QResizeEvent


class Picture(QLabel):
    """Asks for the same room whatever it shows: a height of its own, or what is left."""

    def __init__(self, name: str, tall: int = 0) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Fixed if tall else policy.Ignored)
        if tall:
            self.setFixedHeight(tall)

    def show_image(self, image: QImage | None) -> None:
        """Another photo, or none."""
        self._whole = QPixmap() if image is None else QPixmap.fromImage(image)
        self.clear()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull():
            keep = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self.setPixmap(self._whole.scaled(self.size(), keep, smooth))
