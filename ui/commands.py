"""What Ctrl+K offers besides the firms: the main screens and the actions of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from advisor_app.i18n import _
from ui.dialogs.command_palette import Command

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def commands(window: MainWindow) -> list[Command]:
    """The commands of a window with an open workspace."""
    rows = [
        Command("today", _("Hoy"), partial(window.go, "today")),
        Command("firms", _("Empresas"), partial(window.go, "firms")),
        Command(
            "plus",
            _("Registrar una empresa"),
            partial(window.go, "firm_form", firm_id=None),
            words=_("nueva crear agregar"),
        ),
        Command(
            "print",
            _("Formularios en papel"),
            partial(window.go, "paper_forms"),
            words=_("hoja imprimir transcribir blanco"),
        ),
        Command(
            "list",
            _("Formatos para empezar"),
            partial(window.go, "formats"),
            words=_("hoja imprimir registro plantilla"),
        ),
        Command(
            "send",
            _("Por entregar"),
            partial(window.go, "pending"),
            words=_("enviar correo whatsapp teléfono memoria pendientes"),
        ),
        Command(
            "settings",
            _("Ajustes"),
            partial(window.go, "settings"),
            words=_("idioma tema letra oscuro sol inglés licencias"),
        ),
        Command(
            "copies",
            _("Segunda copia"),
            partial(window.go, "second_copy"),
            words=_("respaldo memoria USB copiar restaurar"),
        ),
        Command(
            "exchange",
            _("Intercambio con la oficina"),
            partial(window.go, "exchange"),
            words=_("enviar recibir sincronizar servidor red conectar"),
        ),
        Command("help", _("Ayuda de esta pantalla"), partial(window.act, "help")),
        Command("key", _("Teclas"), partial(window.act, "keys"), words=_("atajos teclado")),
        Command(
            "save",
            _("Guardar paquete para soporte"),
            partial(window.act, "support"),
            words=_("ayuda fallo error informe problema"),
        ),
        Command("info", _("Versión y licencias"), partial(window.act, "about")),
    ]
    session = window.context.session
    if session is not None and not session.is_demo:
        rows.append(Command("lock", _("Bloquear"), window.lock, words=_("cerrar salir")))
    return rows
