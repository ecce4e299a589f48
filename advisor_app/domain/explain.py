"""A result in plain words, the same on the screen and on paper.

Everything here takes the language of its document, not that of the window.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain.answers import Evidence
from advisor_app.domain.explain_line import (
    condition_text,
    evidence_sentences,
    line_name,
    line_reason,
    next_line_sentences,
    rule_sentences,
)
from advisor_app.domain.figures import half_up
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.quality_cost import FigureQuality, QuickCost
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.maturity import Cap, DimensionResult, ItemResult, MaturityResult
    from advisor_app.domain.size import SizeResult

__all__ = [
    "alert_sentences",
    "cap_sentences",
    "condition_text",
    "confidence_sentence",
    "cost_line_name",
    "cost_sentence",
    "dimension_state_name",
    "discount_sentence",
    "evidence_name",
    "evidence_sentences",
    "figure_quality_name",
    "ladder_sentence",
    "level_name",
    "line_name",
    "line_reason",
    "next_line_sentences",
    "rule_sentences",
    "size_name",
    "size_sentence",
]

_HALF = Decimal("0.5")
_WHOLE = Decimal(100)


def level_name(number: int, lang: str) -> str:
    """``Básico`` for 2."""
    return shipped_instrument().scale[number - 1].name.in_(lang)


def evidence_name(evidence: Evidence, lang: str) -> str:
    """How a level was shown, in a word."""
    _ = catalog(lang).text
    return {
        Evidence.DECLARED: _("Dicho"),
        Evidence.OBSERVED: _("Observado"),
        Evidence.VERIFIED: _("Verificado"),
    }[evidence]


def dimension_state_name(entry: DimensionResult, lang: str) -> str:
    """What to print in place of a score that does not exist; empty where there is one."""
    _ = catalog(lang).text
    return {
        "scored": "",
        "not_applicable": _("no aplica"),
        "insufficient": _("sin datos suficientes"),
    }[entry.state]


def ladder_sentence(result: MaturityResult, lang: str) -> str:
    """Where the firm stands on the ladder, and what is missing for the next step."""
    shown = place_sentence(result, lang)
    if result.level is None:
        return shown
    return f"{shown} {_next_step(result, result.level, len(result.instrument.scale), lang)}"


def place_sentence(result: MaturityResult, lang: str) -> str:
    """Where the firm stands on the ladder."""
    _ = catalog(lang).text
    if result.level is None:
        return _("Todavía no hay respuestas suficientes para ubicar a su empresa.")
    top = len(result.instrument.scale)
    place = _("Su empresa está en el escalón {n} de {top}, {name}.")
    if result.preliminary:
        place = _("Resultado preliminar: por ahora va en el escalón {n} de {top}, {name}.")
    return place.format(n=result.level, top=top, name=_level_name(result, result.level, lang))


def _next_step(result: MaturityResult, level: int, top: int, lang: str) -> str:
    _ = catalog(lang).text
    if result.preliminary:
        return _("Falta ver parte de las preguntas.")
    if level == top:
        return _("Es el escalón más alto.")
    goal = _level_name(result, level + 1, lang)
    total = result.S or Decimal(0)
    if result.level_base is not None and result.level_base > level:
        if result.on_the_way:
            reached = _("Con {score} puntos va camino a {name}.")
        else:
            reached = _("Sus {score} puntos alcanzan para {name}; algo importante lo frena.")
        return reached.format(score=formats.number(total, lang, 2), name=goal)
    text = _("Le faltan {points} puntos para el escalón {n}, {name}.")
    if any(cap.limit <= level for cap in result.caps):
        text = _("Para el escalón {n}, {name}, le faltan {points} puntos y reforzar lo que frena.")
    points = formats.number(level + _HALF - total, lang, 2)
    return text.format(points=points, n=level + 1, name=goal)


def cap_sentences(result: MaturityResult, lang: str) -> list[str]:
    """One sentence for each rule that limits the level, in the order of the rules."""
    return [_cap_sentence(result, cap, lang) for cap in result.caps]


def _cap_sentence(result: MaturityResult, cap: Cap, lang: str) -> str:
    _ = catalog(lang).text
    below = formats.number(cap.below or Decimal(0), lang, 2)
    if cap.rule in ("T1", "T2"):
        entry = result.dimension(cap.what)
        score = formats.number(entry.score or Decimal(0), lang, 2)
        text = _("El nivel no pasa de {n}: «{name}» tiene {score} y necesita {below}.")
        name = entry.dimension.name.in_(lang)
        return text.format(n=cap.limit, name=name, score=score, below=below)
    if cap.rule == "T3":
        text = _("El nivel no pasa de {n}: sigue en el primer escalón «{question}»")
        question = result.instrument.item(cap.what).question.in_(lang)
        return text.format(n=cap.limit, question=question)
    if cap.rule == "T6":
        text = _("La primera ronda llega hasta el nivel {n}. Con las demás preguntas puede subir.")
        return text.format(n=cap.limit)
    under = (entry.dimension.name.in_(lang) for entry in _under(result, cap))
    names = ", ".join(_("«{name}»").format(name=name) for name in under)
    text = _("El nivel no pasa de {n}: para subir falta llegar a {below} en {names}.")
    return text.format(n=cap.limit, below=below, names=names)


def _under(result: MaturityResult, cap: Cap) -> list[DimensionResult]:
    """The dimensions that set off a cap on the whole result."""
    named = cap.what.partition("<")[0].split("/")
    return [
        entry
        for entry in result.dimensions
        if entry.score is not None
        and cap.below is not None
        and entry.score < cap.below
        and (entry.dimension.code in named or named == ["dim"])
    ]


def alert_sentences(result: MaturityResult, lang: str) -> list[str]:
    """The legal or safety alerts (RT1): what comes first in any plan."""
    _ = catalog(lang).text
    text = _("Atienda esto primero: {action}")
    items = [result.instrument.item(code) for code in result.legal_alerts]
    return [text.format(action=item.action.in_(lang)) for item in items]


def discount_sentence(entry: ItemResult, lang: str) -> str:
    """``Nivel dicho 4, sustentado 2.`` of an answer whose evidence bears less than was said."""
    _ = catalog(lang).text
    said = entry.answer.level if entry.answer is not None else None
    text = _("Nivel dicho {said}, sustentado {borne}.")
    return text.format(said=said, borne=entry.substantiated)


def confidence_sentence(result: MaturityResult, lang: str) -> str:
    """How sure the result is."""
    _ = catalog(lang).text
    if result.confidence is None:
        return _("Todavía no hay datos para saber qué tan seguro es el resultado.")
    text = {
        "high": _("Confianza alta ({value} de 1): casi todo se vio o se comprobó."),
        "medium": _("Confianza media ({value} de 1): una parte se dijo y no se pudo ver."),
        "low": _("Confianza baja ({value} de 1): mucho se dijo y poco se pudo ver."),
    }[result.confidence_band]
    return text.format(value=formats.number(result.confidence, lang, 2))


def size_name(size: str, lang: str) -> str:
    """``Micro``, ``Pequeña``, ``Mediana`` or ``Grande``."""
    _ = catalog(lang).text
    return {
        "micro": _("Micro"),
        "small": _("Pequeña"),
        "medium": _("Mediana"),
        "large": _("Grande"),
    }[size]


def size_sentence(size: SizeResult, lang: str) -> str:
    """A firm's size and why (Decreto 957 de 2019)."""
    _ = catalog(lang).text
    position = sum(size.income > limit for limit in size.limits_pesos)
    if position < len(size.limits_pesos):
        text = _("{size}: ingresos de {year} por {income}; el límite es {limit} (Decreto 957).")
        limit = size.limits_pesos[position]
    else:
        text = _("{size}: ingresos de {year} por {income}, más de {limit} (Decreto 957).")
        limit = size.limits_pesos[-1]
    return text.format(
        size=size_name(size.size, lang),
        year=size.year,
        income=formats.pesos(size.income, lang),
        limit=formats.pesos(limit, lang),
    )


def cost_line_name(key: str, lang: str) -> str:
    """What one line of the cost of poor quality is."""
    _ = catalog(lang).text
    return {
        "scrap": _("Lo que se bota"),
        "rework": _("Lo que se repite"),
        "returns": _("Devoluciones y descuentos"),
        "lost_sales": _("Ventas perdidas"),
    }[key]


def figure_quality_name(quality: FigureQuality, lang: str) -> str:
    """Where a figure comes from, in a word."""
    _ = catalog(lang).text
    return {
        FigureQuality.INVOICE: _("factura"),
        FigureQuality.RECORD: _("registro"),
        FigureQuality.ESTIMATE: _("estimado"),
    }[quality]


def cost_sentence(cost: QuickCost, lang: str) -> str:
    """What poor quality costs in a month, honest about how much is an estimate."""
    _ = catalog(lang).text
    if cost.total is None:
        return _("Sin dato del costo de la mala calidad.")
    money = formats.pesos(cost.total, lang)
    if cost.share_of_sales is None:
        text = _("En un mes se pierden {money} por mala calidad.").format(money=money)
    else:
        text = _("En un mes se pierden {money} por mala calidad: el {share} de las ventas.")
        text = text.format(money=money, share=formats.percent(cost.share_of_sales, lang))
    guessed = cost.estimated_share
    if not guessed:
        return text
    if guessed == _WHOLE:
        return text + " " + _("Es una estimación.")
    note = _("El {share} de esa cifra es una estimación.")
    return text + " " + note.format(share=formats.percent(half_up(guessed, 0), lang, 0))


def _level_name(result: MaturityResult, number: int, lang: str) -> str:
    return result.instrument.scale[number - 1].name.in_(lang)
