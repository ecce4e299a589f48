"""A firm's record in groups: the first one takes two minutes, the rest can come later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from advisor_app.domain import clock
from advisor_app.domain.firm import validate_firm
from advisor_app.domain.places import shipped_places
from advisor_app.i18n import _
from ui.dialogs.question import Question
from ui.forms.conditions import ConditionsGroup
from ui.forms.contact import ContactGroup
from ui.forms.group_stack import KINDS, GroupStack
from ui.forms.identity import IdentityGroup
from ui.forms.keeper import Keeper
from ui.forms.profile_change import DECIDES_QUESTIONS, ProfileChange
from ui.models.firm_page import FirmPage, read_page, representative
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Column, button
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.firm import Firm
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.firms import SavedFirm
    from advisor_app.services.people import Person
    from ui.context import Context


class FirmFormScreen(Screen):
    """Registers a firm, and keeps each field of a registered one as soon as it is left."""

    route: ClassVar[str] = "firm_form"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._page: FirmPage | None = None
        self._then = ""
        self._may_leave = False
        self._undoing = False
        self.groups = GroupStack()
        self.firm_keeper: Keeper[Firm] = Keeper(context, _check_firm, self._store_firm, self)
        self.person_keeper: Keeper[Person] = Keeper(
            context, _check_person, self._store_person, self
        )
        self._profile = ProfileChange(context, self.firm_keeper.change, self)
        self.consent_button = button(_("Pedir la autorización"), clicked=self._ask_consent)
        self.locked = Banner(
            _("Lo demás se abre con la autorización de la empresa."),
            _("Hasta entonces se guardan solo estos datos públicos."),
            actions=[self.consent_button],
        )
        self.done_button = button("", "primary", clicked=self._done)
        self.next_button = button("", clicked=self._next_group)
        self._lay_out()
        self._connect()

    def title(self) -> str:
        if self._page is None:
            return _("Registrar una empresa")
        return _("Datos de {firm}").format(firm=self._page.firm.shown_name)

    def help_text(self) -> str:
        return _(
            "Para registrar una empresa bastan su nombre y su municipio; si no tiene NIT, elija "
            "«Todavía no tiene».\n"
            "Cada dato de una empresa registrada se guarda al salir del campo. Lo que está mal "
            "no se guarda y el campo dice por qué; lo demás sí queda.\n"
            "Alt y un número cambian de grupo. Ctrl+Z deshace. Ctrl+Enter es el botón principal."
        )

    def open(self, *, firm_id: str | None = None, group: str = "", then: str = "") -> None:
        session = self.context.open_session
        self._then = then
        self._may_leave = False
        if firm_id is None:
            self._begin_new(session.firms.new())
            return
        self.context.tasks.run(
            lambda: (read_page(session, firm_id), session.people.new(firm_id)),
            lambda found: self._begin(found[0], found[1], group),
        )

    def first_focus(self) -> QWidget:
        return self.groups.group(self.groups.shown).first()

    def leave(self) -> bool:
        self._settle_focus()
        if self._may_leave or not self._has_loose_ends():
            return True
        new = not self.firm_keeper.is_kept
        asked = Question(
            _("¿Salir sin registrar la empresa?") if new else _("Hay un dato sin corregir"),
            [_("Lo escrito se pierde.") if new else _("Ese dato no se guarda; lo demás ya quedó.")],
            _("Salir"),
            _("Seguir aquí"),
            self,
        )
        asked.accepted.connect(self._leave_anyway)
        asked.open()
        return False

    def unsaved(self) -> bool:
        return not self._may_leave and self._has_loose_ends()

    # --- building ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        outer.addWidget(self.column)
        self.column.add(self.groups)
        self.column.add(self.locked)
        self.column.add(FlowButtons([self.done_button, self.next_button]))
        self.column.end()

    def _connect(self) -> None:
        self.groups.edited.connect(self._edited)
        self.groups.person_edited.connect(self.person_keeper.change)
        self.groups.consent_wanted.connect(self._ask_consent)
        self.groups.twin_wanted.connect(self._open_twin)
        self.groups.chosen.connect(self._choose_group)
        self.groups.moved.connect(self._scroll_to)
        self._profile.refused.connect(self._show_kept)
        self.firm_keeper.changed.connect(self.groups.follow)
        self.firm_keeper.problems_changed.connect(self.groups.show_problems)
        self.firm_keeper.stored.connect(self._stored)
        self.person_keeper.changed.connect(self.groups.follow_person)
        self.person_keeper.problems_changed.connect(self._show_person_problems)
        self.person_keeper.stored.connect(self._say_kept)
        for keys, act in (("Ctrl+Z", self._undo), ("Ctrl+Return", self._done)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- showing -----------------------------------------------------------------------------

    def _begin_new(self, firm: Firm) -> None:
        self._page = None
        self.title_changed.emit()
        self.firm_keeper.begin(firm, kept=False)
        self.groups.take(firm, None)
        self.groups.show_twins(())
        self.groups.part(IdentityGroup).show_extras(shown=False)
        self.groups.tabs.hide()
        self.locked.hide()
        self._show_group("identity")
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, page: FirmPage, new_person: Person, group: str) -> None:
        self._page = page
        agreed = bool(page.consents.data)
        person = representative(page.people, new_person)
        self.firm_keeper.begin(page.firm, kept=True)
        self.person_keeper.begin(person, kept=True)
        self.groups.take(page.firm, person, sensitive_allowed=bool(page.consents.sensitive))
        self.groups.show_twins(page.twins)
        self.groups.part(IdentityGroup).show_extras(shown=True)
        self.groups.tabs.show()
        self.groups.tabs.unlock(unlocked=agreed)
        self.locked.setVisible(not agreed)
        wanted = group if group in KINDS else self.groups.shown
        self._show_group(wanted if agreed else "identity")
        self.title_changed.emit()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_group(self, key: str) -> None:
        self.groups.show_group(key)
        following = self.groups.following
        agreed = self._page is not None and bool(self._page.consents.data)
        self.next_button.setVisible(bool(following) and agreed)
        if following:
            name = KINDS[following].tab_name()
            self.next_button.setText(_("Seguir con: {group}").format(group=name))
        self.done_button.setText(self._done_words())

    def _done_words(self) -> str:
        if not self.firm_keeper.is_kept:
            return _("Registrar empresa")
        return _("Empezar la entrevista") if self._then == "interview" else _("Listo")

    def _choose_group(self, key: str) -> None:
        self._settle_focus()
        self._show_group(key)
        self.column.verticalScrollBar().setValue(0)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_group(self) -> None:
        self._choose_group(self.groups.following)

    def _show_kept(self) -> None:
        for kind in (IdentityGroup, ConditionsGroup):
            self.groups.part(kind).show_record(self.firm_keeper.record)

    def _show_person_problems(self, problems: Mapping[str, str]) -> None:
        self.groups.part(ContactGroup).show_problems(problems)

    # --- keeping -----------------------------------------------------------------------------

    def _edited(self, values: Mapping[str, Any]) -> None:
        draft = self._page.draft if self._page else None
        if draft is not None and DECIDES_QUESTIONS & values.keys():
            self._profile.propose(draft.id, self.firm_keeper.record, values)
        else:
            self.firm_keeper.change(values)

    def _store_firm(self, firm: Firm) -> SavedFirm:
        return self.context.open_session.firms.save(firm)

    def _store_person(self, person: Person) -> Person:
        return self.context.open_session.people.save(person)

    def _stored(self, saved: SavedFirm) -> None:
        if self._page is None:
            self._may_leave = True
            self.context.say(_("Empresa registrada"))
            self.context.go("firm", firm_id=saved.firm.id)
            return
        self._say_kept()
        self.groups.show_twins(saved.same_nit)

    def _say_kept(self) -> None:
        self.context.say(_("Deshecho") if self._undoing else _("Guardado"))
        self._undoing = False

    def _undo(self) -> None:
        of_person = self.groups.shown == "contact"
        keeper = self.person_keeper if of_person else self.firm_keeper
        self._undoing = keeper.is_kept
        if not keeper.undo():
            self._undoing = False
            self.context.say(_("No hay nada que deshacer"))
            return
        for key, group in self.groups.made.items():
            if (key == "contact") is of_person:
                group.show_record(keeper.record)

    # --- going on ----------------------------------------------------------------------------

    def _done(self) -> None:
        self._settle_focus()
        if not self.firm_keeper.is_kept:
            self._register()
            return
        page = self._page
        if page is None:
            return
        if self._then != "interview":
            self.context.go(self._then or "firm", firm_id=page.firm.id)
            return
        session, firm_id = self.context.open_session, page.firm.id
        visit = page.visit.id if page.visit else None
        self.context.tasks.run(
            lambda: session.assessments.open_or_start(firm_id, visit), self._interview
        )

    def _interview(self, assessment: AssessmentView) -> None:
        self.context.go("interview", assessment_id=assessment.id)

    def _register(self) -> None:
        identity = self.groups.part(IdentityGroup)
        problems = dict(_check_firm(self.firm_keeper.record))
        if problems:
            identity.show_problems(problems)
        if problems or self.firm_keeper.has_waiting or not identity.is_readable:
            identity.first().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.firm_keeper.store()

    def _ask_consent(self) -> None:
        self.context.go("consent", firm_id=self.firm_keeper.record.id)

    def _open_twin(self, firm_id: str) -> None:
        self.context.go("firm", firm_id=firm_id)

    def _scroll_to(self, widget: QWidget) -> None:
        self.column.ensureWidgetVisible(widget, 0, 60)

    def _settle_focus(self) -> None:
        """Leave the field one is in, so that what was typed there counts."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def _has_loose_ends(self) -> bool:
        if self.firm_keeper.has_waiting or not self.groups.is_readable:
            return True
        if self.firm_keeper.is_kept:
            return self.person_keeper.has_waiting
        return self.firm_keeper.has_changes

    def _leave_anyway(self) -> None:
        self._may_leave = True
        self.context.back()


def _check_firm(firm: Firm) -> Mapping[str, str]:
    return validate_firm(firm, shipped_places(), clock.today())


def _check_person(person: Person) -> Mapping[str, str]:
    from advisor_app.services.people import validate_person

    return validate_person(person)
