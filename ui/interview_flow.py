"""The course of an interview: which item is asked, what is said of it, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from advisor_app.domain.answers import GRADED_FROM, Answer, AnswerState, Evidence

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Dimension, Instrument, Item


class Lack(StrEnum):
    """What an item still needs before the interview goes on."""

    ANSWER = "answer"
    EVIDENCE = "evidence"


class Mark(StrEnum):
    """How an item stands, for the rail and the lists."""

    RATED = "rated"
    NOT_APPLICABLE = "na"
    NOT_SEEN = "not_verified"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been said of one item so far; it may still lack its evidence grade."""

    state: AnswerState | None = None
    level: int | None = None
    evidence: Evidence | None = None
    na_reason: str = ""
    checks: tuple[bool, ...] = ()
    note: str = ""
    role: str = ""

    @classmethod
    def of(cls, answer: Answer | None, checks: int) -> Draft:
        """The draft that shows a stored answer, with one tick box for each condition."""
        if answer is None:
            return cls(checks=(False,) * checks)
        ticks = (*answer.checks, *(False,) * checks)[:checks]
        graded = answer.level is not None and answer.level >= GRADED_FROM
        return cls(
            answer.state,
            answer.level,
            answer.evidence if graded else None,
            answer.na_reason,
            ticks,
            answer.note,
            answer.role,
        )

    @property
    def asks_evidence(self) -> bool:
        """Whether the level said is one that needs an evidence grade."""
        return (
            self.state is AnswerState.RATED and self.level is not None and self.level >= GRADED_FROM
        )

    def answer(self, item: str) -> Answer | None:
        """The answer to keep; without a grade it counts as declared, the most cautious one."""
        if self.state is None:
            return None
        if self.state is not AnswerState.RATED:
            reason = self.na_reason if self.state is AnswerState.NA else ""
            return Answer(
                item, self.state, None, None, na_reason=reason, note=self.note, role=self.role
            )
        return Answer(
            item,
            self.state,
            self.level,
            (self.asks_evidence and self.evidence) or Evidence.DECLARED,
            checks=self.checks if self.asks_evidence else (),
            note=self.note,
            role=self.role,
        )


@dataclass(frozen=True, slots=True)
class DimensionProgress:
    """How far a dimension is, for the rail."""

    dimension: Dimension
    marks: tuple[Mark, ...]
    is_current: bool

    @property
    def done(self) -> int:
        """Items with an answer of any kind."""
        return sum(mark is not Mark.PENDING for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Undo:
    """A step back: the item to show and what its answer was before."""

    item: str
    answer: Answer | None


class InterviewFlow:
    """Where the interview stands. Knows no window and no base: the caller keeps the answers.

    The caller asks for ``unsaved``, writes it, tells ``kept`` and only then moves with ``go``.
    """

    def __init__(
        self,
        instrument: Instrument,
        items: Iterable[Item],
        answers: Mapping[str, Answer],
        current: str | None = None,
        role: str = "",
    ) -> None:
        self._instrument = instrument
        self._items = tuple(items)
        self._places = {item.code: place for place, item in enumerate(self._items)}
        self._answers = {code: answer for code, answer in answers.items() if code in self._places}
        self._role = role
        self._undo: list[Undo] = []
        self._place = 0
        self._before: Answer | None = None
        self._draft = Draft()
        self._enter(current if current in self._places else self._first_pending_or_first())

    @property
    def instrument(self) -> Instrument:
        """What the items are taken from."""
        return self._instrument

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of this interview in the order of asking."""
        return self._items

    @property
    def item(self) -> Item:
        """The item being asked."""
        return self._items[self._place]

    @property
    def dimension(self) -> Dimension:
        """The dimension of the item being asked."""
        return self._instrument.dimension(self.item.dimension)

    @property
    def draft(self) -> Draft:
        """What has been said of the current item."""
        return self._draft

    @property
    def role(self) -> str:
        """Who is answering, until someone else does."""
        return self._draft.role or self._role

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers kept so far, by item."""
        return self._answers

    @property
    def pending(self) -> tuple[str, ...]:
        """Items without any answer, in order."""
        return tuple(item.code for item in self._items if item.code not in self._answers)

    @property
    def done(self) -> int:
        """How many items have an answer kept."""
        return len(self._answers)

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self._items)

    @property
    def place_in_dimension(self) -> tuple[int, int]:
        """The item's place among those of its dimension, and how many these are."""
        codes = [item.code for item in self._items if item.dimension == self.item.dimension]
        return codes.index(self.item.code) + 1, len(codes)

    @property
    def progress(self) -> tuple[DimensionProgress, ...]:
        """Every dimension that is asked about, with the marks of its items."""
        marks: dict[str, list[Mark]] = {}
        for item in self._items:
            marks.setdefault(item.dimension, []).append(self.mark(item.code))
        return tuple(
            DimensionProgress(
                self._instrument.dimension(code), tuple(found), code == self.item.dimension
            )
            for code, found in marks.items()
        )

    def holds(self, answers: Mapping[str, Answer]) -> bool:
        """Whether these are the answers kept here."""
        return self._answers == {c: a for c, a in answers.items() if c in self._places}

    def mark(self, code: str) -> Mark:
        """How an item stands."""
        answer = self._answers.get(code)
        return Mark.PENDING if answer is None else Mark(answer.state.value)

    # What is said of the current item

    def choose(self, level: int) -> None:
        """The description that fits, 1 to 5."""
        self._say(state=AnswerState.RATED, level=level)

    def grade(self, evidence: Evidence) -> bool:
        """How the level was seen; only from level 3 up, as the result tells."""
        if self._draft.asks_evidence:
            self._say(evidence=evidence)
        return self._draft.asks_evidence

    def tick(self, index: int, met: bool) -> None:
        """Whether one of the conditions of level 3 is met."""
        checks = list(self._draft.checks)
        checks[index] = met
        self._say(checks=tuple(checks))

    def not_seen(self) -> None:
        """It could not be seen today."""
        self._say(state=AnswerState.NOT_VERIFIED, level=None)

    def not_applicable(self, reason: str) -> None:
        """It does not apply to this firm, for this reason."""
        self._say(state=AnswerState.NA, level=None, na_reason=reason.strip())

    def annotate(self, note: str) -> None:
        """A note on the current item."""
        self._draft = replace(self._draft, note=note.strip())

    def hear(self, role: str) -> None:
        """Someone else answers from here on."""
        self._role = role
        self._draft = replace(self._draft, role=role)

    def _say(self, **said: object) -> None:
        role = self._role or self._draft.role
        self._draft = replace(self._draft, **said, role=role)  # pyright: ignore[reportArgumentType]  # names of fields

    # Keeping

    @property
    def lack(self) -> Lack | None:
        """What the current item still needs before going on."""
        if self._draft.state is None:
            return Lack.ANSWER
        if self._draft.asks_evidence and self._draft.evidence is None:
            return Lack.EVIDENCE
        return None

    @property
    def unsaved(self) -> Answer | None:
        """The current answer, if it differs from the one kept."""
        code = self.item.code
        answer = self._draft.answer(code)
        kept = self._shown(code, self._answers.get(code)).answer(code)
        return None if answer == kept else answer

    @property
    def has_loose_note(self) -> bool:
        """Whether there is a note that no answer holds yet, so that leaving would lose it."""
        return self._draft.state is None and bool(self._draft.note)

    def kept(self, answer: Answer) -> None:
        """The answer is on disk."""
        self._answers[answer.item] = answer

    def forgotten(self, code: str) -> None:
        """The answer was removed from disk."""
        self._answers.pop(code, None)

    # Moving

    @property
    def following(self) -> str | None:
        """The item that Enter leads to; None when nothing is left to ask.

        After a new answer, the next item without one; after looking again at an old answer,
        simply the next. Nothing answered is asked twice, nothing skipped is forgotten.
        """
        if self._before is not None and self._place + 1 < len(self._items):
            return self._items[self._place + 1].code
        left = [code for code in self.pending if code != self.item.code]
        ahead = [code for code in left if self._places[code] > self._place]
        return next(iter(ahead or left), None)

    @property
    def neighbours(self) -> tuple[str | None, str | None]:
        """The items before and after in plain order."""
        before = self._items[self._place - 1].code if self._place else None
        after = self._items[self._place + 1].code if self._place + 1 < self.total else None
        return before, after

    def go(self, code: str) -> None:
        """Show an item that is asked; what was kept of the one left behind can be undone."""
        if code in self._places:
            self._remember()
            self._enter(code)

    def rest(self) -> None:
        """Leave the items for a screen that shows none; what was kept can be undone."""
        self._remember()
        self._before = self._answers.get(self.item.code)

    def entry_of(self, dimension: str) -> str:
        """Where a click on a dimension leads: its first pending item, or its first."""
        codes = [item.code for item in self._items if item.dimension == dimension]
        return next((code for code in codes if code not in self._answers), codes[0])

    def undo(self) -> Undo | None:
        """The step that takes the last answer back; None if there is none."""
        code = self.item.code
        if self._draft != self._shown(code, self._before):
            return Undo(code, self._before)
        return self._undo[-1] if self._undo else None

    def undone(self, step: Undo) -> None:
        """The step back is on disk: show its item as it was."""
        if self._undo and self._undo[-1] is step:
            self._undo.pop()
        if step.answer is None:
            self.forgotten(step.item)
        else:
            self.kept(step.answer)
        self._enter(step.item)

    def _remember(self) -> None:
        code = self.item.code
        if self._answers.get(code) != self._before:
            self._undo.append(Undo(code, self._before))

    def _enter(self, code: str) -> None:
        self._place = self._places[code]
        self._before = self._answers.get(code)
        self._draft = self._shown(code, self._before)
        if self._before is None:
            self._draft = replace(self._draft, role=self._role)

    def _shown(self, code: str, answer: Answer | None) -> Draft:
        draft = Draft.of(answer, len(self._items[self._places[code]].checks))
        return draft if answer is not None else replace(draft, role=self._role)

    def _first_pending_or_first(self) -> str:
        return next(iter(self.pending), self._items[0].code)
