"""XML of strangers, read as it streams by: no document types, no entities, nothing without end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from xml.parsers import expat

from advisor_app.spreadsheet.archive import BadBook

_DEEPEST: Final = 40
_LONGEST: Final = 1024 * 1024
"""Bytes within which something must begin or end: one tag without end would fill the memory."""
Attributes = dict[str, str]


class Stream:
    """Feeds a document to two functions; names come without their namespaces."""

    def __init__(
        self,
        began: Callable[[str, Attributes], None],
        ended: Callable[[str], None],
        text: Callable[[str], None] | None = None,
    ) -> None:
        self._began, self._ended, self._text = began, ended, text
        self._depth = 0
        self._silent = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        self._parser = parser

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read the document to its end.

        Raises:
            BadBook: it is no well-formed XML, or one that only an attacker writes.
        """
        try:
            for piece in pieces:
                self._silent += len(piece)
                if self._silent > _LONGEST:
                    raise BadBook.damaged()
                self._parser.Parse(piece, False)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, UnicodeError, LookupError, ValueError) as error:
            raise BadBook.damaged() from error

    def _start(self, name: str, attributes: Attributes) -> None:
        self._silent = 0
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadBook.damaged()
        self._began(_local(name), {_local(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._silent = 0
        self._depth -= 1
        self._ended(_local(name))

    def _words(self, text: str) -> None:
        self._silent = 0
        if self._text is not None:
            self._text(text)

    def _refuse(self, *_declaration: object) -> None:
        raise BadBook.damaged()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
