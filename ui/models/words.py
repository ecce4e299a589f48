"""Keys of the record and the words the window shows for them."""

from __future__ import annotations

from advisor_app.domain.choices import choices
from advisor_app.domain.consent import METHODS
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.market import shipped_markets
from advisor_app.i18n import language

Options = list[tuple[str, str]]


def options(field: str) -> Options:
    """The possible answers of a field with a closed list."""
    return [(choice.key, choice.name.in_(language())) for choice in choices(field)]


def sectors() -> Options:
    """The sectors of the programme."""
    return [(sector.key, sector.name.in_(language())) for sector in shipped_instrument().sectors]


def sector_name(key: str) -> str:
    """The words for a sector; a key that is not known is shown as it is."""
    return dict(sectors()).get(key, key)


def standards() -> Options:
    """The standards a firm may aim at, by short name and edition."""
    lang = language()
    return [
        (one.key, f"{one.name.in_(lang)} · {one.edition.in_(lang)}")
        for one in shipped_markets().standards
    ]


def standard_name(key: str) -> str:
    """The short name of a standard."""
    found = shipped_markets().standard(key)
    return key if found is None else found.name.in_(language())


def market_names() -> list[str]:
    """Markets offered while one is typed; any other words are kept too."""
    return [market.name.in_(language()) for market in shipped_markets().markets]


def consent_methods() -> Options:
    """How an authorization was given."""
    return [(method, name.in_(language())) for method, name in METHODS.items()]
