"""Who gives the authorization, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain.consent import ConsentMethod
from advisor_app.i18n import _
from ui.forms.person_fields import PersonFields
from ui.models import words
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SignerForm(PersonFields):
    """The person, and the way the answers were given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Quién autoriza"), parent)
        self.method = ChoiceGroup(words.consent_methods(), _("Cómo respondió"))
        self.method.set_value(ConsentMethod.SPOKEN)
        self.card.add(Field(_("Cómo respondió"), self.method))

    @property
    def how(self) -> ConsentMethod:
        """The way the answers were given."""
        return ConsentMethod(self.method.value() or ConsentMethod.SPOKEN)
