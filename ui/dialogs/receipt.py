"""The receipt of a visit: what the office has of it, asked for again there, and saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from advisor_app.i18n import _, ngettext
from ui.dialogs.sheet import Sheet
from ui.folders import ask_folder
from ui.widgets.basic import Banner, button

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.receipts import Receipt
    from ui.context import Context

_LINES: Final = 12


class ReceiptSheet(Sheet):
    """Shows a receipt; the office is asked only when somebody wants to know."""

    def __init__(self, context: Context, receipt: Receipt, parent: QWidget) -> None:
        super().__init__(_("Recibo de entrega a la oficina"), parent, width=760, height=600)
        self._context = context
        self._receipt = receipt
        self.said = Banner("")
        self.said.hide()
        self.column.add(self.said)
        self.text = QPlainTextEdit(receipt.text())
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Recibo"))
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * _LINES)
        self.column.add(self.text)
        self.prove_button = self.add_button(
            button(_("Comprobar con la oficina"), clicked=self.prove)
        )
        self.save_button = self.add_button(button(_("Guardar…"), icon="save", clicked=self._ask))
        self.add_close(_("Cerrar")).setFocus()

    def prove(self) -> None:
        """Ask the office for everything that the receipt names."""
        self.prove_button.setEnabled(False)
        exchange = self._context.open_session.exchange
        self._context.tasks.run_long(
            partial(exchange.prove, self._receipt), self._proved, self._failed
        )

    def save(self, folder: Path) -> None:
        """Keep it as a text in a folder."""
        from advisor_app.services.documents import write_file
        from advisor_app.services.receipts import file_name

        path = folder / file_name(self._receipt)
        data = self._receipt.text().encode()
        self._context.tasks.run(
            partial(write_file, path, data), partial(self._saved, path), self._failed
        )

    def _ask(self) -> None:
        ask_folder(self, _("Dónde guardar el recibo"), self.save)

    def _proved(self, faults: list[str]) -> None:
        self.prove_button.setEnabled(True)
        if not faults:
            self._say(_("La oficina lo tiene todo, tal como dice el recibo."))
            return
        text = ngettext(
            "La oficina no tiene {n} de esta lista como dice el recibo.",
            "La oficina no tiene {n} de esta lista como dice el recibo.",
            len(faults),
        ).format(n=len(faults))
        self._say(text, _("Avise a la oficina y muéstreles este recibo."), "danger")

    def _saved(self, path: Path, _result: None) -> None:
        self._say(_("Guardado: {file}").format(file=path))

    def _failed(self, error: AdvisorError) -> None:
        self.prove_button.setEnabled(True)
        self._say(error.message, error.advice, "danger")

    def _say(self, text: str, advice: str = "", kind: str = "info") -> None:
        self.said.show_text(text, advice, kind=kind)
        self.said.show()
