"""The exchange with the office: connecting, how it stands, what waits and what was set aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.forms.join_form import JoinForm
from ui.models import exchange_words as words
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Card, Column, button, label
from ui.widgets.flow import FlowButtons
from ui.widgets.folded import Folded
from ui.widgets.icons import IconLabel
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from advisor_app.services.changes import Changes
    from advisor_app.services.exchange_rows import LogLine, SetAside, Waiting
    from advisor_app.services.receipts import Receipt
    from ui.context import Context


class ExchangeScreen(Screen):
    """Follows the keeper of the exchange; every button hands over to it."""

    route: ClassVar[str] = "exchange"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._keeper = context.exchange
        self._worked = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        self.column.add(label(self.title(), "title"))
        self.retry_button = button(_("Reintentar"), clicked=self._keeper.run_now)
        self.trouble = Banner("", kind="danger", actions=[self.retry_button])
        self.form = JoinForm()
        self.form.wanted.connect(self._join)
        self._state_card = self._build_state()
        self.people = Card(_("Le toca a usted"))
        self.returned_button = button("", clicked=partial(self.context.go, "returned"))
        self.conflicts_button = button("", clicked=partial(self.context.go, "conflicts"))
        self.people.add(FlowButtons([self.returned_button, self.conflicts_button]))
        self.aside = _Lines(_("La oficina no recibió esto"))
        self.waiting = _Lines(_("Por enviar"))
        self.last = Card(_("Último intercambio"))
        self.last_text = label("")
        self.last.add(self.last_text)
        self.receipts = Card(_("Recibos de visitas"))
        self._receipts_told: list[tuple[str, str]] = []
        self._receipt_rows: list[RowButton] = []
        self.support = self._build_support()
        self._joined_cards = (self._state_card, self.support)
        for part in (self.trouble, self.form, self._state_card, self.people, self.aside,
                     self.waiting, self.last, self.receipts, self.support):  # fmt: skip
            part.hide()
            self.column.add(part)
        self.column.end()
        self._keeper.changed.connect(self._show)

    def title(self) -> str:
        return _("Intercambio con la oficina")

    def help_text(self) -> str:
        return _(
            "Lo que escribe se guarda primero en este computador. Cuando hay red, el programa lo "
            "envía a la oficina y trae lo que allá hay para usted; puede seguir trabajando "
            "mientras tanto.\n\n"
            "Si la conexión se corta, la próxima vez sigue donde quedó: nada se pierde ni se envía "
            "dos veces. Lo que la oficina no recibe se conserva aquí con su razón."
        )

    def open(self) -> None:
        self._keeper.look()
        self._read()
        self._show()

    def first_focus(self) -> QWidget:
        if self._keeper.state is None or self._keeper.state.link is None:
            return self.form.address
        return self.pause_button if self.pause_button.isVisibleTo(self) else self.run_button

    def leave(self) -> bool:
        self.form.clear_secrets()
        return True

    def on_changes(self, changes: Changes) -> None:
        self._read()

    def ask_to_leave(self) -> None:
        """Ask whether this laptop shall exchange with the office no more."""
        from ui.dialogs.question import Question

        details = [
            _("Todo lo que está en este computador se queda aquí."),
            _("Para volver a conectarse hará falta otro código de la oficina."),
        ]
        question = Question(
            _("¿Dejar de intercambiar con la oficina?"),
            details,
            _("Desconectar"),
            _("Seguir conectado"),
            self,
        )
        question.accepted.connect(self._keeper.leave)
        question.open()

    def _build_state(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(theme.look().space(12))
        self.mark = IconLabel("exchange", "accent", 28)
        self.heading = label("", "heading")
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.heading, 1)
        card.body.addLayout(row)
        self.detail = label("")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance del intercambio"))
        self.progress_text = label("", "soft")
        for part in (self.detail, self.progress, self.progress_text):
            card.add(part)
        self.run_button = button(
            _("Enviar y recibir ahora"), "primary", icon="exchange", clicked=self._keeper.run_now
        )
        self.pause_button = button(_("Pausar"), clicked=self._keeper.pause)
        card.add(FlowButtons([self.run_button, self.pause_button]))
        return card

    def _build_support(self) -> Card:
        card = Card(_("Para quien ayuda"))
        self.log = label(_("Todavía no hay nada."), "soft")
        self.log.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.log.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy_button = button(_("Copiar el registro"), clicked=self._copy_log)
        self.leave_button = button(_("Desconectar este computador…"), clicked=self.ask_to_leave)

        def build() -> list[QWidget]:
            note = label(_("Solo cuentas y códigos: nada de empresas ni de personas."), "caption")
            return [note, self.log, FlowButtons([self.copy_button, self.leave_button])]

        card.add(Folded(_("Registro del intercambio"), build))
        return card

    def _join(self) -> None:
        self.form.show_busy(busy=True)
        self._keeper.join(self.form.joining(), self._joined, self.form.refuse)

    def _joined(self) -> None:
        self.form.clear_secrets()
        self.context.say(_("Este computador quedó conectado con la oficina"))

    def _read(self) -> None:
        session = self.context.session
        if session is not None:
            exchange = session.exchange
            self.context.tasks.run(
                lambda: (exchange.waiting(), exchange.set_aside(), exchange.log()), self._fill
            )
            self.context.tasks.run(exchange.receipts, self._show_receipts)

    def _fill(self, found: tuple[list[Waiting], list[SetAside], list[LogLine]]) -> None:
        waiting, aside, log = found
        state = self._keeper.state
        joined = state is not None and state.link is not None
        self.waiting.show_lines(words.waiting_lines(waiting) if joined else ())
        self.aside.show_lines(words.aside_lines(aside))
        self.log.setText(words.log_text(log))
        session = self.context.session
        if aside and session is not None and self.isVisible():
            self.context.tasks.run(session.exchange.seen, self._looked)

    def _show_receipts(self, receipts: list[Receipt]) -> None:
        """The visits begun last, each with how much of it the office has."""
        state = self._keeper.state
        joined = state is not None and state.link is not None
        told = [(one.visit_id, words.receipt_row(one)) for one in receipts]
        if told != self._receipts_told:
            self._receipts_told = told
            rows = [RowButton(said, icon="visit") for _visit_id, said in told]
            for row, (visit_id, _said) in zip(rows, told, strict=True):
                row.clicked.connect(partial(self.open_receipt, visit_id))
            _replace(self.receipts, self._receipt_rows, rows)
            self._receipt_rows = rows
        self.receipts.setVisible(joined and bool(told))

    def open_receipt(self, visit_id: str) -> None:
        """Show the receipt of a visit as it stands now."""
        exchange = self.context.open_session.exchange
        self.context.tasks.run(partial(exchange.receipt, visit_id), self._open_receipt)

    def _open_receipt(self, receipt: Receipt) -> None:
        from ui.dialogs.receipt import ReceiptSheet

        ReceiptSheet(self.context, receipt, self).open()

    def _looked(self, _result: None) -> None:
        self._keeper.look()

    def _show(self) -> None:
        keeper, state = self._keeper, self._keeper.state
        if state is None:
            return
        held = self.window().focusWidget()
        joined, works = state.link is not None, keeper.working
        is_another = joined == self.form.isVisible() or (self._worked and not works)
        self._worked = works
        self.form.setVisible(not joined)
        self.form.show_busy(busy=works)
        for card in self._joined_cards:
            card.setVisible(joined)
        if is_another:
            self._read()
        self._show_state()
        self.trouble.setVisible(joined and keeper.trouble is not None)
        if keeper.trouble is not None:
            self.trouble.show_text(keeper.trouble.message, keeper.trouble.advice, kind="danger")
        self._show_people(state.returned, state.conflicts)
        told = words.outcome(keeper.outcome)
        self.last.setVisible(joined and bool(told))
        self.last_text.setText(told)
        if isinstance(held, QPushButton) and self.isAncestorOf(held) and held.isHidden():
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        keeper = self._keeper
        self.mark.show_icon(*words.ICONS[keeper.light], 28)
        self.heading.setText(words.heading(keeper))
        self.detail.setText(words.detail(keeper))
        step = keeper.step
        done, of = words.share(step)
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.progress_text.setText(words.progress(step))
        for part in (self.progress, self.progress_text, self.pause_button):
            part.setVisible(keeper.working)
        self.run_button.setVisible(not keeper.working)
        self.run_button.setText(_("Continuar") if keeper.paused else _("Enviar y recibir ahora"))

    def _show_people(self, returned: int, conflicts: int) -> None:
        self.returned_button.setText(words.returned(returned))
        self.returned_button.setVisible(returned > 0)
        self.conflicts_button.setText(words.clashes(conflicts))
        self.conflicts_button.setVisible(conflicts > 0)
        self.people.setVisible(bool(returned or conflicts))

    def _copy_log(self) -> None:
        QGuiApplication.clipboard().setText(self.log.text())
        self.context.say(_("El registro quedó copiado"))


class _Lines(Card):
    """A card of names with a line beneath each; hidden where there is none."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._said: tuple[tuple[str, str], ...] = ()
        self._pairs: list[QWidget] = []

    def show_lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show other lines."""
        said = tuple(lines)
        if said != self._said:
            self._said = said
            pairs = [_pair(*one) for one in said]
            _replace(self, self._pairs, pairs)
            self._pairs = pairs
        self.setVisible(bool(said))


def _replace(card: Card, old: Sequence[QWidget], new: Sequence[QWidget]) -> None:
    """Show other rows in a card."""
    for row in old:
        card.body.removeWidget(row)
        row.hide()
        row.deleteLater()
    for row in new:
        card.add(row)
        row.show()


def _pair(name: str, about: str) -> QWidget:
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.look().space(2))
    column.addWidget(label(name, "name"))
    column.addWidget(label(about, "soft"))
    return pair
