"""A document that leaves the laptop as a file: written, proved, and noted as a delivery."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from advisor_app.domain.delivery import Channel, DeliveryState, Proof
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.services.documents import write_file
from advisor_app.services.printing import count_pages
from advisor_app.store.durable import write_whole
from advisor_app.store.errors import DiskFull

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from advisor_app.domain.delivery import Errand
    from advisor_app.domain.printing import Wish
    from advisor_app.services.deliveries import Deliveries

_LOCKED: Final = {errno.EROFS, errno.EACCES, errno.EPERM}


def save_file(deliveries: Deliveries, errands: Sequence[Errand], path: Path, pdf: bytes) -> None:
    """Write documents, as one file, where the user chose.

    What waits to be sent goes on waiting: a file on the laptop is not sent yet.

    Raises:
        AdvisorError: the place can't be written to.
    """
    write_file(path, pdf)
    proof = _proof(pdf)
    for errand in errands:
        deliveries.hand(replace(errand, waiting_id=None), Channel.FILE, proof)


def save_picture(deliveries: Deliveries, errand: Errand, path: Path, picture: bytes) -> None:
    """Write the first page as a picture where the user chose.

    Raises:
        AdvisorError: the place can't be written to.
    """
    write_file(path, picture)
    proof = Proof.of_file(picture, pages=1)
    deliveries.hand(replace(errand, waiting_id=None), Channel.PICTURE, proof)


def put_on_stick(deliveries: Deliveries, errand: Errand, path: Path, pdf: bytes) -> None:
    """Write a document to a USB stick and compare what it holds then.

    Raises:
        AdvisorError: the stick is full, locked, gone or worn; an older file is untouched.
    """
    try:
        write_whole(path, [pdf])
        held = _read_back(path)
    except DiskFull as error:
        raise _trouble(_("La memoria USB está llena.")) from error
    except OSError as error:
        raise _trouble(_reason(error)) from error
    if held != pdf:
        raise _trouble(_("La memoria USB no guardó bien el archivo: está dañada."))
    deliveries.hand(errand, Channel.USB, _proof(pdf))


def note_print(
    deliveries: Deliveries, errand: Errand, pdf: bytes, job: str, wish: Wish, trouble: str = ""
) -> None:
    """Keep what came out of a printer, or why nothing did; then what waits goes on waiting."""
    proof = replace(_proof(pdf), job=job, copies=wish.copies)
    if wish.pages:
        proof = replace(proof, pages=len(wish.pages))
    if trouble:
        state, errand = DeliveryState.FAILED, replace(errand, waiting_id=None)
        deliveries.hand(errand, Channel.PRINT, proof, state=state, reason=trouble)
    else:
        deliveries.hand(errand, Channel.PRINT, proof)


def _proof(pdf: bytes) -> Proof:
    return Proof.of_file(pdf, pages=count_pages(pdf))


def _read_back(path: Path) -> bytes:
    """What the stick holds, not what the laptop remembers of it, where the system can tell."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()


def _reason(error: OSError) -> str:
    if error.errno in _LOCKED:
        return _("La memoria USB está protegida: no deja escribir.")
    return _("No se pudo copiar a la memoria USB: se retiró antes de terminar.")


def _trouble(message: str) -> AdvisorError:
    return AdvisorError(
        message,
        advice=_(
            "El documento está completo en este equipo. Conecte la memoria de nuevo, u otra, y "
            "toque Reintentar."
        ),
    )
