"""A list in the base that is not the one an assessment began with is told, and harms no other."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from advisor_app.domain.content import canonical_json, digest_of
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.standard import Standard, load_standard, shipped_ids, shipped_standard
from advisor_app.schema import tables
from advisor_app.services.errors import DamagedContent
from advisor_app.services.session import Session
from tests.builders import consent, make_firm
from tests.spreadsheet import panela


def list_of(**changed: object) -> Standard:
    """A list that the program does not bring."""
    return load_standard(canonical_json({**json.loads(shipped_standard("codex_haccp").body),
                                         "id": "own_list", **changed}))  # fmt: skip


def spoil(session: Session, standard: Standard, body: str) -> None:
    """Put another text under the digest of a list."""
    t = tables.content
    where = t.c.digest == standard.digest
    session._workspace.write(
        lambda c: c.execute(t.update().where(where).values(body=body))
    ).result()


OTHERS: dict[str, Callable[[Standard], str]] = {
    "another list": lambda _one: shipped_standard("iso_9001_2015").body,
    "one word changed": lambda one: one.body.replace('"version":"1.0"', '"version":"1.1"'),
    "a newer format": lambda one: one.body.replace("advisor-standard/1", "advisor-standard/2"),
    "an instrument": lambda _one: '{"format": "advisor-instrument/1"}',
    "half a text": lambda one: one.body[: len(one.body) // 2],
    "no text": lambda _one: "",
    "an empty list": lambda _one: "[]",
    "a deep nest": lambda _one: "[" * 100_000,
    "a path": lambda _one: "/etc/passwd",
}


@pytest.mark.parametrize("what", OTHERS)
def test_a_list_that_is_not_what_its_digest_says_is_refused_in_words(
    session: Session, what: str
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    own = list_of(edition={"es": what, "en": what})
    gap = session.gaps.start(firm.id, own)
    session.gaps.answer(gap.id, GapAnswer(own.requirements[0].code, State.PARTIAL))
    good = session.gaps.start(firm.id, "iso_9001_2015")
    spoil(session, gap.standard, OTHERS[what](own))
    with pytest.raises(DamagedContent, match="dañado"):
        session.gaps.get(gap.id)
    assert [one.id for one in session.gaps.of_firm(firm.id)] == [good.id]
    assert session.firms.history(firm.id)
    spoil(session, gap.standard, own.body)
    assert session.gaps.get(gap.id).states == {own.requirements[0].code: State.PARTIAL}


def test_an_own_list_that_is_damaged_is_no_longer_offered_and_the_others_are(
    session: Session,
) -> None:
    first = session.lists.install(panela.FILE).standard
    spoil(session, first, "[]")
    assert session.lists.own() == []
    assert len(session.lists.all()) == len(shipped_ids())
    spoil(session, first, first.body)
    assert session.lists.own() == [first]


def test_a_list_of_our_own_is_read_back_under_its_digest(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    own = list_of()
    assert session.gaps.get(session.gaps.start(firm.id, own).id).standard == own
    assert own.digest == digest_of(json.loads(own.body))
