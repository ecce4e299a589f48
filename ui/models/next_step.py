"""The one thing to do next at a firm, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from advisor_app.i18n import _, ngettext

if TYPE_CHECKING:
    from advisor_app.domain.firm import Firm
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.consents import ConsentState
    from advisor_app.services.visits import Visit


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the primary button of a firm's page says and does.

    Attributes:
        words: the button.
        reason: the sentence beside it.
        route: where it leads; empty when it starts the interview itself.
    """

    words: str
    reason: str
    route: str
    params: dict[str, Any] = field(default_factory=dict[str, Any], hash=False)


def next_step(
    firm: Firm,
    consents: ConsentState,
    visit: Visit | None,
    latest: AssessmentView | None,
) -> NextStep:
    """What follows from the consent, the open visit and the latest diagnosis."""
    if not consents.data:
        return _ask_consent(firm, asked=consents.data is not None)
    if visit is None:
        return _without_visit(firm, latest)
    if not firm.sector:
        return NextStep(
            _("Elegir el sector"),
            _("El sector decide qué preguntas se hacen. Después sigue la entrevista."),
            "firm_form",
            {"firm_id": firm.id},
        )
    if latest is not None and latest.is_open:
        return NextStep(
            _("Seguir la entrevista"),
            _answered(latest),
            "interview",
            {"assessment_id": latest.id},
        )
    if latest is not None and latest.visit_id == visit.id:
        return NextStep(
            _("Cerrar la visita"),
            _("El diagnóstico está cerrado. Falta anotar cómo terminó la visita."),
            "visit_end",
            {"visit_id": visit.id},
        )
    return NextStep(
        _("Empezar la entrevista"),
        _(
            "La visita {number} está abierta. Las primeras 27 preguntas toman unos 45 minutos."
        ).format(number=visit.number),
        "",
    )


def _ask_consent(firm: Firm, *, asked: bool) -> NextStep:
    reason = (
        _("La empresa dijo que no. Sin la autorización solo se guardan sus datos públicos.")
        if asked
        else _("Antes de la entrevista, léale la autorización a quien responde: toma un minuto.")
    )
    words = _("Preguntar de nuevo") if asked else _("Pedir la autorización")
    return NextStep(words, reason, "consent", {"firm_id": firm.id})


def _without_visit(firm: Firm, latest: AssessmentView | None) -> NextStep:
    start = NextStep(
        _("Empezar la visita"),
        _("La autorización está dada. Anote quién está y empiece."),
        "visit_start",
        {"firm_id": firm.id},
    )
    if latest is None:
        return start
    if latest.is_open:
        return NextStep(
            start.words,
            _answered(latest) + " " + _("La visita nueva sigue donde quedó."),
            start.route,
            start.params,
        )
    return NextStep(
        _("Ver el resultado"),
        _("El diagnóstico está cerrado."),
        "result",
        {"assessment_id": latest.id},
    )


def _answered(latest: AssessmentView) -> str:
    asked = len(latest.instrument.applicable(latest.profile, latest.form))
    count = len(latest.answers)
    return ngettext(
        "El diagnóstico va en {n} respuesta de {total}.",
        "El diagnóstico va en {n} respuestas de {total}.",
        count,
    ).format(n=count, total=asked)
