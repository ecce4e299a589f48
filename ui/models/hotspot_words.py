"""How the laptop and a telephone come into the same network, in plain words for each system."""

from __future__ import annotations

import sys

from advisor_app.i18n import _


def hotspot_words(platform: str = sys.platform) -> tuple[str, ...]:
    """The steps, one a line, and the way round where the laptop can't make a network."""
    own = {
        "win32": _(
            "En este equipo: Configuración, Red e Internet, Zona con cobertura inalámbrica móvil, "
            "Activada. Ahí están el nombre y la contraseña de la red."
        ),
        "darwin": _(
            "En este equipo: Ajustes del Sistema, General, Compartir, Compartir internet, por "
            "Wi-Fi. En Opciones están el nombre y la contraseña de la red."
        ),
    }.get(
        platform,
        _(
            "En este equipo: Configuración, Wi-Fi, menú de los tres puntos, Activar punto de "
            "acceso Wi-Fi. Ahí están el nombre y la contraseña de la red."
        ),
    )
    return (
        own,
        _(
            "Si este equipo no la puede encender sin internet, hágalo al revés: el dueño enciende "
            "la zona Wi-Fi de su teléfono y usted conecta este equipo a ella. Entonces no hace "
            "falta el primer código."
        ),
    )
