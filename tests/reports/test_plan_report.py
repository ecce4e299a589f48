"""The plan on paper: its drawing in words, its months, and what it says of money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor_app.domain.document import PLAN
from advisor_app.reports.kinds import Printable, render_document
from tests.reports import plans
from tests.reports.reading import tree, whole


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_document(Printable(PLAN, plans.usual()), "es").pdf


def test_who_does_not_see_the_drawing_hears_every_action_with_its_days(pdf: bytes):
    told = next(text for tag, text in tree(pdf) if tag == "Figure" and "tiempo" in text)
    for number in (1, 2, 3, 4):
        assert f"{number}. Escribir el método de la tarea {number}: del 02/11/2026 al" in told
    assert "tarea 5" not in told  # it was cancelled


def test_the_estimate_says_that_it_is_one_and_what_is_not_known(pdf: bytes):
    text = whole(pdf)
    assert "Estimación; depende de los términos de la convocatoria vigente." in text
    assert "(el tope de la convocatoria)" in text
    assert "Falta el costo de 2 acciones." in text


def test_what_waits_stands_under_its_reason(pdf: bytes):
    text = whole(pdf)
    reasons = [text.index("Ya hay tantas acciones"), text.index("No cabe en las horas")]
    assert text.index("tarea 7.") > reasons[0]
    assert text.index("tarea 6.") > reasons[1]


def test_what_is_closed_says_what_shows_it_who_verified_it_and_when(pdf: bytes):
    assert "Prueba de cierre: Acta y foto" in whole(pdf)
    assert "Verificada el 2 de noviembre de 2026 por Marta." in whole(pdf)
    content = plans.usual()
    shown = plans.action(4, state="done", shown="paper", caption="Acta firmada")
    plan = replace(content.plan, actions=(shown,))
    text = whole(render_document(Printable(PLAN, replace(content, plan=plan)), "en").pdf)
    assert "document: Acta firmada" in text


def test_a_plan_without_actions_says_so():
    text = whole(render_document(Printable(PLAN, plans.empty()), "es").pdf)
    assert "Todavía no hay acciones en el plan." in text
