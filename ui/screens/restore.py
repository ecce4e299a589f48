"""A workspace brought back from a second copy: which one, with what secret, and how far it is."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from advisor_app.i18n import _
from advisor_app.services import entry
from ui import theme
from ui.folders import ask_folder
from ui.models import copy_words as words
from ui.screens.code_keeper import CodeKeeper
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.row_button import RowButton
from ui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.restoring import FoundCopy, Secret
    from advisor_app.services.second_copies import Progress
    from advisor_app.services.session import Session
    from ui.context import Context

_LISTED = 6


class RestoreScreen(CodeKeeper):
    """Three steps in one card: the copy, its secret, the way back."""

    route: ClassVar[str] = "restore"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._folder: Path | None = None
        self._copy: FoundCopy | None = None
        self._stop = threading.Event()
        self._is_working = False
        self.rows: list[RowButton] = []
        self._build_choice()
        self._build_secret()
        self._build_way()
        self.form = (self.choice, self.secret, self.way)
        for part in self.form:
            self.card.add(part)
        self.add_code()

    def title(self) -> str:
        return _("Restaurar de una copia")

    def help_text(self) -> str:
        return _(
            "Conecte la memoria donde Advisor guardó las copias y elíjala. De la lista escoja una: "
            "la primera es la más nueva.\n\n"
            "Después escriba la contraseña que tenía en el otro equipo, o el código de "
            "recuperación. Mientras no termine, nada cambia en este equipo."
        )

    def open(self) -> None:
        self._show_step(self.choice)

    def first_focus(self) -> QWidget:
        if not self.secret.isHidden():
            return self._typed()
        return self.rows[0] if self.rows else self.place_button

    def leave(self) -> bool:
        self._stop.set()
        return super().leave()

    # --- the copy ----------------------------------------------------------------------------

    def look_into(self, folder: Path) -> None:
        """List the copies of a folder."""
        self._folder = folder
        self.hide_trouble()
        self.context.tasks.run(lambda: entry.find_copies(folder), self._list, self.show_trouble)

    def _build_choice(self) -> None:
        self.choice, column = _step()
        self.intro = label(
            _("Conecte la memoria con las copias y diga dónde está. Nada cambia en este equipo "
              "mientras la copia no esté completa."),
            "soft",
        )  # fmt: skip
        self.place_button = button(
            _("Elegir la memoria o carpeta…"), "primary", clicked=self._ask_place
        )
        self.found = label("", "heading")
        self.list = QVBoxLayout()
        self.back_button = button(_("Volver"), "link", clicked=self.context.back)
        column.addWidget(self.intro)
        column.addWidget(self.found)
        column.addLayout(self.list)
        column.addWidget(self.place_button)
        column.addWidget(self.back_button)
        self.found.hide()

    def _ask_place(self) -> None:
        ask_folder(self, _("Dónde están las copias"), self.look_into)

    def _list(self, found: list[FoundCopy]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(copy) for copy in found[:_LISTED]]
        for row in self.rows:
            self.list.addWidget(row)
            row.show()  # now, so that it can take the focus
        self.found.setText(
            _("Elija la copia") if found else _("En esa carpeta no hay copias de Advisor.")
        )
        self.found.show()
        self.place_button.setText(_("Elegir otra carpeta…"))
        theme.set_role(self.place_button, "secondary" if found else "primary")
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, copy: FoundCopy) -> RowButton:
        states = {
            "whole": (_("Completa"), "accent"),
            "damaged": (_("Dañada"), "danger"),
            "newer": (_("Versión más nueva"), "attention"),
        }
        word, tone = states[copy.state]
        name = words.opening(words.moment(copy.made_at)) if copy.made_at else _("Sin fecha")
        about = _("{size} · equipo {device} · versión {program}").format(
            size=words.megabytes(copy.size), device=copy.device, program=copy.program
        )
        row = RowButton(name, about if copy.device else copy.file.name, word, tone=tone)
        row.setEnabled(copy.state == "whole")
        row.clicked.connect(partial(self._choose, copy))
        return row

    def _choose(self, copy: FoundCopy) -> None:
        self._copy = copy
        self.hide_trouble()
        when = words.moment(copy.made_at) if copy.made_at else ""
        self.chosen.setText(_("Copia de {when}, {size}").format(
            when=when, size=words.megabytes(copy.size)))  # fmt: skip
        self._show_step(self.secret)

    # --- its secret --------------------------------------------------------------------------

    def _build_secret(self) -> None:
        self.secret, column = _step()
        self.chosen = label("", "name")
        self.kind = ChoiceGroup(
            [("passphrase", _("Contraseña")), ("code", _("Código de recuperación"))],
            _("Con qué se abre"),
        )
        self.passphrase = SecretEdit()
        self.passphrase.line.returnPressed.connect(self._restore)
        self.passphrase_field = Field(
            _("Contraseña"), self.passphrase, _("La que valía cuando se hizo la copia.")
        )
        self.code_line = QLineEdit()
        self.code_line.setMaxLength(60)
        self.code_field = Field(
            _("Código de recuperación"),
            self.code_line,
            _("Las mayúsculas, los espacios y los guiones no importan."),
        )
        self.new_passphrase = NewPassphrase(_("Contraseña nueva"))
        self.new_passphrase.second.line.returnPressed.connect(self._restore)
        self.restore_button = button(_("Restaurar"), "primary", clicked=self._restore)
        self.other_button = button(_("Elegir otra copia"), "link", clicked=self._back_to_list)
        for part in (
            self.chosen,
            self.kind,
            self.passphrase_field,
            self.code_field,
            self.new_passphrase,
            self.restore_button,
            self.other_button,
        ):
            column.addWidget(part)
        self.kind.set_value("passphrase")
        self.kind.chosen.connect(self._follow_kind)
        self._follow_kind()

    def _follow_kind(self, _kind: object = None) -> None:
        by_code = self.kind.value() == "code"
        self.passphrase_field.setVisible(not by_code)
        self.code_field.setVisible(by_code)
        self.new_passphrase.setVisible(by_code)

    def _typed(self) -> QWidget:
        return self.code_line if self.kind.value() == "code" else self.passphrase.line

    def _back_to_list(self) -> None:
        self._copy = None
        self.hide_trouble()
        self._show_step(self.choice)

    def _secret(self) -> Secret | None:
        """What was typed; None where it will not do, which is said beside the field."""
        from advisor_app.services.restoring import Secret

        if self.kind.value() == "passphrase":
            typed = self.passphrase.text()
            self.passphrase_field.set_error(None if typed else _("Escriba la contraseña."))
            return Secret(typed) if typed else None
        typed = self.code_line.text().strip()
        self.code_field.set_error(None if typed else _("Escriba el código de su hoja."))
        if not typed or not self.new_passphrase.accepts():
            return None
        return Secret(self.new_passphrase.text(), typed)

    # --- the way back ------------------------------------------------------------------------

    def _build_way(self) -> None:
        self.way, column = _step()
        self.working = label("", "answer")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance de la restauración"))
        self.cancel_button = button(_("Cancelar"), clicked=self._cancel)
        for part in (self.working, self.progress, self.cancel_button):
            column.addWidget(part)

    def _restore(self) -> None:
        copy = self._copy
        secret = self._secret()
        if copy is None or secret is None or self._is_working:
            if secret is None:
                self._typed().setFocus()
            return
        self.hide_trouble()
        self._is_working = True
        self.progress.setValue(0)
        self.working.setText(_("Trayendo y comprobando cada archivo…"))
        self._show_step(self.way)
        self._stop = threading.Event()
        folder, stopped = self.context.folder, self._stop.is_set
        self.context.tasks.run_long(
            lambda tell: entry.restore(copy, folder, secret, tell, stopped),
            self._restored,
            self._refused,
            progress=self._progressed,
        )

    def _progressed(self, progress: Progress) -> None:
        self.progress.setValue(progress.done * 100 // max(1, progress.total))

    def _cancel(self) -> None:
        self._stop.set()
        self.working.setText(_("Cancelando…"))

    def _restored(self, made: tuple[Session, str]) -> None:
        self._is_working = False
        session, code = made
        for one in (self.passphrase, self.new_passphrase):
            one.clear()
        if code:
            self.keep_code(made)
        else:
            self.context.entered(session)

    def _refused(self, error: AdvisorError) -> None:
        self._is_working = False
        self._show_step(self.secret)
        if entry.is_wrong_passphrase(error):
            by_code = self.kind.value() == "code"
            (self.code_field if by_code else self.passphrase_field).set_error(str(error))
        else:
            self.show_trouble(error)

    def _show_step(self, step: QWidget) -> None:
        headings = {
            self.choice: _("Restaurar de una copia"),
            self.secret: _("¿Con qué se abre?"),
            self.way: _("Restaurando…"),
        }
        self.set_heading(headings[step])
        for part in (self.choice, self.secret, self.way):
            part.setVisible(part is step)
        focus = self.cancel_button if step is self.way else self.first_focus()
        focus.setFocus(Qt.FocusReason.OtherFocusReason)


def _step() -> tuple[QWidget, QVBoxLayout]:
    """An empty part of the card, and its column."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.look().space(16))
    return made, column
