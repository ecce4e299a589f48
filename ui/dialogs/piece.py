"""Photos and papers, one at a time and large: what each shows, backs, and how to take it away."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from advisor_app.i18n import _, language
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.models.evidence_list import name_of
from ui.report_paper import ask_place, plain_name, write
from ui.widgets.basic import button, label
from ui.widgets.field import Field
from ui.widgets.picture import Picture
from ui.widgets.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.evidence import Evidence, Link, Piece, Point
    from ui.context import Context
    from ui.widgets.report_view import ReportView

_TALL = 400
_SHARE = 0.44  # of the window's height, so that large type has room too


class Holder(Protocol):
    """Whoever keeps the pieces that are shown."""

    def remove(self, piece: Piece, /) -> None:
        """Take a piece away."""

    def describe(self, piece: Piece, caption: str) -> None:
        """Say what a piece shows."""


class PieceSheet(Sheet):
    """Shows one of several pieces; a caption is kept when another is shown. Use ``open()``."""

    def __init__(
        self,
        context: Context,
        keeper: Holder,
        pieces: Sequence[Piece],
        at: int,
        parent: QWidget,
    ) -> None:
        super().__init__(name_of(pieces[at]), parent, width=980, height=760)
        self._context = context
        self._keeper = keeper
        self._pieces = list(pieces)
        self._at = at
        self._points: tuple[Point, ...] = ()
        tall = min(theme.look().space(_TALL), round(parent.window().height() * _SHARE))
        self.picture = Picture("", tall)
        self.paper: ReportView | None = None
        self.steps = Steps()
        self.caption = QLineEdit()
        self.caption.setMaxLength(200)
        self.backs = label("", "soft")
        self.trouble = label("", "error")
        self.link_button = button(_("Enlazar a otro punto"), icon="plus", clicked=self._choose)
        self.copy_button = button(_("Guardar copia"), icon="save", clicked=self._copy)
        self.remove_button = button(_("Quitar"), "danger", icon="delete", clicked=self._remove)
        self._lay_out()
        self.steps.moved.connect(self._move)
        self.finished.connect(self._keep_caption)
        for keys, act in ((("Left", "Alt+Left"), self.steps.go_back),
                          (("Right", "Alt+Right"), self.steps.go_on)):  # fmt: skip
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(act)
        self._load()
        work = partial(context.open_session.evidence.points, self._piece.firm_id)
        context.tasks.run(work, self._name_links, self._refuse)

    def _lay_out(self) -> None:
        self.head.addWidget(self.steps)
        self.column.add(self.picture)
        self.column.add(Field(_("Qué se ve"), self.caption, _("Sale debajo de la foto.")))
        self.column.add(self.backs)
        self.column.add(self.trouble)
        self.column.end()
        for place, one in enumerate((self.link_button, self.copy_button, self.remove_button)):
            self.foot.insertWidget(place, one)
        close = self.add_close(_("Listo"))
        if len(self._pieces) > 1:
            close.setFocus()  # in the field of the caption, the arrows would move in its text

    @property
    def _piece(self) -> Piece:
        return self._pieces[self._at]

    def _move(self, by: int) -> None:
        self._keep_caption()
        self._at += by
        self._load()
        self._tell_links()

    def _load(self) -> None:
        """Show the piece that was come to; what is still on its way for another is not shown."""
        evidence, piece = self._context.open_session.evidence, self._piece
        self.heading.setText(name_of(piece))
        self.setWindowTitle(name_of(piece))
        self.steps.show_place(self._at, len(self._pieces))
        self.caption.setText(piece.caption)
        self.trouble.hide()
        self.picture.setAccessibleName(name_of(piece))
        self.picture.show_image(None)
        self.picture.setVisible(piece.is_picture)
        if self.paper is not None:
            self.paper.setVisible(not piece.is_picture)
        if piece.is_picture:
            work = partial(_image_of, evidence, piece)
            self._context.tasks.run_long(work, partial(self._show_image, piece.id), self._refuse)
        else:
            pdf = partial(evidence.picture, piece.id)
            self._context.tasks.run_long(pdf, partial(self._show_paper, piece.id), self._refuse)

    def _show_image(self, piece_id: str, image: QImage) -> None:
        if piece_id == self._piece.id:
            self.picture.show_image(image)

    def _show_paper(self, piece_id: str, pdf: bytes) -> None:
        if piece_id != self._piece.id:
            return
        if self.paper is None:
            from ui.widgets.report_view import ReportView

            self.paper = ReportView()
            self.paper.setFixedHeight(self.picture.height())
            self.column.body.insertWidget(0, self.paper)
            self.paper.show()
        self.paper.paper.setAccessibleName(name_of(self._piece))
        self.paper.show_pdf(pdf)

    def _name_links(self, points: tuple[Point, ...]) -> None:
        self._points = points
        self._tell_links()

    def _tell_links(self) -> None:
        lang = language()
        names = {one.link: f"{one.link.item} {one.title.in_(lang)} · {one.of.in_(lang)}"
                 for one in self._points}  # fmt: skip
        lines = [names.get(link, link.item) for link in self._piece.links]
        open_links = {one.link for one in self._points if one.is_open}
        changes = all(link in open_links for link in self._piece.links)
        closed = [] if changes else [_("Algo de esto ya está cerrado: la evidencia no cambia.")]
        self.backs.setText("\n".join([_("Respalda:"), *lines, *closed] if lines else []))
        self.caption.setReadOnly(not changes)
        self.remove_button.setEnabled(changes)

    def _choose(self) -> None:
        from ui.dialogs.go_to_point import GoToPoint

        dialog = GoToPoint(self._points, self)
        dialog.chosen.connect(self._link)
        dialog.open()

    def _link(self, point: Point) -> None:
        evidence = self._context.open_session.evidence
        work = partial(_link, evidence, self._piece.id, point.link)
        self._context.tasks.run(work, self._linked, self._refuse)

    def _linked(self, piece: Piece) -> None:
        self._pieces = [piece if one.id == piece.id else one for one in self._pieces]
        self._tell_links()

    def _copy(self) -> None:
        work = partial(self._context.open_session.evidence.copy_of, self._piece.id)
        self._context.tasks.run_long(work, self._ask_where, self._refuse)

    def _ask_where(self, copy: tuple[bytes, str]) -> None:
        data, ending = copy
        name = plain_name(name_of(self._piece))
        ask_place(self, _("Guardar copia"), name, ending, partial(self._write, data))

    def _write(self, data: bytes, path: str) -> None:
        work = partial(write, Path(path), data)
        self._context.tasks.run_long(work, self._written, self._refuse)

    def _written(self, path: Path) -> None:
        self._context.say(_("Guardado en {folder}").format(folder=path.parent.name))

    def _remove(self) -> None:
        self.caption.setText(self._piece.caption)  # nothing is left to be described
        self._keeper.remove(self._piece)
        self.reject()

    def _keep_caption(self) -> None:
        text = self.caption.text().strip()
        if text != self._piece.caption and self._context.session is not None:
            self._keeper.describe(self._piece, text)
            self._pieces[self._at] = replace(self._piece, caption=text)

    def _refuse(self, error: AdvisorError) -> None:
        self.trouble.setText(f"{error.message} {error.advice}".strip())
        self.trouble.show()


def _image_of(evidence: Evidence, piece: Piece) -> QImage:
    return QImage.fromData(evidence.picture(piece.id))


def _link(evidence: Evidence, piece_id: str, at: Link) -> Piece:
    evidence.link(piece_id, at)
    return evidence.get(piece_id)
