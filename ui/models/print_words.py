"""Printers and print jobs in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain.printing import Condition, Stage
from advisor_app.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.printing import Printer, Progress, Wish


def printer_line(printer: Printer) -> str:
    """A printer in a list: its name and how it is."""
    return f"{printer.shown_name} · {condition_word(printer.condition)}"


def condition_word(condition: Condition) -> str:
    """How a printer is, in a word or two."""
    return {
        Condition.READY: _("lista"),
        Condition.BUSY: _("imprimiendo"),
        Condition.PAPER_OUT: _("sin papel"),
        Condition.PAPER_JAM: _("papel atascado"),
        Condition.INK_OUT: _("sin tinta o tóner"),
        Condition.COVER_OPEN: _("tapa abierta"),
        Condition.OFFLINE: _("apagada o desconectada"),
        Condition.PAUSED: _("detenida"),
        Condition.REJECTING: _("no recibe trabajos"),
        Condition.LOCKED: _("pide contraseña"),
        Condition.TROUBLED: _("con un problema"),
    }[condition]


def condition_sentence(condition: Condition) -> str:
    """What is the matter with a printer."""
    return {
        Condition.PAPER_OUT: _("La impresora no tiene papel."),
        Condition.PAPER_JAM: _("Se atascó el papel en la impresora."),
        Condition.INK_OUT: _("La impresora no tiene tinta o tóner."),
        Condition.COVER_OPEN: _("La tapa de la impresora está abierta."),
        Condition.OFFLINE: _("La impresora no contesta."),
        Condition.PAUSED: _("La impresora está detenida."),
        Condition.REJECTING: _("La impresora no recibe trabajos."),
        Condition.LOCKED: _("La impresora pide usuario y contraseña."),
        Condition.TROUBLED: _("La impresora avisa de un problema."),
    }.get(condition, "")


def condition_advice(condition: Condition) -> str:
    """What to do about it."""
    return {
        Condition.PAPER_OUT: _("Póngale papel carta: la impresión sigue sola."),
        Condition.PAPER_JAM: _("Ábrala y saque el papel con cuidado: la impresión sigue sola."),
        Condition.INK_OUT: _("Cambie el cartucho, o use otra impresora."),
        Condition.COVER_OPEN: _("Ciérrela: la impresión sigue sola."),
        Condition.OFFLINE: _("Revise que esté encendida y conectada: la impresión sigue sola."),
        Condition.PAUSED: _("Reanúdela en los ajustes del equipo, o use otra impresora."),
        Condition.REJECTING: _("Actívela en los ajustes del equipo, o use otra impresora."),
        Condition.LOCKED: _("Escríbalos en los ajustes del equipo, o use otra impresora."),
        Condition.TROUBLED: _("Mire su pantalla o sus luces, o use otra impresora."),
    }.get(condition, "")


def stage_line(progress: Progress) -> str:
    """Where a job stands, in a line."""
    if not progress.condition.is_well:
        return _("Esperando a la impresora")
    if progress.stage is Stage.WAITING:
        return _("En la cola de la impresora")
    if progress.stage is Stage.PRINTING and progress.side:
        return _("Imprimiendo página {n} de {count}").format(n=progress.side, count=progress.sides)
    return _("Imprimiendo…")


def done_line() -> str:
    """A document that the printer has."""
    return _("Enviado a la impresora")


def end_words(stage: Stage) -> tuple[str, str]:
    """How a job ended that was not printed, and what to do."""
    kept = _("El documento sigue completo en este equipo.")
    return {
        Stage.CANCELLED: (
            _("Se canceló la impresión."),
            _("Puede que ya hayan salido algunas hojas."),
        ),
        Stage.FAILED: (
            _("La impresora no pudo imprimir el documento."),
            _("{kept} Revísela y reintente, o use otra.").format(kept=kept),
        ),
        Stage.GONE: (
            _("La impresora ya no está en este equipo."),
            _("{kept} Conéctela de nuevo o use otra.").format(kept=kept),
        ),
        Stage.FORGOTTEN: (
            _("Este equipo no sabe si el documento alcanzó a imprimirse."),
            _("Mire si salieron todas las hojas; si faltan, imprima de nuevo."),
        ),
    }[stage]


def part_line(name: str, page_count: int) -> str:
    """A document and how long it is."""
    pages = ngettext("{n} página", "{n} páginas", page_count).format(n=page_count)
    return f"{name} · {pages}"


def sheets_line(wish: Wish, page_counts: Sequence[int]) -> str:
    """How much paper a wish takes."""
    count = wish.sheets(page_counts)
    return ngettext("Sale {n} hoja.", "Salen {n} hojas.", count).format(n=count)
