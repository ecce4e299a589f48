"""The report as it will be on paper: look at it, print it, save it, take page 1 as a picture."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from advisor_app.domain.text import fold
from advisor_app.i18n import _, language
from ui import theme
from ui.screens.base import Screen
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.foot import Foot
from ui.widgets.pdf_pages import PdfPages

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.tasks import Job

_PICTURE_WIDTH = 1240  # page 1 at some 146 dots per inch: sharp on a telephone, under 300 kB


class ReportScreen(Screen):
    """Preview and the ways a report leaves the laptop; files go only where the user says."""

    route: ClassVar[str] = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment_id = ""
        self._document_id = ""
        self._firm_name = ""
        self._pdf: dict[str, bytes] = {}
        self._job: Job | None = None
        self.language = ChoiceGroup([("es", "Español"), ("en", "English")], _("Idioma del informe"))
        self.language.set_value(language())
        self.pages = PdfPages()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Avance"))
        self.working = label("", "soft")
        self.cancel_button = button(_("Cancelar"), "quiet", clicked=self._cancel)
        self.save_button = button(_("Guardar PDF"), icon="save", clicked=self.ask_file)
        self.picture_button = button(
            _("Página 1 como imagen"), icon="phone", clicked=self.ask_picture
        )
        self.print_button = button(_("Imprimir"), "primary", icon="print", clicked=self.ask_printer)
        self.dialog: QFileDialog | None = None
        self._lay_out()
        self.language.chosen.connect(self._change_language)
        for keys, act in (("Ctrl+P", self.ask_printer), ("Ctrl+S", self.ask_file)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        space = theme.look().space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(space(24), space(12), space(24), space(8))
        head.setSpacing(space(12))
        head.addWidget(self.language, 1)
        for widget in (self.working, self.progress, self.cancel_button):
            head.addWidget(widget)
        self.progress.setFixedWidth(space(160))
        middle = QHBoxLayout()
        middle.setContentsMargins(space(24), 0, space(24), 0)
        middle.addWidget(self.pages)
        whole.addLayout(head)
        whole.addLayout(middle, 1)
        whole.addWidget(Foot((self.save_button, self.picture_button), self.print_button))
        self._show_working("")

    def title(self) -> str:
        if not self._firm_name:
            return _("Informe")
        return _("{firm} · informe").format(firm=self._firm_name)

    def help_text(self) -> str:
        return _(
            "Así saldrá en papel. La página 1 es la hoja del dueño: léala con él en voz alta.\n"
            "Ctrl+P imprime y Ctrl+S guarda el PDF donde usted elija. La página 1 como imagen "
            "sirve para enviarla por teléfono.\n"
            "Al imprimir o guardar, el informe recibe su número. Si después cambia una respuesta, "
            "el siguiente es una versión nueva; la anterior no se toca."
        )

    def first_focus(self) -> QWidget:
        return self.print_button

    def open(self, *, assessment_id: str, document_id: str = "") -> None:
        self._assessment_id, self._document_id = assessment_id, document_id
        self._pdf.clear()
        self.pages.clear()
        session = self.context.open_session
        self.context.tasks.run(lambda: session.assessments.get(assessment_id).firm_name, self._name)
        self._make()

    def leave(self) -> bool:
        self._cancel()
        self._pdf.clear()
        self.pages.clear()
        return True

    def _name(self, firm_name: str) -> None:
        self._firm_name = firm_name
        self.title_changed.emit()

    # --- the preview -------------------------------------------------------------------------

    def _lang(self) -> str:
        return self.language.value() or "es"

    def _change_language(self) -> None:
        if self._lang() in self._pdf:
            self.pages.show_pdf(self._pdf[self._lang()])
        else:
            self._make()

    def _make(self) -> None:
        self._cancel()
        session, lang = self.context.open_session, self._lang()
        work = partial(_pdf_of, session, self._assessment_id, self._document_id, lang)
        self._show_working(_("Preparando el informe…"))
        self._job = self.context.tasks.run_long(work, partial(self._show, lang), self._failed)

    def _show(self, lang: str, data: bytes) -> None:
        self._job = None
        self._pdf[lang] = data
        self._show_working("")
        if lang == self._lang():
            self.pages.show_pdf(data)

    def _failed(self, error: AdvisorError) -> None:
        self._job = None
        self._show_working("")
        self.context.explain(error)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._show_working("")

    def _show_working(self, words: str, done: int = 0, total: int = 0) -> None:
        self.working.setText(words)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        for widget in (self.working, self.progress, self.cancel_button):
            widget.setVisible(bool(words))
        ready = self._lang() in self._pdf and not words
        for one in (self.save_button, self.picture_button, self.print_button):
            one.setEnabled(ready or self._lang() in self._pdf)

    # --- out of the laptop -------------------------------------------------------------------

    def ask_file(self) -> None:
        """Save the PDF where the user chooses."""
        self._ask(_("Guardar el informe"), "pdf", _("Informe PDF (*.pdf)"), self.save_pdf)

    def ask_picture(self) -> None:
        """Save page 1 as a picture for a telephone."""
        self._ask(_("Guardar la página 1"), "png", _("Imagen (*.png)"), self.save_picture)

    def _ask(self, title: str, suffix: str, kind: str, then: Callable[[str], None]) -> None:
        if self._lang() not in self._pdf:
            return
        dialog = QFileDialog(self, title, str(Path.home()), kind)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{_file_name(self._firm_name)}-{self._lang()}.{suffix}")
        dialog.fileSelected.connect(then)
        dialog.open()
        self.dialog = dialog

    def save_pdf(self, path: str) -> None:
        """Issue the report and write the file."""
        self._hand_out(partial(self._write_pdf, path))

    def save_picture(self, path: str) -> None:
        """Issue the report and write its first page as a picture."""
        self._hand_out(partial(self._write_picture, path))

    def _hand_out(self, then: Callable[[bytes], None]) -> None:
        """Give the report its number, and then do something with it as issued."""
        self.context.tasks.run(partial(self._issuing(), self._lang()), then, self.context.explain)

    def _write_pdf(self, path: str, data: bytes) -> None:
        self._show(self._lang(), data)
        self._write(path, data)

    def _write_picture(self, path: str, data: bytes) -> None:
        self._show(self._lang(), data)
        picture = QByteArray()
        buffer = QBuffer(picture)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.pages.image(0, _PICTURE_WIDTH).save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]  # the stubs lack the text form
        self._write(path, bytes(picture.data()))

    def _write(self, path: str, data: bytes) -> None:
        from advisor_app.services.documents import write_file

        self.context.tasks.run(
            lambda: write_file(Path(path), data),
            lambda _done: self._say_saved(path),
            self.context.explain,
        )

    def ask_printer(self) -> None:
        """Open the print dialog and print what it says."""
        if self._lang() not in self._pdf:
            return
        from advisor_app.domain.errors import AdvisorError
        from ui.printing import ask_printer

        try:
            ask_printer(self, self._print)
        except AdvisorError as error:
            self.context.explain(error)

    def _print(self, printer: QPrinter) -> None:
        from ui.printing import print_pdf

        issue, lang = self._issuing(), self._lang()
        self._show_working(_("Imprimiendo…"))
        self._job = self.context.tasks.run_long(
            lambda report: print_pdf(issue(lang), printer, report),
            self._printed,
            self._failed,
            progress=self._show_page,
        )

    def _show_page(self, page: tuple[int, int]) -> None:
        done, total = page
        words = _("Imprimiendo la página {n} de {total}").format(n=done, total=total)
        self._show_working(words, done, total)

    def _printed(self, _done: object) -> None:
        self._job = None
        self._show_working("")
        self.context.say(_("Enviado a la impresora"))

    def _issuing(self) -> Callable[[str], bytes]:
        """Makes the report as it is handed over; an issued version stays as it was."""
        documents, assessment_id = self.context.open_session.documents, self._assessment_id
        if self._document_id:
            return partial(documents.reprint, self._document_id)

        def issue(lang: str) -> bytes:
            documents.issue(assessment_id)
            return documents.preview(assessment_id, lang)

        return issue

    def _say_saved(self, path: str) -> None:
        self.context.say(_("Guardado en {file}").format(file=Path(path).name))


def _pdf_of(session: Session, assessment_id: str, document_id: str, lang: str) -> bytes:
    if document_id:
        return session.documents.reprint(document_id, lang)
    return session.documents.preview(assessment_id, lang)


def _file_name(firm_name: str) -> str:
    """``diagnostico-cafe-la-palma``: safe on every system."""
    words = "".join(char if char.isalnum() else " " for char in fold(firm_name)).split()
    return "-".join(["diagnostico", *words])[:80]
