"""Every list of the library: whole, in both languages, in words of its own."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from advisor_app.domain.standard import shipped_ids, shipped_standard

LISTS = shipped_ids()
_LONGEST_SENTENCE = 30
_KEY = re.compile(r"`|\b[a-z0-9]+_[a-z0-9_]+")


def test_the_whole_library_is_there():
    assert len(LISTS) == 36
    assert sum(len(shipped_standard(key).requirements) for key in LISTS) == 1_509


@pytest.mark.parametrize("key", LISTS)
def test_every_requirement_helps_in_both_languages(key):
    for one in shipped_standard(key).requirements:
        texts = [one.title, one.looks_at, one.action, *one.evidence]
        for text in texts:
            assert text.es.strip(), one.code
            assert text.en.strip(), one.code
        assert len(one.evidence) >= 2, one.code
        assert one.looks_at.es != one.looks_at.en, one.code
        assert one.action.es.endswith("."), one.code
        assert one.action.en.endswith("."), one.code


@pytest.mark.parametrize("key", LISTS)
def test_no_help_is_a_template(key):
    for lang in ("es", "en"):
        points = shipped_standard(key).requirements
        counted = Counter(text.in_(lang) for one in points for text in (one.looks_at, one.action))
        assert [text for text, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("key", LISTS)
def test_what_an_auditor_looks_at_is_read_at_a_glance(key):
    for one in shipped_standard(key).requirements:
        for lang in ("es", "en"):
            assert len(one.looks_at.in_(lang).split()) <= _LONGEST_SENTENCE, one.code


@pytest.mark.parametrize("key", LISTS)
def test_every_list_says_its_edition_and_where_it_comes_from(key):
    standard = shipped_standard(key)
    for text in (standard.name, standard.edition, standard.source):
        assert text.es.strip()
        assert text.en.strip()


@pytest.mark.parametrize("key", LISTS)
def test_no_word_of_a_list_is_a_key_of_the_program(key):
    told = shipped_standard(key)
    texts = [told.name, told.edition, told.transition, told.note, told.source, told.rule]
    texts += [text for one in told.requirements for text in (one.title, one.looks_at, one.action)]
    for text in filter(None, texts):
        for said in (text.es, text.en):
            assert not _KEY.search(said), said


def test_the_duties_of_management_always_apply():
    for key in ("iso_9001_2015", "iso_9001_2026", "iso_14001", "iso_45001"):
        standard = shipped_standard(key)
        for codes in standard.roles.values():
            assert not any(standard.requirement(code).na_allowed for code in codes)
