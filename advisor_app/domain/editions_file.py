"""The format of the maps between editions: ``advisor-editions/1``, every clause exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import KEY, Node, read_content
from advisor_app.domain.editions import Change, Clauses, EditionMap, EditionMaps, kind_of
from advisor_app.i18n import _
from advisor_app.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    Codes = Callable[[str], frozenset[str] | None]

FORMAT: Final = "advisor-editions/1"
_FIELDS: Final = (
    "older", "newer", "confirm", "until_confirm", "source", "dates", "unchanged", "changed",
)  # fmt: skip


def parse_editions(source: Path | str, codes: Codes | None = None) -> EditionMaps:
    """The maps from their file or text.

    ``codes`` tells the points of a list, None for a list that there is not; looking at the lists
    takes long, so that what a map names, and that it leaves out nothing, is checked only with it.

    Raises:
        BadContent: naming the file and the place in it.
    """
    root = read_content(source, FORMAT)
    nodes = root.table(("format", "version", "maps"))["maps"].array(least=1)
    every = tuple(_map(node, codes) for node in nodes)
    root.refuse_twins(f"{one.older} {one.newer}" for one in every)
    return EditionMaps(every)


@cache
def shipped_editions() -> EditionMaps:
    """The maps that come with the program, loaded once, when they are first asked for."""
    return parse_editions(resource("catalogs", "editions-1.0.json"))


def _map(node: Node, codes: Codes | None) -> EditionMap:
    fields = node.table(_FIELDS)
    older, newer = fields["older"].string(KEY), fields["newer"].string(KEY)
    place = node.at(f"{older} → {newer}")
    unchanged = fields["unchanged"].at(f"{place.place} unchanged").strings()
    changed = fields["changed"].at(f"{place.place} changed").array()
    clauses = [Clauses((code,), (code,), Change.SAME) for code in unchanged]
    clauses += [_clauses(each) for each in changed]
    before = [code for one in clauses for code in one.older]
    after = [code for one in clauses for code in one.newer]
    for list_id, named in ((older, before), (newer, after)):
        place.at("").refuse_twins(f"{list_id} {code}" for code in named)
        if codes:
            _match(place, list_id, named, codes)
    return EditionMap(
        older,
        newer,
        fields["confirm"].flag(),
        fields["until_confirm"].flag(),
        fields["source"].text(),
        fields["dates"].texts(),
        tuple(clauses),
    )


def _clauses(node: Node) -> Clauses:
    fields = node.table(("older", "newer", "what"), ("change", "confirm"))
    older, newer = fields["older"].strings(), fields["newer"].strings()
    if not older and not newer:
        node.fail(_("debe tener al menos {n} valores").format(n=1))
    if older and newer:
        if "change" not in fields:
            node.fail(_("falta este dato"), "change")
        change = Change(fields["change"].choice((Change.WIDER, Change.MOVED)))
    else:
        change = kind_of(older, newer, Change.SAME)
    confirm = fields["confirm"].flag() if "confirm" in fields else False
    return Clauses(older, newer, change, fields["what"].text(), confirm)


def _match(place: Node, list_id: str, named: Sequence[str], codes: Codes) -> None:
    """Refuse a map that names a clause that there is not, or leaves one out."""
    known = codes(list_id)
    if known is None:
        place.fail(_("no se conoce «{key}»").format(key=list_id))
    for code in named:
        if code not in known:
            place.fail(_("no se conoce «{key}»").format(key=code), list_id)
    for code in sorted(known.difference(named)):
        place.fail(_("falta «{key}»").format(key=code), list_id)
