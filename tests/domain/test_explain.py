"""Results in words: short, plain, the same on screen and on paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from advisor_app.domain import explain
from advisor_app.domain.answers import Evidence
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.parameters import shipped_parameters
from advisor_app.domain.routing import ConditionCheck, Gap, ServiceLine, route
from advisor_app.domain.what_if import Change, NextLine, decisive_evidence, fewest_changes
from tests.domain.builders import dimension_data, instrument, item_data, scored
from tests.domain.sample_firms import SAMPLES

IMC = shipped_instrument()
RULES = shipped_parameters()
SHEETS = [(name, form) for name in SAMPLES for form in ("full", "short")]


def everything_said(name: str, form: Any, lang: str) -> list[str]:
    sample = SAMPLES[name]
    result = sample.scored(form)
    routing = route(result, RULES, sample.gap, sample.commitment)
    way = fewest_changes(result, RULES, sample.gap, sample.commitment)
    pending = decisive_evidence(result, RULES, sample.gap, sample.commitment)
    return [
        explain.ladder_sentence(result, lang),
        *explain.cap_sentences(result, lang),
        *explain.alert_sentences(result, lang),
        *(explain.discount_sentence(e, lang) for e in result.items if e.discounted),
        explain.confidence_sentence(result, lang),
        explain.line_name(routing.line, lang),
        *explain.line_reason(result, routing, lang),
        *explain.next_line_sentences(way, IMC, lang),
        *explain.evidence_sentences(pending, IMC, lang),
        *explain.rule_sentences(routing, lang),
    ]


@pytest.mark.parametrize(("name", "form"), SHEETS)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_result_can_be_said(name: str, form: str, lang: str):
    for sentence in everything_said(name, form, lang):
        assert sentence.strip() == sentence
        assert sentence
        assert not set("{}!¡") & set(sentence)


@pytest.mark.parametrize(("name", "form"), SHEETS)
def test_what_the_owner_hears_is_short(name: str, form: Any):
    sample = SAMPLES[name]
    result = sample.scored(form)
    routing = route(result, RULES, sample.gap, sample.commitment)
    said = [
        explain.ladder_sentence(result, "es"),
        explain.confidence_sentence(result, "es"),
        *explain.line_reason(result, routing, "es"),
        *explain.cap_sentences(result, "es"),
    ]
    for text in said:
        unquoted = text.replace(". ", ".\n").splitlines()
        own = [" ".join(w for w in _outside_quotes(part).split()) for part in unquoted]
        assert all(len(part.split()) < 20 for part in own), own


def _outside_quotes(text: str) -> str:
    inside, kept = 0, ""
    for char in text:
        inside += (char == "«") - (char == "»")
        kept += char if not inside else ""
    return kept


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "F01",
            "Su empresa está en el escalón 2 de 5, Básico. "
            "Para el escalón 3, Estandarizado, le faltan 0,38 puntos y reforzar lo que frena.",
        ),
        (
            "F02",
            "Su empresa está en el escalón 3 de 5, Estandarizado. "
            "Le faltan 0,21 puntos para el escalón 4, Medido y controlado.",
        ),
        (
            "F03",
            "Su empresa está en el escalón 3 de 5, Estandarizado. Sus 3,65 puntos alcanzan para "
            "Medido y controlado; algo importante lo frena.",
        ),
        (
            "F06",
            "Su empresa está en el escalón 2 de 5, Básico. "
            "Con 2,59 puntos va camino a Estandarizado.",
        ),
    ],
)
def test_the_ladder_says_where_the_firm_stands_and_what_is_missing(name: str, sentence: str):
    assert explain.ladder_sentence(SAMPLES[name].scored(), "es") == sentence


THREE = instrument(dimension_data("D1", *(item_data(f"D1.{n}") for n in (1, 2, 3)), core=True))
ONE = instrument(dimension_data("D1", item_data("D1.1"), item_data("D1.2"), core=True))


@pytest.mark.parametrize(
    ("tokens", "sentence"),
    [
        ("5v 5v 5v", "Su empresa está en el escalón 5 de 5, Paso 5. Es el escalón más alto."),
        (
            "2 2 -",
            "Resultado preliminar: por ahora va en el escalón 2 de 5, Paso 2. "
            "Falta ver parte de las preguntas.",
        ),
        ("- - -", "Todavía no hay respuestas suficientes para ubicar a su empresa."),
    ],
)
def test_the_ladder_at_its_ends(tokens: str, sentence: str):
    assert explain.ladder_sentence(scored(THREE, tokens), "es") == sentence


def test_every_cap_says_what_set_it_off():
    content = instrument(
        dimension_data("D1", item_data("D1.1", critical=True), weight=1),
        dimension_data("D3", item_data("D3.1"), core=True, weight=30),
        dimension_data("D4", item_data("D4.1"), core=True, weight=30),
        dimension_data("D5", item_data("D5.1"), core=True, weight=9),
    )
    said = explain.cap_sentences(scored(content, "1 5v 5v 1", form="short"), "es")
    assert said == [
        "El nivel no pasa de 3: «Dimensión D1» tiene 1,00 y necesita 2,00.",
        "El nivel no pasa de 2: «Dimensión D5» tiene 1,00 y necesita 2,00.",
        "El nivel no pasa de 2: sigue en el primer escalón «Pregunta D1.1»",
        "El nivel no pasa de 3: para subir falta llegar a 3,50 en «Dimensión D5».",
        "La primera ronda llega hasta el nivel 3. Con las demás preguntas puede subir.",
        "El nivel no pasa de 2: para subir falta llegar a 2,50 en «Dimensión D5».",
    ]
    five = scored(content, "3v 5v 5v 5v")
    assert explain.cap_sentences(five, "es") == [
        "El nivel no pasa de 4: para subir falta llegar a 4,00 en «Dimensión D1»."
    ]


def test_a_legal_alert_comes_with_what_to_do_first():
    (alert,) = explain.alert_sentences(SAMPLES["F11"].scored(), "es")
    assert alert.startswith("Atienda esto primero: Hacer la autoevaluación")


def test_the_private_alert_is_never_said():
    secret = IMC.item("D7.5").confidential_alert
    assert secret is not None
    for name in SAMPLES:
        for lang in ("es", "en"):
            said = " ".join(everything_said(name, "full", lang))
            assert secret.in_(lang) not in said
            assert "protección infantil" not in said


def test_a_discount_names_both_levels():
    entry = next(e for e in SAMPLES["F08"].scored().items if e.discounted)
    assert explain.discount_sentence(entry, "es") == "Nivel dicho 3, sustentado 2."


@pytest.mark.parametrize(
    ("tokens", "start"),
    [
        ("3v 2", "Confianza alta (1,00 de 1)"),
        ("3d 2", "Confianza media (0,70 de 1)"),
        ("3d 3d", "Confianza baja (0,40 de 1)"),
        ("- -", "Todavía no hay datos"),
    ],
)
def test_confidence_is_said_by_its_band(tokens: str, start: str):
    assert explain.confidence_sentence(scored(ONE, tokens), "es").startswith(start)


@pytest.mark.parametrize(
    ("tokens", "order", "gap", "rule"),
    [
        ("4v -", False, None, "RT0"),
        ("4v 4v", False, Gap(Decimal(70), 0), "RT2"),
        ("3v 3v", False, Gap(Decimal(85), 0), "RT4"),
        ("2 2", False, None, "RT4"),
        ("1 2", True, None, "RT6"),
    ],
)
def test_the_line_has_two_sentences(tokens: str, order: bool, gap: Gap | None, rule: str):
    result = scored(ONE, tokens)
    routing = route(result, RULES, gap, order)
    assert routing.rule == rule
    reason = explain.line_reason(result, routing, "es")
    assert len(reason) == 2
    assert all(sentence.endswith(".") for sentence in reason)


def test_training_says_how_much_assistance_asks_for():
    sample = SAMPLES["F08"]
    reason = explain.line_reason(sample.scored(), sample.routed(), "es")
    assert reason[0] == "Su empresa tiene 1,78 puntos y para asistencia técnica se piden 2,00."


def test_a_candidate_is_told_to_measure_the_gap():
    sample = SAMPLES["F10"]
    assert "mida cuánto le falta" in explain.line_reason(sample.scored(), sample.routed(), "es")[1]


def test_what_would_change_the_line_is_named_answer_by_answer():
    sample = SAMPLES["F05"]
    way = fewest_changes(sample.scored(), RULES, sample.gap, sample.commitment)
    assert explain.next_line_sentences(way, IMC, "es") == [
        "Para pasar a Apoyo a certificaciones hay que mejorar 1 respuesta:",
        "«¿Qué mide de sus procesos?» Del nivel 2 al 3.",
        "También debe cumplir el 85\u00a0% de la norma que busca, sin faltas graves.",
    ]
    short = SAMPLES["F08"].scored("short")
    said = explain.next_line_sentences(fewest_changes(short, RULES, None, False), IMC, "es")
    assert said[0] == "Para pasar a Asistencia técnica hay que mejorar 2 respuestas:"
    assert said[-1] == "Un pedido o carta de compromiso por escrito también basta."
    assert explain.next_line_sentences(None, IMC, "es") == []


def test_an_item_that_was_not_seen_is_to_be_shown():
    changes = (Change("D1.1", None, 3), Change("D1.2", 1, 3))
    way = NextLine(ServiceLine.TECHNICAL_ASSISTANCE, "RT4", changes)
    assert explain.next_line_sentences(way, ONE, "es")[1:] == [
        "«Pregunta D1.1» Muestre el nivel 3; hoy no se pudo ver.",
        "«Pregunta D1.2» Del nivel 1 al 3.",
    ]


def test_pending_evidence_says_why_and_what_for():
    content = instrument(dimension_data("D1", item_data("D1.1", 6), item_data("D1.2", 4)))
    pending = decisive_evidence(scored(content, "1 4d"), RULES, None, False)
    assert explain.evidence_sentences(pending, content, "es") == [
        "«Pregunta D1.2» Se dijo y no se vio; podría cambiar la línea."
    ]


def test_every_rule_is_accounted_for_in_order():
    said = explain.rule_sentences(SAMPLES["F05"].routed(), "es")
    assert said[0] == "RT0, resultado preliminar: no es el caso."
    assert said[1].startswith("RT2, apoyo a certificaciones: no se cumple. Falta: puntaje 3,10")
    assert "faltas graves frente a la norma: 3, máximo 0" in said[1]
    assert "pregunta D5.1 en nivel 2, mínimo 3" in said[2]
    assert "preparación para la norma: 78,0\u00a0%, mínimo 85,0\u00a0%" in said[2]
    assert said[3] == "RT4, asistencia técnica: se cumple y decide."
    assert said[4].endswith("no hizo falta mirarla.")
    assert said[5] == "RT6, formación: no hizo falta mirarla."


def test_a_missing_value_is_said():
    check = ConditionCheck("gap_readiness", None, Decimal("70.0"), met=False)
    assert explain.condition_text(check, "es") == (
        "preparación para la norma: sin dato, mínimo 70,0\u00a0%"
    )


def test_names():
    assert explain.level_name(2, "es") == "Básico"
    assert explain.level_name(2, "en") == "Basic"
    assert [explain.evidence_name(e, "es") for e in Evidence] == [
        "Dicho",
        "Observado",
        "Verificado",
    ]
    assert [explain.line_name(line, "es") for line in ServiceLine] == [
        "Formación",
        "Asistencia técnica",
        "Apoyo a certificaciones",
        "Sin clasificar",
    ]
    content = instrument(
        dimension_data("D1", item_data("D1.1")),
        dimension_data("D2", item_data("D2.1")),
        dimension_data("D3", item_data("D3.1")),
    )
    states = [explain.dimension_state_name(d, "es") for d in scored(content, "2 x -").dimensions]
    assert states == ["", "no aplica", "sin datos suficientes"]
