"""How the diagnosis was done: when, with whom, what was seen, and what it does not say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.reports.document_parts import facts
from advisor_app.reports.page import Heading

if TYPE_CHECKING:
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.content import SessionPart
    from advisor_app.reports.draft import Draft


def how_it_was_done(draft: Draft) -> list[Block]:
    """The section with its table of facts."""
    _ = draft.text
    content = draft.content
    rows = [
        (_("Empresa"), _firm(draft)),
        (_("Visitas") if len(content.sessions) > 1 else _("Visita"), _sessions(draft)),
        (_("Preguntas"), _questions(draft)),
        (_("Cómo se vieron"), _seen(draft)),
        (_("Confianza"), draft.of(content.result.confidence_sentence)),
        (
            _("Límites"),
            _(
                "Muestra lo que se pudo ver en la visita. No es una auditoría, no certifica y "
                "no reemplaza ninguna norma."
            ),
        ),
    ]
    if content.preliminary:
        rows.append((_("Preliminar"), _why_preliminary(draft)))
    return [
        Heading(2, _("Cómo se hizo"), draft.look.section),
        facts(draft, rows, after=draft.look.space(6)),
    ]


def _firm(draft: Draft) -> str:
    firm = draft.content.firm
    parts = [firm.name, draft.of(firm.identification), draft.of(firm.sector)]
    if firm.size is not None:
        parts.append(draft.of(firm.size))
    return "; ".join(part for part in parts if part) + "."


def _why_preliminary(draft: Draft) -> str:
    _ = draft.text
    share = formats.percent(draft.content.result.completeness, draft.lang, 0)
    return _(
        "Se vio el {share} de lo que hacía falta. Por eso el escalón y la línea pueden cambiar."
    ).format(share=share)


def _sessions(draft: Draft) -> str:
    _ = draft.text
    if not draft.content.sessions:
        return _("sin dato")
    return "\n".join(_session(draft, session) for session in draft.content.sessions)


def _session(draft: Draft, session: SessionPart) -> str:
    _, lang = draft.text, draft.lang
    start = formats.local(session.started_at, session.offset_minutes)
    when = f"{formats.long_date(start.date(), lang)}, {formats.clock_time(start, lang)}"
    if session.ended_at is not None:
        end = session.ended_at + timedelta(minutes=session.offset_minutes)
        when = _("{start} a {end}").format(start=when, end=formats.clock_time(end, lang))
    parts = [when]
    if session.hours is not None:
        parts.append(_("{hours} horas").format(hours=formats.number(session.hours, lang, 1)))
    parts += [part for part in (session.place, draft.of(session.modality).lower()) if part]
    if session.people:
        people = ", ".join(f"{draft.of(role).lower()} ({n})" for role, n in session.people)
        parts.append(_("con {people}").format(people=people))
    return "; ".join(parts) + "."


def _questions(draft: Draft) -> str:
    _ = draft.text
    asked = len(draft.content.answers)
    count = draft.plural("{n} pregunta", "{n} preguntas", asked).format(n=asked)
    form = _("forma corta") if draft.content.result.form == "short" else _("forma completa")
    rules = draft.content.rules
    return _("{questions}, {form}; instrumento {instrument}, reglas {rules}.").format(
        questions=count, form=form, instrument=rules.instrument, rules=rules.parameters
    )


def _seen(draft: Draft) -> str:
    counts, plural = draft.content.counts, draft.plural
    parts = [
        (counts.verified, plural("{n} con registros", "{n} con registros", counts.verified)),
        (counts.observed, plural("{n} observada", "{n} observadas", counts.observed)),
        (counts.declared, plural("{n} solo dicha", "{n} solo dichas", counts.declared)),
        (counts.not_applicable, plural("{n} no aplica", "{n} no aplican", counts.not_applicable)),
        (counts.not_verified, plural("{n} sin ver", "{n} sin ver", counts.not_verified)),
    ]
    shown = [text.format(n=n) for n, text in parts if n]
    return ", ".join(shown) + "." if shown else draft.text("sin dato")
