"""Hands an issued document to a telephone nearby, and keeps the proof as it arrives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from advisor_app.domain import clock
from advisor_app.domain.delivery import Channel, Proof
from advisor_app.domain.errors import AdvisorError
from advisor_app.handover.offer import Offer, Progress, Stage
from advisor_app.handover.server import OneTimePage

if TYPE_CHECKING:
    from advisor_app.services.deliveries import Deliveries, Delivery, Errand

__all__ = ["Offer", "Progress", "Stage", "Telephone", "qr_modules"]

Tell = Callable[[Progress], None]
Failed = Callable[[AdvisorError], None]


class Telephone:
    """One hand-over at a time: a new one, and the end of the session, close the one before."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._page: OneTimePage | None = None
        self._lock = Lock()

    def offer(self, errand: Errand, offer: Offer, address: str, tell: Tell, failed: Failed) -> str:
        """Open the one-time page at one of the laptop's addresses and give its URL.

        Both functions are called in the page's own thread: ``tell`` after the proof of a step
        was kept, ``failed`` where it could not be.

        Raises:
            AdvisorError: nothing can be served from that address.
        """
        record = _Record(self._deliveries, errand, offer)

        def hear(progress: Progress) -> None:
            try:
                record.note(progress, page.token_hash)
            except AdvisorError as error:
                failed(error)
            tell(progress)

        page = OneTimePage(offer, hear)
        with self._lock:
            self._close()
            url = page.start(address)
            self._page = page
        return url

    def close(self) -> None:
        """Offer nothing any more; when this returns, nobody can connect."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._page is not None:
            self._page.close()
            self._page = None


class _Record:
    """What one hand-over leaves in the base."""

    def __init__(self, deliveries: Deliveries, errand: Errand, offer: Offer) -> None:
        self._deliveries = deliveries
        self._errand = errand
        self._offer = offer
        self._made: Delivery | None = None
        self._has_whole = False

    def note(self, progress: Progress, token_hash: str) -> None:
        """Keep the first file that arrives, the whole document above its first page alone."""
        is_whole = progress.file == self._offer.pdf
        if progress.file and (self._made is None or (is_whole and not self._has_whole)):
            self._has_whole = is_whole
            self._keep(progress, token_hash)
        if progress.stage is Stage.CONFIRMED and self._made is not None:
            self._made = self._deliveries.confirm(self._made.id)

    def _keep(self, progress: Progress, token_hash: str) -> None:
        proof = replace(
            Proof.of_file(progress.file, pages=self._offer.pages if self._has_whole else 1),
            token_hash=token_hash,
            downloaded_at=clock.now(),
            device=progress.device,
        )
        errand = self._errand if self._made is None else self._made.errand
        self._made = self._deliveries.hand(errand, Channel.TELEPHONE, proof)


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code, True where it is dark."""
    from advisor_app.reports import qr

    return qr.qr_modules(text)
