"""A button as another program sees it: what it does to it is what a hand would do."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QButtonGroup, QRadioButton

_PRESS = QAccessibleActionInterface.pressAction()
_TOGGLE = QAccessibleActionInterface.toggleAction()


class AccessibleButton(QAccessibleWidget):
    """Qt's own turns a switch over without a click, and leaves the field being typed in alone."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.Button)

    @property
    def _button(self) -> QAbstractButton:
        """Asked for each time: at first it may only be half made, which Python must not keep."""
        return cast("QAbstractButton", self.widget())

    def role(self) -> QAccessible.Role:
        if not self._button.isCheckable():
            return QAccessible.Role.Button
        group = cast("QButtonGroup | None", self._button.group())  # the stubs know no None
        one_of_several = group.exclusive() if group else isinstance(self._button, QRadioButton)
        usual = "RadioButton" if one_of_several else "CheckBox"
        return QAccessible.Role[getattr(self._button, "accessible_role", usual)]

    def state(self) -> QAccessible.State:
        state = super().state()
        state.checkable = self._button.isCheckable()  # type: ignore[assignment]  # stubs say int
        state.checked = self._button.isChecked()  # type: ignore[assignment]  # stubs say int
        return state

    def text(self, t: QAccessible.Text) -> str:
        named = self._button.accessibleName()
        if t == QAccessible.Text.Name and not named:
            return " ".join(self._button.text().replace("&", "").split())
        return super().text(t)

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's name
        offered = [_TOGGLE, _PRESS] if self._button.isCheckable() else [_PRESS]
        return [*(offered if self._button.isEnabled() else ()), *super().actionNames()]

    def doAction(self, actionName: str) -> None:  # noqa: N802, N803 - Qt's names
        if actionName not in (_TOGGLE, _PRESS):
            super().doAction(actionName)
        elif self._button.isEnabled():
            if self._button.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                self._button.setFocus()
            # later: what the click brings may end the button
            QTimer.singleShot(0, self._button, self._button.click)
