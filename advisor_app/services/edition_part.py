"""Two editions and the firm's answers to the older one, as a gap report prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.domain import explain_editions
from advisor_app.domain.editions import Change
from advisor_app.domain.gap import State
from advisor_app.domain.market import short_name
from advisor_app.domain.text import Text
from advisor_app.i18n import LANGUAGES
from advisor_app.reports.edition_content import ChangedPart, EditionPart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.editions import Comparison, Pair

_WORST_FIRST: Final = (State.FAILS, State.PARTIAL, State.COMPLIES, State.NOT_APPLICABLE)


def edition_part(made: Comparison, states: Mapping[str, State]) -> EditionPart:
    """What is printed of a comparison: all that does not stay the same.

    ``states`` are the answers to the older edition.
    """
    days = [explain_editions.dates_sentences(made, lang) for lang in LANGUAGES]
    said = (explain_editions.summary_sentence(made, lang) for lang in LANGUAGES)
    unsure = Text(*(explain_editions.unsure_sentence(lang) for lang in LANGUAGES))
    return EditionPart(
        short_name(made.older),
        short_name(made.newer),
        tuple(Text(*pair) for pair in zip(*days, strict=True)),
        Text(*said),
        unsure if made.confirm else None,
        tuple(_changed(one, states) for one in made.pairs if one.change is not Change.SAME),
    )


def _changed(one: Pair, states: Mapping[str, State]) -> ChangedPart:
    titles = [each.title for each in one.newer or one.older]
    told = [states[each.code] for each in one.older if each.code in states]
    return ChangedPart(
        ", ".join(each.code for each in one.older),
        ", ".join(each.code for each in one.newer),
        Text("; ".join(each.es for each in titles), "; ".join(each.en for each in titles)),
        explain_editions.CHANGES[one.change],
        one.what,
        min(told, key=_WORST_FIRST.index).value if told else "",
        one.confirm,
    )
