"""The words of a gap assessment, the same on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.domain.gap import State
from advisor_app.domain.text import Text
from advisor_app.formats import number, percent
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from decimal import Decimal

    from advisor_app.domain.gap import GapResult
    from advisor_app.domain.schemes import Check, Verdict
    from advisor_app.domain.standard import Severity

STATES: Final = {
    State.COMPLIES: Text("Cumple", "Complies"),
    State.PARTIAL: Text("Parcial", "Partial"),
    State.FAILS: Text("No cumple", "Does not comply"),
    State.NOT_APPLICABLE: Text("No aplica", "Does not apply"),
}
UNSEEN: Final = Text("Sin ver", "Not seen")
SEVERITY_NAMES: Final[dict[Severity, Text]] = {
    "C": Text("Crítico o legal", "Critical or legal"),
    "M": Text("Mayor", "Major"),
    "m": Text("Menor", "Minor"),
    "R": Text("Recomendación", "Recommendation"),
}
PLACE_NAMES: Final = {
    "office": Text("Oficina y papeles", "Office and papers"),
    "reception": Text("Recibo", "Reception"),
    "production": Text("Producción o servicio", "Production or service"),
    "field": Text("Campo", "Field"),
    "storage": Text("Bodega", "Storage"),
    "laboratory": Text("Laboratorio y equipos de medir", "Laboratory and measuring"),
    "outside": Text("Alrededores, proveedores y clientes", "Surroundings, suppliers and customers"),
    "system": Text("Sistemas y datos", "Systems and data"),
    "people": Text("Personas", "People"),
}
EFFORT_NAMES: Final = {
    "S": Text("hasta 5 días de trabajo", "up to 5 working days"),
    "M": Text("hasta 15 días de trabajo", "up to 15 working days"),
    "L": Text("más de 15 días de trabajo", "over 15 working days"),
}


def disclaimer(lang: str) -> str:
    """What stands beside every readiness."""
    _ = catalog(lang).text
    return _(
        "Prediagnóstico de preparación; no es auditoría de certificación ni reemplaza la norma, "
        "que la empresa debe adquirir."
    )


def readiness_sentence(result: GapResult, lang: str) -> str:
    """How far the firm is, and whether enough was seen to say so."""
    _ = catalog(lang).text
    if result.readiness is None or result.coverage is None:
        return _("Ningún punto de la lista aplica todavía.")
    ready, seen = percent(result.readiness, lang, 1), percent(result.coverage, lang, 1)
    if result.preliminary:
        text = _("Preparación preliminar: {ready}. Se ha visto el {seen}; falta ver más.")
    else:
        text = _("Preparación: {ready}. Se vio el {seen} de lo que aplica.")
    return text.format(ready=ready, seen=seen)


def blocking_sentence(result: GapResult, lang: str) -> str:
    """How much stands in the way."""
    _, plural = catalog(lang).text, catalog(lang).plural
    count = len(result.blocking)
    if not count:
        return _("Hasta ahora nada bloquea.") if result.preliminary else _("Nada bloquea.")
    return plural("{n} punto bloquea.", "{n} puntos bloquean.", count).format(n=count)


def verdict_sentence(decided: Verdict, lang: str) -> str:
    """What the scheme would decide today."""
    _ = catalog(lang).text
    if decided.passes is None:
        return _("Todavía no se puede decir: faltan datos que se preguntan aparte de la lista.")
    if decided.passes:
        return _("Con estas respuestas cumpliría la regla del esquema.")
    return _("Con estas respuestas no cumpliría la regla del esquema.")


def check_sentence(check: Check, lang: str) -> str:
    """One condition of the rule, with the firm's value beside the limit."""
    _ = catalog(lang).text
    sentences = {
        "readiness": _("Preparación de al menos {limit} %: tiene {actual} %."),
        "blocking": _("Ningún punto bloquea: hay {actual}."),
        "comply_C": _("Todos los puntos críticos cumplen: faltan {actual}."),
        "comply_C_M": _("Todos los puntos críticos y mayores cumplen: faltan {actual}."),
        "no_major_fails": _("Ningún punto mayor incumple: hay {actual}."),
        "must_comply": _("Los puntos técnicos centrales cumplen: faltan {actual}."),
        "internal_audit": _("Auditoría interna hecha."),
        "management_review": _("Revisión por la dirección hecha."),
        "months_of_records": _("Registros de al menos {limit} meses: {actual}."),
        "performance_months": _("Datos de desempeño de al menos {limit} meses: {actual}."),
        "proficiency_tests": _("Participación en ensayos de aptitud por técnica."),
        "iso_9001_ready": _("La lista de ISO 9001 ya está lista."),
        "members_inspected": _("Inspección interna de todos los miembros."),
        "own_sample": _("La muestra propia que pide la lista."),
        "finished_project": _("Evidencia de un proyecto terminado."),
        "dated_actions": _("Cada punto menor abierto tiene acción con fecha: {actual} de {limit}."),
        "closed_actions": _("Cada punto menor abierto tiene acción cerrada: {actual} de {limit}."),
        "few_failing_m": _("A lo más {limit} puntos menores sin cumplir: hay {actual}."),
        "few_failing_M": _("A lo más {limit} puntos mayores sin cumplir: hay {actual}."),
        "development": _("Promedio de los puntos de desarrollo de al menos {limit} %: {actual} %."),
        "grade": _("Nota de {limit} o mejor: {actual}."),
        "critical_met": _("Ningún punto crítico incumple: hay {actual}."),
        "points": _("Puntaje de al menos {limit} %: {actual} %."),
        "official_score": _("Puntaje oficial mayor de {limit}: {actual}."),
        "group": _("Número de trabajadores y clase de riesgo conocidos."),
    }
    nothing = _("sin dato")
    return sentences[check.key].format(
        actual=_figure(check.actual, lang) or nothing, limit=_figure(check.limit, lang)
    )


def _figure(text: str, lang: str) -> str:
    """A figure of a rule as people of the language write it; a grade stays as it is."""
    from decimal import Decimal, InvalidOperation

    try:
        value: Decimal = Decimal(text)
    except InvalidOperation:
        return text
    places = 0 if value == value.to_integral_value() else 1
    return number(value, lang, places)


def concept_name(concept: str, lang: str) -> str:
    """What the health authority, or the safety table, would call the result."""
    _ = catalog(lang).text
    return {
        "favourable": _("favorable"),
        "favourable_with_requirements": _("favorable con requerimientos"),
        "unfavourable": _("desfavorable"),
        "acceptable": _("aceptable"),
        "moderately_acceptable": _("moderadamente aceptable"),
        "critical": _("crítico"),
    }[concept]


def figure_lines(decided: Verdict, lang: str) -> list[str]:
    """The scheme's own numbers, each in a sentence."""
    _, figures = catalog(lang).text, decided.figures
    lines: list[str] = []

    def say(text: str, **values: object) -> None:
        lines.append(text.format(**{k: _figure(str(v), lang) for k, v in values.items()}))

    if "major_pct" in figures and "minor_failing" in figures:
        say(_("Mayores: {major} %. Menores: {minor} %."), major=figures["major_pct"],
            minor=figures["minor_pct"])  # fmt: skip
    if decided.scheme == "brcgs":
        say(_("Hallazgos previstos: {f} fundamentales, {M} mayores y {m} menores."),
            f=figures["fundamental"], M=figures["major"], m=figures["minor"])  # fmt: skip
        grade = figures["grade"]
        lines.append(
            _("Nota prevista: {grade}.").format(grade=grade)
            if grade
            else _("No alcanzaría certificado.")
        )
    if decided.scheme == "invima":
        say(_("Puntos: {got} de {all}, {score} %."), got=figures["points"],
            all=figures["points_possible"], score=figures["score"])  # fmt: skip
        concept = concept_name(str(figures["concept"]), lang)
        lines.append(_("Concepto estimado: {concept}.").format(concept=concept))
    if decided.scheme == "sgsst" and figures.get("group"):
        for key, text in (("official", _("Puntaje oficial: {score}, {result}.")),
                          ("group", _("Puntaje de su grupo: {score}, {result}."))):  # fmt: skip
            result = concept_name(str(figures[f"{key}_result"]), lang)
            lines.append(
                text.format(score=_figure(str(figures[f"{key}_score"]), lang), result=result)
            )
    if "development_pct" in figures:
        say(_("Puntos de desarrollo: {share} %."), share=figures["development_pct"])
    return lines
