"""While a workspace is opened, and when it can't be: why, and another try."""

from __future__ import annotations

import pytest

from advisor_app.domain.errors import AdvisorError
from tests.ui.hands import expose
from ui.screens.opening import OpeningScreen


@pytest.fixture
def screen(qtbot, context):
    made = OpeningScreen(context)
    expose(qtbot, made, 1366, 768)
    return made


def test_it_says_what_is_being_opened(screen):
    screen.open(words="Abriendo la demostración…")
    assert screen.words.text() == "Abriendo la demostración…"
    assert not screen.retry.isVisible()


def test_a_refusal_is_explained_and_can_be_tried_again(screen, qtbot):
    tried = []
    error = AdvisorError("La carpeta está en la red.", advice="Elija una en este computador.")
    screen.open(error=error, retry=lambda: tried.append(1))
    assert screen.trouble.text.text() == error.message
    assert screen.trouble.advice.text() == error.advice
    assert not screen.words.isVisible()
    assert screen.first_focus() is screen.retry
    screen.retry.click()
    assert tried == [1]


def test_once_it_opens_the_refusal_is_gone(screen):
    screen.open(error=AdvisorError("No se puede."), retry=lambda: None)
    screen.open()
    assert screen.trouble is None
    assert screen.words.isVisible()
