"""Own lists of requirements: begun with one touch, brought in from a spreadsheet, saved as one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from advisor_app.i18n import _, language
from ui.dialogs.question import Question
from ui.report_paper import ask_place, file_dialog, plain_name
from ui.widgets.basic import Card, button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from advisor_app.services.lists import Brought, ListName
    from advisor_app.services.session import Session
    from ui.context import Context

_BLANK: Final = ""


class OwnLists(Card):
    """What can be done with lists in a spreadsheet.

    Signals:
        begun: the id of a list to begin with.
        changed: a list was installed or taken away.
    """

    begun = Signal(str)
    changed = Signal()

    def __init__(
        self,
        context: Context,
        names: Sequence[ListName],
        under_way: Collection[str],
        parent: QWidget,
    ) -> None:
        super().__init__(_("Listas propias"), parent)
        self._context = context
        self.rows: dict[str, RowButton] = {}
        self.add(
            label(
                _(
                    "Una lista que el programa no trae se escribe en una hoja de cálculo, sobre "
                    "la plantilla, y se trae aquí."
                ),
                "soft",
            )
        )
        lang = language()
        for one in names:
            if one.is_own and one.id not in under_way:
                detail = _("Lista propia, versión {version}").format(version=one.version)
                row = RowButton(one.name.in_(lang), detail, icon="plus")
                row.clicked.connect(partial(self.begun.emit, one.id))
                self.rows[one.id] = row
                self.add(row)
        self.which = ChoiceList(
            sorted(((one.id, one.in_(lang)) for one in names), key=lambda pair: pair[1]),
            empty=_("Plantilla en blanco"),
        )
        self.bring_button = button(_("Traer una lista (XLSX)"), icon="plus", clicked=self.bring)
        self.save_button = button(_("Guardar como XLSX"), icon="save", clicked=self.save)
        self.add(FlowButtons([self.bring_button]))
        self.add(Field(_("Qué se guarda"), self.which))
        self.remove_button = button(_("Quitar la lista"), icon="close", clicked=self.remove)
        self._own = {one.id: one for one in names if one.is_own}
        self.which.chosen.connect(self._allow_removing)
        self.add(FlowButtons([self.save_button, self.remove_button]))
        self._allow_removing(None)

    def bring(self) -> None:
        """Ask for the file."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = file_dialog(self, _("Traer una lista"), documents)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Libros de Excel (*.xlsx)"), _("Todo (*)")])
        dialog.fileSelected.connect(self._check)
        dialog.open()

    def save(self) -> None:
        """Ask where the chosen list, or the blank template, goes."""
        key = self.which.value() or _BLANK
        name = plain_name(key.replace("_", " ")) if key else _("plantilla-de-lista")
        ask_place(self, _("Guardar como XLSX"), name, "xlsx", partial(self._save_to, key))

    def remove(self) -> None:
        """Ask before an own list is offered no longer."""
        one = self._own.get(self.which.value() or _BLANK)
        if one is None:
            return
        question = Question(
            _("¿Quitar {name}?").format(name=one.in_(language())),
            [_("Ya no se ofrecerá. Lo que se evaluó con ella sigue como está.")],
            _("Quitar la lista"),
            _("Todavía no"),
            self,
        )
        question.accepted.connect(partial(self._remove, one))
        question.open()

    def _remove(self, one: ListName) -> None:
        lists = self._context.open_session.lists
        self._context.tasks.run(partial(lists.remove, one.id, one.version), self._removed)

    def _removed(self, _standard: object) -> None:
        self._context.say(_("Lista quitada"))
        self.changed.emit()

    def _allow_removing(self, _key: object) -> None:
        self.remove_button.setVisible(self.which.value() in self._own)

    def _check(self, path: str) -> None:
        from ui.dialogs.bring_list import BringList

        sheet = BringList(self._context, Path(path), self)
        sheet.installed.connect(self._installed)
        sheet.open()

    def _installed(self, brought: Brought) -> None:
        standard = brought.standard
        self._context.say(
            _("Instalada: {name}, versión {version}").format(
                name=standard.name.in_(language()), version=standard.version
            )
        )
        self.changed.emit()

    def _save_to(self, key: str, path: str) -> None:
        work = partial(_write, self._context.open_session, key, Path(path), language())
        self._context.tasks.run_long(work, self._saved)

    def _saved(self, path: Path) -> None:
        self._context.say(_("Guardado en {folder}").format(folder=path.parent.name))


def _write(session: Session, key: str, path: Path, lang: str) -> Path:
    from advisor_app.services import list_files

    if key:
        list_files.write_list(session.lists.find(key), path, lang)
    else:
        list_files.write_template(path, lang)
    return path
