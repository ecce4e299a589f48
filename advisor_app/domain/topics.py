"""Topics: what a firm has to have once, whatever the number of lists that ask for it.

The file ``advisor-topics/1`` names for each topic the questions of the diagnosis and the points of
the lists. A group of ``same`` holds at most one point of each list, and they ask the very same
thing: what was answered to one may be proposed for the others. ``related`` holds the other points
of the topic: one action closes them all, but no answer is carried over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import KEY, Node, read_content
from advisor_app.i18n import _
from advisor_app.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-topics/1"

Point = tuple[str, str]
"""A standard's id and the code of one of its points."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that a firm has to have.

    Attributes:
        action, expected: what to do to have it, and how one sees that it is done.
        items: questions of the diagnosis.
        same: groups of points that ask the very same thing.
        related: the other points of the topic.
    """

    key: str
    title: Text
    action: Text
    expected: Text
    items: tuple[str, ...]
    same: tuple[tuple[Point, ...], ...]
    related: tuple[Point, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point of the topic."""
        return (*chain.from_iterable(self.same), *self.related)


@dataclass(frozen=True, slots=True)
class Topics:
    """Every topic, in the order of the file."""

    every: tuple[Topic, ...]
    _by_key: dict[str, Topic] = field(init=False, repr=False, compare=False)
    _by_point: dict[Point, Topic] = field(init=False, repr=False, compare=False)
    _by_item: dict[str, Topic] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_point = {point: one for one in self.every for point in one.points}
        object.__setattr__(self, "_by_key", {one.key: one for one in self.every})
        object.__setattr__(self, "_by_point", by_point)
        by_item = {item: one for one in self.every for item in one.items}
        object.__setattr__(self, "_by_item", by_item)

    def has(self, key: str) -> bool:
        """Whether it is the key of a topic."""
        return key in self._by_key

    def topic(self, key: str) -> Topic:
        """The topic with this key.

        Raises:
            KeyError: there is none.
        """
        return self._by_key[key]

    def topic_of(self, standard_id: str, code: str) -> str | None:
        """The key of the topic that a point belongs to."""
        found = self._by_point.get((standard_id, code))
        return found.key if found else None

    def of_item(self, item_code: str) -> str | None:
        """The key of the topic that a question of the diagnosis belongs to."""
        found = self._by_item.get(item_code)
        return found.key if found else None

    def same_as(self, standard_id: str, code: str) -> tuple[Point, ...]:
        """The points of other lists that ask the very same thing."""
        point = (standard_id, code)
        found = self._by_point.get(point)
        groups = found.same if found else ()
        return tuple(one for group in groups if point in group for one in group if one != point)

    def items_of(self, standard_id: str, code: str) -> tuple[str, ...]:
        """The questions of the diagnosis on the topic of a point."""
        found = self._by_point.get((standard_id, code))
        return found.items if found else ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a file of topics may name.

    Attributes:
        codes: the codes of a list's points; None for a list that there is not.
        items: the questions of the diagnosis.
    """

    codes: Callable[[str], frozenset[str] | None]
    items: frozenset[str]


def parse_topics(source: Path | str, known: Known | None = None) -> Topics:
    """The topics from their file or text.

    Looking at the lists takes long, so that what the file names is checked only with ``known``.

    Raises:
        BadContent: naming the file and the place in it.
    """
    root = read_content(source, FORMAT)
    nodes = root.table(("format", "version", "topics"))["topics"].array(least=1)
    every = [_topic(node, known) for node in nodes]
    root.refuse_twins(one.key for one in every)
    root.refuse_twins(item for one in every for item in one.items)
    root.refuse_twins(f"{list_id} {code}" for one in every for list_id, code in one.points)
    return Topics(tuple(every))


@cache
def shipped_topics() -> Topics:
    """The topics that come with the program, loaded once, when they are first asked for."""
    return parse_topics(resource("catalogs", "topics-1.0.json"))


def _topic(node: Node, known: Known | None) -> Topic:
    fields = node.table(("key", "title", "action", "expected"), ("items", "same", "related"))
    key = fields["key"].string(KEY)
    items = fields["items"].at(f"{key} items").array() if "items" in fields else []
    for one in items:
        if known and one.string() not in known.items:
            one.fail(_("no se conoce «{key}»").format(key=one.value))
    same = fields["same"].at(f"{key} same").array() if "same" in fields else []
    related = fields["related"].at(f"{key} related").mapping() if "related" in fields else {}
    return Topic(
        key,
        fields["title"].text(),
        fields["action"].text(),
        fields["expected"].text(),
        tuple(one.string() for one in items),
        tuple(_group(one, known) for one in same),
        tuple(
            _point(list_id, code, known)
            for list_id, codes in related.items()
            for code in codes.array(least=1)
        ),
    )


def _group(node: Node, known: Known | None) -> tuple[Point, ...]:
    points = tuple(_point(each, code, known) for each, code in node.mapping().items())
    if len(points) < 2:
        node.fail(_("debe tener al menos {n} valores").format(n=2))
    return points


def _point(list_id: str, node: Node, known: Known | None) -> Point:
    code = node.string()
    if known:
        codes = known.codes(list_id)
        if codes is None:
            node.fail(_("no se conoce «{key}»").format(key=list_id))
        if code not in codes:
            node.fail(_("no se conoce «{key}»").format(key=code))
    return list_id, code
