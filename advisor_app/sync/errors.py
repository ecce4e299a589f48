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


class LineFault(AdvisorError):  # noqa: N818 - says what is the case
    """The way to the office failed; everything that waits is still here."""


class NoLine(LineFault):
    """This laptop is not on a network that leads to the office."""

    def __init__(self) -> None:
        super().__init__(
            _("No hay conexión con la oficina."),
            advice=_(
                "No se perdió nada: lo que falta por enviar sigue aquí y sale solo cuando haya red."
            ),
        )


class NoAnswer(LineFault):
    """There is a network, but nobody answers at the office's address."""

    def __init__(self) -> None:
        super().__init__(
            _("La oficina no responde."),
            advice=_("No se perdió nada. El programa vuelve a intentar solo dentro de un rato."),
        )


class LineCut(LineFault):
    """The line broke in the middle."""

    def __init__(self) -> None:
        super().__init__(
            _("La conexión se cortó antes de terminar."),
            advice=_("No se perdió nada ni se envía dos veces: la próxima vez sigue donde quedó."),
        )


class OfficeBusy(LineFault):
    """The office has too much to do.

    Attributes:
        seconds: how long it asks to wait.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("La oficina está ocupada en este momento."),
            advice=_("No se perdió nada. El programa vuelve a intentar solo dentro de un rato."),
        )
        self.seconds = seconds


class OfficeTrouble(LineFault):
    """Something failed at the office."""

    def __init__(self, status: int) -> None:
        super().__init__(
            _("Algo falló en la oficina (código {status}).").format(status=status),
            advice=_("No se perdió nada. Vuelva a intentar más tarde; si se repite, avíseles."),
        )


class BadCertificate(LineFault):
    """Who answers can't prove to be the office."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("Quien responde no pudo demostrar que es la oficina ({reason}).").format(
                reason=reason
            ),
            advice=_(
                "No se envió nada. Revise la fecha del computador y que la red no sea ajena; "
                "si se repite, avise a la oficina: su certificado puede estar vencido."
            ),
        )


class NotAnOffice(LineFault):
    """What answers is something else: a page to sign in to a network, or another program."""

    def __init__(self) -> None:
        super().__init__(
            _("En esa dirección responde otra cosa, no la oficina."),
            advice=_(
                "No se envió nada. Si la red pide entrar por una página, ábrala primero en el "
                "navegador; si no, revise la dirección."
            ),
        )


class NotSecure(LineFault):
    """The address would send everything readable."""

    def __init__(self) -> None:
        super().__init__(
            _("Esa dirección no es segura: lo enviado se podría leer en el camino."),
            advice=_("Use la dirección que empieza por https://"),
        )


class BadAddress(LineFault):
    """What was typed is no address."""

    def __init__(self) -> None:
        super().__init__(
            _("Esa no es la dirección de una oficina."),
            advice=_("Escríbala como se la dieron, por ejemplo https://oficina.ejemplo.co"),
        )


class WrongLogin(AdvisorError):  # noqa: N818 - says what is the case
    """The office does not know this person, password or code."""

    def __init__(self) -> None:
        super().__init__(
            _("La oficina no aceptó el usuario, la contraseña o el código."),
            advice=_("Revíselos; el código sirve una sola vez. Puede pedir otro a la oficina."),
        )


class Stopped(AdvisorError):  # noqa: N818 - says what is the case
    """Whoever waited stopped it."""

    def __init__(self) -> None:
        super().__init__(
            _("Se detuvo el intercambio."),
            advice=_("No se perdió nada: la próxima vez sigue donde quedó."),
        )
