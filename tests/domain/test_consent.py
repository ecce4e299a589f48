"""The consent text: every blank filled, every word proved by its hash."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from advisor_app.domain.consent import (
    BLANK,
    ConsentKind,
    ConsentMethod,
    consent_text,
    filled,
    load_consent,
    shipped_consent,
)
from advisor_app.domain.errors import BadContent
from advisor_app.domain.nit import parse_nit
from advisor_app.paths import resource

TEXT = shipped_consent()


def test_only_the_first_permission_is_needed_to_take_part():
    assert TEXT.required == {ConsentKind.DATA}
    assert list(TEXT.questions) == list(ConsentKind)
    assert TEXT.label == "HD-1.0"
    assert [str(method) for method in ConsentMethod] == ["spoken", "signature", "recorded_voice"]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_spoken_version_takes_about_a_minute(lang: str):
    words = consent_text(lang, TEXT.example).spoken.split()
    assert 110 <= len(words) <= 160  # people speak 130 to 160 words a minute


def test_the_full_text_holds_what_the_law_asks():
    full = consent_text("es", TEXT.example).full
    rights = (
        "conocer, actualizar y rectificar",
        "revocar",
        "prueba de esta autorización",
        "gratis",
    )
    known = ("gratis", "Superintendencia de Industria y Comercio", "voluntario", "Ley 1581 de 2012")
    for part in (*rights, *known, TEXT.example["responsible"], TEXT.example["email"]):
        assert part in full


@pytest.mark.parametrize("lang", ["es", "en"])
def test_no_placeholder_is_left(lang: str):
    blank, complete = consent_text(lang), consent_text(lang, TEXT.example)
    for words in (blank, complete):
        shown = " ".join([words.full, words.spoken, *words.questions.values()])
        assert not re.search(r"[{}]", shown)
    assert BLANK in blank.full
    assert BLANK not in complete.full


def test_a_value_is_never_filled_twice():
    assert filled("{a} {b}", {"a": "{b}", "b": " "}) == f"{{b}} {BLANK}"


def test_the_hash_proves_which_words_were_said():
    base = consent_text("es", TEXT.example)
    assert base.text_hash == consent_text("es", TEXT.example).text_hash
    others = [consent_text("en", TEXT.example), consent_text("es", {**TEXT.example, "years": "9"})]
    assert len({base.text_hash, *(other.text_hash for other in others)}) == 3
    assert re.fullmatch(r"[0-9a-f]{64}", base.text_hash)
    assert base.version == "HD-1.0"


def test_the_example_belongs_to_nobody():
    assert parse_nit(TEXT.example["responsible_nit"]).base.startswith("999")
    assert set(TEXT.example) == set(TEXT.placeholders)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("full", "es"), "Con {secreto} y {owner}", "placeholders"),
        (("kinds", "data", "required"), "yes", "kinds data required"),
        (("kinds", "data", "question"), {"es": "¿Sí?"}, "kinds data question en"),
        (("kinds", "telepathy"), {}, "kinds telepathy"),
        (("spoken", "en"), "", "spoken en"),
    ],
)
def test_a_broken_file_names_the_place(path: tuple[str, ...], value: Any, place: str):
    file = resource("texts", "consent-HD-1.0.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(BadContent) as caught:
        load_consent(json.dumps(data))
    assert place in caught.value.place
