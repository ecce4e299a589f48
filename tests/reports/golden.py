"""The words of every page of one report, kept to notice what changes.

Renew them with ``python -m tests.reports.golden`` and read the difference before committing it.
"""

from __future__ import annotations

import re
from pathlib import Path

from advisor_app.reports.diagnosis import build_diagnosis
from tests.reports import builders
from tests.reports.reading import pages

ROOT = Path(__file__).resolve().parents[2]
HOW_TO_RENEW = "if this is meant: python -m tests.reports.golden"
_FIRM = "F01"


def file_of(lang: str) -> Path:
    """Where the words of a language are kept."""
    return Path(__file__).parent / "golden" / f"{_FIRM}-{lang}.txt"


def current(lang: str) -> str:
    """The words of every page as they are now."""
    content = builders.content(_FIRM)
    shown = pages(build_diagnosis(content, lang))
    words = "".join(f"--- {number} ---\n{text}\n" for number, text in enumerate(shown, start=1))
    return _without_fingerprint(words, content.content_hash)


def _without_fingerprint(words: str, digits: str) -> str:
    """The fingerprint covers both languages: it changes with a word of the other one."""
    for size, count in ((4, 3), (8, 8)):
        groups = [digits[start : start + size] for start in range(0, size * count, size)]
        words = re.sub(r"\s".join(groups), "(fingerprint)", words)
    return words


if __name__ == "__main__":
    for language in ("es", "en"):
        file_of(language).parent.mkdir(exist_ok=True)
        file_of(language).write_text(current(language), encoding="utf-8")
