"""The papers of a visit: open each, and see which has a number and which is signed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain.document import CONSENT, DIAGNOSIS, GAP_REPORT, PLAN, VISIT_RECORD
from advisor_app.domain.visit import OUTCOMES, payable_hours
from advisor_app.i18n import _, language
from ui.models.papers import PaperRow, PapersPage, read_papers
from ui.screens.base import Screen
from ui.visit_papers import VisitPrinting
from ui.widgets.basic import Card, Column, button, label
from ui.widgets.flow import FlowButtons
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.changes import Changes
    from advisor_app.services.documents import VisitPaper
    from advisor_app.services.visits import Visit
    from ui.context import Context

_ICONS = {
    DIAGNOSIS: "ladder",
    GAP_REPORT: "done",
    PLAN: "list",
    VISIT_RECORD: "note",
    CONSENT: "shield",
}


class PapersScreen(Screen):
    """Built anew from what is stored each time something changes."""

    route: ClassVar[str] = "papers"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._visit_id = ""
        self._page: PapersPage | None = None
        self._content: QWidget | None = None
        self.rows: dict[str, RowButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        outer.addWidget(self.column)
        self.heading = label("", "title")
        self.facts = label("", "soft")
        self._printing = VisitPrinting(context, self)
        self.show_button = button(
            _("Ver el acta"), "primary", icon="note", clicked=self._show_record
        )
        self.sign_button = button(_("Firmar el acta"), icon="edit", clicked=self._sign_record)
        self.print_button = button(_("Imprimir todo"), icon="print", clicked=self._print_all)
        self.photos_button = button(_("Ordenar fotos"), icon="camera", clicked=self._sort_photos)
        self.firm_button = button(_("Ir a la empresa"), clicked=self._go_to_firm)
        self.papers = Card(_("Documentos de la visita"))
        for part in (self.heading, self.facts, self.papers):
            self.column.add(part)
        ways = (
            self.show_button,
            self.sign_button,
            self.print_button,
            self.photos_button,
            self.firm_button,
        )
        self.column.add(FlowButtons(ways))
        self.column.end()
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.print_button.click)

    def title(self) -> str:
        if self._page is None:
            return _("Documentos de la visita")
        return _("{firm} · visita {number}").format(
            firm=self._page.firm_name, number=self._page.visit.number
        )

    def help_text(self) -> str:
        return _(
            "Estos son los documentos de la visita. Abra cada uno para verlo, imprimirlo, "
            "guardarlo o pasarlo al teléfono. Ctrl+P los imprime todos.\n"
            "Un documento recibe su número la primera vez que sale; el acta lo recibe al cerrar "
            "la visita. Después de firmado ya no cambia: lo que falte va en una versión nueva que "
            "nombra a la anterior."
        )

    def open(self, *, visit_id: str = "") -> None:
        self._visit_id = visit_id
        self._page = None
        self._read()

    def first_focus(self) -> QWidget:
        if self.show_button.isVisible() or not self.rows:
            return self.show_button
        return next(iter(self.rows.values()))

    def on_changes(self, changes: Changes) -> None:
        if self._page is not None and self._page.visit.firm_id in changes.firm_ids:
            self._read()

    def _read(self) -> None:
        session, visit_id = self.context.session, self._visit_id
        if session is not None and visit_id:
            self.context.tasks.run(
                lambda: read_papers(session, visit_id), self._show, self._could_not_read
            )

    def _could_not_read(self, error: AdvisorError) -> None:
        self.context.explain(error, self._read)

    def _show(self, page: PapersPage) -> None:
        if page.visit.id != self._visit_id:
            return
        is_first = self._page is None
        self._page = page
        state = _("Visita {number}") if page.visit.is_open else _("Visita {number} cerrada")
        self.heading.setText(state.format(number=page.visit.number))
        self.facts.setText(_facts(page.visit))
        self._fill(page.rows)
        for made in (self.show_button, self.sign_button):
            made.setVisible(VISIT_RECORD in self.rows)
        self.print_button.setEnabled(bool(self.rows))
        self.title_changed.emit()
        if is_first:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, rows: list[PaperRow]) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        self.rows = {}
        for row in rows:
            made = _row_button(row)
            self.rows.setdefault(row.paper.kind, made)  # a visit may have several of a kind
            made.clicked.connect(partial(self._open_paper, row.paper))
            column.addWidget(made)
        if not rows:
            column.addWidget(label(_("Esta visita todavía no tiene documentos."), "soft"))
        self.papers.add(self._content)

    def _open_paper(self, paper: VisitPaper, _checked: bool = False) -> None:
        self.context.go("report", kind=paper.kind, subject_id=paper.subject_id)

    def _show_record(self) -> None:
        """Open the record; while the visit goes on there is none."""
        self.rows[VISIT_RECORD].click()

    def _sign_record(self) -> None:
        self.context.go("sign", kind=VISIT_RECORD, subject_id=self._visit_id)

    def _print_all(self) -> None:
        if self.rows:
            self._printing.ask(self._visit_id)

    def _sort_photos(self) -> None:
        self.context.go("photos", visit_id=self._visit_id)

    def _go_to_firm(self) -> None:
        if self._page is not None:
            self.context.go("firm", firm_id=self._page.visit.firm_id)


def _row_button(row: PaperRow) -> RowButton:
    icon = _ICONS.get(row.paper.kind, "person")
    if row.issued is None:
        told = _("Recibe su número al imprimirlo, guardarlo o firmarlo")
        return RowButton(row.paper.title, told, icon=icon)
    told = _("{number} · versión {version}").format(
        number=row.issued.number, version=row.issued.version
    )
    aside = _("Firmado") if row.is_signed else _("Sin firmar")
    tone = "accent" if row.is_signed else "attention"
    return RowButton(row.paper.title, told, aside, icon=icon, tone=tone)


def _facts(visit: Visit) -> str:
    """When, how it ended, and the hours that count."""
    lang = language()
    start = formats.local(visit.started_at, visit.started_at_offset)
    parts = [formats.long_date(start.date(), lang)]
    if visit.outcome is not None and visit.ended_at is not None:
        hours = payable_hours(visit.started_at, visit.ended_at, visit.break_minutes)
        parts.append(OUTCOMES[visit.outcome].in_(lang))
        parts.append(_("{hours} horas").format(hours=formats.number(hours, lang, 2)))
    return " · ".join(parts)
