"""A visit in words: when, how long, how it ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from advisor_app import formats

if TYPE_CHECKING:
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.visit_content import VisitPart


def day(writing: Writing, visit: VisitPart) -> str:
    """The day it was, where it was."""
    start = formats.local(visit.started_at, visit.offset_minutes)
    return formats.long_date(start.date(), writing.lang)


def times(writing: Writing, visit: VisitPart) -> str:
    """From when to when by the clock on the wall."""
    _, lang = writing.text, writing.lang
    start = formats.clock_time(formats.local(visit.started_at, visit.offset_minutes), lang)
    if not visit.made:
        return start
    if visit.ended_at is None:
        return _("desde {start}").format(start=start)
    end = visit.ended_at + timedelta(minutes=visit.offset_minutes)
    return _("{start} a {end}").format(start=start, end=formats.clock_time(end, lang))


def breaks(writing: Writing, visit: VisitPart) -> str:
    """How long it paused; nothing where it did not take place."""
    _, count = writing.text, visit.break_minutes
    if not visit.made:
        return ""
    if not count:
        return _("ninguna")
    return writing.plural("{n} minuto", "{n} minutos", count).format(n=count)


def hours(writing: Writing, visit: VisitPart) -> str:
    """The hours that count."""
    _ = writing.text
    if visit.hours is None:
        return _("la visita sigue abierta")
    return formats.number(visit.hours, writing.lang, 2)


def ending(writing: Writing, visit: VisitPart) -> str:
    """How it ended, and why so."""
    if visit.outcome is None:
        return ""
    outcome = writing.of(visit.outcome)
    return f"{outcome}: {visit.reason}" if visit.reason else outcome
