"""What can go wrong in the exchange, in words for whoever waits for it."""

from __future__ import annotations

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _


class BadMessage(AdvisorError):  # noqa: N818 - says what is the case
    """What came over the line is not a message of this program.

    Attributes:
        reason: the kind of fault, for the log; never what the message said.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("La oficina respondió algo que el programa no entiende."),
            advice=_("No se perdió nada. Vuelva a intentar; si se repite, avise a la oficina."),
        )
        self.reason = reason


class Revoked(AdvisorError):  # noqa: N818 - says what is the case
    """The office has locked this laptop out."""

    def __init__(self) -> None:
        super().__init__(
            _("La oficina retiró el permiso de este computador."),
            advice=_("Lo que falta por enviar sigue aquí. Hable con la oficina."),
        )


class Unsettled(AdvisorError):  # noqa: N818 - says what is the case
    """Office and laptop did not come to an agreement about where they stand."""

    def __init__(self) -> None:
        super().__init__(
            _("La oficina y este computador no se pusieron de acuerdo."),
            advice=_("No se perdió nada. Vuelva a intentar; si se repite, avise a la oficina."),
        )


class BadBundle(AdvisorError):  # noqa: N818 - says what is the case
    """A file that was carried by hand is not what it should be.

    Attributes:
        reason: the kind of fault, for the log.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("Este archivo no se puede usar: está dañado, incompleto o es para otro computador."),
            advice=_("No se cambió nada. Pida que lo guarden otra vez en la memoria USB."),
        )
        self.reason = reason
