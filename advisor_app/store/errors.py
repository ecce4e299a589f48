"""What can go wrong with a workspace, each with what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _, ngettext

Reason = Literal["read_only", "cloud", "network", "not_a_folder"]


class WrongPassphrase(AdvisorError):  # noqa: N818 - said of what was typed
    """The passphrase, or the recovery code, opens nothing here."""

    def __init__(self) -> None:
        super().__init__(
            _("La contraseña no es la de este espacio de trabajo."),
            advice=_(
                "Revise mayúsculas y el idioma del teclado. "
                "Si la olvidó, use el código de recuperación."
            ),
        )


class ShortPassphrase(AdvisorError):  # noqa: N818 - says what is the case
    """A new passphrase that could be guessed; nothing was changed."""

    def __init__(self, least: int) -> None:
        super().__init__(
            ngettext(
                "La contraseña debe tener al menos {n} letra.",
                "La contraseña debe tener al menos {n} letras.",
                least,
            ).format(n=least),
            advice=_("Cuatro palabras que solo usted uniría son fáciles de recordar."),
        )


class WrongRecoveryCode(WrongPassphrase):
    """A recovery code that opens nothing, or that has a slip of the pen in it.

    Attributes:
        group: the number of the group with the slip, from 1; None where it can't be told.
    """

    def __init__(self, message: str, *, group: int | None = None) -> None:
        AdvisorError.__init__(
            self, message, advice=_("Compárelo con la hoja donde lo anotó y escríbalo de nuevo.")
        )
        self.group = group


class TooSoon(AdvisorError):  # noqa: N818 - says what is the case
    """Too many wrong passphrases: the next one has to wait.

    Attributes:
        wait_seconds: how long, from now.
    """

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(
            ngettext(
                "Después de varias contraseñas equivocadas hay que esperar {n} segundo.",
                "Después de varias contraseñas equivocadas hay que esperar {n} segundos.",
                wait_seconds,
            ).format(n=wait_seconds),
            advice=_("Su trabajo está a salvo. Si la olvidó, use el código de recuperación."),
        )
        self.wait_seconds = wait_seconds


class AlreadyOpen(AdvisorError):  # noqa: N818 - says what is the case
    """Another window or command has this workspace open."""

    def __init__(self) -> None:
        super().__init__(
            _("Este espacio de trabajo ya está abierto en otra ventana."),
            advice=_("Use esa ventana, o ciérrela y vuelva a intentarlo."),
        )


class NewerBase(AdvisorError):  # noqa: N818 - says what is the case
    """The base was written by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            _("Este espacio de trabajo es de una versión más nueva del programa."),
            advice=_("No se cambió nada. Instale la versión nueva para abrirlo."),
        )


class NotABase(AdvisorError):  # noqa: N818 - says what is the case
    """Something here is missing, damaged, or was never a workspace."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or _("Esta carpeta no contiene un espacio de trabajo que se pueda abrir."),
            advice=_("No se cambió nada. Elija otra carpeta o restaure su copia de seguridad."),
        )


class UnsuitableFolder(AdvisorError):  # noqa: N818 - says what is the case
    """A folder where a base would not be safe.

    Attributes:
        reason: why, as a key.
    """

    def __init__(self, folder: Path, reason: Reason, detail: str = "") -> None:
        sentences = {
            "read_only": _("En la carpeta {folder} no se puede escribir."),
            "cloud": _("La carpeta {folder} se sincroniza con {detail}, que dañaría la base."),
            "network": _("La carpeta {folder} está en la red, donde la base se dañaría."),
            "not_a_folder": _("{folder} no es una carpeta."),
        }
        super().__init__(
            sentences[reason].format(folder=folder, detail=detail),
            advice=_("No se cambió nada. Elija una carpeta en el disco de este computador."),
        )
        self.reason = reason


class DiskFull(AdvisorError):  # noqa: N818 - says what is the case
    """The disk has no room; what was being written was undone whole."""

    def __init__(self) -> None:
        super().__init__(
            _("El disco está lleno: lo último no se guardó."),
            advice=_("Lo anterior está a salvo. Libere espacio en el disco y repita el paso."),
        )


class DiskTrouble(AdvisorError):  # noqa: N818 - says what is the case
    """The disk refused to read or write; what was being written was undone whole."""

    def __init__(self) -> None:
        super().__init__(
            _("El disco no aceptó los datos: lo último no se guardó."),
            advice=_("Lo anterior está a salvo. Revise el disco, cierre y vuelva a abrir."),
        )


class BadCopy(AdvisorError):  # noqa: N818 - says what is the case
    """A copy of the base that isn't what it should be; it was thrown away.

    Attributes:
        faults: what is wrong with it, for support.
    """

    def __init__(self, faults: list[str]) -> None:
        super().__init__(
            _("La copia de seguridad no salió bien y se descartó."),
            advice=_("No se cambió nada. Revise el disco y vuelva a intentarlo."),
        )
        self.faults = faults


class DamagedAttachment(AdvisorError):  # noqa: N818 - says what is the case
    """An attachment that is missing, cut short or altered."""

    def __init__(self) -> None:
        super().__init__(
            _("Un archivo adjunto falta o está dañado y no se puede mostrar."),
            advice=_("El resto del registro está a salvo. Vuelva a adjuntarlo si lo tiene."),
        )


class Closed(AdvisorError):  # noqa: N818 - says what is the case
    """The workspace was closed meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("El espacio de trabajo está cerrado."),
            advice=_("Lo guardado está a salvo. Vuelva a abrirlo con su contraseña."),
        )
