"""The face of an interview: rail, question, levels, answer bar; it decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor_app.domain.answers import AnswerState
from advisor_app.i18n import _, language
from ui import interview_texts as texts
from ui import theme
from ui.widgets.answer_bar import AnswerBar
from ui.widgets.basic import Banner, button, label
from ui.widgets.interview_rail import InterviewRail
from ui.widgets.level_rows import LevelRows, RowTexts
from ui.widgets.question_panel import PlaceBar, QuestionPanel
from ui.widgets.round_pause import RoundPause
from ui.widgets.scrolling import Pages, Scroll
from ui.widgets.steady_label import SteadyLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.domain.instrument import Item
    from ui.interview_flow import Draft, InterviewFlow

_ASKING: Final = 0
_PAUSE: Final = 1


class InterviewView(QWidget):
    """Shows where an interview stands; the same widgets for every question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[str, RowTexts] = {}
        self._backed: frozenset[str] = frozenset()
        self.rail = InterviewRail()
        self.place = PlaceBar()
        self.question = QuestionPanel()
        self.remarks: Mapping[str, str] = {}
        self.remark = label("", "attention")
        self.remark.hide()
        self.rows = LevelRows()
        self.hint = SteadyLabel()
        self.bar = AnswerBar()
        self.pause = RoundPause()
        self.retry = button(_("Reintentar"), "primary")
        self.trouble = Banner("", kind="danger", actions=(self.retry,))
        self.trouble.hide()
        self.pages = Pages()
        self.pages.addWidget(self._asking())
        self.pages.addWidget(self.pause)
        self.pages.setMaximumWidth(theme.look().content_width)
        space = theme.look().space
        row = QHBoxLayout(self)
        row.setContentsMargins(0, space(8), space(16), space(12))
        row.setSpacing(space(16))
        row.addWidget(self.rail)
        row.addStretch(1)
        row.addWidget(self.pages, 1000)
        row.addStretch(1)

    def _asking(self) -> QWidget:
        content, page = QWidget(), QWidget()
        self.asked = Scroll(content)
        for widget, parts in (
            (content, (self.question, self.remark, self.trouble, self.rows)),
            (page, (self.place, self.asked, self.hint, self.bar)),
        ):
            column = QVBoxLayout(widget)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.look().space(6))
            for part in parts:
                column.addWidget(part, 1 if part in (self.rows, self.asked) else 0)
        return page

    def reserve(self, items: Iterable[Item]) -> None:
        """Measure every text that may be asked, so that nothing moves between questions."""
        lang, items = language(), tuple(items)
        self._texts = {
            item.code: RowTexts(
                tuple(level.in_(lang) for level in item.levels),
                tuple(check.in_(lang) for check in item.checks),
            )
            for item in items
        }
        self.hint.reserve([texts.ask_for(item, lang) for item in items])
        self._make_room(items)

    def _make_room(self, items: Sequence[Item]) -> None:
        lang = language()
        self.question.reserve([(item.ask.in_(lang), item.question.in_(lang)) for item in items])
        self.rows.reserve([self._texts[item.code] for item in items])

    @property
    def is_asking(self) -> bool:
        """Whether a question is shown."""
        return self.pages.currentIndex() == _ASKING

    def show_item(self, flow: InterviewFlow) -> None:
        """The question that the interview has come to."""
        item, lang = flow.item, language()
        here, among = flow.place_in_dimension
        place = _("{here} de {among}").format(here=here, among=among)
        self.place.show_place(
            flow.dimension.name.in_(lang), f"{place} · {item.code}", flow.done, flow.total
        )
        self.rail.protocol.setVisible(item.confidential_alert is not None)
        self.question.show_question(item.ask.in_(lang), item.question.in_(lang))
        told = self.remarks.get(item.code, "")
        self.remark.setText(_("Observación: {text}").format(text=told))
        self.remark.setVisible(bool(told))
        self.show_progress(flow)
        self.bar.show_buttons()
        self.pages.setCurrentIndex(_ASKING)
        if theme.look().is_crowded:  # no room to keep free for other questions
            self._make_room([item])
        self.show_draft(flow)
        self.asked.keep(None)  # the question first
        self.rows.show_row(flow.draft.level or 1)
        if QAccessible.isActive():  # the focus stays, so the new question has to be told
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.spoken))

    @property
    def spoken(self) -> str:
        """The question as a screen reader tells it."""
        remark = f" {self.remark.text()}" if self.remark.isVisibleTo(self) else ""
        return f"{self.place.place.text()}. {self.question.ask.text()}{remark}"

    def show_progress(self, flow: InterviewFlow) -> None:
        """How far everything is."""
        self.rail.show_progress(flow.progress, len(flow.pending))

    def show_draft(self, flow: InterviewFlow) -> None:
        """What has been said of the question."""
        draft = flow.draft
        self.rows.show_question(
            [level.name.in_(language()) for level in flow.instrument.scale],
            self._texts[flow.item.code],
            draft.level,
            draft.checks,
            asks_checks=draft.asks_evidence,
        )
        self.asked.keep(self.rows.rows[draft.level - 1] if draft.level else None)
        self.bar.show_evidence(draft.evidence, asked=draft.asks_evidence)
        self.bar.photo.setChecked(flow.item.code in self._backed)
        self.bar.note.setChecked(bool(draft.note))
        self.bar.note.setToolTip(draft.note)
        self.bar.not_applicable.setChecked(draft.state is AnswerState.NA)
        self.bar.not_seen.setChecked(draft.state is AnswerState.NOT_VERIFIED)
        self.rail.role.set_value(flow.role)
        self.hint.say(_hint(flow.item, draft))

    def show_backed(self, backed: frozenset[str], flow: InterviewFlow | None) -> None:
        """The questions that have evidence, told by the button of the one that is asked."""
        self._backed = backed
        if flow is not None:
            self.bar.photo.setChecked(flow.item.code in backed)

    def show_pause(self, flow: InterviewFlow, remaining: int) -> None:
        """All of a round is answered; so many questions remain for the next."""
        self.show_progress(flow)
        if remaining:
            self.pause.after_core(remaining)
        else:
            self.pause.after_all()
        self.pages.setCurrentIndex(_PAUSE)

    def show_trouble(self, error: AdvisorError | None, *, can_retry: bool = False) -> None:
        """Why nothing moves on; None when all is well again."""
        self.trouble.setVisible(error is not None)
        self.trouble.actions_row.setVisible(can_retry)
        if error is not None:
            kind = "danger" if can_retry else "info"
            self.trouble.show_text(error.message, error.advice, kind=kind)


def _hint(item: Item, draft: Draft) -> str:
    if draft.state is AnswerState.NA:
        return texts.of_not_applicable(draft.na_reason)
    if draft.state is AnswerState.NOT_VERIFIED:
        return texts.of_not_seen()
    return texts.of_level(draft) or texts.ask_for(item, language())
