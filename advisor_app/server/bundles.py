"""Files that laptops without a line send by hand, and the answers that go back the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from advisor_app.server import access, ledger, pages
from advisor_app.server.engine import now_ms
from advisor_app.server.tokens import is_signed
from advisor_app.sync import envelope, packing
from advisor_app.sync.admission import said_for_batch, to_text
from advisor_app.sync.bundle import (
    FILE,
    OFFICE,
    PAGE,
    TO_LAPTOP,
    TO_OFFICE,
    About,
    Ask,
    message,
    whole,
)
from advisor_app.sync.envelope import Head, Part
from advisor_app.sync.errors import BadBundle
from advisor_app.sync.wire import Pull, Pulled, unpack_rows

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    from advisor_app.server.access import Caller
    from advisor_app.server.blobs import Blobs
    from advisor_app.server.engine import Base

_MOST_PAGES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Sender:
    """A laptop as the office knows it.

    Attributes:
        signing, sealing: its public keys.
    """

    caller: Caller
    signing: Ed25519PublicKey
    sealing: X25519PublicKey


@dataclass(frozen=True, slots=True)
class Counter:
    """Where files from laptops are handed in.

    Attributes:
        signing, opening: the office's own keys.
        who: a laptop by its name.
    """

    base: Base
    blobs: Blobs
    signing: Ed25519PrivateKey
    opening: X25519PrivateKey
    who: Callable[[str], Sender]

    def answer(self, file: BinaryIO) -> Iterator[bytes]:
        """Take a laptop's file in and give the bytes of the answer for it.

        Raises:
            BadBundle: damaged, or not for this office.
            Refused: the laptop was revoked, or its batch doesn't follow the last one.
        """
        head = envelope.verify(file, lambda told: self.who(told.writer).signing)
        if head.kind != TO_OFFICE or head.reader != OFFICE:
            raise BadBundle("reader")
        sender = self.who(head.writer)
        with self.base.reading() as c:
            access.must_be_let_in(c, sender.caller)
        about, parts = self._take_in(sender, file)
        told = Head(TO_LAPTOP, OFFICE, sender.caller.device, now_ms())
        return envelope.seal(told, self._answer(sender, about, parts), sender.sealing, self.signing)

    def _take_in(self, sender: Sender, file: BinaryIO) -> tuple[About, list[Part]]:
        raw, signature = b"", ""
        about: About | None = None
        answered: list[Part] = []
        files: list[str] = []
        for part in envelope.unseal(file, self.opening):
            if part.name == "push":
                raw = message(part)
            elif part.name == "signature":
                signature = message(part).decode("ascii", "replace")
            elif part.name == "ask":
                about = About(packing.from_json(message(part), Ask))
                if raw:
                    key = to_text(sender.signing.public_bytes_raw())
                    if not is_signed(key, said_for_batch(raw), signature):
                        raise BadBundle("signature")
                    batch = ledger.read_batch(raw, signature)
                    about.batch = batch.message.id
                    pushed = ledger.push(self.base, sender.caller, batch)
                    answered.append(whole("pushed", pushed))
            elif part.name.startswith(FILE):
                digest = part.name.removeprefix(FILE)
                self.blobs.put(digest, part.size, iter(part.pieces))
                files.append(digest)
        if about is None:
            raise BadBundle("ask")
        about.files = files
        return about, answered

    def _answer(self, sender: Sender, about: About, answered: list[Part]) -> Iterator[Part]:
        yield whole("about", packing.to_json(about))
        yield from answered
        files: set[str] = set()
        for number, page in enumerate(self._pages(sender.caller, about.ask)):
            files |= _files_in(page)
            yield whole(f"{PAGE}{number}", packing.to_json(page))
        for digest in sorted(files):
            if self.blobs.has(digest):
                yield whole(FILE + digest, b"".join(self.blobs.pieces(digest)))

    def _pages(self, caller: Caller, ask: Ask) -> Iterator[Pulled]:
        """The pages that the laptop would ask for, one after the other."""
        asked = ask.pull
        for _number in range(_MOST_PAGES):
            page = pages.pull(self.base, caller, asked)
            yield page
            if not page.more:
                return
            asked = _next(asked, page, ask.buckets)


def _next(asked: Pull, page: Pulled, known: list[str]) -> Pull:
    """What the laptop would ask after this page."""
    cursors = dict(asked.cursors)
    if page.buckets is not None and known:
        cursors |= {name: (0, 0) for name in page.buckets if name not in known and name != "*"}
    head = 0 if page.buckets and "*" in page.buckets and known and "*" not in known else asked.head
    return msgspec.structs.replace(
        asked, grants=page.grants, cursors=cursors | page.cursors, head=head
    )


def _files_in(page: Pulled) -> set[str]:
    rows = (row for row in unpack_rows(page.rows) if row.entity == "attachment")
    return {str(row.fields["sha256"]) for row in rows if row.fields.get("sha256")}
