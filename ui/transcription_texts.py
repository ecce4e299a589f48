"""What the transcription says besides the questions: meanings, counts, the advice of F1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import explain
from advisor_app.domain.answers import GRADED_FROM, AnswerState
from advisor_app.domain.paper_form import ROUNDS
from advisor_app.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from advisor_app.domain.answers import Answer
    from advisor_app.domain.instrument import Item
    from advisor_app.domain.paper_form import Round
    from advisor_app.services.assessment_view import AssessmentView
    from ui.transcription_flow import TranscriptionFlow


def of_paper(view: AssessmentView, round_: Round, day: date, lang: str) -> str:
    """Which paper is typed."""
    return _("{edition} · {round} · visita del {day}").format(
        edition=f"{view.instrument.id} {view.instrument.version}",
        round=ROUNDS[round_].in_(lang),
        day=formats.long_date(day, lang),
    )


def of_line(item: Item, answer: Answer | None, lang: str) -> str:
    """What a line says, in the words of the form; how to type where it says nothing."""
    if answer is None:
        if item.na_allowed:
            return _("1 a 5 · desde 3 con D, O o V · N y por qué · S sin ver · / y una nota")
        return _("1 a 5 · desde 3 con D, O o V · S sin ver · / y una nota")
    if answer.state is AnswerState.NA:
        return _("No aplica: {reason}").format(reason=answer.na_reason)
    if answer.state is AnswerState.NOT_VERIFIED or answer.level is None:
        return _("Sin ver")
    described = item.levels[answer.level - 1].in_(lang)
    if answer.level < GRADED_FROM or answer.evidence is None:
        return described
    return f"{explain.evidence_name(answer.evidence, lang)} · {described}"


def count(done: int, total: int, minutes: int) -> str:
    """How many lines are in, and in how many minutes."""
    shown = _("{done} de {total}").format(done=done, total=total)
    return shown + (" · " + _("{n} min").format(n=minutes) if minutes > 0 else "")


def of_end(flow: TranscriptionFlow) -> str:
    """What the list came to."""
    empty = flow.total - flow.done
    if not empty:
        return _("Todas las líneas tienen respuesta.")
    return ngettext("{n} línea quedó vacía.", "{n} líneas quedaron vacías.", empty).format(n=empty)


def loose(problem: str) -> str:
    """Why a line that is wrong holds the advisor here."""
    return problem + " " + _("Esc la deja como estaba.")


def not_kept() -> str:
    """Why a refused line holds the advisor here, once."""
    return _("Esta línea no se ha guardado. Para salir sin ella, salga otra vez.")


def transcribing() -> str:
    """How to transcribe, for F1."""
    return "\n\n".join(
        (
            _(
                "Cada línea es la del mismo número en el papel. Escriba el nivel y cómo se supo, "
                "y Enter: 3o. Los niveles 1 y 2 no necesitan letra."
            ),
            _(
                "N y por qué, si no aplica. S, si no se vio. Una nota va después de una barra: "
                "4v / hay actas. Enter o un punto dejan la línea vacía."
            ),
            _(
                "Con las flechas se vuelve a una línea para corregirla; Ctrl+Z deshace la última; "
                "Esc deja la línea como estaba."
            ),
            _("Cada línea queda guardada antes de pasar a la siguiente."),
        )
    )
