"""A label, its editor, and beneath them a hint or, in words, what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basic import label


class Field(QWidget):
    """One question of a form.

    Attributes:
        editor: the widget that takes the answer.
        label: the name above it.
    """

    def __init__(
        self, name: str, editor: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(4))
        self.label: QLabel = label(name, "name")
        self.message: QLabel = label(hint, "caption")
        for widget in (self.label, editor, self.message):
            column.addWidget(widget)
        self.message.setVisible(bool(hint))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setSizePolicy(policy)
        self._name_editor(name)

    @property
    def input(self) -> QWidget:
        """The widget that the keyboard talks to: the editor or the one inside it."""
        inner = self.editor.focusProxy()
        return inner if isinstance(inner, QWidget) else self.editor

    @property
    def error(self) -> str:
        """What is wrong, or nothing."""
        return self.message.text() if self.message.property("role") == "error" else ""

    def set_error(self, text: str | None) -> None:
        """Say in words what is wrong; None or nothing when it is right."""
        if (text or "") == self.error:
            return
        self.message.setText(text or self._hint)
        self.message.setVisible(bool(text or self._hint))
        theme.set_role(self.message, "error" if text else "caption")
        self.input.setProperty("state", "invalid" if text else "")
        theme.restyle(self.input)
        self._describe(text or self._hint)

    def place_below_editor(self, widget: QWidget) -> None:
        """Put something that belongs to the editor between it and the message."""
        self._column.insertWidget(2, widget)

    def set_hint(self, text: str) -> None:
        """Another hint, shown while there is no error."""
        self._hint = text
        if not self.error:
            self.message.setText(text)
            self.message.setVisible(bool(text))
            self._describe(text)

    def set_name(self, text: str) -> None:
        """Another name."""
        self.label.setText(text)
        self._name_editor(text)

    def _name_editor(self, name: str) -> None:
        self.label.setBuddy(self.input)
        named = {self.editor} if isinstance(self.input, QRadioButton) else {self.input, self.editor}
        for widget in named:  # an answer of a group keeps its own name
            widget.setAccessibleName(name.replace("&", ""))
        self._describe(self._hint)

    def _describe(self, text: str) -> None:
        # these tell an answer as their name, so the question goes to the description
        if isinstance(self.input, QComboBox | QRadioButton):
            text = f"{self.label.text()}. {text}" if text else self.label.text()
        self.input.setAccessibleDescription(text.replace("&", ""))
