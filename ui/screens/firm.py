"""A firm's page: what it is, what happened, and the one next step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain.explain import level_name
from advisor_app.domain.places import shipped_places
from advisor_app.i18n import _, language
from ui import theme
from ui.forms.row import Row
from ui.models import words
from ui.models.firm_page import FirmPage, read_page
from ui.models.next_step import NextStep, next_step
from ui.screens.base import Screen
from ui.visit_papers import VisitPrinting
from ui.widgets.basic import Banner, Card, Column, button, label
from ui.widgets.firm_cards import (
    consent_card,
    differing_row,
    facts_card,
    history_card,
    is_open_visit,
    people_card,
    unsigned_card,
)
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.changes import Changes
    from advisor_app.services.firms import HistoryEntry
    from ui.context import Context


class FirmScreen(Screen):
    """Built anew from what is stored each time something changes."""

    route: ClassVar[str] = "firm"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._page: FirmPage | None = None
        self._step: NextStep | None = None
        self._content: QWidget | None = None
        self.next_button: QPushButton | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        outer.addWidget(self.column)
        self.column.end()
        self._printing = VisitPrinting(context, self)
        for keys, act in ((_("E"), self._edit), ("P", self._plan), ("Ctrl+P", self._print_visit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def title(self) -> str:
        return self._page.firm.shown_name if self._page else _("Empresa")

    def help_text(self) -> str:
        return _(
            "El botón principal es siempre lo que sigue: pedir la autorización, empezar la "
            "visita, seguir la entrevista o ver el resultado.\n"
            "E abre los datos para completarlos o corregirlos, P el plan de mejora. "
            "Ctrl+P imprime los documentos de la última visita."
        )

    def open(self, *, firm_id: str = "") -> None:
        if firm_id != self._firm_id:
            self._page = None
        self._firm_id = firm_id
        self._read()

    def first_focus(self) -> QWidget:
        return self.next_button or self

    def on_changes(self, changes: Changes) -> None:
        if self._firm_id in changes.firm_ids:
            self._read()

    # --- showing -----------------------------------------------------------------------------

    def _read(self) -> None:
        session, firm_id = self.context.session, self._firm_id
        if session is not None and firm_id:
            self.context.tasks.run(lambda: read_page(session, firm_id), self._show)

    def _show(self, page: FirmPage) -> None:
        if page.firm.id != self._firm_id:
            return
        at = self.column.verticalScrollBar().value() if self._page else 0
        held = self._content is None or self.isAncestorOf(self.focusWidget() or self)
        self._page = page
        self._step = next_step(page.firm, page.consents, page.visit, page.latest)
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = self._build(page, self._step)
        self.column.body.insertWidget(0, self._content)
        self._content.show()
        self.column.verticalScrollBar().setValue(at)
        self.title_changed.emit()
        if held and self.next_button is not None:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, page: FirmPage, step: NextStep) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.body.spacing())
        column.addWidget(self._heading(page))
        if page.twins:
            column.addWidget(self._twin_banner(page))
        if page.conflicts:
            column.addWidget(differing_row(page.conflicts, self._settle))
        column.addWidget(self._next_card(page, step))
        if page.unsigned:
            column.addWidget(unsigned_card(page.unsigned, self._sign))
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(self.column.body.spacing())
        beside.addWidget(people_card(page.people, self._edit_contact))
        beside.addWidget(consent_card(page.consents, self._consent))
        left = QWidget()
        main = QVBoxLayout(left)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(self.column.body.spacing())
        main.addWidget(facts_card(page.firm, self._edit))
        main.addWidget(history_card(page.history, self._opener))
        column.addWidget(Row([left, right], narrowest=400, stretch=(3, 2)))
        return content

    def _heading(self, page: FirmPage) -> QWidget:
        firm = page.firm
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(6))
        column.addWidget(label(firm.legal_name, "title"))
        place = shipped_places().get(firm.divipola) if firm.divipola else None
        number = formats.nit(firm.nit, firm.nit_dv) if firm.nit else firm.office_code
        parts = [
            firm.trade_name if firm.trade_name != firm.legal_name else "",
            number,
            place.shown if place else "",
            words.sector_name(firm.sector) if firm.sector else "",
        ]
        column.addWidget(label(" · ".join(part for part in parts if part), "soft"))
        badges = FlowButtons()
        closed = next((view for view in page.history if view.level is not None), None)
        if closed is not None and closed.level is not None:
            level = label(
                _("Nivel {n}, {name}").format(
                    n=closed.level, name=level_name(closed.level, language())
                ),
                "badge",
                wrap=False,
            )
            level.setProperty("level", closed.level)
            badges.add(level)
        if place and place.pdet_subregion:
            words_of_place = _("PDET {subregion}").format(subregion=place.pdet_subregion)
            pdet = label(words_of_place, "badge", wrap=False)
            pdet.setProperty("tone", "info")
            badges.add(pdet)
        column.addWidget(badges)
        return made

    def _next_card(self, page: FirmPage, step: NextStep) -> Card:
        card = Card(_("Lo que sigue"))
        card.add(label(step.reason, "answer"))
        self.next_button = button(step.words, "primary", icon="right", clicked=self._go_on)
        buttons = [self.next_button]
        if page.visit is not None and step.route != "visit_end":
            buttons.append(button(_("Cerrar la visita"), clicked=self._end_visit))
        if page.visit is None and page.consents.data and step.route != "visit_start":
            buttons.append(button(_("Empezar otra visita"), clicked=self._start_visit))
        if page.consents.data:
            buttons.append(
                button(_("Comparar con una norma"), icon="list", clicked=self._standards)
            )
            buttons.append(button(_("Plan de mejora"), icon="done", clicked=self._plan))
        if page.visit is None:
            buttons.append(button(_("No hubo visita"), "quiet", clicked=self._nobody))
        if page.printable_visit:
            buttons.append(
                button(_("Imprimir la visita"), "quiet", icon="print", clicked=self._print_visit)
            )
        if page.consents.image and (page.visit or page.printable_visit):
            buttons.append(
                button(_("Ordenar fotos"), "quiet", icon="camera", clicked=self._sort_photos)
            )
        buttons.append(button(_("En papel"), "quiet", icon="note", clicked=self._on_paper))
        card.add(FlowButtons(buttons))
        return card

    def _twin_banner(self, page: FirmPage) -> Banner:
        twin = page.twins[0]
        return Banner(
            _("Otra empresa tiene este mismo NIT: {firm}, {place}.").format(
                firm=twin.name, place=twin.place or _("sin municipio")
            ),
            _("Están enlazadas. La oficina puede unirlas si son la misma."),
            kind="attention",
            actions=[
                button(_("Abrir la otra"), clicked=partial(self._open_firm, twin.id)),
            ],
        )

    def _opener(self, entry: HistoryEntry) -> Callable[[], object] | None:
        if entry.kind == "assessment":
            return partial(self._open_assessment, entry.ref, entry.state == "draft")
        if entry.kind == "gap":
            route = "gap" if entry.state == "draft" else "gap_result"
            return partial(self.context.go, route, assessment_id=entry.ref)
        if is_open_visit(entry):
            return self._end_visit
        if entry.kind == "visit":
            return partial(self.context.go, "papers", visit_id=entry.ref)
        if entry.paper:
            show = partial(self.context.go, "report", kind=entry.paper)
            return partial(show, subject_id=entry.subject_id)
        return None

    # --- acting ------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._step is None or self._page is None:
            return
        if self._step.route:
            self.context.go(self._step.route, **self._step.params)
            return
        visit = self._page.visit
        if not self._page.firm.conditions:
            self.context.go(
                "firm_form", firm_id=self._firm_id, group="conditions", then="interview"
            )
            return
        session, firm_id = self.context.open_session, self._firm_id
        visit_id = visit.id if visit else None
        self.context.tasks.run(
            lambda: session.assessments.open_or_start(firm_id, visit_id), self._interview
        )

    def _interview(self, assessment: AssessmentView) -> None:
        self.context.go("interview", assessment_id=assessment.id)

    def _open_assessment(self, assessment_id: str, is_draft: bool) -> None:
        route = "interview" if is_draft else "result"
        self.context.go(route, assessment_id=assessment_id)

    def _sign(self, kind: str, subject_id: str) -> None:
        self.context.go("sign", kind=kind, subject_id=subject_id)

    def _settle(self) -> None:
        self.context.go("conflicts", firm_id=self._firm_id)

    def _edit(self) -> None:
        self.context.go("firm_form", firm_id=self._firm_id)

    def _edit_contact(self) -> None:
        self.context.go("firm_form", firm_id=self._firm_id, group="contact")

    def _consent(self) -> None:
        self.context.go("consent", firm_id=self._firm_id)

    def _start_visit(self) -> None:
        self.context.go("visit_start", firm_id=self._firm_id)

    def _end_visit(self) -> None:
        if self._page is not None and self._page.visit is not None:
            self.context.go("visit_end", visit_id=self._page.visit.id)

    def _print_visit(self) -> None:
        if self._page is not None and self._page.printable_visit:
            self._printing.ask(self._page.printable_visit)

    def _standards(self) -> None:
        self.context.go("standards", firm_id=self._firm_id)

    def _plan(self) -> None:
        if self._page is not None:
            self.context.go("plan", firm_id=self._firm_id)

    def _sort_photos(self) -> None:
        self.context.go("photos", firm_id=self._firm_id)

    def _nobody(self) -> None:
        self.context.go("visit_end", firm_id=self._firm_id)

    def _on_paper(self) -> None:
        self.context.go("paper_forms", firm_id=self._firm_id)

    def _open_firm(self, firm_id: str) -> None:
        self.context.go("firm", firm_id=firm_id)
