"""Printing: choose what and how, see it go, take it back, try again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from advisor_app.domain.printing import Progress, Stage
from advisor_app.i18n import _
from ui.dialogs.sheet import Sheet
from ui.models import print_words as words
from ui.widgets.basic import Banner, EmptyState, button, label
from ui.widgets.flow import FlowButtons
from ui.widgets.print_choices import PrintChoices
from ui.widgets.top_bar import announce

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from advisor_app.domain.delivery import Errand
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.domain.printing import Printer, Wish
    from ui.context import Context
    from ui.print_job import PrintJob
    from ui.widgets.print_choices import Part

_WIDTH: Final = 720
_HEIGHT: Final = 640


@dataclass(frozen=True, slots=True)
class Printable:
    """What can be printed.

    Attributes:
        title: what the dialog is headed with.
        parts: the documents, all of them chosen at first.
        make: gives the chosen ones as they leave the laptop; called in a thread of its own.
    """

    title: str
    parts: Sequence[Part]
    make: Callable[[Sequence[int]], Finished]


@dataclass(frozen=True, slots=True)
class Finished:
    """Documents on their way out of the laptop.

    Attributes:
        number: what the job is called. The printing system keeps it, so it names nobody.
        errands: what was issued, for each of the documents; none where nothing was.
    """

    documents: Sequence[bytes]
    number: str
    errands: Sequence[Errand] = ()


@dataclass(frozen=True, slots=True)
class OtherWay:
    """A way out of the laptop that needs no printer."""

    text: str
    icon: str
    go: Callable[[], object]


class PrintSheet(Sheet):
    """Printers and choices first; then how far it is. Use ``open()``.

    Signals:
        made: ``Finished``, as it was handed to the printer.
    """

    made = Signal(object)

    def __init__(
        self,
        context: Context,
        printable: Printable,
        other_ways: Sequence[OtherWay],
        parent: QWidget,
    ) -> None:
        super().__init__(printable.title, parent, width=_WIDTH, height=_HEIGHT)
        self._context = context
        self._printable = printable
        self._home = parent.window()  # outlives this sheet, and so does a job
        self._job: PrintJob | None = None
        self._wish: Wish | None = None
        self._is_troubled = False
        self.notice = Banner("")
        self.choices = PrintChoices(context.settings, printable.parts)
        self.status = label("", "heading")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance de la impresión"))
        self.nothing = EmptyState(
            "print",
            _("Este equipo no tiene ninguna impresora."),
            detail=_(
                "Puede entregar el documento de otra forma y, si después hay impresora, "
                "imprimirlo con el mismo número."
            ),
        )
        self.other_ways = FlowButtons(
            [button(one.text, icon=one.icon, clicked=partial(self._leave_by, one.go))
             for one in other_ways]
        )  # fmt: skip
        for part in (self.notice, self.choices, self.status, self.progress, self.nothing):
            self.column.add(part)
        self.column.add(self.other_ways)
        self.column.end()
        self.paper = label("", "soft")
        self.foot.insertWidget(0, self.paper)
        self.choices.changed.connect(self.paper.setText)
        self.close_button = self.add_button(button(_("Cerrar"), clicked=self.reject))
        self.again_button = self.add_button(
            button(_("Buscar de nuevo"), clicked=self.look_for_printers)
        )
        self.cancel_button = self.add_button(
            button(_("Cancelar la impresión"), clicked=self._cancel)
        )
        self.go_on_button = self.add_button(
            button(_("Seguir trabajando"), "primary", clicked=self.reject)
        )
        self.print_button = self.add_button(
            button(_("Imprimir"), "primary", icon="print", clicked=self.print_now)
        )
        self.notice.hide()
        self.look_for_printers()

    # Choosing

    def look_for_printers(self) -> None:
        """Ask the system which printers there are."""
        from advisor_app.services import printing

        self._say(_("Buscando impresoras…"))
        self._show(self.status, self.close_button)
        if printing.takes_files():
            self._context.tasks.run_long(printing.printers, self._offer, self._tell_silence)
        else:
            from ui.painted_job import printers

            self._offer(printers())

    def _offer(self, printers: Sequence[Printer]) -> None:
        if not printers:
            self._show(self.nothing, self.other_ways, self.close_button, self.again_button)
            self.again_button.setFocus()
            return
        self.choices.show_printers(printers, self._context.printer_name)
        self._show(self.choices, self.other_ways, self.paper, self.close_button, self.print_button)
        self.print_button.setDefault(True)
        self.choices.printer.setFocus()

    def _tell_silence(self, error: AdvisorError) -> None:
        self._notify(error.message, error.advice)
        self._show(self.other_ways, self.close_button, self.again_button)
        self.again_button.setFocus()

    def _leave_by(self, way: Callable[[], object]) -> None:
        self.accept()
        way()

    # Printing

    def print_now(self) -> None:
        """Make the paper and hand it to the chosen printer."""
        wish = self.choices.wish()
        if wish is None:
            self.choices.go_to_problem()
            return
        self.choices.remember()
        self._context.printer_name = wish.printer.name
        self._wish = wish
        self.notice.hide()
        self.progress.setRange(0, 0)
        self._say(_("Preparando el documento…"))
        self._show(self.status, self.progress, self.close_button)
        self.close_button.setFocus()
        make = partial(self._printable.make, self.choices.chosen_parts())
        self._context.tasks.run_long(make, self._hand_over, self._fail)

    def _hand_over(self, finished: Finished) -> None:
        if self._wish is None:
            return
        from ui.print_job import job_for
        from ui.print_proof import note_the_end

        self.made.emit(finished)
        tasks, documents = self._context.tasks, finished.documents
        job = self._job = job_for(tasks, documents, self._wish, self._home)
        job.progressed.connect(self._tell)
        job.ended.connect(self._end)
        job.failed.connect(self._fail)
        job.goes_on.connect(self._tell_going_on)
        note_the_end(self._context, job, finished, self._wish)
        self._say(_("Enviando a la impresora…"))
        self._show(self.status, self.progress, self.cancel_button, self.go_on_button)
        self.go_on_button.setFocus()
        job.start(finished.number)

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel_button.setEnabled(False)
            self._say(_("Cancelando…"))
            self._job.cancel()

    def _tell(self, progress: Progress) -> None:
        if not self.cancel_button.isEnabled():  # the end is what is waited for
            return
        self._say(words.stage_line(progress))
        self.progress.setRange(0, progress.sides if progress.side else 0)
        self.progress.setValue(progress.side)
        trouble = words.condition_sentence(progress.condition)
        if trouble:
            self._notify(trouble, words.condition_advice(progress.condition), "attention")
        elif self._is_troubled:
            self.notice.hide()
        self._is_troubled = bool(trouble)

    def _tell_going_on(self, error: AdvisorError) -> None:
        self.cancel_button.setEnabled(True)
        self._notify(error.message, error.advice)

    def _end(self, progress: Progress) -> None:
        self._job = None
        if progress.stage is Stage.DONE:
            self._context.say(words.done_line())
            self.accept()
            return
        kind = "info" if progress.stage is Stage.CANCELLED else "danger"
        self._try_again(*words.end_words(progress.stage), kind)

    def _fail(self, error: AdvisorError) -> None:
        self._job = None
        self._try_again(error.message, error.advice, "danger")

    def _try_again(self, said: str, advice: str, kind: str) -> None:
        """Back to the choices, with what happened above them."""
        self.cancel_button.setEnabled(True)
        self.look_for_printers()
        self._notify(said, advice, kind)

    def done(self, result: int) -> None:
        """A job goes on when its sheet is closed; the window tells its end."""
        job, self._job = self._job, None
        if job is not None:
            from ui.print_job import tell_the_end_in

            job.progressed.disconnect(self._tell)
            job.ended.disconnect(self._end)
            job.failed.disconnect(self._fail)
            tell_the_end_in(self._context, job)
        super().done(result)

    # What is shown

    def _show(self, *parts: QWidget) -> None:
        for one in (
            self.choices, self.paper, self.status, self.progress, self.nothing, self.other_ways,
            self.close_button, self.again_button, self.cancel_button, self.go_on_button,
            self.print_button,
        ):  # fmt: skip
            one.setVisible(one in parts)

    def _say(self, text: str) -> None:
        if text != self.status.text():
            self.status.setText(text)
            announce(self, text)

    def _notify(self, said: str, advice: str, kind: str = "danger") -> None:
        if self.notice.text.text() != said or self.notice.isHidden():
            announce(self, f"{said} {advice}".strip())
        self.notice.show_text(said, advice, kind=kind)
        self.notice.show()
