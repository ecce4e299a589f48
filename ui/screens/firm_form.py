"""A firm's record in groups: the first one takes two minutes, the rest can come later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from advisor_app.domain import clock
from advisor_app.domain.firm import validate_firm
from advisor_app.domain.instrument import Profile
from advisor_app.domain.places import shipped_places
from advisor_app.i18n import _, ngettext
from ui.dialogs.question import Question
from ui.forms.conditions import ConditionsGroup
from ui.forms.contact import ContactGroup
from ui.forms.group_tabs import GroupTabs
from ui.forms.identity import IdentityGroup
from ui.forms.keeper import Keeper
from ui.forms.location import LocationGroup
from ui.forms.market import MarketGroup
from ui.forms.people_and_size import SizeGroup
from ui.models.firm_page import FirmPage, read_page, representative
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Column, button
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.firm import Firm
    from advisor_app.services.assessments import AssessmentView
    from advisor_app.services.firms import SavedFirm
    from advisor_app.services.people import Person
    from ui.context import Context
    from ui.forms.group import Group

GROUPS: Final = ("identity", "size", "market", "conditions", "location", "contact")
_DECIDES_QUESTIONS: Final = frozenset({"sector", "conditions"})


class FirmFormScreen(Screen):
    """Registers a firm, and keeps each field of a registered one as soon as it is left."""

    route: ClassVar[str] = "firm_form"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._page: FirmPage | None = None
        self._then = ""
        self._may_leave = False
        self._undoing = False
        self.identity = IdentityGroup()
        self.size_group = SizeGroup()
        self.market = MarketGroup()
        self.conditions = ConditionsGroup()
        self.location = LocationGroup()
        self.contact = ContactGroup()
        self.groups: tuple[Group, ...] = (
            self.identity, self.size_group, self.market,
            self.conditions, self.location, self.contact,
        )  # fmt: skip
        self.firm_keeper: Keeper[Firm] = Keeper(context, _check_firm, self._store_firm, self)
        self.person_keeper: Keeper[Person] = Keeper(
            context, _check_person, self._store_person, self
        )
        self.tabs = GroupTabs([group.name for group in self.groups])
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
        return self._shown_group().first()

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
        self.column.add(self.tabs)
        for group in self.groups:
            self.column.add(group)
        self.column.add(self.locked)
        self.column.add(FlowButtons([self.done_button, self.next_button]))
        self.column.end()

    def _connect(self) -> None:
        for group in self.groups[:-1]:
            group.edited.connect(self._edited)
        self.contact.edited.connect(self.person_keeper.change)
        self.contact.consent_wanted.connect(self._ask_consent)
        self.conditions.list.moved.connect(self._scroll_to)
        self.identity.twin_wanted.connect(self._open_twin)
        self.tabs.chosen.connect(self._choose_group)
        self.firm_keeper.changed.connect(self._follow)
        self.firm_keeper.problems_changed.connect(self._show_problems)
        self.firm_keeper.stored.connect(self._stored)
        self.person_keeper.problems_changed.connect(self.contact.show_problems)
        self.person_keeper.stored.connect(self._person_stored)
        for keys, act in (("Ctrl+Z", self._undo), ("Ctrl+Return", self._done)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- showing -----------------------------------------------------------------------------

    def _begin_new(self, firm: Firm) -> None:
        self._page = None
        self.title_changed.emit()
        self.firm_keeper.begin(firm, kept=False)
        self.identity.show_record(firm)
        self.identity.show_twins(())
        self.tabs.hide()
        self.locked.hide()
        self._show_group(0)

    def _begin(self, page: FirmPage, new_person: Person, group: str) -> None:
        self._page = page
        person = representative(page.people, new_person)
        self.firm_keeper.begin(page.firm, kept=True)
        self.person_keeper.begin(person, kept=True)
        for one in self.groups[:-1]:
            one.show_record(page.firm)
        self.contact.show_record(person)
        self.contact.allow_sensitive(allowed=bool(page.consents.sensitive))
        self.identity.show_twins(page.twins)
        self.tabs.show()
        self.tabs.unlock(unlocked=bool(page.consents.data))
        self.locked.setVisible(not page.consents.data)
        position = GROUPS.index(group) if group in GROUPS else self._position()
        self._show_group(position if page.consents.data else 0)
        self.title_changed.emit()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _position(self) -> int:
        return next((n for n, one in enumerate(self.groups) if not one.isHidden()), 0)

    def _shown_group(self) -> Group:
        return self.groups[self._position()]

    def _show_group(self, position: int) -> None:
        for number, group in enumerate(self.groups):
            group.setVisible(number == position)
        self.tabs.show_chosen(position)
        following = self.groups[position + 1 : position + 2]
        self.next_button.setVisible(bool(following) and self._is_unlocked())
        if following:
            self.next_button.setText(_("Seguir con: {group}").format(group=following[0].name))
        self.done_button.setText(self._done_words())

    def _done_words(self) -> str:
        if not self.firm_keeper.is_kept:
            return _("Registrar empresa")
        return _("Empezar la entrevista") if self._then == "interview" else _("Listo")

    def _is_unlocked(self) -> bool:
        return self._page is not None and bool(self._page.consents.data)

    def _choose_group(self, position: int) -> None:
        self._settle_focus()
        self._show_group(position)
        self.column.verticalScrollBar().setValue(0)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_group(self) -> None:
        self._choose_group(self._position() + 1)

    def _follow(self, firm: Firm) -> None:
        for group in self.groups[:-1]:
            group.refresh(firm)

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        for group in self.groups[:-1]:
            group.show_problems(problems)

    # --- keeping -----------------------------------------------------------------------------

    def _edited(self, values: Mapping[str, Any]) -> None:
        draft = self._page.draft if self._page else None
        if draft is None or not _DECIDES_QUESTIONS & values.keys():
            self.firm_keeper.change(values)
            return
        firm, session = self.firm_keeper.record, self.context.open_session
        profile = Profile(
            values.get("sector", firm.sector), values.get("conditions", firm.conditions)
        )
        self.context.tasks.run(
            lambda: session.assessments.preview_profile(draft.id, profile),
            lambda hidden: self._change_profile(draft, profile, values, hidden),
        )

    def _change_profile(
        self,
        draft: AssessmentView,
        profile: Profile,
        values: Mapping[str, Any],
        hidden: tuple[str, ...],
    ) -> None:
        def change() -> None:
            self.firm_keeper.change(values)
            assessments = self.context.open_session.assessments
            self.context.tasks.run(
                lambda: assessments.set_profile(draft.id, profile), self._profile_changed
            )

        if not hidden:
            change()
            return
        asked = Question(
            ngettext(
                "Deja de contar {n} respuesta del diagnóstico",
                "Dejan de contar {n} respuestas del diagnóstico",
                len(hidden),
            ).format(n=len(hidden)),
            [
                _("Son las preguntas {codes}.").format(codes=", ".join(hidden)),
                _("No se borran: si cambia de nuevo, vuelven a contar."),
            ],
            _("Cambiar"),
            _("Dejar como estaba"),
            self,
        )
        asked.accepted.connect(change)
        asked.rejected.connect(self._show_kept)
        asked.open()

    def _show_kept(self) -> None:
        for group in (self.identity, self.conditions):
            group.show_record(self.firm_keeper.record)

    def _profile_changed(self, _hidden: tuple[str, ...]) -> None:
        self.context.say(_("Guardado. El diagnóstico se ajustó."))

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
        self.identity.show_twins(saved.same_nit)

    def _person_stored(self, _person: Person) -> None:
        self._say_kept()

    def _say_kept(self) -> None:
        self.context.say(_("Deshecho") if self._undoing else _("Guardado"))
        self._undoing = False

    def _undo(self) -> None:
        of_person = not self.contact.isHidden()
        keeper = self.person_keeper if of_person else self.firm_keeper
        self._undoing = keeper.is_kept
        if not keeper.undo():
            self._undoing = False
            self.context.say(_("No hay nada que deshacer"))
            return
        for group in (self.contact,) if of_person else self.groups[:-1]:
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
            self.context.go("firm", firm_id=page.firm.id)
            return
        session, firm_id = self.context.open_session, page.firm.id
        visit = page.visit.id if page.visit else None
        self.context.tasks.run(
            lambda: session.assessments.open_or_start(firm_id, visit), self._interview
        )

    def _interview(self, assessment: AssessmentView) -> None:
        self.context.go("interview", assessment_id=assessment.id)

    def _register(self) -> None:
        firm = self.firm_keeper.record
        problems = dict(_check_firm(firm))
        if problems:
            self.identity.show_problems(problems)
        if problems or self.firm_keeper.has_waiting or not self.identity.is_readable:
            self.identity.first().setFocus(Qt.FocusReason.OtherFocusReason)
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
        if self.firm_keeper.has_waiting or not all(group.is_readable for group in self.groups):
            return True
        if self.firm_keeper.is_kept:
            return self.person_keeper.has_waiting
        return self.firm_keeper.draft.can_undo

    def _leave_anyway(self) -> None:
        self._may_leave = True
        self.context.back()


def _check_firm(firm: Firm) -> Mapping[str, str]:
    return validate_firm(firm, shipped_places(), clock.today())


def _check_person(person: Person) -> Mapping[str, str]:
    from advisor_app.services.people import validate_person

    return validate_person(person)
