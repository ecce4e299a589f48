"""Photos of a visit, from a telephone's folder to the points that they back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.photo_times import ahead_by
from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.folders import ask_folder
from ui.models.photo_list import PhotoModel, State
from ui.photo_preview import PhotoPreview, thumbnail_of_file
from ui.photo_sorting import PhotoSorting, Sorted
from ui.screens.base import Screen
from ui.thumbnails import Thumbnails
from ui.widgets.basic import Banner, EmptyState, at_top, button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.foot import Foot
from ui.widgets.photo_sorter import PhotoSorter
from ui.widgets.scrolling import Pages, Scroll
from ui.widgets.time import TimeEdit

if TYPE_CHECKING:
    from datetime import datetime

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.evidence import Link, Point, Sorting
    from advisor_app.services.photo_folder import FoundPhoto
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.photo_sorting import Outcome

_EMPTY: Final = 0
_SORTING: Final = 1


def read_sorting(session: Session, visit_id: str, firm_id: str) -> Sorting | None:
    """What photos are sorted by: of a visit, or of the firm's last one; None without any."""
    if not visit_id:
        visits = session.visits.of_firm(firm_id)
        visit_id = visits[-1].id if visits else ""
    return session.evidence.sorting(visit_id) if visit_id else None


class PhotosScreen(Screen):
    """Each photo is kept at once; the proposals of all the others with one button."""

    route: ClassVar[str] = "photos"
    folds_rail: ClassVar[bool] = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sorting: Sorting | None = None
        self._here: datetime = clock.now()
        self._ahead = timedelta(0)
        self._kept: list[tuple[str, Link]] = []
        self.sorting = PhotoSorting(context, self)
        self.thumbnails = Thumbnails(context.tasks, thumbnail_of_file, self)
        self.model = PhotoModel(self.thumbnails, self)
        self.sorter = PhotoSorter(self.model)
        self.preview = PhotoPreview(context.tasks, self)
        self.folder_button = button(_("Elegir carpeta"), icon="camera", clicked=self.choose_folder)
        self.clock_edit = TimeEdit()
        self.clock_field = Field("", self.clock_edit)
        self.others = QCheckBox()
        self.consent_button = button(_("Ir a la autorización"), clicked=self._go_to_consent)
        self.trouble = Banner("", kind="attention", actions=(self.consent_button,))
        self.told = label("", "soft")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance"))
        self.stop_button = button(_("Detener"), clicked=self._stop)
        self.undo_button = button(_("Deshacer"), icon="undo", clicked=self.undo)
        self.keep_button = button("", "primary", clicked=self.keep_proposals)
        self.foot = Foot((self.undo_button, self.stop_button), self.keep_button)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        space = theme.look().space
        self.begin_button = button(
            _("Elegir carpeta"), "primary", icon="camera", clicked=self.choose_folder
        )
        self.empty = EmptyState(
            "camera",
            _("Elija la carpeta con las fotos del teléfono"),
            self.begin_button,
            detail=_(
                "Copie las fotos de la carpeta DCIM del teléfono a una memoria o a este equipo. "
                "Solo se muestran las de la hora de la visita, y las copiadas se quedan donde "
                "están."
            ),
        )
        head = QHBoxLayout()
        head.setSpacing(space(16))
        head.addWidget(self.clock_field, 1)
        head.addWidget(FlowButtons([self.folder_button, self.others]), 2)
        sorting = QWidget()
        column = QVBoxLayout(sorting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        column.addLayout(head)
        column.addWidget(self.told)
        column.addWidget(self.sorter, 1)
        self.pages = Pages()
        self.pages.addWidget(Scroll(at_top(self.empty)))
        self.pages.addWidget(sorting)
        inner = QVBoxLayout()
        inner.setContentsMargins(space(16), space(12), space(16), space(8))
        inner.setSpacing(space(8))
        for one in (self.trouble, self.progress):
            inner.addWidget(one)
        inner.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(inner, 1)
        whole.addWidget(self.foot)

    def _connect(self) -> None:
        self.sorting.seen.connect(self._tell_seen)
        self.sorting.found.connect(self._show_photos)
        self.sorting.kept.connect(self._note)
        self.sorting.returned.connect(self._take_back)
        self.sorting.working.connect(self._show_work)
        self.sorting.failed.connect(self._say_trouble)
        self.sorter.assigned.connect(self._assign)
        self.sorter.skipped.connect(self._skip)
        self.sorter.looked_at.connect(self.preview.look_at)
        self.preview.ready.connect(self.sorter.show_image)
        self.clock_edit.editingFinished.connect(self._set_clock)
        self.others.toggled.connect(self._show_others)
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+Return", self.keep_proposals)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- the screen's life -------------------------------------------------------------------

    def title(self) -> str:
        if self._sorting is None:
            return _("Ordenar fotos")
        return _("{firm} · ordenar fotos").format(firm=self._sorting.firm_name)

    def help_text(self) -> str:
        return _(
            "Recorra la planta con el teléfono y ordene las fotos después. Cada una se propone en "
            "el punto que se estaba contestando a esa hora; si el reloj del teléfono va "
            "adelantado o atrasado, escriba la hora que marca.\n\n"
            "Enter guarda la foto en el punto elegido y pasa a la siguiente; con letras o números "
            "se busca otro punto; Espacio la salta; Ctrl+Z deshace. Ctrl+Enter guarda todas las "
            "propuestas. Cada foto guardada ya está segura: puede detenerse cuando quiera."
        )

    def open(self, *, visit_id: str = "", firm_id: str = "") -> None:
        session = self.context.open_session
        self.context.tasks.run(partial(read_sorting, session, visit_id, firm_id), self._start)

    def first_focus(self) -> QWidget:
        return self.begin_button if self.pages.currentIndex() == _EMPTY else self.sorter.list

    def leave(self) -> bool:
        self.preview.stop()
        self.thumbnails.stop()
        if self.pages.currentIndex() == _EMPTY:
            self.sorting.stop()
        return True

    def _start(self, sorting: Sorting | None) -> None:
        before, self._sorting = self._sorting, sorting
        if sorting is None or before is None or sorting.visit_id != before.visit_id:
            self.sorting.stop()
            self.pages.setCurrentIndex(_EMPTY)
            self._kept = []
        self._here = clock.now()
        lang, here = language(), _local(self._here)
        self.clock_field.set_name(
            _("Hora del teléfono cuando aquí son las {time}").format(
                time=formats.clock_time(here, lang)
            )
        )
        self.clock_edit.set_value(_local(self._here + self._ahead).time())
        shown = self.sorter.current
        self.model.show_sorting(sorting)
        self.sorter.show_points(sorting.points if sorting else ())
        self.sorter.go_to(self.model.place_of(shown.key if shown else ""))
        self._show_hindrance(sorting)
        self._show_counts()
        self.title_changed.emit()
        self.first_focus().setFocus()

    def _show_hindrance(self, sorting: Sorting | None) -> None:
        """Why no photo can be kept, if none can."""
        text = advice = ""
        if sorting is None:
            text = _("Esta empresa no tiene ninguna visita todavía.")
        elif not sorting.may_keep:
            text = _("La empresa no ha autorizado fotos.")
            advice = _("Pregúntele antes de guardar alguna; la respuesta queda registrada.")
        elif not sorting.points:
            text = _("No hay ninguna lista ni diagnóstico abierto que una foto pueda respaldar.")
        self.trouble.show_text(text, advice, kind="attention")
        self.trouble.actions_row.setVisible(bool(advice))
        self.trouble.setVisible(bool(text))
        self.begin_button.setEnabled(not text)
        self.folder_button.setEnabled(not text)

    # --- the folder --------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Ask for the folder of the photos."""
        ask_folder(self, _("Carpeta con las fotos"), self.look_through)

    def look_through(self, folder: Path) -> None:
        """Show the photos of a folder that are of the visit."""
        if self.sorting.is_busy:
            self.context.say(_("Todavía se están guardando fotos; espere o deténgalo."))
        elif self._sorting is not None:
            self.sorting.look_through(folder, self._sorting)
            self.progress.setRange(0, 0)
            self._show_foot()

    def _tell_seen(self, count: int) -> None:
        self.foot.words.setText(_("{n} fotos revisadas…").format(n=count))

    def _show_photos(self, photos: tuple[FoundPhoto, ...]) -> None:
        if self._sorting is None:
            return
        self._kept = []
        self.model.show_photos(photos)
        self.pages.setCurrentIndex(_SORTING)
        self._tell_found()
        self.sorter.go_to(self.model.index(0, 0))

    def _set_clock(self) -> None:
        shown = self.clock_edit.value()
        self.clock_field.set_error(self.clock_edit.problem())
        if shown is None:
            return
        ahead = ahead_by(shown, _local(self._here).time())
        if ahead != self._ahead:
            self._ahead = ahead
            self.model.set_clock(ahead)
            self._tell_found()
            self.sorter.list.setCurrentIndex(self.model.index(0, 0))

    def _show_others(self, too: bool) -> None:
        self.model.show_others(too=too)
        self._tell_found()
        self.sorter.go_to(self.model.index(0, 0))

    def _tell_found(self) -> None:
        count, others = self.model.rowCount(), self.model.others
        said = ngettext("{n} foto de la visita.", "{n} fotos de la visita.", count).format(n=count)
        if not count:
            said = _(
                "Ninguna foto es de la hora de la visita. Revise la carpeta y la hora del teléfono."
            )
        self.told.setText(f"{said} {self.sorting.unread}".strip())
        self.others.setText(_("Mostrar las de otras horas ({n})").format(n=others))
        self.others.setVisible(bool(others) or self.others.isChecked())
        self._show_counts()

    # --- sorting -----------------------------------------------------------------------------

    def keep_proposals(self) -> None:
        """Keep every photo that waits at the point proposed for it."""
        rows = self.model.proposals
        for row in rows:
            self.model.change(row.key, state=State.KEEPING)
        self.sorting.keep(
            Sorted(row.key, row.photo.path, row.point.link, self._ahead)
            for row in rows
            if row.point is not None
        )
        self._show_counts()

    def undo(self) -> None:
        """Let go of the photo that was kept last."""
        if not self._kept:
            self.context.say(_("No hay nada que deshacer."))
            return
        key, at = self._kept.pop()
        row = self.model.get(key)
        if row is not None:
            self.sorter.go_to(self.model.place_of(key))
            failed = partial(self._keep_way_back, key, at)
            self.sorting.let_go(key, row.piece_id, at, failed)

    def _keep_way_back(self, key: str, at: Link, error: AdvisorError) -> None:
        self._kept.append((key, at))
        self._say_trouble(error)

    def _assign(self, key: str, point: Point) -> None:
        row = self.model.get(key)
        if row is None or row.state in (State.KEPT, State.KEEPING):
            return
        self.model.change(key, point=point, state=State.KEEPING)
        self.sorting.keep([Sorted(key, row.photo.path, point.link, self._ahead)])
        self.sorter.go_on()
        self._show_counts()

    def _skip(self, key: str) -> None:
        row = self.model.get(key)
        if row is not None and row.state in (State.WAITING, State.SKIPPED):
            is_skipped = row.state is State.SKIPPED
            self.model.change(key, state=State.WAITING if is_skipped else State.SKIPPED)
            if not is_skipped:
                self.sorter.go_on()
            self._show_counts()

    def _note(self, outcome: Outcome) -> None:
        row = self.model.get(outcome.key)
        if row is None or row.point is None:
            return
        if outcome.error is None:
            self.model.change(outcome.key, state=State.KEPT, piece_id=outcome.piece_id)
            self._kept.append((outcome.key, row.point.link))
        else:
            trouble = outcome.error.message
            self.model.change(outcome.key, state=State.REFUSED, trouble=trouble)

    def _take_back(self, key: str) -> None:
        self.model.change(key, state=State.WAITING, piece_id="")
        self._show_counts()

    def _stop(self) -> None:
        self.sorting.stop()
        self._show_foot()

    def _show_work(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        self._show_counts()
        if total:
            said = _("Guardando {n} de {all}…").format(n=min(done + 1, total), all=total)
            self.foot.words.setText(said)

    def _show_foot(self) -> None:
        """What there is to do; while nothing is, the screen only asks for a folder."""
        is_sorting, is_busy = self.pages.currentIndex() == _SORTING, self.sorting.is_busy
        for one in (self.progress, self.stop_button):
            one.setVisible(is_busy)
        for one in (self.undo_button, self.keep_button):
            one.setVisible(is_sorting)
        self.foot.setVisible(is_sorting or is_busy)

    def _show_counts(self) -> None:
        self._show_foot()
        proposals = len(self.model.proposals)
        words = ngettext("Guardar {n} propuesta", "Guardar {n} propuestas", proposals)
        self.keep_button.setText(words.format(n=proposals))
        self.keep_button.setEnabled(bool(proposals))
        self.undo_button.setEnabled(bool(self._kept))
        kept = self.model.count(State.KEPT)
        said = ngettext("{n} foto guardada.", "{n} fotos guardadas.", kept).format(n=kept)
        self.foot.words.setText(said if kept else "")

    def _say_trouble(self, error: AdvisorError) -> None:
        self._show_work(0, 0)
        self.context.explain(error)

    def _go_to_consent(self) -> None:
        if self._sorting is not None:
            self.context.go("consent", firm_id=self._sorting.firm_id)


def _local(moment: datetime) -> datetime:
    return formats.local(moment, clock.offset_minutes())
