"""A list that comes in from a spreadsheet: checked, shown, and only then installed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QProgressBar, QTableView, QWidget

from advisor_app.domain.grid import SHOWN, BadTable
from advisor_app.i18n import _, language, ngettext
from ui.dialogs.sheet import Sheet
from ui.models.problem_table import ProblemTable
from ui.widgets.basic import Banner, Card, button, label
from ui.widgets.top_bar import announce

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.domain.grid import Problem
    from advisor_app.services.lists import Brought
    from ui.context import Context
    from ui.tasks import Report

_STEPS: Final = 3
_LINES: Final = 18
_WARNINGS: Final = 8


class BringList(Sheet):
    """Names every cell that is wrong, or says what would be installed.

    Signals:
        installed: what was brought in, once it is stored.
    """

    installed = Signal(object)

    def __init__(self, context: Context, path: Path, parent: QWidget) -> None:
        super().__init__(_("Traer una lista"), parent, width=860, height=640)
        self._context = context
        self._path = path
        self.words = label("", "soft")
        self.progress = QProgressBar()
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance de la revisión"))
        self.outcome = Banner("")
        self.summary = Card()
        self.name = label("", "answer")
        self.facts = label("", "soft")
        self.notes = label("", "soft")
        for one in (self.name, self.facts, self.notes):
            self.summary.add(one)
        self.model = ProblemTable(self)
        self.problems = _table(self.model)
        for widget in (self.words, self.progress, self.outcome, self.summary, self.problems):
            self.column.add(widget)
        self.column.end()
        self.close_button = self.add_button(button(_("Cerrar"), clicked=self.reject))
        self.again_button = self.add_button(button(_("Revisar de nuevo"), clicked=self.check))
        self.install_button = self.add_button(
            button(_("Instalar la lista"), "primary", clicked=self.install)
        )
        self._job = None
        self.finished.connect(self._leave)
        self.check()

    def check(self) -> None:
        """Read the file and look at every cell; nothing is stored."""
        self._show_only(self.words, self.progress)
        self.words.setText(_("Revisando {file}…").format(file=self._path.name))
        self.progress.setValue(0)
        lists, path = self._context.open_session.lists, self._path

        def work(report: Report) -> Brought:
            return lists.check(path, report)

        self._job = self._context.tasks.run_long(
            work, self._checked, self._refused, progress=self._progressed
        )

    def install(self) -> None:
        """Store the list that was shown."""
        self.install_button.setEnabled(False)
        lists = self._context.open_session.lists
        self._job = self._context.tasks.run_long(
            partial(lists.install, self._path), self._installed, self._refused
        )

    def _progressed(self, step: object) -> None:
        self.progress.setValue(int(str(step)))

    def _checked(self, brought: Brought) -> None:
        standard, lang = brought.standard, language()
        self.name.setText(standard.name.in_(lang))
        points, sections = len(standard.requirements), len(standard.sections)
        self.facts.setText(
            _("Versión {version} · {points} en {sections}").format(
                version=standard.version,
                points=ngettext("{n} requisito", "{n} requisitos", points).format(n=points),
                sections=ngettext("{n} sección", "{n} secciones", sections).format(n=sections),
            )
        )
        self.notes.setText(_noted(brought.warnings))
        self.notes.setVisible(bool(brought.warnings))
        if brought.is_new:
            self._tell(_("La lista está bien."), _("Todavía no se ha instalado."), "info")
            self._show_only(self.outcome, self.summary, self.install_button)
            self.install_button.setEnabled(True)
            self.install_button.setFocus()
        else:
            self._tell(
                _("Esta lista ya está instalada así."), _("No hay nada que cambiar."), "info"
            )
            self._show_only(self.outcome, self.summary)
            self.close_button.setFocus()

    def _installed(self, brought: Brought) -> None:
        self.installed.emit(brought)
        self.accept()

    def _refused(self, error: AdvisorError) -> None:
        shown: list[QWidget] = [self.outcome, self.again_button]
        message = error.message
        if isinstance(error, BadTable):
            self.model.show_problems(error.problems)
            self.problems.resizeRowsToContents()
            shown.append(self.problems)
            count = len(error.problems)
            if count > SHOWN:
                message = _("{message} Son {n}; aquí están las primeras {shown}.").format(
                    message=message, n=count, shown=SHOWN
                )
        self._tell(message, error.advice, "danger")
        self._show_only(*shown)
        self.again_button.setFocus()

    def _tell(self, text: str, advice: str, kind: str) -> None:
        self.outcome.show_text(text, advice, kind=kind)
        announce(self, f"{text} {advice}")

    def _show_only(self, *shown: QWidget) -> None:
        for widget in (
            self.words, self.progress, self.outcome, self.summary, self.problems,
            self.again_button, self.install_button,
        ):  # fmt: skip
            widget.setVisible(widget in shown)

    def _leave(self, _result: int) -> None:
        if self._job is not None:
            self._job.cancel()


def _table(model: ProblemTable) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(_("Celdas por corregir"))
    table.setWordWrap(True)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    head.sectionResized.connect(table.resizeRowsToContents)
    table.setMinimumHeight(_LINES * table.fontMetrics().lineSpacing())
    return table


def _noted(warnings: tuple[Problem, ...]) -> str:
    """The warnings, as many as fit."""
    lines = [str(warning).replace("!", " · ", 1) for warning in warnings[:_WARNINGS]]
    return "\n".join([*lines, "…"] if len(warnings) > _WARNINGS else lines)
