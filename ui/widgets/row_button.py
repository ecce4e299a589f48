"""A whole row to press: a name, what is known about it, and where it stands."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basic import label
from ui.widgets.icons import IconLabel


class RowButton(QPushButton):
    """Two lines at the left, a word at the right; as high as its text needs."""

    def __init__(
        self,
        name: str,
        detail: str = "",
        aside: str = "",
        *,
        icon: str = "",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "row")
        self.setAutoDefault(False)
        self.setAccessibleName(", ".join(filter(None, (name, detail, aside))))
        space = theme.look().space
        row = QHBoxLayout(self)
        row.setContentsMargins(space(12), space(8), space(12), space(8))
        row.setSpacing(space(12))
        if icon:
            row.addWidget(IconLabel(icon, "accent", 22))
        column = QVBoxLayout()
        column.setSpacing(space(2))
        self.name = label(name, "name")
        self.detail = label(detail, "soft")
        self.aside = label(aside, "badge", wrap=False)
        self.aside.setProperty("tone", tone)
        column.addWidget(self.name)
        if detail:
            column.addWidget(self.detail)
        row.addLayout(column, 1)
        if aside:
            row.addWidget(self.aside)
        row.addWidget(IconLabel("right", "soft_ink", 18))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # a button's own is fixed to one line
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return max(theme.look().target, inside.heightForWidth(width) if inside else 0)

    def sizeHint(self) -> QSize:
        inside = self.layout()
        hint = inside.sizeHint() if inside else super().sizeHint()
        return hint.expandedTo(QSize(0, theme.look().target))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().target, self.sizeHint().height())
