"""How the window looks and behaves: language, colours, size of text, lock, licences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from advisor_app.i18n import _, ngettext
from ui import settings as choices
from ui.forms.call_card import CallCard
from ui.forms.office_card import OfficeCard
from ui.screens.base import Screen
from ui.widgets.basic import Card, Column, button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from ui.context import Context


class SettingsScreen(Screen):
    """Every choice counts at once; there is nothing to save."""

    route = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        self.column.add(label(_("Ajustes"), "title"))
        self.language = ChoiceGroup([("es", "Español"), ("en", "English")])
        self.colours = ChoiceGroup(
            [("light", _("Claro")), ("dark", _("Oscuro")), ("sun", _("Sol"))]
        )
        self.text_size = ChoiceGroup(
            [(str(n), f"{n}\u00a0%") for n in choices.TEXT_PERCENT.choices]
        )
        self.autolock = ChoiceGroup(
            [(str(n), _minutes(n)) for n in choices.AUTOLOCK_MINUTES.choices]
        )
        self.photos = ChoiceGroup(
            [("small", _("Reducidas")), ("both", _("Reducidas y originales"))]
        )
        self._build_look()
        self._build_safety()
        self._build_photos()
        self.office = OfficeCard(self.context)
        self.column.add(self.office)
        self.call = CallCard(self.context)
        self.column.add(self.call)
        self._build_about()
        self.column.end()

    def title(self) -> str:
        return _("Ajustes")

    def help_text(self) -> str:
        return _(
            "Lo que elija aquí vale de inmediato y solo para este equipo.\n\n"
            "El tema Sol tiene el mayor contraste y letra más grande: úselo al aire libre."
        )

    def open(self) -> None:
        settings = self.context.settings
        self.language.set_value(settings.language)
        self.colours.set_value(settings.theme)
        self.text_size.set_value(str(settings.text_percent))
        self.autolock.set_value(str(settings.autolock_minutes))
        keeps_originals = settings.get(choices.KEEP_ORIGINALS)
        self.photos.set_value("both" if keeps_originals else "small")
        self.office.read()
        self.call.read()

    def first_focus(self) -> QWidget:
        return self.language.buttons[self.context.settings.language]

    def _build_look(self) -> None:
        card = Card(_("Cómo se ve"))
        card.add(Field(_("Idioma"), self.language))
        card.add(
            Field(
                _("Colores"),
                self.colours,
                _("Sol: el mayor contraste, para trabajar al aire libre."),
            )
        )
        card.add(Field(_("Tamaño de la letra"), self.text_size))
        self.language.chosen.connect(self._choose_language)
        self.colours.chosen.connect(self._choose_colours)
        self.text_size.chosen.connect(self._choose_text)
        self.column.add(card)

    def _build_safety(self) -> None:
        session = self.context.session
        card = Card(_("Protección"))
        if session is not None and session.is_demo:
            card.add(
                label(
                    _("La demostración no tiene contraseña y no se bloquea: nada en ella es real.")
                )
            )
        else:
            card.add(
                Field(
                    _("Bloquear si nadie toca el equipo durante"),
                    self.autolock,
                    _("Al volver se pide la contraseña y todo sigue donde estaba."),
                )
            )
            self.autolock.chosen.connect(self._choose_autolock)
        card.add(FlowButtons(self._safety_buttons(is_demo=session is not None and session.is_demo)))
        card.add(label(_("Carpeta: {folder}").format(folder=self.context.folder), "soft"))
        self.column.add(card)

    def _safety_buttons(self, *, is_demo: bool) -> list[QPushButton]:
        """What protects the work; the demo has no secrets to change."""
        self.copies = button(
            _("Segunda copia"), icon="copies", clicked=partial(self.context.go, "second_copy")
        )
        self.change_passphrase = button(
            _("Cambiar la contraseña"), icon="lock", clicked=self._open_passphrase
        )
        self.new_code = button(
            _("Nuevo código de recuperación"), icon="key", clicked=self._open_code
        )
        self.exchange = button(
            _("Intercambio con la oficina"),
            icon="exchange",
            clicked=partial(self.context.go, "exchange"),
        )
        both = [self.copies, self.exchange]
        return both if is_demo else [*both, self.change_passphrase, self.new_code]

    def _build_photos(self) -> None:
        card = Card(_("Fotos"))
        hint = _("La original ocupa más disco. Ninguna de las dos guarda dónde se tomó.")
        card.add(Field(_("Guardar las fotos"), self.photos, hint))
        self.photos.chosen.connect(self._choose_photos)
        self.column.add(card)

    def _build_about(self) -> None:
        card = Card(_("Acerca de"))
        self.about = button(_("Versión y licencias"), icon="info", clicked=self._open_about)
        card.add(FlowButtons([self.about]))
        self.column.add(card)

    def _choose_language(self, key: str) -> None:
        self.context.settings.set(choices.LANGUAGE, key)

    def _choose_colours(self, key: str) -> None:
        self.context.settings.set(choices.THEME, key)

    def _choose_text(self, key: str) -> None:
        self.context.settings.set(choices.TEXT_PERCENT, int(key))

    def _choose_autolock(self, key: str) -> None:
        self.context.settings.set(choices.AUTOLOCK_MINUTES, int(key))

    def _choose_photos(self, key: str) -> None:
        self.context.settings.set(choices.KEEP_ORIGINALS, key == "both")

    def _open_passphrase(self) -> None:
        from ui.dialogs.secrets import ChangePassphrase

        ChangePassphrase(self.context, self).open()

    def _open_code(self) -> None:
        from ui.dialogs.secrets import NewCode

        NewCode(self.context, self).open()

    def _open_about(self) -> None:
        from ui.dialogs.about import AboutSheet

        AboutSheet(self).open()


def _minutes(n: int) -> str:
    return ngettext("{n} minuto", "{n} minutos", n).format(n=n)
