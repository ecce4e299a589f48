"""A document for a USB stick: which one, how it goes, and when it may be pulled."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.i18n import _, language
from ui import sticks
from ui.dialogs.sheet import Sheet
from ui.report_paper import ask_place
from ui.widgets.basic import Banner, button, label
from ui.widgets.row_button import RowButton
from ui.widgets.top_bar import announce

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.report_paper import Paper
    from ui.sticks import Stick


class StickSheet(Sheet):
    """Lists the sticks that are in, copies, and says when the stick may be pulled."""

    def __init__(self, context: Context, paper: Paper, parent: QWidget) -> None:
        super().__init__(_("Copiar a una memoria USB"), parent, width=640, height=440)
        self._context = context
        self._paper = paper
        self._path: Path | None = None
        self.words = label("", "answer")
        self.outcome = Banner("")
        self.rows: list[RowButton] = []
        for widget in (self.words, self.outcome):
            self.column.add(widget)
        self.column.end()
        self.other_button = self.add_button(
            button(_("Otra carpeta…"), icon="save", clicked=self._ask)
        )
        self.look_button = self.add_button(button(_("Buscar de nuevo"), clicked=self.look))
        self.again_button = self.add_button(button(_("Reintentar"), clicked=self._again))
        self.close_button = self.add_button(button(_("Cerrar"), clicked=self.reject))
        self.look()

    def look(self) -> None:
        """Offer the sticks that are in now."""
        for old in self.rows:
            old.hide()
            old.deleteLater()
        found = sticks.sticks()
        self.rows = [self._row(stick) for stick in found]
        for place, row in enumerate(self.rows):
            self.column.body.insertWidget(1 + place, row)
        self.words.setText(
            _("Elija la memoria:")
            if found
            else _("No hay ninguna memoria USB. Conéctela y toque «Buscar de nuevo».")
        )
        self._show(choosing=True)
        (self.rows[0] if self.rows else self.look_button).setFocus()

    def copy_to(self, folder: Path) -> None:
        """Copy the document into a folder of a stick."""
        self._copy(folder / f"{self._paper.file_name}.pdf")

    def _row(self, stick: Stick) -> RowButton:
        room = formats.number(stick.free // 2**20, language())
        row = RowButton(stick.name, _("{n} MB libres").format(n=room), icon="stick")
        row.clicked.connect(partial(self.copy_to, stick.root))
        return row

    def _ask(self) -> None:
        title = _("Copiar a una memoria USB")
        ask_place(self, title, self._paper.file_name, "pdf", self._copy_to_file)

    def _copy_to_file(self, path: str) -> None:
        self._copy(Path(path))

    def _again(self) -> None:
        if self._path is not None:
            self._copy(self._path)

    def _copy(self, path: Path) -> None:
        self._path = path
        self.words.setText(_("Copiando y comprobando…"))
        self._show(choosing=False)
        work = partial(_put_on_stick, self._context.open_session, self._paper, path)
        self._context.tasks.run_long(work, self._copied, self._refused)

    def _copied(self, path: Path) -> None:
        self._tell(
            _("Copiado y comprobado. Ya puede retirar la memoria."),
            _("El archivo se llama {name}.").format(name=path.name),
        )
        self.close_button.setFocus()

    def _refused(self, error: AdvisorError) -> None:
        self._tell(error.message, error.advice, kind="danger")
        self.again_button.show()
        self.look_button.show()
        self.again_button.setFocus()

    def _tell(self, text: str, advice: str, *, kind: str = "info") -> None:
        self.words.setText("")
        self.words.hide()
        self.outcome.show_text(text, advice, kind=kind)
        self.outcome.show()
        announce(self, f"{text} {advice}")

    def _show(self, *, choosing: bool) -> None:
        self.words.show()
        self.outcome.hide()
        self.again_button.hide()
        for widget in (*self.rows, self.other_button, self.look_button):
            widget.setVisible(choosing)


def _put_on_stick(session: Session, paper: Paper, path: Path) -> Path:
    from advisor_app.services.handed_files import put_on_stick

    put_on_stick(session.deliveries, paper.sent, path, paper.pdf)
    return path
