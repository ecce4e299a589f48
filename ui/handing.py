"""Takes an issued document out of the laptop, by the way that was chosen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from advisor_app.i18n import _
from ui.dialogs import hand_over as ways
from ui.report_paper import ask_place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.delivery import Channel
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.receivers import Receivers
    from ui.context import Context
    from ui.dialogs.hand_over import HandOverSheet
    from ui.report_paper import Paper


class Handing(QObject):
    """One for each screen that hands documents over; dialogs open above the screen."""

    def __init__(self, context: Context, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen

    def ask(self, offered: Sequence[str], chosen: Callable[[str], None]) -> HandOverSheet:
        """Let the user choose a way."""
        sheet = ways.HandOverSheet(offered, self._screen)
        sheet.chosen.connect(chosen)
        sheet.open()
        return sheet

    def go(self, way: str, paper: Paper) -> None:
        """Take a document along a way."""
        steps = {
            ways.TELEPHONE: self.to_telephone,
            ways.STICK: self.to_stick,
            ways.PICTURE: self.as_picture,
            ways.FILE: self.as_file,
            ways.LATER: self.later,
            ways.PRINT: self.to_printer,
        }
        steps[way](paper)

    def to_telephone(self, paper: Paper) -> None:
        """Offer it to a telephone nearby."""
        self._context.go("telephone", errand=paper.sent)

    def to_printer(self, paper: Paper) -> None:
        """Print it."""
        from ui.dialogs.print_sheet import Finished, Printable, PrintSheet
        from ui.first_page import first_page
        from ui.widgets.print_choices import Part

        _picture, count = first_page(paper.pdf, self)
        title = _("Imprimir: {document}").format(document=paper.number)
        finished = Finished([paper.pdf], paper.number, [paper.sent])
        printable = Printable(title, [Part(paper.number, count)], lambda _chosen: finished)
        PrintSheet(self._context, printable, (), self._screen).open()

    def to_stick(self, paper: Paper) -> None:
        """Copy it to a USB stick."""
        from ui.dialogs.stick import StickSheet

        StickSheet(self._context, paper, self._screen).open()

    def as_file(self, paper: Paper) -> None:
        """Ask for a place and write the PDF there."""
        title = _("Guardar el informe en PDF")
        save = partial(self.save_file, paper)
        ask_place(self._screen, title, paper.file_name, "pdf", save)

    def as_picture(self, paper: Paper) -> None:
        """Ask for a place and write the first page there as a picture."""
        title = _("Guardar la página 1 como imagen")
        save = partial(self._save_picture, paper)
        ask_place(self._screen, title, paper.file_name, "png", save)

    def save_file(self, paper: Paper, place: str) -> None:
        """Write the PDF to a place the user chose."""
        path, session = Path(place), self._context.open_session

        def work() -> Path:
            from advisor_app.services.handed_files import save_file

            save_file(session.deliveries, [paper.sent], path, paper.pdf)
            return path

        self._write(work, partial(self.as_file, paper))

    def _save_picture(self, paper: Paper, place: str) -> None:
        from ui.first_page import first_page

        path, session = Path(place), self._context.open_session
        picture, _count = first_page(paper.pdf, self)

        def work() -> Path:
            from advisor_app.services.handed_files import save_picture
            from ui.printing import png

            save_picture(session.deliveries, paper.sent, path, png(picture))
            return path

        self._write(work, partial(self.as_picture, paper))

    def _write(self, work: Callable[[], Path], again: Callable[[], None]) -> None:
        def refused(error: AdvisorError) -> None:
            self._context.explain(error, again)

        self._context.tasks.run_long(work, self._written, refused)

    def _written(self, path: Path) -> None:
        self._context.say(_("Guardado en {folder}").format(folder=path.parent.name))

    def later(self, paper: Paper) -> None:
        """Have it wait until it can be sent."""
        session = self._context.open_session
        ask = partial(session.deliveries.receivers, paper.sent.document_id)
        self._context.tasks.run(ask, partial(self._ask_later, paper))

    def _ask_later(self, paper: Paper, receivers: Receivers) -> None:
        from ui.dialogs.later import LaterSheet

        sheet = LaterSheet(receivers, self._screen)
        sheet.wanted.connect(partial(self._queue, paper))
        sheet.ask_first.connect(partial(self._context.go, "consent", firm_id=receivers.firm_id))
        sheet.open()

    def _queue(self, paper: Paper, channel: Channel, person_id: str | None) -> None:
        session, sent = self._context.open_session, paper.sent
        work = partial(session.deliveries.queue, sent.document_id, channel, sent.lang, person_id)
        self._context.tasks.run(work, self._queued)

    def _queued(self, _delivery: object) -> None:
        self._context.say(_("Queda en «Por entregar»"))
