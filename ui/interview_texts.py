"""What the interview says besides its questions: hints, and the advice of F1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _, ngettext
from ui.interview_flow import Lack

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Item
    from ui.interview_flow import Draft


def ask_for(item: Item, lang: str) -> str:
    """What to ask to be shown."""
    if not item.evidence:
        return ""
    return _("Pida ver: {things}.").format(
        things="; ".join(text.in_(lang) for text in item.evidence)
    )


def of_lack(lack: Lack) -> str:
    """What to press before going on."""
    if lack is Lack.EVIDENCE:
        return _("¿Cómo lo vio? D si solo lo dice, O si lo observó, V si lo verificó.")
    return _("Elija de 1 a 5. Si no se pudo ver, S. Flecha derecha la deja para después.")


def of_level(draft: Draft) -> str:
    """What a level from 3 up asks of the ones below; nothing below it."""
    if not draft.asks_evidence or draft.level is None:
        return ""
    if draft.level > 3:
        return _("El {n} cuenta si también se cumple todo lo del 3 en adelante.").format(
            n=draft.level
        )
    if draft.checks and not all(draft.checks):
        return _("Marque lo que se cumple (6 a 9). Si algo falta, el nivel es 2.")
    return ""


def of_not_applicable(reason: str) -> str:
    """Why the item does not apply."""
    return _("No aplica: {reason}").format(reason=reason)


def of_not_seen() -> str:
    """What an item that was not seen means."""
    return _("Sin ver: queda pendiente para otra visita y baja lo completo del resultado.")


def always_applies() -> str:
    """Why N is refused here."""
    return _("Esta pregunta aplica a toda empresa: elija un nivel, o S si no se pudo ver.")


def no_such_level() -> str:
    """Why 6 to 9 do nothing here."""
    return _("Los niveles van de 1 a 5. Del 6 al 9 se marca lo que pide el nivel 3.")


def too_short(missing: int) -> str:
    """How much the reason still lacks."""
    return ngettext(
        "Diga por qué no aplica: falta {n} letra.",
        "Diga por qué no aplica: faltan {n} letras.",
        missing,
    ).format(n=missing)


def loose_note() -> str:
    """Why a note holds the advisor here."""
    return _("La nota necesita una respuesta: elija de 1 a 5, N o S.")


def closed() -> AdvisorError:
    """Why nothing can be answered any more."""
    return AdvisorError(
        _("Este diagnóstico está cerrado: se puede mirar, ya no cambia."),
        advice=_("El siguiente se empieza desde la página de la empresa."),
    )


def loose_sentence() -> str:
    """Why a sentence that is being written holds the advisor here."""
    return _("Lo que está escribiendo no se ha guardado: Enter lo guarda, Esc lo descarta.")


def not_kept() -> str:
    """Why a refused answer holds the advisor here, once."""
    return _("Esta respuesta no se ha guardado. Para salir sin ella, salga otra vez.")


def interviewing() -> str:
    """How to interview, for F1."""
    return "\n\n".join(
        (
            _(
                "Empiece con un recorrido de veinte minutos, antes de las preguntas. "
                "Diga «muéstreme el último» en lugar de «¿tiene?». "
                "Pregunte lo mismo a dos personas. Una foto por hallazgo. "
                "No califique delante de los trabajadores."
            ),
            _(
                "Lea la pregunta grande, pida la evidencia y elija la descripción que se cumple "
                "hoy. Entre dos, la menor. Desde el nivel 3 diga cómo lo vio: "
                "D dicho, O observado, V verificado con registros de tres meses o tres muestras."
            ),
            _(
                "Primera ronda: unos 45 minutos, con resultado al final. "
                "Completa: de 100 a 120 minutos. Puede seguir en otra visita o con otra persona."
            ),
            _(
                "Teclas: 1 a 5 el nivel, 6 a 9 las marcas, N no aplica, S sin ver, A nota, F foto, "
                "P quién responde, Enter siguiente, flechas para moverse, Ctrl+Z deshace, "
                "G ir a una pregunta, L lo que falta, R el resultado."
            ),
            _("Cada respuesta queda guardada antes de pasar a la siguiente."),
        )
    )
