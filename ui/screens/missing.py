"""Everything a diagnosis still lacks, in one list that leads to each question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from advisor_app.i18n import _, ngettext
from ui import theme
from ui.models.headed_rows import KEY
from ui.models.missing_list import Missing, MissingModel, missing_of
from ui.screens.base import Screen
from ui.widgets.basic import EmptyState, button, label
from ui.widgets.foot import Foot
from ui.widgets.missing_delegate import MissingDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from advisor_app.services.assessment_view import ResultView
    from ui.context import Context


class MissingScreen(Screen):
    """Click or Enter goes to the question; at the end, what could change the result."""

    route: ClassVar[str] = "missing"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment_id = ""
        self._firm_name = ""
        self.heading = label(_("Lo que falta"), "title")
        self.summary = label("", "soft")
        self.model = MissingModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MissingDelegate(self.list))
        self.list.setAccessibleName(_("Preguntas que faltan"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.activated.connect(self._go)
        self.list.clicked.connect(self._go)
        self.empty = EmptyState("done", _("No falta nada"), detail=_("Todo se respondió y se vio."))
        self.empty.hide()
        self.back_button = button(_("Volver a la entrevista"), clicked=self._interview)
        self.result_button = button(_("Ver el resultado"), "primary", clicked=self._result)
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._side = QHBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(theme.look().space(8))
        for widget in (self.heading, self.summary):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        self._side.addLayout(column)
        whole.addLayout(self._side, 1)
        whole.addWidget(Foot((self.back_button,), self.result_button))

    def title(self) -> str:
        return self._firm_name or _("Lo que falta")

    def help_text(self) -> str:
        return _(
            "Aquí está todo lo que queda por responder, lo que no se pudo ver y lo que se dijo "
            "sin mostrarlo.\n\n"
            "Con las flechas se recorre la lista; Enter o un toque lleva a la pregunta.\n\n"
            "Al final están las evidencias que pueden cambiar el nivel o la línea, hasta doce: "
            "vale la pena pedirlas antes de irse."
        )

    def open(self, *, assessment_id: str) -> None:
        self._assessment_id = assessment_id
        assessments = self.context.open_session.assessments
        self.context.tasks.run(lambda: assessments.result(assessment_id), self._show)

    def first_focus(self) -> QWidget:
        return self.list if not self.list.isHidden() else self.result_button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.look()
        side = max(look.space(24), (self.width() - look.content_width) // 2)
        self._side.setContentsMargins(side, look.space(16), side, look.space(8))

    def _show(self, view: ResultView) -> None:
        self._firm_name = view.assessment.firm_name
        missing = missing_of(view)
        self.model.show_rows(missing.rows)
        self.list.setVisible(bool(missing.rows))
        self.empty.setVisible(not missing.rows)
        self.summary.setText(_summary(missing))
        self.list.setCurrentIndex(self.model.first())
        self.title_changed.emit()
        self.first_focus().setFocus()

    def _go(self, index: QModelIndex) -> None:
        code = index.data(KEY)
        if code:
            self.context.go("interview", assessment_id=self._assessment_id, item=code)

    def _interview(self) -> None:
        self.context.go("interview", assessment_id=self._assessment_id)

    def _result(self) -> None:
        self.context.go("result", assessment_id=self._assessment_id)


def _summary(missing: Missing) -> str:
    parts = (
        ngettext("{n} por responder", "{n} por responder", missing.unanswered).format(
            n=missing.unanswered
        ),
        ngettext("{n} sin ver", "{n} sin ver", missing.unseen).format(n=missing.unseen),
        ngettext(
            "{n} con menos evidencia de la que se dijo",
            "{n} con menos evidencia de la que se dijo",
            missing.unsupported,
        ).format(n=missing.unsupported),
    )
    counts = (missing.unanswered, missing.unseen, missing.unsupported)
    return " · ".join(part for part, count in zip(parts, counts, strict=True) if count)
