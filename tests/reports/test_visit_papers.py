"""What the record, the list and the authorization of a visit show, and where."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from advisor_app.domain.document import ATTENDANCE, CONSENT, VISIT_RECORD
from advisor_app.domain.signature import Method, Party, Signature, Signer
from advisor_app.reports.issued import Content
from advisor_app.reports.kinds import Printable, render_document
from advisor_app.reports.page import Rendered
from tests.reports import papers
from tests.reports.reading import pages, tree, whole
from tests.reports.signatures import signature


def rendered(kind: str, content: Content, lang: str = "es", *signatures: Signature) -> Rendered:
    return render_document(Printable(kind, content, signatures), lang)


def text_of(kind: str, content: Content, lang: str = "es", *signatures: Signature) -> str:
    return whole(rendered(kind, content, lang, *signatures).pdf).replace("\u00a0", " ")


# --- The record ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_record_is_one_page_also_with_much_to_tell(lang: str):
    line = "Se revisó el cuaderno de recibo y se comparó con las facturas.\n"
    record = replace(papers.visit_record(), activities=line * 6, findings=line * 7)
    assert rendered(VISIT_RECORD, record, lang).page_count == 1


def test_a_record_that_fits_no_page_goes_on_and_loses_nothing():
    record = papers.long_record()
    nodes = tree(rendered(VISIT_RECORD, record).pdf)
    heard = " ".join(text for _tag, text in nodes)
    assert heard.count("se comparó con las facturas") == 1000 + 900
    assert "No estoy de acuerdo." in heard
    headings = [text for tag, text in nodes if tag == "H2"]
    assert headings[:2] == ["Actividades", "Hallazgos"]
    assert headings[-1] == "Firmas"


def test_a_record_supports_the_payment():
    text = text_of(VISIT_RECORD, papers.visit_record())
    for words in (
        "NIT 999.000.101-0",
        "El Tambo, Cauca",
        "2 de noviembre de 2026; 8:05 a. m. a 9:56 a. m.; pausas: 10 minutos",
        "Horas por pagar 1,68",
        "Presencial, Centro de acopio, vereda La Laguna",
        "Alba Nelly Muñoz Chate (representante legal); producción u operación (2)",
        "2 fotos, huellas 3fa291bc, 77d0a1c2.",
        "Próxima visita: 15 de diciembre de 2026.",
        "datos@ejemplo.org",
    ):
        assert words in text


def test_typed_lines_are_a_list_and_a_single_one_is_not():
    record = replace(papers.visit_record(), activities="- Uno\n\n• Dos\n", findings="- Solo esto")
    nodes = tree(rendered(VISIT_RECORD, record).pdf)
    assert [text for tag, text in nodes if tag == "LBody"] == ["Uno", "Dos"]
    assert ("P", "Solo esto") in nodes


def test_a_visit_that_was_not_made_is_signed_by_the_advisor_alone():
    text = text_of(VISIT_RECORD, papers.unmade())
    assert "Clima o vía: La quebrada se llevó la vía" in text
    assert "Por el programa. La visita no se hizo." in text
    assert "Por la empresa" not in text
    assert "no nombra a nadie" in text
    assert "Evidencias" not in text


def test_the_record_of_an_open_visit_is_marked_as_a_draft():
    goes_on = papers.visit(ended_at=None, hours=None, outcome=None)
    text = text_of(VISIT_RECORD, replace(papers.visit_record(), visit=goes_on))
    assert "BORRADOR" in text
    assert "desde 8:05 a. m." in text


# --- The list --------------------------------------------------------------------------------


def test_the_header_returns_on_every_page_and_is_heard_once():
    made = rendered(ATTENDANCE, papers.long_list())
    shown = [text for text in pages(made.pdf) if "Nombre y documento" in text]
    assert len(shown) > 5
    heads = [text for tag, text in tree(made.pdf) if tag == "TH" and "Nombre" in text]
    assert heads == ["Nombre y documento"]


def test_a_signature_stands_in_the_row_of_its_person():
    listed = papers.attendance()
    second = listed.people[1].name
    given = replace(signature(party=Party.ATTENDEE), signer=Signer(second.upper()))
    nodes = tree(rendered(ATTENDANCE, listed, "es", given).pdf)
    place = next(number for number, (tag, _text) in enumerate(nodes) if tag == "Figure")
    before = [text for tag, text in nodes[:place] if tag == "TH"]
    assert before[-1] == "2"


def test_a_signature_finds_its_person_by_document_too():
    listed = papers.attendance()
    signer = Signer("Alba N. Muñoz", "CC", "52004118")
    given = replace(signature(party=Party.ATTENDEE), signer=signer)
    nodes = tree(rendered(ATTENDANCE, listed, "es", given).pdf)
    place = next(number for number, (tag, _text) in enumerate(nodes) if tag == "Figure")
    assert [text for tag, text in nodes[:place] if tag == "TH"][-1] == "1"


def test_who_signed_without_standing_on_the_list_gets_a_row():
    listed = papers.attendance()
    guest = replace(signature(party=Party.ATTENDEE), signer=Signer("Zoila Paz", "CC", "77001122"))
    nodes = tree(rendered(ATTENDANCE, listed, "es", guest).pdf)
    place = next(number for number, (tag, _text) in enumerate(nodes) if tag == "Figure")
    before = [text for tag, text in nodes[:place] if tag == "TH"]
    assert before[-1] == str(len(listed.people) + 1)
    assert any("Zoila Paz" in text and "CC 77001122" in text for _tag, text in nodes)


def test_who_refused_on_the_list_is_told_with_the_reason():
    listed = papers.attendance()
    refused = replace(
        signature(Method.REFUSED, Party.ATTENDEE), signer=Signer(listed.people[0].name)
    )
    told = text_of(ATTENDANCE, listed, "es", refused)
    assert "No quiso firmar No está de acuerdo" in told


def test_a_long_list_leaves_three_rows_to_fill_in_by_hand():
    nodes = tree(rendered(ATTENDANCE, papers.long_list()).pdf)
    numbers = [text for tag, text in nodes if tag == "TH" and text.isdigit()]
    assert numbers == [str(number) for number in range(1, 64)]


def test_a_short_list_is_one_page_filled_with_rows():
    made = rendered(ATTENDANCE, papers.attendance())
    assert made.page_count == 1
    numbers = [text for tag, text in tree(made.pdf) if tag == "TH" and text.isdigit()]
    assert len(numbers) >= 6


@pytest.mark.parametrize("method", [Method.PHOTO, Method.FINGERPRINT, Method.LATER])
def test_a_short_list_is_one_page_when_it_is_signed_too(method: Method):
    signed = [signature(party=Party.ATTENDEE), signature(method, Party.ADVISOR)]
    assert rendered(ATTENDANCE, papers.attendance(), "es", *signed).page_count == 1


def test_differential_data_have_a_column_only_where_somebody_told_them():
    told = papers.attendance()
    silent = replace(told, people=tuple(replace(one, differential=()) for one in told.people))
    assert "Datos diferenciales" in text_of(ATTENDANCE, told)
    assert "Datos diferenciales" not in text_of(ATTENDANCE, silent)


# --- The authorization -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["es", "en"])
def test_an_authorization_is_never_signed_on_a_page_without_its_text(lang: str):
    title = {"es": "Firmas", "en": "Signatures"}[lang]
    made = pages(rendered(CONSENT, papers.consent(), lang).pdf)
    (signed,) = [one for one in made if title in one]
    assert "SHA-256" in signed.partition(title)[0]


def test_every_answer_stands_beside_its_question():
    nodes = tree(rendered(CONSENT, papers.consent()).pdf)
    rows = [(text, after) for (tag, text), (_tag, after) in pairwise(nodes) if tag == "TH"]
    answers = {text.partition(".")[0]: answer for text, answer in rows if "." in text}
    assert answers["Datos personales"] == "Sí"
    assert answers["Fotos para el diagnóstico"] == "Sin preguntar"
    assert answers["Fotos para divulgación"] == "No"


def test_who_answered_is_told_once_or_for_each_answer():
    same, changed = papers.consent(), papers.changed_consent()
    assert text_of(CONSENT, same).count("Alba Nelly Muñoz Chate") == 1
    assert text_of(CONSENT, changed).count("Alba Nelly Muñoz Chate") == 3


def test_the_purposes_are_a_list_with_their_numbers():
    nodes = tree(rendered(CONSENT, papers.consent()).pdf)
    assert [text for tag, text in nodes if tag == "Lbl"] == ["1", "2", "3", "4", "5"]


def test_a_translation_says_in_which_language_it_was_asked():
    given = papers.consent()
    assert "traducción" not in text_of(CONSENT, given)
    assert "It was asked in Spanish" in text_of(CONSENT, given, "en")
    assert "Se preguntó en inglés" in text_of(CONSENT, replace(given, asked_in="en"))
    assert "se muestran los de hoy" in text_of(CONSENT, replace(given, asked_in=""))


def test_the_fingerprint_of_the_words_is_printed_whole():
    given = papers.consent()
    digits = given.answers[0].text_hash
    assert digits in text_of(CONSENT, given).replace(" ", "")
