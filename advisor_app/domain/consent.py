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
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import read_content
from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.text import Text

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

    def full_text(self, lang: str, values: Mapping[str, str]) -> str:
        """The whole text; a value that is missing leaves a line to fill by hand."""
        return filled(self.full.in_(lang), values)

    def spoken_text(self, lang: str, values: Mapping[str, str]) -> str:
        """What the advisor says aloud in about a minute."""
        return filled(self.spoken.in_(lang), values)

    def question(self, kind: ConsentKind, lang: str, values: Mapping[str, str]) -> str:
        """The question that stands for one permission."""
        return filled(self.questions[kind].in_(lang), values)

    def text_hash(self, lang: str, values: Mapping[str, str]) -> str:
        """SHA-256 of every word the person was shown or could read."""
        words = [self.label, self.full_text(lang, values), self.spoken_text(lang, values)]
        words += [self.question(kind, lang, values) for kind in ConsentKind]
        return hashlib.sha256("\n\n".join(words).encode()).hexdigest()


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
