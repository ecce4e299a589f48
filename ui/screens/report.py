"""The report as it will be handed over: look at it, print it, save it, send its first page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from advisor_app.domain.document import DIAGNOSIS, NAMES
from advisor_app.i18n import _, language
from ui import theme
from ui.dialogs.hand_over import LATER, PICTURE, STICK, TELEPHONE
from ui.handing import Handing
from ui.report_paper import STEPS, Paper, ask_place, build
from ui.screens.base import Screen
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.dialogs.print_sheet import Finished
    from ui.tasks import Job
    from ui.widgets.report_view import ReportView


_SOON_MS: Final = 150


class ReportScreen(Screen):
    """Preview in either language, then paper, file or telephone."""

    route: ClassVar[str] = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._subject = ("", DIAGNOSIS)
        self._paper: Paper | None = None
        self._job: Job | None = None
        self._handing = Handing(context, self)
        self.view: ReportView | None = None
        self._soon = QTimer(self)  # the view is made while one waits, apart from all else
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._view_ready)
        self.language = ChoiceGroup((("es", "Español"), ("en", "English")), _("Idioma del informe"))
        self.language.set_value(language())
        self.language.chosen.connect(self._speak)
        self.sign_button = button(_("Firmar"), icon="edit", clicked=self._sign)
        self.print_button = button(_("Imprimir"), icon="print", clicked=self.print_report)
        self.hand_button = button(_("Entregar…"), icon="send", clicked=self.hand_over)
        self.save_button = button(_("Guardar PDF"), "primary", icon="save", clicked=self.save_pdf)
        self.waiting = label(_("Preparando el informe…"), "heading")
        self.progress = QProgressBar()
        self.progress.setRange(0, STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance del informe"))
        self.cancel_button = button(_("Cancelar"), clicked=self.cancel)
        self.again_button = button(_("Preparar de nuevo"), clicked=self._prepare)
        self._lay_out()
        for keys, command in (("Ctrl+P", self.print_report), ("Ctrl+S", self.save_pdf)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(command)

    def _lay_out(self) -> None:
        space = theme.look().space
        head = QHBoxLayout()
        head.setSpacing(space(8))
        ways = (self.sign_button, self.hand_button, self.print_button, self.save_button)
        head.addWidget(self.language, 1)
        head.addWidget(FlowButtons(ways), 3)
        wait = QWidget()
        column = QVBoxLayout(wait)
        column.setSpacing(space(12))
        column.addStretch(1)
        for one in (self.waiting, self.progress, self.cancel_button, self.again_button):
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.progress.setFixedWidth(space(320))
        self.pages = QStackedWidget()
        self.pages.addWidget(wait)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space(16), space(12), space(16), space(12))
        whole.setSpacing(space(12))
        whole.addLayout(head)
        whole.addWidget(self.pages, 1)

    def title(self) -> str:
        name = NAMES[self._subject[1]].in_(language())
        if self._paper is None:
            return name
        firm, is_diagnosis = self._paper.firm_name, self._subject[1] == DIAGNOSIS
        return firm if is_diagnosis else f"{firm} · {name.lower()}"

    def help_text(self) -> str:
        return _(
            "Estas son las páginas como saldrán. El idioma del informe no depende del de la "
            "ventana.\n\n"
            "Ctrl+P imprime y Ctrl+S guarda el PDF en la carpeta que usted elija; el programa no "
            "deja copias en otro lugar.\n\n"
            "«Entregar» sirve donde no hay impresora: al teléfono del dueño, a una memoria USB, la "
            "página 1 como imagen, o después. Cada entrega queda anotada.\n\n"
            "Al imprimir o guardar, el informe recibe su número; si algo cambia después, la "
            "versión siguiente nombra a la anterior."
        )

    def open(self, *, assessment_id: str = "", kind: str = DIAGNOSIS, subject_id: str = "") -> None:
        self._subject = (assessment_id or subject_id, kind)
        self._paper = None
        self._prepare()

    def first_focus(self) -> QWidget:
        return self.save_button

    def leave(self) -> bool:
        self.cancel()
        return True

    # The preview

    def cancel(self) -> None:
        """Wait no longer for the report."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._show_waiting(waits=False)

    def _speak(self, _lang: object) -> None:
        self._prepare()

    def _prepare(self) -> None:
        self._make(issue=False, then=self._show_first)
        self._soon.start()

    def _make(self, *, issue: bool, then: Callable[[Paper], None]) -> None:
        """Build the report in its own thread."""
        if self._job is not None:
            self._job.cancel()
        session, lang = self.context.open_session, self.language.value() or "es"
        self.progress.setValue(0)
        self._show_waiting(waits=True)
        if not issue:
            self.pages.setCurrentIndex(0)
        self._job = self.context.tasks.run_long(
            partial(build, session, self._subject, lang, issue),
            partial(self._built, then),
            self._failed,
            progress=self._progressed,
        )

    def _progressed(self, step: object) -> None:
        self.progress.setValue(int(str(step)))

    def _built(self, then: Callable[[Paper], None], paper: Paper) -> None:
        self._job = None
        self._show_waiting(waits=False)
        then(paper)

    def _failed(self, error: AdvisorError) -> None:
        self._job = None
        self._show_waiting(waits=False)
        self.context.explain(error, self._prepare)

    def _show_waiting(self, *, waits: bool) -> None:
        for one in (self.waiting, self.progress, self.cancel_button):
            one.setVisible(waits)
        self.again_button.setVisible(not waits)
        for one in (self.print_button, self.hand_button, self.save_button):
            one.setEnabled(not waits)

    def _show_first(self, paper: Paper) -> None:
        self._show_paper(paper)
        self.save_button.setFocus()

    def _view_ready(self) -> ReportView:
        from ui.widgets.report_view import ReportView

        if self.view is None:
            self.view = ReportView()
            self.pages.addWidget(self.view)
        return self.view

    def _show_paper(self, paper: Paper) -> ReportView:
        view = self._view_ready()
        self._paper = paper
        view.show_pdf(paper.pdf)
        self.pages.setCurrentWidget(view)
        self.title_changed.emit()
        return view

    # Out of the laptop: the report is issued first, so that every copy has its number

    def save_pdf(self) -> None:
        """Ask for a place and write the PDF there."""
        if self._paper is not None and self._job is None:
            title = _("Guardar el informe en PDF")
            ask_place(self, title, self._paper.file_name, "pdf", self._save_pdf_to)

    def hand_over(self) -> None:
        """Choose a way that needs no printer."""
        if self._paper is not None and self._job is None:
            self._handing.ask((TELEPHONE, STICK, PICTURE, LATER), self.hand_over_by)

    def hand_over_by(self, way: str) -> None:
        """Issue the report, then take it along a way."""
        self._make(issue=True, then=partial(self._take, way))

    def _take(self, way: str, paper: Paper) -> None:
        self._show_paper(paper)
        self._handing.go(way, paper)

    def _sign(self) -> None:
        subject_id, kind = self._subject
        self.context.go("sign", kind=kind, subject_id=subject_id)

    def print_report(self) -> None:
        """Choose a printer and send the report there."""
        if self._paper is None or self._job is not None:
            return
        from ui.dialogs.print_sheet import OtherWay, Printable, PrintSheet
        from ui.widgets.print_choices import Part

        session, lang = self.context.open_session, self.language.value() or "es"
        name = NAMES[self._subject[1]].in_(language())
        printable = Printable(
            _("Imprimir: {document}").format(document=name),
            [Part(name, self._view_ready().pages.pageCount())],
            partial(_finish, session, self._subject, lang),
        )
        other_ways = [
            OtherWay(_("Guardar PDF"), "save", self.save_pdf),
            OtherWay(_("Entregar de otra forma"), "send", self.hand_over),
        ]
        sheet = PrintSheet(self.context, printable, other_ways, self)
        sheet.made.connect(self._show_as_issued)
        sheet.open()

    def _show_as_issued(self, _finished: Finished) -> None:
        self._prepare()

    def _save_pdf_to(self, path: str) -> None:
        self._make(issue=True, then=partial(self._write_pdf, path))

    def _write_pdf(self, place: str, paper: Paper) -> None:
        self._show_paper(paper)
        self._handing.save_file(paper, place)


def _finish(
    session: Session, subject: tuple[str, str], lang: str, _chosen: Sequence[int]
) -> Finished:
    """The document as it leaves the laptop, for the printer."""
    from ui.dialogs.print_sheet import Finished

    paper = build(session, subject, lang, True, lambda _step: None)
    return Finished([paper.pdf], paper.number, [paper.sent])
