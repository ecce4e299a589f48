"""The service line in plain words: why this one, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain.routing import ConditionCheck, Routing, RuleCheck, ServiceLine, Value
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Instrument
    from advisor_app.domain.maturity import MaturityResult
    from advisor_app.domain.what_if import Change, NextLine, PendingEvidence

_PERCENT = {"gap_readiness"}


def line_name(line: ServiceLine, lang: str) -> str:
    """The name of a service line."""
    _ = catalog(lang).text
    return {
        ServiceLine.TRAINING: _("Formación"),
        ServiceLine.TECHNICAL_ASSISTANCE: _("Asistencia técnica"),
        ServiceLine.CERTIFICATION: _("Apoyo a certificaciones"),
        ServiceLine.UNCLASSIFIED: _("Sin clasificar"),
    }[line]


def line_reason(result: MaturityResult, routing: Routing, lang: str) -> list[str]:
    """Why this line, in two sentences."""
    _ = catalog(lang).text
    total = formats.number(result.S or Decimal(0), lang, 2)
    first = {
        "RT0": _("Falta ver parte de las preguntas."),
        "RT2": _("Con {score} puntos, su trabajo diario ya es firme y se puede demostrar."),
        "RT3": _("Con {score} puntos y una preparación alta, está cerca de la norma que busca."),
        "RT4": _("Con {score} puntos, su empresa ya tiene una base de orden."),
        "RT5": _("Tiene {score} puntos y un pedido o compromiso por escrito."),
        "RT6": _("Su empresa tiene {score} puntos y para asistencia técnica se piden {limit}."),
    }[routing.rule]
    second = {
        "RT0": _("Con ellas se sabrá qué servicio le conviene."),
        "RT2": _("Le sirve apoyo para pasar la auditoría y obtener el certificado."),
        "RT3": _("Le sirve apoyo para cerrar lo que falta y obtener el certificado."),
        "RT4": _("Le sirve que alguien le acompañe a escribir, medir y estabilizar el trabajo."),
        "RT5": _("Le sirve acompañamiento con un refuerzo en lo básico para cumplir el pedido."),
        "RT6": _("Le sirve empezar por formación, para poner orden en lo básico."),
    }[routing.rule]
    if routing.certification_candidate:
        second = _("Puede aspirar a certificarse: primero mida cuánto le falta para la norma.")
    limit = formats.number(_score_limit(routing), lang, 2)
    return [first.format(score=total, limit=limit), second]


def _score_limit(routing: Routing) -> Decimal:
    """The score that technical assistance asks for."""
    limit = routing.check("RT4").conditions[0].limit
    return limit if isinstance(limit, Decimal) else Decimal(0)


def next_line_sentences(next_line: NextLine | None, instrument: Instrument, lang: str) -> list[str]:
    """What would change the line: the answers to improve, one by one, and what else it takes."""
    if next_line is None:
        return []
    _, plural = catalog(lang).text, catalog(lang).plural
    name = line_name(next_line.line, lang)
    count = len(next_line.changes)
    if count:
        head = plural(
            "Para pasar a {line} hay que mejorar {n} respuesta:",
            "Para pasar a {line} hay que mejorar {n} respuestas:",
            count,
        )
    else:
        head = _("Sus respuestas ya alcanzan para {line}.")
    sentences = [head.format(line=name, n=count)]
    sentences += (_change_sentence(change, instrument, lang) for change in next_line.changes)
    if next_line.needs_full_form:
        sentences.append(_("Primero hay que responder el resto de las preguntas."))
    if next_line.needs_gap:
        text = _("También debe cumplir el {share} de la norma que busca, sin faltas graves.")
        share = formats.percent(next_line.readiness or Decimal(0), lang, 0)
        sentences.append(text.format(share=share))
    if next_line.commitment_is_enough:
        sentences.append(_("Un pedido o carta de compromiso por escrito también basta."))
    return sentences


def _change_sentence(change: Change, instrument: Instrument, lang: str) -> str:
    _ = catalog(lang).text
    question = instrument.item(change.item).question.in_(lang)
    if change.from_level is None:
        text = _("«{question}» Muestre el nivel {to}; hoy no se pudo ver.")
    else:
        text = _("«{question}» Del nivel {level} al {to}.")
    return text.format(question=question, level=change.from_level, to=change.to_level)


def evidence_sentences(
    pending: Iterable[PendingEvidence], instrument: Instrument, lang: str
) -> list[str]:
    """What to ask for before leaving: the question, and what could be shown."""
    _ = catalog(lang).text
    texts = {
        ("unsupported", "line"): _("«{question}» Se dijo y no se vio; podría cambiar la línea."),
        ("unsupported", "level"): _("«{question}» Se dijo y no se vio; podría subir el nivel."),
        ("not_seen", "line"): _("«{question}» No se ha visto; podría cambiar la línea."),
        ("not_seen", "level"): _("«{question}» No se ha visto; podría subir el nivel."),
    }
    return [
        texts[piece.reason, piece.changes].format(
            question=instrument.item(piece.item).question.in_(lang)
        )
        for piece in pending
    ]


def rule_sentences(routing: Routing, lang: str) -> list[str]:
    """Every routing rule and how it came out, for whoever wants to check the line.

    The rules are looked at in order and the first one that holds decides.
    """
    decided = [check.rule for check in routing.checks].index(routing.rule)
    return [
        _rule_sentence(check, position - decided, lang)
        for position, check in enumerate(routing.checks)
    ]


def _rule_sentence(check: RuleCheck, after_decision: int, lang: str) -> str:
    _ = catalog(lang).text
    if after_decision == 0:
        text = _("{rule}: se cumple y decide.")
    elif after_decision > 0:
        text = _("{rule}: no hizo falta mirarla.")
    elif check.rule == "RT0":
        text = _("{rule}: no es el caso.")
    else:
        text = _("{rule}: no se cumple. Falta: {missing}.")
    missing = "; ".join(condition_text(c, lang) for c in check.conditions if not c.met)
    name = f"{check.rule}, {_rule_name(check.rule, lang)}"
    return text.format(rule=name, missing=missing)


def _rule_name(rule: str, lang: str) -> str:
    _ = catalog(lang).text
    return {
        "RT0": _("resultado preliminar"),
        "RT2": _("apoyo a certificaciones"),
        "RT3": _("apoyo a certificaciones, vía rápida"),
        "RT4": _("asistencia técnica"),
        "RT5": _("asistencia técnica con nivelación"),
        "RT6": _("formación"),
    }[rule]


def condition_text(check: ConditionCheck, lang: str) -> str:
    """One condition with the firm's value and the limit."""
    _ = catalog(lang).text
    names = {
        "preliminary": _("que el resultado sea preliminar"),
        "form": _("responder todas las preguntas"),
        "commitment": _("un pedido o compromiso por escrito"),
        "S": _("puntaje {actual}, mínimo {limit}"),
        "S_below": _("puntaje {actual}, menor que {limit}"),
        "level": _("nivel {actual}, mínimo {limit}"),
        "core_minimum": _("dimensión central más baja {actual}, mínimo {limit}"),
        "critical_open": _("puntos críticos en nivel 1: {actual}, máximo {limit}"),
        "critical_unverified": _("puntos críticos sin ver: {actual}, máximo {limit}"),
        "legal_alerts": _("alertas legales o de riesgo: {actual}, máximo {limit}"),
        "confidence": _("confianza {actual}, mínimo {limit}"),
        "gap_readiness": _("preparación para la norma: {actual}, mínimo {limit}"),
        "gap_blocking": _("faltas graves frente a la norma: {actual}, máximo {limit}"),
    }
    text = names.get(check.key, _("pregunta {code} en nivel {actual}, mínimo {limit}"))
    return text.format(
        code=check.key,
        actual=_value(check.key, check.actual, lang),
        limit=_value(check.key, check.limit, lang),
    )


def _value(key: str, value: Value, lang: str) -> str:
    _ = catalog(lang).text
    if value is None:
        return _("sin dato")
    if isinstance(value, Decimal):
        if key in _PERCENT:
            return formats.percent(value, lang)
        return formats.number(value, lang, 2)
    return str(value)
