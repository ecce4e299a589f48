"""Deliveries in the window's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.delivery import CHANNELS, STATES, Channel
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from datetime import datetime

    from advisor_app.services.delivery_rows import DeliveryRow, DocumentName


def document_words(name: DocumentName) -> str:
    """Such as ``Informe de diagnóstico 7F3A-2026-0012, versión 1``."""
    return _("{title} {number}, versión {version}").format(
        title=name.title(language()), number=name.number, version=name.version
    )


def channel_name(channel: Channel) -> str:
    """The way of a delivery, as a list names it."""
    return CHANNELS[channel].in_(language())


def queued_name(channel: Channel) -> str:
    """A way that a document waits for."""
    if channel is Channel.PAPER_BY_HAND:
        return _("En la próxima visita, en papel")
    return channel_name(channel)


def waiting_words(row: DeliveryRow) -> str:
    """By which way, to whom and since when a document waits."""
    parts = [queued_name(row.delivery.channel)]
    if row.receiver:
        parts.append(_("para {name}").format(name=row.receiver))
    if row.delivery.asked_at:
        day = formats.local(row.delivery.asked_at, clock.offset_minutes()).date()
        parts.append(_("desde el {day}").format(day=formats.short_date(day, language())))
    return " · ".join(parts)


def ended_words(row: DeliveryRow) -> str:
    """By which way and when a document was handed over, or why it was not."""
    done = row.delivery
    parts = [channel_name(done.channel)]
    if done.proof.sent_on is not None:
        parts.append(formats.short_date(done.proof.sent_on, language()))
    elif done.done_at is not None:
        parts.append(moment_words(done.done_at, done.done_at_offset or 0))
    return " · ".join([*parts, *filter(None, (row.receiver, done.reason))])


def state_name(row: DeliveryRow) -> str:
    """How far a delivery came."""
    return STATES[row.delivery.state].in_(language())


def moment_words(moment: datetime, offset: int) -> str:
    """Day and time where it was recorded."""
    local, lang = formats.local(moment, offset), language()
    return f"{formats.short_date(local.date(), lang)}, {formats.clock_time(local, lang)}"
