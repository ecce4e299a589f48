"""What can go wrong with the second copy, each with what to do about it."""

from __future__ import annotations

from typing import Literal

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _, ngettext
from advisor_app.store.errors import WrongPassphrase

PlaceFault = Literal["own_folder", "not_a_folder", "read_only"]

_MEBI = 1024 * 1024


class CopyFailed(AdvisorError):  # noqa: N818 - says what is the case
    """A second copy that was not finished; the copies made before are as they were."""


class MediumGone(CopyFailed):
    """The medium was pulled, or answers no more."""

    def __init__(self) -> None:
        super().__init__(
            _("La memoria se retiró antes de terminar, o dejó de responder."),
            advice=_(
                "Su trabajo está completo en este equipo y las copias anteriores siguen valiendo. "
                "Conéctela de nuevo y toque Reintentar."
            ),
        )


class MediumFull(CopyFailed):
    """The medium has no room.

    Attributes:
        missing: the bytes that are wanting, where that is known.
    """

    def __init__(self, missing: int = 0) -> None:
        wanted = max(1, -(-missing // _MEBI))
        super().__init__(
            ngettext(
                "La copia no cabe en la memoria: falta {n} MB.",
                "La copia no cabe en la memoria: faltan {n} MB.",
                wanted,
            ).format(n=wanted),
            advice=_(
                "Su trabajo está completo en este equipo y las copias anteriores siguen valiendo. "
                "Libere espacio en la memoria, o elija otra, y toque Reintentar."
            ),
        )
        self.missing = missing


class MediumReadOnly(CopyFailed):
    """The medium lets nothing be written."""

    def __init__(self) -> None:
        super().__init__(
            _("En la memoria no se puede escribir: está protegida o no es suya."),
            advice=_(
                "Su trabajo está completo en este equipo. Quite el seguro de la memoria, o elija "
                "otra, y toque Reintentar."
            ),
        )


class MediumUnfaithful(CopyFailed):
    """The medium gave back something else than what was written to it."""

    def __init__(self) -> None:
        super().__init__(
            _("La memoria no devolvió lo mismo que se le escribió: puede estar dañada."),
            advice=_(
                "Su trabajo está completo en este equipo. Toque Reintentar; si se repite, use "
                "otra memoria."
            ),
        )


class SourceTrouble(CopyFailed):
    """The laptop's own disk did not let what is to be copied be read or checked."""

    def __init__(self) -> None:
        super().__init__(
            _("El disco de este equipo no dejó hacer la copia: está lleno o falla."),
            advice=_(
                "Las copias anteriores siguen valiendo. Libere espacio en el equipo y toque "
                "Reintentar."
            ),
        )


class CopyStopped(CopyFailed):
    """Somebody stopped it, or the workspace was closed meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("Se detuvo antes de terminar."),
            advice=_("No se cambió nada. Puede empezar de nuevo cuando quiera."),
        )


class UnsuitablePlace(AdvisorError):  # noqa: N818 - says what is the case
    """A folder that can't take the second copy.

    Attributes:
        fault: why, as a key.
    """

    def __init__(self, fault: PlaceFault) -> None:
        sentences = {
            "own_folder": _("Esa es la carpeta del trabajo mismo: la copia se perdería con él."),
            "not_a_folder": _("Esa carpeta no está, o no es una carpeta."),
            "read_only": _("En esa carpeta no se puede escribir."),
        }
        super().__init__(
            sentences[fault],
            advice=_("Elija una memoria USB, otro disco o una carpeta que no esté en este equipo."),
        )
        self.fault = fault


class NoPlace(AdvisorError):  # noqa: N818 - says what is the case
    """Nobody has chosen yet where the second copy goes."""

    def __init__(self) -> None:
        super().__init__(
            _("Todavía no se ha elegido dónde va la segunda copia."),
            advice=_("Elija una memoria USB u otra carpeta."),
        )


class PlaceAbsent(CopyFailed):
    """The chosen medium is not there, or another one is in its place."""

    def __init__(self) -> None:
        super().__init__(
            _("La memoria elegida no está conectada."),
            advice=_(
                "Su trabajo está completo en este equipo. Conéctela y la copia se hará, o elija "
                "otra."
            ),
        )


class DamagedCopy(AdvisorError):  # noqa: N818 - says what is the case
    """A copy that is cut short, altered, or lacks a piece."""

    def __init__(self) -> None:
        super().__init__(
            _("Esta copia está dañada o le falta una parte."),
            advice=_("No se cambió nada. Elija una copia anterior de la lista."),
        )


class CopyUnreadable(AdvisorError):  # noqa: N818 - says what is the case
    """The medium to restore from is not there, or answers no more."""

    def __init__(self) -> None:
        super().__init__(
            _("La memoria con las copias se retiró, o no se puede leer."),
            advice=_("No se cambió nada en este equipo. Conéctela de nuevo y toque Reintentar."),
        )


class NoCopy(AdvisorError):  # noqa: N818 - says what is the case
    """No copy that could be restored."""

    def __init__(self) -> None:
        super().__init__(
            _("Aquí no hay ninguna copia completa."),
            advice=_("Elija la memoria o la carpeta donde Advisor guardó las copias."),
        )


class NewerCopy(AdvisorError):  # noqa: N818 - says what is the case
    """A copy of a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            _("Esta copia es de una versión más nueva del programa."),
            advice=_("No se cambió nada. Instale la versión nueva y restaure con ella."),
        )


class ForeignSecret(WrongPassphrase):
    """A passphrase or code that does not open this copy."""

    def __init__(self) -> None:
        AdvisorError.__init__(
            self,
            _("Con eso no se abre esta copia."),
            advice=_(
                "No se cambió nada. Escriba la contraseña o el código que valían cuando se hizo; "
                "si la copia es de otra persona, solo ella puede abrirla."
            ),
        )


class NotEmpty(AdvisorError):  # noqa: N818 - says what is the case
    """The folder to restore into holds a workspace already."""

    def __init__(self) -> None:
        super().__init__(
            _("En este equipo ya hay un espacio de trabajo."),
            advice=_("No se cambió nada. Restaure en una carpeta vacía."),
        )
