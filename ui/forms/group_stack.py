"""The groups of a firm's record, each made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.forms.conditions import ConditionsGroup
from ui.forms.contact import ContactGroup
from ui.forms.group_tabs import GroupTabs
from ui.forms.identity import IdentityGroup
from ui.forms.location import LocationGroup
from ui.forms.market import MarketGroup
from ui.forms.people_and_size import SizeGroup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from advisor_app.domain.firm import Firm
    from advisor_app.services.firms import FirmRow
    from advisor_app.services.people import Person
    from ui.forms.group import Group

G = TypeVar("G", bound="Group")

KINDS: Final[dict[str, type[Group]]] = {
    "identity": IdentityGroup,
    "size": SizeGroup,
    "market": MarketGroup,
    "conditions": ConditionsGroup,
    "location": LocationGroup,
    "contact": ContactGroup,
}


class GroupStack(QWidget):
    """Tabs and one group at a time; a group that is not shown costs nothing.

    Signals:
        edited: fields of the firm and their new values.
        person_edited: fields of the representative and their new values.
        chosen: the key of the group that the user wants to see.
        twin_wanted: the id of another firm with the same NIT.
        consent_wanted: the user wants to ask for an authorization.
        moved: the widget that has the focus now, to scroll to.
    """

    edited = Signal(object)
    person_edited = Signal(object)
    chosen = Signal(str)
    twin_wanted = Signal(str)
    consent_wanted = Signal()
    moved = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.look().space(16))
        self.made: dict[str, Group] = {}
        self.shown = "identity"
        self._firm: Firm | None = None
        self._person: Person | None = None
        self._twins: Sequence[FirmRow] = ()
        self._sensitive_allowed = False
        self.tabs = GroupTabs([kind.tab_name() for kind in KINDS.values()])
        self.tabs.chosen.connect(self._tell_chosen)
        self._column.addWidget(self.tabs)

    def take(self, firm: Firm, person: Person | None, *, sensitive_allowed: bool = False) -> None:
        """Show these records in every group, now or when it is made."""
        self._firm, self._person = firm, person
        self._sensitive_allowed = sensitive_allowed
        for key in self.made:
            self._fill(key)

    def group(self, key: str) -> Group:
        """A group, made when it is first asked for."""
        if key not in self.made:
            made = KINDS[key]()
            made.hide()
            self.made[key] = made
            self._connect(made)
            self._column.addWidget(made)
            self._fill(key)
        return self.made[key]

    def part(self, kind: type[G]) -> G:
        """A group by its class."""
        key = next(key for key, one in KINDS.items() if one is kind)
        found = self.group(key)
        assert isinstance(found, kind)  # noqa: S101 - made from this very class
        return found

    def show_group(self, key: str) -> Group:
        """Show one group instead of the one before."""
        found = self.group(key)
        for other in self.made.values():
            other.setVisible(other is found)
        self.shown = key
        self.tabs.show_chosen(list(KINDS).index(key))
        return found

    @property
    def following(self) -> str:
        """The group after the one shown; empty after the last."""
        keys = list(KINDS)
        return "".join(keys[keys.index(self.shown) + 1 :][:1])

    def follow(self, firm: Firm) -> None:
        """A change was kept: show what follows from it."""
        self._firm = firm
        for group in self._firm_groups():
            group.refresh(firm)

    def follow_person(self, person: Person) -> None:
        """A change of the representative was kept."""
        self._person = person

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each field of the firm what is wrong with it."""
        for group in self._firm_groups():
            group.show_problems(problems)

    def show_twins(self, twins: Sequence[FirmRow]) -> None:
        """Warn of other firms with the same NIT."""
        self._twins = twins
        self.part(IdentityGroup).show_twins(twins)

    @property
    def is_readable(self) -> bool:
        """Whether every field says something that can be a value."""
        return all(group.is_readable for group in self.made.values())

    def _firm_groups(self) -> list[Group]:
        return [group for group in self.made.values() if not isinstance(group, ContactGroup)]

    def _fill(self, key: str) -> None:
        group = self.made[key]
        if isinstance(group, ContactGroup):
            group.allow_sensitive(allowed=self._sensitive_allowed)
            if self._person is not None:
                group.show_record(self._person)
        elif self._firm is not None:
            group.show_record(self._firm)

    def _connect(self, group: Group) -> None:
        if isinstance(group, ContactGroup):
            group.edited.connect(self.person_edited)
            group.consent_wanted.connect(self.consent_wanted)
            return
        group.edited.connect(self.edited)
        if isinstance(group, IdentityGroup):
            group.twin_wanted.connect(self.twin_wanted)
        elif isinstance(group, ConditionsGroup):
            group.list.moved.connect(self.moved)

    def _tell_chosen(self, position: int) -> None:
        self.chosen.emit(list(KINDS)[position])
