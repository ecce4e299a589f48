"""Hands an issued document to a telephone nearby, and keeps the proof as it arrives."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from advisor_app.domain import clock
from advisor_app.domain.delivery import Channel, Proof
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.hand_over import Offer, Progress, Stage

if TYPE_CHECKING:
    from advisor_app.domain.delivery import Delivery, Errand
    from advisor_app.handover.server import OneTimePage
    from advisor_app.services.deliveries import Deliveries


class Telephone:
    """One hand-over at a time: a new one, and the end of the session, close the one before."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._page: OneTimePage | None = None
        self._lock = Lock()

    def offer(self, errand: Errand, offer: Offer, address: str) -> HandOver:
        """Open the one-time page at one of the laptop's own addresses.

        Raises:
            AdvisorError: nothing can be served from that address.
        """
        from advisor_app.handover.server import OneTimePage

        made = HandOver(self._deliveries, errand, offer)
        page = OneTimePage(offer, made.hear)
        made.token_hash = page.token_hash
        with self._lock:
            self._close()
            made.url = page.start(address)
            self._page = page
        return made

    def close(self) -> None:
        """Offer nothing any more; when this returns, nobody can connect."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._page is not None:
            self._page.close()
            self._page = None


class HandOver:
    """How far it is, to be looked at from any thread, and what it leaves in the base.

    Attributes:
        url: what the telephone opens.
        progress: the last step whose proof was kept.
        at: when that step was taken.
        error: why a proof could not be kept.
    """

    def __init__(self, deliveries: Deliveries, errand: Errand, offer: Offer) -> None:
        self.url = ""
        self.token_hash = ""
        self.progress = Progress(Stage.WAITING)
        self.at = clock.now()
        self.error: AdvisorError | None = None
        self._deliveries = deliveries
        self._errand = errand
        self._offer = offer
        self._made: Delivery | None = None
        self._has_whole = False

    def hear(self, progress: Progress) -> None:
        """Take a step that the page tells of, in the page's own thread."""
        try:
            self._note(progress)
        except AdvisorError as error:
            self.error = error
        self.at = clock.now()
        self.progress = progress

    def _note(self, progress: Progress) -> None:
        """Keep the first file that arrives, the whole document above its first page alone."""
        is_whole = progress.file == self._offer.pdf
        if progress.file and (self._made is None or (is_whole and not self._has_whole)):
            self._keep(progress, is_whole=is_whole)
        if progress.stage is Stage.CONFIRMED and self._made is not None:
            self._made = self._deliveries.confirm(self._made.id)

    def _keep(self, progress: Progress, *, is_whole: bool) -> None:
        proof = replace(
            Proof.of_file(progress.file, pages=self._offer.pages if is_whole else 1),
            token_hash=self.token_hash,
            downloaded_at=clock.now(),
            device=progress.device,
        )
        errand = self._errand if self._made is None else self._made.errand
        self._made = self._deliveries.hand(errand, Channel.TELEPHONE, proof)
        self._has_whole = is_whole


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code, True where it is dark."""
    from advisor_app.reports import qr

    return qr.qr_modules(text)
