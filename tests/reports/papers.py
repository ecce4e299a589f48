"""Contents of every kind of document: as they usually are, and as bad as they get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from advisor_app.domain import document
from advisor_app.domain.consent import METHODS, ConsentKind, ConsentMethod, shipped_consent
from advisor_app.domain.text import Text
from advisor_app.domain.visit import MODALITIES, OUTCOMES, ROLES, Modality, Outcome
from advisor_app.i18n import LANGUAGES
from advisor_app.reports.consent_content import ConsentContent, GivenAnswer
from advisor_app.reports.visit_content import (
    AttendanceContent,
    AttendeePart,
    PersonPart,
    VisitPart,
    VisitRecordContent,
)
from tests.reports import builders, gaps, plans
from tests.reports.photo_parts import with_photos

if TYPE_CHECKING:
    from advisor_app.reports.issued import Content

LONG_NAME = ("Asociación Comunitaria y Multiactiva de Productoras y Productores " * 2)[:120]
NOTE = "Se revisó el cuaderno de recibo y se comparó con las facturas; العربية 日本 🙂 ✗ ●. "
_START = builders.MOMENT - timedelta(minutes=131)
_END = builders.MOMENT - timedelta(minutes=20)


def visit(**fields: Any) -> VisitPart:
    """A visit of two hours."""
    made = VisitPart(
        number=2,
        started_at=_START,
        ended_at=_END,
        offset_minutes=-300,
        break_minutes=10,
        hours=Decimal("1.68"),
        place="Centro de acopio, vereda La Laguna",
        modality=MODALITIES[Modality.IN_PERSON],
        purpose="Diagnóstico de madurez en calidad",
        outcome=OUTCOMES[Outcome.DONE],
        made=True,
    )
    return replace(made, **fields)


@cache
def visit_record() -> VisitRecordContent:
    """The record of a visit in which a diagnosis was made."""
    diagnosis = builders.content("F01")
    return VisitRecordContent(
        firm=diagnosis.firm,
        advisor=diagnosis.advisor,
        visit=visit(),
        issued_at=builders.MOMENT,
        issued_at_offset=-300,
        people=(
            AttendeePart("Alba Nelly Muñoz Chate", ROLES["legal_representative"]),
            AttendeePart("", ROLES["production"]),
            AttendeePart("", ROLES["production"]),
        ),
        activities="- Diagnóstico de madurez: 56 preguntas.\n- Acuerdo de 3 compromisos.",
        findings="Medición: el calibre se mira a ojo.\nProcesos: los cambios no se prueban.",
        commitments=diagnosis.commitments,
        next_visit_on=date(2026, 12, 15),
        photos=("3fa291bc" * 8, "77d0a1c2" * 8),
        authorized=True,
        contact="datos@ejemplo.org",
        number="7F3A-2026-A0012",
    )


def unmade() -> VisitRecordContent:
    """The record of a visit that was not made, at a firm that has not agreed to anything."""
    return replace(
        visit_record(),
        visit=visit(
            ended_at=_START, break_minutes=0, hours=Decimal(0), place="", made=False,
            outcome=OUTCOMES[Outcome.WEATHER], reason="La quebrada se llevó la vía",
        ),
        people=(), activities="", findings="", commitments=(), photos=(), authorized=False,
    )  # fmt: skip


@cache
def attendance() -> AttendanceContent:
    """A list with a person who told everything, one who told little, and one without a name."""
    record = visit_record()
    told = (Text("Indígena", "Indigenous"), Text("cuida a otra persona", "cares for somebody"))
    return AttendanceContent(
        firm=record.firm,
        advisor=record.advisor,
        visit=record.visit,
        issued_at=record.issued_at,
        issued_at_offset=record.issued_at_offset,
        people=(
            PersonPart(
                "Alba Nelly Muñoz Chate", ROLES["legal_representative"], "CC 52.004.118",
                Text("Mujer", "Woman"), "310 555 0101", "alba@ejemplo.org", told,
            ),
            PersonPart("Jhon Edier Campo", ROLES["production"]),
            PersonPart("", ROLES["worker"]),
        ),
        authorized=True,
        number="7F3A-2026-L0012",
    )  # fmt: skip


@cache
def consent() -> ConsentContent:
    """Every question answered at once, but one."""
    record, text = visit_record(), shipped_consent()
    words = {lang: text.words(lang, text.example) for lang in LANGUAGES}
    return ConsentContent(
        firm=record.firm,
        advisor=record.advisor,
        title=text.title,
        wording=text.label,
        full=Text(words["es"].full, words["en"].full),
        issued_at=record.issued_at,
        issued_at_offset=-300,
        answers=tuple(
            GivenAnswer(
                text.names[kind],
                Text(words["es"].questions[kind], words["en"].questions[kind]),
                kind is not ConsentKind.PUBLICITY,
                _START,
                -300,
                METHODS[ConsentMethod.SPOKEN],
                "Alba Nelly Muñoz Chate, CC 52.004.118",
                ROLES["legal_representative"],
                words["es"].text_hash,
            )
            if kind is not ConsentKind.IMAGE
            else GivenAnswer(text.names[kind], Text("¿Fotos?", "Photos?"))
            for kind in ConsentKind
        ),
        asked_in="es",
        number="7F3A-2026-C0012",
    )


def _hostile(content: Any) -> Any:
    """The same document for a firm with a name of 120 characters."""
    return replace(
        content,
        firm=replace(
            content.firm, name=LONG_NAME, trade_name="\u202eההר\u202c", municipality="Ñ" * 60
        ),
        advisor="María de los Ángeles " * 6,
    )


def long_record() -> VisitRecordContent:
    """A record with notes of forty pages, forty photos, and names of every kind."""
    record = _hostile(visit_record())
    return replace(
        record,
        activities=NOTE * 1000,
        findings="\n".join([NOTE * 3] * 300),
        remarks="No estoy de acuerdo.",
        people=tuple(AttendeePart(LONG_NAME, ROLES["owner"]) for _number in range(4)),
        commitments=builders.extreme().commitments,
        photos=("3fa291bc" * 8,) * 40,
    )


def long_list() -> AttendanceContent:
    """Sixty people with long names and addresses without a blank."""
    told = attendance().people[0].differential
    person = PersonPart(
        LONG_NAME, ROLES["authority"], "PPT 1234567890123456789", Text("No responde", "No answer"),
        "+57 310 555 0101 ext. 123456", "x" * 90 + "@ejemplo.org", told,
    )  # fmt: skip
    return replace(_hostile(attendance()), people=(person,) * 60)


def changed_consent() -> ConsentContent:
    """Answers of several days and people; the words of the first can't be found again."""
    base = _hostile(consent())
    later = replace(
        base.answers[1],
        answer=False,
        given_at=builders.MOMENT,
        signer=LONG_NAME,
        text_hash="ab" * 32,
    )
    return replace(base, answers=(base.answers[0], later, *base.answers[2:]), asked_in="")


CONTENTS: dict[str, dict[str, Callable[[], Content]]] = {
    document.DIAGNOSIS: {
        "usual": builders.content,
        "bad": builders.extreme,
        "full": plans.diagnosis,
        "crowded": plans.crowded_diagnosis,
        "little": builders.preliminary,
        "photos": lambda: with_photos(builders.content()),
    },
    document.VISIT_RECORD: {"usual": visit_record, "bad": long_record, "little": unmade},
    document.ATTENDANCE: {
        "usual": attendance,
        "bad": long_list,
        "little": lambda: replace(attendance(), people=(), authorized=False),
    },
    document.GAP_REPORT: {
        "usual": gaps.usual,
        "bad": lambda: _hostile(gaps.worst(NOTE * 10)),
        "little": gaps.hardly_seen,
        "group": gaps.group,
        "edition": gaps.older_edition,
        "long edition": lambda: _hostile(gaps.older_edition(8)),
        "photos": lambda: with_photos(gaps.usual()),
        "large group": lambda: _hostile(gaps.group(2_000, LONG_NAME)),
    },
    document.PLAN: {
        "usual": plans.usual,
        "bad": lambda: _hostile(plans.worst()),
        "little": plans.empty,
    },
    document.CONSENT: {
        "usual": consent,
        "bad": changed_consent,
        "little": lambda: replace(consent(), answers=(), number=""),
    },
}
"""Kind -> how it comes -> the content."""
