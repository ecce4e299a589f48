"""The exchange by hand: what would go over the line goes into a file, and the answer comes in one.

The messages are the same, so a file that is brought twice, or after an exchange over the line,
changes nothing: a batch is known by its name, and pages are taken only from where the laptop
still stands.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from advisor_app.domain import clock
from advisor_app.sync import client, envelope, incoming, local, outgoing, packing
from advisor_app.sync.admission import said_for_batch, to_text
from advisor_app.sync.envelope import Head, Part
from advisor_app.sync.errors import BadBundle
from advisor_app.sync.files import confirm, unsent
from advisor_app.sync.wire import MOST_EDITS, SCHEMA, Pull, Pulled, Push, Pushed

if TYPE_CHECKING:
    import sqlalchemy as sa
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    from advisor_app.store.attachments import Attachments
    from advisor_app.sync.client import Keeper

TO_OFFICE: Final = "to_office"
TO_LAPTOP: Final = "to_laptop"
OFFICE: Final = "office"
FILE: Final = "file/"
PAGE: Final = "page/"
_LARGEST_MESSAGE: Final = packing.MOST_BYTES


class Ask(msgspec.Struct):
    """What a laptop wants to know: the question of a pull, and the buckets it knows of."""

    pull: Pull
    buckets: list[str] = []


class About(msgspec.Struct):
    """What an answer answers.

    Attributes:
        batch: the batch that was taken in, if there was one.
        ask: the question, as it was asked.
        files: the files that the office took, by their hashes.
    """

    ask: Ask
    batch: str = ""
    files: list[str] = []


@dataclass(frozen=True, slots=True)
class Keys:
    """This laptop's name and keys, and the office's.

    Attributes:
        signing, opening: of this laptop.
        office_signing, office_sealing: the public ones of the office.
    """

    device: str
    signing: Ed25519PrivateKey
    opening: X25519PrivateKey
    office_signing: Ed25519PublicKey
    office_sealing: X25519PublicKey


@dataclass(slots=True)
class Bundles:
    """Files for and from the office, of one workspace.

    Attributes:
        came: what the last answer did.
    """

    keeper: Keeper
    attachments: Attachments
    keys: Keys
    came: client.Came = field(default_factory=client.Came)

    def pieces(self) -> Iterator[bytes]:
        """The bytes of a file for the office, with everything that waits."""
        body = self.keeper.write(lambda c: outgoing.build(c, MOST_EDITS))
        head = Head(TO_OFFICE, self.keys.device, OFFICE, _now())
        return envelope.seal(head, self._parts(body), self.keys.office_sealing, self.keys.signing)

    def take(self, file: BinaryIO) -> client.Came:
        """Take in the office's answer; a file that was taken in before changes nothing.

        Raises:
            BadBundle: damaged, or not for this laptop.
        """
        head = envelope.verify(file, lambda _head: self.keys.office_signing)
        if head.kind != TO_LAPTOP or head.reader != self.keys.device:
            raise BadBundle("reader")
        self.came = client.Came()
        about: About | None = None
        follows = False
        for part in envelope.unseal(file, self.keys.opening):
            if part.name == "about":
                about = packing.from_json(message(part), About)
                self.keeper.write(lambda c, a=about: _confirm(c, a))
            elif about is None:
                raise BadBundle("order")
            elif part.name == "pushed":
                self._acknowledge(about, packing.from_json(message(part), Pushed))
                follows = self._stands_there(about)
            elif part.name.startswith(PAGE) and (follows or self._stands_there(about)):
                follows = True
                page = packing.from_json(message(part), Pulled)
                self.keeper.write(lambda c, p=page: incoming.put_by(c, p))
            elif part.name.startswith(FILE):
                self._keep_file(part)
        exchange = client.Exchange(self.keeper, _NoLine(), came=self.came)
        exchange.settle()
        return self.came

    def _parts(self, body: bytes | None) -> Iterator[Part]:
        if body is not None:
            yield whole("push", body)
            yield whole("signature", to_text(self.keys.signing.sign(said_for_batch(body))).encode())
        ask = self.keeper.read(_question)
        yield whole("ask", packing.to_json(ask))
        for digest, _size in self.keeper.read(lambda c: unsent(c, also_unsent=True)):
            if self.attachments.has(digest):
                yield whole(FILE + digest, self.attachments.get(digest))

    def _acknowledge(self, about: About, answer: Pushed) -> None:
        def work(c: sa.Connection) -> None:
            body = outgoing.waiting(c)
            if body is not None and packing.from_json(body, Push).id == about.batch:
                outgoing.acknowledge(c, body, answer)
                self.came.sent += 1

        self.keeper.write(work)

    def _stands_there(self, about: About) -> bool:
        """Whether the laptop stands where it stood when it asked, and nothing is on its way."""

        def question(c: sa.Connection) -> bool:
            return outgoing.waiting(c) is None and _question(c) == about.ask

        return self.keeper.read(question)

    def _keep_file(self, part: Part) -> None:
        digest = part.name.removeprefix(FILE)
        data = b"".join(part.pieces)
        if hashlib.sha256(data).hexdigest() != digest:
            raise BadBundle("hash")
        if not self.attachments.has(digest):
            self.attachments.put_file(io.BytesIO(data), "application/octet-stream")


def whole(name: str, data: bytes) -> Part:
    """A part that lies in memory."""
    return Part(name, len(data), [data] if data else [])


def message(part: Part) -> bytes:
    """The bytes of a part that is a message.

    Raises:
        BadBundle: too large for one.
    """
    if part.size > _LARGEST_MESSAGE:
        raise BadBundle("size")
    return b"".join(part.pieces)


class _NoLine:
    """There is none; nothing is asked of it."""

    def push(self, body: bytes) -> bytes:
        raise NotImplementedError

    def pull(self, body: bytes) -> bytes:
        raise NotImplementedError


def _question(c: sa.Connection) -> Ask:
    pull = Pull(
        head=local.number(c, local.HEAD),
        grants=local.number(c, local.GRANTS),
        epoch=local.get(c, local.EPOCH),
        schema=SCHEMA,
        cursors=local.cursors(c),
    )
    return Ask(pull, local.buckets(c))


def _confirm(c: sa.Connection, about: About) -> None:
    for digest in about.files:
        confirm(c, digest)


def _now() -> int:
    return int(clock.now().timestamp() * 1000)
