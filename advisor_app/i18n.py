"""Texts in the user's language: Spanish is the source, English the one complete catalogue."""

from __future__ import annotations

import gettext
from functools import cache
from typing import Final

from advisor_app.paths import resource

LANGUAGES: Final = ("es", "en")
DOMAIN: Final = "advisor"

_current = "es"


class Catalog:
    """The texts of one language, for a document whose language is not the window's."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"unknown language: {lang}")
        self.lang = lang
        self._texts = gettext.translation(
            DOMAIN, resource("i18n", "locale"), languages=[lang], fallback=True
        )

    def text(self, message: str) -> str:
        """The message in this language."""
        return self._texts.gettext(message)

    def plural(self, one: str, many: str, n: int) -> str:
        """The form that fits ``n``; the caller fills in ``{n}``."""
        return self._texts.ngettext(one, many, n)


@cache
def catalog(lang: str) -> Catalog:
    """The catalogue of a language, loaded once.

    A document writes ``_ = catalog(lang).text`` and marks its texts with ``_()`` as usual.
    """
    return Catalog(lang)


def set_language(lang: str) -> None:
    """Choose the language of the window and of error messages.

    Raises:
        ValueError: the language is not one of ``LANGUAGES``.
    """
    global _current  # noqa: PLW0603 - the one place that holds the user's language
    catalog(lang)
    _current = lang


def language() -> str:
    """The language of the window: ``es`` or ``en``."""
    return _current


def _(message: str) -> str:
    """The message in the window's language, looked up at the moment of the call."""
    return catalog(_current).text(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a counted message in the window's language."""
    return catalog(_current).plural(one, many, n)
