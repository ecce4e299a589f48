"""The consent of the people of a firm: what is asked, in which words, and proof of the words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from advisor_app.domain.content import read_content
from advisor_app.domain.text import Text
from advisor_app.paths import resource

FORMAT: Final = "advisor-consent/1"
BLANK: Final = "__________"
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


class ConsentKind(StrEnum):
    """The separate permissions; only the first one is needed to take part."""

    DATA = "data"
    SENSITIVE = "sensitive"
    IMAGE = "image"
    PUBLICITY = "publicity"
    SIGNATURE = "signature"


class ConsentMethod(StrEnum):
    """How a person gave the answer."""

    SPOKEN = "spoken"
    SIGNATURE = "signature"
    RECORDED_VOICE = "recorded_voice"


METHODS: Final = {
    ConsentMethod.SPOKEN: Text("De palabra, ante el asesor", "By word of mouth, to the advisor"),
    ConsentMethod.SIGNATURE: Text("Firma en papel", "Signature on paper"),
    ConsentMethod.RECORDED_VOICE: Text("Grabación de voz", "Voice recording"),
}


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of the wording; ``{placeholders}`` are filled with the office's data."""

    id: str
    version: str
    placeholders: tuple[str, ...]
    example: Mapping[str, str] = field(hash=False)
    title: Text
    full: Text
    spoken: Text
    names: Mapping[ConsentKind, Text] = field(hash=False)
    questions: Mapping[ConsentKind, Text] = field(hash=False)
    required: frozenset[ConsentKind]

    @property
    def label(self) -> str:
        """Such as ``HD-1.0``: what is stored with an answer."""
        return f"{self.id}-{self.version}"

    def words(self, lang: str, values: Mapping[str, str]) -> ConsentWords:
        """The text in one language with the office's data filled in."""
        return ConsentWords(
            version=self.label,
            title=self.title.in_(lang),
            full=filled(self.full.in_(lang), values),
            spoken=filled(self.spoken.in_(lang), values),
            names={kind: self.names[kind].in_(lang) for kind in ConsentKind},
            questions={k: filled(self.questions[k].in_(lang), values) for k in ConsentKind},
        )


@dataclass(frozen=True, slots=True)
class ConsentWords:
    """What a person is read or shown, word for word."""

    version: str
    title: str
    full: str
    spoken: str
    names: Mapping[ConsentKind, str] = field(hash=False)
    questions: Mapping[ConsentKind, str] = field(hash=False)

    @property
    def text_hash(self) -> str:
        """SHA-256 of every word, stored with each answer as proof of what was asked."""
        words = (self.version, self.title, self.full, self.spoken, *self.questions.values())
        return hashlib.sha256("\n\n".join(words).encode()).hexdigest()

    @property
    def check_digits(self) -> str:
        """The beginning of the hash, short enough to be printed and copied by hand."""
        return self.text_hash[:4].upper()


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced, in one pass."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], "").strip() or BLANK, text)


def load_consent(source: Path | str) -> ConsentText:
    """A consent text from its file.

    Raises:
        BadContent: naming the file and the field, a placeholder that is not announced included.
    """
    root = read_content(source, FORMAT)
    fields = root.table(
        ("format", "id", "version", "placeholders", "example", "title", "full", "spoken", "kinds")
    )
    kinds = fields["kinds"].table([str(kind) for kind in ConsentKind])
    parts = {kind: kinds[kind].table(("name", "question", "required")) for kind in ConsentKind}
    text = ConsentText(
        id=fields["id"].string(),
        version=fields["version"].string(),
        placeholders=fields["placeholders"].strings(),
        example=MappingProxyType({k: v.string() for k, v in fields["example"].mapping().items()}),
        title=fields["title"].text(),
        full=fields["full"].text(),
        spoken=fields["spoken"].text(),
        names=MappingProxyType({kind: part["name"].text() for kind, part in parts.items()}),
        questions=MappingProxyType({kind: part["question"].text() for kind, part in parts.items()}),
        required=frozenset(kind for kind, part in parts.items() if part["required"].flag()),
    )
    for words in (text.full, text.spoken, *text.questions.values()):
        for name in _PLACEHOLDER.findall(words.es + words.en):
            if name not in text.placeholders:
                fields["placeholders"].fail(f"{{{name}}}")
    return text


@cache
def shipped_consent() -> ConsentText:
    """The wording that comes with the program, loaded once."""
    return load_consent(resource("texts", "consent-HD-1.0.json"))


def consent_text(lang: str, values: Mapping[str, str] | None = None) -> ConsentWords:
    """The shipped words in one language; data of the office that are missing stay blank lines."""
    return shipped_consent().words(lang, values or {})
