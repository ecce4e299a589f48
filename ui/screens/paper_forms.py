"""Blank forms: choose which, print or save them, and from here bring filled-in ones back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.domain.paper_form import ROUNDS, Round
from advisor_app.i18n import _, language, ngettext
from ui.models.words import sectors
from ui.report_paper import ask_place, write
from ui.screens.base import Screen
from ui.widgets.basic import Card, Column, button, label
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.paper_forms import PrintedForm
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.dialogs.print_sheet import Finished
    from ui.tasks import Job

_ANY: Final = "any"


def make(session: Session, round_: Round, lang: str, sector: str, firm_id: str) -> PrintedForm:
    """The form that was chosen; for a firm that is known, its own."""
    if firm_id:
        return session.paper_forms.for_firm(round_, lang, firm_id)
    return session.paper_forms.blank(round_, lang, None if sector == _ANY else sector)


class PaperFormsScreen(Screen):
    """For places without power: paper out, and paper in."""

    route: ClassVar[str] = "paper_forms"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._firm_name = ""
        self._form: PrintedForm | None = None
        self._job: Job | None = None
        lang = language()
        self.round = ChoiceGroup([(key, name.in_(lang)) for key, name in ROUNDS.items()])
        self.sector = ChoiceList([(_ANY, _("Cualquier sector")), *sectors()])
        self.language = ChoiceGroup((("es", "Español"), ("en", "English")))
        self.pages = label("", "soft")
        self.print_button = button(_("Imprimir"), "primary", icon="print", clicked=self.print_form)
        self.save_button = button(_("Guardar PDF"), icon="save", clicked=self.save_pdf)
        self.transcribe_button = button(_("Transcribir una hoja llena"), clicked=self._transcribe)
        self.firms_button = button(_("Buscar la empresa"), clicked=partial(context.go, "firms"))
        self.formats_button = button(
            _("Formatos para empezar"), icon="list", clicked=self._show_formats
        )
        self.round.set_value(Round.SHORT)
        self.language.set_value(lang)
        self.sector.set_value(_ANY)
        self._lay_out()
        for choice in (self.round, self.sector, self.language):
            choice.chosen.connect(self._make)
        for keys, command in (("Ctrl+P", self.print_form), ("Ctrl+S", self.save_pdf)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(command)

    def _lay_out(self) -> None:
        self.sector_field = Field(_("Para empresas de"), self.sector)
        self.firm_name = label("", "name")
        out = Card(_("Imprimir formularios en blanco"))
        for part in (
            self.firm_name,
            Field(_("Qué preguntas"), self.round),
            self.sector_field,
            Field(_("Idioma"), self.language),
            self.pages,
            FlowButtons([self.print_button, self.save_button]),
        ):
            out.add(part)
        self.back = label("", "answer")
        back = Card(_("Traer una hoja llena"))
        back.add(self.back)
        back.add(FlowButtons([self.transcribe_button, self.firms_button]))
        start = Card(_("Dejarle a la empresa con qué empezar"))
        start.add(label(_("Hojas listas para usar: pedidos, quejas, limpieza y otras."), "answer"))
        start.add(FlowButtons([self.formats_button]))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        self.column.add(label(_("Formularios en papel"), "title"))
        self.column.add(out)
        self.column.add(back)
        self.column.add(start)
        self.column.end()
        outer.addWidget(self.column)

    def title(self) -> str:
        if not self._firm_name:
            return _("Formularios en papel")
        return _("{firm} · formularios en papel").format(firm=self._firm_name)

    def help_text(self) -> str:
        return _(
            "Para donde no hay luz o computador: imprima los formularios, llénelos a mano y "
            "tráigalos después.\n"
            "El formulario de una empresa lleva su nombre y solo las preguntas que le aplican. El "
            "de cualquier sector dice en cada pregunta a quién aplica.\n"
            "Ctrl+P imprime y Ctrl+S guarda el PDF."
        )

    def open(self, *, firm_id: str = "") -> None:
        self._firm_id, self._firm_name = firm_id, ""
        self.sector_field.setVisible(not firm_id)
        self.firm_name.setVisible(bool(firm_id))
        self.transcribe_button.setVisible(bool(firm_id))
        self.firms_button.setVisible(not firm_id)
        self.back.setText(
            _("Una línea por pregunta, solo con el teclado: unos pocos minutos por hoja.")
            if firm_id
            else _("Abra la empresa de la hoja y elija «En papel».")
        )
        if firm_id:
            session = self.context.open_session
            self.context.tasks.run(lambda: session.firms.get(firm_id).legal_name, self._name)
        self._make()

    def first_focus(self) -> QWidget:
        return self.round

    def leave(self) -> bool:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        return True

    def _name(self, name: str) -> None:
        self._firm_name = name
        self.firm_name.setText(name)
        self.title_changed.emit()

    def _make(self, _chosen: object = None) -> None:
        """Build the form that is chosen now, in its own thread."""
        if self._job is not None:
            self._job.cancel()
        self._form = None
        self._allow(allowed=False)
        self.pages.setText(_("Preparando el formulario…"))
        self._job = self.context.tasks.run_long(self._work(), self._made, self._failed)

    def _work(self) -> partial[PrintedForm]:
        round_ = Round(self.round.value() or Round.SHORT)
        lang, sector = self.language.value() or "es", self.sector.value() or _ANY
        return partial(make, self.context.open_session, round_, lang, sector, self._firm_id)

    def _made(self, form: PrintedForm) -> None:
        self._job = None
        self._form = form
        self._allow(allowed=True)
        told = ngettext("{n} página tamaño carta", "{n} páginas tamaño carta", form.page_count)
        self.pages.setText(
            told.format(n=form.page_count) + " · " + _("código {code}").format(code=form.code)
        )

    def _failed(self, error: AdvisorError) -> None:
        self._job = None
        self.pages.setText("")
        self.context.explain(error, self._make)

    def _allow(self, *, allowed: bool) -> None:
        for one in (self.print_button, self.save_button):
            one.setEnabled(allowed)

    # Out of the laptop, and in again

    def print_form(self) -> None:
        """Choose a printer and send the form there."""
        if self._form is None:
            return
        from ui.dialogs.print_sheet import OtherWay, Printable, PrintSheet
        from ui.widgets.print_choices import Part

        round_ = ROUNDS[Round(self.round.value() or Round.SHORT)].in_(language())
        printable = Printable(
            _("Imprimir formularios"),
            [Part(round_, self._form.page_count)],
            partial(_finished, self._form),
        )
        other_ways = [OtherWay(_("Guardar PDF"), "save", self.save_pdf)]
        PrintSheet(self.context, printable, other_ways, self).open()

    def save_pdf(self) -> None:
        """Ask for a place and write the form there."""
        if self._form is not None:
            save = partial(self._save_to, self._form)
            ask_place(self, _("Guardar el formulario"), self._file_name, "pdf", save)

    @property
    def _file_name(self) -> str:
        code = self._form.code.replace(" ", "-") if self._form else ""
        return _("formulario") + f"-{code}-{self.language.value()}"

    def _save_to(self, form: PrintedForm, path: str) -> None:
        work = partial(write, Path(path), form.pdf)
        self.context.tasks.run_long(work, self._saved, self._refused)

    def _saved(self, path: Path) -> None:
        self.context.say(_("Guardado en {folder}").format(folder=path.parent.name))

    def _refused(self, error: AdvisorError) -> None:
        self.context.explain(error, self.save_pdf)

    def _transcribe(self) -> None:
        self.context.go("paper_visit", firm_id=self._firm_id)

    def _show_formats(self) -> None:
        self.context.go("formats", firm_id=self._firm_id)


def _finished(form: PrintedForm, _chosen: object) -> Finished:
    """What the printer is given: a form is one document, always whole."""
    from ui.dialogs.print_sheet import Finished

    return Finished([form.pdf], form.code)
